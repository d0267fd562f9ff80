import Outline
import Testing

@testable import Layout

/// Notes in the manner of their writers' programs, as the detail pane shows them.
struct NotesAsWrittenTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var source: String
    var lines: [String]
    init(_ name: String, _ source: String, _ lines: String...) {
      (testDescription, self.source, self.lines) = (name, source, lines)
    }
  }

  static let cases: [Case] = [
    // Tables
    Case(
      "more cells than columns", "| a | b |\n|---|---|\n| Alder | 40 | late delivery |", "a     │ b  │",
      "──────┼────┼──────────────", "Alder │ 40 │ late delivery"),
    Case("an empty cell without a blank", "|a|b|c|\n|-|-|-|\n|x||y|", "a │ b │ c", "──┼───┼──", "x │   │ y"),
    Case("an empty cell at the end is none", "|a|b|\n|-|-|\n|p|q| |", "a │ b", "──┼──", "p │ q"),
    Case(
      "more cells, in a quote", "> | a | b |\n> |-|-|\n> | 1 | 2 | **3** |", "│ a │ b │", "│ ──┼───┼──", "│ 1 │ 2 │ 3"),
    Case(
      "more cells, CRLF, a head without bars at its ends", "a | b\r\n--|--\r\n1 | 2 | 3\r\n", "a │ b │", "──┼───┼──",
      "1 │ 2 │ 3"),
    Case("a bar in code", "| a |\n|---|\n| `a \\| b` |", "a", "─────", "a | b"),
    Case(
      "a table right below text", "Prices:\n| a | b |\n|---|---|\n| 1 | 2 |", "Prices:", "", "a │ b", "──┼──", "1 │ 2"),
    Case(
      "a table below text in a quote", "> Quote\n> | q | r |\n> |---|---|\n> | 1 | 2 |", "│ Quote", "│", "│ q │ r",
      "│ ──┼──", "│ 1 │ 2"),
    Case(
      "a table below text in an item of a quote", "> - Item\n>   q | r\n>   --|--\n>   1 | 2", "│ • Item", "│",
      "│   q │ r", "│   ──┼──", "│   1 │ 2"),
    // Callouts
    Case("a callout with a title", "> [!NOTE] Read **first**\n> Plug in.", "│ Note · Read first", "│ Plug in."),
    Case("a callout of one's own", "> [!my-type|right]+ Custom", "│ My-type · Custom"),
    Case("a callout in a callout", "> [!tip]\n> a\n> > [!note] B\n> > c", "│ Tip", "│ a", "│", "│ │ Note · B", "│ │ c"),
    Case(
      "an admonition of colons", ":::tip[Do **this**]\nfirst\n\n- one\n:::\n\nafter", "│ Tip · Do this", "│ first", "│",
      "│ • one", "", "after"),
    Case(
      "an admonition of marks", "!!! note \"A\"\n    - wait\n\n    text\nafter", "│ Note · A", "│ • wait", "│",
      "│ text",
      "", "after"),
    Case("an admonition that folds, without a title", "??? warning\n    Hot.", "│ Warning", "│ Hot."),
    Case("colons that nothing closes", ":::note\ntext", ":::note text"),
    // Line breaks
    Case("ballots", "☐ passport\n☑ tickets", "☐ passport", "☑ tickets"),
    Case("keys", "Status: Draft\n**Owner:** Kim", "Status: Draft", "Owner: Kim"),
    Case("definitions", "Adit\n: A way in.\n\n    More of it.", "Adit", "  : A way in.", "", "    More of it."),
    Case("a tree", "src\n├── a\n│   └── b\n└── c\nend", "src", "├── a", "│   └── b", "└── c", "end"),
    Case(
      "prose", "Prose that is broken by hand where the line was full, at seventy columns or so,\nas editors do it.",
      "Prose that is broken by hand where the line was full, at", "seventy columns or so, as editors do it."),
    Case(
      "a short line between long ones",
      "This line is as long as the writer's lines are, and so it is full.\nThis one ends.\n"
        + "And a third that is about as long as the first one was.",
      "This line is as long as the writer's lines are, and so it is", "full. This one ends.",
      "And a third that is about as long as the first one was."),
    // HTML
    Case(
      "a table of HTML", "<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2<br>3</td></tr></table>", "a │ b",
      "──┼──", "1 │ 2", "  │ 3"),
    Case("rows without a head", "<table><tr><td>Mon<td>9<tr><td>Tue<td>10</table>", "Mon │ 9", "Tue │ 10"),
    Case("paragraphs", "<p>one</p><p>two</p>", "one", "two"),
    Case("Markdown in an aside", "<aside>\n💡 **Pack** [x](y)\n- a\n- b\n</aside>", "💡 Pack x", "• a", "• b"),
    Case("lists", "<ol start=3><li>a</li><li>b<ul><li>c</ul></ol>", "3. a", "4. b", "   • c"),
    Case("code", "<pre>\na &lt; b\n  c</pre>", "  a < b", "    c"),
    Case("an image", "<p><img src=\"a/b.png\" alt=\"A hill\"> <img src='c/d.png'></p>", "▣ A hill ▣ d.png"),
    // Links
    Case("wikilinks", "[[A|b]] [[C]] [[]] [[ ]] `[[D]]`", "b C [[]] [[ ]] [[D]]"),
    Case("a wikilink in a table", "| [[A\\|b]] |\n|---|", "b", "─"),
    Case("embeds", "![[dir/Rosa.png|80]] ![[B|c]]", "▣ Rosa.png ▣ c"),
    Case("targets with blanks", "[a](b c.md) ![d](e.png =30x40){.x}", "a ▣ d"),
    Case("an image behind a break", "x\n![a](p.png)\n![b](q.png)", "x ▣ a ▣ b"),
    Case("an image behind a kept break", "foo\\\n![c](p.png)", "foo", "▣ c"),
    // Words
    Case("marks", "a ==b== c==d==e; a ==> b ==> c, 这是==重==要", "a b c==d==e; a ==> b ==> c, 这是重要"),
    Case("names of Python", "__init__ and `__x__`, __two words__, __Note__", "__init__ and __x__, two words, Note"),
    Case("emphasis beside ideographs", "**要点：**摘要**“引”**用", "要点：摘要“引”用"),
    Case("comments and breaks", "a <!-- b --> c\nH2O<br> two", "a c", "H2O", "two"),
    Case("signs of tasks", "> - [x] a\n\n- [/] half\n- [1] text", "│ ☑ a", "", "[/] half", "• [1] text"),
  ]

  @Test(arguments: cases) func theyAreShownAsTheirWritersMeantThem(_ sample: Case) {
    let outline = Outline(parsing: Array(sample.source.utf8))
    let layout = DetailLayout(DetailContent(outline: outline, topic: .root, columns: 60))
    var lines: [String] = []
    var place: DetailPosition? = layout.top
    while let position = place, let line = layout.line(at: position) {
      var text = line.text.text
      while text.last == " " { text.removeLast() }
      lines.append(text)
      place = layout.position(after: position)
    }
    #expect(lines == sample.lines)
    #expect(outline.findFaults() == [])
  }

  /// Every verbatim span shows exactly the source that it names, so that quotations of it are pieces of the source.
  @Test(arguments: [8, 20, 60]) func everySpanIsWhereItSays(columns: Int) {
    for sample in Self.cases {
      let outline = Outline(parsing: Array(sample.source.utf8))
      let layout = DetailLayout(DetailContent(outline: outline, topic: .root, columns: columns))
      var place: DetailPosition? = layout.top
      while let position = place, let line = layout.line(at: position) {
        #expect(line.text.columns <= max(columns, 2), "\(sample.testDescription)")
        for span in line.text.spans where span.isVerbatim {
          let source = span.source.map(outline.sourceText)
          #expect(source == span.text, "\(sample.testDescription)")
        }
        place = layout.position(after: position)
      }
    }
  }
}
