import TextWidth

extension TextEditor {
  /// Breaks the lines of the touched paragraphs so that no line is wider than `columns` where that can be helped.
  ///
  /// A list item is a paragraph of its own, and its further lines hang under its text; quotations keep their marks.
  /// Fenced code, tables, headings and lines that end in a hard break stay as they are.
  mutating func fill(columns: Int, width: TextWidth) {
    let range = selection == nil ? paragraph(at: cursor) : touchedLines
    let filler = ParagraphFiller(columns: max(1, columns), width: width)
    let filled = filler.fill(String(buffer[range]), insideFence: isInsideFence(range.lowerBound))
    guard !filled.utf8.elementsEqual(buffer[range].utf8) else { return }
    let cursor = follow(self.cursor, from: range, into: filled)
    replace(range, with: filled, caret: Caret(cursor: cursor, anchor: nil))
  }

  private func isInsideFence(_ offset: TextOffset) -> Bool {
    buffer[.zero..<offset].split(separator: "\n").count { ParagraphFiller.isFence($0) } % 2 == 1
  }

  /// The place in `filled`, which replaces `range`, after as many characters other than blanks and marks of quotation
  /// as are before `offset`.
  private func follow(_ offset: TextOffset, from range: Range<TextOffset>, into filled: String) -> TextOffset {
    func counts(_ byte: UInt8) -> Bool { byte > UInt8(ascii: " ") && byte != UInt8(ascii: ">") }
    guard offset < range.upperBound else { return range.lowerBound + filled.utf8.count + (offset - range.upperBound) }
    guard offset > range.lowerBound else { return offset }
    var left = buffer[range.lowerBound..<offset].utf8.count(where: counts)
    // At the start of a word, go on past the blanks before it.
    let atWord = buffer.byte(at: offset).map(counts) ?? false
    var place = 0
    for byte in filled.utf8 {
      if left == 0, !atWord || counts(byte) { break }
      if counts(byte) { left -= 1 }
      place += 1
    }
    return range.lowerBound + place
  }
}

/// Breaks paragraphs into lines of a given width.
struct ParagraphFiller {
  let columns: Int
  let width: TextWidth

  static func isFence(_ line: Substring) -> Bool {
    let text = line.drop { $0 == " " || $0 == "\t" || $0 == ">" }
    return text.hasPrefix("```") || text.hasPrefix("~~~")
  }

  func fill(_ text: String, insideFence: Bool) -> String {
    var isCode = insideFence
    var result: [String] = []
    var pending: Paragraph?
    func flush() {
      if let paragraph = pending { result += lines(of: paragraph) }
      pending = nil
    }
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let isFence = ParagraphFiller.isFence(line)
      if isFence { isCode.toggle() }
      let prefix = LinePrefix(line)
      let body = line.utf8.dropFirst(prefix.length)
      if isCode || isFence || body.isEmpty || ParagraphFiller.keepsItsLines(line, prefix) {
        flush()
        result.append(String(line))
        continue
      }
      let words = Substring(body).split { $0 == " " || $0 == "\t" }
      if !prefix.isItem, var paragraph = pending, paragraph.accepts(prefix) {
        paragraph.words += words
        pending = paragraph
      } else {
        flush()
        pending = Paragraph(prefix: String(line.prefix(upTo: body.startIndex)), parts: prefix, words: words)
      }
      if line.hasSuffix("  ") || line.hasSuffix("\\") {
        let ending = line.hasSuffix("  ") ? "  " : ""
        flush()
        if let last = result.popLast() { result.append(last + ending) }
      }
    }
    flush()
    return result.joined(separator: "\n")
  }

  private static func keepsItsLines(_ line: Substring, _ prefix: LinePrefix) -> Bool {
    let text = line.drop { $0 == " " || $0 == "\t" || $0 == ">" }
    return text.first == "|" || (text.first == "#" && text.drop { $0 == "#" }.first == " ")
  }

  private struct Paragraph {
    /// The start of the first line.
    var prefix: String
    /// The start of the other lines.
    var hanging: String
    var quotes: Int
    var words: [Substring]

    init(prefix: String, parts: LinePrefix, words: [Substring]) {
      self.prefix = prefix
      quotes = parts.lead.count { $0 == ">" }
      hanging = parts.lead + String(repeating: " ", count: parts.marker.count + parts.gap.count)
      self.words = words
    }

    /// Whether a line with `prefix` goes on with this paragraph.
    func accepts(_ prefix: LinePrefix) -> Bool { prefix.lead.count { $0 == ">" } == quotes }
  }

  private func lines(of paragraph: Paragraph) -> [String] {
    var lines: [String] = []
    var line = paragraph.prefix
    var used = columns(of: line)
    var isFresh = true
    for word in paragraph.words {
      let needed = columns(of: String(word))
      if isFresh {
        line += word
        used += needed
      } else if used + 1 + needed <= columns || ParagraphFiller.wouldBecomeMarkup(word) {
        line += " " + word
        used += 1 + needed
      } else {
        lines.append(line)
        line = paragraph.hanging + word
        used = columns(of: paragraph.hanging) + needed
      }
      isFresh = false
    }
    return lines + [line]
  }

  /// Whether `word` at the start of a line would be read as a list marker, heading, quotation or rule.
  private static func wouldBecomeMarkup(_ word: Substring) -> Bool {
    LinePrefix(word).length > 0 || word.allSatisfy { $0 == "#" || $0 == "=" || $0 == "-" } || isFence(word)
      || word.first == "|" || word.first == ">"
  }

  private func columns(of text: String) -> Int {
    text.reduce(0) { $0 + ($1 == "\t" ? 4 : width.columns(of: $1)) }
  }
}
