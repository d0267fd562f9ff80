/// The life of an annotation, as one table: the states that it can be in, what can happen to it there, and what becomes
/// of it. Every command that writes, changes or removes an annotation asks it first.
package struct AnnotationLifecycle: Hashable, Sendable {
  /// The state of its record in the sidecar.
  package enum Record: String, CaseIterable, Hashable, Sendable {
    /// Nothing: it is yet to be written, or was deleted.
    case new
    /// Nothing, and it is to be an answer to another one.
    case newReply
    case open, resolved
    /// An answer; whether the matter is settled is for what the thread begins with to say.
    case reply
  }

  /// The state of the text that isn't in the record.
  package enum Unsaved: String, CaseIterable, Hashable, Sendable {
    case nothing
    /// Left for later, in the journal.
    case draft
    /// In the editor, and with every key in the journal.
    case writing
    /// Asked of the disk, which has not answered.
    case saving
  }

  /// The state of its record in the sidecar.
  package var record: Record
  /// The state of the text that isn't in the record.
  package var unsaved: Unsaved

  /// Creates a state; by default without unsaved text.
  package init(_ record: Record, _ unsaved: Unsaved = .nothing) {
    (self.record, self.unsaved) = (record, unsaved)
  }

  /// The text in the editor beside what is saved.
  package enum Text: String, CaseIterable, Hashable, Sendable { case empty, unchanged, changed, tooLong }

  /// Something that the reader or the disk does to an annotation.
  package enum Event: Hashable, Sendable {
    // Commands on a topic or an annotation.
    case annotate, edit, reply, resolve
    /// Another type or severity.
    case classify
    case delete
    /// Cut here, pasted at another topic.
    case move
    // Commands in the editor.
    case save(Text)
    case leave(Text)
    case discard(Text)
    // Answers of the reader, of the disk.
    case deletionConfirmed, discardingConfirmed, stored, notStored
    /// A step is to be taken back, or done again; clean where nobody else has changed since what it changed.
    case takeBack(isClean: Bool)
  }

  /// The effect that an event has, besides the next state.
  package enum Consequence: Hashable, Sendable {
    /// The editor opens: on a new text, on a new answer, on the text of the record.
    case write(Record)
    /// The editor opens on the draft that there is.
    case resume
    /// It is saved, or what is saved is replaced.
    case store
    /// Its fields change; text, place and id do not.
    case change
    /// It goes; its answers go up to what it answered.
    case remove
    /// It is attached to another topic: nothing else replaces what it remembers of the first one.
    case attach
    case keepDraft, dropDraft
    case askToDelete, askToDiscard
    /// The result from the disk is told to the reader.
    case report
    case takeBack
    case refuse(Refusal)
  }

  /// The reason for refusing a command.
  package enum Refusal: String, CaseIterable, Hashable, Sendable {
    case nothingThere, isDraft, isBeingSaved, isWriting, isNotWriting, belongsToThread, tooLong, changedSince
  }

  /// The result of an event.
  package struct Transition: Hashable, Sendable {
    /// The state afterwards.
    package var next: AnnotationLifecycle
    /// The effect that is to be carried out.
    package var consequence: Consequence
  }
}

extension AnnotationLifecycle: CaseIterable {
  /// All combinations of record and unsaved text.
  package static var allCases: [AnnotationLifecycle] {
    Record.allCases.flatMap { record in Unsaved.allCases.map { AnnotationLifecycle(record, $0) } }
  }
}

extension AnnotationLifecycle.Event: CaseIterable {
  /// All events with all of their values.
  package static var allCases: [AnnotationLifecycle.Event] {
    let texts = AnnotationLifecycle.Text.allCases
    return [.annotate, .edit, .reply, .resolve, .classify, .delete, .move] + texts.map { .save($0) }
      + texts.map { .leave($0) } + texts.map { .discard($0) }
      + [
        .deletionConfirmed, .discardingConfirmed, .stored, .notStored, .takeBack(isClean: true),
        .takeBack(isClean: false),
      ]
  }
}

