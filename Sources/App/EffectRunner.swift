import Annotations
import Dispatch
import Notebook
import Outline
import Search
import Store
import Synchronization

/// Runs the effects that take time off the main thread and answers through the event queue.
///
/// What touches sources and sidecars goes through one queue, in the order in which it was asked for. Drafts have one of
/// their own: what is typed waits for no lock, no program and no slow disk that something else waits for. Searches have
/// a third.
final class EffectRunner: Sendable {
  let sources: SourceService
  let queue: EventQueue
  private let disk = DispatchQueue(label: "gloss.disk")
  let journal = DispatchQueue(label: "gloss.drafts", qos: .userInitiated)
  private let views = DispatchQueue(label: "gloss.view", qos: .utility)
  let searches = DispatchQueue(label: "gloss.search", qos: .userInitiated)
  /// Files that wait to be read again.
  private let reloads = Mutex(PathTable<Bool>())
  let drafts = Mutex(WaitingDrafts())
  /// The number of the latest search: earlier ones are not worth doing any more.
  let latestSearch = Atomic<Int>(0)
  /// The titles of files that are not open, gathered for a jump while its list is open.
  let titles = Mutex(PathTable<TitleIndex>())
  let noteIndexes = NoteIndexCache()
  /// Whether the final view was stored.
  private let hasLastView = Mutex(false)

  init(sources: SourceService, queue: EventQueue) {
    self.sources = sources
    self.queue = queue
  }

  /// Finds out who writes, which may ask git.
  func findAuthor(_ author: AuthorName, configured: String?, source: String) {
    DispatchQueue.global(qos: .utility).async {
      author.set(ProgramEnvironment.author(configured: configured, source: source))
    }
  }

  // MARK: Sources

  /// Reads and parses the whole of a file of which only the beginning, `source`, is in view.
  func openWhole(_ source: SourceFile, as file: FileVersion) {
    DispatchQueue.global(qos: .userInitiated).async { [sources, queue] in
      do throws(StoreError) {
        queue.put(.opened(file, source.isWhole ? sources.parse(source) : try sources.read(source.path)))
      } catch {
        queue.put(.couldNotOpen(file, error.message))
      }
    }
  }

  /// Finds what an annotation that is being written has to remember of its place in `outline`.
  func remember(_ request: AnchorRequest, of outline: Outline, blob: String?) {
    DispatchQueue.global(qos: .userInitiated).async { [queue] in
      queue.put(.remembered(request, request.anchor(in: outline, blob: blob)))
    }
  }

  func open(_ file: FileVersion, path: String) {
    disk.async { [sources, queue] in
      do throws(StoreError) {
        let source = try SourceService.readBeginning(path, sources.environment)
        if let beginning = SourceService.beginning(of: source) { queue.put(.opened(file, beginning)) }
        queue.put(.opened(file, source.isWhole ? sources.parse(source) : try sources.read(path)))
      } catch {
        queue.put(.couldNotOpen(file, error.message))
        return
      }
      queue.put(.annotations(file, EffectRunner.annotations(of: path, sources)))
    }
  }

  /// Reads how files begin that are not open; what can't be read has no title.
  func readHeads(of files: [(version: FileVersion, path: String)]) {
    views.async { [sources, queue] in
      var heads: [FileVersion: NoteHead] = [:]
      for (version, path) in files {
        guard let outline = SourceService.shortBeginning(of: path, sources.environment) else { continue }
        heads[version] = NoteHead(of: outline)
      }
      if !heads.isEmpty { queue.put(.heads(heads)) }
    }
  }

  /// Opens a file that has another path now; its drafts go along.
  func reopen(_ file: FileVersion, path: String, was old: String) {
    journal.async { [self] in
      do throws(StoreError) {
        try sources.moveDrafts(from: old, to: path)
      } catch {
        queue.put(.notice(Message("drafts of \(old) stay there: \(error.message)", .error)))
      }
      open(file, path: path)
    }
  }

  func readAnnotations(of file: FileVersion, path: String) {
    disk.async { [sources, queue] in
      queue.put(.annotations(file, EffectRunner.annotations(of: path, sources)))
    }
  }

  /// The annotations of a source; where they can't be read, what is wrong. The notes are there to be read, and are
  /// watched, all the same.
  private static func annotations(of path: String, _ sources: SourceService) -> SidecarSnapshot {
    do throws(StoreError) {
      return try sources.annotations(of: path)
    } catch {
      return SidecarSnapshot(trouble: Message(error.message, .error))
    }
  }

