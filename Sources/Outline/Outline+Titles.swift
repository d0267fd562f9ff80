/// Titles as plain text.
extension Outline {
  /// A topic's title without markup, escapes, entities, `{#ids}` and closing `#`s, on one line. Empty for a topic
  /// without one, and for the root, which is called what the file is called.
  /// - Complexity: O(length of the title)
  package func title(of topic: TopicIndex) -> String {
    let record = storage.records[topic.int]
    guard topic != .root, record.titleStart < record.titleEnd else { return "" }
    let range = Int(record.titleStart)..<Int(record.titleEnd)
    return withBytes { source in
      let isPatched = !storage.patches.overlapping(range).isEmpty
      if record.flags.contains(.verbatimTitle) { return source.plainText(range) }
      return withCoveredBytes { bytes in
        guard isPatched || bytes.mayHaveMarkup(range) else { return source.plainText(range) }
        if storage.patches.patch(at: range.lowerBound)?.isBlock ?? false { return source.plainText(range) }
        var fragment = FragmentSource()
        fragment.addDefinitions(for: range, of: source, covered: bytes, from: storage.definitions)
        if record.form == .atx { fragment.append([0x23, 0x20], for: range.lowerBound..<range.lowerBound) }
        fragment.appendTitle(range, of: bytes, footnotes: storage.definitions, tables: storage.tables)
        fragment.close()
        let reader = TitleReader(
          fragment: fragment, source: source, patches: isPatched ? storage.patches : nil)
        fragment.bytes.withUnsafeBufferPointer { Markdown.read($0, .title, with: reader) }
        return reader.title
      }
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
        appendText(from..<end, of: source)
        appendJoin(end..<next)
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
        appendText(from..<at, of: source)
        from = close + 1
        at = from
      } else {
        at += 1
      }
    }
    if from < range.upperBound { appendText(from..<range.upperBound, of: source) }
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
  private let fragment: FragmentSource
  private let source: Bytes
  /// Nil where none touches the title.
  private let patches: Patches?
  private(set) var text = ""
  private var wantsSpace = false
  /// Whether a tag or a comment goes on from the line above.
  private var isInTag = false

  init(fragment: FragmentSource, source: Bytes, patches: Patches?) {
    self.fragment = fragment
    self.source = source
    self.patches = patches
  }

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
    if let offset, offset < fragment.start { return }
    switch kind {
    case .hardBreak, .softBreak:
      if !text.isEmpty { wantsSpace = true }
      return
    case .html where HTML.isPart(bytes, of: &isInTag) || HTML.text(of: bytes).isEmpty:
      leaveOut()
      return
    default: break
    }
    if let patches, let offset, kind != .entity, kind != .html {
      return addPatched(offset..<offset + bytes.count, patches)
    }
    if wantsSpace, bytes.first != 0x20 { text += " " }
    wantsSpace = false
    switch kind {
    case .null: text += "\u{FFFD}"
    case .html: text += onOneLine(HTML.text(of: bytes))
    case .entity: text += onOneLine(Entity.text(of: bytes) ?? String(decoding: bytes, as: UTF8.self))
    default: text += onOneLine(String(decoding: bytes, as: UTF8.self))
    }
  }

  private func addPatched(_ range: Range<Int>, _ patches: Patches) {
    for part in fragment.partsBetweenJoins(range) {
      guard !part.isJoin else {
        text += " "
        continue
      }
      for (place, patch) in patches.parts(of: fragment.source(of: part.range)) {
        switch patch?.effect {
        case .hidden, .dimmed, .definition, .dimmedTail, .dimmedBlock:
          leaveOut()
        case .blank: add(" ")
        case .verbatim, .math, .mathBlock, .box, nil:
          add(onOneLine(String(decoding: source.buffer[place], as: UTF8.self).replacing("\0", with: "\u{FFFD}")))
        }
      }
    }
  }

  private func add(_ part: String) {
    if wantsSpace, part.first != " " { text += " " }
    wantsSpace = false
    text += part
  }

  /// Of the blanks around what is left out one is enough.
  private func leaveOut() {
    guard text.last == " " else { return }
    text.removeLast()
    wantsSpace = true
  }

  private func onOneLine(_ text: String) -> String {
    text.contains { $0.isNewline } ? String(text.map { $0.isNewline ? " " : $0 }) : text
  }
}
