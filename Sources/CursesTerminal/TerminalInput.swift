import Glibc
import Terminal

/// The input from a terminal.
package struct TerminalInput: ~Copyable {
  /// The descriptor to wait for.
  package let descriptor: CInt
  /// Whether the terminal is gone: nothing will ever come again.
  package private(set) var hasEnded = false
  /// The state machine that turns the bytes into events.
  package var machine: InputMachine

  /// The input on `descriptor` from a terminal of the kind `term`. The descriptor stays open at the end.
  package init(descriptor: CInt, term: String, utf8: Bool = true, timing: EscapeTiming = EscapeTiming()) {
    self.descriptor = descriptor
    machine = InputMachine(term: term, utf8: utf8, timing: timing)
  }

  /// Returns the time to wait in `wait(for:timeout:)` when nothing else is to be done before `timeout`.
  package func timeout(_ timeout: Duration?, now: ContinuousClock.Instant = .now) -> Duration? {
    guard let deadline = machine.deadline else { return timeout }
    let left = max(.zero, deadline - now)
    return timeout.map { min($0, left) } ?? left
  }

  /// Reads what there is and returns the events in it, those too whose moment has passed.
  package mutating func receive(_ readiness: Readiness, now: ContinuousClock.Instant = .now) -> [TerminalEvent] {
    guard !readiness.isEmpty, !hasEnded else { return machine.advance(to: now) }
    guard readiness.contains(.readable) else {
      hasEnded = true
      return machine.advance(to: now + .seconds(60))
    }
    var events: [TerminalEvent] = []
    withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 1) { buffer in
      let count = read(descriptor, buffer.baseAddress, buffer.count)
      if count > 0 {
        events = machine.receive(buffer[..<count], at: now)
      } else if count == 0 || errno != EINTR && errno != EAGAIN {
        hasEnded = true
      }
    }
    return events
  }
}
