import Outline
import Testing

@testable import Export

/// Returns the content of the article on a page with just this file.
private func body(of file: AnnotatedFile, resolve: @escaping HTMLExport.Resolver = { _, _ in nil }) -> String {
  let page = HTMLExport(title: "t", files: [file], resolve: resolve).page()
  guard let start = page.ranges(of: "<article id=\"top\"").first?.upperBound,
    let first = page[start...].firstIndex(of: "\n"), let end = page.ranges(of: "</article>").last?.lowerBound
  else { return page }
  return String(page[page.index(after: first)..<end])
}

@Suite struct HTMLExportTests {
  @Test func topicsNestAsInTheSource() {
    let body = body(of: Fixture("# A\n\ntext\n\n- b\n  1. c\n  2. d\n\n  more of b\n- e\n\n## F\n").file())
    #expect(
      body == """
        <section id="a" class="chapter">
        <h1>A</h1>
        <p>text</p>
        <ul>
        <li id="L5"><p>b</p>
        <ol>
        <li id="L6" value="1"><p>c</p>
        </li>
        <li id="L7" value="2"><p>d</p>
        </li>
        </ol>
        <p>more of b</p>
        </li>
        <li id="L10"><p>e</p>
        </li>
        </ul>
        <section id="f" class="chapter">
        <h2>F</h2>
        </section>
        </section>

        """)
  }

  @Test func annotationsAreNumberedAtTheirWords() {
    let fixture = Fixture("- Dicts are **very fast** now\n")
      .annotating("Dicts are very fast now", quoting: "fast** now", "<b>how</b>?\nso", id: "1", type: .question)
      .replying(to: "1", "hashing", id: "2")
    let body = body(of: fixture.file())
    let reference =
      "<sup class=\"note open type-question\"><a id=\"r1\" href=\"#n1\" aria-label=\"annotation 1\">1</a></sup>"
    #expect(body.contains("<strong>very <mark>fast</mark></strong><mark> now</mark>\(reference)</p>"))
    #expect(body.contains("<aside id=\"n1\" class=\"note open type-question\" aria-label=\"annotation 1\">"))
    #expect(
      body.contains("question · open · 2026-03-02 18:22 · Ada (ada)</header>\n<blockquote>fast** now</blockquote>"))
    #expect(body.contains("<div class=\"reply level1\">\n<header>reply · 2026-03-02 18:22 · Ada (ada)</header>"))
    #expect(body.contains("<li value=\"1\" class=\"note open type-question\">"))
  }

  @Test func annotationsHaveTheirMarkdown() {
    let fixture = Fixture("# A\n").annotating(
      "A", "see **bold** and `x`\nnext line\n\n- one\n- two\n\n```\ncode\n```\n# not a chapter")
    let body = body(of: fixture.file())
    for part in [
      "see <strong>bold</strong> and <code>x</code><br>\nnext line", "<span class=\"marker\">• </span><p>one</p>",
      "<code>code", "<p><strong>not a chapter</strong></p>",
    ] {
      #expect(body.contains(part))
    }
    #expect(body.ranges(of: "<h1>").count == 1)
  }

  @Test func annotationOfATopicIsNumberedAtItsTitle() {
    let body = body(of: Fixture("# A\n\ntext\n").annotating("A", "x").file())
    #expect(body.contains("<h1>A<sup class=\"note open type-note\">"))
  }

  @Test(arguments: [
    ("[x](javascript:alert(1))", "<a>x</a>"), ("[x](data:text/html,y)", "<a>x</a>"),
    ("[x](https://a.example/?q=1&r)", "<a href=\"https://a.example/?q=1&amp;r\">x</a>"),
    ("[x](other.md#y)", "<a href=\"other.md#y\">x</a>"), ("[x](#nowhere)", "<a>x</a>"),
    ("![alt](pic.png)", "<a class=\"image\" href=\"pic.png\">alt</a>"),
    ("`<i>`", "<code>&lt;i&gt;</code>"), ("a & b", "a &amp; b"),
  ])
  func nothingInTheNotesRuns(source: String, html: String) {
    #expect(body(of: Fixture(source + "\n").file()).contains(html))
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
        >   1. deep

      """
    #expect(
      body(of: Fixture(source).file()) == """
        <ul>
        <li id="L1"><p>code</p>
        <pre tabindex="0"><code class="language-swift">let a = &quot;&lt;&quot;</code></pre>
        <table>
        <tr><th scope="col">a</th><th scope="col" class="center">b</th></tr>
        <tr><td>1</td><td class="center">2</td></tr>
        </table>
        <blockquote>
        <p>quoted</p>
        <ul><li><p>one</p>
        </li>
        <li><p>two</p>
        <ol><li value="1"><p>deep</p>
        </li></ol>
        </li></ul>
        </blockquote>
        </li>
        </ul>

        """)
  }

  @Test func pageStandsByItself() {
    let page = HTMLExport(title: "a & b", files: [Fixture("# x\n").file(), Fixture("# y\n").file(named: "o.md")]).page()
    #expect(page.hasPrefix("<!DOCTYPE html>\n") && page.hasSuffix("</html>\n"))
    #expect(page.contains("<title>a &amp; b</title>"))
    #expect(page.contains("prefers-color-scheme: dark"))
    #expect(page.contains("default-src 'none'"))
    #expect(page.contains("<p class=\"file\">o.md</p>"))
    #expect(!page.contains("src=") && !page.contains("<script"))
  }

  @Test func foldedTopicsOpenByTheirFirstLine() {
    let outline = Fixture("- a\n  - b\n- c\n").outline
    let file = AnnotatedFile(
      name: "n.md", outline: outline, annotations: [], placements: [], folded: [TopicIndex(1)])
    #expect(body(of: file).contains("<li id=\"L1\"><details><summary><p>a</p>\n</summary>\n<ul>\n<li id=\"L2\">"))
    #expect(body(of: file).contains("</ul>\n</details>\n</li>\n<li id=\"L3\">"))
  }

  @Test func partOfAFileHasTheTitlesAboveIt() {
    let outline = Fixture("# A\n\ntext\n\n## B\n\nb\n\n### C\n\nc\n\n## D\n\nd\n").outline
    let topic = outline.indices.first { outline.title(of: $0) == "C" } ?? .root
    let file = AnnotatedFile(
      name: "n.md", outline: outline, annotations: [], placements: [],
      scope: ExportScope([topic], of: outline, withBranches: true))
    #expect(
      body(of: file) == """
        <section id="a" class="chapter">
        <h1>A</h1>
        <section id="b" class="chapter">
        <h2>B</h2>
        <section id="c">
        <h3>C</h3>
        <p>c</p>
        </section>
        </section>
        </section>

        """)
  }

  @Test func filtersCountWhatIsThere() {
    let fixture = Fixture("# A\n\n# B\n").annotating("A", "x", id: "1", type: .question)
      .annotating("B", "y", id: "2", resolved: true)
    let page = HTMLExport(title: "t", files: [fixture.file()]).page()
    for label in ["open (1)", "resolved (1)", "question (1)", "note (1)"] { #expect(page.contains(label)) }
    #expect(page.contains("body:has(#show-resolved:not(:checked)) :is(aside, sup, .endnotes li).resolved"))
    let single = HTMLExport(title: "t", files: [Fixture("# A\n").annotating("A", "x").file()]).page()
    #expect(!single.contains("<fieldset"))
  }
}

@Suite struct HTMLSiteTests {
  private var files: [AnnotatedFile] {
    [
      Fixture("# Tools\n\n[there](../b.md#part)\n\n## Tools\n").file(named: "a/one two.md"),
      Fixture("# B\n\n## Part\n\n- [[one two]]\n- x\n").file(named: "b.md"),
      Fixture("# C\n").file(named: "index.md"), Fixture("# D\n").file(named: "b.markdown"),
    ]
  }

  private func pages(_ resolve: @escaping HTMLExport.Resolver) -> [String: String] {
    var pages: [String: String] = [:]
    HTMLExport(title: "notes", files: files, resolve: resolve).site { pages[$0.name] = $0.html }
    return pages
  }

  @Test func everyNoteHasAPageOfItsOwn() {
    let pages = pages { _, _ in nil }
    #expect(
      pages.keys.sorted() == ["a/one two.html", "b.html", "b.markdown.html", "index.html", "index.md.html"])
    #expect(pages["index.html"]?.contains("<a href=\"a/one%20two.html\">a/one two.md</a>") == true)
    #expect(pages["index.html"]?.contains("<a href=\"a/one%20two.html#tools-1\">Tools</a>") == true)
  }

  @Test func linksLeadFromPageToPage() {
    let files = files
    let part = files[1].outline.indices.first { files[1].outline.title(of: $0) == "Part" } ?? .root
    let pages = pages { link, _ in
      link.destination == "one two" ? ExportTarget(file: 0, topic: .root) : ExportTarget(file: 1, topic: part)
    }
    #expect(pages["a/one two.html"]?.contains("<a href=\"../b.html#part\">there</a>") == true)
    #expect(pages["b.html"]?.contains("<a class=\"wikilink\" href=\"a/one%20two.html\">one two</a>") == true)
    #expect(pages["a/one two.html"]?.contains("<a href=\"../index.html\">Contents</a>") == true)
  }

  @Test func onOnePageIdsNameTheFile() {
    let page = HTMLExport(title: "t", files: files) { _, _ in ExportTarget(file: 1, topic: TopicIndex(2)) }.page()
    #expect(
      page.contains("<section id=\"b.md-part\">") || page.contains("<section id=\"b.md-part\" class=\"chapter\">"))
    #expect(page.contains("<a href=\"#b.md-part\">there</a>"))
    #expect(page.contains("<article id=\"a/one-two.md-top\""))
  }

  @Test(arguments: [
    ("b.html", "a/c.html", "../b.html"), ("a/b.html", "a/c.html", "b.html"), ("a/b.html", "c.html", "a/b.html"),
    ("a/b/c.html", "a/d/e.html", "../b/c.html"), ("x.html", "", "x.html"),
  ])
  func addressesAreRelative(path: String, page: String, address: String) {
    #expect(HTMLAddresses.relative(path, to: page) == address)
  }
}
