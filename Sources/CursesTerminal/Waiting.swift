import CCurses
import Glibc

/// A signal that the program acts upon in its own time.
package enum Signal: CaseIterable, Hashable, Sendable {
  /// The terminal has another size.
  case resize
  case terminate, hangup, interrupt
  /// The program shall stop, as with the terminal's suspend character.
  case stop
  /// The program goes on after it was stopped.
  case proceed

  /// The number that the system gives it.
  package var number: CInt {
    switch self {
    case .resize: SIGWINCH
    case .terminate: SIGTERM
    case .hangup: SIGHUP
    case .interrupt: SIGINT
    case .stop: SIGTSTP
    case .proceed: SIGCONT
    }
  }
}

/// Signals as bytes on a descriptor that can be waited for. There is one at a time in a process.
package struct SignalPipe: ~Copyable {
  /// The descriptor to wait for; readable when signals have come.
  package let descriptor: CInt

  /// Has `signals` arrive here until this value ends.
  ///
  /// - Throws: `.system` where no pipe can be opened, as while there is another one; signals do what they did before
  ///   then.
  package init(_ signals: [Signal] = Signal.allCases) throws(TerminalError) {
    descriptor = signal_pipe_open(signals.map(\.number), signals.count)
    if descriptor < 0 { throw .system(call: "pipe2", code: errno) }
  }

  deinit { signal_pipe_close() }

  /// The signals that have come since the last call, each once, in the order in which they first came.
  package func drain() -> [Signal] {
    var bytes = [UInt8](repeating: 0, count: 256)
    var signals: [Signal] = []
    while true {
      let count = read(descriptor, &bytes, bytes.count)
      if count <= 0 { return signals }
      for byte in bytes[..<count] {
        if let signal = Signal.allCases.first(where: { $0.number == CInt(byte) }), !signals.contains(signal) {
          signals.append(signal)
        }
      }
    }
  }

  /// Stops this process and those that run with it as one job, until they are continued. The screen must have been
  /// suspended before.
  package func stopProcess() { signal_stop_process() }
}

/// Wakes the thread that waits, from any other.
package final class WakePipe: Sendable {
  /// The descriptor to wait for; readable after a `wake()`.
  package let descriptor: CInt
  private let far: CInt

  /// Opens a pipe, both ends of which belong to this object.
  ///
  /// - Throws: `.system` where no pipe can be opened.
  package init() throws(TerminalError) {
    var ends: [CInt] = [-1, -1]
    if pipe_open(&ends) != 0 { throw .system(call: "pipe2", code: errno) }
    descriptor = ends[0]
    far = ends[1]
  }

  deinit {
    close(descriptor)
    close(far)
  }

  /// Makes the descriptor readable. Any number of calls before a `drain()` are one.
  package func wake() {
    var byte: UInt8 = 1
    while write(far, &byte, 1) < 0, errno == EINTR {}
  }

  /// Takes what made the descriptor readable.
  package func drain() {
    withUnsafeTemporaryAllocation(byteCount: 64, alignment: 1) { bytes in
      while read(descriptor, bytes.baseAddress, bytes.count) > 0 {}
    }
  }
}

/// The conditions that a descriptor was found in after a wait.
package struct Readiness: OptionSet, Hashable, Sendable {
  /// One bit for each condition.
  package let rawValue: UInt8
  /// Creates a set from its bits.
  package init(rawValue: UInt8) { self.rawValue = rawValue }
  /// There is something to read.
  package static let readable = Readiness(rawValue: 1)
  /// The far end is gone, or the descriptor is of no use any more.
  package static let hungUp = Readiness(rawValue: 2)
}

/// Waits until a descriptor is readable or hung up, or until `timeout` (nil: for ever) has passed.
///
/// Returns what each descriptor is ready for, in their order; nothing for all of them after the time or a signal.
/// - Parameter output: A descriptor whose being ready to be written to ends the wait, too.
package func wait(for descriptors: [CInt], writing output: CInt? = nil, timeout: Duration?) -> [Readiness] {
  var polled = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
  if let output { polled.append(pollfd(fd: output, events: Int16(POLLOUT), revents: 0)) }
  var milliseconds: CInt = -1
  if let timeout {
    let (seconds, fraction) = timeout.components
    // Rounded up, so that a wait for a deadline does not end just before it again and again.
    let rounded = (fraction + 999_999_999_999_999) / 1_000_000_000_000_000
    milliseconds = CInt(clamping: max(0, min(seconds, 1_000_000) * 1000 + rounded))
  }
  let ready = poll(&polled, nfds_t(polled.count), milliseconds)
  return polled.prefix(descriptors.count).map { entry in
    var readiness: Readiness = []
    guard ready > 0 else { return readiness }
    if entry.revents & Int16(POLLIN) != 0 { readiness.insert(.readable) }
    if entry.revents & Int16(POLLHUP | POLLERR | POLLNVAL) != 0 { readiness.insert(.hungUp) }
    return readiness
  }
}
