import CFileSystem
import Glibc

/// A child process. Every program that Gloss starts is started here.
///
/// A child gets the environment that this process was started with, whatever was set in it since, and no blocked
/// signals: the event loop blocks some.
package struct Subprocess {
  /// The standard streams of a child.
  package enum Streams: Sendable {
    /// Those of this process: the child has the terminal, and is a job of its own.
    case terminal
    /// Nothing to read, and what is written is thrown away.
    case none
    /// Nothing to read; what is printed goes to a descriptor, complaints are thrown away.
    case output(Int32)
    /// Standard input comes from a descriptor; what is written is thrown away.
    case sink(Int32)
    /// Standard input comes from a descriptor; output and complaints go where those of this process go.
    case input(Int32)

    fileprivate var hasTerminal: Bool { if case .terminal = self { true } else { false } }
  }

  /// The way in which a child ended.
  package enum Ending: Hashable, Sendable {
    case exited(Int32)
    case killed(signal: Int32)
    /// The code is as in `errno.h`.
    case notStarted(code: Int32)
  }

  let id: pid_t

  /// Runs a program, found by `PATH`, and waits for its end.
  package static func run(_ arguments: [String], _ streams: Streams) -> Ending {
    switch start(arguments, streams) {
    case .success(let child): child.wait(having: streams)
    case .failure(let failure): .notStarted(code: failure.code)
    }
  }

  /// Returns what a program prints; nil where it could not be started, failed, or took longer than the time allowed.
  ///
  /// - Parameter seconds: The time after which it is killed.
  package static func output(of arguments: [String], seconds: Int = 5) -> [UInt8]? {
    var ends: [Int32] = [-1, -1]
    guard gloss_pipe(&ends) == 0 else { return nil }
    defer { close(ends[0]) }
    let started = start(arguments, .output(ends[1]))
    close(ends[1])
    guard case .success(let child) = started else { return nil }
    let bytes = read(from: ends[0], for: .seconds(seconds))
    if bytes == nil { kill(child.id, SIGKILL) }
    return child.wait() == .exited(0) ? bytes : nil
  }

  /// Runs a program that reads lines, and waits for its end.
  ///
  /// - Parameter lines: They are asked for one by one, and no more of them once the program has stopped reading.
  package static func feed(_ lines: some Sequence<String>, to arguments: [String]) -> Ending {
    var ends: [Int32] = [-1, -1]
    guard gloss_pipe(&ends) == 0 else { return .notStarted(code: errno) }
    let started = start(arguments, .input(ends[0]))
    close(ends[0])
    // A program that has stopped reading is no reason to be killed.
    let handler = signal(SIGPIPE, SIG_IGN)
    defer { signal(SIGPIPE, handler) }
    if case .success = started {
      for line in lines where !write(line + "\n", to: ends[1]) { break }
    }
    close(ends[1])
    switch started {
    case .success(let child): return child.wait()
    case .failure(let failure): return .notStarted(code: failure.code)
    }
  }

  /// Whether all of a text could be written.
  private static func write(_ text: String, to descriptor: Int32) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      var rest = UnsafeRawBufferPointer(bytes)
      while !rest.isEmpty {
        let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
        if count < 0, errno != EINTR { return false }
        rest = UnsafeRawBufferPointer(rebasing: rest[max(0, count)...])
      }
      return true
    }
  }

  /// Starts a program that is found by `PATH`.
  static func start(_ arguments: [String], _ streams: Streams) -> Result<Subprocess, SystemError> {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    var flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF
    let terminal = streams.hasTerminal ? open("/dev/tty", O_RDWR | O_CLOEXEC) : -1
    defer { if terminal >= 0 { close(terminal) } }
    switch streams {
    case .terminal:
      guard terminal >= 0 else { break }
      if isatty(STDIN_FILENO) == 0 { posix_spawn_file_actions_adddup2(&actions, terminal, STDIN_FILENO) }
      gloss_spawn_in_foreground(&actions, terminal)
      flags |= POSIX_SPAWN_SETPGROUP
    case .input(let descriptor): posix_spawn_file_actions_adddup2(&actions, descriptor, STDIN_FILENO)
    case .none, .output, .sink:
      if case .sink(let descriptor) = streams {
        posix_spawn_file_actions_adddup2(&actions, descriptor, STDIN_FILENO)
      } else {
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
      }
      if case .output(let descriptor) = streams {
        posix_spawn_file_actions_adddup2(&actions, descriptor, STDOUT_FILENO)
      } else {
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
      }
      posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
    }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    // Ignored here, to get an error instead; a child that was not asked expects to be killed.
    var defaults = none
    sigaddset(&defaults, SIGXFSZ)
    sigaddset(&defaults, SIGPIPE)
    posix_spawnattr_setsigdefault(&attributes, &defaults)
    posix_spawnattr_setflags(&attributes, Int16(flags))
    var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var variables: [UnsafeMutablePointer<CChar>?] = ProcessVariables.atStart.map { strdup($0) } + [nil]
    defer { for variable in variables { free(variable) } }
    var child: pid_t = 0
    let code = posix_spawnp(&child, arguments[0], &actions, &attributes, &words, &variables)
    return code == 0 ? .success(Subprocess(id: child)) : .failure(SystemError(.run, code, arguments[0]))
  }

  /// Waits for the child's end. One that has the terminal and is stopped stops this process, too, until a shell
  /// continues it.
  func wait(having streams: Streams = .none) -> Ending {
    var status: Int32 = 0
    let terminal = streams.hasTerminal ? ForegroundJob() : nil
    while true {
      if waitpid(id, &status, terminal == nil ? 0 : WUNTRACED) < 0 {
        if errno == EINTR { continue }
        break
      }
      guard status & 0xFF == 0x7F else { break }
      terminal?.stop(with: id)
    }
    terminal?.takeBack()
    let signal = status & 0x7F
    return signal == 0 ? .exited(status >> 8 & 0xFF) : .killed(signal: signal)
  }

  /// All that comes from a descriptor until its other end is closed; nil where that takes too long.
  private static func read(from descriptor: Int32, for duration: Duration) -> [UInt8]? {
    var bytes: [UInt8] = []
    let end = ContinuousClock.now + duration
    while true {
      let remaining = end - .now
      guard remaining > .zero else { return nil }
      var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      let ready = poll(&entry, 1, Int32(clamping: Int(remaining / .milliseconds(1)) + 1))
      if ready < 0, errno != EINTR { return nil }
      if ready <= 0 { continue }
      let part = [UInt8](unsafeUninitializedCapacity: 65_536) { buffer, count in
        count = max(0, Glibc.read(descriptor, buffer.baseAddress, buffer.count))
      }
      if part.isEmpty { return bytes }
      bytes += part
    }
  }
}
