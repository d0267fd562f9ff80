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
      text += run.text.contains(where: \.isNewline) ? String(run.text.map { $0.isNewline ? " " : $0 }) : run.text
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