extension AnnotationLifecycle {
  /// The table.
  package func after(_ event: Event) -> Transition {
    switch (event, record, unsaved) {
    case (.annotate, _, .writing), (.edit, _, .writing), (.reply, _, .writing), (.resolve, _, .writing),
      (.delete, _, .writing), (.move, _, .writing):
      refuse(.isWriting)
    case (.annotate, _, .draft): go(record, .writing, .resume)
    case (.annotate, .new, .nothing): go(.new, .writing, .write(.new))
    // Beside what there is, another one.
    case (.annotate, _, _): stay(.write(.new))

    case (.edit, _, .draft): go(record, .writing, .resume)
    case (.edit, .new, _), (.edit, .newReply, _): refuse(unsaved == .saving ? .isBeingSaved : .nothingThere)
    case (.edit, _, _): go(record, .writing, .write(record))

    // Answering something, or moving it, opens nothing again.
    case (.reply, .new, _), (.reply, .newReply, _), (.resolve, .new, _), (.resolve, .newReply, _), (.move, .new, _),
      (.move, .newReply, _):
      refuse(notThere)
    case (.reply, _, _): stay(.write(.newReply))
    case (.resolve, .open, _): go(.resolved, unsaved, .change)
    case (.resolve, .resolved, _): go(.open, unsaved, .change)
    case (.move, .open, _), (.move, .resolved, _): stay(.attach)
    case (.resolve, .reply, _), (.move, .reply, _), (.classify, .reply, _), (.classify, .newReply, .writing):
      refuse(.belongsToThread)
    case (.classify, .new, .writing), (.classify, .open, _), (.classify, .resolved, _): stay(.change)
    case (.classify, .new, _), (.classify, .newReply, _): refuse(notThere)

    case (.delete, .new, .draft), (.delete, .newReply, .draft): stay(.askToDiscard)
    case (.delete, .new, _), (.delete, .newReply, _): refuse(notThere)
    // What was written to replace its text is a text of its own now.
    case (.delete, _, .draft): go(before, .draft, .remove)
    case (.delete, _, _): go(before, .nothing, .remove)

    case (.save, _, .nothing), (.save, _, .draft), (.save, _, .saving), (.leave, _, .nothing), (.leave, _, .draft),
      (.leave, _, .saving), (.discard, _, .nothing), (.discard, _, .draft), (.discard, _, .saving):
      refuse(.isNotWriting)
    case (.save(.tooLong), _, .writing): refuse(.tooLong)
    case (.save(.empty), .open, .writing), (.save(.empty), .resolved, .writing), (.save(.empty), .reply, .writing):
      stay(.askToDelete)
    case (.save(.empty), _, .writing): go(record, .nothing, .dropDraft)
    case (.save(.unchanged), .open, .writing), (.save(.unchanged), .resolved, .writing),
      (.save(.unchanged), .reply, .writing):
      go(record, .nothing, .dropDraft)
    case (.save, _, .writing): go(record, .saving, .store)

    case (.leave(.empty), _, .writing): go(record, .nothing, .dropDraft)
    case (.leave(.unchanged), .open, .writing), (.leave(.unchanged), .resolved, .writing),
      (.leave(.unchanged), .reply, .writing):
      go(record, .nothing, .dropDraft)
    case (.leave, _, .writing): go(record, .draft, .keepDraft)

    case (.discard(.empty), _, .writing): go(record, .nothing, .dropDraft)
    case (.discard(.unchanged), .open, .writing), (.discard(.unchanged), .resolved, .writing),
      (.discard(.unchanged), .reply, .writing):
      go(record, .nothing, .dropDraft)
    case (.discard, _, .writing): stay(.askToDiscard)

    case (.deletionConfirmed, .open, .writing), (.deletionConfirmed, .resolved, .writing),
      (.deletionConfirmed, .reply, .writing):
      go(before, .nothing, .remove)
    case (.deletionConfirmed, _, _): refuse(.isNotWriting)
    case (.discardingConfirmed, _, .writing), (.discardingConfirmed, _, .draft): go(record, .nothing, .dropDraft)
    case (.discardingConfirmed, _, _): refuse(.isNotWriting)

    case (.stored, _, .saving): go(afterSaving, .nothing, .report)
    case (.notStored, _, .saving): go(record, .draft, .keepDraft)
    case (.stored, _, _), (.notStored, _, _): stay(.report)
    case (.takeBack(isClean: true), _, _): stay(.takeBack)
    case (.takeBack(isClean: false), _, _): refuse(.changedSince)
    }
  }

  /// Whether there is a record of it.
  package var isRecorded: Bool { record != before }

  /// The state that it had before it was a record.
  private var before: Record {
    switch record {
    case .new, .open, .resolved: .new
    case .newReply, .reply: .newReply
    }
  }

  /// The state that it has once its text is on the disk.
  private var afterSaving: Record {
    switch record {
    case .new: .open
    case .newReply: .reply
    case .open, .resolved, .reply: record
    }
  }

  /// The reason for refusing a command on a record where there is none.
  private var notThere: Refusal {
    switch unsaved {
    case .nothing: .nothingThere
    case .draft: .isDraft
    case .writing: .isWriting
    case .saving: .isBeingSaved
    }
  }

  private func go(_ record: Record, _ unsaved: Unsaved, _ consequence: Consequence) -> Transition {
    Transition(next: AnnotationLifecycle(record, unsaved), consequence: consequence)
  }

  private func stay(_ consequence: Consequence) -> Transition { Transition(next: self, consequence: consequence) }
  private func refuse(_ refusal: Refusal) -> Transition { stay(.refuse(refusal)) }
}
