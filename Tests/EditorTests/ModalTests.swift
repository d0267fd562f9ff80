import Editor
import Seeding
import Testing

@Suite struct ModalTests {
  static let motionsLeadWhereVimSaysCases: [Typed] = [
    Typed("|one two", "l", "o|ne two"), Typed("one tw|o", "l", "one tw|o"), Typed("|one\ntwo", "h", "|one\ntwo"),
    Typed("|abcdef", "3l", "abc|def"), Typed("abc|def", "99h", "|abcdef"),
    Typed("on|e\ntwo", "j", "one\ntw|o"), Typed("on|e\na\nbcd", "jj", "one\na\nbc|d"),
    Typed("one|\n\ntwo", "jj", "one\n\ntw|o"), Typed("a\nb\n|c", "2k", "|a\nb\nc"),
    Typed("|a\nbcd\nef", "$j", "a\nbc|d\nef"),
    Typed("|foo.bar baz", "w", "foo|.bar baz"), Typed("|foo.bar baz", "ww", "foo.|bar baz"),
    Typed("|foo.bar baz", "W", "foo.bar |baz"), Typed("|a\n\nb", "w", "a\n|\nb"), Typed("|a\n\nb", "ww", "a\n\n|b"),
    Typed("a |b", "w", "a |b"), Typed("foo.bar ba|z", "b", "foo.bar |baz"), Typed("foo.bar |baz", "bb", "foo|.bar baz"),
    Typed("foo.bar |baz", "B", "|foo.bar baz"), Typed("|foo bar", "e", "fo|o bar"), Typed("|foo bar", "ee", "foo ba|r"),
    Typed("|foo bar baz", "2e", "foo ba|r baz"), Typed("|f.o bar", "E", "f.|o bar"),
    Typed("foo b|ar", "ge", "fo|o bar"), Typed("foo |bar", "gege", "|foo bar"), Typed("a\n|b", "ge", "|a\nb"),
    Typed("  ab|c", "0", "|  abc"), Typed("  ab|c", "^", "  |abc"), Typed("|abc\nd", "$", "ab|c\nd"),
    Typed("|abc\nde", "2$", "abc\nd|e"), Typed("a\n  |b\nc", "gg", "|a\n  b\nc"),
    Typed("|a\nb\n  c", "G", "a\nb\n  |c"),
    Typed("|a\nb\nc", "2G", "a\n|b\nc"), Typed("a\nb\n|c", "2gg", "a\n|b\nc"),
    Typed("|abcabc", "fc", "ab|cabc"), Typed("|abcabc", "2fc", "abcab|c"), Typed("|abcabc", "tc", "a|bcabc"),
    Typed("|abcabc", "tc;", "abca|bc"), Typed("|abcabc", "fc;", "abcab|c"), Typed("|abcabc", "fc;,", "ab|cabc"),
    Typed("abcab|c", "Fa", "abc|abc"), Typed("abcab|c", "Tb", "abcab|c"), Typed("abcabc|d", "Tb", "abcab|cd"),
    Typed("|abc", "fx", "|abc"), Typed("|a(b{c}d)e", "%", "a(b{c}d|)e"), Typed("a(b{c}d|)e", "%", "a|(b{c}d)e"),
    Typed("|a\nb\n\nc", "}", "a\nb\n|\nc"), Typed("a\nb\n\n|c", "{", "a\nb\n|\nc"),
    Typed("|a\n  b", "<Enter>", "a\n  |b"),
    Typed("日|本語 テスト", "w", "日本語 |テスト"), Typed("|e\u{301}x", "l", "e\u{301}|x"),
    Typed("one two |three", "gE", "one tw|o three"), Typed("one two.x| three", "gEgE", "on|e two.x three"),
    Typed("a|b\ncd", "gj", "ab\nc|d"), Typed("ab\nc|d", "gk", "a|b\ncd"),
    Typed("|a\n  b", "+", "a\n  |b"), Typed("  a\n|b", "-", "  |a\nb"),
    Typed("x foo y |foo", "#", "x |foo y foo"), Typed("x |foo y foo z", "*nN", "x foo y |foo z"),
    Typed("|x foo y foo", "w*", "x foo y |foo"), Typed("x |foo y foo", "*n", "x |foo y foo"),
    // Whole words only, and again with n and N; the next word of the line where there is none under the cursor.
    Typed("|foo food afoo foo_b foo-c", "*", "foo food afoo foo_b |foo-c"),
    Typed("foo food foo.x |foo", "#", "foo food |foo.x foo"), Typed("foo food |foo", "#", "|foo food foo"),
    Typed("|foo food foo x food foo", "*n", "foo food foo x food |foo"),
    Typed("|foo food foo x food foo", "*nN", "foo food |foo x food foo"),
    Typed("|foo food", "*", "|foo food"), Typed("foo| bar foo x bar", "*", "foo bar foo x |bar"),
    Typed("|... foo food foo", "*", "... foo food |foo"), Typed("|-- x\n--", "*", "-- |x\n--"),
    Typed("|--\na--b", "*", "--\na|--b"), Typed("|日本 日本語 日本", "*", "日本 日本語 |日本"),
  ]

