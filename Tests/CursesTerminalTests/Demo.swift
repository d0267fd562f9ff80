import PseudoTerminal

/// Starts the demo program on a terminal.
func demo(
  _ environment: [String: String] = [:], size: (columns: Int, rows: Int) = (80, 24)
) throws -> PseudoTerminal {
  try PseudoTerminal(command: [demoPath], environment: quiet(environment), size: size)
}

/// Starts a shell with job control that runs `script`, in which `$DEMO` is the demo program.
func shell(
  _ script: String, _ environment: [String: String] = [:], size: (columns: Int, rows: Int) = (80, 24)
) throws -> PseudoTerminal {
  let added = quiet(environment).merging(["DEMO": demoPath]) { $1 }
  return try PseudoTerminal(command: ["/bin/bash", "--norc", "-m", "-c", script], environment: added, size: size)
}

let demoPath = PseudoTerminal.product("TerminalDemo")

/// Private modes that change what a terminal does for the next program.
let lastingModes: Set<Int> = [1, 1000, 1002, 1003, 1004, 1006, 1049, 2004]

/// Crashes on purpose need no backtrace, which takes seconds.
private func quiet(_ environment: [String: String]) -> [String: String] {
  environment.merging(["SWIFT_BACKTRACE": "enable=no"]) { $1 }
}
