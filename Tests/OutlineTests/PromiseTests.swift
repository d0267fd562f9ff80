import Fixtures
import Foundation
import Testing

@testable import Outline

/// Nothing in a note is invisible: what the parser takes for text is shown by some topic.
struct PromiseTests {
  private static let cases =
    TagTests.cases + TagTests.blocks + MathTests.cases + NestingTests.cases + MetadataTests.frontMatter
    + MetadataTests.comments + MetadataTests.properties + MetadataTests.definitions + MetadataTests.markers
    + BoxTests.cases + CombinedTests.html + CombinedTests.links + CombinedTests.blocks + LineTests.lines
    + LineTests.heads + LineTests.markup

  @Test(arguments: 0..<10) func nothingOfLongNotesIsLost(part: UInt64) {
    for seed in part * 30..<part * 30 + 30 {
      var random = Random(seed: seed)
      let source = (0..<6).compactMap { _ in Self.cases.randomElement(using: &random)?.source }.joined(
        separator: "\n\n")
      #expect(Outline(source).lostText() == [], "seed \(seed): \(source.debugDescription)")
      #expect(Outline(source).findFaults() == [], "seed \(seed): \(source.debugDescription)")
    }
  }

  /// Words, marks and pieces of lines in any order.
  @Test(arguments: 0..<10) func nothingOfRandomBytesIsLost(part: UInt64) {
    for seed in part * 100..<part * 100 + 100 {
      let outline = Outline(parsing: PropertyTests.source(seed: seed))
      let source = String(decoding: outline.bytes, as: UTF8.self)
      #expect(outline.lostText() == [], "seed \(seed): \(source.debugDescription)")
    }
  }

  @Test func nothingOfNotesOfEachKindIsLost() {
    let cases = Self.cases
    for (number, sample) in cases.enumerated() {
      #expect(Outline(sample.source).lostText() == [], "\(sample.testDescription)")
      // In an item, in a quote, and below another.
      let other = cases[(number + 7) % cases.count].source
      let lines = sample.source.split(separator: "\n", omittingEmptySubsequences: false)
      for source in [
        "- x\n\n" + lines.map { "  " + $0 }.joined(separator: "\n"), lines.map { "> " + $0 }.joined(separator: "\n"),
        sample.source + "\n\n" + other, "\t" + sample.source, sample.source.replacing("\n", with: "\r"),
      ] {
        let outline = Outline(source)
        #expect(outline.lostText() == [], "\(source.debugDescription)")
        #expect(outline.findFaults() == [], "\(source.debugDescription)")
      }
    }
  }

  @Test func nothingOfRealNotesIsLost() throws {
    var count = (files: 0, bytes: 0)
    for file in Corpus.distinct {
      let bytes = Array(try Data(contentsOf: file))
      count = (count.files + 1, count.bytes + bytes.count)
      #expect(Outline(decoding: bytes).lostText() == [], "\(file.path)")
    }
    print("promise: \(count.files) files, \(count.bytes) bytes, nothing lost")
  }
}
