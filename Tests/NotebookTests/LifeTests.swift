import Annotations
import Notebook
import NotebookHarness
import Testing

/// Every command in every state of an annotation, by the keys, beside the table that says what comes of it.
@Suite struct LifeTests {
  private static let text = "Some words"

  /// An annotation in one state of its life, with the cursor of the detail pane on it.
  private struct Life {
    var desk: Desk
    let record: AnnotationLifecycle.Record
    /// The id of its record; nil for what has none yet.
    let id: String?
    /// The draft of it.
    var draft: String?

    init(_ life: AnnotationLifecycle) throws {
      record = life.record
      var annotations = [
        annotation("Root", line: 6, id: "a", isResolved: life.record == .resolved),
        annotation("Answer", line: 6, id: "b", replyTo: "a"),
      ]
      switch life.record {
      case .new: annotations = []
      case .newReply, .open, .resolved: annotations.removeLast()
      case .reply: break
      }
      id = life.record == .reply ? "b" : life.record == .open || life.record == .resolved ? "a" : nil
      desk = try Desk.animals("5j<Tab>", annotations: annotations)
      desk.press(pointing)
      if life.unsaved != .nothing { desk.press(life.record == .new ? "a" : life.record == .newReply ? "R" : "<Enter>") }
      if life.unsaved != .nothing { desk.press("<C-u>" + LifeTests.text) }
      draft = desk.state.session?.draft.id
      switch life.unsaved {
      case .nothing, .writing: break
      case .draft: desk.press("<Esc>" + pointing)
      case .saving:
        desk.diskIsSlow = true
        desk.press("<C-s>" + pointing)
      }
    }

    /// Keys that put the cursor on it.
    var pointing: String { record == .reply || record == .newReply ? "Gk" : "G" }

    /// Where it is in its life now.
    var now: AnnotationLifecycle {
      let kept = desk.disk.values.joined().first { $0.id == id ?? draft }
      let isReply = record == .reply || record == .newReply
      let record: AnnotationLifecycle.Record =
        kept.map { isReply ? .reply : $0.isResolved ? .resolved : .open } ?? (isReply ? .newReply : .new)
      if let session = desk.state.session,
        session.draft.id == draft || id.map({ session.draft.purpose == .edit($0) }) == true
      {
        return AnnotationLifecycle(record, .writing)
      }
      if desk.state.pendingSaves.values.contains(where: { $0.draft != nil && $0.draft == draft }) {
        return AnnotationLifecycle(record, .saving)
      }
      return AnnotationLifecycle(record, desk.journal.values.joined().contains { $0.id == draft } ? .draft : .nothing)
    }

    /// The text that is kept of it.
    var saved: String? { desk.disk.values.joined().first { $0.id == id ?? draft }?.text }
  }

  /// The keys that ask for an event; nil where none does.
  private static func keys(for event: AnnotationLifecycle.Event, in life: AnnotationLifecycle) -> String? {
    let isWriting = life.unsaved == .writing
    switch event {
    case .annotate: return isWriting ? nil : "a"
    case .edit: return isWriting ? nil : "<Enter>"
    case .reply: return isWriting ? nil : "R"
    case .resolve: return isWriting ? nil : "x"
    case .classify: return isWriting ? "<C-x>t" : "t"
    case .delete: return isWriting ? nil : "d"
    case .move: return isWriting ? nil : "X"
    case .save: return isWriting ? "<C-s>" : nil
    case .leave: return isWriting ? "<Esc>" : nil
    case .discard: return isWriting ? "<C-x><C-k>" : nil
    case .deletionConfirmed: return isWriting && life.isRecorded ? "<C-u><C-s>y" : nil
    case .discardingConfirmed:
      return isWriting ? "<C-x><C-k>y" : life.unsaved == .draft && !life.isRecorded ? "dy" : nil
    case .stored, .notStored, .takeBack: return nil
    }
  }

  private static func text(of event: AnnotationLifecycle.Event) -> AnnotationLifecycle.Text? {
    switch event {
    case .save(let text), .leave(let text), .discard(let text): text
    default: nil
    }
  }

