import Terminal
import Testing

@Suite struct PasteTests {
  private let start = "\u{1B}[200~"
  private let end = "\u{1B}[201~"

  @Test("A paste of megabytes in pieces comes out whole")
  func large() {
    let text = String(repeating: "Zeile mit Ümlaut und \u{1B}[20 darin\r\n", count: 40_000)
    let bytes = Array((start + text + end).utf8)
    var feed = Feed()
    for first in stride(from: 0, to: bytes.count, by: 4093) {
      feed.send(bytes[first..<min(first + 4093, bytes.count)])
      let isPasting = feed.machine.isPasting
      #expect(isPasting == (first + 4093 < bytes.count))
    }
    #expect(feed.take() == [.paste(text)])
  }

  @Test("A paste whose end does not come is over after a second of silence") func endless() {
    var feed = Feed()
    feed.send(start + "lost")
    feed.pass(.milliseconds(900))
    feed.send(" words")
    feed.pass(.milliseconds(900))
    #expect(feed.take() == [])
    feed.pass(.milliseconds(100))
    #expect(feed.take() == [.paste("lost words")])
    feed.send("j")
    feed.pass(.seconds(1))
    #expect(feed.take() == [.key(Key("j"))])
  }

  @Test("^C ends a paste whose end does not come, and is no key; in the paste itself it is text") func interrupted() {
    var feed = Feed()
    feed.send(start + "lost\u{03} words")
    feed.pass(.milliseconds(200))
    feed.send("\u{03}")
    #expect(feed.take() == [.paste("lost\u{03} words")])
    feed.send("\u{03}")
    #expect(feed.take() == [.key(Key("c", .control))])
  }

  @Test("The rest of a paste that was given up is pasted, however late it comes", arguments: [1100, 3000, 9000])
  func late(milliseconds: Int) {
    var feed = Feed()
    feed.send(start + "first")
    feed.pass(.milliseconds(milliseconds))
    #expect(feed.take() == [.paste("first")])
    feed.send(" dd and a lot more of that text")
    feed.send("qqq" + end)
    feed.pass(.seconds(1))
    #expect(feed.take() == [.paste(" dd and a lot more of that textqqq")])
    feed.send("dd" + end)
    feed.pass(.seconds(1))
    #expect(feed.take() == [.key(Key("d")), .key(Key("d"))])
  }

  @Test(
    "Bytes that come with an end of a paste and before another end or start are pasted, too",
    arguments: [
      ("x\u{1B}[201~:q\r\u{1B}[201~", ["x", ":q\r"]), ("x\u{1B}[201~dd\u{1B}[200~y\u{1B}[201~", ["x", "dd", "y"]),
      ("\u{1B}[201~\u{1B}[201~dd\u{1B}[201~", ["", "dd"]), ("x\u{1B}[201~\u{1B}[200~y\u{1B}[201~", ["x", "y"]),
    ])
  func ownEnd(text: String, pasted: [String]) {
    let bytes = Array((start + text).utf8)
    for cut in bytes.indices {
      var feed = Feed()
      feed.send(bytes[..<cut])
      feed.pass(.milliseconds(10))
      feed.send(bytes[cut...])
      feed.pass(.seconds(1))
      #expect(feed.take() == pasted.map(TerminalEvent.paste), "cut at \(cut)")
      feed.send("j")
      #expect(feed.take() == [.key(Key("j"))])
    }
  }

  @Test("Keys that come with the end of a paste are keys") func keysBehind() {
    var feed = Feed()
    feed.send(start + "x" + end + "j\u{1B}[A")
    #expect(feed.take() == [.paste("x")])
    feed.pass(.milliseconds(250))
    #expect(feed.take() == [.key(Key("j")), .key(Key(.up))])
    feed.send(start + "x" + end)
    feed.pass(.milliseconds(25))
    feed.send("j")
    #expect(feed.take() == [.paste("x"), .key(Key("j"))])
  }
}
