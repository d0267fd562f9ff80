import CursesTerminal
import Seeding
import Terminal
import Testing

/// Bytes at moments, and the events that a machine makes of them.
struct Feed: ~Copyable {
  var machine: InputMachine
  var now = ContinuousClock.now
  var events: [TerminalEvent] = []

  init(term: String = "xterm-256color", utf8: Bool = true, timing: EscapeTiming = EscapeTiming()) {
    machine = InputMachine(term: term, utf8: utf8, timing: timing)
  }

  mutating func send(_ bytes: some Collection<UInt8>) { events += machine.receive(bytes, at: now) }
  mutating func send(_ text: String) { send(Array(text.utf8)) }

  mutating func pass(_ time: Duration) {
    now += time
    events += machine.advance(to: now)
  }

  /// The events so far, forgotten afterwards.
  mutating func take() -> [TerminalEvent] {
    defer { events = [] }
    return events
  }
}

extension [TerminalEvent] {
  /// The events as they are understood where an Escape can be taken back, and Alt keys are what they were meant to be.
  var settled: [TerminalEvent] {
    var result: [TerminalEvent] = []
    for event in self {
      switch event {
      case .escapeWithdrawn:
        #expect(result.last == .key(Key(.escape)))
        result.removeLast()
      case .keyAfterEscape(var key):
        #expect(result.last == .key(Key(.escape)))
        result.removeLast()
        key.modifiers.insert(.alt)
        result.append(.key(key))
      default: result.append(event)
      }
    }
    return result
  }
}

@Suite struct InputMachineTests {
  private func events(_ chunks: [ArraySlice<UInt8>], term: String = "xterm-256color", gap: Duration = .zero)
    -> [TerminalEvent]
  {
    var feed = Feed(term: term)
    for chunk in chunks {
      feed.send(chunk)
      feed.pass(gap)
    }
    feed.pass(.seconds(2))
    return feed.events
  }

  @Test("Bytes are decoded as what the keyboard meant", arguments: Sequences.cases)
  func decode(case given: Sequences.Case) {
    #expect(events([given.bytes[...]], term: given.term) == given.events)
  }

  @Test("Whatever came before, a key means the same", arguments: Sequences.cases)
  func sequences(case given: Sequences.Case) {
    let before = Array("j\u{1B}[A\u{1B}[<0;1;1M\u{1B}[200~x\u{1B}[201~".utf8)
    let expected = events([before[...]], term: given.term) + given.events
    var feed = Feed(term: given.term)
    feed.send(before)
    feed.pass(.milliseconds(30))
    feed.send(given.bytes)
    feed.pass(.seconds(2))
    #expect(feed.events == expected)
  }

  static let delays = [0, 40, 80, 150, 400]

  @Test(
    "Wherever reads cut the bytes, and however late the rest comes, the events are the same", arguments: Sequences.cases
  )
  func cuts(case given: Sequences.Case) {
    for escape in [25, 100] {
      for delay in Self.delays {
        let gap = Duration.milliseconds(delay)
        for cut in given.bytes.indices.dropFirst() {
          var feed = Feed(term: given.term, timing: EscapeTiming(escape: .milliseconds(escape)))
          feed.send(given.bytes[..<cut])
          feed.pass(gap)
          feed.send(given.bytes[cut...])
          feed.pass(.seconds(2))
          let found = feed.events.settled
          #expect(found == given.events || given.isAmbiguous(cutAt: cut), "cut at \(cut), \(delay) ms: \(found)")
        }
      }
    }
  }

  @Test("Bytes that come one by one, each late, are what they are at once", arguments: Sequences.cases)
  func slowly(case given: Sequences.Case) {
    for delay in Self.delays {
      var feed = Feed(term: given.term)
      for byte in given.bytes {
        feed.send([byte])
        feed.pass(.milliseconds(delay))
      }
      feed.pass(.seconds(2))
      let found = feed.events.settled
      #expect(found == given.events || given.isAmbiguous, "\(delay) ms: \(found)")
    }
  }

