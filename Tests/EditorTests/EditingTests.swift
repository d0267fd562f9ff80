import Editor
import Testing

@Suite struct EditingTests {
  static let editsDoWhatTheySayCases: [Example] = [
    Example("a|c", .insert("b"), gives: "ab|c"),
    Example("a[xy|]c", .insert("b"), gives: "ab|c"),
    Example("|", .insert("a\r\nb\rc\n"), gives: "a\nb\nc\n|"),
    Example("|", .insert("\u{1B}[31m\u{0}"), gives: "\u{1B}[31m\u{0}|"),
    Example("e|x", .insert("\u{301}"), gives: "e\u{301}|x"),
    Example("|\u{301}x", .insert("e"), gives: "e\u{301}|x"),
    Example("|a", .insert("-"), times: 3, gives: "---|a"),

    Example("ab|c", .delete(.left), gives: "a|c"),
    Example("ab|c", .delete(.right), gives: "ab|"),
    Example("|a", .delete(.left), gives: "|a"),
    Example("a|", .delete(.right), gives: "a|"),
    Example("x👩‍👩‍👧|y", .delete(.left), gives: "x|y"),
    Example("a\n|b", .delete(.left), gives: "a|b"),
    Example("a[bc|]d", .delete(.left), gives: "a|d"),
    Example("foo bar| baz", .delete(.wordLeft), gives: "foo | baz"),
    Example("foo |bar baz", .delete(.wordRight), gives: "foo | baz"),
    Example("a|bc\nd", .delete(.lineEnd), gives: "a|\nd"),
    Example("a|\nd", .delete(.lineEnd), gives: "a|d"),
    Example("abc|d", .delete(.lineStart), gives: "|d"),
    Example("a b c| d", .delete(.wordLeft), times: 2, gives: "a | d"),
    Example("foo b|ar baz", .deleteObject(.word), gives: "foo | baz"),
    Example("a\nb|c\nd", .deleteObject(.wholeLine), gives: "a\n|d"),
    Example("a\nb|c\nd\ne", .deleteObject(.wholeLine), times: 2, gives: "a\n|e"),

    Example("ab|cd", .transposeCharacters, gives: "acb|d"),
    Example("abc|", .transposeCharacters, gives: "acb|"),
    Example("|abc", .transposeCharacters, gives: "|abc"),
    Example("ab\n|cd", .transposeCharacters, gives: "ab\n|cd"),
    Example("one| two", .transposeWords, gives: "two one|"),
    Example("one, |two three", .transposeWords, gives: "two, one| three"),
    Example("one two|", .transposeWords, gives: "two one|"),
    Example("one two. |", .transposeWords, gives: "two one|. "),
    Example("one|", .transposeWords, gives: "one|"),
    Example("|foo bar", .changeCase(.upper, .wordRight), gives: "FOO| bar"),
    Example("|FOO bar", .changeCase(.capitalized, .wordRight), gives: "Foo| bar"),
    Example("[Foo bar|]", .changeCase(.lower, .wordRight), gives: "[foo bar|]"),
    Example("|straße", .changeCase(.upper, .wordRight), gives: "STRASSE|"),

    Example("a\nb|\nc", .moveLinesUp, gives: "b|\na\nc"),
    Example("a\n|b\nc", .moveLinesDown, gives: "a\nc\n|b"),
    Example("|a\nb", .moveLinesUp, gives: "|a\nb"),
    Example("x\n[a\nb\n|]c", .moveLinesDown, gives: "x\nc\n[a\nb|]"),
    Example("a |\n  b", .joinLines, gives: "a| b"),
    Example("a|\n\nb", .joinLines, gives: "a|\nb"),
    Example("a|\nb\nc", .joinLines, times: 3, gives: "a b| c"),
    Example("[a\nb\nc|]", .joinLines, gives: "a b| c"),
  ]

  @Test(arguments: editsDoWhatTheySayCases)
  func editsDoWhatTheySay(_ example: Example) {
    #expect(example.run() == example.after)
  }

