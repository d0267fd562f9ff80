import Editor
import Testing

/// Registers, marks and macros of vim's keys.
@Suite struct RegisterTests {
  static let registerCases: [Typed] = [
    Typed("|one two", "\"ayww\"ap", "one tone| wo"), Typed("|one two", "\"ayiwwdw\"aP", "oneon|e "),
    Typed("|a b", "\"ayiww\"Ayiw\"ap", "a ba|b"), Typed("|a\nb", "\"ayyj\"Ayy\"ap", "a\nb\n|a\nb"),
    Typed("|one two", "yiww\"_diwp", "one on|e"), Typed("|one two", "yiwwdiw\"0p", "one on|e"),
    Typed("|one two", "ve\"ayw\"aP", "one on|etwo"), Typed("|ab", "\"ayl3\"ap", "aaa|ab"),
    Typed("|ab", "\"ayl\"a3p", "aaa|ab"), Typed("|one", "\"ayiwA <C-r>a<Esc>", "one on|e"),
    Typed("|one two", "\"add\"aP", "|one two\n"), Typed("|one two", "\"ayiwwve\"ap", "one on|e"),
    Typed("|one two", "dw\"\"P", "one| two"), Typed("|one two", "dw\"+P", "one| two"), Typed("|one", "\"bp", "|one"),
    Typed("|abc", "\"axx\"ap.", "ca|a"), Typed("|one two", "\"adw\"byiw\"aP", "one| two"),
    Typed("|one", "\"<Esc>x", "|ne"),
  ]

  @Test(arguments: registerCases) func aRegisterKeepsWhatWasTakenUnderItsName(_ typed: Typed) {
    var harness = ModalHarness(typed.before)
    _ = harness.press(typed.keys)
    #expect(harness.marked == typed.after)
  }

  static let markCases: [Typed] = [
    Typed("one |two three", "ma0`a", "one |two three"), Typed("a\n  b|c\nd", "magg'a", "a\n  |bc\nd"),
    Typed("a\n  b|c\nd", "magg`a", "a\n  b|c\nd"), Typed("one |two three", "mawd`a", "one |three"),
    Typed("|a\nb\nc", "majd'a", "|c"), Typed("|one two", "wma0ix<Esc>`a", "xone |two"),
    Typed("one |two three", "ma0dw`a", "|two three"), Typed("one |two three", "madw`a", "one |three"),
    Typed("|one two", "wma0dwu`a", "one |two"), Typed("|a\nb\nc", "G``", "|a\nb\nc"),
    Typed("  |a\nb", "G''", "  |a\nb"), Typed("|a\nb\nc", "G``''", "a\nb\n|c"), Typed("|one", "`b", "|one"),
    Typed("|one two", "mawv`a", "[|one t]wo"), Typed("|one two", "ma wmb`ay`b", "|one two"),
  ]

  @Test(arguments: markCases) func aMarkStaysAtItsPlaceWhileTheTextChanges(_ typed: Typed) {
    var harness = ModalHarness(typed.before)
    _ = harness.press(typed.keys)
    #expect(harness.marked == typed.after)
  }

  static let macroCases: [Typed] = [
    Typed("|a\nb\nc", "qaA!<Esc>jq2@a", "a!\nb!\nc|!"), Typed("|1 2 3 4", "qaxwq@a@@", "   |4"),
    // A step that leads nowhere ends it.
    Typed("|a,b\nc", "qaf,r;qj0@a", "a;b\n|c"), Typed("|a\nb\nc", "qaxjq99@a", "\n\n|"),
    Typed("|x\nab", "\"aylj@a", "x\n|b"), Typed("|abcd", "qaxqqAxq@a", "|"),
    Typed("|a b", "qadwq@a", "|"), Typed("|one", "@b", "|one"), Typed("|ab", "qavdq@a", "|"),
    Typed("|abcd", "qaxq@a.", "|d"),
  ]

  /// One that plays itself comes to an end.
  static let selfPlayingMacroCases: [Typed] = [Typed("|aaa", "qaqqax@aq@a", "|")]

  @Test(arguments: macroCases + selfPlayingMacroCases) func aMacroPressesItsKeysAgain(_ typed: Typed) {
    var harness = ModalHarness(typed.before)
    _ = harness.press(typed.keys)
    #expect(harness.marked == typed.after)
    #expect(harness.modal.recordingName == nil)
  }

  @Test func whatIsTypedOnALineOfItsOwnIsPartOfAMacro() {
    var harness = ModalHarness("|one foo two foo three foo")
    _ = harness.press("qa")
    #expect(harness.modal.recordingName == "a")
    #expect(harness.press("/") == .prompt("/"))
    // Whoever shows the editor goes there, and says what was typed.
    harness.modal.remember(line: "foo")
    harness.modal.pattern = "foo"
    _ = harness.press("nxq")
    #expect(harness.marked == "one |oo two foo three foo")
    _ = harness.press("0@a")
    #expect(harness.editor.text == "one oo two foo three oo")
  }

  @Test func aMacroWithoutEndIsNoTrouble() {
    var harness = ModalHarness("|a")
    _ = harness.press("qaqqaix<Esc>@aq")
    _ = harness.press("@a")
    #expect(harness.editor.text.utf8.count > 100)
    #expect(harness.modal.mode == .normal)
  }

  @Test func largeCountsDoAllThatTheySay() {
    var harness = ModalHarness("|")
    _ = harness.press("3000ia<Esc>")
    #expect(harness.editor.text == String(repeating: "a", count: 3_000))
    _ = harness.press("0yl$2500p")
    #expect(harness.editor.text.utf8.count == 5_500)
    _ = harness.press("0v$hy0v2000p")
    #expect(harness.editor.text.utf8.count > 100_000)
    harness = ModalHarness("|")
    _ = harness.press("i" + String(repeating: "word ", count: 1_500) + "<Esc>.")
    #expect(harness.editor.text.utf8.count == 15_000)
    harness = ModalHarness("|a (((b))) a")
    _ = harness.press("2001fa")
    #expect(harness.marked == "|a (((b))) a")
    harness.modal.pattern = "a"
    _ = harness.press("2001n")
    #expect(harness.marked == "a (((b))) |a")
  }

  @Test func whatWasTakenOutlivesTheText() {
    var first = ModalHarness("|one two")
    _ = first.press("\"ayiwqbxqfo")
    first.modal.pattern = "tw"
    var next = ModalKeys()
    next.memory = first.modal.memory
    var harness = ModalHarness("|x tw ox")
    harness.modal = next
    _ = harness.press("n\"aP")
    #expect(harness.marked == "x on|etw ox")
    _ = harness.press("0@b")
    #expect(harness.marked == "| onetw ox")
    _ = harness.press(";")
    #expect(harness.marked == " |onetw ox")
    _ = harness.press(".")
    #expect(harness.marked == " |netw ox")
  }
}
