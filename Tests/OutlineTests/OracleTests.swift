import Foundation
import Testing

@testable import Outline

enum HTMLRule {
  /// What looks like a tag and is none is text, here as there.
  static func isText(_ tag: String) -> Bool { HTML.isText(Array(tag.utf8)) }
}

/// The outline against an independent reading of the same files.
@Suite(.enabled(if: CMark.program != nil && Corpus.folder != nil))
struct OracleTests {
  /// How the readings of one or more files compare.
  struct Count {
    var compared = 0
    var equal = 0
    var explained: [String: Int] = [:]
    var unexplained: [String] = []

    mutating func explain(_ reason: String) { explained[reason, default: 0] += 1 }

    var report: String {
      let reasons = explained.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
      let number = explained.values.reduce(0, +)
      return "\(compared) topics compared, \(equal) equal, \(number) explained (\(reasons)), "
        + "\(unexplained.count) unexplained"
    }
  }

  @Test func everyFileIsReadAsTheOracleReadsIt() throws {
    let corpus = ProcessInfo.processInfo.environment["GLOSS_ORACLE"] == "all" ? Corpus.files : Corpus.distinct
    let files = try corpus.map { Array(try Data(contentsOf: $0)) }
    let oracle = try CMark.topics(of: files.map(Self.withoutFrontMatter))
    var count = Count()
    for (number, bytes) in files.enumerated() {
      Self.compare(Outline(parsing: bytes), oracle[number], corpus[number].lastPathComponent, &count)
    }
    print("corpus: \(files.count) files, \(count.report)")
    #expect(count.unexplained.isEmpty, "\(count.unexplained.prefix(60).joined(separator: "\n"))")
    #expect(count.compared > 20_000)
  }

  @Test func everyExampleOfTheSpecificationIsReadAsTheOracleReadsIt() throws {
    let text = String(decoding: try Corpus.bytes("commonmark-spec.txt"), as: UTF8.self)
    let fence = String(repeating: "`", count: 32)
    let examples = text.components(separatedBy: fence + " example").dropFirst().map { part in
      let body = part.components(separatedBy: "\n" + fence)[0]
      let source = body.components(separatedBy: "\n.\n")[0].drop { $0 != "\n" }.dropFirst()
      return Array(source.replacing("→", with: "\t").utf8)
    }
    let oracle = try CMark.topics(of: examples.map(Self.withoutFrontMatter))
    var count = Count()
    for (number, bytes) in examples.enumerated() {
      Self.compare(Outline(parsing: bytes), oracle[number], "example \(number + 1)", &count)
    }
    print("specification: \(examples.count) examples, \(count.report)")
    #expect(count.unexplained.isEmpty, "\(count.unexplained.prefix(60).joined(separator: "\n"))")
    #expect(examples.count > 600)
  }

  /// The file as the oracle is given it, which knows no front matter: its lines emptied.
  private static func withoutFrontMatter(_ bytes: [UInt8]) -> [UInt8] {
    guard let range = Outline(parsing: bytes).frontMatter?.ints else { return bytes }
    var bytes = bytes
    for at in range where bytes[at] != 0x0A && bytes[at] != 0x0D { bytes[at] = 0x20 }
    return bytes
  }

  private static func compare(_ outline: Outline, _ oracle: [CMark.Topic], _ file: String, _ count: inout Count) {
    let ours = outline.indices.dropFirst().map { $0 }
    var theirs = oracle[...]
    for (place, index) in ours.enumerated() {
      count.compared += 1
      let topic = outline[index]
      let record = outline.storage.records[index.int]
      let level = if case .heading(let level) = topic.kind { level } else { 0 }
      let title = outline.title(of: index)
      if let first = theirs.first, first.line == topic.line.int, first.level == level, first.depth == topic.depth {
        theirs.removeFirst()
        // An empty item that interrupts a paragraph may be md4c's own reading.
        let next = place + 1 < ours.count ? outline.storage.records[ours[place + 1].int] : nil
        let isNextLoose = next.map { $0.flags.contains(.loose) || $0.titleStart == $0.titleEnd } ?? false
        if title == first.title {
          count.equal += 1
        } else if first.borrowed != nil, first.title.isEmpty {
          count.explain("item that is a \(first.borrowed ?? "")")
        } else if first.title.contains("{#") {
          count.explain("{#id}")
        } else if isNextLoose, first.title.hasPrefix(title) {
          count.explain("title before loose bullets")
        } else {
          count.unexplained.append(
            "\(file):\(topic.line.int): title \(title.debugDescription) but \(first.title.debugDescription)")
        }
      } else if record.flags.contains(.loose) || (title.isEmpty && theirs.first?.line != topic.line.int) {
        let glyph = if case .item(.bullet(let glyph), _) = topic.kind { glyph } else { Unicode.Scalar("1") }
        count.explain(glyph.value > 127 ? "\(glyph) list" : "loose bullet")
      } else {
        let other = theirs.first.map { "line \($0.line) level \($0.level) depth \($0.depth)" } ?? "nothing"
        count.unexplained.append("\(file):\(topic.line.int): level \(level) depth \(topic.depth) but \(other)")
        if let first = theirs.first, first.line <= topic.line.int { theirs.removeFirst() }
      }
    }
    for topic in theirs {
      count.compared += 1
      count.unexplained.append("\(file):\(topic.line): only there: level \(topic.level) depth \(topic.depth)")
    }
  }
}
