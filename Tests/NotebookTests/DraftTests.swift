import Annotations
import Notebook
import NotebookHarness
import Outline
import Testing

@Suite struct DraftTests {
  @Test("What is written while a save is under way is an annotation of its own") func writesDuringSave() throws {
    var notebook = try NotebookHarness.animals("5j")
    notebook.diskIsSlow = true
    notebook.press("aOne<C-s>aTwo")
    #expect(notebook.writing == "Two")
    notebook.catchUp()
    #expect(notebook.writing == "Two" && notebook.saved == ["One"] && notebook.drafts == ["Two"])
    notebook.press("<C-s>")
    #expect(notebook.saved == ["One", "Two"] && notebook.drafts.isEmpty)
    notebook.press("u")
    #expect(notebook.saved == ["One"])
  }

  @Test("An annotation that is edited again before it is on the disk is edited as it will be") func editsDuringSave()
    throws
  {
    var notebook = try NotebookHarness.animals("5jaOne<C-s><Tab>G")
    notebook.diskIsSlow = true
    notebook.press("<Enter>, two<C-s><Enter>, three")
    #expect(notebook.writing == "One, two, three")
    notebook.press("<C-s>")
    notebook.catchUp()
    #expect(notebook.saved == ["One, two, three"] && notebook.drafts.isEmpty)
  }

  @Test("A late reading of the journal does not hide a draft, or bring one back") func lateJournal() throws {
    var notebook = try NotebookHarness.animals("5jaHalf<Esc>")
    notebook.take(.annotations(.root, SidecarSnapshot(annotations: [], drafts: [])))
    #expect(notebook.outline.contains("✎1"))
    let kept = notebook.journal[FileTree.root] ?? []
    notebook.press("a<C-s>")
    notebook.take(.annotations(.root, SidecarSnapshot(annotations: [], drafts: kept)))
    #expect(!notebook.outline.contains("✎"))
  }

  @Test("Of two undos under way, the one that fails can be tried again") func failingUndo() throws {
    var notebook = try NotebookHarness.animals("5jaOne<C-s>jaTwo<C-s>")
    #expect(notebook.saved == ["One", "Two"])
    notebook.diskFailure = "the disk is full"
    notebook.press("u")
    #expect(notebook.message.contains("disk is full"))
    notebook.diskFailure = nil
    notebook.press("uu")
    #expect(notebook.saved.isEmpty)
    notebook.press("<C-r><C-r>")
    #expect(notebook.saved == ["One", "Two"])
  }

  @Test("A change that was left as a draft is resumed by a")
  func resumesAChange() throws {
    var notebook = try NotebookHarness.animals("5jaOne<C-s>")
    notebook.press("<Enter>]a<Enter>, two<Esc>")
    #expect(notebook.saved == ["One"] && notebook.drafts == ["One, two"])
    #expect(notebook.message == "draft, not saved: a resumes")
    notebook.press("ha")
    #expect(notebook.writing == "One, two")
    notebook.press("<C-s>")
    #expect(notebook.saved == ["One, two"] && notebook.drafts.isEmpty)
  }

  @Test("Standard input is not annotated: there is no place for it") func standardInput() throws {
    var notebook = try NotebookHarness("# A\n- b\n", name: "-", path: "-")
    notebook.press("ja")
    #expect(notebook.writing == nil && notebook.message.contains("no place for annotations"))
  }

  @Test("Every change of the text is journalled at once") func journals() throws {
    var notebook = try NotebookHarness.animals("5jaHo")
    #expect(notebook.drafts == ["Ho"])
    notebook.press("w<Left><Backspace>a")
    #expect(notebook.drafts == ["Haw"])
    #expect(notebook.writing == "Haw")
    try notebook.state.checkInvariants()
  }

  @Test("Leaving keeps a draft, and a resumes it", arguments: ["<Esc>", "<C-c>"])
  func keeps(key: String) throws {
    var notebook = try NotebookHarness.animals("5jaHalf a th" + key)
    #expect(notebook.writing == nil)
    #expect(notebook.saved.isEmpty)
    #expect(notebook.drafts == ["Half a th"])
    #expect(notebook.message == "draft, not saved: a resumes")
    #expect(notebook.outline.contains("• Hounds ✎1"))
    #expect(notebook.detail.contains("draft, not saved · note"))
    #expect(notebook.detail.contains("Half a th"))
    notebook.press("a")
    #expect(notebook.writing == "Half a th")
    notebook.press("ought<C-s>")
    #expect(notebook.saved == ["Half a thought"])
    #expect(notebook.drafts.isEmpty)
    #expect(notebook.outline.contains("• Hounds ●1"))
  }

