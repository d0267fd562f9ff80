import Annotations
import Notebook
import Store

/// Drafts on their way to the disk.
struct WaitingDrafts: Sendable {
  /// The drafts that wait for their turn, the latest text of each.
  var waiting: [Draft.ID: (draft: Draft, ticket: Int)] = [:]
  /// The drafts whose present text is being written, or could not be.
  var unwritten: [Draft.ID: Draft] = [:]
  private var tickets = 0

  /// Lets a draft wait; returns its ticket, or nil where an earlier text of it was waiting already.
  mutating func add(_ draft: Draft) -> Int? {
    if let before = waiting[draft.id] {
      waiting[draft.id] = (draft, before.ticket)
      return nil
    }
    tickets += 1
    waiting[draft.id] = (draft, tickets)
    return tickets
  }

  /// Takes the draft with a ticket; nil where it was removed. It may have been removed and have come again since: that
  /// one has another ticket.
  mutating func next(_ id: Draft.ID, ticket: Int) -> Draft? {
    guard waiting[id]?.ticket == ticket, let draft = waiting.removeValue(forKey: id)?.draft else { return nil }
    unwritten[id] = draft
    return draft
  }

  mutating func remove(_ id: Draft.ID) {
    waiting[id] = nil
    unwritten[id] = nil
  }

  /// The drafts whose present text is not in the state folder, the oldest first.
  var all: [Draft] {
    unwritten.merging(waiting.mapValues(\.draft)) { $1 }.values.sorted { $0.timestamp < $1.timestamp }
  }
}

extension EffectRunner {
  /// Journals a draft; of several texts that wait for the disk, the latest.
  func write(_ draft: Draft, path: String) {
    guard let ticket = drafts.withLock({ $0.add(draft) }) else { return }
    journal.async { [self] in
      guard let draft = drafts.withLock({ $0.next(draft.id, ticket: ticket) }) else { return }
      do throws(StoreError) {
        try sources.write(draft, of: path)
        drafts.withLock { if $0.unwritten[draft.id] == draft { $0.unwritten[draft.id] = nil } }
      } catch {
        queue.put(.notice(Message("the draft can't be kept: \(error.message)", .error)))
      }
    }
  }

  func removeDraft(_ id: String, path: String) {
    drafts.withLock { $0.remove(id) }
    journal.async { [sources, queue] in
      do throws(StoreError) {
        try sources.removeDraft(id, of: path)
      } catch {
        queue.put(.notice(Message("the draft can't be removed, and will be offered again: \(error.message)", .warning)))
      }
    }
  }

  /// Waits until all drafts are written, but no longer than `patience`.
  ///
  /// - Returns: Those whose present text could not be stored.
  func finishDrafts(patience: Duration) -> [Draft] {
    _ = EffectRunner.wait(for: [journal], patience)
    return drafts.withLock { $0.all }
  }

  func synchronizeDrafts() {
    journal.async { [sources, queue] in
      do throws(StoreError) {
        try sources.synchronizeDrafts()
      } catch {
        queue.put(.notice(Message("the draft is not on the disk: \(error.message)", .error)))
      }
    }
  }
}
