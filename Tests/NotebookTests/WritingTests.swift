import Annotations
import Notebook
import NotebookHarness
import Outline
import Terminal
import Testing

@Suite struct WritingTests {
  private func cursor(_ notebook: NotebookHarness) -> Int? {
    guard let session = notebook.state.activeSession else { return nil }
    return session.editor.cursor.rawValue
  }

  @Test(
    "^R searches the text as one types, backwards and round the start",
    arguments: [
      ("<C-r>fish", 17), ("<C-r>fish<Up>", 0), ("<C-r>fish<Up><Up>", 17), ("<C-r>fish<Up><Down>", 17),
      ("<C-r>fish<C-r>", 0), ("<C-r>red<Enter>", 9), ("<C-r>fish<Esc>", 21), ("<C-r>fishx", 21),
      ("<C-r>fishx<Backspace>", 17),
      ("<C-r>fish<Enter><F3>", 0), ("<C-r>fish<Enter><S-F3>", 0), ("<C-r>fish<Enter><C-a><C-r><Enter>", 17),
      ("<C-r>FISH", 21),
    ])
  func searches(keys: String, offset: Int) throws {
    var notebook = try NotebookHarness.animals("5jafish one red two fish")
    notebook.press(keys)
    #expect(cursor(notebook) == offset)
    #expect(notebook.writing == "fish one red two fish")
    try notebook.state.checkInvariants()
  }

  @Test("Escape closes the search line before it leaves the text") func escape() throws {
    var notebook = try NotebookHarness.animals("5jaText<C-r>x<Esc>")
    #expect(notebook.writing == "Text")
    notebook.press("<Esc>")
    #expect(notebook.writing == nil && notebook.drafts == ["Text"])
  }

  @Test("What is cut goes to the system's clipboard, and into the next text") func clipboard() throws {
    var notebook = try NotebookHarness.animals("5jaone two<C-w>")
    #expect(notebook.effects == [.copy("two", .editedText)])
    notebook.press("<C-s>")
    notebook.press("ja<C-y><C-s>")
    #expect(notebook.saved == ["one", "two"])
  }

  @Test("A mark selects, and Alt-w copies") func copies() throws {
    let notebook = try NotebookHarness.animals("5jaone two<A-b><A-a><C-e><A-w>")
    #expect(notebook.effects == [.copy("two", .editedText)])
    #expect(notebook.writing == "one two")
  }

  @Test("A key that changes nothing is not journalled") func journal() throws {
    var notebook = try NotebookHarness.animals("5jaText")
    let before = notebook.journal
    notebook.journal = [:]
    notebook.press("<Left><C-a><C-e><Right>")
    #expect(notebook.journal.isEmpty)
    notebook.press("s")
    #expect(notebook.drafts == ["Texts"] && !before.isEmpty)
  }

  @Test("A click puts the cursor under it, a drag selects") func mouse() throws {
    var notebook = try NotebookHarness.animals("5jaone two")
    func at(_ column: Int) throws -> Position {
      let layout = try #require(notebook.state.detail.layout)
      let row = try #require(
        layout.editorPosition.flatMap {
          layout.distance(from: notebook.state.detail.top ?? layout.top, to: $0, limit: 50)
        })
      guard case .editor(_, let columns)? = layout.editorPosition.flatMap(layout.line(at:))?.owner else {
        return Position(column: 0, row: 0)
      }
      let pane = notebook.state.panes.detail
      return Position(column: pane.column + columns.lowerBound + column, row: pane.row + row)
    }
    notebook.take(.terminal(.mouse(MouseEvent(.press(button: 1), at: try at(4)))))
    #expect(cursor(notebook) == 4)
    notebook.take(.terminal(.mouse(MouseEvent(.drag(button: 1), at: try at(6)))))
    notebook.take(.terminal(.mouse(MouseEvent(.release, at: try at(6)))))
    notebook.press("X")
    #expect(notebook.writing == "one Xo")
  }
}

@Suite struct ModalWritingTests {
  private func notebook(_ keys: String, annotations: [Annotation] = []) throws -> NotebookHarness {
    var options = NotebookState.Options()
    options.isModal = true
    var notebook = try NotebookHarness(animals, annotations: annotations, options: options)
    notebook.press("5j" + keys)
    return notebook
  }

  private func mode(_ notebook: NotebookHarness) -> String? {
    guard let session = notebook.state.activeSession else { return nil }
    return session.keys?.mode.rawValue
  }

