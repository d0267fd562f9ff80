/// Titles as plain text.
extension Outline {
  /// A topic's title without markup, escapes, entities, `{#ids}` and closing `#`s, on one line. Empty for a topic
  /// without one, and for the root, which is called what the file is called.
  /// - Complexity: O(length of the title)
  ///
  /// What begins with something else than text, a picture or a box, is called what its first line says.
  package func title(of topic: TopicIndex) -> String {
    let record = storage.records[topic.int]
    guard topic != .root else { return "" }
    let range = Int(record.titleStart)..<Int(record.titleEnd)
    let isBox = storage.patches.patch(at: range.lowerBound).map { $0.effect == .box } ?? false
    if !range.isEmpty, !isBox {
      let title = title(of: record, in: range)
      if !title.isEmpty, !record.isItem || !mayBeBlock(range) { return title }
      let line = firstLine(of: topic)
      return line.isEmpty ? title : line
    }
    return range.isEmpty && !mayBeShown(topic) ? "" : firstLine(of: topic)
  }

  /// Whether a title may be the first line of HTML, of a table or of a callout.
  private func mayBeBlock(_ range: Range<Int>) -> Bool {
    switch bytes[range.lowerBound] {
    case 0x3C, 0x7C: return true
    case 0x5B: return range.count > 2 && bytes[range.lowerBound + 1] == 0x21
    default:
      var before = range.lowerBound
      while before > 0, Bytes.isBlank(bytes[before - 1]) { before -= 1 }
      return before > 0 && bytes[before - 1] == 0x7C
    }
  }

  /// Whether a topic without a title has anything else of its own.
  private func mayBeShown(_ topic: TopicIndex) -> Bool {
    let range = firstSegment(of: topic).range.ints
    return withBytes { bytes in
      let marker = min(range.lowerBound + max(1, bytes.markerLength(range.lowerBound)), range.upperBound)
      return (marker..<range.upperBound).contains { !Bytes.isSpace(bytes[$0]) }
    }
  }

  /// The first line of what a topic says as the pane shows it: the title of a box, or else the box's word; the first
  /// row of a table. Where it says nothing but what is dimmed, its first property that a reader wrote, or its link
  /// definition.
  private func firstLine(of topic: TopicIndex) -> String {
    let text = richText(of: firstSegment(of: topic))
    var dimmed = ""
    for block in text.blocks {
      let title: String
      if case .table(let table) = block.kind {
        var cells = (table.rows.first { !$0.joined().isEmpty } ?? [])[...]
        while cells.last?.isEmpty ?? false { cells.removeLast() }
        title = cells.map { $0.map(\.text).joined() }.joined(separator: " | ")
      } else {
        var runs = block.runs[...]
        if block.kind == .calloutTitle, runs.count > 1 { runs = runs.dropFirst() }
        if block.kind == .paragraph, runs.allSatisfy({ $0.emphasis.contains(.dimmed) }) {
          let lines = runs.map(\.text).joined().split(whereSeparator: \.isNewline).map {
            $0.drop(while: \.isWhitespace)
          }
          if dimmed.isEmpty { dimmed = lines.first { !$0.isOfProgram }.map(String.init) ?? "" }
          continue
        }
        let line = runs.map(\.shownText).joined().split(whereSeparator: \.isNewline).first {
          !$0.allSatisfy(\.isWhitespace)
        }
        title = line.map(String.init) ?? ""
      }
      let scalars = title.unicodeScalars
      guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
        let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
      else { continue }
      return String(scalars[first...last])
    }
    return dimmed
  }

  private func title(of record: Record, in range: Range<Int>) -> String {
    var range = range
    return withBytes { source in
      if record.flags.contains(.verbatimTitle) { return source.plainText(range) }
      return withCoveredBytes { bytes in
        // The pane joins the lines of a heading.
        if record.isItem, record.task != 0 { range = bytes.behindHeadingMarker(range) }
        if record.form != .setext {
          range = range.lowerBound..<KeptBreaks.titleEnd(of: range, in: bytes)
        }
        let isPatched = !storage.patches.overlapping(range).isEmpty
        guard isPatched || bytes.mayHaveMarkup(range) else { return source.plainText(range) }
        if storage.patches.patch(at: range.lowerBound)?.isBlock ?? false { return source.plainText(range) }
        var fragment = FragmentSource()
        fragment.addDefinitions(for: range, of: source, covered: bytes, from: storage.definitions)
        if record.form == .atx { fragment.append([0x23, 0x20], for: range.lowerBound..<range.lowerBound) }
        fragment.appendTitle(range, of: bytes, footnotes: storage.definitions, tables: storage.tables)
        fragment.close()
        let markup = fragment.coverInlineMarkup()
        let reader = TitleReader(fragment, of: source, markup, patches: isPatched ? storage.patches : Patches())
        fragment.bytes.withUnsafeBufferPointer { Markdown.read($0, with: reader) }
        return namingReferences(reader.title, markup)
      }
    }
  }
}

extension Substring {
  /// Whether a property is one that Logseq writes for itself.
  fileprivate var isOfProgram: Bool {
    isEmpty || ["id::", "collapsed::", "logseq.", "background-color::", "query-"].contains { hasPrefix($0) }
  }
}