  @Test(arguments: motionsLeadWhereVimSaysCases)
  func motionsLeadWhereVimSays(_ typed: Typed) {
    var harness = ModalHarness(typed.before)
    _ = harness.press(typed.keys)
    #expect(harness.marked == typed.after)
  }

  static let operatorsTakeWhatVimTakesCases: [Typed] = [
    Typed("|one two", "dw", "|two"), Typed("one |two", "dw", "one| "), Typed("one |two\nthree", "dw", "one| \nthree"),
    Typed("|one two three", "d2w", "|three"), Typed("|one two three", "2dw", "|three"),
    Typed("|one two", "de", "| two"),
    Typed("one t|wo", "db", "one |wo"), Typed("one two|x", "dge", "o|n"), Typed("on|e two", "d0", "|e two"),
    Typed("  on|e", "d^", "  |e"), Typed("on|e two\nx", "d$", "o|n\nx"), Typed("on|e two\nx", "D", "o|n\nx"),
    Typed("a(b|c)d", "df)", "a(b|d"), Typed("a(b|c)d", "dt)", "a(b|)d"), Typed("a(b|c)d", "dF(", "a|c)d"),
    Typed("a(|bc)d", "d%", "a|c)d"), Typed("a|(bc)d", "d%", "a|d"),
    Typed("a\n|b\nc", "dd", "a\n|c"), Typed("a\nb\n|c", "dd", "a\n|b"), Typed("|a", "dd", "|"),
    Typed("|a\nb\nc", "2dd", "|c"), Typed("|a\nb\nc", "dj", "|c"), Typed("a\n|b\nc", "dk", "|c"),
    Typed("a\n|b\nc", "dG", "|a"), Typed("a\n|b\nc", "dgg", "|c"), Typed("|a\nb\n\nc", "d}", "|\nc"),
    Typed("|abc", "x", "|bc"), Typed("ab|c", "x", "a|b"), Typed("|abc", "2x", "|c"), Typed("a|bc", "X", "|bc"),
    Typed("|abc", "9x", "|"), Typed("|", "x", "|"), Typed("a\n|\nb", "x", "a\n|\nb"),
    Typed("one t|wo three", "diw", "one | three"), Typed("one t|wo three", "daw", "one |three"),
    Typed("one t|wo", "daw", "on|e"), Typed("a f|.b c", "diW", "a | c"), Typed("one|  two", "diw", "one|two"),
    Typed("say \"hel|lo you\" now", "di\"", "say \"|\" now"), Typed("say \"hel|lo you\" now", "da\"", "say |now"),
    Typed("|say \"hello\" now", "di\"", "say \"|\" now"), Typed("f(a, (b|c), d)", "di(", "f(a, (|), d)"),
    Typed("f(a, (b|c), d)", "da(", "f(a, |, d)"), Typed("f(a, (b|c), d)", "2di(", "f(|)"),
    Typed("f{a|b}", "dib", "f{a|b}"), Typed("f{a|b}", "di}", "f{|}"), Typed("a\n\nb\n|c\n\nd", "dip", "a\n\n|\nd"),
    Typed("a\n\nb\n|c\n\nd", "dap", "a\n\n|d"),
    Typed("one |two", "gUw", "one |TWO"), Typed("|ONE TWO", "guu", "|one two"), Typed("|aB", "g~~", "|Ab"),
    Typed("|aBc", "2~", "Ab|c"), Typed("|abc", "rx", "|xbc"), Typed("|abc", "2rx", "x|xc"),
    Typed("ab|c", "2rx", "ab|c"),
    Typed("a|bc", "r<Enter>", "a\n|c"), Typed("|one\n  two", "J", "one| two"), Typed("|a\nb\nc", "3J", "a b| c"),
    Typed("|- a\nb", ">>", "  |- a\nb"), Typed("  |a\nb", "<lt><lt>", "|a\nb"), Typed("|a\nb", ">j", "  |a\n  b"),
    Typed("one |two", "gUU", "|ONE TWO"), Typed("|one\ntwo", "gqq", "|one\ntwo"),
    Typed("|one\ntwo", "gqj", "|one two"), Typed("a \'b|c\' d", "di\'", "a \'|\' d"),
    Typed("a `b|c` d", "di`", "a `|` d"), Typed("a *b|c* d", "di*", "a *|* d"), Typed("a _b|c_ d", "di_", "a _|_ d"),
    Typed("a{b|c}d", "diB", "a{|}d"),
    Typed("a{b|c}d", "da{", "a|d"), Typed("a(b|c)d", "di)", "a(|)d"), Typed("a(b|c)d", "dib", "a(|)d"),
    Typed("|a", "u", "|a"),
  ]

