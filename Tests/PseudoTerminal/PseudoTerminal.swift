import CPseudoTerminal
import Glibc

/// A program on a pseudo terminal, with a real terminal (libvterm) at the far end.
///
/// How to use it in a test:
///
///     let terminal = try PseudoTerminal(command: [PseudoTerminal.product("gloss"), "notes.md"], size: (80, 24))
///     try terminal.wait { $0.shows("159 topics") }        // until it is so; throws with the screen after a while
///     terminal.send("jj")                                 // keys as bytes; PseudoTerminal.Keys has the special ones
///     let screen = try terminal.wait { $0.cursor.row == 3 }
///     #expect(screen.row(3).contains("Basic Data Types"))
///     terminal.send("q")
///     #expect(try terminal.waitForExit() == .exited(0))
///
/// - Wait for a screen, never for a time. `wait` returns as soon as the condition holds and the frame is whole. To see
///   that a key does nothing, send another behind it that does something, and wait for that.
/// - `send` gives all keys to the program at once. Where it has to have drawn in between, wait in between. An Escape
///   with keys right behind it is an Alt key: wait for what Escape does first.
/// - The command's first part is a path. A test target that runs a product names it among its dependencies.
/// - The environment is exactly what is given, on top of `PseudoTerminal.environment`; nothing of the test's own leaks.
/// - At the end of the object its program is killed, if it still runs.
/// - glibc and libvterm disagree on the width of rare characters: keep those out.
package final class PseudoTerminal {
  /// The end of a program.
  package enum Exit: Hashable, Sendable {
    case exited(Int)
    case killed(signal: Int)
  }

  /// A failure, with the text of the screen at that moment.
  package enum Failure: Error, CustomStringConvertible {
    case notStarted(command: String, code: CInt)
    case timedOut(screen: String)
    case ended(screen: String)
    case stillRunning(screen: String)

    /// The failure in words, with the screen below where there is one.
    package var description: String {
      switch self {
      case .notStarted(let command, let code): "\(command) was not started: error \(code)"
      case .timedOut(let screen): "what was waited for did not come. The screen:\n\(screen)"
      case .ended(let screen): "the program ended. The screen:\n\(screen)"
      case .stillRunning(let screen): "the program did not end. The screen:\n\(screen)"
      }
    }
  }

  /// Special keys as xterm sends them to full-screen programs.
  package enum Keys {
    /// Escape alone, which the program tells from a sequence by the time that passes.
    package static let escape = "\u{1B}"
    /// Enter, a carriage return.
    package static let enter = "\r"
    /// Tab.
    package static let tab = "\t"
    /// Shift and Tab.
    package static let shiftTab = "\u{1B}[Z"
    /// Backspace, as DEL.
    package static let backspace = "\u{7F}"
    /// Up, in application mode, as the other cursor keys.
    package static let up = "\u{1B}OA"
    /// Down.
    package static let down = "\u{1B}OB"
    /// Right.
    package static let right = "\u{1B}OC"
    /// Left.
    package static let left = "\u{1B}OD"
    /// Home, in application mode.
    package static let home = "\u{1B}OH"
    /// End, in application mode.
    package static let end = "\u{1B}OF"
    /// Page up.
    package static let pageUp = "\u{1B}[5~"
    /// Page down.
    package static let pageDown = "\u{1B}[6~"
    /// Delete, forward.
    package static let delete = "\u{1B}[3~"
    /// F1.
    package static let f1 = "\u{1B}OP"
    /// The letter with Control, small.
    package static func control(_ letter: Character) -> String {
      letter.asciiValue.map { String(Unicode.Scalar($0 & 0x1F)) } ?? ""
    }
    /// The key with Alt: Escape before it.
    package static func alt(_ key: String) -> String { "\u{1B}" + key }
  }

  /// The environment that a program is started with unless the test says otherwise.
  package static let environment = [
    "TERM": "xterm-256color", "LANG": "C.UTF-8", "PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": "/nonexistent",
  ]

  /// The time that `wait` and `waitForExit` wait for what has to come.
  package static let patience = Duration.seconds(60)

  /// The path of an executable product that was built together with the running tests.
  package static func product(_ name: String) -> String {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = buffer.withUnsafeMutableBytes { bytes in
      bytes.bindMemory(to: CChar.self).baseAddress.map { readlink("/proc/self/exe", $0, bytes.count) } ?? 0
    }
    let path = String(decoding: buffer[..<max(0, count)], as: UTF8.self)
    return path[..<(path.lastIndex(of: "/") ?? path.startIndex)] + "/" + name
  }

  /// The id of the program's process, which leads its session and its process group.
  package let process: pid_t
  /// Bytes that the program has sent since the start.
  package private(set) var bytesWritten = 0
  /// The terminal's answer when the program asks for its background, such as `rgb:ffff/ffff/ffff`; nil for no answer.
  package var background: String? {
    get { terminal.background }
    set { terminal.background = newValue }
  }

  private let terminal: VirtualTerminal
  private var near: CInt
  /// Kept open, so that the modes can be looked at and the terminal outlives the program.
  private var far: CInt
  private var exit: Exit?
  private var recorded: [UInt8]?

  /// Starts `command` on a terminal of `size`, columns and rows.
  package init(
    command: [String], environment: [String: String] = [:], size: (columns: Int, rows: Int) = (80, 24),
    directory: String? = nil
  ) throws {
    guard let terminal = VirtualTerminal(columns: size.columns, rows: size.rows) else {
      throw Failure.notStarted(command: "libvterm", code: ENOMEM)
    }
    var far: CInt = -1
    let near = pty_open(CInt(size.columns), CInt(size.rows), &far)
    if near < 0 { throw Failure.notStarted(command: "a pseudo terminal", code: errno) }

    let environment = PseudoTerminal.environment.merging(environment) { $1 }
    let process = withCStrings(command) { arguments -> pid_t in
      withCStrings(environment.map { "\($0)=\($1)" }) { variables in
        pty_spawn(far, command.first ?? "", arguments, variables, directory)
      }
    }
    if process < 0 {
      let code = errno
      Glibc.close(near)
      Glibc.close(far)
      throw Failure.notStarted(command: command.first ?? "nothing", code: code)
    }
    self.terminal = terminal
    self.near = near
    self.far = far
    self.process = process
  }

  deinit {
    closeTerminal()
    if exit == nil {
      _ = pty_kill(-process, SIGKILL)
      _ = pty_kill(process, SIGKILL)
      var status: CInt = 0
      _ = pty_wait(process, 5000, &status)
    }
  }

  // MARK: - Acting

  /// Types `keys`, all at once.
  package func send(_ keys: String) { send(Array(keys.utf8)) }

  /// Sends bytes to the program as the terminal would.
  package func send(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty, near >= 0 {
      // A program that writes while it is written to must be read from, or both wait for ever.
      _ = drain(for: .zero)
      var polled = pollfd(fd: near, events: Int16(POLLOUT), revents: 0)
      guard poll(&polled, 1, 100) > 0 else { continue }
      let piece = rest.prefix(1024)
      let written = piece.withUnsafeBytes { write(near, $0.baseAddress, $0.count) }
      if written < 0, errno != EINTR, errno != EAGAIN { return }
      rest = rest.dropFirst(max(0, written))
    }
  }

  /// Pastes as a terminal does: with marks around the text if the program asked for them.
  package func paste(_ text: String) { perform { terminal.paste(Array(text.utf8)) } }

  /// Presses and releases a mouse button in a cell; nothing happens unless the program asked for the mouse.
  package func click(column: Int, row: Int, button: Int = 1) {
    perform {
      terminal.moveMouse(column: column, row: row)
      terminal.setMouseButton(button, pressed: true)
      terminal.setMouseButton(button, pressed: false)
    }
  }

  /// Presses the left button in one cell, moves to another and releases it there.
  package func drag(from start: (column: Int, row: Int), to end: (column: Int, row: Int)) {
    perform {
      terminal.moveMouse(column: start.column, row: start.row)
      terminal.setMouseButton(1, pressed: true)
      terminal.moveMouse(column: end.column, row: end.row)
      terminal.setMouseButton(1, pressed: false)
    }
  }

  /// Turns the wheel one step over a cell.
  package func wheel(up: Bool, column: Int, row: Int) {
    perform {
      terminal.moveMouse(column: column, row: row)
      terminal.setMouseButton(up ? 4 : 5, pressed: true)
    }
  }

  /// Tells the program that the window got or lost the focus, if it asked to be told.
  package func setFocus(_ focus: Bool) { perform { terminal.setFocus(focus) } }

  private func perform(_ action: () -> Void) {
    action()
    send(terminal.takeOutput())
  }

  /// Gives the terminal another size.
  package func resize(columns: Int, rows: Int) {
    terminal.resize(columns: columns, rows: rows)
    _ = pty_resize(near, CInt(columns), CInt(rows))
  }

  /// Sends a signal to the program.
  package func signal(_ number: CInt) { _ = pty_kill(process, number) }

  /// Closes the terminal's window, so that the program loses its terminal.
  package func closeTerminal() {
    if far >= 0 { Glibc.close(far) }
    if near >= 0 { Glibc.close(near) }
    far = -1
    near = -1
  }

  // MARK: - Looking

  /// The terminal's screen, after everything that the program has sent so far.
  package var screen: Screen {
    _ = drain(for: .zero)
    return terminal.snapshot
  }

  /// The texts that the program has put into the clipboard, oldest first.
  package var clipboard: [String] { terminal.clipboard.map(PseudoTerminal.decodeBase64) }

  /// The window's title, if the program set one.
  package var title: String { terminal.title }

  /// Private modes that the program has set and not reset.
  package var privateModes: Set<Int> { terminal.privateModes }

  /// The modes of the terminal's line, to compare with those at another time.
  package var modes: [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 128)
    return Array(bytes.prefix(pty_modes(far, &bytes, bytes.count)))
  }

  /// Whether the line is in raw mode.
  package var isRaw: Bool { pty_is_raw(far) != 0 }

  /// The bytes that the program sends while `body` runs.
  package func recording(_ body: () throws -> Void) rethrows -> [UInt8] {
    recorded = []
    defer { recorded = nil }
    try body()
    return recorded ?? []
  }

  /// Waits until the terminal shows what is wanted, and gives that screen.
  @discardableResult
  package func wait(
    within patience: Duration = patience, until condition: (Screen) throws -> Bool
  ) throws -> Screen {
    let deadline = ContinuousClock.now + patience
    while true {
      let screen = screen
      if try condition(screen), try settled(screen, until: deadline, condition) { return terminal.snapshot }
      let left = deadline - .now
      if left <= .zero { throw Failure.timedOut(screen: screen.text) }
      if !drain(for: left) {
        let last = terminal.snapshot
        if try condition(last) { return last }
        throw Failure.ended(screen: last.text)
      }
    }
  }

  /// Whether `condition` holds on the whole frame too, and not only on the part of it that has arrived: a program that
  /// sleeps, and has nothing under way, has drawn what it had to draw.
  private func settled(
    _ screen: Screen, until deadline: ContinuousClock.Instant, _ condition: (Screen) throws -> Bool
  ) throws -> Bool {
    var count = -1
    while !(isAsleep && count == bytesWritten), ContinuousClock.now < deadline {
      count = bytesWritten
      if !drain(for: .milliseconds(3)) { break }
    }
    return try condition(terminal.snapshot)
  }

  /// Whether the program's main thread waits for something, or is no more.
  private var isAsleep: Bool { !["R", "D"].contains(statusFields.first) }

  /// Types `keys` and tells how long it took until the last byte of what the program drew for them, and how many there
  /// were: measured where they arrive, before the terminal has looked at them.
  package func answer(to keys: String) throws -> (time: Duration, bytes: Int) {
    _ = drain(for: .zero)
    let start = ContinuousClock.now
    send(keys)
    let before = bytesWritten
    var last: ContinuousClock.Instant?
    while true {
      if let arrived = try arrival(within: 5) {
        last = arrived
      } else if let last, isAsleep {
        return (last - start, bytesWritten - before)
      }
      if .now - start > PseudoTerminal.patience { throw Failure.timedOut(screen: terminal.snapshot.text) }
    }
  }

  /// The moment at which what completed the first screen arrived: one whose last row is not empty.
  package func firstScreen() throws -> ContinuousClock.Instant {
    let start = ContinuousClock.now
    while true {
      let arrived = try arrival(within: 50)
      if let arrived, terminal.snapshot.rows.last != "" { return arrived }
      if .now - start > PseudoTerminal.patience { throw Failure.timedOut(screen: terminal.snapshot.text) }
    }
  }

  /// Waits for bytes for at most that many milliseconds, and takes them; nil where none came.
  private func arrival(within milliseconds: CInt) throws -> ContinuousClock.Instant? {
    var polled = pollfd(fd: near, events: Int16(POLLIN), revents: 0)
    guard poll(&polled, 1, milliseconds) > 0 else { return nil }
    let moment = ContinuousClock.now
    if !drain(for: .zero) { throw Failure.ended(screen: terminal.snapshot.text) }
    return moment
  }

  /// Waits until the program has ended, and tells how. What it sent last is on the screen afterwards.
  package func waitForExit(within patience: Duration = patience) throws -> Exit {
    if let exit { return exit }
    let deadline = ContinuousClock.now + patience
    while true {
      var status: CInt = 0
      // Short steps, because a program that has much to send ends only when it is read.
      if pty_wait(process, 5, &status) != 0 {
        _ = drain(for: .zero)
        let signal = Int(status & 0x7F)
        let ended = signal == 0 ? Exit.exited(Int(status >> 8 & 0xFF)) : Exit.killed(signal: signal)
        exit = ended
        return ended
      }
      _ = drain(for: .zero)
      if ContinuousClock.now > deadline { throw Failure.stillRunning(screen: terminal.snapshot.text) }
    }
  }

  /// The processor time that the program has used so far, in clock ticks (a hundredth of a second each).
  package var processorTicks: Int {
    // User and system time are the 14th and 15th.
    let fields = statusFields
    return fields.count > 12 ? (Int(fields[11]) ?? 0) + (Int(fields[12]) ?? 0) : 0
  }

  /// The fields of proc(5), stat, about the program's main thread, from the third on: its state.
  private var statusFields: [Substring] {
    let descriptor = open("/proc/\(process)/stat", O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return [] }
    defer { Glibc.close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 1024)
    let count = read(descriptor, &bytes, bytes.count)
    // The second field is the name in parentheses, which may hold anything.
    let text = String(decoding: bytes[..<max(0, count)], as: UTF8.self)
    return text[(text.lastIndex(of: ")") ?? text.startIndex)...].dropFirst().split(separator: " ")
  }

  /// Reads what the program sends, waiting for something for at most `patience`; false when its terminal is closed.
  private func drain(for patience: Duration) -> Bool {
    guard near >= 0 else { return false }
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    // While the far end is kept open here, the end of the program does not close the line: look for it now and then.
    var milliseconds = CInt(min(50, (patience / .milliseconds(1)).rounded(.up)))
    var isOpen = true
    while true {
      var polled = pollfd(fd: near, events: Int16(POLLIN), revents: 0)
      guard poll(&polled, 1, milliseconds) > 0 else {
        if milliseconds > 0, exit == nil {
          var status: CInt = 0
          if pty_wait(process, 0, &status) != 0 {
            let signal = Int(status & 0x7F)
            exit = signal == 0 ? .exited(Int(status >> 8 & 0xFF)) : .killed(signal: signal)
          }
        }
        return isOpen && (exit == nil || milliseconds == 0)
      }
      let count = read(near, &buffer, buffer.count)
      guard count > 0 else { return false }
      bytesWritten += count
      recorded?.append(contentsOf: buffer[..<count])
      terminal.write(buffer[..<count])
      let replies = terminal.takeOutput()
      if !replies.isEmpty {
        let written = replies.withUnsafeBytes { write(near, $0.baseAddress, $0.count) }
        isOpen = written == replies.count
      }
      milliseconds = 0
    }
  }

  private static func decodeBase64(_ text: String) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var bytes: [UInt8] = []
    var bits = 0
    var count = 0
    for character in text.utf8 {
      guard let value = alphabet.firstIndex(of: character) else { break }
      bits = bits << 6 | value
      count += 6
      if count >= 8 {
        count -= 8
        bytes.append(UInt8(truncatingIfNeeded: bits >> count))
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// Calls `body` with `strings` as a C array that ends with a null pointer.
private func withCStrings<Result>(
  _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) throws -> Result
) rethrows -> Result {
  let pointers = strings.map { strdup($0) }
  defer { for pointer in pointers { free(pointer) } }
  return try body(pointers + [nil])
}
