import Testing

@testable import Search

@Suite struct NeedleTests {
  @Test(arguments: [
    ("hash", "a Hash map", "Hash"),
    ("Hash", "a hash map", "hash"),
    ("Hash", "HASH Hash", "HASH"),
    ("resume", "my résumé", "résumé"),
    ("resume", "my re\u{301}sume\u{301}.", "re\u{301}sume\u{301}"),
    ("résumé", "my resume", "resume"),
    ("résumé", "RÉSUMÉ", "RÉSUMÉ"),
    ("résumé", "my re\u{301}sume\u{301}", "re\u{301}sume\u{301}"),
    ("oder", "Öder", "Öder"),
    ("smorrebrod", "Smørrebrød", "Smørrebrød"),
    ("αθηνα", "Αθήνα", "Αθήνα"),
    ("ещё", "еще", "еще"),
    ("еще", "Ещё", "Ещё"),
    ("don't", "I don’t", "don’t"),
    ("日本", "在日本語", "日本"),
    ("ｗｉｄｅ", "wide", "wide"),
    ("foo bar", "foo\n    bar", "foo\n    bar"),
    ("foo bar", "a *foo* **bar**", "foo* **bar"),
    ("foo bar", "> foo\n> bar", "foo\n> bar"),
    ("foo bar", "foobar", nil),
    ("foo bar", "foo*bar", nil),
    ("__init__", "the \\_\\_init\\_\\_ method", "_\\_init\\_\\_"),
    ("a\\b", "a\\b", "a\\b"),
    ("soft", "so\u{AD}ft", "so\u{AD}ft"),
    ("bold", "some **bo**ld text", "bo**ld"),
    ("café", "a caf&eacute; in", "caf&eacute;"),
    ("été", "l'&eacute;t&#xe9;", "&eacute;t&#xe9;"),
    ("AT&T", "AT&amp;T", "AT&amp;T"),
    ("AT&T", "AT&T", "AT&T"),
    ("&amp;", "AT&amp;T", "&amp;"),
    ("see the map now", "see [the map](http://x.y/(z)) now", "see [the map](http://x.y/(z)) now"),
    ("the map here", "[the map][1] here", "the map][1] here"),
    ("http://x.y", "see [the map](http://x.y) now", "http://x.y"),
    ("about fuses", "<p>More <b>about</b> fuses", "about</b> fuses"),
    ("one two", "one<br>two", "one<br>two"),
    ("call her", "Call [[Rosa|her]]", "Call [[Rosa|her"),
    ("x", "", nil),
    ("ab", "a", nil),
    ("aab", "aaab", "aab"),
  ])
  func aWordIsFoundAsAReaderWouldFindIt(word: String, text: String, expected: String?) throws {
    let needle = try #require(Needle(word))
    #expect(found(needle, in: text) == expected)
  }

  @Test(arguments: ["", " ", "\u{301}", "\u{200B}"])
  func nothingIsNotLookedFor(word: String) {
    #expect(Needle(word) == nil)
  }

  @Test func brokenBytesAreHarmless() throws {
    let needle = try #require(Needle("é"))
    for bytes: [UInt8] in [[0xC3], [0xC3, 0x28], [0xFF, 0xC3, 0xA9, 0xC3], [0xE2, 0x80], [0xF0, 0x9F, 0x98]] {
      bytes.withUnsafeBufferPointer { buffer in
        let found = Haystack(bytes: buffer).first(needle, in: 0..<buffer.count)?.range
        #expect(found == (bytes.count == 4 && bytes[0] == 0xFF ? 1..<3 : nil))
      }
    }
  }

  @Test func everyRangeOfATextIsSearchedWithoutLookingOutside() throws {
    let text = Array("aé\\*ab cd".utf8)
    for word in ["a", "é", "*ab", "ab cd", "b", "d"] {
      let needle = try #require(Needle(word))
      text.withUnsafeBufferPointer { buffer in
        for start in 0...buffer.count {
          for end in start...buffer.count {
            guard let found = Haystack(bytes: buffer).first(needle, in: start..<end)?.range else { continue }
            #expect(found.lowerBound >= start && found.upperBound <= end && !found.isEmpty)
          }
        }
      }
    }
  }

  @Test(arguments: [
    ("map", "a map.", MatchQuality.wholeWord),
    ("map", "a mapping", .prefix),
    ("map", "a bitmap", .substring),
    ("map", "**map**s", .wholeWord),
    ("*", "a*b", .wholeWord),
    ("本", "日本語", .wholeWord),
    ("map", "bitmap mapping map", .wholeWord),
    ("map", "map", .everything),
  ])
  func wholeWordsFitBest(word: String, text: String, quality: MatchQuality) throws {
    let needle = try #require(Needle(word))
    var text = text
    let best = text.withUTF8 {
      Haystack(bytes: $0).best(needle, in: 0..<$0.count, isShown: { _, _ in true })
    }
    #expect(best?.quality == quality)
  }

  private func found(_ needle: Needle, in text: String) -> String? {
    var text = text
    return text.withUTF8 { buffer in
      Haystack(bytes: buffer).first(needle, in: 0..<buffer.count)
        .map { String(decoding: buffer[$0.range], as: UTF8.self) }
    }
  }
}
