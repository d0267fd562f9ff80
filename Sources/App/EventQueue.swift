import CursesTerminal
import Notebook
import Synchronization

/// The queue of events from other threads for the thread that owns the state; a pipe wakes that thread.
final class EventQueue: Sendable {
  private let events = Mutex<[NotebookEvent]>([])
  private let pipe: WakePipe

  /// Makes an empty queue.
  ///
  /// - Throws: `TerminalError` where the system gives no pipe.
  init() throws(TerminalError) { pipe = try WakePipe() }

  /// Readable when there is something to take.
  var descriptor: CInt { pipe.descriptor }

  /// Leaves an event.
  func put(_ event: NotebookEvent) {
    events.withLock { $0.append(event) }
    pipe.wake()
  }

  /// Returns the events that were left since the last call.
  func take() -> [NotebookEvent] {
    pipe.drain()
    return events.withLock { events in
      defer { events = [] }
      return events
    }
  }
}
