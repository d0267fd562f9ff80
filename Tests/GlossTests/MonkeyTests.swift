import Foundation
import Glibc
import ProgramHarness
import PseudoTerminal
import Seeding
import Testing

/// Sessions of random keys, pastes, reports and cut sequences, while a saboteur edits notes and sidecars, resizes the
/// window and sends signals: `make monkey MINUTES=n SEED=n`.
@Suite struct MonkeyTests {
  private static let minutes = ProcessInfo.processInfo.environment["GLOSS_MONKEY_MINUTES"].flatMap { Double($0) }
  private static let seed = ProcessInfo.processInfo.environment["GLOSS_MONKEY_SEED"].flatMap { UInt64($0) } ?? 1

  @Test(
    "Whatever a monkey types, nothing that was saved is lost, and the screen is what a repaint shows",
    .enabled(if: minutes != nil, "make monkey runs it"))
  func sessions() throws {
    let end = ContinuousClock.now + .seconds((Self.minutes ?? 0.25) * 60)
    var total = Monkey.Tally()
    var seed = Self.seed
    repeat {
      var monkey = try Monkey(seed: seed)
      try monkey.play()
      total.add(monkey.tally)
      seed += 1
    } while ContinuousClock.now < end
    if Self.minutes != nil {
      print(
        "monkey: seeds \(Self.seed)..<\(seed), \(total.keys) inputs, \(total.faults) faults, \(total.saved) texts saved"
      )
    }
  }
}

/// One session, the same for the same seed as far as time allows.
struct Monkey {
  struct Tally {
    var keys = 0
    var faults = 0
    var saved = 0

    mutating func add(_ other: Tally) {
      keys += other.keys
      faults += other.faults
      saved += other.saved
    }
  }

  private(set) var tally = Tally()
  private let seed: UInt64
  private var random: Seeded
  private let home: TemporaryHome
  private var terminal: PseudoTerminal
  /// The notes as the last outside change left them.
  private var source: String
  /// The texts that were saved.
  private var saved: Set<String> = []
  private var log: [String] = []
  /// Whether a key was sent that may have deleted or cut something.
  private var mayHaveDeleted = false
  private var settlings = 0

  private static let keys: [(weight: Int, keys: [String])] = [
    (
      30, ["j", "k", "l", "h", "5j", "gg", "G", " ", "zM", "zR", "za", "\t", "\r", "n", "N", "]a", "[a", "u", "\u{12}"]
    ),
    (
      8,
      [
        "/o\r", "/x\u{1B}", ":the\u{1B}", "T\u{1B}", "?\u{1B}[27u", "@\u{1B}", "z1", "z2", "&o\r", "&\r", "+", "_", "r",
        "gt\u{1B}",
      ]
    ),
    (4, ["\u{0C}", "{", "}", "zj", "zk", "J", "K", "s", "mx", "'x", "y", "v", "vjj\u{1B}", "t\u{1B}", "!\u{1B}", "x"]),
    (1, ["d", "X", "P", "R", "A"]),
  ]
  /// Reports of the terminal, and keys as it sends them; cut anywhere.
  private static let sequences = [
    "\u{1B}[A", "\u{1B}[B", "\u{1B}OA", "\u{1B}[5~", "\u{1B}[6~", "\u{1B}[I", "\u{1B}[O", "\u{1B}[<64;5;5M",
    "\u{1B}[<65;5;5M", "\u{1B}[<0;10;5M\u{1B}[<0;10;5m", "\u{1B}[<0;60;9M\u{1B}[<32;66;9M\u{1B}[<0;66;9m",
    "\u{1B}[?62;22c",
    "\u{1B}]11;rgb:0000/0000/0000\u{1B}\\", "\u{1B}[99;1:3u", "\u{1B}[57441;2u", "\u{1B}[27;2;13~", "\u{1B}[1;3D",
    "\u{1B}P1+r436F=323536\u{1B}\\", "\u{1B}[12;40R", "\u{1B}[200~pasted dXq text\u{1B}[201~", "\u{1B}d", "\u{1B}b",
    "\u{1B}[?2026;1$y", "\u{1B}[M !!",
  ]

