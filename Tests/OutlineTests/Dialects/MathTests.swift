import Testing

@testable import Outline

struct MathTests {
  static let cases: [DialectCase] = [
    .init("a block of lines", "$$\na\n=\nb\n# c\n$$\n## Next", "## Next", ["`$$⏎a⏎=⏎b⏎# c⏎$$`", "Next"]),
    .init("blank lines in it", "$$\na\n\n- b\n$$\n- c", "- c", ["`$$⏎a⏎⏎- b⏎$$`", "c"]),
    .init("in a paragraph", "where\n$$\nx\n$$\nholds", "", ["where", "`$$⏎x⏎$$`", "holds"]),
    .init("in an item", "- a\n\n  $$\n  x\n  - y\n  $$\n\n  b\n- c", "- a\n- c", ["a", "`$$⏎x⏎- y⏎$$`", "b", "c"]),
    .init("in a quote", "> $$\n> # x\n> $$\n>\n> b", "", ["`$$⏎# x⏎$$`", "b"]),
    .init("not closed in its container", "- $$\n  a\n\n# b\n$$", "- $$ a\n# b"),
    .init("not closed at all", "$$\na\n# b", "# b", ["$$ a", "b"]),
    .init(
      "brackets", "\\[\nx_{n+1} = x_n\n- \\frac{f}{g}\n\\]\n- a", "- a",
      ["`\\[⏎x_{n+1} = x_n⏎- \\frac{f}{g}⏎\\]`", "a"]),
    .init(
      "environments", "\\begin{align*}\na &= b\n# c\n\\end{align*}", "", ["`\\begin{align*}⏎a &= b⏎# c⏎\\end{align*}`"]),
    .init("in titles", "# Set $A_*$ and $B_*$\n- $x*y*z$ and *b*", "# Set $A_*$ and $B_*$\n  - $x*y*z$ and b"),
    .init(
      "as typed", "$\\{a,b\\}$ and $x*y*z$, \\(a_1 * b_2\\)", "", ["`$\\{a,b\\}$` and `$x*y*z$`, `\\(a_1 * b_2\\)`"]),
    .init("money", "It costs $5 or maybe $7, not $ 8 $", "", ["It costs $5 or maybe $7, not $ 8 $"]),
    .init("no tags in it", "$a <b and c> d$", "", ["`$a <b and c> d$`"]),
    .init("with backticks", "see $`a*b*c`$ and `$x`", "", ["see `$`a*b*c`$` and `$x`"]),
    .init("bars of tables", "| a | b |\n|---|---|\n| $|v|$ | length |\n| $A|$B | c |", "", ["ab`$|v|$`length$A$Bc"]),
    .init("a bar between letters", "| a | b |\n|---|---|\n| $P(x|y)$ | z |", "", ["ab`$P(x|y)$`z"]),
    .init("bars outside of tables", "the $\\{x | x<y>z\\}$ and", "", ["the `$\\{x | x<y>z\\}$` and"]),
    .init("titles of several lines", "1. $$\n   # y\n   $$\n2. b", "1. $$ # y $$\n2. b"),
    .init("escaped brackets of exporters", "see \\[1\\] and \\[x\\]", "", ["see [1] and [x]"]),
    .init("over a line break", "a $x^2\ny$ b", "", ["a `$x^2` `y$` b"]),
    .init("in code", "```\n$$\n```\n# A\n$$", "# A", ["`$$`", "A", "$$"]),
    .init(
      "variables", "use \"$arg0\" or $arg1..$arg9, $HOME$PATH and the $n$th", "",
      ["use \"$arg0\" or $arg1..$arg9, $HOME$PATH and the `$n$`th"]),
    .init(
      "dollars on two lines", "set $_exit, then\nread the value$ of it", "", ["set $_exit, then read the value$ of it"]),
    .init(
      "variables of a shell", "in ${XDG_RUNTIME_DIR}/a*b*. If not, $HOME$ is, as $id is set$ by", "",
      ["in ${XDG_RUNTIME_DIR}/ab. If not, `$HOME$` is, as $id is set$ by"]),
    .init("patterns", "grep '\\(a\\)\\1' and \\(x\\)", "", ["grep '(a)\\1' and `\\(x\\)`"]),
    .init("not behind a backslash", "\\$a$ and b$", "", ["$a$ and b$"]),
  ]

  @Test(arguments: cases) func formulasAreNoMarkdown(_ sample: DialectCase) { sample.check() }
}