  static let listsAreContinuedAndIndentedCases: [Example] = [
    Example("- a|", .newline, gives: "- a\n- |"),
    Example("  * a|b", .newline, gives: "  * a\n  * |b"),
    Example("9. a|", .newline, gives: "9. a\n10. |"),
    Example("1) a|", .newline, gives: "1) a\n2) |"),
    Example("> a|", .newline, gives: "> a\n> |"),
    Example("> - a|", .newline, gives: "> - a\n> - |"),
    Example("    a|", .newline, gives: "    a\n    |"),
    Example("- a\n- |", .newline, gives: "- a\n|"),
    Example("- a\n  - |", .newline, gives: "- a\n  |"),
    Example("> a\n> |", .newline, gives: "> a\n|"),
    Example("|- a", .newline, gives: "\n|- a"),
    Example("-a|", .newline, gives: "-a\n|"),
    Example("2024. a|", .newline, gives: "2024. a\n2025. |"),
    Example("a  \n   |", .newline, gives: "a  \n\n   |"),
    Example("a[b|]", .newline, gives: "a\n|"),

    Example("- a|", .indent, gives: "  - a|"),
    Example("a|", .indent, gives: "a |"),
    Example("|a", .indent, gives: "  |a"),
    Example("[a\nb|]", .indent, gives: "  [a\n  b|]"),
    Example("x\n[a\n\nb\n|]c", .indent, gives: "x\n  [a\n\n  b\n|]c"),
    Example("  - a|", .outdent, gives: "- a|"),
    Example(" - |a", .outdent, gives: "- |a"),
    Example("\t- |a", .outdent, gives: "- |a"),
    Example(" | - a", .outdent, gives: "|- a"),
    Example("a|", .outdent, gives: "a|"),
  ]

  @Test(arguments: listsAreContinuedAndIndentedCases)
  func listsAreContinuedAndIndented(_ example: Example) {
    #expect(example.run() == example.after)
  }

  @Test func aTaskIsContinuedByAnOpenOne() {
    var editor = TextEditor(text: "- [x] done")
    editor.perform(.newline, in: geometry)
    #expect(editor.text == "- [x] done\n- [ ] ")
    editor.perform(.newline, in: geometry)
    #expect(editor.text == "- [x] done\n")
  }

  static let paragraphsAreFilledCases: [Example] = [
    Example("one two| three four", .fillParagraph(columns: 9), gives: "one two|\nthree\nfour"),
    Example("one\ntwo\nthree|", .fillParagraph(columns: 20), gives: "one two three|"),
    Example("- one two three|", .fillParagraph(columns: 9), gives: "- one two\n  three|"),
    Example("- one\n  two\n- three|", .fillParagraph(columns: 20), gives: "- one two\n- three|"),
    Example("> one\n> two three|", .fillParagraph(columns: 10), gives: "> one two\n> three|"),
    Example("a\n\n|b\nc\n\nd\ne", .fillParagraph(columns: 20), gives: "a\n\n|b c\n\nd\ne"),
    Example("日本語 日本語|", .fillParagraph(columns: 8), gives: "日本語\n日本語|"),
    Example("```\na\nb|\n```", .fillParagraph(columns: 20), gives: "```\na\nb|\n```"),
    Example("```\na\n\nb\nc|\n```", .fillParagraph(columns: 20), gives: "```\na\n\nb\nc|\n```"),
    Example("# a\nb\nc|", .fillParagraph(columns: 20), gives: "# a\nb c|"),
    Example("a  \nb\nc|", .fillParagraph(columns: 20), gives: "a  \nb c|"),
    Example("a\\\nb\nc|", .fillParagraph(columns: 20), gives: "a\\\nb c|"),
    Example("aaa - b|", .fillParagraph(columns: 4), gives: "aaa -\nb|"),
    Example("unbreakable|", .fillParagraph(columns: 4), gives: "unbreakable|"),
    Example("one |two\nthree", .fillParagraph(columns: 5), gives: "one\n|two\nthree"),
  ]

  @Test(arguments: paragraphsAreFilledCases)
  func paragraphsAreFilled(_ example: Example) {
    #expect(example.run() == example.after)
  }

  @Test func tablesAreNotFilled() {
    var editor = TextEditor(text: "| a |\n| b |")
    editor.perform(.fillParagraph(columns: 20), in: geometry)
    #expect(editor.text == "| a |\n| b |")
  }

  static let whatWasKilledComesBackCases: [Example] = [
    Example("ab|cd", .kill(.lineEnd), .yank, .yank, gives: "abcdcd|"),
    Example("|a b c", .kill(.wordRight), .kill(.wordRight), .yank, gives: "a b| c"),
    Example("a b c|", .kill(.wordLeft), .kill(.wordLeft), .yank, gives: "a b c|"),
    Example("a b c|", .kill(.blankLeft), .kill(.lineStart), .yank, gives: "a b c|"),
    Example("|a\nb", .kill(.lineEnd), .kill(.lineEnd), .yank, gives: "a\n|b"),
    Example("a [b|] c", .killSelection, .move(.lineStart), .yank, gives: "b|a  c"),
    Example("a [b|] c", .copySelection, .move(.lineEnd), .yank, gives: "a b cb|"),
    Example("a [b|] c", .copySelection, .yank, gives: "a bb| c"),
    Example("a\nb|\nc", .killObject(.wholeLine), .yank, gives: "a\nb\n|c"),
    Example("x y|", .kill(.wordLeft), .move(.left), .kill(.lineStart), .yank, .yankPop, gives: "y| "),
    Example("a\nb|\nc", .copyObject(.wholeLine), .yank, gives: "a\nbb\n|\nc"),
    Example("a|c", .insert("b"), .undo, .redo, .newline, .undo, .insert("x"), gives: "abx|c"),
    Example("a|", .yankPop, gives: "a|"),
    Example("a|", .yank, gives: "a|"),
    Example("a|b", .kill(.lineEnd), .move(.left), .yankPop, gives: "|a"),
  ]

