import CursesTerminal
import Notebook
import Synchronization

/// Where work done elsewhere leaves its answers for the thread that owns the state.
final class EventQueue: Sendable {
  /// An answer, and how often the notebook's folder had been listed anew when the work for it began.
  struct Entry: Sendable {
    var event: NotebookEvent
    var listing: Int
  }

  private let entries = Mutex<[Entry]>([])
  private let pipe: WakePipe

  init() throws(TerminalError) { pipe = try WakePipe() }

  /// Readable when there is something to take.
  var descriptor: CInt { pipe.descriptor }

  /// Leaves an event; one that names files says which listing it has their numbers from.
  func put(_ event: NotebookEvent, listing: Int = 0) {
    entries.withLock { $0.append(Entry(event: event, listing: listing)) }
    pipe.wake()
  }

  func take() -> [Entry] {
    pipe.drain()
    return entries.withLock { entries in
      defer { entries = [] }
      return entries
    }
  }
}