  @Test(
    "Escape and what begins sequences are keys by themselves after a while",
    arguments: [
      ("\u{1B}", "<Esc>", 25), ("\u{1B}[", "<A-[>", 1000), ("\u{1B}O", "<A-O>", 1000), ("\u{1B}]", "<A-]>", 1000),
      ("\u{1B}P", "<A-P>", 1000), ("\u{1B}_", "<A-_>", 1000), ("\u{1B}\u{1B}", "<Esc><Esc>", 25),
    ])
  func pending(text: String, notation: String, milliseconds: Int) throws {
    var feed = Feed()
    feed.send(text)
    feed.pass(.milliseconds(milliseconds - 1))
    #expect(feed.take() == [])
    feed.pass(.milliseconds(1))
    #expect(feed.take() == (try #require([Key](notation: notation))).map(TerminalEvent.key))
    let deadline = feed.machine.deadline
    #expect(deadline == nil)
    feed.pass(.seconds(2))
    feed.send("j")
    #expect(feed.take() == [.key(Key("j"))])
  }

  @Test(
    "The time for Escape is the configured one, else ESCDELAY, else longer at the far end of a line",
    arguments: [
      ([:], nil, 25), (["SSH_TTY": "/dev/pts/1"], nil, 100), (["SSH_CONNECTION": "a b"], nil, 100),
      (["MOSH_KEY": "x"], nil, 100), (["SSH_TTY": ""], nil, 25), (["SSH_TTY": "x", "ESCDELAY": "300"], nil, 300),
      (["ESCDELAY": "never"], nil, 25), (["ESCDELAY": "300"], 7, 7),
    ] as [([String: String], Int?, Int)])
  func delays(environment: [String: String], configured: Int?, milliseconds: Int) {
    let timing = EscapeTiming(environment: environment, configured: configured)
    #expect(timing.escape == .milliseconds(milliseconds))
  }

  @Test("Escape waits longer while an answer is awaited") func asking() {
    var feed = Feed()
    feed.machine.awaitsReplies = true
    feed.send("\u{1B}")
    feed.pass(.milliseconds(390))
    #expect(feed.take() == [])
    feed.send("[?1u")
    #expect(feed.take() == [.reply(.keyboardFlags(1))])
    feed.send("\u{1B}")
    feed.pass(.milliseconds(400))
    #expect(feed.take() == [.key(Key(.escape))])
  }

  @Test(
    "A key that comes behind an Escape is marked for a second, and then it is only a key",
    arguments: ["j", "d", "[", "]", "O", "P", "ä", "\r", "\u{7F}"])
  func keyAfterEscape(key: String) throws {
    for wait in [30, 900, 1100] {
      var feed = Feed()
      feed.send("\u{1B}")
      feed.pass(.milliseconds(25))
      #expect(feed.take() == [.key(Key(.escape))])
      feed.pass(.milliseconds(wait))
      feed.send(key)
      feed.pass(.seconds(1))
      var plain = Feed()
      plain.send(key)
      plain.pass(.seconds(1))
      guard case .key(let expected)? = plain.events.first else {
        Issue.record("\(key) is no key")
        return
      }
      #expect(feed.take() == (wait < 1000 ? [.keyAfterEscape(expected)] : [.key(expected)]))
      feed.send("r")
      #expect(feed.take() == [.key(Key("r"))])
    }
  }

  @Test(
    "Behind an Escape, commands of two keys that begin like sequences are these keys",
    arguments: ["[a", "]a", "[s", "]c"])
  func bracketsAfterEscape(keys: String) {
    for cut in [1, 2] {
      var feed = Feed()
      feed.send("\u{1B}")
      feed.pass(.milliseconds(200))
      feed.send(String(keys.prefix(cut)))
      feed.pass(.milliseconds(150))
      feed.send(String(keys.dropFirst(cut)))
      let scalars = Array(keys.unicodeScalars)
      #expect(feed.take() == [.key(Key(.escape)), .keyAfterEscape(Key(scalars[0])), .key(Key(scalars[1]))])
    }
  }

