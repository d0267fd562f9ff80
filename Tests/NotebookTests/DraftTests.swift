import Annotations
import Notebook
import NotebookHarness
import Outline
import Testing

@Suite struct DraftTests {
  @Test("What is written while a save is under way is an annotation of its own") func writesDuringSave() throws {
    var desk = try Desk.animals("5j")
    desk.diskIsSlow = true
    desk.press("aOne<C-s>aTwo")
    #expect(desk.writing == "Two")
    desk.catchUp()
    #expect(desk.writing == "Two" && desk.saved == ["One"] && desk.drafts == ["Two"])
    desk.press("<C-s>")
    #expect(desk.saved == ["One", "Two"] && desk.drafts.isEmpty)
    desk.press("u")
    #expect(desk.saved == ["One"])
  }

  @Test("An annotation that is edited again before it is on the disk is edited as it will be") func editsDuringSave()
    throws
  {
    var desk = try Desk.animals("5jaOne<C-s><Tab>G")
    desk.diskIsSlow = true
    desk.press("<Enter>, two<C-s><Enter>, three")
    #expect(desk.writing == "One, two, three")
    desk.press("<C-s>")
    desk.catchUp()
    #expect(desk.saved == ["One, two, three"] && desk.drafts.isEmpty)
  }

  @Test("A late reading of the journal does not hide a draft, or bring one back") func lateJournal() throws {
    var desk = try Desk.animals("5jaHalf<Esc>")
    desk.take(.annotations(FileTree.root, AnnotationsRead(annotations: [], drafts: [])))
    #expect(desk.outline.contains("✎1"))
    let kept = desk.journal[FileTree.root] ?? []
    desk.press("a<C-s>")
    desk.take(.annotations(FileTree.root, AnnotationsRead(annotations: [], drafts: kept)))
    #expect(!desk.outline.contains("✎"))
  }

  @Test("Of two undos under way, the one that fails can be tried again") func failingUndo() throws {
    var desk = try Desk.animals("5jaOne<C-s>jaTwo<C-s>")
    #expect(desk.saved == ["One", "Two"])
    desk.diskFailure = "the disk is full"
    desk.press("u")
    #expect(desk.message.contains("disk is full"))
    desk.diskFailure = nil
    desk.press("uu")
    #expect(desk.saved.isEmpty)
    desk.press("<C-r><C-r>")
    #expect(desk.saved == ["One", "Two"])
  }

  @Test("A change that was left as a draft is resumed by a")
  func resumesAChange() throws {
    var desk = try Desk.animals("5jaOne<C-s>")
    desk.press("<Enter>]a<Enter>, two<Esc>")
    #expect(desk.saved == ["One"] && desk.drafts == ["One, two"])
    #expect(desk.message == "draft, not saved: a resumes")
    desk.press("ha")
    #expect(desk.writing == "One, two")
    desk.press("<C-s>")
    #expect(desk.saved == ["One, two"] && desk.drafts.isEmpty)
  }

  @Test("Standard input is not annotated: there is no place for it") func standardInput() throws {
    var desk = try Desk("# A\n- b\n", name: "-", path: "-")
    desk.press("ja")
    #expect(desk.writing == nil && desk.message.contains("no place for annotations"))
  }

  @Test("Every change of the text is journalled at once") func journals() throws {
    var desk = try Desk.animals("5jaHo")
    #expect(desk.drafts == ["Ho"])
    desk.press("w<Left><Backspace>a")
    #expect(desk.drafts == ["Haw"])
    #expect(desk.writing == "Haw")
    try desk.state.checkInvariants()
  }

  @Test("Leaving keeps a draft, and a resumes it", arguments: ["<Esc>", "<C-c>"])
  func keeps(key: String) throws {
    var desk = try Desk.animals("5jaHalf a th" + key)
    #expect(desk.writing == nil)
    #expect(desk.saved.isEmpty)
    #expect(desk.drafts == ["Half a th"])
    #expect(desk.message == "draft, not saved: a resumes")
    #expect(desk.outline.contains("• Hounds ✎1"))
    #expect(desk.detail.contains("draft, not saved · note"))
    #expect(desk.detail.contains("Half a th"))
    desk.press("a")
    #expect(desk.writing == "Half a th")
    desk.press("ought<C-s>")
    #expect(desk.saved == ["Half a thought"])
    #expect(desk.drafts.isEmpty)
    #expect(desk.outline.contains("• Hounds ●1"))
  }

