import Testing

@testable import Outline

/// Boxes: callouts, admonitions, marked blocks; and lists of definitions.
struct BoxTests {
  static let cases: [DialectCase] = [
    .init(
      "placeholders and formulas", ":::tip\nuse <output> and $a*1*$ %%gone%%\n\n[A]: Oslo\n:::", "",
      ["Tip", "use <output> and `$a*1*$` ", "[A]: Oslo"]),
    .init(
      "a box in a box", "!!! note \"A\"\n    one\n\n    !!! tip \"B\"\n        two\n\n        three\n    four\nafter",
      "",
      ["NoteA", "one", "TipB", "two", "three", "four", "after"]),
    .init(
      "formulas in a box", "!!! note\n    a\n\n    $$\n    # b\n    - c\n    $$\n", "",
      ["Note", "a", "`$$⏎# b⏎- c⏎$$`"]),
    .init("tabs", "=== \"Tab 1\"\n    a\n=== \"Tab 2\"\n    b", "", ["Tab 1", "a", "Tab 2", "b"]),
    .init(
      "below an item's text", "- item\n  !!! note\n      inside\n- b", "- item\n- b", ["item", "Note", "inside", "b"]),
    .init("below text, with nothing in it", "text\n!!! note", "", ["text !!! note"]),
    .init("a title with a placeholder", "!!! note \"Copy <a> to <b>\"\n    x", "", ["NoteCopy <a> to <b>", "x"]),
    .init(
      "a table below text", "!!! note\n    Text\n    | a | b |\n    |---|---|\n    | 1 | 2 | 3 |", "",
      ["Note", "Text", "ab123"]),
    .init(
      "colons in colons", ":::warning Look <here>\n:::tip\n<inner>\n:::\n:::", "",
      ["WarningLook <here>", "Tip", "<inner>"]),
    .init("HTML", "!!! note\n    <div>hi <b>you</b></div>\n\n    <src>", "", ["Note", "hi you", "<src>"]),
    .init("a marked block", "#+BEGIN_TIP\n<p> and [[A|b]]\n#+END_TIP", "", ["Tip", "<p> and b"]),
    .init("in a quote", "> !!! note\n>     cp <a> <b>\n>\n> c", "", ["Note", "cp <a> <b>", "c"]),
    .init(
      "an item that is a box", "- :::note T\n  x\n  :::\n- !!! tip\n      v\n- > [!info] W\n  > x", "- T\n- Tip\n- W"),
    .init("states of tasks in quotes", "> - TODO x\n> - [/] z", "", ["TODO x", "z"]),
    .init(
      "definitions", "Term\n: One\n\n    more\n\n    - list\n\n: Two\n\nOther", "",
      ["Term", "One", "more", "list", "Two", "Other"]),
    .init("definitions in code", "x\n\n```\na\n: b\n```", "", ["x", "`a⏎: b`"]),
  ]

  @Test(arguments: cases) func boxesHoldMarkdown(_ sample: DialectCase) { sample.check() }

  @Test func itemsInQuotesHaveTheirStates() {
    let outline = Outline("> - [/] a\n> - [x] b\n> - [ ] c\n\n!!! note\n    - [>] d\n")
    let states = outline.richText(of: outline.firstSegment(of: .root)).blocks.compactMap { block in
      if case .item(_, let state?, first: _)? = block.containers.last { state } else { nil }
    }
    #expect(states == [.other("/"), .done, .open, .other(">")])
  }

  /// An item that begins with something else than text has the text of its first line as its title.
  @Test(arguments: [
    ("- ![](a/b.png)", "b.png"), ("- <img src=\"x/y.png\">", "y.png"), ("- ![](data:image/png;base64,AA)", "image"),
    ("- | a | b |\n  |---|---|\n  | 1 | 2 |", "a | b"), ("- <details>\n  <summary>Sum</summary>\n  x</details>", "Sum"),
    ("- <details><summary>Sum</summary>x</details>", "Sum"), ("- #+BEGIN_QUOTE\n  quoted\n  #+END_QUOTE", "quoted"),
    ("- #+BEGIN_SRC py\n  x=1\n  #+END_SRC", "x=1"), ("- $$\n  x\n  $$", "$$ x $$"), ("- <!-- c -->", ""), ("-", ""),
    ("- id:: 1", ""), ("- ***", ""), ("- ## TODO [#A] head", "head"),
    ("- {{embed ((64aa1f3e-0000-0000-0000-000000000001))}}\n- x\n  id:: 64aa1f3e-0000-0000-0000-000000000001", "x"),
    ("- {{embed [[Page]]}} end", "Page end"),
  ])
  func itemsAreCalledWhatTheirFirstLineSays(source: String, title: String) {
    #expect(Outline(source).title(of: TopicIndex(1)) == title)
  }
}