  @Test("A new text begins in insert mode, an old one in normal mode") func begins() throws {
    #expect(mode(try notebook("a")) == "insert")
    var notebook = try notebook("<Tab>", annotations: [annotation("Old", line: 6, id: "a")])
    notebook.press("j<Enter>")
    #expect(mode(notebook) == "normal")
  }

  @Test("Escape goes to normal mode, then keeps a draft") func escape() throws {
    var notebook = try notebook("aone two<Esc>")
    #expect(mode(notebook) == "normal" && notebook.drafts == ["one two"])
    notebook.press("bD")
    #expect(notebook.writing == "one " && notebook.drafts == ["one "])
    notebook.press("d<Esc>")
    #expect(mode(notebook) == "normal")
    notebook.press("<Esc>")
    #expect(notebook.writing == nil && notebook.drafts == ["one "])
    #expect(notebook.message == "draft, not saved: a resumes")
  }

  @Test("An Escape in one piece with the key behind it is both") func escapeInOnePiece() throws {
    var notebook = try notebook("aone two<A-b>x")
    #expect(mode(notebook) == "normal" && notebook.writing == "one wo")
    notebook.press("<A-0>x")
    #expect(mode(notebook) == "normal" && notebook.writing == "ne wo")
  }

  @Test("ZZ, :wq and :x save and leave", arguments: ["ZZ", ":wq<Enter>", ":x<Enter>", "<C-s>"])
  func leaves(keys: String) throws {
    let notebook = try notebook("aone<Esc>" + keys)
    #expect(notebook.writing == nil && notebook.saved == ["one"] && notebook.drafts.isEmpty)
  }

  @Test(":q and ZQ keep a draft", arguments: ["ZQ", ":q<Enter>"]) func quits(keys: String) throws {
    let notebook = try notebook("aone<Esc>" + keys)
    #expect(notebook.writing == nil && notebook.saved.isEmpty && notebook.drafts == ["one"])
  }

  @Test(":w saves and goes on; what comes after is an edit of it") func writes() throws {
    var notebook = try notebook("aone<Esc>:w<Enter>")
    #expect(
      notebook.writing == "one" && notebook.saved == ["one"] && notebook.drafts.isEmpty && notebook.message == "saved")
    notebook.press("A two<Esc>")
    #expect(notebook.drafts == ["one two"])
    notebook.press(":w<Enter>A three<Esc>ZZ")
    #expect(notebook.saved == ["one two three"] && notebook.drafts.isEmpty)
    #expect(notebook.disk.values.joined().count == 1)
    notebook.press("u")
    #expect(notebook.saved == ["one two"])
    notebook.press("uu")
    #expect(notebook.saved.isEmpty)
  }

  @Test("When :w can't save, the text is a draft, and saving again works") func writeFails() throws {
    var notebook = try notebook("aone<Esc>")
    notebook.diskFailure = "no space left on the disk"
    notebook.press(":w<Enter>")
    #expect(notebook.saved.isEmpty && notebook.writing == "one" && notebook.drafts == ["one"])
    notebook.diskFailure = nil
    notebook.press("A two<Esc>ZZ")
    #expect(notebook.saved == ["one two"] && notebook.drafts.isEmpty)
    #expect(notebook.disk.values.joined().count == 1)
  }

  @Test("Searching goes on with n; ^R redoes") func searches() throws {
    var notebook = try notebook("afish red fish blue<Esc>0/fish<Enter>")
    notebook.press("D")
    #expect(notebook.writing == "fish red ")
    notebook.press("u")
    #expect(notebook.writing == "fish red fish blue")
    notebook.press("<C-r>")
    #expect(notebook.writing == "fish red ")
    notebook.press("u0nx")
    #expect(notebook.writing == "fish red ish blue")
    notebook.press("?red<Enter>x")
    #expect(notebook.writing == "fish ed ish blue")
  }

  @Test("y goes to the system's clipboard, d does not") func clipboard() throws {
    #expect(try notebook("aone two<Esc>byw").effects == [.copy("two", .editedText)])
    #expect(try notebook("aone two<Esc>bdw").effects.isEmpty)
  }

  @Test("What is pasted is text in every mode") func pastes() throws {
    var notebook = try notebook("aone")
    notebook.take(.terminal(.paste(" dd")))
    #expect(notebook.writing == "one dd")
    notebook.press("<Esc>")
    notebook.take(.terminal(.paste("x")))
    #expect(notebook.writing?.contains("x") == true)
  }
}
