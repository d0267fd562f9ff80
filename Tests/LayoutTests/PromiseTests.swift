import Fixtures
import Foundation
import Outline
import Testing

@testable import Layout

/// Nothing that a topic says is lost on the way to the pane, which `gloss export --format text` prints.
struct PromiseTests {
  private static func isSeparator(_ character: Character) -> Bool { !character.isLetter && !character.isNumber }

  /// Words of the text that no line of the pane holds, each once.
  static func lostWords(of outline: Outline, columns: Int) -> Set<String> {
    let layout = DetailLayout(DetailContent(outline: outline, topic: .root, rootTitle: "x", columns: columns))
    var shown: [UInt8] = []
    // Most words are whole in a line; the whole pane is searched for the others only.
    var words: Set<Substring> = []
    var position: DetailPosition? = layout.top
    while let place = position, let line = layout.line(at: place) {
      // A long word goes on in the next line.
      let text = line.text.text
      shown += text.utf8.filter { $0 > 0x20 }
      words.formUnion(text.split(whereSeparator: isSeparator))
      position = layout.position(after: place)
    }
    var lost: Set<String> = []
    let pane = String(decoding: shown, as: UTF8.self)
    for segment in outline.segments(of: .root) {
      for run in outline.richText(of: segment).runs {
        for word in run.text.split(whereSeparator: isSeparator) where !words.contains(word) && !pane.contains(word) {
          lost.insert(String(word))
        }
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

  // Minutes in a debug build, so on request only.
  @Test(
    .enabled(
      if: Corpus.realNotes != nil && ProcessInfo.processInfo.environment["GLOSS_TEST_CORPUS"] != nil,
      "GLOSS_TEST_CORPUS is not set, or the corpus is not there"))
  func everyWordOfRealNotesIsInThePane() throws {
    var characters = 0
    for file in Corpus.files {
      let outline = Outline(decoding: Array(try Data(contentsOf: file)))
      // Cells of wide tables are wrapped side by side, so words that are broken can't be put together.
      #expect(Self.lostWords(of: outline, columns: 5000) == [], "\(file.path)")
      characters += String(decoding: outline.bytes, as: UTF8.self).count
    }
    print("promise of the pane: \(Corpus.files.count) files, \(characters) characters, no word lost")
  }
}
