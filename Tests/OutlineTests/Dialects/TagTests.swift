import Testing

@testable import Outline

struct TagTests {
  static let cases: [DialectCase] = [
    .init("placeholders are text", "cp <source> <output>", "", ["cp <source> <output>"]),
    .init(
      "in headings", "## Copy <title> to <label>\n### <details>\ntext", "## Copy <title> to <label>\n  ### <details>"),
    .init("in items", "- <input>\n- List<a> and Rc<b>\n- <user-name>", "- <input>\n- List<a> and Rc<b>\n- <user-name>"),
    .init(
      "only what breaks acts", "use <p> for paragraphs, <li> for items and <br> for breaks", "",
      ["use <p> for paragraphs, <li> for items and ⏎for breaks"]),
    .init("attributes have values", "If a <b and c> d, <a name=\"x\">e", "", ["If a <b and c> d, e"]),
    .init("pairs are markup", "press <kbd>C</kbd>, <b>x</b>, 1 <p> 2 </p> 3", "", ["press C, x, 1 2 3"]),
    .init("a partner in another block is none", "- use <b> here\n- and </b> there", "- use <b> here\n- and </b> there"),
    .init("a block needs its end", "<address> is required", "", ["<address> is required"]),
    .init("alone on a line", "text\n\n<title>\n\nmore", "", ["text", "<title>", "more"]),
    .init("a block with its end", "<div>\n\n- a\n\n</div>\n\n<center>b</center>", "- a", ["a", "b"]),
    .init("ends that HTML leaves out", "<ul>\n<li>one\n<li>two\n</ul>", "", ["one", "two"]),
    .init("in quotes", "> <address> in it\n> <b>x</b>", "", ["<address> in it x"]),
    .init(
      "in code", "`<source>` and <source>\n\n    <x>\n\n```\n<y>\n```", "",
      ["`<source>` and <source>", "`<x>`", "`<y>`"]),
    .init("addresses stay links", "<https://a.b> <c@d.e> <f>", "", ["https://a.b c@d.e <f>"]),
    .init("in the address of a link", "[a](<b c>) <d>", "", ["a <d>"]),
    .init(
      "instructions are text, comments are not", "a <?php x ?> b <!-- c --> <!D> e", "", ["a <?php x ?> b <!D> e"]),
  ]

  static let blocks: [DialectCase] = [
    .init(
      "a comment without an end", "# A\n\n<!-- todo: fix this\n\n# B\n\ntext", "# A\n# B",
      ["A", "<!-- todo: fix this", "B", "text"]),
    .init("a comment before another", "<!-- one\n\n# B\n\n<!-- two -->\n\n# C", "# B\n# C", ["<!-- one", "B", "C"]),
    .init(
      "a script without an end", "<script> loads code, see below.\n\n## Forms", "## Forms",
      ["<script> loads code, see below.", "Forms"]),
    .init("an instruction without an end", "<?php starts a block\n# B", "# B", ["<?php starts a block", "B"]),
    .init("a declaration without an end", "<!IMPORTANT read\n\n- b\n\n> c", "- b", ["<!IMPORTANT read", "b", "c"]),
    .init("blocks that end", "<pre>\n# x\n- y\n</pre>\n\n<!-- ## hidden -->\n\n# Z", "# Z", ["`# x⏎- y`", "Z"]),
    .init("in items", "- a\n  <!-- x\n- b", "- a <!-- x\n- b"),
    .init("in code nothing changes", "```\n<!-- x\n```\n# A", "# A", ["`<!-- x`", "A"]),
  ]

  @Test(arguments: cases + blocks) func tagsActOnlyIfTheyCan(_ sample: DialectCase) { sample.check() }
}