  static let cases: [(AnnotationLifecycle, AnnotationLifecycle.Event)] = AnnotationLifecycle.allCases.flatMap { life in
    AnnotationLifecycle.Event.allCases.compactMap { event in
      // Where nothing is there of an answer, keys speak of what it would answer.
      guard life != AnnotationLifecycle(.newReply), keys(for: event, in: life) != nil else { return nil }
      // A new text has nothing to be the same as.
      if text(of: event) == .unchanged, !life.isRecorded { return nil }
      return (life, event)
    }
  }

  @Test("What a key does to an annotation is what the table of its life says", arguments: cases)
  func commands(life: AnnotationLifecycle, event: AnnotationLifecycle.Event) throws {
    var subject = try Life(life)
    #expect(subject.now == life, "not in this state to begin with")
    let before = subject
    switch Self.text(of: event) {
    case .empty?: subject.desk.press("<C-u>")
    case .unchanged?: subject.desk.press("<C-u>" + (before.saved ?? ""))
    case .tooLong?: subject.desk.take(.terminal(.paste(String(repeating: "a", count: 16_384))))
    case .changed?, nil: break
    }
    let keys = try #require(Self.keys(for: event, in: life))
    subject.desk.press(keys)
    var expected = life.after(event)
    if expected.consequence == .store { expected.next = expected.next.after(.stored).next }
    let desk = subject.desk
    if subject.draft == nil { subject.draft = desk.state.session?.draft.id }
    switch expected.consequence {
    case .write(let record):
      let now = life.unsaved == .saving ? Self.text : before.saved
      #expect(desk.writing == (record == life.record && life.isRecorded ? now : ""))
      // Beside one that is being saved, another one is begun.
      if expected.next == life || life.unsaved == .saving { return }
    case .resume: #expect(desk.writing == Self.text)
    case .store: #expect(subject.saved == Self.text && desk.writing == nil)
    case .change where event == .classify: #expect(desk.overlay?.hasPrefix("Type") == true)
    case .change where life.unsaved == .saving: #expect(desk.message == "saving…")
    case .change: #expect(desk.message == (life.record == .open ? "resolved" : "open again"))
    case .remove where life.unsaved == .saving: #expect(desk.message == "saving…")
    case .remove: #expect(subject.saved == nil && before.saved != nil)
    case .attach: #expect(desk.state.cut?.annotation == subject.id)
    case .keepDraft: #expect(desk.message == "draft, not saved: a resumes" && desk.writing == nil)
    case .dropDraft: #expect(desk.writing == nil && subject.saved == before.saved)
    case .askToDelete: #expect(desk.overlay == "The text is empty. Delete this annotation? y/n")
    case .askToDiscard: #expect(desk.overlay?.hasPrefix("Discard this") == true)
    case .refuse(.belongsToThread) where life.unsaved != .writing:
      // The command goes to what the thread begins with.
      #expect(
        desk.overlay != nil || desk.state.cut?.annotation == "a" || desk.message == "resolved"
          || desk.message == "saving…")
    case .refuse:
      #expect(!desk.message.isEmpty && desk.overlay == nil && desk.state.cut == nil)
      #expect(desk.disk == before.desk.disk)
    case .report, .takeBack: break
    }
    // What is asked of a slow disk is not done yet.
    if life.unsaved != .saving { #expect(subject.now == expected.next) }
    try subject.desk.state.checkInvariants()
  }

  @Test(
    "When the disk answers, what was being saved is saved, or a draft again",
    arguments: AnnotationLifecycle.Record.allCases, [true, false])
  func answers(record: AnnotationLifecycle.Record, isStored: Bool) throws {
    let life = AnnotationLifecycle(record, .saving)
    var subject = try Life(life)
    #expect(subject.now == life)
    subject.desk.diskFailure = isStored ? nil : "no space left on the disk"
    subject.desk.catchUp()
    #expect(subject.now == life.after(isStored ? .stored : .notStored).next)
    #expect(isStored == (subject.saved == Self.text))
  }

