import Annotations
import Outline

/// One annotation as JSON-LD.
struct WebAnnotation: Encodable {
  private var id: String
  private var type = "Annotation"
  private var motivation: String
  private var creator: Person?
  private var created: String
  private var modified: String?
  private var body: [Body]
  private var target: Target

  private struct Person: Encodable {
    var type = "Person"
    var name: String
  }

  private struct Body: Encodable {
    var type = "TextualBody"
    var value: String
    var format = "text/plain"
    var purpose: String
  }

  /// An address, or a part of what is there.
  private enum Target: Encodable {
    case whole(String)
    case part(source: String, [Selector])

    private enum CodingKeys: String, CodingKey { case source, selector }

    /// Encodes an address by itself, a part as an object.
    ///
    /// - Throws: where the encoder fails.
    func encode(to encoder: any Encoder) throws {
      switch self {
      case .whole(let address):
        var container = encoder.singleValueContainer()
        try container.encode(address)
      case .part(let source, let selectors):
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(source, forKey: .source)
        try container.encode(selectors, forKey: .selector)
      }
    }
  }

  private enum Selector: Encodable {
    case quote(exact: String, prefix: String?, suffix: String?)
    /// In code points from the beginning of the file.
    case position(start: Int, end: Int)

    private enum CodingKeys: String, CodingKey { case type, exact, prefix, suffix, start, end }

    /// Encodes a selector as an object with its type.
    ///
    /// - Throws: where the encoder fails.
    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      switch self {
      case .quote(let exact, let prefix, let suffix):
        try container.encode("TextQuoteSelector", forKey: .type)
        try container.encode(exact, forKey: .exact)
        try container.encodeIfPresent(prefix, forKey: .prefix)
        try container.encodeIfPresent(suffix, forKey: .suffix)
      case .position(let start, let end):
        try container.encode("TextPositionSelector", forKey: .type)
        try container.encode(start, forKey: .start)
        try container.encode(end, forKey: .end)
      }
    }
  }

  init(_ entry: AnnotatedFile.Entry, _ file: AnnotatedFile, _ places: CodePoints) {
    let annotation = entry.annotation
    let isReply = entry.level > 0
    id = Self.address(of: annotation.id, in: file)
    motivation = isReply ? "replying" : Self.motivation(of: annotation.type)
    creator = annotation.author.isEmpty ? nil : Person(name: annotation.author)
    created = annotation.timestamp
    modified = annotation.edited
    body = [Body(value: annotation.text, purpose: motivation)]
    if let type = annotation.type { body.append(Body(value: type.rawValue, purpose: "classifying")) }
    if let severity = annotation.severity {
      body.append(Body(value: "severity: " + severity.rawValue, purpose: "classifying"))
    }
    if annotation.isResolved { body.append(Body(value: "resolved", purpose: "classifying")) }
    if isReply, let parent = annotation.replyTo {
      target = .whole(Self.address(of: parent, in: file))
    } else {
      let selectors = Self.selectors(for: entry, file, places)
      let source = Self.address(file.name)
      target = selectors.isEmpty ? .whole(source) : .part(source: source, selectors)
    }
  }

  private static func selectors(
    for entry: AnnotatedFile.Entry, _ file: AnnotatedFile, _ places: CodePoints
  ) -> [Selector] {
    let outline = file.outline
    guard let range = entry.range(in: outline) else {
      // Not attached: what it was made on is all there is.
      let anchor = entry.annotation.anchor
      guard !entry.placement.state.isAttached, let text = anchor.selectedText else { return [] }
      return [.quote(exact: text, prefix: anchor.evidence?.prefix, suffix: anchor.evidence?.suffix)]
    }
    func text(_ range: Range<Int>) -> String { outline.sourceText(Range(offsets: range)) }
    let length = Anchor.Evidence.contextLength
    // A scalar has four bytes at most; one that is cut shows as U+FFFD at the far end, outside of the context.
    let before = text(max(0, range.lowerBound - 4 * length - 3)..<range.lowerBound).unicodeScalars.suffix(length)
    let behind = text(range.upperBound..<min(outline.bytes.count, range.upperBound + 4 * length + 3))
      .unicodeScalars.prefix(length)
    return [
      .quote(exact: text(range), prefix: String(before), suffix: String(behind)),
      .position(start: places.count(before: range.lowerBound), end: places.count(before: range.upperBound)),
    ]
  }

  /// The model's word for why somebody wrote it.
  private static func motivation(of type: AnnotationType?) -> String {
    switch type {
    case .question: "questioning"
    case .suggestion: "editing"
    case .issue, .clarity, .accuracy, .style: "assessing"
    default: "commenting"
    }
  }

  // MARK: Addresses

  /// A record of the sidecar beside the file.
  private static func address(of id: String, in file: AnnotatedFile) -> String {
    sidecar(of: file.name) + "#" + percentEncoded(id, keeping: "")
  }

  static func sidecar(of name: String) -> String { address(name) + ".review.yaml" }

  /// A path as a relative address; a colon in its first part would make a scheme of that.
  static func address(_ path: String) -> String {
    path == "-" ? "standard-input" : percentEncoded(path, keeping: "/")
  }

  private static func percentEncoded(_ text: String, keeping signs: String) -> String {
    let kept = Array("-._~".utf8) + Array(signs.utf8)
    return text.utf8.map { byte in
      let isPlain = (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A) || (0x30...0x39).contains(byte) || kept.contains(byte)
      let digits = String(byte, radix: 16, uppercase: true)
      return isPlain ? String(Unicode.Scalar(byte)) : "%" + (byte < 16 ? "0" : "") + digits
    }.joined()
  }
}