  init(seed: UInt64) throws {
    self.seed = seed
    random = Seeded(seed: seed)
    home = try TemporaryHome()
    source = TemporaryHome.garden + (1...60).map { "- row \($0) of \($0 % 7)\n" }.joined()
    try home.write(source, to: "notes.md")
    terminal = try home.open("notes.md", size: (100, 30))
    try terminal.wait { $0.shows("topics") }
  }

  mutating func play() throws {
    for _ in 0..<20 {
      for _ in 0..<30 { try step() }
      try checkScreen()
    }
    try end()
  }

  private mutating func note(_ text: String) {
    log.append(text)
    tally.keys += 1
  }

  private var story: String { "seed \(seed): " + log.suffix(60).map(\.debugDescription).joined(separator: " ") }

  private mutating func step() throws {
    switch Int.random(in: 0..<100, using: &random) {
    case 0..<62:
      var number = Int.random(in: 0..<43, using: &random)
      for group in Self.keys {
        if number < group.weight {
          let key = group.keys.randomElement(using: &random) ?? "j"
          if ["d", "X", "x", "u", "\u{12}"].contains(where: key.contains) { mayHaveDeleted = true }
          note(key)
          terminal.send(key)
          break
        }
        number -= group.weight
      }
    case 62..<82: cutSequence()
    case 82..<88: try write()
    case 88..<91: paste()
    default: try sabotage()
    }
  }

  /// Sends a sequence in two pieces with a pause between them.
  private mutating func cutSequence() {
    let bytes = Array((Self.sequences.randomElement(using: &random) ?? "").utf8)
    let cut = Int.random(in: 1..<max(2, bytes.count), using: &random)
    let pause = [0, 0, 5, 30, 60].randomElement(using: &random) ?? 0
    note(String(decoding: bytes[..<cut], as: UTF8.self) + "|\(pause)|" + String(decoding: bytes[cut...], as: UTF8.self))
    terminal.send(Array(bytes[..<cut]))
    if pause > 0 { usleep(UInt32(pause) * 1000) }
    terminal.send(Array(bytes[cut...]))
  }

  /// Goes to the panes, whatever has the keys, and waits until it is so.
  private mutating func settle() throws {
    // Out of prompts, lists, texts and selections; not an Alt key, and no command right behind an Escape.
    for _ in 0..<3 {
      terminal.send("\u{1B}[27u")
    }
    try finishKeys()
  }

  /// Waits until everything that was sent is done.
  ///
  /// It is when keys that are bound to nothing say so: others than last time, which the screen may still speak of. What
  /// is saved meanwhile may take the place of the message.
  private mutating func finishKeys() throws {
    settlings += 1
    let keys = settlings % 2 == 0 ? "gQ" : "zQ"
    for _ in 0..<15 {
      terminal.send(keys)
      if (try? terminal.wait(within: .seconds(2)) { $0.shows("\(keys) is not bound") }) != nil { return }
    }
    try wait { $0.shows("\(keys) is not bound") }
  }

  /// Waits until nothing was drawn for a while: by then, what was asked of the disk is answered.
  private func rest() {
    for _ in 0..<20 {
      let count = terminal.bytesWritten
      let hasDrawn = try? terminal.wait(within: .milliseconds(700)) { _ in terminal.bytesWritten != count }
      if hasDrawn == nil { return }
    }
  }

  private func wait(_ condition: (Screen) -> Bool) throws {
    do {
      try terminal.wait(within: .seconds(30), until: condition)
    } catch {
      let end = try? terminal.waitForExit(within: .milliseconds(10))
      Issue.record("\(error)\n\(end.map { "\($0)" } ?? "")\n\(story)")
      throw error
    }
  }