  @Test("A draft of an earlier session is shown and resumed") func recovers() throws {
    let outline = Outline(parsing: Array(animals.utf8))
    let anchor = Anchor(of: outline.topic(atLine: LineNumber(6)), in: outline, blob: nil)
    let draft = Draft(id: "d", purpose: .new, text: "From before", anchor: anchor, timestamp: "2026-01-01T10:00:00Z")
    var notebook = try NotebookHarness.animals("5j", drafts: [draft])
    #expect(notebook.outline.contains(">        • Hounds ✎1"))
    notebook.press("a")
    #expect(notebook.writing == "From before")
    notebook.press("<C-s>")
    #expect(notebook.saved == ["From before"])
    #expect(notebook.disk.values.joined().map(\.id) == ["d"])
  }

  @Test("A draft of an edit knows what it began with, whatever others did since") func knowsItsBeginning() throws {
    let outline = Outline(parsing: Array(animals.utf8))
    let anchor = Anchor(of: outline.topic(atLine: LineNumber(6)), in: outline, blob: nil)
    let first = Annotation(id: "n", author: "A", timestamp: "2026-01-01T10:00:00Z", text: "One", anchor: anchor)
    var since = first
    since.text = "Two"
    let draft = Draft(
      id: "d", purpose: .edit("n"), text: "Mine", anchor: anchor, timestamp: "2026-01-01T10:00:00Z", original: first)
    var notebook = try NotebookHarness.animals("5j<Tab>G<Enter>", annotations: [since], drafts: [draft])
    #expect(notebook.writing == "Mine")
    notebook.press("<C-s>")
    var mine = first
    mine.text = "Mine"
    #expect(notebook.steps.values.flatMap(\.self).last?.changes == [.replace(mine, was: first)])
  }

  @Test("A draft whose topic is gone is still there") func outlivesTopic() throws {
    let other = Outline(parsing: Array("- Whales sing songs\n".utf8))
    let anchor = Anchor(of: TopicIndex(1), in: other, blob: nil)
    let draft = Draft(id: "d", purpose: .new, text: "Of whales", anchor: anchor, timestamp: "2026-01-01T10:00:00Z")
    let notebook = try NotebookHarness.animals("", drafts: [draft])
    #expect(notebook.outline.hasPrefix(">▾ notes.md ✎1"))
    #expect(notebook.detail.contains("Of whales"))
  }

  @Test("A draft of an edit stands with its annotation, and is resumed there") func editDraft() throws {
    var notebook = try NotebookHarness.animals("12j<Tab>", annotations: [annotation("Where", line: 13, id: "a")])
    notebook.press("G<Enter> to<Esc>")
    #expect(notebook.saved == ["Where"])
    #expect(notebook.drafts == ["Where to"])
    #expect(notebook.detail.contains("draft, not saved"))
    notebook.press("G<Enter>")
    #expect(notebook.writing == "Where to")
    notebook.press("<C-s>")
    #expect(notebook.saved == ["Where to"])
    #expect(notebook.drafts.isEmpty)
  }

  @Test("Leaving an edit that changed nothing leaves no draft") func unchanged() throws {
    var notebook = try NotebookHarness.animals("12j<Tab>", annotations: [annotation("Same", line: 13, id: "a")])
    notebook.press("G<Enter>x<Backspace><Esc>")
    #expect(notebook.writing == nil && notebook.drafts.isEmpty)
    #expect(!notebook.outline.contains("✎") && !notebook.detail.contains("draft"))
  }

  @Test("A draft of a reply is resumed by R") func replyDraft() throws {
    var notebook = try NotebookHarness.animals("12j", annotations: [annotation("Where?", line: 13, id: "a")])
    notebook.press("RNort<Esc>")
    #expect(notebook.drafts == ["Nort"])
    notebook.press("R")
    #expect(notebook.writing == "Nort")
    notebook.press("h<C-s>")
    #expect(notebook.saved == ["Where?", "North"])
    #expect(notebook.drafts.isEmpty)
  }

  @Test(
    "Discarding asks first; y does it, anything else goes on",
    arguments: [("y", nil), ("n", "Text"), ("<Esc>", "Text"), ("x", "Text")])
  func discards(answer: String, writing: String?) throws {
    var notebook = try NotebookHarness.animals("5jaText<C-x><C-k>")
    #expect(notebook.overlay == "Discard this text for good? y/n")
    notebook.press(answer)
    #expect(notebook.writing == writing)
    #expect(notebook.drafts == (writing.map { [$0] } ?? []))
    #expect(notebook.overlay == nil)
  }

  @Test("d discards a draft, after a question") func deletesDraft() throws {
    var notebook = try NotebookHarness.animals("5jaText<Esc>d")
    #expect(notebook.overlay == "Discard this draft? y/n")
    notebook.press("n")
    #expect(notebook.drafts == ["Text"])
    notebook.press("dy")
    #expect(notebook.drafts.isEmpty)
    #expect(!notebook.outline.contains("✎"))
  }

