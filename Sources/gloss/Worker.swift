import Annotations
import Dispatch
import Notebook
import Outline
import Store
import Synchronization

/// Does the slow work beside the keys and answers through the inbox.
///
/// Everything that touches the disk goes through one queue, in the order in which it was asked for; searches go beside
/// it.
final class Worker: Sendable {
  private let keeper: Keeper
  private let inbox: Inbox
  private let disk = DispatchQueue(label: "gloss.disk")
  /// The number of the latest search: earlier ones are not worth doing any more.
  private let latestSearch = Atomic<Int>(0)

  /// Drafts that wait for the disk, the latest text of each.
  private let waitingDrafts = Mutex<[Draft.ID: Draft]>([:])

  init(keeper: Keeper, inbox: Inbox) {
    self.keeper = keeper
    self.inbox = inbox
  }

  /// Finds out who writes, which may ask git.
  func findAuthor(_ author: AuthorName, configured: String?, source: String) {
    disk.async { author.set(Surroundings.author(configured: configured, source: source)) }
  }

  /// Reads and parses the whole of a file of which only the beginning, `source`, is in view.
  func openWhole(_ source: SourceFile, as file: FileIndex) {
    DispatchQueue.global(qos: .userInitiated).async { [keeper, inbox] in
      do throws(StoreError) {
        inbox.put(.opened(file, source.isWhole ? keeper.parse(source) : try keeper.read(source.path)))
      } catch {
        inbox.put(.couldNotOpen(file, error.message))
      }
    }
  }

  /// Finds what an annotation that is being written has to remember of its place in `outline`.
  func remember(_ request: AnchorRequest, of outline: Outline, blob: String?) {
    DispatchQueue.global(qos: .userInitiated).async { [inbox] in
      inbox.put(.remembered(request, request.anchor(in: outline, blob: blob)))
    }
  }

  func open(_ file: FileIndex, path: String) {
    disk.async { [keeper, inbox] in
      do throws(StoreError) {
        inbox.put(.opened(file, try keeper.read(path)))
        inbox.put(.annotations(file, try keeper.annotations(of: path)))
      } catch {
        inbox.put(.couldNotOpen(file, error.message))
      }
    }
  }

  func readAnnotations(of file: FileIndex, path: String) {
    disk.async { [keeper, inbox] in
      do throws(StoreError) {
        inbox.put(.annotations(file, try keeper.annotations(of: path)))
      } catch {
        inbox.put(.notice(Message(error.message, .error)))
      }
    }
  }

  /// Reads a source and its annotations again, and answers with what is not as it was; `blob` is what is in view.
  func reload(_ file: FileIndex, path: String, blob: String?) {
    disk.async { [keeper, inbox] in
      do throws(StoreError) {
        if let source = try keeper.readAgain(path, blob: blob) { inbox.put(.opened(file, source)) }
      } catch {
        inbox.put(.couldNotOpen(file, error.message))
      }
      do throws(StoreError) {
        if let read = try keeper.refreshedAnnotations(of: path) { inbox.put(.annotations(file, read)) }
      } catch {
        inbox.put(.notice(Message(error.message, .error)))
      }
    }
  }

  func save(_ number: Int, _ changes: [AnnotationChange], file: FileIndex, path: String) {
    disk.async { [keeper, inbox] in
      do throws(StoreError) {
        inbox.put(.saved(number, file, try keeper.save(changes, to: path)))
      } catch {
        inbox.put(.notSaved(number, file, error.message))
      }
    }
  }

  /// Journals a draft; of several that wait for the disk, the latest.
  func write(_ draft: Draft, path: String) {
    let isAwaited = waitingDrafts.withLock { $0.updateValue(draft, forKey: draft.id) != nil }
    if isAwaited { return }
    disk.async { [self] in
      guard let draft = waitingDrafts.withLock({ $0.removeValue(forKey: draft.id) }) else { return }
      do throws(StoreError) {
        try keeper.write(draft, of: path)
      } catch {
        inbox.put(.notice(Message("the draft can't be kept: \(error.message)", .error)))
      }
    }
  }

  func removeDraft(_ id: String, path: String) {
    waitingDrafts.withLock { $0[id] = nil }
    disk.async { [keeper] in try? keeper.removeDraft(id, of: path) }
  }

  func keep(_ steps: [AnnotationStep], known: Set<AnnotationStep.ID>, path: String) {
    disk.async { [keeper, inbox] in
      do throws(StoreError) {
        try keeper.keep(steps, known: known, of: path)
      } catch {
        inbox.put(.notice(Message("undo ends with this session: \(error.message)", .warning)))
      }
    }
  }

  /// Finds out how far the reader was in a source: beside the disk's queue, since comparing versions may take a while.
  func recallReading(of file: FileIndex, path: String, _ outline: Outline, blob: String?) {
    DispatchQueue.global(qos: .userInitiated).async { [keeper, inbox] in
      let state = blob.map { keeper.reading(of: path, outline, blob: $0) } ?? ReadingState()
      inbox.put(.reading(file, state, blob: blob))
    }
  }

  func keep(_ reading: ReadingState, path: String, bytes: [UInt8], blob: String) {
    disk.async { [keeper] in keeper.keep(reading, of: path, bytes: bytes, blob: blob) }
  }

  func synchronizeDrafts() {
    disk.async { [keeper, inbox] in
      do throws(StoreError) {
        try keeper.synchronizeDrafts()
      } catch {
        inbox.put(.notice(Message("the draft is not on the disk: \(error.message)", .error)))
      }
    }
  }

  func search(_ request: SearchRequest, over files: [SearchableFile]) {
    latestSearch.store(request.number, ordering: .relaxed)
    DispatchQueue.global(qos: .userInitiated).async { [self] in
      guard latestSearch.load(ordering: .relaxed) == request.number else { return }
      inbox.put(.found(request.answer(over: files)))
    }
  }

  /// Waits until everything that was asked of the disk is done.
  func finish() { disk.sync {} }
}