  /// Writes an annotation and saves it, or leaves it.
  private mutating func write() throws {
    try settle()
    let text = "text \(seed) \(tally.keys) \(["short", "ä 日", "- a list", "#tag"].randomElement(using: &random) ?? "")"
    terminal.send("ggjja")
    try terminal.wait(within: .seconds(30)) { $0.shows("^S") || $0.shows("draft") || $0.shows("note") }
    terminal.send("\u{0B}\u{15}" + text)
    if Bool.random(using: &random) { cutSequence() }
    note("write " + text)
    terminal.send("\u{13}")
    try settle()
    let sidecar = home.read("notes.md.review.yaml")
    for line in sidecar.split(separator: "\n") where line.contains("text \(seed) ") {
      if let start = line.firstRange(of: "text \(seed) ")?.lowerBound {
        saved.insert(String(line[start...].prefix(14)))
      }
    }
    tally.saved = saved.count
  }

  private mutating func paste() {
    let text = String(repeating: "dXq\r:q\r", count: Int.random(in: 1...2000, using: &random))
    note("paste \(text.utf8.count)")
    terminal.send("\u{1B}[200~" + text + "\u{1B}[201~")
  }

  private mutating func sabotage() throws {
    tally.faults += 1
    switch Int.random(in: 0..<6, using: &random) {
    case 0:
      let size = (columns: Int.random(in: 1...140, using: &random), rows: Int.random(in: 1...45, using: &random))
      note("resize \(size)")
      terminal.resize(columns: size.columns, rows: size.rows)
      terminal.resize(columns: 100, rows: 30)
    case 1:
      source += "- added \(tally.keys)\n"
      note("append")
      try home.write(source, to: "notes.md")
    case 2:
      note("rewrite sidecar")
      let sidecar = home.read("notes.md.review.yaml")
      if !sidecar.isEmpty { try home.write(sidecar, to: "notes.md.review.yaml") }
    case 3:
      note("SIGWINCH SIGCONT")
      terminal.signal(SIGWINCH)
      terminal.signal(SIGCONT)
    case 4:
      note("SIGSTOP SIGCONT")
      terminal.signal(SIGSTOP)
      terminal.signal(SIGCONT)
    default:
      note("kill -9")
      terminal.signal(SIGKILL)
      _ = try terminal.waitForExit()
      terminal = try home.open("notes.md", size: (100, 30))
      try wait { $0.shows("topics") }
    }
  }

  /// The screen is what a repaint shows, the notes are as the saboteur left them, and what was saved is there.
  private mutating func checkScreen() throws {
    try settle()
    rest()
    terminal.send("zRgg")
    try finishKeys()
    let before = terminal.screen
    let written = terminal.bytesWritten
    // That takes the message away.
    terminal.send("\u{0C}")
    try terminal.wait(within: .seconds(30)) { _ in terminal.bytesWritten > written + 100 }
    try finishKeys()
    let after = terminal.screen
    let rows = before.rows.indices.dropLast().filter { before.row($0) != after.row($0) }
    #expect(rows.isEmpty, "rows \(rows) differ from a repaint\n\(before.text)\n\(after.text)\n\(story)")
    #expect(home.read("notes.md") == source, "the notes were written\n\(story)")
    if !mayHaveDeleted {
      let sidecar = home.read("notes.md.review.yaml")
      for text in saved { #expect(sidecar.contains(text), "lost: \(text)\n\(story)") }
    }
  }

  private mutating func end() throws {
    try settle()
    let ticks = terminal.processorTicks
    usleep(300_000)
    _ = terminal.screen
    #expect(terminal.processorTicks - ticks <= 8, "busy while nothing happens\n\(story)")
    terminal.send("\u{03}")
    let exit = try terminal.waitForExit(within: .seconds(30))
    #expect(exit == .exited(0), "\(exit)\n\(story)")
    #expect(terminal.privateModes.isDisjoint(with: [1, 1000, 1002, 1003, 1004, 1006, 1049, 2004]), "\(story)")
    #expect(!terminal.isRaw, "\(story)")
  }
}