  @Test(arguments: operatorsTakeWhatVimTakesCases)
  func operatorsTakeWhatVimTakes(_ typed: Typed) {
    var harness = ModalHarness(typed.before)
    _ = harness.press(typed.keys)
    #expect(harness.marked == typed.after)
    #expect(harness.modal.mode == .normal && harness.modal.pending.isEmpty)
  }

  static let typingGoesWhereVimPutsItCases: [Typed] = [
    Typed("a|b", "ix<Esc>", "a|xb"), Typed("a|b", "ax<Esc>", "ab|x"), Typed("  a|b", "Ix<Esc>", "  |xab"),
    Typed("|ab\nc", "Ax<Esc>", "ab|x\nc"), Typed("|a\nc", "ob<Esc>", "a\n|b\nc"), Typed("a\n|c", "Ob<Esc>", "a\n|b\nc"),
    Typed("- |a", "ob<Esc>", "- a\n- |b"), Typed("|a", "3ix<Esc>", "xx|xa"),
    Typed("|one two", "cwsix<Esc>", "si|x two"),
    Typed("|one two", "c2wx<Esc>", "|x"), Typed("a |b c", "cwx<Esc>", "a |x c"),
    Typed("one| two", "cw-<Esc>", "one|-two"),
    Typed("  on|e\nx", "ccy<Esc>", "  |y\nx"), Typed("  on|e\nx", "Sy<Esc>", "  |y\nx"),
    Typed("on|e two", "Cx<Esc>", "on|x"),
    Typed("|abc", "sxy<Esc>", "x|ybc"), Typed("f(a|b)", "ci(x<Esc>", "f(|x)"), Typed("|ab", "ixy<BS>z<Esc>", "x|zab"),
    Typed("|ab", "ix y<C-w>z<Esc>", "x |zab"), Typed("|ab", "i<Enter><Esc>", "\n|ab"),
  ]

  @Test(arguments: typingGoesWhereVimPutsItCases)
  func typingGoesWhereVimPutsIt(_ typed: Typed) {
    var harness = ModalHarness(typed.before)
    _ = harness.press(typed.keys)
    #expect(harness.marked == typed.after)
    #expect(harness.modal.mode == .normal)
    // What was typed in one go is taken back in one go.
    _ = harness.press("u")
    #expect(harness.editor.text == EditorTests.editor(typed.before).text)
  }

