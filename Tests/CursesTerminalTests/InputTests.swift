import CursesTerminal
import PseudoTerminal
import Testing

@Suite struct InputTests {
  @Test("Escape acts by itself, soon, and keys behind it are keys")
  func escape() throws {
    let terminal = try demo()
    try terminal.wait { $0.shows("demo") }
    let start = ContinuousClock.now
    terminal.send(PseudoTerminal.Keys.escape)
    try terminal.wait { $0.shows("key <Esc>") }
    #expect(ContinuousClock.now - start >= EscapeTiming().escape)
    terminal.send("[")
    try terminal.wait { $0.shows("key [") }
    terminal.send("A")
    try terminal.wait { $0.shows("key A") }
    terminal.send(PseudoTerminal.Keys.up + PseudoTerminal.Keys.alt("x") + PseudoTerminal.Keys.shiftTab)
    let screen = try terminal.wait { $0.shows("key <S-Tab>") }
    #expect(screen.rows[2...].prefix(6) == ["key <Esc>", "key [", "key A", "key <Up>", "key <A-x>", "key <S-Tab>"])
  }

  @Test("Keys that elsewhere make signals or stop the output arrive")
  func rawMode() throws {
    let terminal = try demo()
    try terminal.wait { $0.shows("demo") }
    terminal.send("\u{03}\u{13}\u{11}\u{1C}\u{16}\u{0F}\r\n\u{04}")
    let screen = try terminal.wait { $0.shows("key <C-d>") }
    #expect(
      screen.rows[2...].prefix(9)
        == [
          "key <C-c>", "key <C-s>", "key <C-q>", "key <C-\\>", "key <C-v>", "key <C-o>", "key <Enter>", "key <C-j>",
          "key <C-d>",
        ])
  }

  @Test(
    "A paste arrives whole, as one event, whatever is in it",
    arguments: [
      "q", "two\nlines\r\nand\ttabs", "Ümlaut 日本 👩‍💻", "\u{1B}[A\u{1B}", String(repeating: "many words ", count: 100_000),
    ])
  func paste(text: String) throws {
    let terminal = try demo()
    try terminal.wait { $0.marksPastes }
    let sum = text.utf8.reduce(0) { ($0 &* 31 &+ Int($1)) & 0xFFFFFF }
    terminal.paste(text)
    terminal.send("j")
    let screen = try terminal.wait { $0.shows("key j") }
    #expect(screen.row(2).hasPrefix("paste \(text.utf8.count) \(sum)"))
    #expect(screen.row(3) == "key j")
  }

  @Test("The mouse and the focus are reported until they are given back")
  func mouse() throws {
    let terminal = try demo()
    try terminal.wait { $0.reportsMouse && $0.shows("demo") }
    terminal.click(column: 7, row: 3)
    terminal.drag(from: (2, 2), to: (70, 20))
    terminal.wheel(up: true, column: 1, row: 1)
    terminal.wheel(up: false, column: 1, row: 1)
    terminal.setFocus(false)
    terminal.setFocus(true)
    let screen = try terminal.wait { $0.shows("focus true") }
    #expect(
      screen.rows[2...].prefix(9)
        == [
          "mouse press(button: 1) 7,3", "mouse release 7,3", "mouse press(button: 1) 2,2",
          "mouse drag(button: 1) 70,20",
          "mouse release 70,20", "mouse wheelUp 1,1", "mouse wheelDown 1,1", "focus false", "focus true",
        ])
    terminal.send("m")
    try terminal.wait { !$0.reportsMouse && $0.shows("key m") }
    terminal.click(column: 9, row: 9)
    terminal.send("mj")
    let again = try terminal.wait { $0.reportsMouse && $0.shows("key j") }
    #expect(!again.shows("9,9"))
  }

  @Test("The background is told when the terminal answers, and nothing waits for it when it does not")
  func background() throws {
    let terminal = try demo()
    try terminal.wait { $0.shows("demo") }
    terminal.send("bj")
    try terminal.wait { $0.shows("key j") }
    terminal.background = "rgb:1e1e/ffff/0000"
    terminal.send("b")
    try terminal.wait { $0.shows("background 7710 65535 0") }
    terminal.background = "nonsense"
    terminal.send("bk")
    let screen = try terminal.wait { $0.shows("key k") }
    #expect(screen.rows[2...].count { !$0.isEmpty } == 6)
  }

  @Test("A text goes into the clipboard, past a multiplexer too", arguments: [[:], ["TMUX": "/tmp/tmux"]])
  func clipboard(environment: [String: String]) throws {
    let terminal = try demo(environment)
    try terminal.wait { $0.shows("demo") }
    let sent = try terminal.recording {
      terminal.send("c")
      try terminal.wait { $0.shows("key c") }
    }
    #expect(Set(terminal.clipboard) == ["grüße, 世界\n"])
    let isWrapped = String(decoding: sent, as: UTF8.self).contains("\u{1B}Ptmux;\u{1B}\u{1B}]52;c;")
    #expect(isWrapped == (environment["TMUX"] != nil))
  }
}
