import CursesTerminal
import Notebook
import Synchronization

/// Where work done elsewhere leaves its answers for the thread that owns the state.
final class EventQueue: Sendable {
  private let events = Mutex<[NotebookEvent]>([])
  private let pipe: WakePipe

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
