import Fixtures
import Foundation
import Outline
import Testing

@testable import Search

/// Every word that a topic shows is found in it, by the searcher that `/` and `gloss search` use.
struct PromiseTests {
  /// Words of the rendered text that are not found in the topic that shows them.
  ///
  /// - Parameter step: Of the distinct words, every how many-eth is looked for.
  static func wordsNotFound(in outline: Outline, step: Int = 1) throws -> Set<String> {
    var topics: [String: Set<TopicIndex>] = [:]
    for segment in outline.segments(of: .root) {
      let rich = outline.richText(of: segment)
      let text = rich.blocks.map { block -> String in
        // What another block is called is found there.
        let runs = block.runs.filter { run in
          run.isVerbatim || !(run.link.map { rich.links[$0].destination.hasPrefix("#^") } ?? false)
        }
        guard case .table(let table) = block.kind else {
          return runs.map(\.text).joined(separator: block.kind == .calloutTitle ? " " : "")
        }
        return table.rows.map { $0.map { $0.map(\.text).joined() }.joined(separator: " ") }.joined(separator: " ")
      }.joined(separator: " ")
      for word in text.split(whereSeparator: { !$0.isLetter && !$0.isNumber }) where word.count > 1 {
        topics[String(word), default: []].insert(segment.topic)
      }
    }
    var lost: Set<String> = []
    for (number, word) in topics.keys.sorted().enumerated() where number % step == 0 {
      let searcher = FileSearcher(try Query(parsing: "\"\(word)\""))
      let found = Set(searcher.hits(in: outline, nil, facts: FileFacts()).map { $0.topic })
      if let topic = topics[word]?.subtracting(found).min() { lost.insert("\(word) in \(outline.title(of: topic))") }
    }
    return lost
  }

  @Test(arguments: [
    "---\ntitle: Trip\ntags: [exam]\n---\n# Visit {#v}\n\nuse <output> and $a_1$\n\n> [!note] Look\n> here",
    "- first\n  id:: 64aa\n  :LOGBOOK:\n  CLOCK: 12\n  :END:\n- TODO then ^c1\n  12. twelve\n\n- [x] done",
    "!!! note \"Title\"\n    one\n\n    | aa | bb |\n    |---|---|\n    | cc | dd | ee |\n\n    ??? tip\n        two",
    "Term\n: One\n\n    more\n\n[^1]: foot\n\ntext[^1]\n\n[Kim]: says\n\n![[aa.png]] ![](bb.png) ![cc](dd.png)",
    "<table><tr><td>Mon</td><td>19</td></tr></table>\n\n<details><summary>Sum</summary>\n\n- xx\n\n</details>",
    "**bo**ld caf&eacute; AT&amp;T [the map](http://a.b) now\n\n<p>More <b>about</b> fuses</p>\n\n1986. A year",
    "- {{embed ((64aa1f3e-0000-0000-0000-000000000001))}}\n- target\n  id:: 64aa1f3e-0000-0000-0000-000000000001",
  ])
  func whatIsShownIsFound(source: String) throws {
    let lost = try Self.wordsNotFound(in: Outline(parsing: Array(source.utf8)))
    #expect(lost == [], "\(lost)")
  }

  // Real notes take minutes in a debug build, so they are read on request only.
  @Test func whatNotesShowIsFound() throws {
    let isAll = ProcessInfo.processInfo.environment["GLOSS_TEST_CORPUS"] != nil
    let files = isAll ? Corpus.files : Corpus.files.filter { $0.path.hasPrefix(Corpus.fixtures.path) }
    for file in files {
      let outline = Outline(decoding: Array(try Data(contentsOf: file)))
      let lost = try Self.wordsNotFound(in: outline, step: max(1, outline.bytes.count / 20_000))
      #expect(lost == [], "\(file.path)")
    }
  }
}
