import Testing

@testable import Outline

/// Lines as their writers set them: which stay apart, and what their marks mean.
struct LineTests {
  static let lines: [DialectCase] = [
    .init("a list of words", "milk\nbrown bread\neggs", "", ["milk⏎brown bread⏎eggs"]),
    .init("few words, but of a sentence", "one is,\nas it was,\nand is", "", ["one is, as it was, and is"]),
    .init("items of a quote", "> - one\n>   two\n> - three", "", ["one two", "three"]),
    .init("a stressed line above text", "> **Note**\n> text\n\n__A b__\nc", "", ["Note⏎text", "A b⏎c"]),
    .init("stressed words in a line", "**a** and **b**\nc", "", ["a and b c"]),
    .init("columns", "Name\tQty\nfoo\t3\n\nx | y\nz | w", "", ["Name\tQty⏎foo\t3", "x | y⏎z | w"]),
    .init("dashes", "so:\n– one\n— two\n\nand\n· three", "", ["so:⏎– one⏎— two", "and⏎· three"]),
    .init(
      "a dash and bars in prose",
      "What is concerned with syntax only is in this crate, as\n– that is, the tree – all of `a | b` and of what\nfollows, for `c | d`, is",
      "",
      [
        "What is concerned with syntax only is in this crate, as – that is, the tree – all of `a | b` and of what follows, for `c | d`, is"
      ]),
    .init(
      "a colon at the end of an item's line", "- as\n  - it is never written to any of these:\n    installs are",
      "- as\n  - it is never written to any of these: installs are"),
    .init("a head of pandoc", "% Title\n% kim; lee\n% 2031", "", ["% Title⏎% kim; lee⏎% 2031"]),
    .init(
      "examples and tags", "(@) First\n(@b) then\n\nSee all that was said here of gardens and of soil\n#todo #b/c", "",
      ["(@) First⏎(@b) then", "See all that was said here of gardens and of soil⏎#todo #b/c"]),
    .init(
      "who said it", "> Truth is a matter of the imagination, they say.\n> -- chapter 1", "",
      ["Truth is a matter of the imagination, they say.⏎-- chapter 1"]),
    .init(
      "titles of two lines", "- Ask about towels  \n  they said yes\n- a\\\n  b", "- Ask about towels\n- a",
      ["Ask about towels⏎they said yes", "a⏎b"]),
    .init(
      "what a line opens", "def f(x):\n    return x\n\nas follows:\nit is", "",
      ["def f(x):⏎\u{A0}\u{A0}\u{A0}\u{A0}return x", "as follows: it is"]),
    .init("fields", "text\n:author: kim\n:date: x", "", ["text⏎:author: kim⏎:date: x"]),
    .init("lines drawn with signs", "- a\n=====\n- b\n  text\n====", "- a\n- b text", ["a⏎=====", "b text⏎===="]),
    .init("two dashes at the left of an item", "- a\n--\nb", "- a -- b"),
    .init("no-break spaces before a line", "a\n\u{A0}\u{A0}- b", "", ["a⏎\u{A0}\u{A0}- b"]),
  ]

  static let heads: [DialectCase] = [
    .init(
      "JSON", "{\n  \"title\": \"X\",\n  \"tags\": [\"a\"]\n}\n\n# A", "# A",
      ["`~{~⏎~  \"title\": \"X\",~⏎~  \"tags\": [\"a\"]~⏎~}~`", "A"]),
    .init("braces that hold no keys", "{\n  a\n}", "", ["{⏎\u{A0}\u{A0}a⏎}"]),
    .init(
      "a heading between rules", "---\n# Shopping\n---\n- milk", "# Shopping\n  - milk",
      ["---", "Shopping", "---", "milk"]),
    .init("nothing between rules", "---\n---\n# A", "# A", ["`~---~⏎~---~`", "A"]),
  ]

  static let markup: [DialectCase] = [
    .init(
      "an item of a property", "- Due:: 2031\n- id:: 64aa\n- b", "- Due:: 2031\n-\n- b",
      ["~Due:: 2031~", "~id:: 64aa~", "b"]),
    .init(
      "an item of a link's definition", "- [a]: https://b.c\n- see [a]", "- [a]: https://b.c\n- see a",
      ["~[a]: https://b.c~", "see a"]),
    .init("a definition of a word below a box", "+ [x]\n  [a]: b\n- [ ]\n  c", "+ [x] [a]: b\n- [ ] c"),
    .init("sizes of pictures", "![x|100](p.png), ![y|100x50][q], ![z|a](p)\n\n[q]: b.png", "", ["x, y, z|a"]),
    .init(
      "a label that is defined below a word", "see [text][home]\n\n[Owner]: Rosa\n[home]: https://x.y", "",
      ["see text", "[Owner]: Rosa⏎~[home]: https://x.y~"]),
    .init("several attributes", "# A {#a}{.b}\n## C {x}{.d}", "# A\n  ## C {x}", ["A", "C {x}"]),
    .init("footnotes side by side", "x[^a][^b]\n\n[^a]: A\n[^b]: B", "", ["x[^a][^b]", "A", "B"]),
    .init(
      "words behind fences",
      "```js title=\"a.js\"\nx\n```\n\n```{python}\ny\n```\n\n~~~ {.ruby .x}\n\n~~~\n\n```r\n```", "",
      ["~js title=\"a.js\"~", "`x`", "`y`", "~{.ruby .x}~", "``", "``"]),
    .init(
      "a formula with an environment", "$$\\begin{x}\na\n\n- b\n\\end{x}$$\n- c", "- c",
      ["`$$\\begin{x}⏎a⏎⏎- b⏎\\end{x}$$`", "c"]),
    .init(
      "a comment behind another", "<!-- a --> <!-- b\n\n# C\n\n<!--\nd\n--> e <!-- f\n\n- g", "# C\n  - g",
      ["<!-- b", "C", "e <!-- f", "g"]),
    .init(
      "escaped parentheses", "Kim \\(maybe\\), \\(n \\log n\\) and \\(ab\\)", "",
      ["Kim (maybe), `\\(n \\log n\\)` and `\\(ab\\)`"]),
    .init("a rule among tags", "<ul>\n<li>a</li>\n</ul>\n<hr>\n<p>b</p>", "", ["a", "---", "b"]),
    .init(
      "controls apart",
      "<button>A</button><button>B</button> <i>c</i>d\n<select><option>1</option><option>2</option></select>", "",
      ["A B cd 1 2"]),
  ]

  @Test(arguments: lines) func whatWasSetApartStaysApart(_ sample: DialectCase) { sample.check() }
  @Test(arguments: heads) func headsAreWhatReadsAsOne(_ sample: DialectCase) { sample.check() }
  @Test(arguments: markup) func marksMeanWhatTheirWritersMeant(_ sample: DialectCase) { sample.check() }
}