extension RichText.Run {
  /// Its text; a reference to a footnote as the pane shows it.
  fileprivate var shownText: String {
    emphasis.contains(.footnoteReference) && text.hasPrefix("[^") ? "[" + text.dropFirst(2) : text
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
  func plainText(_ range: Range<Int>) -> String {
    let text = String(decoding: buffer[range], as: UTF8.self)
    // Line breaks are control characters, U+0085, U+2028 and U+2029.
    guard buffer[range].contains(where: { $0 < 0x20 || $0 == 0xC2 || $0 == 0xE2 }) else { return text }
    guard text.contains(where: { $0 == "\0" || $0.isNewline }) else { return text }
    let lines = text.split(whereSeparator: \.isNewline).map { line in
      String(line.drop { $0 == " " || $0 == "\t" })
    }
    return lines.joined(separator: " ").replacing("\0", with: "\u{FFFD}")
  }

  /// A title without the marker of a heading that md4c does not look for behind the box of a task.
  fileprivate func behindHeadingMarker(_ range: Range<Int>) -> Range<Int> {
    let level = run(of: 0x23, at: range.lowerBound)
    let start = skipBlanks(range.lowerBound + level)
    guard (1...6).contains(level), start > range.lowerBound + level, start < range.upperBound else { return range }
    return start..<range.upperBound
  }

  fileprivate func mayHaveMarkup(_ range: Range<Int>) -> Bool {
    for at in range {
      switch base[at] {
      case 0x28 where at + 1 < range.upperBound && base[at + 1] == 0x28: return true
      case 0x7B where at + 1 < range.upperBound && base[at + 1] == 0x7B: return true
      case 0x00, 0x0A, 0x0D, 0x2A, 0x5F, 0x60, 0x5B, 0x5D, 0x5C, 0x3C, 0x26, 0x7E, 0x3D: return true
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
  private let markup: InlineMarkup
  private let patches: Patches
  private(set) var text = ""
  private var wantsSpace = false
  /// Whether something that is not shown was behind the last text.
  private var isBehindHidden = false
  private var isInCode = false
  /// Whether the definitions before the title have been read.
  private var hasBegun: Bool
  /// The open links, and how much text stood before each.
  private var links: [(destination: String, start: Int)] = []
  /// Whether a tag or a comment goes on from the line above.
  private var isInTag = false

  init(_ fragment: FragmentSource, of source: Bytes, _ markup: InlineMarkup, patches: Patches) {
    (self.fragment, self.source, self.markup, self.patches) = (fragment, source, markup, patches)
    hasBegun = fragment.start == 0
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

  func enter(_ span: Markdown.Span) {
    switch span {
    case .code: isInCode = true
    case .link(let destination): links.append((destination, text.utf8.count))
    // Its name stands for it.
    case .image: links = links.map { ("", $0.start) }
    case .emphasis, .strong, .strikethrough, .other: break
    }
  }

  func leave(_ span: Markdown.Span) {
    switch span {
    case .code: isInCode = false
    case .link:
      // A link without words is called what it leads to.
      guard let link = links.popLast(), hasBegun, text.utf8.dropFirst(link.start).allSatisfy({ $0 == 0x20 }) else {
        return
      }
      add(link.destination)
    case .emphasis, .strong, .strikethrough, .image, .other: break
    }
  }

  func text(_ kind: Markdown.Text, at offset: Int?, bytes: UnsafeBufferPointer<UInt8>) {
    if let offset, offset < fragment.start {
      if fragment.isLastBeforeStart(offset) { hasBegun = true }
      return
    }
    switch kind {
    case .hardBreak, .softBreak: if !text.isEmpty { wantsSpace = true }
    case .null: add("\u{FFFD}")
    case .html: takeTag(bytes)
    case .entity: add(Entity.text(of: bytes) ?? String(decoding: bytes, as: UTF8.self))
    case .normal, .code:
      guard let offset else { return add(String(decoding: bytes, as: UTF8.self)) }
      let range = offset..<offset + bytes.count
      for part in isInCode ? [range] : markup.parts(of: range) {
        if !isInCode, markup.isHidden(part.lowerBound) {
          isBehindHidden = true
        } else {
          // What is in the place of the file's own bytes is an escape or a blank.
          for piece in fragment.parts(of: part) {
            if piece.isVerbatim {
              addPatched(piece.source)
            } else {
              let shown = bytes[(piece.range.lowerBound - offset)..<(piece.range.upperBound - offset)]
              add(String(decoding: shown, as: UTF8.self))
            }
          }
        }
      }
    }
  }

  /// Adds text of the file as its patches say.
  private func addPatched(_ range: Range<Int>) {
    for (place, patch) in patches.parts(of: range) {
      switch patch?.effect {
      case .hidden, .dimmed, .definition, .dimmedTail, .dimmedBlock: isBehindHidden = true
      case .blank: add(" ")
      case .verbatim, .math, .mathBlock, .box, nil:
        add(String(decoding: source.buffer[place], as: UTF8.self).replacing("\0", with: "\u{FFFD}"))
      }
    }
  }

  private func takeTag(_ bytes: UnsafeBufferPointer<UInt8>) {
    let shown = HTML.isPart(bytes, of: &isInTag) ? "" : HTML.text(of: bytes)
    if !shown.isEmpty { return add(shown) }
    let isBlock = HTMLTag(at: 0, in: bytes)?.isBlock ?? false
    if HTML.isBreak(bytes) || isBlock, !text.isEmpty { wantsSpace = true }
    isBehindHidden = true
    if let tag = HTMLTag(at: 0, in: bytes), tag.name == "img", let words = tag.value(of: "alt") { add(words) }
  }

  private func add(_ shown: String) {
    var shown = shown.contains { $0.isNewline } ? String(shown.map { $0.isNewline ? " " : $0 }) : shown
    guard !shown.isEmpty else { return }
    if isBehindHidden || wantsSpace, text.last == " " || wantsSpace || text.isEmpty {
      shown = String(shown.drop { $0 == " " })
      if shown.isEmpty {
        wantsSpace = wantsSpace || !text.isEmpty && text.last != " "
        return
      }
    }
    isBehindHidden = false
    if wantsSpace, text.last != " " { text += " " }
    wantsSpace = false
    text += shown
  }
}
