import CursesTerminal
import Glibc
import PseudoTerminal
import Testing

@Suite struct LifeTests {
  /// A way in which a program ends.
  enum Ending: String, CaseIterable, Sendable {
    case close, exit, trap, abort, terminate, hangup, interrupt, segmentationFault, quit, userSignal

    func make(_ terminal: PseudoTerminal) {
      switch self {
      case .close: terminal.send("q")
      case .exit: terminal.send("e")
      case .trap: terminal.send("x")
      case .abort: terminal.send("X")
      case .terminate: terminal.signal(SIGTERM)
      case .hangup: terminal.signal(SIGHUP)
      case .interrupt: terminal.signal(SIGINT)
      case .segmentationFault: terminal.signal(SIGSEGV)
      case .quit: terminal.signal(SIGQUIT)
      case .userSignal: terminal.signal(SIGUSR1)
      }
    }

    var exits: Set<PseudoTerminal.Exit> {
      switch self {
      case .close: [.exited(0)]
      case .exit: [.exited(7)]
      case .trap: [.killed(signal: Int(SIGILL)), .killed(signal: Int(SIGTRAP))]
      case .abort: [.killed(signal: Int(SIGABRT))]
      case .terminate, .hangup, .interrupt: [.exited(3)]
      case .segmentationFault: [.killed(signal: Int(SIGSEGV))]
      case .quit: [.killed(signal: Int(SIGQUIT))]
      case .userSignal: [.killed(signal: Int(SIGUSR1))]
      }
    }
  }

  @Test("However the program ends, the terminal is as it was", arguments: Ending.allCases)
  func restores(ending: Ending) throws {
    let terminal = try PseudoTerminal(
      command: ["/bin/sh", "-c", "stty -ixon intr ^X; printf 'before\\n'; read line; exec \(demoPath)"],
      environment: ["SWIFT_BACKTRACE": "enable=no"])
    try terminal.wait { $0.shows("before") }
    let modes = terminal.modes
    #expect(!terminal.isRaw)
    terminal.send("\n")

    let shown = try terminal.wait { $0.shows("demo 80x24") && $0.cursor.row == 2 }
    #expect(shown.isAlternate && shown.reportsMouse && shown.marksPastes && shown.reportsFocus)
    #expect(!shown.shows("before"))
    #expect(terminal.isRaw)

    terminal.send("n")
    try terminal.wait { $0.shows("key n") && !$0.cursorIsVisible }
    ending.make(terminal)
    #expect(ending.exits.contains(try terminal.waitForExit()))
    let after = terminal.screen
    #expect(terminal.modes == modes)
    #expect(terminal.privateModes.isDisjoint(with: lastingModes))
    #expect(!after.isAlternate && after.cursorIsVisible && !after.reportsMouse)
    #expect(after.shows("before"))
    #expect(after.cells.joined().allSatisfy { !$0.reverse && $0.foreground == .standard })
  }

  @Test("A program whose terminal is closed ends", arguments: ["", "w"])
  func closed(keys: String) throws {
    let terminal = try demo()
    try terminal.wait { $0.shows("demo") }
    terminal.send(keys)
    terminal.closeTerminal()
    let exit = try terminal.waitForExit()
    #expect([.exited(3), .exited(4)].contains(exit))
  }

  @Test("A program that nothing happens to uses no time")
  func idle() throws {
    let terminal = try demo()
    try terminal.wait { $0.shows("demo") }
    terminal.send("\u{1B}")
    try terminal.wait { $0.shows("key <Esc>") }
    let before = terminal.processorTicks
    #expect(throws: PseudoTerminal.Failure.self) { try terminal.wait(within: .milliseconds(500)) { _ in false } }
    #expect(terminal.processorTicks - before <= 3)
  }

  @Test("Stopped and continued, the program gives the terminal away and takes it again")
  func suspends() throws {
    let terminal = try shell(
      "\"$DEMO\"; echo 'in the shell'; read line; stty intr ^X; fg; echo 'at the end'; read line")
    try terminal.wait { $0.shows("demo 80x24") }
    terminal.send("jn")
    try terminal.wait { $0.shows("key n") }
    terminal.send(PseudoTerminal.Keys.control("z"))
    let away = try terminal.wait { $0.shows("in the shell") }
    #expect(!away.isAlternate && away.cursorIsVisible && !away.reportsMouse && !away.marksPastes)
    #expect(terminal.privateModes.isDisjoint(with: lastingModes))
    #expect(!terminal.isRaw)
    terminal.resize(columns: 70, rows: 20)

    terminal.send("\n")
    let back = try terminal.wait { $0.shows("demo 70x20") && $0.shows("key <C-z>") }
    #expect(back.isAlternate && back.reportsMouse && back.marksPastes && !back.cursorIsVisible)
    #expect(back.shows("key j"))
    #expect(terminal.isRaw)

    terminal.send("q")
    try terminal.wait { $0.shows("at the end") }
    #expect(!terminal.isRaw)
    #expect(terminal.privateModes.isDisjoint(with: lastingModes))
  }