  @Test(arguments: whatWasKilledComesBackCases)
  func whatWasKilledComesBack(_ example: Example) {
    #expect(example.run() == example.after)
  }

  @Test func theKillRingOutlivesItsEditor() {
    var first = editor("|word")
    first.perform(.kill(.lineEnd), in: geometry)
    #expect(first.killRing.latest == "word")
    var second = TextEditor(text: "", killRing: first.killRing)
    second.perform(.yank, in: geometry)
    #expect(second.text == "word")
  }

  @Test func performSaysWhetherAnythingCameOfIt() {
    var editor = editor("|a")
    let idle: [EditorAction] = [.move(.left), .delete(.left), .undo, .redo, .yank, .deselect, .killSelection]
    for action in idle {
      let came = editor.perform(action, in: geometry)
      #expect(!came, "\(action)")
    }
    let busy: [EditorAction] = [.move(.right), .insert("b"), .undo, .redo, .toggleMark]
    for action in busy {
      let came = editor.perform(action, in: geometry)
      #expect(came, "\(action)")
    }
  }

  @Test func lettersComposedAndDecomposedAreDifferentTexts() {
    #expect(TextEditor(text: "\u{E9}") != TextEditor(text: "e\u{301}"))
    #expect(TextEditor(text: "a") == TextEditor(text: "a"))
  }
}

@Suite struct UndoTests {
  /// Returns the text after each undo in turn, after `actions` in an editor that holds `start`.
  private func undos(_ actions: [EditorAction], from start: String = "|") -> [String] {
    var editor = editor(start)
    for action in actions { editor.perform(action, in: geometry) }
    var texts: [String] = []
    while editor.perform(.undo, in: geometry) { texts.append(marked(editor)) }
    return texts
  }

  private func typing(_ text: String) -> [EditorAction] { text.map { .insert(String($0)) } }

  @Test func typingIsUndoneByWords() {
    #expect(undos(typing("one two  three")) == ["one two  |", "one |", "|"])
  }

  @Test func movingTheCursorEndsAStep() {
    #expect(undos(typing("ab") + [.move(.left), .move(.right)] + typing("c")) == ["ab|", "|"])
  }

  @Test func aPasteAndANewlineAreStepsOfTheirOwn() {
    #expect(undos(typing("a") + [.insert("b c"), .newline] + typing("d")) == ["ab c\n|", "ab c|", "a|", "|"])
  }

  @Test func erasingIsOneStep() {
    #expect(undos([.delete(.left), .delete(.left), .delete(.right)], from: "abc|d") == ["a|d", "abc|d"])
    #expect(undos([.delete(.right), .delete(.right)], from: "a|bcd") == ["a|bcd"])
  }

  @Test func whatWasSelectedIsSelectedAgain() {
    #expect(undos(typing("xy"), from: "a[b|]c") == ["a[b|]c"])
    #expect(undos([.indent], from: "[a\nb|]") == ["[a\nb|]"])
  }

  @Test func redoGoesForwardUntilTheTextChanges() {
    var editor = TextEditor()
    for action in typing("one two") + [.undo, .undo] { editor.perform(action, in: geometry) }
    #expect(marked(editor) == "|")
    editor.perform(.redo, count: 5, in: geometry)
    #expect(marked(editor) == "one two|")
    for action in [.undo, .insert("x")] as [EditorAction] { editor.perform(action, in: geometry) }
    let redone = editor.perform(.redo, in: geometry)
    #expect(!redone)
    #expect(editor.text == "one x")
  }

  @Test func theRevisionGrowsWithEveryChangeOfTheText() {
    var editor = TextEditor()
    var seen = [editor.revision]
    for action in [.insert("a"), .undo, .redo] as [EditorAction] {
      editor.perform(action, in: geometry)
      seen.append(editor.revision)
    }
    #expect(seen == Array(Set(seen)).sorted())
    editor.perform(.move(.left), in: geometry)
    #expect(editor.revision == seen.last)
  }
}