  @Test("A draft of an earlier session is shown and resumed") func recovers() throws {
    let outline = Outline(parsing: Array(animals.utf8))
    let anchor = Anchor(of: outline.topic(atLine: LineNumber(6)), in: outline, blob: nil)
    let draft = Draft(id: "d", purpose: .new, text: "From before", anchor: anchor, timestamp: "2026-01-01T10:00:00Z")
    var desk = try Desk.animals("5j", drafts: [draft])
    #expect(desk.outline.contains(">        • Hounds ✎1"))
    desk.press("a")
    #expect(desk.writing == "From before")
    desk.press("<C-s>")
    #expect(desk.saved == ["From before"])
    #expect(desk.disk.values.joined().map(\.id) == ["d"])
  }

  @Test("A draft of an edit knows what it began with, whatever others did since") func knowsItsBeginning() throws {
    let outline = Outline(parsing: Array(animals.utf8))
    let anchor = Anchor(of: outline.topic(atLine: LineNumber(6)), in: outline, blob: nil)
    let first = Annotation(id: "n", author: "A", timestamp: "2026-01-01T10:00:00Z", text: "One", anchor: anchor)
    var since = first
    since.text = "Two"
    let draft = Draft(
      id: "d", purpose: .edit("n"), text: "Mine", anchor: anchor, timestamp: "2026-01-01T10:00:00Z", original: first)
    var desk = try Desk.animals("5j<Tab>G<Enter>", annotations: [since], drafts: [draft])
    #expect(desk.writing == "Mine")
    desk.press("<C-s>")
    var mine = first
    mine.text = "Mine"
    #expect(desk.steps.values.flatMap(\.self).last?.changes == [.replace(mine, was: first)])
  }

  @Test("A draft whose topic is gone is still there") func outlivesTopic() throws {
    let other = Outline(parsing: Array("- Whales sing songs\n".utf8))
    let anchor = Anchor(of: TopicIndex(1), in: other, blob: nil)
    let draft = Draft(id: "d", purpose: .new, text: "Of whales", anchor: anchor, timestamp: "2026-01-01T10:00:00Z")
    let desk = try Desk.animals("", drafts: [draft])
    #expect(desk.outline.hasPrefix(">▾ notes.md ✎1"))
    #expect(desk.detail.contains("Of whales"))
  }

  @Test("A draft of an edit stands with its annotation, and is resumed there") func editDraft() throws {
    var desk = try Desk.animals("12j<Tab>", annotations: [annotation("Where", line: 13, id: "a")])
    desk.press("G<Enter> to<Esc>")
    #expect(desk.saved == ["Where"])
    #expect(desk.drafts == ["Where to"])
    #expect(desk.detail.contains("draft, not saved"))
    desk.press("G<Enter>")
    #expect(desk.writing == "Where to")
    desk.press("<C-s>")
    #expect(desk.saved == ["Where to"])
    #expect(desk.drafts.isEmpty)
  }

  @Test("Leaving an edit that changed nothing leaves no draft") func unchanged() throws {
    var desk = try Desk.animals("12j<Tab>", annotations: [annotation("Same", line: 13, id: "a")])
    desk.press("G<Enter>x<Backspace><Esc>")
    #expect(desk.writing == nil && desk.drafts.isEmpty)
    #expect(!desk.outline.contains("✎") && !desk.detail.contains("draft"))
  }

  @Test("A draft of a reply is resumed by R") func replyDraft() throws {
    var desk = try Desk.animals("12j", annotations: [annotation("Where?", line: 13, id: "a")])
    desk.press("RNort<Esc>")
    #expect(desk.drafts == ["Nort"])
    desk.press("R")
    #expect(desk.writing == "Nort")
    desk.press("h<C-s>")
    #expect(desk.saved == ["Where?", "North"])
    #expect(desk.drafts.isEmpty)
  }

  @Test(
    "Discarding asks first; y does it, anything else goes on",
    arguments: [("y", nil), ("n", "Text"), ("<Esc>", "Text"), ("x", "Text")])
  func discards(answer: String, writing: String?) throws {
    var desk = try Desk.animals("5jaText<C-x><C-k>")
    #expect(desk.overlay == "Discard this text for good? y/n")
    desk.press(answer)
    #expect(desk.writing == writing)
    #expect(desk.drafts == (writing.map { [$0] } ?? []))
    #expect(desk.overlay == nil)
  }

  @Test("d discards a draft, after a question") func deletesDraft() throws {
    var desk = try Desk.animals("5jaText<Esc>d")
    #expect(desk.overlay == "Discard this draft? y/n")
    desk.press("n")
    #expect(desk.drafts == ["Text"])
    desk.press("dy")
    #expect(desk.drafts.isEmpty)
    #expect(!desk.outline.contains("✎"))
  }

