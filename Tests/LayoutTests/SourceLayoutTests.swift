import Outline
import Testing

@testable import Layout

@Suite struct SourceLayoutTests {
  private static let notes =
    "# Kräuter\r\n\r\n- \tmint and parsley, 漢字漢字漢字\n\n  - " + String(repeating: "thyme é ", count: 9)

  private func layout(columns: Int, stretch: Int) -> SourceLayout {
    let outline = Outline(parsing: Array(SourceLayoutTests.notes.utf8))
    return SourceLayout(
      outline, lines: 1...outline.lineCount, columns: columns, options: .standard, stretchLength: stretch)
  }

  @Test("A line that is too long goes on below behind a sign; its number stands before its first row") func wraps() {
    let rows = layout(columns: 20, stretch: 1000).rows(from: SourcePosition(line: 1), count: 6).map(\.line.text)
    #expect(
      rows == [
        "1 # Kräuter", "2 ", "3 -   mint and parsl", "  ↪ ey, 漢字漢字漢字", "4 ", "5   - thyme é thyme ",
      ])
  }

  @Test("Where there is no room for numbers there are none") func narrow() {
    let rows = layout(columns: 9, stretch: 1000).rows(from: SourcePosition(line: 1), count: 2).map(\.line.text)
    #expect(rows == ["# Kräuter", ""])
  }

  @Test("The rows hold the whole source, wherever it is cut", arguments: [1, 7, 8, 20, 80], [4, 5, 9, 1000])
  func whole(columns: Int, stretch: Int) {
    let layout = layout(columns: columns, stretch: stretch)
    let rows = layout.rows(from: layout.first, count: 10_000)
    let text = rows.map { row in
      row.line.spans.filter { $0.style == .text }.map(\.text).joined()
    }.joined()
    let expected = SourceLayoutTests.notes.filter { !$0.isNewline }
    #expect(text.filter { $0 != " " } == expected.filter { $0 != " " && $0 != "\t" })
    #expect(columns < 2 || rows.allSatisfy { $0.line.columns <= columns })
    #expect(rows.last?.position == layout.last)
  }

  @Test("Steps lead to the rows in their order, and back", arguments: [9, 20], [4, 9, 1000])
  func steps(columns: Int, stretch: Int) {
    let layout = layout(columns: columns, stretch: stretch)
    let places = layout.rows(from: layout.first, count: 10_000).map(\.position)
    for (from, start) in places.enumerated() {
      #expect(layout.nearest(to: start) == start)
      for (to, end) in places.enumerated() {
        #expect(layout.position(start, movedBy: to - from) == end)
        #expect(layout.distance(from: start, to: end, limit: 1000) == (to >= from ? to - from : nil))
        #expect(layout.distance(from: start, to: end, limit: to - from - 1) == nil)
      }
      #expect(layout.position(start, movedBy: 10_000) == layout.last)
      #expect(layout.position(start, movedBy: -10_000) == layout.first)
    }
  }

  @Test("A place of another width is taken for the nearest row that there is") func nearest() {
    let narrow = layout(columns: 12, stretch: 1000)
    let wide = layout(columns: 80, stretch: 1000)
    #expect(wide.nearest(to: narrow.last) == wide.last)
    #expect(wide.nearest(to: SourcePosition(line: 0)) == wide.first)
    #expect(wide.nearest(to: SourcePosition(line: 99)) == wide.last)
  }
}
