import Dispatch
import Synchronization

/// Builds tables on another thread: that of the lines while md4c finds the blocks, then that of the topics.
final class ConcurrentTableBuilder: MarkdownEventSink, Sendable {
  private let source: SourceText
  private let state: Mutex<State>
  /// Counts the batches told and not yet read, and the end.
  private let told = DispatchSemaphore(value: 0)
  /// Counts the batches that may be told before another is read.
  private let room: DispatchSemaphore
  private let built = DispatchSemaphore(value: 0)

  private struct State {
    /// Whether the other thread builds; nil as long as that is open.
    var isTaken: Bool?
    /// The batches that md4c has sent and that are not read yet, in order.
    var batches: [[MarkdownEvent]] = []
    var tables: OutlineTables?
  }

  init(of source: SourceText, parallelism: Parallelism) {
    self.source = source
    state = Mutex(State(isTaken: parallelism.other == .always ? true : nil))
    room = DispatchSemaphore(value: parallelism.ahead)
    parallelism.queue.async { if self.decide(true) { self.build() } }
  }

  /// Whether the other thread builds. It has begun when this is first asked, or it never will.
  func isTaken() -> Bool { decide(false) }

  private func decide(_ isTaken: Bool) -> Bool {
    state.withLock { state in
      let decided = state.isTaken ?? isTaken
      state.isTaken = decided
      return decided
    }
  }

  func read(_ events: UnsafeBufferPointer<MarkdownEvent>) {
    room.wait()
    let batch = Array(events)
    state.withLock { $0.batches.append(batch) }
    told.signal()
  }

  /// Waits for the tables; called once, if the other thread builds, behind all events.
  func finish() -> OutlineTables {
    told.signal()
    built.wait()
    guard let tables = state.withLock({ $0.tables.take() }) else { preconditionFailure("tables are built once") }
    return tables
  }

  private func build() {
    let tables = source.withInput { input in
      let lines = LineTable(of: input.source, from: input.start)
      var topics = TopicBuilder(input)
      while let batch = nextBatch() {
        batch.withUnsafeBufferPointer { topics.read($0) }
        room.signal()
      }
      return topics.finish(lines)
    }
    state.withLock { $0.tables = tables }
    built.signal()
  }

  /// Waits for the next batch of md4c's events and returns it; nil after the last.
  private func nextBatch() -> [MarkdownEvent]? {
    told.wait()
    return state.withLock { $0.batches.isEmpty ? nil : $0.batches.removeFirst() }
  }
}
