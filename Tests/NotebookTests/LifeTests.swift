import Annotations
import Notebook
import NotebookHarness
import Testing

/// Every command in every state of an annotation, by the keys, compared with the table of results.
@Suite struct LifeTests {
  private static let text = "Some words"

  /// An annotation in one state of its life, with the cursor of the detail pane on it.
  private struct Life {
    var notebook: NotebookHarness
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
      notebook = try NotebookHarness.animals("5j<Tab>", annotations: annotations)
      notebook.press(pointing)
      if life.unsaved != .nothing {
        notebook.press(life.record == .new ? "a" : life.record == .newReply ? "R" : "<Enter>")
      }
      if life.unsaved != .nothing { notebook.press("<C-u>" + LifeTests.text) }
      draft = notebook.state.session?.draft.id
      switch life.unsaved {
      case .nothing, .writing: break
      case .draft: notebook.press("<Esc>" + pointing)
      case .saving:
        notebook.diskIsSlow = true
        notebook.press("<C-s>" + pointing)
      }
    }

    /// Keys that put the cursor on it.
    var pointing: String { record == .reply || record == .newReply ? "Gk" : "G" }

    /// The state that it is in now.
    var now: AnnotationLifecycle {
      let kept = notebook.disk.values.joined().first { $0.id == id ?? draft }
      let isReply = record == .reply || record == .newReply
      let record: AnnotationLifecycle.Record =
        kept.map { isReply ? .reply : $0.isResolved ? .resolved : .open } ?? (isReply ? .newReply : .new)
      if let session = notebook.state.session,
        session.draft.id == draft || id.map({ session.draft.purpose == .edit($0) }) == true
      {
        return AnnotationLifecycle(record, .writing)
      }
      if notebook.state.annotating.pendingSaves.values.contains(where: { $0.draft != nil && $0.draft == draft }) {
        return AnnotationLifecycle(record, .saving)
      }
      return AnnotationLifecycle(
        record, notebook.journal.values.joined().contains { $0.id == draft } ? .draft : .nothing)
    }