  @Test("A draft outlives its topic, its file and the sidecar that can't be read") func outlives() throws {
    var subject = try Life(AnnotationLifecycle(.new, .draft))
    subject.desk.take(.opened(.init(0), .init(outline: .init(parsing: Array("# Nothing of that\n".utf8)))))
    #expect(subject.now.unsaved == .draft && subject.desk.outline.contains("✎1"))
    subject.desk.take(.couldNotOpen(.init(0), "no such file"))
    #expect(subject.now.unsaved == .draft && subject.desk.outline.contains("✎1"))
    subject.desk.press("gga")
    #expect(subject.desk.writing == Self.text)
  }

  @Test("An answer does not open what was settled; whether it is settled is its thread's affair") func threads() throws
  {
    var desk = try Desk.animals("5j", annotations: [annotation("Root", line: 6, id: "a", isResolved: true)])
    desk.press("RAnswer<C-s>")
    #expect(desk.disk.values.joined().map(\.isResolved) == [true, false])
    #expect(desk.outline.contains("Hounds ○2"))
    desk.press("@state:open")
    #expect(desk.overlay == "Annotations: state:open")
    desk.press("<C-u>/state:resolved")
    #expect(desk.overlay?.contains("Root") == true && desk.overlay?.contains("Answer") == true)
    desk.press("<Esc>x")
    #expect(desk.outline.contains("Hounds ●2"))
  }

  @Test("The type and the severity are chosen while writing, shown in the frame, and kept by the draft")
  func classifies() throws {
    var desk = try Desk.animals("5jaWhich?")
    desk.press("<C-x>tquest<Enter>")
    #expect(desk.writing == "Which?" && desk.detail.contains("question · new"))
    desk.press("<C-x>!h<Enter> And")
    #expect(desk.writing == "Which? And" && desk.detail.contains("question · high · new"))
    desk.press("<Esc>")
    #expect(desk.journal.values.joined().map(\.type) == [.question])
    #expect(desk.detail.contains("draft, not saved · question · high"))
    desk.press("a<C-x>t<Esc>")
    #expect(desk.writing == "Which? And")
    desk.press("<C-s>")
    #expect(desk.disk.values.joined().map(\.type) == [.question])
    #expect(desk.disk.values.joined().map(\.severity) == [.high])
    // Another type alone is a change.
    desk.press("<Tab>G<Enter><C-x>tissue<Enter><C-s>")
    #expect(desk.disk.values.joined().map(\.type) == [.issue] && desk.message == "saved")
    #expect(desk.disk.values.joined().map(\.text) == ["Which? And"])
  }

  @Test("A draft that one goes on with is shown once") func once() throws {
    var desk = try Desk.animals("5jaHalf a thought<Esc>a")
    #expect(!desk.detail.contains("draft, not saved") && desk.detail.contains("┌ note · new"))
    desk = try Desk.animals("5j", annotations: [annotation("Root", line: 6, id: "a")])
    desk.press("RHalf<Esc>R")
    #expect(desk.writing == "Half" && !desk.detail.contains("draft, not saved"))
  }

  @Test(
    "Undoing says what is undone",
    arguments: [
      ("aOne<C-s>u", "undone: writing of ‘One’"), ("aOne<C-s>du", "undone: delete of ‘One’"),
      ("aOne<C-s>xu", "undone: resolving of ‘One’"), ("aOne<C-s>xxu", "undone: opening of ‘One’"),
      ("aOne<C-s>tissue<Enter>u", "undone: type of ‘One’"), ("aOne<C-s>!low<Enter>u", "undone: severity of ‘One’"),
      ("aOne<C-s>RTwo<C-s>u", "undone: answer of ‘Two’"), ("aOne<C-s>XkPu", "undone: move of ‘One’"),
      ("aOne<C-s><Tab>G<Enter> two<C-s>u", "undone: edit of ‘One two’"),
      ("aOne<C-s>u<C-r>", "done again: writing of ‘One’"),
      (
        "aA text that is longer than what there is room for<C-s>u",
        "undone: writing of ‘A text that is longer than what…’"
      ),
    ])
  func says(keys: String, message: String) throws {
    #expect(try Desk.animals("5j" + keys).message == message)
  }
}
