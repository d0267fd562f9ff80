import Terminal
import Testing

@testable import Layout

@Suite struct PaneLayoutTests {
  @Test func panesStandSideBySideWithADividerBetween() {
    let layout = PaneLayout(size: Size(columns: 120, rows: 40), arrangement: .sideBySide, share: 0.4)
    #expect(layout.arrangement == .sideBySide)
    #expect(layout.outline == Rectangle(column: 0, row: 0, size: Size(columns: 48, rows: 38)))
    #expect(layout.divider == Rectangle(column: 48, row: 0, size: Size(columns: 1, rows: 38)))
    #expect(layout.breadcrumb == Rectangle(column: 50, row: 0, size: Size(columns: 69, rows: 1)))
    #expect(layout.detail == Rectangle(column: 50, row: 2, size: Size(columns: 69, rows: 36)))
    #expect(layout.rule.row == 38)
    #expect(layout.status == Rectangle(column: 0, row: 39, size: Size(columns: 120, rows: 1)))
  }

  @Test(arguments: [Pane.outline, .detail])
  func oneNarrowPaneIsTheFocusedOne(focus: Pane) {
    let layout = PaneLayout(size: Size(columns: 79, rows: 24), arrangement: .sideBySide, focus: focus)
    #expect(layout.arrangement == .one)
    #expect(layout.outline.isEmpty == (focus == .detail))
    #expect(layout.detail.isEmpty == (focus == .outline))
  }

  @Test func everySizeKeepsEverythingOnTheScreenAndApart() {
    for columns in [0, 1, 2, 3, 9, 10, 39, 40, 79, 80, 81, 200] {
      for rows in [0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 24, 60] {
        for arrangement in PaneArrangement.allCases {
          for share in [-1, 0, 0.3, 1, 7, Double.nan, .infinity] {
            for focus in [Pane.outline, .detail] {
              let size = Size(columns: columns, rows: rows)
              let layout = PaneLayout(size: size, arrangement: arrangement, share: share, focus: focus)
              let parts = [
                layout.outline, layout.divider, layout.breadcrumb, layout.detail, layout.rule, layout.status,
              ]
              for (number, part) in parts.enumerated() where !part.isEmpty {
                #expect(part.column >= 0 && part.row >= 0)
                #expect(part.columns.upperBound <= columns && part.rows.upperBound <= rows)
                for other in parts[(number + 1)...] where !other.isEmpty {
                  #expect(!part.columns.overlaps(other.columns) || !part.rows.overlaps(other.rows))
                }
              }
              if columns > 0, rows > 0 { #expect(!layout.outline.isEmpty || !layout.detail.isEmpty) }
            }
          }
        }
      }
    }
  }

  @Test(arguments: [PaneArrangement.sideBySide, .stacked])
  func aDraggedDividerComesToStandWhereItWasDropped(arrangement: PaneArrangement) {
    let size = Size(columns: 120, rows: 40)
    let layout = PaneLayout(size: size, arrangement: arrangement)
    for cell in 20..<30 {
      let share = layout.share(forDividerAt: Position(column: cell, row: cell))
      let dropped = PaneLayout(size: size, arrangement: arrangement, share: share)
      #expect((arrangement == .sideBySide ? dropped.divider.column : dropped.divider.row) == cell)
    }
  }

  @Test func aPositionBelongsToThePaneThatItIsIn() {
    let layout = PaneLayout(size: Size(columns: 100, rows: 30), arrangement: .sideBySide)
    #expect(layout.pane(at: Position(column: 0, row: 0)) == .outline)
    #expect(layout.pane(at: Position(column: layout.divider.column, row: 3)) == nil)
    #expect(layout.pane(at: Position(column: 99, row: 0)) == .detail)
    #expect(layout.pane(at: Position(column: 99, row: 29)) == nil)
    #expect(layout.pane(at: Position(column: 100, row: 3)) == nil)
  }
}
