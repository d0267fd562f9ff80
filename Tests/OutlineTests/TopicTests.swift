import Testing

@testable import Outline

struct TopicTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var source: String
    var topics: String
    init(_ name: String, _ source: String, _ topics: String) {
      (testDescription, self.source, self.topics) = (name, source, topics)
    }
  }

  static let cases: [Case] = [
    Case("headings nest by rank", "# A\n## B\n### C\n## D\n# E", "# A\n  ## B\n    ### C\n  ## D\n# E"),
    Case("items nest in headings and in items", "# A\n- b\n  - c\n- d", "# A\n  - b\n    - c\n  - d"),
    Case("headings nest in items", "- a\n\n  # B\n\n  - c\n- d", "- a\n  # B\n    - c\n- d"),
    Case("a heading of an item stays in it", "- # A\n- b\n\n# C", "- A\n- b\n# C"),
    Case("exported numbers before headings", "1. ## **Heading**\n2. ## Two {#two}", "1. Heading\n2. Two"),
    Case("setext headings", "One\n===\n\nTwo\nlines\n---\n", "# One\n  ## Two lines"),
    Case("empty headings", "#\n## ##\n# ", "#\n  ##\n#"),
    Case("empty items", "-\n-   \n- a\n  +\n  + \n", "-\n-\n- a\n  +\n  +"),
    Case("several markers on one line", "- - 1. a\n    - b", "-\n  -\n    1. a\n    - b"),
    Case("a line of signs is a rule, not items", "- a\n\n* * *\n\n- b\n- - -\n", "- a\n- b"),
    Case("an underline is no item", "Title\n-\n- a", "## Title\n  - a"),
    Case("a table's second line is no item", "a | b\n-|-\n\n- x", "- x"),
    Case("tasks", "- [ ] a\n- [x] b\n* [X] c\n- [y] d", "- [ ] a\n- [x] b\n* [x] c\n- [y] d"),
    Case("numbers as written", "3) a\n7) b\n", "3) a\n7) b"),
    Case("lists in quotes are content", "> # A\n> - b\n\n- c\n  > - d\n- e", "- c\n- e"),
    Case("code is content", "```\n# a\n- b\n```\n- c\n\n  ~~~\n  - d\n  ~~~\n- e\n", "- c\n- e"),
    Case("code that is not closed ends with its item", "- a\n  ```\n  - b\n- c\n```\n- d", "- a\n- c"),
    Case("indented code is content", "para\n\n    - a\n\n- b\n\n      - c", "- b"),
    Case("HTML is content", "<!--\n- a\n# b\n-->\n<div>\n- c\n</div>\n\n- d", "- d"),
    Case("lists in details are topics", "<details>\n\n- a\n\n</details>\n", "- a"),
    Case("front matter is not content", "---\ntitle: x\n- a\n---\n# B", "# B"),
    Case("a rule at the top is no front matter", "---\n\n# A\n\n---\n\n- b", "# A\n  - b"),
    Case("front matter that does not end is none", "---\n# A\n- b", "# A\n  - b"),
    Case("footnotes are content", "[^1]: text\n    - a\n\n- b[^1]", "- b"),
    Case("definitions are not items", "- a\n\n[x]: /u\n- [y]: /v\n- b", "- a\n- [y]: /v\n- b"),
    Case("titles are plain", "# *a* **b** `c*` \\*d &amp; &eacute; ##", "# a b c* *d & é"),
    Case("titles resolve links", "- [a](/u \"t\") [b][x] [x] [c] ![d](/i)\n\n[x]: /v", "- a b x [c] d"),
    Case("identifiers are not shown", "## A {#a-b_c}\n- b {#x}\n- c {not}", "## A\n  - b\n  - c {not}"),
    Case("the lines of a title are one, up to a hard break", "- a\n  b  \n  c\\\n  d\n\n  e", "- a b"),
    Case("a byte order mark is skipped", "\u{FEFF}# A", "# A"),
    Case("CRLF", "# A\r\n\r\n- b\r\n  c\r\n- d\r\n", "# A\n  - b c\n  - d"),
    Case("lone CR", "# A\r- b\r- c", "# A\n  - b\n  - c"),
    Case("tabs", "-\ta\n\t-\tb\n\t\t-\tc", "- a\n  - b\n    - c"),
    Case("NUL", "- a\0b\n- \0", "- a\u{FFFD}b\n- \u{FFFD}"),
    Case("a placeholder is not a tag", "- List<String> a <b>b</b>", "- List<String> a b"),
    Case("images without text", "# ![][image1]\n- ![](a.png)\n- b\n\n[image1]: <data:x>", "# image\n  - a.png\n  - b"),
    Case("a title may begin like a list", "# 1. Intro\n# - x", "# 1. Intro\n# - x"),
    Case("an item that is code is called by it", "- ```\n  a * b\n  ```\n- > q\n- c", "- a * b\n- q\n- c"),
    Case("an item that is HTML is called by its text", "- <div><b>a</b> &amp; b</div>\n- <!-- c -->\n", "- a & b\n-"),
    Case("nothing", "", ""),
  ]

  @Test(arguments: cases) func theTopicsAre(_ sample: Case) {
    let outline = Outline(sample.source)
    #expect(outline.drawing == sample.topics)
    #expect(outline.checkInvariants() == [])
  }
}