  static let whatWasTakenIsPutBackCases: [Typed] = [
    Typed("|one two", "ywP", "one| one two"), Typed("|one two", "yw$p", "one twoone| "),
    Typed("|a\nb", "yyp", "a\n|a\nb"),
    Typed("|a\nb", "yyjp", "a\nb\n|a"), Typed("|a\nb", "yyP", "|a\na\nb"), Typed("|a\nb\nc", "ddp", "b\n|a\nc"),
    Typed("|abc", "xp", "b|ac"), Typed("|abc", "x3p", "baa|ac"), Typed("|a b", "yiw$p", "a b|a"),
    Typed("|a\nb\nc", "2yyG2p", "a\nb\nc\n|a\nb\na\nb"), Typed("|a\nb", "Yjp", "a\nb\n|a"),
    Typed("|one two", "dwp", "tone| wo"),
  ]

  @Test(arguments: whatWasTakenIsPutBackCases)
  func whatWasTakenIsPutBack(_ typed: Typed) {
    var harness = ModalHarness(typed.before)
    _ = harness.press(typed.keys)
    #expect(harness.marked == typed.after)
  }

  static let visualModeSelectsFromCharacterToCharacterCases: [Typed] = [
    Typed("|one two", "v", "[|o]ne two"), Typed("|one two", "ve", "[on|e] two"), Typed("on|e two", "vb", "[|one] two"),
    Typed("|a\nb\nc", "Vj", "[a\n|b]\nc"), Typed("a\nb|b\nc", "Vk", "[|a\nbb]\nc"),
    Typed("one t|wo", "viw", "one [tw|o]"), Typed("f(a|b)", "vi(", "f([a|b])"), Typed("one t|wo", "viwo", "one [|two]"),
    Typed("|one two", "ved", "| two"), Typed("|one two", "vex", "| two"), Typed("|a\nb\nc", "Vjd", "|c"),
    Typed("|one two", "vecx<Esc>", "|x two"), Typed("|one", "vlU", "|ONe"), Typed("|one", "vl~", "|ONe"),
    Typed("|one", "vlrx", "|xxe"), Typed("|a\nb\nc", "VjJ", "a| b\nc"), Typed("|a\nb", "Vj>", "  |a\n  b"),
    Typed("|one two", "vey$p", "one twoon|e"), Typed("|one two", "yiwwviwp", "one on|e"), Typed("|one", "vv", "|one"),
    Typed("|ONE", "vlu", "|onE"), Typed("|one two", "yiwwviwP", "one on|e"), Typed("  |a\nb", "Vj<lt>", "|a\nb"),
    Typed("|one", "vlsx<Esc>", "|xe"), Typed("|ab\nc", "vVd", "|c"), Typed("|a\nb", "vma<Esc>jv`ad", "|"),
    Typed("|one", "v<Esc>", "|one"), Typed("|one\ntwo", "v$Vd", "|two"),
    Typed("|one\ntwo\nx", "yiwjVp", "one\n|one\nx"), Typed("  |one\ntwo\nx", "yyjVp", "  one\n  |one\nx"),
    Typed("|one\ntwo", "yyjlvp", "one\nt\n|one\no"), Typed("|one\ntwo x", "vjywviwp", "one\n|one\nt x"),
    Typed("|abc def", "yiwwve2p", "abc abcab|c"), Typed("|日本 de", "yiwwviwp", "日本 日|本"),
  ]

  @Test(arguments: visualModeSelectsFromCharacterToCharacterCases)
  func visualModeSelectsFromCharacterToCharacter(_ typed: Typed) {
    var harness = ModalHarness(typed.before)
    _ = harness.press(typed.keys)
    #expect(harness.marked == typed.after)
  }