  @Test(
    "An empty text is nothing", arguments: ["a<C-s>", "a<Esc>", "a  <Enter> <C-s>", "a  <Enter><Esc>", "a<C-x><C-k>"])
  func empty(keys: String) throws {
    let desk = try Desk.animals("5j" + keys)
    #expect(desk.writing == nil)
    #expect(desk.saved.isEmpty)
    #expect(desk.drafts.isEmpty)
    #expect(!desk.outline.contains("✎"))
    #expect(desk.overlay == nil)
  }

  @Test("Emptying an annotation asks whether to delete it", arguments: [("y", []), ("n", ["Gone"])])
  func emptied(answer: String, saved: [String]) throws {
    var desk = try Desk.animals("12j<Tab>", annotations: [annotation("Gone", line: 13, id: "a")])
    desk.press("G<Enter><C-u><C-s>")
    #expect(desk.overlay == "The text is empty. Delete this annotation? y/n")
    desk.press(answer)
    #expect(desk.saved == saved)
    if answer == "y" {
      desk.press("u")
      #expect(desk.saved == ["Gone"])
    } else {
      #expect(desk.writing == "")
    }
  }

  @Test("A text that is too long is refused and kept") func tooLong() throws {
    var desk = try Desk.animals("5ja")
    desk.take(.terminal(.paste(String(repeating: "a", count: 16_385))))
    desk.press("<C-s>")
    #expect(desk.saved.isEmpty)
    #expect(desk.writing?.count == 16_385)
    #expect(desk.drafts.map(\.count) == [16_385])
    #expect(desk.message == "16385 characters are more than 16384: split or shorten; the draft is kept")
    desk.press("<Backspace><C-s>")
    #expect(desk.saved.map(\.count) == [16_384])
  }

  @Test("When the disk refuses, the text is a draft and the reason is said") func saveFails() throws {
    var desk = try Desk.animals("5ja")
    desk.diskFailure = "no space left on the disk"
    desk.press("Important<C-s>")
    #expect(desk.saved.isEmpty)
    #expect(desk.drafts == ["Important"])
    #expect(desk.message == "not saved: no space left on the disk; the text is kept as a draft")
    #expect(desk.state.message?.tone == .error)
    #expect(desk.outline.contains("• Hounds ✎1"))
    #expect(desk.detail.contains("Important"))
    desk.press("u")
    #expect(desk.message == "nothing to undo")
    desk.diskFailure = nil
    desk.press("a<C-s>")
    #expect(desk.saved == ["Important"])
    #expect(desk.drafts.isEmpty)
  }

  @Test("An undo that can't be saved can be tried again") func undoFails() throws {
    var desk = try Desk.animals("5jaText<C-s>")
    desk.diskFailure = "no space left on the disk"
    desk.press("u")
    #expect(desk.saved == ["Text"])
    #expect(desk.message == "not saved: no space left on the disk")
    desk.diskFailure = nil
    desk.press("u")
    #expect(desk.saved.isEmpty)
  }

  @Test("Keys of the editor move and change the text") func editorKeys() throws {
    var desk = try Desk.animals("5jaone two three")
    desk.press("<C-w>four<C-a>zero <A-f><A-d>")
    #expect(desk.writing == "zero one four")
    desk.press("<C-_>")
    #expect(desk.writing == "zero one two four")
    desk.press("<C-e>q<C-k>jk5")
    #expect(desk.writing == "zero one two fourqjk5")
    desk.press("<F9>")
    #expect(desk.message.hasPrefix("F9 is not bound here"))
  }

  @Test("What is pasted goes into the text as it is") func pastes() throws {
    var desk = try Desk.animals("5ja")
    desk.take(.terminal(.paste("one\r\ntwo\tq\u{1B}")))
    #expect(desk.writing == "one\ntwo\tq\u{1B}" || desk.writing == "one\ntwo\tq")
    #expect(desk.state.context == .editor)
    desk.press("<Esc>")
    desk.take(.terminal(.paste("lost")))
    #expect(desk.message == "pasted text has no place here: a begins an annotation")
  }

  @Test("What the reader's own editor changed comes back") func external() throws {
    var desk = try Desk.animals("5jaText<C-x><C-e>")
    #expect(desk.effects == [.editText("Text")])
    desk.take(.textEdited("Another\ntext"))
    #expect(desk.writing == "Another\ntext")
    #expect(desk.drafts == ["Another\ntext"])
    desk.take(.textEdited(nil))
    #expect(desk.writing == "Another\ntext")
  }
}
