import Outline

/// A leaf block of a topic as a reader sees it, with the source of every letter.
package struct ShownText: Hashable, Sendable {
  /// On one line.
  package private(set) var text = ""
  private var pieces: [(shown: Range<Int>, source: Range<Int>, isVerbatim: Bool)] = []

  package static func == (a: ShownText, b: ShownText) -> Bool { a.text == b.text }
  package func hash(into hasher: inout Hasher) { hasher.combine(text) }

  private init() {}

  /// The blocks of a segment; of a table, its rows.
  package static func blocks(of segment: Segment, in outline: Outline) -> [ShownText] {
    outline.richText(of: segment).blocks.flatMap { block -> [ShownText] in
      guard case .table(let table) = block.kind else { return [ShownText(block.runs)] }
      return table.rows.map { cells in
        var row = ShownText()
        for (index, cell) in cells.enumerated() {
          if index > 0 { row.text += " │ " }
          row.add(cell)
        }
        return row
      }
    }.filter { !$0.text.isEmpty }
  }

  private init(_ runs: [RichText.Run]) { add(runs) }

  private mutating func add(_ runs: [RichText.Run]) {
    for run in runs {
      let start = text.utf8.count
      text += run.text.onOneLine
      pieces.append((start..<text.utf8.count, run.source.ints, run.isVerbatim))
    }
  }

  /// The bytes of `text` that show something of a range of the file; nil where nothing of it is shown here.
  package func shown(_ source: Range<Int>) -> Range<Int>? {
    var found: Range<Int>?
    for piece in pieces where piece.source.overlaps(source) {
      var part = piece.shown
      if piece.isVerbatim, piece.shown.count == piece.source.count {
        let overlap = piece.source.clamped(to: source)
        part =
          overlap.lowerBound - piece.source.lowerBound + part.lowerBound..<overlap.upperBound - piece.source.lowerBound
          + piece.shown.lowerBound
      }
      found = found.map { min($0.lowerBound, part.lowerBound)..<max($0.upperBound, part.upperBound) } ?? part
    }
    return found
  }
}

extension Outline {
  /// Whether a reader sees any of a range of the file, rather than only its source: link targets, comments and the like
  /// are hidden.
  package func isShown(_ range: Range<ByteOffset>) -> Bool {
    let segment = segment(at: range.lowerBound)
    return ShownText.blocks(of: segment, in: self).contains { $0.shown(range.ints) != nil }
  }
}

extension String {
  /// The same with a space for each line break.
  fileprivate var onOneLine: String {
    var text = self
    return text.withUTF8 { bytes in
      // U+0085, U+2028 and U+2029 break lines too, but hardly ever are there.
      let isOther = bytes.contains { $0 == 0xC2 || $0 == 0xE2 }
      if isOther, contains(where: { $0.isNewline && $0.utf8.count > 1 && $0 != "\r\n" }) {
        return String(map { $0.isNewline ? " " : $0 })
      }
      guard bytes.contains(where: { $0 &- 0x0A < 4 }) else { return self }
      return String(unsafeUninitializedCapacity: bytes.count) { buffer in
        var count = 0
        for (index, byte) in bytes.enumerated() {
          if byte == 0x0A, index > 0, bytes[index - 1] == 0x0D { continue }
          buffer[count] = byte &- 0x0A < 4 ? 0x20 : byte
          count += 1
        }
        return count
      }
    }
  }
}
