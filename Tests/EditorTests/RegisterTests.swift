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
    Typed("|one two", "\"add\"aP", "|one two\n"), Typed("|one two", "\"ayiwwve\"ap", "one |one"),
    Typed("|one two", "dw\"\"P", "one| two"), Typed("|one two", "dw\"+P", "one| two"), Typed("|one", "\"bp", "|one"),
    Typed("|abc", "\"axx\"ap.", "ca|a"), Typed("|one two", "\"adw\"byiw\"aP", "one| two"),
    Typed("|one", "\"<Esc>x", "|ne"),
  ]

  @Test(arguments: registerCases) func aRegisterKeepsWhatWasTakenUnderItsName(_ typed: Typed) {
    var hands = Hands(typed.before)
    _ = hands.press(typed.keys)
    #expect(hands.marked == typed.after)
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
    var hands = Hands(typed.before)
    _ = hands.press(typed.keys)
    #expect(hands.marked == typed.after)
  }

  static let macroCases: [Typed] = [
    Typed("|a\nb\nc", "qaA!<Esc>jq2@a", "a!\nb!\nc|!"), Typed("|1 2 3 4", "qaxwq@a@@", "   |4"),
    // A step that leads nowhere ends it.
    Typed("|a,b\nc", "qaf,r;qj0@a", "a;b\n|c"), Typed("|a\nb\nc", "qaxjq99@a", "\n\n|"),
    // One that plays itself comes to an end.
    Typed("|aaa", "qaqqax@aq@a", "|"), Typed("|x\nab", "\"aylj@a", "x\n|b"), Typed("|abcd", "qaxqqAxq@a", "|"),
    Typed("|a b", "qadwq@a", "|"), Typed("|one", "@b", "|one"), Typed("|ab", "qavdq@a", "|"),
    Typed("|abcd", "qaxq@a.", "|d"),
  ]

  @Test(arguments: macroCases) func aMacroPressesItsKeysAgain(_ typed: Typed) {
    var hands = Hands(typed.before)
    _ = hands.press(typed.keys)
    #expect(hands.marked == typed.after)
    #expect(hands.modal.recordingName == nil)
  }

  @Test func whatIsTypedOnALineOfItsOwnIsPartOfAMacro() {
    var hands = Hands("|one foo two foo three foo")
    _ = hands.press("qa")
    #expect(hands.modal.recordingName == "a")
    #expect(hands.press("/") == .prompt("/"))
    // Whoever shows the editor goes there, and says what was typed.
    hands.modal.remember(line: "foo")
    hands.modal.pattern = "foo"
    _ = hands.press("nxq")
    #expect(hands.marked == "one |oo two foo three foo")
    _ = hands.press("0@a")
    #expect(hands.editor.text == "one oo two foo three oo")
  }

  @Test func aMacroWithoutEndIsNoTrouble() {
    var hands = Hands("|a")
    _ = hands.press("qaqqaix<Esc>@aq")
    _ = hands.press("@a")
    #expect(hands.editor.text.utf8.count > 100)
    #expect(hands.modal.mode == .normal)
  }

  @Test func largeCountsDoAllThatTheySay() {
    var hands = Hands("|")
    _ = hands.press("3000ia<Esc>")
    #expect(hands.editor.text == String(repeating: "a", count: 3_000))
    _ = hands.press("0yl$2500p")
    #expect(hands.editor.text.utf8.count == 5_500)
    _ = hands.press("0v$hy0v2000p")
    #expect(hands.editor.text.utf8.count > 100_000)
    hands = Hands("|")
    _ = hands.press("i" + String(repeating: "word ", count: 1_500) + "<Esc>.")
    #expect(hands.editor.text.utf8.count == 15_000)
    hands = Hands("|a (((b))) a")
    _ = hands.press("2001fa")
    #expect(hands.marked == "|a (((b))) a")
    hands.modal.pattern = "a"
    _ = hands.press("2001n")
    #expect(hands.marked == "a (((b))) |a")
  }

  @Test func whatWasTakenOutlivesTheText() {
    var first = Hands("|one two")
    _ = first.press("\"ayiwqbxqfo")
    first.modal.pattern = "tw"
    var next = ModalKeys()
    next.memory = first.modal.memory
    var hands = Hands("|x tw ox")
    hands.modal = next
    _ = hands.press("n\"aP")
    #expect(hands.marked == "x on|etw ox")
    _ = hands.press("0@b")
    #expect(hands.marked == "| onetw ox")
    _ = hands.press(";")
    #expect(hands.marked == " |onetw ox")
    _ = hands.press(".")
    #expect(hands.marked == " |netw ox")
  }
}
