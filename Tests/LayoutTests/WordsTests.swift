import Foundation
import Outline
import Testing

@testable import Layout

/// The words of the detail pane against those of an independent reading of the same files.
@Suite(.enabled(if: PlainTextOracle.program != nil && Corpus.folder != nil))
struct WordsTests {
  struct Count {
    var files = 0
    var words = 0
    var equal = 0
    var explained: [String: Int] = [:]
    var unexplained: [String] = []

    var report: String {
      let reasons = explained.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
      return "\(files) texts, \(words) words, \(equal) equal, others: \(reasons); \(unexplained.count) unexplained"
    }
  }

  @Test func theWordsOfTheSpecificationsExamplesAreThere() throws {
    let count = try Self.compare(try Corpus.examples().enumerated().map { ("example \($0 + 1)", $1) })
    print("specification: \(count.report)")
    #expect(count.unexplained.isEmpty, "\(count.unexplained.prefix(80).joined(separator: "\n"))")
    #expect(count.files > 600)
  }

  /// Every fifth file; `GLOSS_ORACLE=all` takes all.
  @Test func theWordsOfRealNotesAreThere() throws {
    let takesAll = ProcessInfo.processInfo.environment["GLOSS_ORACLE"] == "all"
    let files = Corpus.files.enumerated().filter { takesAll || $0.offset % 5 == 0 }.map(\.element)
    let count = try Self.compare(try files.map { ($0.lastPathComponent, Array(try Data(contentsOf: $0))) })
    print("corpus: \(count.report)")
    #expect(count.unexplained.isEmpty, "\(count.unexplained.prefix(80).joined(separator: "\n"))")
    #expect(count.words > 10_000)
  }

  private static func compare(_ files: [(name: String, bytes: [UInt8])]) throws -> Count {
    let oracle = try PlainTextOracle.texts(of: files.map { withoutFrontMatter($0.bytes) })
    var count = Count()
    for (file, theirs) in zip(files, oracle) {
      let shown = Shown(file.bytes)
      #expect(shown.controls == 0, "\(file.name): a control character is shown")
      count.files += 1
      compare(shown, theirs, in: file.name, source: String(decoding: file.bytes, as: UTF8.self), &count)
    }
    return count
  }

  private static func compare(
    _ shown: Shown, _ text: String, in file: String, source: String, _ count: inout Count
  ) {
    let theirs = words(of: text)
    let ours = words(of: shown.text)
    count.words += theirs.count
    var onlyOurs = bag(ours)
    var onlyTheirs: [String] = []
    for word in theirs {
      if let left = onlyOurs[word], left > 0 {
        onlyOurs[word] = left - 1
        count.equal += 1
      } else {
        onlyTheirs.append(word)
      }
    }
    var html = bag(words(of: shown.html))
    for (word, number) in onlyOurs.sorted(by: { $0.key < $1.key }) {
      for _ in 0..<number {
        if let left = html[word], left > 0 {
          html[word] = left - 1
          count.explained["text of HTML", default: 0] += 1
        } else {
          count.unexplained.append("\(file): only shown: \(word)")
        }
      }
    }
    count.unexplained += onlyTheirs.map { "\(file): not shown: \($0)" }
  }

  private static func bag(_ words: [String]) -> [String: Int] { words.reduce(into: [:]) { $0[$1, default: 0] += 1 } }

  /// Letters and digits between blanks.
  private static func words(of text: String) -> [String] {
    text.split(whereSeparator: \.isWhitespace).compactMap { word in
      let scalars = word.unicodeScalars.filter { $0.properties.isAlphabetic || $0.properties.numericType != nil }
      return scalars.isEmpty ? nil : String(String.UnicodeScalarView(scalars))
    }
  }

  /// The file as the oracle is given it, which knows no front matter: its lines emptied.
  private static func withoutFrontMatter(_ bytes: [UInt8]) -> [UInt8] {
    guard let range = Outline(parsing: bytes).frontMatter?.ints else { return bytes }
    var bytes = bytes
    for at in range where bytes[at] != 0x0A && bytes[at] != 0x0D { bytes[at] = 0x20 }
    return bytes
  }
}

/// All that the detail pane shows of a file.
private struct Shown {
  /// Without what the layout adds.
  var text = ""
  /// What of that stands in HTML.
  var html = ""
  var controls = 0

  init(_ bytes: [UInt8]) {
    let outline = Outline(parsing: bytes)
    let layout = DetailLayout(
      DetailContent(outline: outline, topic: .root, rootTitle: "", columns: 100_000, annotations: [:]))
    var position: DetailPosition? = layout.top
    while let place = position, let line = layout.line(at: place) {
      for span in line.text.spans {
        controls += span.text.unicodeScalars.count { $0.properties.generalCategory == .control }
        guard span.source != nil else {
          if !span.text.allSatisfy({ $0.isLetter || $0.isNumber }) { text += " " }
          continue
        }
        text += span.text
        if span.look == .html { html += span.text }
      }
      text += "\n"
      html += "\n"
      position = layout.position(after: place)
    }
  }
}
