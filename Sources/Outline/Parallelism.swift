import Dispatch
import Glibc

/// How the building of an outline is shared between processors.
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
  /// How many events are handed over at a time: enough that threads seldom wake each other, few enough to stay near
  /// the processor and to leave little to do behind the end.
  var batch = 8192
  /// How many batches may wait to be read, so that md4c does not run ahead with all of a large file.
  var ahead = 16
  /// Where the other thread comes from.
  var queue = DispatchQueue.global(qos: .userInitiated)

  init(other: Other) { self.other = other }

  /// Shorter files are not worth another thread.
  private static let shortest = 1 << 18

  /// What is best for a file of `count` bytes.
  static func usual(for count: Int) -> Parallelism {
    Parallelism(other: count >= shortest && processors > 1 ? .ifFree : .never)
  }

  /// How many processors there are.
  private static let processors = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
}
