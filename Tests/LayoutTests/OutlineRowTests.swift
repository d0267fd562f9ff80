import Testing
import TextWidth

@testable import Layout

@Suite struct OutlineRowTests {
  @Test(arguments: [
    (
      OutlineRow(kind: .item(nil), depth: 0, fold: .unfolded, title: "Python", mark: .question, count: 3), 24,
      " ▾ Python             ?3"
    ),
    (
      OutlineRow(kind: .item(nil), depth: 2, fold: .leaf, title: "Good for updating and maintaining"), 24,
      "     • Good for updatin…"
    ),
    (
      OutlineRow(kind: .item(nil), depth: 1, fold: .leaf, title: "Un ordered", mark: .open, count: 1), 24,
      "   • Un ordered       ●1"
    ),
    (OutlineRow(kind: .item(.done), depth: 0, fold: .leaf, title: "Milk"), 12, "   ☑ Milk   "),
    (OutlineRow(kind: .root, depth: 0, fold: .leaf, title: "python.md"), 12, " python.md  "),
    (OutlineRow(kind: .heading(level: 2), depth: 0, fold: .leaf, title: "Bell\u{7}"), 12, "   Bell␇    "),
  ])
  func aRowShowsIndentMarkTitleAndCount(row: OutlineRow, columns: Int, expected: String) {
    let laid = row.laidOut(columns: columns)
    #expect(laid.line.text == expected)
    #expect(laid.line.columns == columns)
  }

  @Test(arguments: [Glyphs.unicode, .ascii]) func signsTakeOneColumnWhereAmbiguousCharactersDo(_ glyphs: Glyphs) {
    let signs = Mirror(reflecting: glyphs).children.compactMap { $0.value as? String }
    #expect(signs.count > 20)
    for sign in signs where !sign.hasPrefix("[") { #expect(TextWidth.standard.columns(of: sign) == 1, "\(sign)") }
  }

  @Test func asciiGlyphsNeedNoUnicode() {
    let row = OutlineRow(
      kind: .item(.open), depth: 1, fold: .folded, title: "Numbers and more", mark: .review, count: 2)
    let text = row.laidOut(columns: 24, options: LayoutOptions(glyphs: .ascii)).line.text
    #expect(text == "   > [ ] Numbers and~ !2")
  }

  @Test func aClickOnTheMarkHitsTheFoldMarkOnly() {
    let row = OutlineRow(kind: .item(nil), depth: 1, fold: .folded, title: "Numbers")
    let laid = row.laidOut(columns: 20)
    #expect(laid.foldMark == 3..<5)
    #expect(laid.title == 5..<12)
    let leaf = OutlineRow(kind: .item(nil), depth: 1, fold: .leaf, title: "Numbers")
    #expect(leaf.laidOut(columns: 20).foldMark == nil)
  }

  @Test func aMatchInTheTitleIsFoundOnTheScreen() {
    let row = OutlineRow(kind: .item(nil), depth: 0, fold: .leaf, title: "año\u{1}nuevo")
    let laid = row.laidOut(columns: 20)
    #expect(laid.columns(ofTitle: 0..<1) == [3..<4])
    #expect(laid.columns(ofTitle: 1..<4) == [4..<6])
    #expect(laid.columns(ofTitle: 4..<10) == [6..<12])
    #expect(laid.columns(ofTitle: 90..<91) == [])
  }

  @Test func indentationNeverDecreasesWithDepthAndLeavesHalfTheRow() {
    for columns in 1...100 {
      var last = 0
      for depth in 0...200 {
        let indent = OutlineRow.indent(depth: depth, columns: columns)
        #expect(indent.columns >= last)
        #expect(indent.columns <= columns / 2)
        last = max(last, indent.columns)
      }
    }
  }

  @Test func everyWidthIsFilledExactlyOrAlmost() {
    for columns in 1...60 {
      for depth in [0, 3, 10_000] {
        let row = OutlineRow(kind: .item(nil), depth: depth, fold: .folded, title: "日本語のノート", mark: .open, count: 7)
        let laid = row.laidOut(columns: columns)
        #expect(laid.line.columns == columns, "\(columns) columns, depth \(depth)")
        #expect(laid.title.upperBound <= columns)
      }
    }
  }
}
