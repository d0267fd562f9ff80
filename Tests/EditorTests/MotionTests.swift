import Editor
import Testing

@Suite struct MotionTests {
  static let motionsLeadWhereTheySayCases: [Example] = [
    Example("|ab", .move(.left), gives: "|ab"),
    Example("a|b", .move(.left), gives: "|ab"),
    Example("ab|", .move(.right), gives: "ab|"),
    Example("a|\nb", .move(.right), gives: "a\n|b"),
    Example("e\u{301}|x", .move(.left), gives: "|e\u{301}x"),
    Example("|👩‍👩‍👧x", .move(.right), gives: "👩‍👩‍👧|x"),
    Example("|🇩🇪🇫🇷", .move(.right), gives: "🇩🇪|🇫🇷"),
    Example("|abcdef", .move(.right), times: 3, gives: "abc|def"),
    Example("[abc|]", .move(.left), gives: "|abc"),
    Example("[|abc]d", .move(.right), gives: "abc|d"),

    Example("|one, two", .move(.wordRight), gives: "one|, two"),
    Example("one|, two", .move(.wordRight), gives: "one, two|"),
    Example("one, two|", .move(.wordLeft), gives: "one, |two"),
    Example("one, |two", .move(.wordLeft), gives: "|one, two"),
    Example("|snake_case x", .move(.wordRight), gives: "snake_case| x"),
    Example("|don't", .move(.wordRight), gives: "don|'t"),
    Example("naïve|", .move(.wordLeft), gives: "|naïve"),
    Example("日本語のテスト|", .move(.wordLeft), gives: "日本語の|テスト"),
    Example("|a\n\nb c", .move(.wordRight), times: 2, gives: "a\n\nb| c"),
    Example("|foo.bar baz", .move(.nextWordStart), gives: "foo|.bar baz"),
    Example("foo.bar| baz", .move(.nextWordStart), gives: "foo.bar |baz"),
    Example("|foo bar", .move(.nextWordEnd), gives: "fo|o bar"),
    Example("fo|o bar", .move(.nextWordEnd), gives: "foo ba|r"),
    Example("foo ba|r", .move(.nextWordEnd), gives: "foo ba|r"),
    Example("foo  -x=1|", .move(.blankLeft), gives: "foo  |-x=1"),
    Example("|-x=1 y", .move(.blankRight), gives: "-x=1| y"),

    Example("ab\n  c|d\nef", .move(.lineStart), gives: "ab\n|  cd\nef"),
    Example("ab\n  c|d\nef", .move(.lineText), gives: "ab\n  |cd\nef"),
    Example("ab\n  c|d\nef", .move(.lineEnd), gives: "ab\n  cd|\nef"),
    Example("ab\nc|d", .move(.textStart), gives: "|ab\ncd"),
    Example("a|b\ncd", .move(.textEnd), gives: "ab\ncd|"),
    Example("a\n\nb\nc|\n\nd", .move(.paragraphUp), gives: "a\n|\nb\nc\n\nd"),
    Example("a\n\nb|\nc\n\nd", .move(.paragraphDown), gives: "a\n\nb\nc\n|\nd"),
    Example("a\nb|", .move(.paragraphUp), gives: "|a\nb"),
    Example("|a\nb", .move(.paragraphDown), gives: "a\nb|"),

    Example("|a(b)c", .move(.character("b", forward: true, before: false)), gives: "a(|b)c"),
    Example("|a(b)c", .move(.character("b", forward: true, before: true)), gives: "a|(b)c"),
    Example("aba|", .move(.character("a", forward: false, before: false)), times: 2, gives: "|aba"),
    Example("|a\nb", .move(.character("b", forward: true, before: false)), gives: "|a\nb"),
  ]

  @Test(arguments: motionsLeadWhereTheySayCases)
  func motionsLeadWhereTheySay(_ example: Example) {
    #expect(example.run() == example.after)
  }

  static let upAndDownKeepTheColumnCases: [Example] = [
    Example("ab|cd\ne\nfghi", .move(.down), gives: "abcd\ne|\nfghi"),
    Example("ab|cd\ne\nfghi", .move(.down), .move(.down), gives: "abcd\ne\nfg|hi"),
    Example("ab|cd\ne\nfghi", .move(.down), times: 2, gives: "abcd\ne\nfg|hi"),
    Example("ab|cd\ne\nfghi", .move(.down), .move(.left), .move(.down), gives: "abcd\ne\n|fghi"),
    Example("abcd\ne\nfg|hi", .move(.up), .move(.up), gives: "ab|cd\ne\nfghi"),
    Example("a|b", .move(.up), gives: "a|b"),
    Example("a|b", .move(.down), gives: "a|b"),
    Example("日本|語\nabcdef", .move(.down), gives: "日本語\nabcd|ef"),
    Example("abc|def\n日本語", .move(.down), gives: "abcdef\n日|本語"),
    Example("a|b\n\tx", .move(.down), gives: "ab\n|\tx"),
    Example("abcd|e\n\tx", .move(.down), gives: "abcde\n\t|x"),
  ]

