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
  /// How long it takes until the screen is as wanted, counted from now to the moment when it first is.
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

/// Runs a program with its output thrown away, and tells how long that took.
func time(of command: [String]) throws -> Duration {
  let process = Process()
  process.executableURL = URL(filePath: command[0])
  process.arguments = Array(command.dropFirst())
  process.standardOutput = FileHandle.nullDevice
  let start = ContinuousClock.now
  try process.run()
  process.waitUntilExit()
  return .now - start
}
