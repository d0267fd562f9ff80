import Fixtures
import Foundation
import Testing

@testable import Outline

enum HTMLRule {
  /// Returns whether something that looks like a tag is text, by the rule of the program itself.
  static func isText(_ tag: String) -> Bool { HTML.isText(Array(tag.utf8)) }
}

/// The outline against an independent reading of the same files.
@Suite(.enabled(if: CMark.program != nil, "cmark-gfm is not installed"))
struct OracleTests {
  /// The counts of a comparison between readings of one or more files.
  struct Count {
    var compared = 0
    var equal = 0
    var explained: [String: Int] = [:]
    var unexplained: [String] = []
    /// The topics that each rule changes: their titles, their places in the tree, or whether there are any.
    var changed: [DialectRule: Int] = [:]

    mutating func explain(_ reason: String) { explained[reason, default: 0] += 1 }

    var report: String {
      let reasons = explained.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
      let rules = DialectRule.allCases.map { "\($0) \(changed[$0] ?? 0)" }.joined(separator: ", ")
      let number = explained.values.reduce(0, +)
      return "\(compared) topics compared, \(equal) equal, \(number) explained (\(reasons)), "
        + "\(unexplained.count) unexplained; topics changed by rules: \(rules)"
    }
  }

  @Test func everyFileIsReadAsTheOracleReadsIt() throws {
    let corpus = ProcessInfo.processInfo.environment["GLOSS_ORACLE"] == "all" ? Corpus.files : Corpus.distinct
    let files = try corpus.map { Array(try Data(contentsOf: $0)) }
    let oracle = try CMark.topics(of: files.map(Self.asCommonMark))
    var count = Count()
    for (number, bytes) in files.enumerated() {
      Self.compare(Outline(parsing: bytes), oracle[number], corpus[number].lastPathComponent, &count)
    }
    print("corpus: \(files.count) files, \(count.report)")
    #expect(count.unexplained.isEmpty, "\(count.unexplained.prefix(60).joined(separator: "\n"))")
    #expect(count.compared > (Corpus.realNotes == nil ? 100 : 20_000))
  }

  @Test(.enabled(if: !Corpus.specification.isEmpty, "the specification is not there"))
  func everyExampleOfTheSpecificationIsReadAsTheOracleReadsIt() throws {
    let examples = Corpus.specification
    let oracle = try CMark.topics(of: examples.map(Self.asCommonMark))
    var count = Count()
    for (number, bytes) in examples.enumerated() {
      Self.compare(Outline(parsing: bytes), oracle[number], "example \(number + 1)", &count)
    }
    print("specification: \(examples.count) examples, \(count.report)")
    #expect(count.unexplained.isEmpty, "\(count.unexplained.prefix(60).joined(separator: "\n"))")
    #expect(examples.count > 600)
  }

  /// The file as the oracle is given it, which knows no front matter, its lines emptied, and none of the rules for what
  /// people write: their patches covered.
  private static func asCommonMark(_ bytes: [UInt8]) -> [UInt8] {
    let outline = Outline(parsing: bytes)
    var bytes = outline.storage.covered ?? bytes
    guard let range = outline.frontMatter?.ints else { return bytes }
    for at in range where bytes[at] != 0x0A && bytes[at] != 0x0D { bytes[at] = 0x20 }
    return bytes
  }

  private static func compare(_ outline: Outline, _ oracle: [CMark.Topic], _ file: String, _ count: inout Count) {
    let ours = outline.indices.dropFirst().map { $0 }
    var theirs = outline.linesOfFile(oracle)[...]
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
        } else if first.title.isEmpty, !title.isEmpty {
          count.explain("first line of what has no title")
        } else if first.title.contains("[[") {
          count.explain("[[wikilink]]")
        } else if let rule = outline.rule(inTitleOf: index) {
          count.explain("title with \(rule)")
        } else if isNextLoose, first.title.hasPrefix(title) {
          count.explain("title before loose bullets")
        } else if let rule = outline.ruleOfTitle(record),
          first.title.replacing("[", with: "").prefix(4) == title.prefix(4) || rule != "kept break"
        {
          count.explain(rule)
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
    for rule in DialectRule.allCases where outline.storage.patches.all.contains(where: { $0.rule == rule }) {
      let strict = Outline(parsing: outline.bytes, without: [rule], parallelism: Parallelism(other: .never))
      count.changed[rule, default: 0] += outline.numberOfTopics(otherThanIn: strict)
    }
    for topic in theirs {
      count.compared += 1
      count.unexplained.append("\(file):\(topic.line): only there: level \(topic.level) depth \(topic.depth)")
    }
  }
}

extension Outline {
  /// The first rule that has patched a topic's first paragraph or what is between its marker and that.
  fileprivate func rule(inTitleOf topic: TopicIndex) -> DialectRule? {
    storage.patches.overlapping(self[topic].marker.int..<firstSegment(of: topic).range.upperBound.int).first?.rule
  }

  /// The oracle's topics with the lines of the file, where patches cover line breaks.
  fileprivate func linesOfFile(_ topics: [CMark.Topic]) -> [CMark.Topic] {
    guard let covered = storage.covered else { return topics }
    let starts = Outline(parsing: covered).storage.tables.lines.starts
    return topics.map { topic in
      var topic = topic
      topic.line = line(at: ByteOffset(Int(starts[min(max(topic.line, 1), starts.count) - 1]))).int
      return topic
    }
  }

  /// Returns the number of topics that have no counterpart of the same line, depth, kind and title in another reading
  /// of the file, or are missing from this one.
  fileprivate func numberOfTopics(otherThanIn other: Outline) -> Int {
    func keys(_ outline: Outline) -> Set<String> {
      Set(
        outline.indices.map {
          "\(outline[$0].line) \(outline[$0].depth) \(outline.kind(of: $0)) \(outline.title(of: $0))"
        })
    }
    return max(keys(self).subtracting(keys(other)).count, keys(other).subtracting(keys(self)).count)
  }

  /// The rule by which a title is read otherwise than CommonMark reads it; nil where none speaks of it.
  fileprivate func ruleOfTitle(_ record: Record) -> String? {
    withBytes { bytes in
      let range = Int(record.titleStart)..<Int(record.titleEnd)
      if KeptBreaks.titleEnd(of: range, in: bytes) < range.upperBound { return "kept break" }
      var fragment = FragmentSource()
      fragment.append(range, of: bytes)
      let markup = fragment.coverInlineMarkup()
      if markup.links.contains(where: { $0.link.kind != .link }) { return "wikilink" }
      if !markup.highlights.isEmpty { return "highlight" }
      if fragment.bytes != Array(bytes.buffer[range]) { return "name as typed, emphasis beside ideographs" }
      let isLoose = range.dropLast(2).contains { at in
        bytes[at] == 0x5D && LooseTarget(at: at + 2, before: range.upperBound, in: bytes) != nil
      }
      if isLoose { return "target with blanks" }
      let html = String(decoding: bytes.buffer[range], as: UTF8.self)
      return html.contains("<br") || html.contains("<img") || html.contains("-->") ? "break, image or comment" : nil
    }
  }
}