  @Test("With vim's keys, O behind Escape opens a line soon") func capitalO() {
    var timing = EscapeTiming()
    timing.expectsCommandsBehindEscape = true
    var feed = Feed(timing: timing)
    feed.send("\u{1B}")
    feed.pass(.milliseconds(60))
    feed.send("O")
    feed.pass(.milliseconds(100))
    #expect(feed.take() == [.key(Key(.escape)), .keyAfterEscape(Key("O"))])
    feed.send("A")
    #expect(feed.take() == [.key(Key("A"))])
  }

  @Test(
    "The beginning of a character or of a sequence that never ends is given up, and hides nothing",
    arguments: [[0xC3], [0x1B, 0x5B, 0x31], Array("\u{1B}]11;rgb".utf8), Array("\u{1B}P1".utf8)] as [[UInt8]])
  func broken(bytes: [UInt8]) {
    var feed = Feed()
    feed.send(bytes)
    feed.pass(.seconds(5))
    feed.send("j")
    #expect(feed.take() == [.key(Key("j"))])
  }

  @Test(
    "A sequence without an end is thrown away, and what follows it works",
    arguments: ["\u{1B}[", "\u{1B}]1", "\u{1B}P1"])
  func endless(start: String) {
    var feed = Feed()
    feed.send(start)
    for _ in 0..<100 { feed.send([UInt8](repeating: UInt8(ascii: "1"), count: 1000)) }
    #expect(feed.take() == [])
    let deadline = feed.machine.deadline
    #expect(deadline == nil)
    feed.send("\u{1B}[A\u{1B}[Bj")
    #expect(feed.events.suffix(2) == [.key(Key(.down)), .key(Key("j"))])
  }

  @Test("Where the terminal sends no UTF-8, a byte is a character")
  func latin1() {
    var feed = Feed(utf8: false)
    feed.send([0xE4, 0x6A])
    #expect(feed.take() == [.key(Key("ä")), .key(Key("j"))])
    feed.send(Array("\u{1B}[200~".utf8) + [0xE4] + Array("\u{1B}[201~".utf8))
    #expect(feed.take() == [.paste("ä")])
  }

  @Test("Random bytes in random pieces come out the same as whole, and never a control character", arguments: 1...40)
  func randomBytes(seed: UInt64) {
    var random = Seeded(seed: seed)
    let pieces: [[UInt8]] = [
      [0x1B], [0x1B, 0x5B], [0x1B, 0x4F], [0x1B, 0x5D], [0x1B, 0x50], Array("200~".utf8), Array("201~".utf8), [0x07],
      [0x0D], Array("\u{1B}[201~".utf8), Array("11;rgb:".utf8), Array("<0;1".utf8), Array(";5M".utf8), [0xE6], [0x97],
      [0xA5], [0xFF], [0x5C], Array("$".utf8), Array("q".utf8), Array("[".utf8), Array("A".utf8), Array("~".utf8),
      [0x00],
      [0x9B], Array(":3u".utf8), Array("27;".utf8), Array("57441".utf8),
    ]
    var bytes: [UInt8] = []
    for _ in 0..<400 {
      bytes +=
        Bool.random(using: &random)
        ? pieces.randomElement(using: &random) ?? [] : [UInt8.random(in: 0...255, using: &random)]
    }
    bytes += Array("\u{07}\u{1B}[201~\u{07}".utf8)
    var chunks: [ArraySlice<UInt8>] = []
    var start = 0
    while start < bytes.count {
      let end = min(bytes.count, start + Int.random(in: 1...7, using: &random))
      chunks.append(bytes[start..<end])
      start = end
    }
    let whole = events([bytes[...], [UInt8(ascii: "j")]])
    let pieced = events(chunks + [[UInt8(ascii: "j")]])
    let difference = zip(pieced, whole).enumerated().first { $1.0 != $1.1 }
    #expect(difference == nil)
    #expect(pieced.count == whole.count)
    for event in whole {
      if case .key(let key) = event, case .character(let scalar) = key.code {
        #expect(scalar.properties.generalCategory != .control)
      }
    }
    #expect(whole.last == .key(Key("j")))
  }
}
