import Seeding
import Testing

@testable import Search

@Suite struct RegularExpressionTests {
  /// Everything that an expression finds in `range`, one match after the other.
  private func matches(
    _ pattern: String, _ options: String, in bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>
  ) throws -> [Range<Int>] {
    let compiled = try CompiledPattern(RegularExpression(pattern: pattern, options: options))
    var found: [Range<Int>] = []
    var at = range.lowerBound
    while at < range.upperBound, let match = compiled.first(in: bytes, at..<range.upperBound) {
      found.append(match)
      at = match.upperBound
    }
    return found
  }

  @Test(
    "Passing by lines without the letters of an expression changes nothing",
    arguments: [
      ("abc", ""), ("a+bcd?", ""), ("[ab]+cab", ""), ("^abc", ""), ("abc$", "i"), ("bca?\\s*", ""), (".*abc.*", "i"),
      ("cab[^x]", ""), ("\\babc\\b", ""), ("a.cab", "s"), ("ask", "i"), ("a{2}bca{0,2}", ""), ("x*", ""), ("éab", ""),
    ])
  func lines(pattern: String, options: String) throws {
    for seed in UInt64(1)...200 {
      var random = Seeded(seed: seed)
      let letters = Array("aaabbbccc\n\n ABSKſéx\u{212A}")
      var text = String(
        (0..<Int.random(in: 0...120, using: &random)).map { _ in letters.randomElement(using: &random) ?? "a" })
      if seed % 20 == 0 { text += String(repeating: "ab ", count: 30_000) + "abcab" }
      try text.withUTF8 { bytes in
        var start = Int.random(in: 0...bytes.count, using: &random)
        while start < bytes.count, bytes[start] & 0xC0 == 0x80 { start += 1 }
        for range in [0..<bytes.count, start..<bytes.count] {
          // A group keeps lines from being passed by, and has them matched one by one.
          let plain = try matches("(?:\(pattern))", options, in: bytes, range)
          #expect(try matches(pattern, options, in: bytes, range) == plain, "\(pattern), seed \(seed)")
        }
      }
    }
  }
}
