import Terminal

/// A part of the screen, in cells.
package struct Rectangle: Hashable, Sendable {
  /// The leftmost column, 0-based.
  package var column: Int
  /// The topmost row, 0-based.
  package var row: Int
  /// The columns and rows that it covers; 0 where it is empty.
  package var size: Size

  /// A rectangle with its upper left cell at `column` and `row`.
  package init(column: Int, row: Int, size: Size) {
    self.column = column
    self.row = row
    self.size = size
  }

  /// The columns of the screen that it covers.
  package var columns: Range<Int> { column..<column + size.columns }
  /// The rows of the screen that it covers.
  package var rows: Range<Int> { row..<row + size.rows }
  package var isEmpty: Bool { size.columns == 0 || size.rows == 0 }

  /// Whether the cell at `position` is inside.
  package func contains(_ position: Position) -> Bool {
    columns.contains(position.column) && rows.contains(position.row)
  }
}

/// One of the two panes.
package enum Pane: Hashable, Sendable { case outline, detail }

/// The arrangement of the panes that the reader asks for; a screen that is too small shows one of them all the same.
package enum PaneArrangement: String, CaseIterable, Hashable, Sendable {
  case sideBySide = "side-by-side"
  case stacked
  case one
}

/// The rectangles of everything on a screen of some size. They never overlap and never leave the screen; those without
/// room are empty.
package struct PaneLayout: Hashable, Sendable {
  /// The size of the whole screen.
  package let size: Size
  /// The arrangement that the screen has room for.
  package let arrangement: PaneArrangement
  /// The rectangle of the outline's rows.
  package private(set) var outline: Rectangle
  /// One row above the outline that says what is zoomed into; empty where nothing is.
  package private(set) var zoomBreadcrumb: Rectangle
  /// The rectangle of the line between the panes; empty where one is shown at a time.
  package private(set) var divider: Rectangle
  /// One row above the detail text that says where the topic stands.
  package private(set) var breadcrumb: Rectangle
  /// The rectangle of the detail text.
  package private(set) var detail: Rectangle
  /// The rule above the status line.
  package private(set) var rule: Rectangle
  /// The rectangle of the status line, at the bottom.
  package private(set) var status: Rectangle

  /// Below this many columns one pane is shown at a time.
  package static let narrow = 80
  /// The least columns that the divider leaves to a pane.
  package static let leastColumns = 20
  /// The least rows that the divider leaves to a pane.
  package static let leastRows = 3

  /// - Parameters:
  ///   - share: The part of the screen that the outline takes, 0 to 1; kept within what leaves both panes usable.
  ///   - focus: The pane that is shown where there is room for one.
  ///   - isZoomed: Whether a row above the outline says where one is.
  package init(
    size: Size, arrangement: PaneArrangement, share: Double = 0.5, focus: Pane = .outline, isZoomed: Bool = false
  ) {
    self.size = size
    let statusRows = size.rows >= 2 ? 1 : 0
    let ruleRows = size.rows >= 6 ? 1 : 0
    let body = Size(columns: size.columns, rows: size.rows - statusRows - ruleRows)
    status = Rectangle(column: 0, row: size.rows - statusRows, size: Size(columns: size.columns, rows: statusRows))
    rule = Rectangle(
      column: 0, row: size.rows - statusRows - ruleRows, size: Size(columns: size.columns, rows: ruleRows))
    outline = PaneLayout.none
    zoomBreadcrumb = PaneLayout.none
    divider = PaneLayout.none
    breadcrumb = PaneLayout.none
    detail = PaneLayout.none
    switch PaneLayout.possible(arrangement, body) {
    case .sideBySide:
      self.arrangement = .sideBySide
      let left = PaneLayout.extent(of: body.columns, share: share, least: PaneLayout.leastColumns)
      outline = Rectangle(column: 0, row: 0, size: Size(columns: left, rows: body.rows))
      divider = Rectangle(column: left, row: 0, size: Size(columns: 1, rows: body.rows))
      setDetail(columns: left + 1..<body.columns, rows: 0..<body.rows)
    case .stacked:
      self.arrangement = .stacked
      let top = PaneLayout.extent(of: body.rows, share: share, least: PaneLayout.leastRows)
      outline = Rectangle(column: 0, row: 0, size: Size(columns: body.columns, rows: top))
      divider = Rectangle(column: 0, row: top, size: Size(columns: body.columns, rows: 1))
      setDetail(columns: 0..<body.columns, rows: top + 1..<body.rows)
    case .one:
      self.arrangement = .one
      switch focus {
      case .outline: outline = Rectangle(column: 0, row: 0, size: body)
      case .detail: setDetail(columns: 0..<body.columns, rows: 0..<body.rows)
      }
    }
    if isZoomed, outline.size.rows >= 5 {
      zoomBreadcrumb = outline
      zoomBreadcrumb.size.rows = 1
      outline.row += 1
      outline.size.rows -= 1
    }
  }

  /// Whether a blank column stands left and right of the detail text.
  package var hasMargin: Bool {
    switch arrangement {
    case .sideBySide: detail.column > divider.column + 1
    case .stacked, .one: detail.column > 0
    }
  }

  /// The pane at `position`, margins included.
  package func pane(at position: Position) -> Pane? {
    if outline.contains(position) || zoomBreadcrumb.contains(position) { return .outline }
    guard !detail.isEmpty, !divider.contains(position), position.row < rule.row || rule.isEmpty else { return nil }
    guard position.row < status.row || status.isEmpty else { return nil }
    guard position.row >= 0, position.row < size.rows, position.column >= 0, position.column < size.columns else {
      return nil
    }
    switch arrangement {
    case .sideBySide: return position.column > divider.column ? .detail : nil
    case .stacked: return position.row > divider.row ? .detail : nil
    case .one: return .detail
    }
  }

  /// The share that puts the divider at `position`, where a drag has taken it.
  package func share(forDividerAt position: Position) -> Double {
    switch arrangement {
    case .sideBySide: PaneLayout.share(position.column, of: size.columns - 1)
    case .stacked: PaneLayout.share(position.row, of: divider.row + 1 + detailRows - 1)
    case .one: 0.5
    }
  }

  private static let none = Rectangle(column: 0, row: 0, size: Size(columns: 0, rows: 0))

  private var detailRows: Int { (rule.isEmpty ? status.row : rule.row) - divider.row - 1 }

  private static func share(_ extent: Int, of whole: Int) -> Double {
    whole > 0 ? min(1, max(0, Double(extent) / Double(whole))) : 0.5
  }

  private static func possible(_ arrangement: PaneArrangement, _ body: Size) -> PaneArrangement {
    guard body.columns >= narrow else { return .one }
    switch arrangement {
    case .stacked: return body.rows >= 2 * leastRows + 1 ? .stacked : .one
    case .sideBySide, .one: return arrangement
    }
  }

  /// The first part of `whole` cells, one of which is the divider's.
  private static func extent(of whole: Int, share: Double, least: Int) -> Int {
    let wished = share.isFinite ? Int((Double(whole - 1) * min(1, max(0, share))).rounded()) : (whole - 1) / 2
    return min(max(wished, least), whole - 1 - least)
  }

  /// Breadcrumb and text, with a blank column at both sides and a blank row between the two where there is room.
  private mutating func setDetail(columns: Range<Int>, rows: Range<Int>) {
    let margin = columns.count >= 10 ? 1 : 0
    let width = columns.count - 2 * margin
    let crumbRows = rows.count >= 5 ? 1 : 0
    let blankRows = rows.count >= 12 ? 1 : 0
    breadcrumb = Rectangle(
      column: columns.lowerBound + margin, row: rows.lowerBound, size: Size(columns: width, rows: crumbRows))
    detail = Rectangle(
      column: columns.lowerBound + margin, row: rows.lowerBound + crumbRows + blankRows,
      size: Size(columns: width, rows: rows.count - crumbRows - blankRows))
  }
}
