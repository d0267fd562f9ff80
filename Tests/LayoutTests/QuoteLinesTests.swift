import Outline
import Testing
import TextWidth

@testable import Layout

@Suite struct QuoteLinesTests {
  private func lines(
    _ then: String?, _ now: String?, columns: Int, number: Int? = nil, ascii: Bool = false
  ) -> [[TextSpan]] {
    var quote = QuotedWords()
    quote.number = number
    let options = LayoutOptions(glyphs: ascii ? .ascii : .unicode)
    return QuoteLines(columns: columns, options: options).lines(of: quote, then: then, now: now)
  }

  private func texts(_ lines: [[TextSpan]]) -> [String] { lines.map { $0.map(\.text).joined() } }

  @Test(
    "Long words lose their middle, and stay on one line",
    arguments: [
      ("short", 20, "\u{201C}short\u{201D}"), ("abcdefghijklmnop", 12, "\u{201C}abcde\u{2026}mnop\u{201D}"),
      ("漢字漢字漢字漢字", 12, "\u{201C}漢字\u{2026}漢字\u{201D}"), ("a\u{1B}[2Jb", 20, "\u{201C}a\u{241B}[2Jb\u{201D}"),
      ("abcdef", 3, "\u{201C}a\u{201D}"),
    ]) func cuts(words: String, columns: Int, shown: String)
  {
    #expect(texts(lines(nil, words, columns: columns)) == [shown])
  }

  @Test("No line is wider than its box, whatever the words and the width") func fits() {
    let texts = [
      "one two three four five", "one 2 three for five", "漢字を読む本", "漢字を書く本", String(repeating: "x", count: 90),
    ]
    for columns in 1...60 {
      for then in texts {
        for now in texts {
          for line in lines(then, now, columns: columns, number: 12) {
            let taken = line.reduce(0) { $0 + TextWidth.standard.columns(of: $1.text) }
            #expect(taken <= max(columns, 10), "\(columns): \(line.map(\.text))")
          }
        }
      }
    }
  }

  @Test("What differs is marked, then struck, now strong") func differs() {
    let shown = lines("need perfect hashes", "need good hashes", columns: 40)
    #expect(texts(shown) == ["then need perfect hashes", "now  need good hashes"])
    #expect(shown[0].first { $0.text == "perfect" }?.emphasis == [.strong, .strikethrough])
    #expect(shown[1].first { $0.text == "good" }?.emphasis == .strong)
    #expect(shown[0].first { $0.text == "need " }?.emphasis == .plain)
  }

  @Test("Of long texts, what is around the changes is shown") func longChanges() {
    let many = (1...60).map { "word\($0)" }
    var changed = many
    changed[30] = "other"
    let shown = texts(lines(many.joined(separator: " "), changed.joined(separator: " "), columns: 50))
    #expect(shown.count == 2)
    #expect(shown[0].contains("word31") && shown[1].contains("other"))
    #expect(shown.allSatisfy { $0.contains("\u{2026}") && $0.count <= 50 })
  }

  @Test("Changes that take many lines are cut after the third") func manyChanges() {
    let one = (1...60).map { "left\($0)" }.joined(separator: " ")
    let other = (1...60).map { "right\($0)" }.joined(separator: " ")
    let shown = texts(lines(one, other, columns: 40))
    #expect(shown.count == 6)
    #expect(shown[2].hasSuffix("\u{2026}") && shown[5].hasSuffix("\u{2026}"))
  }

  @Test("Texts that are the same are shown once; in ASCII, with its quotes and numbers") func same() {
    #expect(texts(lines("as it was", "as it was", columns: 40)) == ["\u{201C}as it was\u{201D}"])
    #expect(texts(lines(nil, "words", columns: 40, number: 12, ascii: true)) == ["[12] \"words\""])
    #expect(texts(lines(nil, "words", columns: 40, number: 12)) == ["\u{B9}\u{B2} \u{201C}words\u{201D}"])
  }
}
