import Foundation
import Outline
import Testing

@testable import Export

/// What a note says is in every export of it.
struct PromiseTests {
  private static func words(_ text: String) -> Set<String> {
    Set(text.split(whereSeparator: { !$0.isLetter && !$0.isNumber }).map(String.init))
  }

  private static func shownWords(of outline: Outline) -> Set<String> {
    var shown: Set<String> = []
    for segment in outline.segments(of: .root) {
      for block in outline.richText(of: segment).blocks where block.kind != .calloutTitle {
        var runs = block.runs
        if case .table(let table) = block.kind { runs = table.rows.flatMap { $0.flatMap { $0 } } }
        for run in runs where run.isVerbatim { shown.formUnion(words(run.text)) }
      }
    }
    return shown
  }

  /// Text between the tags of a page, with something else in the place of each.
  private static func text(ofPage page: String, tag: String) -> String {
    var text = ""
    var isInTag = false
    for character in page {
      if character == "<" {
        isInTag = true
        text += tag
      } else if character == ">" {
        isInTag = false
      } else if !isInTag {
        text.append(character)
      }
    }
    return text.replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&amp;", with: "&")
      .replacing("&quot;", with: "\"").replacing("&#39;", with: "'")
  }

  static let samples = [
    "---\ntitle: Trip\ntags: [exam]\n---\n# Visit {#v}\n\nuse <output> and $a_1$\n\n> [!note] Look\n> here\n",
    "- first\n  id:: 64aa\n  :LOGBOOK:\n  CLOCK: 12\n  :END:\n- TODO then ^c1\n  12. twelve\n\n- [x] done\n- [/] half\n",
    "!!! note \"Title\"\n    one\n\n    | aa | bb |\n    |---|---|\n    | cc | dd | ee |\n\n    ??? tip\n        two\n",
    "Term\n: One\n\n    more\n\n[^1]: foot\n\ntext[^1]\n\n[Kim]: says\n\n![[aa.png]] ![](bb.png) ![cc](dd.png) [](ee.md)\n",
    "<table><tr><td>Mon</td><td>19</td></tr></table>\n\n<details><summary>Sum</summary>\n\n- xx\n\n</details>\n\n<h2>Head</h2>\n",
    "$$\nx\n# y\n$$\n\n```py\ncode\n```\n\n#+BEGIN_QUOTE\nquoted\n#+END_QUOTE\n\n    indented\n\n<?php echo 1 ?>\n\n<!-- open\n",
  ]

  @Test(arguments: samples) func everyWordIsInEveryExport(source: String) {
    let outline = Outline(parsing: Array(source.utf8))
    let shown = Self.shownWords(of: outline)
    #expect(shown.count > 4)
    let file = Fixture(source).file()
    let page = HTMLExport(title: "t", files: [file], resolve: { _, _ in nil }).page()
    // Cells are apart, and words with stress in them are whole.
    let pageWords = Self.words(Self.text(ofPage: page, tag: "") + " " + Self.text(ofPage: page, tag: " "))
    #expect(shown.subtracting(pageWords) == [])
    let document = MarkdownExport.document(file)
    #expect(document.starts(with: source.utf8.dropLast()))
    var opml = ""
    OPML.write(outline, name: nil) { opml += $0 }
    let titles = outline.indices.map { outline.title(of: $0) }.joined(separator: " ")
    #expect(Self.words(titles).subtracting(Self.words(opml)) == [])
  }
}
