import Terminal

/// The questions that the terminal was asked and has not answered.
///
/// Behind them DA1 is asked, which every terminal answers: then there is nothing more to come.
package struct Questions: Hashable, Sendable {
  /// A moment of the clock that the answers are waited for with.
  package typealias Instant = ContinuousClock.Instant

  /// The moment of the last question; nil when all that were asked are answered.
  private var asked: Instant?
  /// Whether the terminal has ever answered.
  private var answers = false
  /// For how long answers are waited for before the terminal is given back.
  package let patience: Duration

  /// - Parameter isRemote: Whether the terminal is at the far end of a network.
  package init(isRemote: Bool = false) { patience = isRemote ? .seconds(1) : .milliseconds(300) }

  /// Notes that something was asked.
  mutating func ask(at now: Instant) { asked = now }

  /// Takes an answer in; DA1 is the last.
  mutating func handle(_ reply: TerminalReply) {
    answers = true
    if reply == .attributes { asked = nil }
  }

  /// Gives up waiting.
  mutating func close() { asked = nil }

  /// Whether an answer may still come at `now`. A terminal that has never answered, and not in a long time, never will.
  package func areOpen(at now: Instant) -> Bool {
    guard let asked else { return false }
    return answers || now - asked < .seconds(3)
  }

  /// Whether it is of use to ask a terminal something before it is given back.
  var isAnswering: Bool { answers }
}
