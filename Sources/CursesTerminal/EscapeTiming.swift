/// The times after which what a terminal sent so far is all of it.
package struct EscapeTiming: Hashable, Sendable {
  /// A lone Escape is the key after this time.
  package var escape: Duration
  /// The same while an answer is awaited, and where the terminal sends the Escape key as a sequence of its own.
  var escapeWhileAsking: Duration { max(escape, .milliseconds(400)) }
  /// `ESC [` and the like are Alt keys after this time.
  var introducer = Duration.seconds(1)
  /// An Escape that was given out as a key can be taken back for this time.
  var withdrawal = Duration.seconds(1)
  /// The time to wait for the rest of a sequence.
  var sequence = Duration.seconds(5)
  /// A paste without an end is over after this silence.
  var paste = Duration.seconds(1)
  /// Bytes behind the end of a paste that come within this time came with it.
  var behindPaste = Duration.milliseconds(20)
  /// Such bytes are keys unless another end follows within this time.
  var secondEnd = Duration.milliseconds(250)
  /// For how long the rest of a paste without an end is still expected.
  var overduePaste = Duration.seconds(10)
  /// Whether `O`, `P` and `_` are frequent keys behind an Escape, as with vim's keys: they don't wait long then.
  package var expectsCommandsBehindEscape = false

  /// Creates a timing; the other times have their defaults.
  package init(escape: Duration = .milliseconds(25)) { self.escape = escape }

  /// The timing that the environment and the configuration ask for: `milliseconds`, else `ESCDELAY` as with ncurses,
  /// else 25 ms, and 100 ms at the far end of a line.
  package init(
    environment: [String: String], configured milliseconds: Int? = nil, expectsCommandsBehindEscape: Bool = false
  ) {
    let isRemote = EscapeTiming.isRemote(environment)
    let named = environment["ESCDELAY"].flatMap { Int($0) }.flatMap { (0...60_000).contains($0) ? $0 : nil }
    self.init(escape: .milliseconds(milliseconds ?? named ?? (isRemote ? 100 : 25)))
    self.expectsCommandsBehindEscape = expectsCommandsBehindEscape
  }

  /// Whether the terminal is at the far end of a network.
  package static func isRemote(_ environment: [String: String]) -> Bool {
    environment.contains { name, value in
      !value.isEmpty && (name == "SSH_CONNECTION" || name == "SSH_TTY" || name.hasPrefix("MOSH_"))
    }
  }
}
