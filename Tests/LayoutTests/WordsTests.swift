import Fixtures
import Foundation
import Testing

@testable import Layout
@testable import Outline

/// The words of the detail pane against those of an independent reading of the same files.
@Suite(.enabled(if: PlainTextOracle.program != nil, "cmark-gfm is not installed"))
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

  @Test(.enabled(if: !Corpus.specification.isEmpty, "the specification is not there"))
  func theWordsOfTheSpecificationsExamplesAreThere() throws {
    let count = try Self.compare(Corpus.specification.enumerated().map { ("example \($0 + 1)", $1) })
    print("specification: \(count.report)")
    #expect(count.unexplained.isEmpty, "\(count.unexplained.prefix(80).joined(separator: "\n"))")
    #expect(count.files > 600)
  }

  /// Every fifth of the real notes; `GLOSS_ORACLE=all` takes all.
  @Test func theWordsOfRealNotesAreThere() throws {
    let takesAll = ProcessInfo.processInfo.environment["GLOSS_ORACLE"] == "all"
    let files = Corpus.files.enumerated().filter { number, file in
      takesAll || number % 5 == 0 || file.path.hasPrefix(Corpus.fixtures.path)
    }.map(\.element)
    let count = try Self.compare(try files.map { ($0.lastPathComponent, Array(try Data(contentsOf: $0))) })
    print("corpus: \(count.report)")
    #expect(count.unexplained.isEmpty, "\(count.unexplained.prefix(80).joined(separator: "\n"))")
    #expect(count.words > (Corpus.realNotes == nil ? 500 : 10_000))
  }

  /// A source without the attributes in braces behind images, which are no text.
  private static func withoutAttributes(_ bytes: [UInt8]) -> [UInt8] {
    Array(String(decoding: bytes, as: UTF8.self).replacing(/\)\{:[^{}\n]*\}/, with: ")").utf8)
  }

  private static func compare(_ files: [(name: String, bytes: [UInt8])]) throws -> Count {
    let oracle = try PlainTextOracle.texts(of: files.map { withoutAttributes(withoutFrontMatter($0.bytes)) })
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
      if take(word, from: &onlyOurs) { count.equal += 1 } else { onlyTheirs.append(word) }
    }
    var missing = onlyTheirs[...]
    if let known = exceptions[file] {
      for word in known.ours { onlyOurs[word, default: 1] -= 1 }
      missing.removeAll { known.theirs.contains($0) }
      count.explained[known.reason, default: 0] += known.ours.count
    }
    var html = bag(words(of: shown.html))
    var images = bag(words(of: shown.images))
    for (word, number) in onlyOurs.sorted(by: { $0.key < $1.key }) {
      for _ in 0..<max(0, number) {
        if take(word, from: &html) {
          count.explained["text of HTML", default: 0] += 1
        } else if take(word, from: &images) {
          count.explained["name of an image that has no description", default: 0] += 1
        } else if shown.patched.contains(word) || shown.patched.contains(word.uppercased()) {
          count.explained["on a line that rules for dialects read", default: 0] += 1
        } else {
          count.unexplained.append("\(file): only shown: \(word)")
        }
      }
    }
    var (boxes, numbers) = (shown.boxes, shown.numbers)
    for word in missing {
      if word == "x", boxes > 0 {
        boxes -= 1
        count.explained["task box", default: 0] += 1
      } else if Int(word) != nil, numbers > 0 {
        numbers -= 1
        count.explained["number of an item", default: 0] += 1
      } else if shown.patched.contains(word) {
        count.explained["on a line that rules for dialects read", default: 0] += 1
      } else if word == "embed" {
        count.explained["name of a macro", default: 0] += 1
      } else {
        count.unexplained.append("\(file): not shown: \(word)")
      }
    }
  }

  /// The examples for which the oracle reads an older specification, or takes for a tag what HTML does not know.
  private static let exceptions: [String: (ours: [String], theirs: [String], reason: String)] = [
    "example 28": (["87654321"], [], "reference of eight digits"),
    "example 143": (["ruby", "startline3"], [], "words behind a fence"),
    "example 146": (["aa"], [], "words behind a fence"),
    "example 175": (["foo"], [], "HTML that nothing ends"),
    "example 203": (["barbaz"], ["baz"], "tag that HTML does not know"),
    "example 486": (["targetmd"], [], "link without words"),
    "example 496": (["ac"], [], "address that begins like a tag"),
    "example 493": (["linkfoo"], ["link"], "tag that HTML does not know"),
    "example 522": (["foo", "uri2"], ["foouri2"], "link in the description of an image"),
    "lecture.md": (["Warning", "firsttlb"], ["warning", "first1"], "name of a box, and of a footnote"),
    "vault.md": (
      ["Note", "Quote", "coverspng"], ["note", "quote", "coverspng120", "Austerlitzthe"], "name of a box, and an embed"
    ),
    "page-of-html.md": (
      ["day", "where", "Mon", "Porto", "Tue", "Braga", "socks", "shoes"], ["socksshoes"], "cells and lines of HTML"
    ),
  ]

  private static func take(_ word: String, from bag: inout [String: Int]) -> Bool {
    guard let left = bag[word], left > 0 else { return false }
    bag[word] = left - 1
    return true
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
  /// The parts of that from HTML, and those that replace images.
  var html = ""
  var images = ""
  /// Task boxes, and numbers of items.
  var boxes = 0
  var numbers = 0
  var controls = 0
  /// The letters and digits of lines that rules for dialects read otherwise than CommonMark, up to blank ones.
  var patched = ""

  init(_ bytes: [UInt8]) {
    let outline = Outline(parsing: bytes)
    for patch in outline.storage.patches.all {
      let lines = outline.lines(of: Range(offsets: patch.range))
      var last = lines.upperBound
      while last.int < outline.lineCount, !outline.range(ofLine: LineNumber(last.int + 1)).isEmpty {
        last = LineNumber(last.int + 1)
      }
      patched += outline.text(ofLines: lines.lowerBound...last).filter { $0.isLetter || $0.isNumber }
    }
    // Attributes of links are not shown.
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") where line.contains("){") {
      patched += line.filter { $0.isLetter || $0.isNumber }
    }
    let layout = DetailLayout(
      DetailContent(outline: outline, topic: .root, rootTitle: "", columns: 100_000, annotations: [:]))
    var position: DetailPosition? = layout.top
    while let place = position, let line = layout.line(at: place) {
      for span in line.text.spans {
        controls += span.text.unicodeScalars.count { $0.properties.generalCategory == .control }
        if span.style == .taskBox(isDone: true) { boxes += 1 }
        if span.style == .marker, span.text.contains(where: \.isNumber) { numbers += 1 }
        // What the oracle is not given.
        if let head = outline.frontMatter, let source = span.source, head.overlaps(source) { continue }
        guard span.source != nil else {
          if !span.text.allSatisfy({ $0.isLetter || $0.isNumber }) { text += " " }
          continue
        }
        text += span.text
        if span.emphasis.contains(.html) { html += span.text }
        if span.link?.kind == .image { images += span.text }
      }
      text += "\n"
      html += "\n"
      images += "\n"
      position = layout.position(after: place)
    }
  }
}
