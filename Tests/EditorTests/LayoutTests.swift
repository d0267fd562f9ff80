import Editor
import Testing
import TextWidth

@Suite struct EditorLayoutTests {
  private func rows(_ text: String, columns: Int, width: TextWidth = .standard) -> [String] {
    let geometry = EditorGeometry(columns: columns, width: width)
    return TextEditor(text: text).layout(in: geometry, rows: 100).rows.map(\.text)
  }

  @Test(arguments: [
    ("", 10, [""]),
    ("one two three", 14, ["one two three"]),
    ("one two three", 13, ["one two ", "three"]),
    ("one two three", 8, ["one two ", "three"]),
    ("one two three", 7, ["one ", "two ", "three"]),
    ("abcdefgh", 5, ["abcd", "efgh"]),
    ("one abcdefgh", 6, ["one ", "abcde", "fgh"]),
    ("abcd ", 5, ["abcd ", ""]),
    ("abcd  x", 5, ["abcd ", " x"]),
    ("a\nb\n", 5, ["a", "b", ""]),
    ("well-known", 7, ["well-", "known"]),
    ("--option", 7, ["--", "option"]),
    ("日本語テスト", 7, ["日本語", "テスト"]),
    ("日本、語", 6, ["日", "本、", "語"]),
    ("a\tb", 10, ["a   b"]),
    ("\tb", 10, ["    b"]),
    ("\u{1B}[31m", 10, ["^[[31m"]),
    ("\u{0}\u{7F}\u{85}", 20, ["^@^?<85>"]),
    ("a\u{202E}b\u{200B}", 30, ["a<202e>b<200b>"]),
    ("x\u{2028}y", 20, ["x<2028>y"]),
    ("ab", 1, ["a", "b", ""]),
    ("日本", 1, ["日", "本", ""]),
  ])
  func textIsBrokenIntoRows(_ text: String, _ columns: Int, _ expected: [String]) {
    #expect(rows(text, columns: columns) == expected)
  }

  @Test func ambiguousCharactersTakeTheRoomThatTheReaderSays() {
    #expect(rows("…………", columns: 5) == ["…………"])
    #expect(rows("…………", columns: 5, width: TextWidth(ambiguousIsWide: true)) == ["……", "……"])
  }

  @Test func theSelectionIsMarkedRowByRow() {
    let layout = editor("a[bcd\n\n日|]x").layout(in: EditorGeometry(columns: 20), rows: 5)
    #expect(layout.rows.map(\.selected) == [1..<5, 0..<1, 0..<2])
    #expect(layout.cursor == (2, 2))
  }

  @Test func controlsAreMarked() {
    let layout = editor("|a\u{1B}b\u{85}").layout(in: EditorGeometry(columns: 20), rows: 5)
    #expect(layout.rows[0].controls == [1..<3, 4..<8])
  }

  @Test func theViewMovesAsLittleAsItMust() {
    let geometry = EditorGeometry(columns: 20)
    var editor = TextEditor(text: (0..<20).map(String.init).joined(separator: "\n"))
    func first(_ top: TextOffset) -> (String, TextOffset) {
      let layout = editor.layout(in: geometry, rows: 5, top: top)
      return (layout.rows[0].text, layout.top)
    }
    var (text, top) = first(.zero)
    #expect(text == "15")
    editor.perform(.move(.up), count: 4, in: geometry)
    (text, top) = first(top)
    #expect(text == "15")
    editor.perform(.move(.up), in: geometry)
    (text, top) = first(top)
    #expect(text == "14")
    editor.perform(.move(.down), count: 4, in: geometry)
    (text, top) = first(top)
    #expect(text == "14")
    editor.perform(.move(.down), in: geometry)
    (text, top) = first(top)
    #expect(text == "15")
    // Nothing is left blank below while there is text above.
    editor.perform(.delete(.textStart), in: geometry)
    (text, top) = first(top)
    #expect(text == "")
    #expect(top == .zero)
  }

  @Test func columnsOfARangeAreFound() {
    let layout = editor("|foo bar\nfoo").layout(in: geometry, rows: 5)
    let found = layout.columns(of: TextOffset(4)..<TextOffset(11))
    #expect(found.map(\.row) == [0, 1])
    #expect(found.map(\.columns) == [4..<7, 0..<3])
  }
}