    /// The text that is kept of it.
    var saved: String? { notebook.disk.values.joined().first { $0.id == id ?? draft }?.text }
  }

  /// The keys that ask for an event; nil where none does.
  private static func keys(for event: AnnotationLifecycle.Event, in life: AnnotationLifecycle) -> String? {
    let isWriting = life.unsaved == .writing
    switch event {
    case .annotate: return isWriting ? nil : "a"
    case .edit: return isWriting ? nil : "<Enter>"
    case .reply: return isWriting ? nil : "R"
    case .resolve: return isWriting ? nil : "x"
    case .classify: return isWriting ? "<C-x>t" : "gy"
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
    case .empty?: subject.notebook.press("<C-u>")
    case .unchanged?: subject.notebook.press("<C-u>" + (before.saved ?? ""))
    case .tooLong?: subject.notebook.take(.terminal(.paste(String(repeating: "a", count: 16_384))))
    case .changed?, nil: break
    }
    let keys = try #require(Self.keys(for: event, in: life))
    subject.notebook.press(keys)
    var expected = life.after(event)
    if expected.consequence == .store { expected.next = expected.next.after(.stored).next }
    let notebook = subject.notebook
    if subject.draft == nil { subject.draft = notebook.state.session?.draft.id }
    switch expected.consequence {
    case .write(let record):
      let now = life.unsaved == .saving ? Self.text : before.saved
      #expect(notebook.writing == (record == life.record && life.isRecorded ? now : ""))
      // Beside one that is being saved, another one is begun.
      if expected.next == life || life.unsaved == .saving { return }
    case .resume: #expect(notebook.writing == Self.text)
    case .store: #expect(subject.saved == Self.text && notebook.writing == nil)
    case .change where event == .classify: #expect(notebook.overlay?.hasPrefix("Type") == true)
    case .change where life.unsaved == .saving: #expect(notebook.message == "saving…")
    case .change: #expect(notebook.message == (life.record == .open ? "resolved" : "open again"))
    case .remove where life.unsaved == .saving: #expect(notebook.message == "saving…")
    case .remove: #expect(subject.saved == nil && before.saved != nil)
    case .attach: #expect(notebook.state.annotating.cut?.annotation == subject.id)
    case .keepDraft: #expect(notebook.message == "draft, not saved: a resumes" && notebook.writing == nil)
    case .dropDraft: #expect(notebook.writing == nil && subject.saved == before.saved)
    case .askToDelete: #expect(notebook.overlay == "The text is empty. Delete this annotation? y/n")
    case .askToDiscard: #expect(notebook.overlay?.hasPrefix("Discard this") == true)
    case .refuse(.belongsToThread) where life.unsaved != .writing:
      // The command goes to what the thread begins with.
      #expect(
        notebook.overlay != nil || notebook.state.annotating.cut?.annotation == "a" || notebook.message == "resolved"
          || notebook.message == "saving…")
    case .refuse:
      #expect(!notebook.message.isEmpty && notebook.overlay == nil && notebook.state.annotating.cut == nil)
      #expect(notebook.disk == before.notebook.disk)
    case .report, .takeBack: break
    }
    // What is asked of a slow disk is not done yet.
    if life.unsaved != .saving { #expect(subject.now == expected.next) }
    try subject.notebook.state.checkInvariants()
  }

  @Test(
    "When the disk answers, what was being saved is saved, or a draft again",
    arguments: AnnotationLifecycle.Record.allCases, [true, false])
  func answers(record: AnnotationLifecycle.Record, isStored: Bool) throws {
    let life = AnnotationLifecycle(record, .saving)
    var subject = try Life(life)
    #expect(subject.now == life)
    subject.notebook.diskFailure = isStored ? nil : "no space left on the disk"
    subject.notebook.catchUp()
    #expect(subject.now == life.after(isStored ? .stored : .notStored).next)
    #expect(isStored == (subject.saved == Self.text))
  }

  @Test("A draft outlives its topic, its file and the sidecar that can't be read") func outlives() throws {
    var subject = try Life(AnnotationLifecycle(.new, .draft))
    subject.notebook.take(.opened(.root, .init(outline: .init(parsing: Array("# Nothing of that\n".utf8)))))
    #expect(subject.now.unsaved == .draft && subject.notebook.outline.contains("✎1"))
    subject.notebook.take(.couldNotOpen(.root, "no such file"))
    #expect(subject.now.unsaved == .draft && subject.notebook.outline.contains("✎1"))
    subject.notebook.press("gga")
    #expect(subject.notebook.writing == Self.text)
  }

  @Test("An answer does not open what was settled; whether it is settled is its thread's affair") func threads() throws
  {
    var notebook = try NotebookHarness.animals(
      "5j", annotations: [annotation("Root", line: 6, id: "a", isResolved: true)])
    notebook.press("RAnswer<C-s>")
    #expect(notebook.disk.values.joined().map(\.isResolved) == [true, false])
    #expect(notebook.outline.contains("Hounds ○1"))
    notebook.press("@state:open")
    #expect(notebook.overlay == "Annotations: state:open")
    notebook.press("<C-u>/state:resolved")
    #expect(notebook.overlay?.contains("Root") == true && notebook.overlay?.contains("Answer") == true)
    notebook.press("<Esc>x")
    #expect(notebook.outline.contains("Hounds ●1"))
  }

  @Test("The type and the severity are chosen while writing, shown in the frame, and kept by the draft")
  func classifies() throws {
    var notebook = try NotebookHarness.animals("5jaWhich?")
    notebook.press("<C-x>tquest<Enter>")
    #expect(notebook.writing == "Which?" && notebook.detail.contains("question · new"))
    notebook.press("<C-x>!h<Enter> And")
    #expect(notebook.writing == "Which? And" && notebook.detail.contains("question · high · new"))
    notebook.press("<Esc>")
    #expect(notebook.journal.values.joined().map(\.type) == [.question])
    #expect(notebook.detail.contains("draft, not saved · question · hi"))
    notebook.press("a<C-x>t<Esc>")
    #expect(notebook.writing == "Which? And")
    notebook.press("<C-s>")
    #expect(notebook.disk.values.joined().map(\.type) == [.question])
    #expect(notebook.disk.values.joined().map(\.severity) == [.high])
    // Another type alone is a change.
    notebook.press("<Tab>G<Enter><C-x>tissue<Enter><C-s>")
    #expect(notebook.disk.values.joined().map(\.type) == [.issue] && notebook.message == "saved")
    #expect(notebook.disk.values.joined().map(\.text) == ["Which? And"])
  }

  @Test("A draft that one goes on with is shown once") func once() throws {
    var notebook = try NotebookHarness.animals("5jaHalf a thought<Esc>a")
    #expect(!notebook.detail.contains("draft, not saved") && notebook.detail.contains("┌ note · new"))
    notebook = try NotebookHarness.animals("5j", annotations: [annotation("Root", line: 6, id: "a")])
    notebook.press("RHalf<Esc>R")
    #expect(notebook.writing == "Half" && !notebook.detail.contains("draft, not saved"))
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
    #expect(try NotebookHarness.animals("5j" + keys).message == message)
  }
}
