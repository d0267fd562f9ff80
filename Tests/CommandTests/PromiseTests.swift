import Fixtures
import Foundation
import ProgramHarness
import Testing

/// Nothing in a note is invisible: what the text export of a note says is found by `gloss search`.
struct CommandPromiseTests {
  @Test(arguments: ["vault", "page", "page-of-html", "lecture", "answer", "garden", "speisen"])
  func everyLineOfTheTextIsFound(name: String) throws {
    let place = try TemporaryHome()
    let file = Corpus.fixtures.appending(path: name + ".md")
    try place.write(String(decoding: try Data(contentsOf: file), as: UTF8.self), to: "note.md")
    try place.write("# Other\n\nnothing\n", to: "other.md")
    let text = try place.gloss("export", "--format", "text", "--columns", "1000", "note.md").output
    // The first line is the file's name.
    let lines = text.split(separator: "\n").dropFirst().map { line -> [Substring] in
      line.split { !$0.isLetter && !$0.isNumber }.filter { $0.count > 1 }
    }.filter { !$0.isEmpty }
    #expect(lines.count > 5)
    for words in lines {
      let query = words.map { "\"\($0)\"" }.joined(separator: " ")
      let outcome = try place.gloss("search", query, ".", "-l")
      let found = outcome.lines.map { $0.replacing("./", with: "") }
      #expect(found.contains("note.md"), "\(query): \(outcome.errors)")
    }
  }
}
