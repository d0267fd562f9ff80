import Testing

@testable import Outline

/// Rules where they are less expected: in each other, in items and quotes, at the end of a file.
struct CombinedTests {
  static let html: [DialectCase] = [
    .init(
      "declarations in text", "a <!DOCTYPE html> b\n\n<!DOCTYPE> tag, <!ELEMENT br EMPTY>", "",
      ["a <!DOCTYPE html> b", "<!DOCTYPE> tag, <!ELEMENT br EMPTY>"]),
    .init("a declaration alone", "<!DOCTYPE html>\n\n# A", "# A", ["A"]),
    .init(
      "instructions and data", "<?php\n# a > b\n?>\n\n# B\n\n<![CDATA[ x ]]>\n\nc", "# B",
      ["`<?php⏎# a > b⏎?>`", "B", "` x `", "c"]),
    .init(
      "text behind a tag is no block", "<div></div>1. a\n\n<!-- c -->```x\n\n<p></p># b", "", ["1. a", "```x", "# b"]),
    .init(
      "films and sounds", "<video src=\"a/m.mp4\" controls></video>\n\n<iframe src=\"https://v.org/one\"></iframe>", "",
      ["m.mp4", "one"]),
    .init("code over a line, HTML below", "* ``a <p>\n``\n<div>b</div>", "* a <p>", ["`a <p>`", "b"]),
    .init(
      "cells with blank lines in them",
      "<table>\n<tr><th>A</th></tr>\n<tr><td>\n\n```\nx\n```\n\n</td><td>\n\ny\n\n</td></tr>\n</table>", "",
      ["A", "`x`", "y"]),
    .init(
      "code in a cell", "<table>\n<tr><th>A</th></tr>\n<tr><td>\n<pre>\nx\n</pre>\n</td></tr>\n</table>", "",
      ["A", "`x`"]),
    .init("a comment that is not closed, far to the right", "Q\n\t- <!--D", "- <!--D", ["Q", "<!--D"]),
  ]

  static let links: [DialectCase] = [
    .init("without words", "[](x.md), [](https://a.b) and [ ](c.d)", "", ["x.md, https://a.b and c.d"]),
    .init("without words, in titles", "# [](x)\n- [](y.md)\n- [](#z) w", "# x\n  - y.md\n  - #z w"),
    .init("without anything", "a []() b", "", ["a b"]),
    .init("pictures as links", "[![](a.png)](b.md) and [![x](c.png)](d.md)", "", ["a.png and x"]),
    .init(
      "a definition that is none, below an empty item", "a\n+\n[a]:>\n\n[b]", "+",
      ["a", "[a]:>", "[b]"]),
    .init(
      "a link and a colon", "- [a]: now it is better\n- [b]: c\n\nsee [a]\n\n[a]: http://x.y\n",
      "- a: now it is better\n- [b]: c",
      ["a: now it is better", "[b]: c", "see a"]),
    .init("what looks like a definition, in code", "[a]\n\n~~~\n[a]:\n<div", "", ["[a]", "`[a]:⏎<div`"]),
    .init(
      "identifiers of headings", "# A ^a\n- # B ^b\n\nC ^c\n---", "# A\n  - B\n  ## C", ["A ~^a~", "B ~^b~", "C ~^c~"]),
    .init("attributes as kramdown has them", "# A {: #a}\n## B {:.c}\n## C {: }", "# A\n  ## B\n  ## C {: }"),
  ]

  static let blocks: [DialectCase] = [
    .init(
      "sentences with marks", "!!! this is important\n\n??? who knows \"it\"", "",
      ["!!! this is important", "??? who knows \"it\""]),
    .init(
      "a title without quotation marks", "!!! note Read this\n    b\n\n!!! tip inline end\n    c", "",
      ["NoteRead this", "b", "Tip", "c"]),
    .init("fences in a comment", "%%\n```\n%%\n```\n%%\n# A", "# A", ["A"]),
    .init("a comment's end in code", "%%\n\na\n\n```\n%%\n```\n\n# A", "# A", ["%%", "a", "`%%`", "A"]),
    .init("percents of numbers", "100 %% of 20 %% is", "", ["100 %% of 20 %% is"]),
    .init(
      "a formula that ends a line", "so $$\n+ a\n= b\n$$ holds\n- c", "- c",
      ["so `$$`⏎`+ a`⏎`= b`⏎`$$` holds", "c"]),
    .init("a formula that does not end", "so $$\n+ a\n\nb $$", "+ a", ["so $$", "a", "b $$"]),
    .init("states", "- WAIT a\n- IN-PROGRESS b\n- [ ] # c\n- TODO ## d", "- [ ] a\n- [ ] b\n- [ ] c\n- [ ] d"),
    .init(
      "numbers that are counted on", "steps\n4. a\n   - b\n5. c\n\nin\n1986. a war", "4. a\n  - b\n5. c",
      ["steps", "a", "b", "c", "in⏎1986. a war"]),
    .init(
      "no-break spaces nest", "-\u{A0}a\n  -\u{3000}b\n    -\u{A0}*c*\n-\u{A0}[x]\u{A0}d",
      "- a\n  - b\n    - c\n- [x] d"),
    .init("wide colons", "日期：一\n地点：二", "", ["日期：一⏎地点：二"]),
    .init("a head with more cells than dashes", "| a | b |\n|---|", "", ["ab"]),
    .init("rows that begin like items", "a | b\n--|--\n-5 | 2 | x\n1. | 2", "1. | 2", ["ab-52x", "| 2"]),
    .init("code in two rows", "| ` | x |\n|---|---|\n| <b> | ` |", "", ["`x<b>`"]),
    .init("a footnote below open code", "`a\n[^a]: <div>`\n\n[^a]", "", ["`a", "<div>`", "[^a]"]),
    .init("a footnote of nothing", "1. [^a]:\n\n[^a]", "1. [^a]:"),
    .init("the first cell is the title", "- | a |\n  |---|\n  | b | c |", "- a"),
  ]

  @Test(arguments: html) func tagsThatSayNothingAreText(_ sample: DialectCase) { sample.check() }
  @Test(arguments: links) func everyLinkIsSeen(_ sample: DialectCase) { sample.check() }
  @Test(arguments: blocks) func blocksEndWhereTheirWritersEndThem(_ sample: DialectCase) { sample.check() }
}
