import Fixtures
import Foundation
import Outline
import Testing

@testable import Layout

/// Nothing that a topic says is lost on the way to the pane, which `gloss export --format text` prints.
struct PromiseTests {
  private static func isSeparator(_ character: Character) -> Bool { !character.isLetter && !character.isNumber }

  /// Words of the text that no line of the pane holds, each once.
  /// - Complexity: O(length); words that are broken between cells are looked for in short panes only.
  static func lostWords(of outline: Outline, columns: Int) -> Set<String> {
    let layout = DetailLayout(DetailContent(outline: outline, topic: .root, rootTitle: "x", columns: columns))
    var shown: [UInt8] = []
    var words: Set<String> = []
    // The end of the last line, with which a long word may go on.
    var rest = ""
    var position: DetailPosition? = layout.top
    while let place = position, let line = layout.line(at: place) {
      let text = line.text.text
      shown += text.utf8.filter { $0 > 0x20 }
      let parts = text.split(whereSeparator: isSeparator).map(String.init)
      words.formUnion(parts)
      if let first = parts.first { words.insert(rest + first) }
      if let last = parts.last { rest = parts.count == 1 ? rest + last : last }
      position = layout.position(after: place)
    }
    let pane = shown.count < 20_000 ? String(decoding: shown, as: UTF8.self) : ""
    var lost: Set<String> = []
    for segment in outline.segments(of: .root) {
      for block in outline.richText(of: segment).blocks {
        var runs = block.runs
        if case .table(let table) = block.kind { runs = table.rows.flatMap { $0.flatMap { $0 } } }
        for word in runs.flatMap({ $0.text.split(whereSeparator: isSeparator) })
        where !words.contains(String(word)) && !pane.contains(word) { lost.insert(String(word)) }
      }
    }
    return lost
  }

  static let samples = [
    "---\ntitle: Trip\ntags: [a]\n---\n# Visit {#v}\n\nuse <output> and $a_1$\n\n> [!note] Look\n> here",
    "- a\n  id:: 64aa\n  :LOGBOOK:\n  CLOCK: 1\n  :END:\n- TODO b ^c1\n  1. c\n\n- [x] d",
    "!!! note \"Title\"\n    one\n\n    | a | b |\n    |---|---|\n    | c | d | e |\n\n    ??? tip\n        two",
    "Term\n: One\n\n    more\n\n[^1]: foot\n\ntext[^1]\n\n[Kim]: says\n\n![[a.png]] ![](b.png) ![c](d.png)",
    "<table><tr><td>Mon</td><td>9</td></tr></table>\n\n<details><summary>Sum</summary>\n\n- x\n\n</details>",
    "$$\nx\n# y\n$$\n\n```py\ncode\n```\n\n#+BEGIN_QUOTE\nquoted\n#+END_QUOTE\n\n    indented",
  ]

  @Test(arguments: samples, [1000, 60, 24]) func everyWordOfATopicIsInThePane(source: String, columns: Int) {
    #expect(Self.lostWords(of: Outline(parsing: Array(source.utf8)), columns: columns) == [])
  }

  // Real notes take minutes in a debug build, so they are read on request only.
  @Test func everyWordOfRealNotesIsInThePane() throws {
    var characters = 0
    let isAll = ProcessInfo.processInfo.environment["GLOSS_TEST_CORPUS"] != nil
    let files = isAll ? Corpus.files : Corpus.files.filter { $0.path.hasPrefix(Corpus.fixtures.path) }
    for file in files {
      let outline = Outline(decoding: Array(try Data(contentsOf: file)))
      // Cells of wide tables are wrapped side by side, so words that are broken can't be put together.
      #expect(Self.lostWords(of: outline, columns: 5000) == [], "\(file.path)")
      characters += String(decoding: outline.bytes, as: UTF8.self).count
    }
    print("promise of the pane: \(files.count) files, \(characters) characters, no word lost")
  }
}
