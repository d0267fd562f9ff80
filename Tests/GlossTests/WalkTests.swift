import Fixtures
import Foundation
import ProgramHarness
import PseudoTerminal
import Seeding
import Testing

/// Random walks over real and made-up notes: the screen must always be what a fresh repaint shows.
///
/// `GLOSS_WALK=all` walks every file of the real notes as well; without it a few of them.
@Suite struct WalkTests {
  /// Keys that change what is shown and leave the notes and the program as they are.
  private static let keys = [
    "j", "j", "j", "k", "5j", "l", "h", " ", "zc", "zo", "zA", "zM", "zR", "zm", "zr", "z2", "z3", "}", "{", "gp", "gg",
    "G", "\u{04}", "\u{15}", "\u{06}", "\u{02}", "zz", "zt", "zb", "J", "K", "3J", "zi", "zp", "zw", "z.", "zx",
    Keys.shiftTab, Keys.tab, "r", "+", "_", "n", "N", "gw",
  ]

  /// The keys that a round begins with, and the test for their being done, since answers to searches come later.
  private static let beginnings: [(keys: String, sign: @Sendable (Screen) -> Bool)] = [
    ("", { _ in true }),
    ("/e\r", { isAnswered($0, ["/e  ", "found: e", "round the end", "in the source only", "is nowhere"]) }),
    ("&a\r", { isAnswered($0, ["/a  ", "found: a", "round the end", "in the source only", "is nowhere"]) }),
  ]

  /// Whether the status line has one of `signs`, and no search is under way.
  private static func isAnswered(_ screen: Screen, _ signs: [String]) -> Bool {
    guard let line = screen.rows.last, !line.contains("…") else { return false }
    return signs.contains { line.contains($0) }
  }

  private static let notes: [URL] = {
    let own = Corpus.files.filter { $0.path.hasPrefix(Corpus.fixtures.path) }
    let real = Corpus.files.filter { !$0.path.hasPrefix(Corpus.fixtures.path) && !$0.path.contains("/edits/") }
    if ProcessInfo.processInfo.environment["GLOSS_WALK"] == "all" { return own + real }
    return own + stride(from: 0, to: real.count, by: max(1, real.count / 6)).map { real[$0] }
  }()

  @Test(
    "After any keys, the screen is what a repaint shows",
    arguments: notes.enumerated().map(\.self))
  func walks(number: Int, file: URL) throws {
    let home = try TemporaryHome()
    try FileManager.default.copyItem(atPath: file.path, toPath: home.path("notes.md"))
    let size = [(120, 40), (80, 24), (100, 30), (60, 12)][number % 4]
    try walk(try home.open("notes.md", size: size), seed: UInt64(number), rounds: 3)
  }

  @Test("After any keys on wide and odd characters, the screen is what a repaint shows", arguments: [1, 2, 3])
  func walksOddNotes(seed: UInt64) throws {
    let home = try TemporaryHome()
    try home.write(
      "# 漢字 and café\n- 日本語 " + String(repeating: "長い", count: 60)
        + "\n  - **deep** `code` [x](y)\n\n| a | 漢 |\n|--|--|\n"
        + "| one two | 字 |\n\n- tab\there\n- \u{1}control\u{1B}[31m\n" + (1...80).map { "- row \($0)\n" }.joined(),
      to: "notes.md")
    try walk(try home.open("notes.md", size: (81, 20)), seed: seed, rounds: 3)
  }

  /// Presses a hundred keys a round, and compares the screen with a repaint of it after each.
  private func walk(_ terminal: PseudoTerminal, seed: UInt64, rounds: Int) throws {
    try terminal.wait { $0.shows("? help") || $0.row(0).contains("notes.md") }
    var random = Seeded(seed: seed)
    for round in 0..<rounds {
      let beginning = WalkTests.beginnings[round % WalkTests.beginnings.count]
      terminal.send("gg" + beginning.keys)
      try terminal.wait(until: beginning.sign)
      var pressed: [String] = []
      for _ in 0..<100 {
        let key = WalkTests.keys.randomElement(using: &random) ?? "j"
        pressed.append(key)
        terminal.send(key)
      }
      // A key that is not bound to anything says so when everything before it is done.
      terminal.send("gggQ")
      let screen = try terminal.wait { $0.shows("gQ is not bound") }
      let repaints = terminal.bytesWritten
      terminal.send(Keys.control("l"))
      let fresh = try terminal.wait { _ in terminal.bytesWritten > repaints + 100 }
      terminal.send("gQ")
      let again = try terminal.wait { $0.shows("gQ is not bound") }
      // The right half of a wide character has no looks of its own.
      let rows = screen.cells.indices.filter { row in
        zip(screen.cells[row], again.cells[row]).contains { $0 != $1 && !($0.text.isEmpty && $1.text.isEmpty) }
      }
      let difference = rows.map { "\($0): \(screen.row($0))\n\($0): \(again.row($0))" }.joined(separator: "\n")
      #expect(rows.isEmpty, "round \(round) after \(pressed.joined(separator: " "))\n\(difference)\n\(fresh.text)")
    }
    terminal.send("q")
    #expect(try terminal.waitForExit() == .exited(0))
  }

  @Test("A step down costs the same in long notes as in short ones, and never a repaint") func steps() throws {
    func notes(_ count: Int) -> String { (1...count).map { "- row number \(1000 + $0 % 1000)\n" }.joined() }
    var written: [Int] = []
    for count in [500, 60_000] {
      // Each in a home of its own: the place in the notes is remembered.
      let home = try TemporaryHome()
      try home.write(notes(count), to: "notes.md")
      let terminal = try home.open("notes.md", size: (120, 40))
      try terminal.wait { $0.shows("\(count) topics") }
      terminal.send("10j")
      try terminal.wait { $0.cursor.row == 10 }
      var bytes: [Int] = []
      for step in 1...10 {
        let sent = try terminal.recording {
          terminal.send("j")
          try terminal.wait { $0.cursor.row == 10 + step }
        }
        bytes.append(sent.count)
      }
      #expect(bytes.allSatisfy { $0 < 600 }, "\(bytes)")
      written.append(bytes.reduce(0, +))
    }
    #expect(abs(written[0] - written[1]) * 10 <= written[0], "\(written)")
  }
}