  @Test(
    "An empty text is nothing", arguments: ["a<C-s>", "a<Esc>", "a  <Enter> <C-s>", "a  <Enter><Esc>", "a<C-x><C-k>"])
  func empty(keys: String) throws {
    let notebook = try NotebookHarness.animals("5j" + keys)
    #expect(notebook.writing == nil)
    #expect(notebook.saved.isEmpty)
    #expect(notebook.drafts.isEmpty)
    #expect(!notebook.outline.contains("✎"))
    #expect(notebook.overlay == nil)
  }

  @Test("Emptying an annotation asks whether to delete it", arguments: [("y", []), ("n", ["Gone"])])
  func emptied(answer: String, saved: [String]) throws {
    var notebook = try NotebookHarness.animals("12j<Tab>", annotations: [annotation("Gone", line: 13, id: "a")])
    notebook.press("G<Enter><C-u><C-s>")
    #expect(notebook.overlay == "The text is empty. Delete this annotation? y/n")
    notebook.press(answer)
    #expect(notebook.saved == saved)
    if answer == "y" {
      notebook.press("u")
      #expect(notebook.saved == ["Gone"])
    } else {
      #expect(notebook.writing == "")
    }
  }

  @Test("A text that is too long is refused and kept") func tooLong() throws {
    var notebook = try NotebookHarness.animals("5ja")
    notebook.take(.terminal(.paste(String(repeating: "a", count: 16_385))))
    notebook.press("<C-s>")
    #expect(notebook.saved.isEmpty)
    #expect(notebook.writing?.count == 16_385)
    #expect(notebook.drafts.map(\.count) == [16_385])
    #expect(notebook.message == "16385 characters are more than 16384: split or shorten; the draft is kept")
    notebook.press("<Backspace><C-s>")
    #expect(notebook.saved.map(\.count) == [16_384])
  }

  @Test("When the disk refuses, the text is a draft and the reason is said") func saveFails() throws {
    var notebook = try NotebookHarness.animals("5ja")
    notebook.diskFailure = "no space left on the disk"
    notebook.press("Important<C-s>")
    #expect(notebook.saved.isEmpty)
    #expect(notebook.drafts == ["Important"])
    #expect(notebook.message == "not saved: no space left on the disk; the text is kept as a draft")
    #expect(notebook.state.message?.tone == .error)
    #expect(notebook.outline.contains("• Hounds ✎1"))
    #expect(notebook.detail.contains("Important"))
    notebook.press("u")
    #expect(notebook.message == "nothing to undo")
    notebook.diskFailure = nil
    notebook.press("a<C-s>")
    #expect(notebook.saved == ["Important"])
    #expect(notebook.drafts.isEmpty)
  }

  @Test("An undo that can't be saved can be tried again") func undoFails() throws {
    var notebook = try NotebookHarness.animals("5jaText<C-s>")
    notebook.diskFailure = "no space left on the disk"
    notebook.press("u")
    #expect(notebook.saved == ["Text"])
    #expect(notebook.message == "not saved: no space left on the disk")
    notebook.diskFailure = nil
    notebook.press("u")
    #expect(notebook.saved.isEmpty)
  }

  @Test("Keys of the editor move and change the text") func editorKeys() throws {
    var notebook = try NotebookHarness.animals("5jaone two three")
    notebook.press("<C-w>four<C-a>zero <A-f><A-d>")
    #expect(notebook.writing == "zero one four")
    notebook.press("<C-_>")
    #expect(notebook.writing == "zero one two four")
    notebook.press("<C-e>q<C-k>jk5")
    #expect(notebook.writing == "zero one two fourqjk5")
    notebook.press("<F9>")
    #expect(notebook.message.hasPrefix("F9 is not bound here"))
  }

  @Test("What is pasted goes into the text as it is") func pastes() throws {
    var notebook = try NotebookHarness.animals("5ja")
    notebook.take(.terminal(.paste("one\r\ntwo\tq\u{1B}")))
    #expect(notebook.writing == "one\ntwo\tq\u{1B}" || notebook.writing == "one\ntwo\tq")
    #expect(notebook.state.keyContext == .editor)
    notebook.press("<Esc>")
    notebook.take(.terminal(.paste("lost")))
    #expect(notebook.message == "pasted text has no place here: a begins an annotation")
  }

  @Test("What the reader's own editor changed comes back") func external() throws {
    var notebook = try NotebookHarness.animals("5jaText<C-x><C-e>")
    #expect(notebook.effects == [.editText("Text")])
    notebook.take(.textEdited("Another\ntext"))
    #expect(notebook.writing == "Another\ntext")
    #expect(notebook.drafts == ["Another\ntext"])
    notebook.take(.textEdited(nil))
    #expect(notebook.writing == "Another\ntext")
  }
}
