import Testing

@testable import Outline

struct MetadataTests {
  static let frontMatter: [DialectCase] = [
    .init(
      "prose between rules", "---\nThoughts on Monday: the roof leaks.\n\n# Roof\ncall\n\n---", "# Roof",
      ["---", "Thoughts on Monday: the roof leaks.", "Roof", "call", "---"]),
    .init("a list between rules", "---\n- buy milk\n- buy eggs\n---", "- buy milk\n- buy eggs"),
    .init(
      "a mapping", "---\ntags: [exam]\n# c\nlist:\n- a\nb:\n  c: d\n---\n# B", "# B",
      ["`~---~⏎~tags: [exam]~⏎~# c~⏎~list:~⏎~- a~⏎~b:~⏎~  c: d~⏎~---~`", "B"]),
    .init(
      "TOML", "+++\ntitle = \"X\"\n# note\n[menu.main]\n+++\nText right after.", "",
      ["`~+++~⏎~title = \"X\"~⏎~# note~⏎~[menu.main]~⏎~+++~`", "Text right after."]),
    .init("pluses", "+++\n\nNot metadata", "", ["+++", "Not metadata"]),
    .init("below a mapping", "---\na: b\n---\nText\n===", "# Text"),
    .init("ended by dots", "---\na: b\n...\n- c", "- c"),
    .init("not ended", "---\na: b\n\n- c", "- c"),
  ]

  static let comments: [DialectCase] = [
    .init("lines", "%%\n## Not ready\n- secret\n%% tail", "", ["tail"]),
    .init("in a line", "a %%cut%% b\n\n%% x %%\n\nc", "", ["a b", "c"]),
    .init("behind text, over lines", "before %%\nhidden\n%% after", "", ["before after"]),
    .init("in titles", "# a %%x%% b\n- c %% d %%", "# a b\n  - c"),
    .init("percents", "50%% more, 100%% sure", "", ["50%% more, 100%% sure"]),
    .init("not closed", "%% unclosed\n# Still here?", "# Still here?", ["%% unclosed", "Still here?"]),
    .init("in code", "`%%x%%` b\n\n```\n%%\n```\n- a\n\n%%", "- a", ["`%%x%%` b", "`%%`", "a", "%%"]),
    .init("loops of batch files", "for %%i in (*.txt) do echo %%i", "", ["for %%i in (*.txt) do echo %%i"]),
    .init(
      "formats", "%%Document is gone; use\n%%Fonts, and %%, or", "",
      ["%%Document is gone; use %%Fonts, and %%, or"]),
    .init("in an item", "- a\n  %%\n  - b\n  %%\n- c", "- a\n- c", ["a", "c"]),
  ]

  static let properties: [DialectCase] = [
    .init(
      "behind an item's first line", "- Bed one\n  id:: 64aa\n  more:: b\n- c", "- Bed one\n- c",
      ["Bed one⏎~id:: 64aa~⏎~more:: b~", "c"]),
    .init("before its text", "- logseq.order-list-type:: number\n  first step", "- first step"),
    .init("of a page", "title:: A\ntags:: b\n\n- c", "- c", ["~title:: A~⏎~tags:: b~", "c"]),
    .init("not elsewhere", "text\nstd:: x\n\na:: b", "", ["text std:: x", "a:: b"]),
    .init(
      "times and drawers", "- TODO [#B] call Kim\n  DEADLINE: <2031-02-03 Mon>\n  :LOGBOOK:\n  * x\n  :END:\n  more",
      "- [ ] call Kim",
      ["call Kim⏎~DEADLINE: <2031-02-03 Mon>~⏎~:LOGBOOK:~⏎~* x~⏎~:END:~⏎more"]),
    .init("states of headings", "- ## TODO [#A] a\n- # DONE b\n\n# TODO c", "- [ ] a\n- [x] b\n# TODO c"),
    .init("states", "- DONE a\n- NOW b\n- TODO\n- TODO: c", "- [x] a\n- [ ] b\n- TODO\n- TODO: c"),
    .init("marked blocks", "#+BEGIN_QUOTE\n- a\n#+END_QUOTE\n- b", "- b", ["a", "b"]),
    .init("a heading with properties", "- ## A\n  id:: 1\n  - b", "- A\n  - b"),
  ]

  static let definitions: [DialectCase] = [
    .init("a word", "[Status]: waiting", "", ["[Status]: waiting"]),
    .init("a number", "[Plumber]: 555-1234", "", ["[Plumber]: 555-1234"]),
    .init("two of them", "[A]: Oslo\n[B]: Bergen", "", ["[A]: Oslo⏎[B]: Bergen"]),
    .init("of an item", "- [note]: here\n- b", "- [note]: here\n- b"),
    .init("below a heading", "## Next\n[x]: done", "## Next", ["Next", "[x]: done"]),
    .init("used and unused", "see [1]\n\n[1]: https://a.b\n[2]: https://c.d", "", ["see 1", "~[2]: https://c.d~"]),
    .init(
      "below a word", "see [1] and [Owner]\n\n[Owner]: Kim\n[1]: <x>", "",
      ["see 1 and [Owner]", "[Owner]: Kim⏎~[1]: <x>~"]),
  ]

  static let markers: [DialectCase] = [
    .init(
      "no-break spaces", "- grout\n-\u{A0}sealant\n\n#\u{A0}Bath\n\n1.\u{A0}a\n2.\u{A0}b",
      "- grout\n- sealant\n# Bath\n  1. a\n  2. b"),
    .init("ideographic spaces", "#\u{3000}全角\n-\u{3000}a", "# 全角\n  - a"),
    .init("many of them", "-\u{A0}\u{A0}\u{A0} a\n- [ ]\u{A0}b", "- a\n- [ ] b"),
    .init("in text", "a\u{A0}#1\n\u{A0}- b", "", ["a\u{A0}#1⏎\u{A0}- b"]),
    .init(
      "attributes", "# Visit {#a}\n## Data {.b}\n## More {-}\n# Sets {a, b}\n## X {#y} ##",
      "# Visit\n  ## Data\n  ## More\n# Sets {a, b}\n  ## X", ["Visit", "Data", "More", "Sets {a, b}", "X"]),
    .init(
      "identifiers of blocks", "- First claim ^c1\n- 2^10 ^ x", "- First claim\n- 2^10 ^ x",
      ["First claim ~^c1~", "2^10 ^ x"]),
    .init(
      "fences in Markdown", "```markdown\n```bash\nx\n```\n## Usage\n```\n## After", "## After",
      ["````bash⏎x⏎```⏎## Usage`", "After"]),
    .init("fences in a longer one", "````\n```\n# a\n```\n````\n# b", "# b"),
    .init("fences without a word", "```\n```bash\n```\n# b", "# b"),
    .init("wikilinks", "## Call [[Rosa|her]]\n- [[Note]]", "## Call her\n  - Note"),
  ]

  @Test(arguments: frontMatter) func frontMatterIsWhatReadsAsAMapping(_ sample: DialectCase) { sample.check() }
  @Test(arguments: comments) func commentsAreHidden(_ sample: DialectCase) { sample.check() }
  @Test(arguments: properties) func propertiesAreNoText(_ sample: DialectCase) { sample.check() }
  @Test(arguments: definitions) func whatDefinesNothingIsText(_ sample: DialectCase) { sample.check() }
  @Test(arguments: markers) func markersMayBeWrittenOtherwise(_ sample: DialectCase) { sample.check() }
}