  @Test("Stopped from outside without a word, the program takes the terminal again when it is continued")
  func stoppedUnasked() throws {
    let terminal = try shell(
      "\"$DEMO\"; stty sane; printf '\\033[?1049l\\033[?1002l'; echo 'in the shell'; read line; fg")
    try terminal.wait { $0.shows("demo 80x24") }
    terminal.send("s")
    try terminal.wait { $0.shows("in the shell") && !$0.isAlternate }
    #expect(!terminal.isRaw)
    terminal.send("\n")
    let back = try terminal.wait { $0.shows("continued") }
    #expect(back.isAlternate && back.reportsMouse && back.row(0).hasPrefix("demo 80x24"))
    #expect(terminal.isRaw)
    terminal.send("j")
    try terminal.wait { $0.shows("key j") }
  }

  @Test("While another program has the terminal nothing is drawn on it")
  func elsewhere() throws {
    let terminal = try demo()
    try terminal.wait { $0.shows("demo") }
    let sent = try terminal.recording {
      terminal.send("o")
      try terminal.wait { $0.shows("meanwhile") && $0.shows("key o") && $0.isAlternate }
    }
    let text = String(decoding: sent, as: UTF8.self)
    let end = try #require(text.firstRange(of: "\u{1B}[?1049l")?.upperBound)
    let other = try #require(text.firstRange(of: "other program")?.lowerBound)
    #expect(!text[end..<other].contains("meanwhile"))
    #expect(text[other...].contains("meanwhile"))
  }

  @Test("A stop that nobody could continue is no stop")
  func orphaned() throws {
    let terminal = try demo()
    try terminal.wait { $0.shows("demo") }
    terminal.signal(SIGTSTP)
    terminal.send(PseudoTerminal.Keys.control("z") + "j")
    let back = try terminal.wait { $0.shows("key j") && $0.isAlternate }
    #expect(back.reportsMouse && back.marksPastes)
    #expect(terminal.isRaw)
  }

  /// Something on account of which there can be no full screen.
  struct Refusal: Sendable, CustomTestStringConvertible {
    var environment: [String: String] = [:]
    var script = "\"$DEMO\""
    var message: String
    var testDescription: String { script + " " + environment.description }
  }

  @Test(
    "Where there can be no full screen the error says why, and the terminal is left alone",
    arguments: [
      Refusal(environment: ["TERM": "dumb"], message: "cannot show a full screen"),
      Refusal(environment: ["TERM": "dumb"], message: "\"dumb\""),
      Refusal(environment: ["TERM": ""], message: "TERM is not set"),
      Refusal(script: "\"$DEMO\" </dev/null", message: "needs a terminal"),
      Refusal(script: "\"$DEMO\" | cat", message: "needs a terminal"),
    ])
  func refuses(refusal: Refusal) throws {
    let script = "\(refusal.script); echo \"status ${PIPESTATUS[0]}\"; read line"
    let terminal = try shell(script, refusal.environment, size: (200, 24))
    let screen = try terminal.wait { $0.shows("status") }
    #expect(screen.shows(refusal.message))
    #expect(screen.shows("status 2"))
    #expect(!screen.isAlternate && terminal.privateModes.isDisjoint(with: lastingModes))
    #expect(!terminal.isRaw)
  }

  @Test(
    "A terminal that nothing is known of is taken for an xterm, and it is said", arguments: ["xterm-kitty", "nonsense"])
  func unknown(term: String) throws {
    let terminal = try demo(["TERM": term], size: (120, 24))
    let screen = try terminal.wait { $0.shows("demo 120x24") }
    #expect(screen.row(1) == "notice: terminal \"\(term)\" is not in the terminfo database: using xterm-256color")
    terminal.send(PseudoTerminal.Keys.up)
    try terminal.wait { $0.shows("key <Up>") }
  }
}
