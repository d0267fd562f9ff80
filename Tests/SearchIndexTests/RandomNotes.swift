import Seeding

/// Notes and queries by chance, of few different letters, so that much of it meets.
struct RandomNotes {
  var random: Seeded

  init(seed: UInt64) { random = Seeded(seed: seed) }

  private static let pieces = [
    "abc", "bca", "cab", "abcabc", "ba", "c", "**ab**c", "a*b*c", "ab&amp;ca", "caf&eacute;", "café", "CAFÉ",
    "[abc](bca)s",
    "`ab`c", "<b>ab</b>ca", "a\\_bc", "a_b_c", "[[abc|bca]]", "![ab](c.png)", "generators", "generator", "colour",
    "color",
    "Häuser", "Haus", "straße", "1986", "12", "http://abc.bca/cab", "#abc", "#abc/cab", "~~ab~~c", "==ab==c", "日本語",
    "e\u{301}te\u{301}", "so\u{AD}ft", "don’t", "a.b", "a-b-c", "<!-- abc -->", "&#97;bc", "$a_{bc}$", "]](", "[[", "&",
  ]
  private static let starts = ["# ", "## ", "- ", "  - ", "1. ", "> ", "", "", "| a | ", "    ", "- [ ] ", "```\n"]

  mutating func text(lines: Int) -> String {
    (0..<lines).map { _ in
      let words = (0..<Int.random(in: 0...5, using: &random)).map { _ in pick(Self.pieces) }
      return pick(Self.starts) + words.joined(separator: Bool.random(using: &random) ? " " : "")
    }.joined(separator: "\n")
  }

  mutating func query() -> String {
    let words = [
      "abc", "bca", "abcab", "ab", "\"abc bca\"", "cafe", "été", "generators", "colour", "haus", "strasse", "#abc",
      "tag:abc", "title:abc", "text:cab", "-abc", "abc OR 1986", "(cab OR ba) -c", "/ab+c/", "/[ab]c/", "/abc|x/",
      "/^- abc/", "/a.c/i", "/abca*/", "level:2", "has:link cab", "1986", "日本語", "soft", "don't", "a_bc", "abc,bca",
      "\"b-c\"", "case:yes CAF", "is:todo", "nothere", "xyzzy -abc", "http://abc", "amp", "eacute", "café", "in:abc ba",
    ]
    return (0..<Int.random(in: 1...2, using: &random)).map { _ in pick(words) }.joined(separator: " ")
  }

  private mutating func pick<Value>(_ values: [Value]) -> Value {
    values[Int.random(in: 0..<values.count, using: &random)]
  }
}
