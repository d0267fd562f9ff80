import Foundation
import Outline
import Seeding
import Testing

@testable import Search

private let ripgrep: String? = ["/usr/bin/rg", "/usr/local/bin/rg"].first {
  FileManager.default.isExecutableFile(atPath: $0)
}

/// Matches of words and of regular expressions are on the lines that ripgrep prints.
@Suite(.enabled(if: ripgrep != nil, "rg is not installed")) struct RipgrepTests {
  static let words: [String] = [
    "ab", "b*", "a.c", "_x", "[a]", "c`d", "AB", "- a", "# a", "1. b", "**a**b", "b abc", "&amp", "&", "x_x", "](u",
    "x",
  ]
  static let patterns: [String] = [
    "a.b", "^- ", "[ab]+c$", "\\bab\\b", "(a|x)b?", "x{2,}", "a\\s+b", "^\\s*\\d", "a*", "^", "[^a]b", "(?i)AB", "b$",
    "\\w+\\s\\w+", ".", "(ab)+", "\\*\\*", "^[^-]",
  ]

  @Test(arguments: 0..<12) func linesAreTheSame(seed: UInt64) throws {
    var random = Seeded(seed: seed)
    let text = Self.noise(lines: 150, &random)
    let outline = Outline(parsing: Array(text.utf8))
    let file = FileManager.default.temporaryDirectory.path + "/gloss-rg-\(UUID().uuidString).md"
    try Data(text.utf8).write(to: URL(fileURLWithPath: file))
    defer { try? FileManager.default.removeItem(atPath: file) }
    for word in Self.words {
      let wanted = try Self.lines(["-i", "-F"], word, file)
      let matcher = Matcher(try Query(parsing: "\"\(word)\""))
      let found = Self.lines(of: matcher, in: outline)
      #expect(wanted.isSubset(of: found), "\(word): \(wanted.subtracting(found))")
      // More is found only across markup.
      for line in found.subtracting(wanted) {
        let source = outline.text(ofLines: LineNumber(line)...LineNumber(line + 1))
        #expect(source.contains { "*_`~[]&<\\\n".contains($0) } || word.contains(" "), "\(word): \(source)")
      }
      #expect(Self.uncovered(wanted, by: matcher, in: outline).isEmpty, "\(word)")
    }
    for pattern in Self.patterns {
      let wanted = try Self.lines([], pattern, file)
      let matcher = Matcher(try Query(parsing: "/\(pattern)/"))
      let found = Self.lines(of: matcher, in: outline)
      // Empty matches count for nothing here.
      let nonempty =
        try pattern == "a*" || pattern == "^" ? Self.lines([], pattern == "^" ? "\\z." : "a+", file) : wanted
      #expect(found == nonempty, "\(pattern): \(found.symmetricDifference(nonempty).sorted().prefix(5))")
      #expect(Self.uncovered(nonempty, by: matcher, in: outline).isEmpty, "\(pattern)")
    }
  }

  /// The lines of `wanted` that are in no topic that is found, blank ones aside.
  private static func uncovered(_ wanted: Set<Int>, by matcher: Matcher, in outline: Outline) -> Set<Int> {
    let topics = Set(matcher.topics(in: outline).hits.map(\.topic))
    return wanted.filter { line in
      let range = outline.range(ofLine: LineNumber(line))
      let isBlank = outline.sourceText(range).allSatisfy(\.isWhitespace)
      let mark = range.lowerBound.int + outline.sourceText(range).prefix(while: \.isWhitespace).utf8.count
      return !isBlank && !topics.contains(outline.segment(at: ByteOffset(mark)).topic)
    }
  }

  private static func lines(of matcher: Matcher, in outline: Outline) -> Set<Int> {
    let whole = ByteOffset(0)..<ByteOffset(outline.bytes.count)
    return Set(
      matcher.ranges(in: outline, whole).flatMap { range in
        let lines = outline.lines(of: range)
        return Array(lines.lowerBound.int...lines.upperBound.int)
      })
  }

  private static func lines(_ options: [String], _ pattern: String, _ file: String) throws -> Set<Int> {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: ripgrep ?? "")
    process.arguments = ["-n", "--no-config", "--color", "never"] + options + ["-e", pattern, file]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return Set(text.split(separator: "\n").compactMap { Int($0.prefix { $0 != ":" }) })
  }

  private static func noise(lines: Int, _ random: inout Seeded) -> String {
    let pieces = [
      "ab", "b*", "a.c", "_x", "[a]", "c`d", "AB", "xx", "a b", "1 2", "**a**b", "abc", "&amp;", "x_x", "[a](u v)",
      "\\*",
    ]
    let starts = ["", "- ", "# ", "  - ", "1. ", "> ", "", "      ", "* ", "\t- "]
    return (0..<lines).map { _ in
      let words = (0..<Int(random.next() % 5)).map { _ in pieces[Int(random.next() % UInt64(pieces.count))] }
      return starts[Int(random.next() % UInt64(starts.count))]
        + words.joined(separator: random.next() % 2 == 0 ? " " : "")
    }.joined(separator: "\n") + "\n"
  }
}
