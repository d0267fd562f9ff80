import PseudoTerminal
import Testing

@Test func startsAndEnds() throws {
  let terminal = try PseudoTerminal(command: [PseudoTerminal.product("TerminalDemo")])
  try terminal.wait { $0.shows("demo 80x24") }
  terminal.send("q")
  #expect(try terminal.waitForExit() == .exited(0))
}
