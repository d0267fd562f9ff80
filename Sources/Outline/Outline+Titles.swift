/// Titles as plain text.
extension Outline {
  /// A topic's title without markup, escapes, entities, `{#ids}` and closing `#`s, on one line. Empty for a topic
  /// without one, and for the root, which is called what the file is called.
  /// - Complexity: O(length of the title)
  package func title(of topic: TopicIndex) -> String {
    let record = storage.records[topic.int]
    guard topic != .root, record.titleStart < record.titleEnd else { return "" }
    return withBytes { bytes in
      var range = Int(record.titleStart)..<Int(record.titleEnd)
      if record.flags.contains(.verbatimTitle) { return bytes.plainText(range) }
      range = bytes.withoutIdentifier(range)
      guard bytes.mayHaveMarkup(range) else { return bytes.plainText(range) }
      var fragment = FragmentSource()
      fragment.addDefinitions(for: range, of: bytes, from: storage.definitions)
      if record.form == .atx { fragment.append([0x23, 0x20], for: range.lowerBound..<range.lowerBound) }
      fragment.appendTitle(range, of: bytes, footnotes: storage.definitions, tables: storage.tables)
      fragment.close()
      let reader = TitleReader(start: fragment.start)
      fragment.bytes.withUnsafeBufferPointer { Markdown.read($0, isRich: false, with: reader) }
      return reader.title
    }
  }
}

extension FragmentSource {
  /// Appends a title's source, references to footnotes left out, and markers that are indented too far to begin a block
  /// joined to the line above.
  fileprivate mutating func appendTitle(
    _ range: Range<Int>, of source: Bytes, footnotes: Definitions, tables: OutlineTables
  ) {
    var from = range.lowerBound
    var at = from
    while at < range.upperBound {
      if Bytes.isNewline(source[at]), case let next = source.skipBlanks(source.nextLine(at)),
        next < range.upperBound, tables.isOverindented(next)
      {
        let end = source.trimmedEnd(at, notBefore: from)
        append(from..<end, of: source)
        append([0x20], for: end..<next)
        from = next
        at = next
        continue
      }
      guard at + 3 < range.upperBound else {
        at += 1
        continue
      }
      if source[at] == 0x5C, !Bytes.isNewline(source[at + 1]) {
        at += 2
        continue
      }
      if source[at] == 0x5B, source[at + 1] == 0x5E,
        let close = source.buffer[at..<range.upperBound].firstIndex(of: 0x5D),
        footnotes.candidates(forLabelAt: at + 1, in: source).contains(where: { source[$0 + 1] == 0x5E })
      {
        append(from..<at, of: source)
        from = close + 1
        at = from
      } else {
        at += 1
      }
    }
    if from < range.upperBound { append(from..<range.upperBound, of: source) }
  }
}

extension Bytes {
  /// Bytes as text on one line.
  fileprivate func plainText(_ range: Range<Int>) -> String {
    let text = String(decoding: buffer[range], as: UTF8.self)
    // Line breaks are control characters, U+0085, U+2028 and U+2029.
    guard buffer[range].contains(where: { $0 < 0x20 || $0 == 0xC2 || $0 == 0xE2 }) else { return text }
    guard text.contains(where: { $0 == "\0" || $0.isNewline }) else { return text }
    return text.split(whereSeparator: \.isNewline).joined(separator: " ").replacing("\0", with: "\u{FFFD}")
  }

  /// The range without `{#id}` at its end.
  fileprivate func withoutIdentifier(_ range: Range<Int>) -> Range<Int> {
    guard let last = range.last, base[last] == 0x7D else { return range }
    var at = last - 1
    while at > range.lowerBound, base[at] != 0x7B, base[at] != 0x7D, !Self.isNewline(base[at]) { at -= 1 }
    guard at >= range.lowerBound, base[at] == 0x7B, at + 2 < last, base[at + 1] == 0x23 else { return range }
    return range.lowerBound..<trimmedEnd(at, notBefore: range.lowerBound)
  }

  fileprivate func mayHaveMarkup(_ range: Range<Int>) -> Bool {
    for at in range {
      switch base[at] {
      case 0x00, 0x0A, 0x0D, 0x2A, 0x5F, 0x60, 0x5B, 0x5D, 0x5C, 0x3C, 0x26, 0x7E: return true
      default: continue
      }
    }
    return false
  }
}

/// Gathers the plain text of a title.
private final class TitleReader: MarkdownReader {
  private let start: Int
  private(set) var text = ""
  private var wantsSpace = false
  /// Whether a tag or a comment goes on from the line above.
  private var isInTag = false

  init(start: Int) { self.start = start }

  var title: String {
    let scalars = text.unicodeScalars
    guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
      let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
    else { return "" }
    return String(scalars[first...last])
  }

  func enter(_ block: Markdown.Block) { if !text.isEmpty { wantsSpace = true } }
  func leave(_ block: Markdown.Block) {}
  func enter(_ span: Markdown.Span) {}
  func leave(_ span: Markdown.Span) {}

  func text(_ kind: Markdown.Text, at offset: Int?, bytes: UnsafeBufferPointer<UInt8>) {
    if let offset, offset < start { return }
    switch kind {
    case .hardBreak, .softBreak:
      if !text.isEmpty { wantsSpace = true }
      return
    case .html where HTML.isPart(bytes, of: &isInTag) || HTML.text(of: bytes).isEmpty: return
    default: break
    }
    if wantsSpace { text += " " }
    wantsSpace = false
    switch kind {
    case .null: text += "\u{FFFD}"
    case .html: text += onOneLine(HTML.text(of: bytes))
    case .entity: text += onOneLine(Entity.text(of: bytes) ?? String(decoding: bytes, as: UTF8.self))
    default: text += onOneLine(String(decoding: bytes, as: UTF8.self))
    }
  }

  private func onOneLine(_ text: String) -> String {
    text.contains { $0.isNewline } ? String(text.map { $0.isNewline ? " " : $0 }) : text
  }
}
