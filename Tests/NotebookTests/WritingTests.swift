import Annotations
import Notebook
import NotebookHarness
import Outline
import Terminal
import Testing

@Suite struct WritingTests {
  private func cursor(_ desk: Desk) -> Int? {
    guard case .editing(let session) = desk.state.mode else { return nil }
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
    var desk = try Desk.animals("5jafish one red two fish")
    desk.press(keys)
    #expect(cursor(desk) == offset)
    #expect(desk.writing == "fish one red two fish")
    try desk.state.checkInvariants()
  }

  @Test("Escape closes the search line before it leaves the text") func escape() throws {
    var desk = try Desk.animals("5jaText<C-r>x<Esc>")
    #expect(desk.writing == "Text")
    desk.press("<Esc>")
    #expect(desk.writing == nil && desk.drafts == ["Text"])
  }

  @Test("What is cut goes to the system's clipboard, and into the next text") func clipboard() throws {
    var desk = try Desk.animals("5jaone two<C-w>")
    #expect(desk.effects == [.copy("two")])
    desk.press("<C-s>")
    desk.press("ja<C-y><C-s>")
    #expect(desk.saved == ["one", "two"])
  }

  @Test("A mark selects, and Alt-w copies") func copies() throws {
    let desk = try Desk.animals("5jaone two<A-b><A-a><C-e><A-w>")
    #expect(desk.effects == [.copy("two")])
    #expect(desk.writing == "one two")
  }

  @Test("A key that changes nothing is not journalled") func journal() throws {
    var desk = try Desk.animals("5jaText")
    let before = desk.journal
    desk.journal = [:]
    desk.press("<Left><C-a><C-e><Right>")
    #expect(desk.journal.isEmpty)
    desk.press("s")
    #expect(desk.drafts == ["Texts"] && !before.isEmpty)
  }

  @Test("A click puts the cursor under it, a drag selects") func mouse() throws {
    var desk = try Desk.animals("5jaone two")
    func at(_ column: Int) throws -> Position {
      let layout = try #require(desk.state.detail.layout)
      let row = try #require(
        layout.editorPosition.flatMap { layout.distance(from: desk.state.detail.top ?? layout.top, to: $0, limit: 50) })
      guard case .editor(_, let columns)? = layout.editorPosition.flatMap(layout.line(at:))?.owner else {
        return Position(column: 0, row: 0)
      }
      let pane = desk.state.panes.detail
      return Position(column: pane.column + columns.lowerBound + column, row: pane.row + row)
    }
    desk.take(.terminal(.mouse(MouseEvent(.press(button: 1), at: try at(4)))))
    #expect(cursor(desk) == 4)
    desk.take(.terminal(.mouse(MouseEvent(.drag(button: 1), at: try at(6)))))
    desk.take(.terminal(.mouse(MouseEvent(.release, at: try at(6)))))
    desk.press("X")
    #expect(desk.writing == "one Xo")
  }
}

@Suite struct ModalWritingTests {
  private func desk(_ keys: String, annotations: [Annotation] = []) throws -> Desk {
    var options = NotebookState.Options()
    options.isModal = true
    var desk = try Desk(animals, annotations: annotations, options: options)
    desk.press("5j" + keys)
    return desk
  }

  private func mode(_ desk: Desk) -> String? {
    guard case .editing(let session) = desk.state.mode else { return nil }
    return session.keys?.mode.rawValue
  }

  @Test("A new text begins in insert mode, an old one in normal mode") func begins() throws {
    #expect(mode(try desk("a")) == "insert")
    var desk = try desk("<Tab>", annotations: [annotation("Old", line: 6, id: "a")])
    desk.press("G<Enter>")
    #expect(mode(desk) == "normal")
  }

  @Test("Escape goes to normal mode, then keeps a draft") func escape() throws {
    var desk = try desk("aone two<Esc>")
    #expect(mode(desk) == "normal" && desk.drafts == ["one two"])
    desk.press("bD")
    #expect(desk.writing == "one " && desk.drafts == ["one "])
    desk.press("d<Esc>")
    #expect(mode(desk) == "normal")
    desk.press("<Esc>")
    #expect(desk.writing == nil && desk.drafts == ["one "])
    #expect(desk.message == "draft, not saved: a resumes")
  }

  @Test("An Escape in one piece with the key behind it is both") func escapeInOnePiece() throws {
    var desk = try desk("aone two<A-b>x")
    #expect(mode(desk) == "normal" && desk.writing == "one wo")
    desk.press("<A-0>x")
    #expect(mode(desk) == "normal" && desk.writing == "ne wo")
  }

  @Test("ZZ, :wq and :x save and leave", arguments: ["ZZ", ":wq<Enter>", ":x<Enter>", "<C-s>"])
  func leaves(keys: String) throws {
    let desk = try desk("aone<Esc>" + keys)
    #expect(desk.writing == nil && desk.saved == ["one"] && desk.drafts.isEmpty)
  }

  @Test(":q and ZQ keep a draft", arguments: ["ZQ", ":q<Enter>"]) func quits(keys: String) throws {
    let desk = try desk("aone<Esc>" + keys)
    #expect(desk.writing == nil && desk.saved.isEmpty && desk.drafts == ["one"])
  }

  @Test(":w saves and goes on; what comes after is an edit of it") func writes() throws {
    var desk = try desk("aone<Esc>:w<Enter>")
    #expect(desk.writing == "one" && desk.saved == ["one"] && desk.drafts.isEmpty && desk.message == "saved")
    desk.press("A two<Esc>")
    #expect(desk.drafts == ["one two"])
    desk.press(":w<Enter>A three<Esc>ZZ")
    #expect(desk.saved == ["one two three"] && desk.drafts.isEmpty)
    #expect(desk.disk.values.joined().count == 1)
    desk.press("u")
    #expect(desk.saved == ["one two"])
    desk.press("uu")
    #expect(desk.saved.isEmpty)
  }

  @Test("When :w can't save, the text is a draft, and saving again works") func writeFails() throws {
    var desk = try desk("aone<Esc>")
    desk.diskFailure = "no space left on the disk"
    desk.press(":w<Enter>")
    #expect(desk.saved.isEmpty && desk.writing == "one" && desk.drafts == ["one"])
    desk.diskFailure = nil
    desk.press("A two<Esc>ZZ")
    #expect(desk.saved == ["one two"] && desk.drafts.isEmpty)
    #expect(desk.disk.values.joined().count == 1)
  }

  @Test("Searching goes on with n; ^R redoes") func searches() throws {
    var desk = try desk("afish red fish blue<Esc>0/fish<Enter>")
    desk.press("D")
    #expect(desk.writing == "fish red ")
    desk.press("u")
    #expect(desk.writing == "fish red fish blue")
    desk.press("<C-r>")
    #expect(desk.writing == "fish red ")
    desk.press("u0nx")
    #expect(desk.writing == "fish red ish blue")
    desk.press("?red<Enter>x")
    #expect(desk.writing == "fish ed ish blue")
  }

  @Test("y goes to the system's clipboard, d does not") func clipboard() throws {
    #expect(try desk("aone two<Esc>byw").effects == [.copy("two")])
    #expect(try desk("aone two<Esc>bdw").effects.isEmpty)
  }

  @Test("What is pasted is text in every mode") func pastes() throws {
    var desk = try desk("aone")
    desk.take(.terminal(.paste(" dd")))
    #expect(desk.writing == "one dd")
    desk.press("<Esc>")
    desk.take(.terminal(.paste("x")))
    #expect(desk.writing?.contains("x") == true)
  }
}
