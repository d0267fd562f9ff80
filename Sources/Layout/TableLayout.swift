import Outline
import TextWidth

/// Lays out a table whose cells wrap inside their columns; where even that finds no room, one cell to a line.
struct TableLayout {
  /// The head first.
  let rows: [[[TextSpan]]]
  let alignments: [RichText.Table.Alignment]
  let columns: Int
  let options: LayoutOptions

  /// A column is never narrower than its longest word or, where that is longer, than this.
  private static let narrowest = 10
  /// A bar with a blank on both sides.
  private var gap: Int { options.width.columns(of: options.glyphs.vertical) + 2 }

  func lines() -> [[TextSpan]] {
    guard !alignments.isEmpty, let head = rows.first else { return [] }
    guard let widths = widths() else { return stacked(head: head) }
    // A table of HTML may have no head.
    let hasHead = head.contains { !$0.isEmpty }
    var lines = hasHead ? self.lines(of: head, widths) + [rule(widths)] : []
    let body = rows.dropFirst().map { self.lines(of: $0, widths) }
    let isRuled = body.contains { $0.count > 1 }
    for (number, row) in body.enumerated() {
      if isRuled, number > 0 { lines.append(rule(widths)) }
      lines += row
    }
    return lines
  }

  /// The width of each column, or nil where they cannot stand side by side.
  private func widths() -> [Int]? {
    let room = columns - gap * (alignments.count - 1)
    var natural = Array(repeating: 1, count: alignments.count)
    var least = Array(repeating: 1, count: alignments.count)
    for row in rows {
      for (column, cell) in row.enumerated().prefix(alignments.count) {
        let (all, word) = measure(cell)
        natural[column] = max(natural[column], all)
        least[column] = max(least[column], word)
      }
    }
    if natural.reduce(0, +) <= room { return natural }
    guard room >= least.reduce(0, { $0 + min($1, TableLayout.narrowest) }) else { return nil }
    if least.reduce(0, +) > room { return capped(least, room: room) }
    return grown(from: least, to: natural, room: room)
  }

  /// `widths` with the largest cut to one common size, so that together they fill `room`.
  private func capped(_ widths: [Int], room: Int) -> [Int] {
    var low = 1
    var high = room
    while low < high {
      let middle = (low + high + 1) / 2
      if widths.reduce(0, { $0 + min($1, middle) }) <= room { low = middle } else { high = middle - 1 }
    }
    var fitted = widths.map { min($0, low) }
    var spare = room - fitted.reduce(0, +)
    for column in fitted.indices where spare > 0 && fitted[column] < widths[column] {
      fitted[column] += 1
      spare -= 1
    }
    return fitted
  }

  /// `least` widened towards `natural`, each column by its share of what is wanting.
  private func grown(from least: [Int], to natural: [Int], room: Int) -> [Int] {
    let spare = room - least.reduce(0, +)
    let wanting = zip(natural, least).reduce(0) { $0 + $1.0 - $1.1 }
    guard wanting > 0 else { return least }
    return zip(natural, least).map { wish, width in width + (wish - width) * spare / wanting }
  }

  /// The columns of a cell on one line, and of its longest word.
  private func measure(_ cell: [TextSpan]) -> (all: Int, word: Int) {
    var all = 0
    var word = 0
    var longest = 0
    var widest = 0
    for span in cell {
      for character in span.text {
        if character == "\n" {
          (widest, all, word) = (max(widest, all), 0, 0)
          continue
        }
        let columns = options.width.columns(of: character)
        all += columns
        word = BreakRule.isSpace(character) ? 0 : word + columns
        longest = max(longest, word)
      }
    }
    return (max(widest, all), longest)
  }

  private func rule(_ widths: [Int]) -> [TextSpan] {
    let glyphs = options.glyphs
    let cross = glyphs.horizontal + glyphs.cross + glyphs.horizontal
    let text = widths.map { String(repeating: glyphs.horizontal, count: $0) }.joined(separator: cross)
    return [TextSpan(text, .tableBorder)]
  }

  private func lines(of row: [[TextSpan]], _ widths: [Int]) -> [[TextSpan]] {
    let cells = zip(row, widths).map { cell, width in
      LineBreaker.lines(cell, columns: width, options: options)
    }
    let height = cells.map(\.count).max() ?? 0
    return (0..<height).map { number in
      var line: [TextSpan] = []
      for (column, cell) in cells.enumerated() {
        if column > 0 { line.append(TextSpan(" " + options.glyphs.vertical + " ", .tableBorder)) }
        let spans = number < cell.count ? cell[number] : []
        let spare = widths[column] - spans.reduce(0) { $0 + options.width.columns(of: $1.text) }
        let left: Int
        switch alignments[column] {
        case .none, .left: left = 0
        case .center: left = spare / 2
        case .right: left = spare
        }
        line += blank(left) + spans + (column + 1 < cells.count ? blank(spare - left) : [])
      }
      return line
    }
  }

  private func blank(_ columns: Int) -> [TextSpan] {
    columns > 0 ? [TextSpan(String(repeating: " ", count: columns), .text)] : []
  }

  /// One cell to a line, each behind its column's head, the rows set apart by rules.
  private func stacked(head: [[TextSpan]]) -> [[TextSpan]] {
    let room = max(1, columns)
    guard rows.count > 1 else {
      return head.filter { !$0.isEmpty }.flatMap { LineBreaker.lines($0, columns: room, options: options) }
    }
    var lines: [[TextSpan]] = []
    for row in rows.dropFirst() {
      if !lines.isEmpty {
        lines.append([TextSpan(String(repeating: options.glyphs.horizontal, count: room), .tableBorder)])
      }
      for (title, cell) in zip(head, row) where !cell.isEmpty || !title.isEmpty {
        let label = title.isEmpty ? [] : title + [TextSpan(": ", .tableBorder)]
        let broken = LineBreaker.lines(label + cell, columns: max(1, room - 2), options: options)
        lines += broken.enumerated().map { number, line in number == 0 || room < 8 ? line : blank(2) + line }
      }
    }
    return lines
  }
}
