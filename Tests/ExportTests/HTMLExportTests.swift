import Testing

@testable import Export

@Suite struct HTMLExportTests {
  @Test func topicsNestAsInTheSource() {
    let body = HTMLExport.body(
      of: Fixture("# A\n\ntext\n\n- b\n  1. c\n  2. d\n\n  more of b\n- e\n\n## F\n").file(named: "n.md"))
    #expect(
      body == """
        <section id="n.md-L1">
        <h1>A</h1>
        <p>text</p>
        <ul>
        <li id="n.md-L5"><p>b</p>
        <ol>
        <li id="n.md-L6" value="1"><p>c</p>
        </li>
        <li id="n.md-L7" value="2"><p>d</p>
        </li>
        </ol>
        <p>more of b</p>
        </li>
        <li id="n.md-L10"><p>e</p>
        </li>
        </ul>
        <section id="n.md-L12">
        <h2>F</h2>
        </section>
        </section>

        """)
  }

  @Test func annotationsAreAsidesAndQuotationsAreMarked() {
    let fixture = Fixture("- Dicts are **very fast** now\n")
      .annotating("Dicts are very fast now", quoting: "fast** now", "<b>how</b>?\nso", id: "1", type: .question)
      .replying(to: "1", "hashing", id: "2")
    #expect(
      HTMLExport.body(of: fixture.file(named: "n.md")) == """
        <ul>
        <li id="n.md-L1"><p>Dicts are <strong>very <mark>fast</mark></strong><mark> now</mark></p>
        <aside class="level0 question">
        <header>question · open · 2026-03-02 18:22 · Ada (ada)</header>
        <blockquote>fast** now</blockquote>
        <p>&lt;b&gt;how&lt;/b&gt;?
        so</p>
        </aside>
        <aside class="level1">
        <header>reply · 2026-03-02 18:22 · Ada (ada)</header>
        <p>hashing</p>
        </aside>
        </li>
        </ul>

        """)
  }

  @Test(arguments: [
    ("[x](javascript:alert(1))", "<a>x</a>"), ("[x](data:text/html,y)", "<a>x</a>"),
    ("[x](https://a.example/?q=1&r)", "<a href=\"https://a.example/?q=1&amp;r\">x</a>"),
    ("[x](other.md#y)", "<a href=\"other.md#y\">x</a>"),
    ("![alt](pic.png)", "<a class=\"image\" href=\"pic.png\">alt</a>"),
    ("a <script>alert(1)</script>", "<p>a alert(1)</p>"), ("`<i>`", "<code>&lt;i&gt;</code>"),
    ("a & b", "a &amp; b"),
  ])
  func nothingInTheNotesRuns(source: String, html: String) {
    #expect(HTMLExport.body(of: Fixture(source + "\n").file()).contains(html))
  }

  @Test func blocksKeepTheirForm() {
    let source = """
      - code

        ```swift
        let a = "<"
        ```

        | a | b |
        |---|:-:|
        | 1 | 2 |

        > quoted
        > - one
        > - two

      """
    #expect(
      HTMLExport.body(of: Fixture(source).file(named: "n")) == """
        <ul>
        <li id="n-L1"><p>code</p>
        <pre><code class="language-swift">let a = &quot;&lt;&quot;</code></pre>
        <table>
        <tr><th>a</th><th class="center">b</th></tr>
        <tr><td>1</td><td class="center">2</td></tr>
        </table>
        <blockquote>
        <p>quoted</p>
        <ul><li><p>one</p>
        </li></ul>
        <ul><li><p>two</p>
        </li></ul>
        </blockquote>
        </li>
        </ul>

        """)
  }

  @Test func pageStandsByItself() {
    let page = HTMLExport.page(title: "a & b", files: [Fixture("# x\n").file(), Fixture("# y\n").file(named: "o.md")])
    #expect(page.hasPrefix("<!DOCTYPE html>\n") && page.hasSuffix("</html>\n"))
    #expect(page.contains("<title>a &amp; b</title>"))
    #expect(page.contains("prefers-color-scheme: dark"))
    #expect(page.contains("default-src 'none'"))
    #expect(page.contains("<p class=\"file\">o.md</p>"))
    #expect(!page.contains("src="))
  }
}