  static let changesAreDoneAgainAndTakenBackCases: [Typed] = [
    Typed("|one two three", "dw.", "|three"), Typed("|abcdef", "x..", "|def"), Typed("|abcdef", "x3.", "|ef"),
    Typed("|a\nb", "Ax<Esc>j.", "ax\nb|x"), Typed("|one two", "cwx<Esc>w.", "x |x"), Typed("|a\nb\nc", "dd.", "|c"),
    Typed("|a", "ob<Esc>.", "a\nb\n|b"), Typed("|abc", "rx l.", "xb|x"),
    Typed("|one two", "dwu", "|one two"), Typed("|one two", "dwu<C-r>", "|two"), Typed("|abcd", "xxx2u", "|bcd"),
    Typed("|one two three", "dw.u", "|two three"), Typed("|one\ntwo\nfour", "viwUj.", "ONE\n|TWO\nfour"),
    Typed("|a\nb\nc\nd", "Vj>jj.", "  a\n  b\n  |c\n  d"), Typed("|abc def", "vlcx<Esc>w.", "xc |xf"),
    Typed("|abcde", "vldl.", "|c"), Typed("|abcd", "xvly.", "|cd"), Typed("|abcdef", "vld3.", "|ef"),
    Typed("ab|c\nde\nfgh\nij", "vj0d0.", "|gh\nij"), Typed("|a\nb\nc", "vjdu", "|a\nb\nc"),
    Typed("|a\nb\nc", "Vj>u", "|a\nb\nc"), Typed("a\n|b\nc", "ddggu", "a\n|b\nc"),
    Typed("a\n|b", "oX<Esc>ggVjdu", "|a\nb\nX"), Typed("|a\nb\nc\nd", "iX<Esc>jVj>u.", "Xa\n  |b\n  c\nd"),
  ]

  @Test(arguments: changesAreDoneAgainAndTakenBackCases)
  func changesAreDoneAgainAndTakenBack(_ typed: Typed) {
    var harness = ModalHarness(typed.before)
    _ = harness.press(typed.keys)
    #expect(harness.marked == typed.after)
  }

  @Test(arguments: [("di[", "a[]d"), ("da]", "ad"), ("di<lt>", "a[bc]d")])
  func bracketsThatMarkTriplesAreObjects(_ pressed: String, _ text: String) {
    var harness = ModalHarness("|")
    _ = harness.press("ia[bc]d<Esc>hh" + pressed)
    #expect(harness.editor.text == text)
  }

  @Test func keysAskForWhatIsOutsideTheText() {
    var harness = ModalHarness("|one")
    #expect(harness.press("<Esc>") == .leave)
    #expect(harness.press("i<Esc>") == .done)
    #expect(harness.press("d<Esc>") == .done)
    #expect(harness.modal.pending.isEmpty)
    #expect(harness.press("v<Esc>") == .done)
    #expect(harness.press("ZZ") == .saveAndLeave)
    #expect(harness.press(":") == .prompt(":"))
    #expect(harness.press("/") == .prompt("/"))
    #expect(harness.press("yy") == .copy("one\n"))
    #expect(harness.press("yl") == .copy("o"))
    #expect(harness.press("Q") == .unknown)
    #expect(harness.press("dQ") == .unknown)
    #expect(harness.modal.pending.isEmpty && harness.editor.text == "one")
  }

  @Test func aPatternIsFoundRoundTheEnds() {
    var harness = ModalHarness("|a foo b foo")
    harness.modal.pattern = "foo"
    _ = harness.press("n")
    #expect(harness.marked == "a |foo b foo")
    _ = harness.press("2n")
    #expect(harness.marked == "a |foo b foo")
    _ = harness.press("N")
    #expect(harness.marked == "a foo b |foo")
    _ = harness.press("dn")
    #expect(harness.editor.text == "a foo")
  }

  @Test func randomKeysLeaveTheCursorOnACharacter() {
    var random = Seeded(seed: 11)
    let all = keys(
      "hjklwbeWBE0^${}Gfat;,dcyxXDCYpPoOiaIArJ~uvVn.gz'\"()[]<Esc><Esc><Esc><C-r><Enter><BS> 123éa日\u{301}")
    var harness = ModalHarness("|one two\n\n- three \"four\" (five)\n日本語 e\u{301}")
    var history: [ModalKey] = []
    for step in 0..<20_000 {
      guard let key = all.randomElement(using: &random) else { return }
      history.append(key)
      _ = harness.modal.press(key, on: &harness.editor, in: EditorGeometry(columns: 9))
      harness.editor.checkInvariants("step \(step): \(history.suffix(12))")
      if harness.editor.text.utf8.count > 4_000 { harness = ModalHarness("|one two\n\n(three)") }
    }
  }
}
