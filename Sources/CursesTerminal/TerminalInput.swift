import Glibc
import Terminal

/// What comes from the terminal, with the moment that a lone Escape is waited for.
package struct TerminalInput: ~Copyable {
  /// How long a sequence that an Escape begins may stop in its middle.
  package static let escapeDelay = Duration.milliseconds(25)

  /// What to wait for.
  package let descriptor: CInt
  /// Whether the terminal is gone: nothing will ever come again.
  package private(set) var hasEnded = false
  private var decoder: KeyDecoder
  private var lastRead: ContinuousClock.Instant?

  /// The input on `descriptor` from a terminal of the kind `term`. The descriptor stays open at the end.
  package init(descriptor: CInt, term: String, utf8: Bool = true) {
    self.descriptor = descriptor
    decoder = KeyDecoder(term: term, utf8: utf8)
  }

  /// When `receive` has to be called even if nothing can be read.
  package var deadline: ContinuousClock.Instant? {
    decoder.hasPending ? lastRead.map { $0 + TerminalInput.escapeDelay } : nil
  }

  /// The time to wait in `wait(for:timeout:)` when nothing else is to be done before `timeout`.
  package func timeout(_ timeout: Duration?, now: ContinuousClock.Instant = .now) -> Duration? {
    guard let deadline else { return timeout }
    let left = max(.zero, deadline - now)
    return timeout.map { min($0, left) } ?? left
  }

  /// Reads what there is and gives the events in it, those too whose moment has passed.
  package mutating func receive(_ readiness: Readiness, now: ContinuousClock.Instant = .now) -> [TerminalEvent] {
    guard !readiness.isEmpty, !hasEnded else {
      if let deadline, now >= deadline { return decoder.flush() }
      return []
    }
    guard readiness.contains(.readable) else {
      hasEnded = true
      return decoder.flush()
    }
    var events: [TerminalEvent] = []
    withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 1) { buffer in
      let count = read(descriptor, buffer.baseAddress, buffer.count)
      if count > 0 {
        lastRead = now
        events = decoder.decode(buffer[..<count])
      } else if count == 0 || errno != EINTR && errno != EAGAIN {
        hasEnded = true
      }
    }
    return events
  }
}