  /// Reads a source and its annotations again, and answers with what is not as it was; `document` is what is in view.
  func reload(_ file: FileVersion, path: String, _ document: Document) {
    // One read serves all changes that were reported before it.
    guard reloads.withLock({ $0.updateValue(true, for: path) == nil }) else { return }
    disk.async { [self, queue] in
      _ = reloads.withLock { $0.removeValue(for: path) }
      do throws(StoreError) {
        // What was lost and is there again is read even where it is the same.
        if var source = try sources.readAgain(path, blob: document.isMissing ? nil : document.blob) {
          source.rereading = PreparedReload(of: source, after: document)
          queue.put(.opened(file, source))
        }
      } catch {
        queue.put(.couldNotOpen(file, error.messageOfNamedFile))
      }
      do throws(StoreError) {
        if let read = try sources.refreshedAnnotations(of: path) { queue.put(.annotations(file, read)) }
      } catch {
        queue.put(.notice(Message(error.message, .error)))
      }
    }
  }

  // MARK: Annotations

  func save(_ number: Int, _ changes: [AnnotationChange], file: FileID, path: String) {
    disk.async { [sources, queue] in
      do throws(StoreError) {
        queue.put(.saved(number, file, try sources.save(changes, to: path)))
      } catch {
        queue.put(.notSaved(number, file, error.message))
      }
    }
  }

  func letGo(_ ids: Set<String>, of file: FileVersion, path: String) {
    disk.async { [sources, queue] in
      do throws(StoreError) {
        queue.put(.annotations(file, try sources.letGo(ids, of: path)))
      } catch {
        queue.put(.notice(Message(error.message, .error)))
      }
    }
  }

  /// Takes over the annotations that were left behind when a file was renamed.
  func adopt(_ file: FileVersion, path: String) {
    disk.async { [sources, queue] in
      do throws(StoreError) {
        guard let read = try sources.adopt(for: path) else { return }
        queue.put(.annotations(file, read))
        queue.put(.notice(Message("taken over", .good)))
      } catch {
        queue.put(.notice(Message("not taken over: \(error.message)", .error)))
      }
    }
  }

  /// Stores what can be undone.
  func keep(_ steps: [UndoStep], known: Set<UndoStep.ID>, path: String) {
    disk.async { [sources, queue] in
      do throws(StoreError) {
        try sources.setSteps(steps, known: known, of: path)
      } catch {
        queue.put(.notice(Message("undo ends when you leave: \(error.message)", .warning)))
      }
    }
  }

  /// Finds out how far the reader was in a source: off the disk's queue, since comparing versions may take a while.
  func recallReading(of file: FileVersion, path: String, _ outline: Outline, blob: String?) {
    DispatchQueue.global(qos: .userInitiated).async { [sources, queue] in
      let state = blob.map { sources.reading(of: path, outline, blob: $0) } ?? ReadingState()
      queue.put(.reading(file, state, blob: blob))
    }
  }

  /// Stores how far the reader is in a source.
  func keep(_ reading: ReadingState, path: String, _ outline: Outline, blob: String) {
    disk.async { [sources] in sources.setReading(reading, of: path, in: outline, blob: blob) }
  }

  // MARK: The end

  /// Stores how the notebook at `path` is, in case that the program ends without being asked.
  func keepView(_ state: NotebookState, of path: String) {
    views.async { [self] in
      if !hasLastView.withLock({ $0 }) { sources.setSavedView(state.memory, of: path) }
    }
  }

  /// Stores how the notebook is left; nothing that was under way comes after it.
  func keepLastView(_ state: NotebookState, of path: String) {
    hasLastView.withLock { $0 = true }
    views.async { [sources] in sources.setSavedView(state.memory, of: path) }
  }

  /// Waits until everything that was asked for is done, but no longer than `patience`: a disk may never answer.
  ///
  /// - Returns: Whether all of it is done.
  func finish(patience: Duration) -> Bool { EffectRunner.wait(for: [journal, disk, views], patience) }

  /// Waits until everything that was asked of `queues` is done, but no longer than `patience`.
  static func wait(for queues: [DispatchQueue], _ patience: Duration) -> Bool {
    let isDone = queues.map { queue in
      let isDone = DispatchSemaphore(value: 0)
      queue.async { isDone.signal() }
      return isDone
    }
    let deadline = DispatchTime.now() + .milliseconds(Int(patience / .milliseconds(1)))
    return isDone.allSatisfy { $0.wait(timeout: deadline) == .success }
  }
}
