/// The rows of the outline whose titles go on below where they do not fit.
package enum RowWrapping: String, CaseIterable, Hashable, Sendable {
  case selected, all, none

  /// The one after it.
  var next: RowWrapping {
    switch self {
    case .selected: .all
    case .all: .none
    case .none: .selected
    }
  }
}

/// The lines that rows of the outline take.
extension NotebookState {
  /// The rows that wrap: the reader's choice, else that of the configuration.
  package var wrapping: RowWrapping { outline.wrappingChoice ?? options.wrapping }

  mutating func nextWrapping() {
    outline.setWrapping(wrapping.next)
    say(.wrapping(wrapping))
  }

  /// The most lines that a row may take: the selected one three, where all wrap half of the pane, and never more than a
  /// small pane can spare.
  package func mostLines(isSelected: Bool) -> Int {
    switch wrapping {
    case .none: 1
    case .selected: isSelected ? max(1, min(3, outlineHeight / 3)) : 1
    case .all: max(1, outlineHeight / 2)
    }
  }

  /// The lines that a row takes, or would take if it were selected.
  func lineCount(of place: RowID, isSelected: Bool) -> Int {
    let most = mostLines(isSelected: isSelected)
    guard most > 1, !panes.outline.isEmpty else { return 1 }
    return laidOut(outlineRow(at: place), columns: panes.outline.size.columns, lines: most).lines.count
  }

  func lineCount(of place: RowID) -> Int { lineCount(of: place, isSelected: place == selection) }

  /// The rows from the first in view on that are whole in view, at least one.
  package var rowsInView: [RowID] {
    var left = outlineHeight
    let rows = rows(from: top, count: outlineHeight)
    let shown = rows.prefix { row in
      left -= lineCount(of: row)
      return left >= 0
    }
    return shown.isEmpty ? Array(rows.prefix(1)) : Array(shown)
  }

  /// The row at a line of the outline pane, 0-based, and which line of it that is.
  func row(atLine line: Int) -> (place: RowID, line: Int)? {
    var first = 0
    for row in rows(from: top, count: outlineHeight) {
      let count = lineCount(of: row)
      if line < first + count { return line >= first ? (row, line - first) : nil }
      first += count
    }
    return nil
  }
}