  @Test(arguments: upAndDownKeepTheColumnCases)
  func upAndDownKeepTheColumn(_ example: Example) {
    #expect(example.run() == example.after)
  }

  static let rowsAreThoseOfTheScreenCases: [Example] = [
    Example("one two| three four", .move(.down), gives: "one two three| four"),
    Example("on|e two three four", .move(.down), times: 2, gives: "one two three fo|ur"),
    Example("one |two three four", .move(.rowEnd), gives: "one two| three four"),
    Example("one two thr|ee four", .move(.rowStart), gives: "one two |three four"),
    Example("one two thr|ee four", .move(.up), gives: "one| two three four"),
    Example("o|ne two three four", .move(.lineEnd), gives: "one two three four|"),
  ]

  @Test(arguments: rowsAreThoseOfTheScreenCases)
  func rowsAreThoseOfTheScreen(_ example: Example) {
    // The rows are "one two ", "three ", "four".
    #expect(example.run(in: EditorGeometry(columns: 9)) == example.after)
  }

  static let selectionsFollowCases: [Example] = [
    Example("a|bc", .select(.right), gives: "a[b|]c"),
    Example("a|bc", .select(.right), .select(.left), gives: "a|bc"),
    Example("a|bc", .select(.left), gives: "[|a]bc"),
    Example("a|bc", .toggleMark, .move(.right), .move(.right), gives: "a[bc|]"),
    Example("a|bc", .toggleMark, .move(.right), .toggleMark, .move(.right), gives: "abc|"),
    Example("a[b|]c", .swapEnds, gives: "a[|b]c"),
    Example("a[b|]c", .deselect, gives: "ab|c"),
    Example("foo ba|r baz", .selectObject(.word), gives: "foo [bar|] baz"),
    Example("foo bar| baz", .selectObject(.word), gives: "foo [bar|] baz"),
    Example("a\nb|c\nd", .selectObject(.line), gives: "a\n[bc|]\nd"),
    Example("a\nb|c\nd", .selectObject(.wholeLine), gives: "a\n[bc\n|]d"),
    Example("a\nb|c", .selectObject(.wholeLine), gives: "a[\nbc|]"),
    Example("a\n\nb\n|c\n\nd", .selectObject(.paragraph), gives: "a\n\n[b\nc|]\n\nd"),
    Example("a\nb|", .selectObject(.all), gives: "[a\nb|]"),
    Example("abc|", .place(TextOffset(1)), gives: "a|bc"), Example("a[b|]c", .place(TextOffset(3)), gives: "abc|"),
    Example("a|bc", .extend(TextOffset(3)), gives: "a[bc|]"),
    Example("a[b|]c", .extend(TextOffset(0)), gives: "[|a]bc"),
  ]

  @Test(arguments: selectionsFollowCases)
  func selectionsFollow(_ example: Example) {
    #expect(example.run() == example.after)
  }

  static let findingGoesAroundTheEndCases: [Example] = [
    Example("|foo bar foo", .find("foo", forward: true), gives: "foo bar |foo"),
    Example("foo bar |foo", .find("foo", forward: true), gives: "|foo bar foo"),
    Example("|foo bar foo", .find("foo", forward: false), gives: "foo bar |foo"),
    Example("foo b|ar foo", .find("FOO", forward: true), gives: "foo b|ar foo"),
    Example("|x ÉTÉ", .find("été", forward: true), gives: "x |ÉTÉ"),
    Example("|x Foo", .find("foo", forward: true), gives: "x |Foo"),
    Example("|x", .find("", forward: true), gives: "|x"),
    Example("|a e\u{301}", .find("e", forward: true), gives: "|a e\u{301}"),
  ]

  @Test(arguments: findingGoesAroundTheEndCases)
  func findingGoesAroundTheEnd(_ example: Example) {
    #expect(example.run() == example.after)
  }

  @Test func matchesAreFoundWithinARange() {
    let editor = TextEditor(text: "aa aaa b")
    let found = editor.matches(of: "aa", in: .zero..<TextOffset(8))
    #expect(found.map { $0.lowerBound.rawValue..<$0.upperBound.rawValue } == [0..<2, 3..<5])
    #expect(editor.matches(of: "b", in: .zero..<TextOffset(7)).isEmpty)
  }

  @Test func placesOutsideTheTextAreBroughtInside() {
    var editor = TextEditor(text: "e\u{301}x")
    editor.perform(.place(TextOffset(99)), in: geometry)
    #expect(marked(editor) == "e\u{301}x|")
    editor.perform(.place(TextOffset(-5)), in: geometry)
    #expect(marked(editor) == "|e\u{301}x")
    editor.perform(.place(TextOffset(2)), in: geometry)
    #expect(marked(editor) == "|e\u{301}x")
  }
}
