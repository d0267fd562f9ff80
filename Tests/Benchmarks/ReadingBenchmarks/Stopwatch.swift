import Foundation
import PseudoTerminal

/// Times in milliseconds, of which the median counts.
struct Times {
  private(set) var values: [Double] = []

  mutating func add(_ duration: Duration) { values.append(duration / .milliseconds(1)) }

  var median: Double { values.isEmpty ? .nan : values.sorted()[values.count / 2] }

  var text: String {
    let sorted = values.sorted()
    guard let first = sorted.first, let last = sorted.last else { return "never" }
    return String(format: "%.2f ms (%.2f to %.2f)", median, first, last)
  }
}

extension PseudoTerminal {
  /// Returns the time from now to the moment when the screen is first as wanted.
  func time(until condition: (Screen) -> Bool) throws -> Duration {
    let start = ContinuousClock.now
    return try moment(when: condition) - start
  }

  /// The moment when the screen first is as wanted.
  func moment(when condition: (Screen) -> Bool) throws -> ContinuousClock.Instant {
    var moment: ContinuousClock.Instant?
    try wait(within: .seconds(120)) { screen in
      let isSo = condition(screen)
      if isSo, moment == nil { moment = .now }
      return isSo
    }
    return moment ?? .now
  }
}

/// Runs a program with its output thrown away, and tells how long that took, from the call that starts it to its end.
func time(of command: [String]) throws -> Duration {
  var actions = posix_spawn_file_actions_t()
  posix_spawn_file_actions_init(&actions)
  defer { posix_spawn_file_actions_destroy(&actions) }
  posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
  var words: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) }
  words.append(nil)
  defer { for word in words { free(word) } }
  let start = ContinuousClock.now
  var child: pid_t = 0
  let failure = posix_spawn(&child, command[0], &actions, nil, words, environ)
  guard failure == 0 else { throw POSIXError(POSIXErrorCode(rawValue: failure) ?? .EIO) }
  var status: Int32 = 0
  while waitpid(child, &status, 0) < 0, errno == EINTR {}
  return .now - start
}
