import Dispatch
import Glibc

/// The division of the work on an outline between processors.
struct Parallelism: Sendable {
  enum Other: Sendable {
    /// All is done on the thread that asks for the outline.
    case never
    /// Another thread builds the tables, if it has begun when md4c tells the first events.
    case ifFree
    /// Another thread builds the tables, and is waited for.
    case always
  }

  var other: Other
  /// The number of events that are handed over at a time: enough that threads seldom wake each other, few enough to
  /// stay near the processor and to leave little to do behind the end.
  var batch = 8192
  /// The number of batches that may wait to be read, so that md4c does not run ahead with all of a large file.
  var ahead = 16
  /// The queue that the other thread comes from.
  var queue = DispatchQueue.global(qos: .userInitiated)

  init(other: Other) { self.other = other }

  /// Shorter files are not worth another thread.
  private static let shortest = 1 << 18

  /// Returns the best division for a file of `count` bytes.
  static func usual(for count: Int) -> Parallelism {
    Parallelism(other: count >= shortest && processors > 1 ? .ifFree : .never)
  }

  /// The number of processors that are online, at least 1.
  private static let processors = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
}
