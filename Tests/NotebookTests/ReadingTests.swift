import Annotations
import Notebook
import NotebookHarness
import Outline
import Testing

@Suite struct ReadingTests {
  private func rows(_ desk: Desk) -> [String] {
    desk.state.rows(from: .root, count: 100).map { place in
      let row = desk.state.outlineRow(at: place)
      return row.laidOut(columns: 40).line.text.split(separator: " ").joined(separator: " ")
    }
  }

  @Test("s goes through read, to be read again, and neither; parents say how much is read") func cycles() throws {
    var desk = try Desk.animals("4js")
    #expect(desk.message == "read")
    #expect(rows(desk)[4] == "• Terriers ✓")
    #expect(rows(desk)[3] == "▾ Dogs 33%")
    #expect(rows(desk)[2] == "▾ Mammals 20%")
    #expect(rows(desk)[0] == "notes.md 7%")
    desk.press("s")
    #expect(desk.message == "to be read again")
    #expect(rows(desk)[4] == "• Terriers ↻")
    #expect(rows(desk)[3] == "▾ Dogs")
    desk.press("s")
    #expect(desk.message == "not read any more")
    #expect(rows(desk)[4] == "• Terriers")
    try desk.state.checkInvariants()
  }

  @Test("gs marks a branch, and takes that back; what is to be read again stays so") func branch() throws {
    var desk = try Desk.animals("4jssk")
    desk.press("gs")
    #expect(desk.message == "2 topics read; one stays to be read again")
    #expect(Array(rows(desk)[3...5]) == ["▾ Dogs 66%", "• Terriers ↻", "• Hounds ✓"])
    desk.press("gs")
    #expect(Array(rows(desk)[3...5]) == ["▾ Dogs", "• Terriers ↻", "• Hounds"])
    desk.press("zc")
    #expect(rows(desk)[3] == "▸ Dogs")
  }

  @Test("What is new or changed is badged until it was seen, and ]c [c walk it") func badges() throws {
    var desk = try Desk.animals("")
    let changed = animals.replacing("- Hounds", with: "- Foxhounds").replacing("  - Crows", with: "  - Crows\n  - Jays")
    desk.take(.opened(FileTree.root, OpenedSource(outline: Outline(parsing: Array(changed.utf8)))))
    #expect(rows(desk)[5] == "• Foxhounds +")
    #expect(rows(desk)[3] == "▾ Dogs +1")
    #expect(rows(desk)[0] == "notes.md +2")
    desk.press("]c")
    #expect(desk.selected == "Foxhounds")
    #expect(rows(desk)[5] == "• Foxhounds +")
    desk.press("]c")
    #expect(desk.selected == "Jays")
    #expect(rows(desk)[5] == "• Foxhounds")
    #expect(rows(desk)[0] == "notes.md +1")
    desk.press("gg]c")
    #expect(desk.message == "nothing new or changed")
    try desk.state.checkInvariants()
  }

  @Test("[c walks back, round the beginning") func back() throws {
    var desk = try Desk.animals("")
    desk.take(.opened(FileTree.root, OpenedSource(outline: Outline(parsing: Array((animals + "- Ferns\n").utf8)))))
    desk.press("[c")
    #expect(desk.selected == "Ferns")
    #expect(desk.message == "round the beginning")
  }

  @Test("What an earlier session knew is asked for once, and again where the file has changed meanwhile")
  func recalls() throws {
    var state = try Desk.animals("").state
    let moment = Moment(timestamp: "2026-01-02T03:04:05Z", freshID: "x", author: "Reader")
    let outline = Outline(parsing: Array(animals.utf8))
    #expect(
      state.update(.opened(FileTree.root, OpenedSource(outline: outline, blob: "new")), at: moment)
        .allSatisfy { $0 != .recallReading(FileTree.root) })
    var fresh = NotebookState(
      tree: FileTree(file: "a.md", path: "/a.md"), size: .init(columns: 80, rows: 24),
      keymap: try Keymap(entries: CommandTable.entries))
    let asked = fresh.update(.opened(FileTree.root, OpenedSource(outline: outline, blob: "new")), at: moment)
    #expect(asked.contains(.recallReading(FileTree.root)))
    let read = ReadingState(read: [1..<2], again: [], unseen: [2..<3])
    #expect(fresh.update(.reading(FileTree.root, read, blob: "old"), at: moment) == [.recallReading(FileTree.root)])
    #expect(fresh.update(.reading(FileTree.root, read, blob: "new"), at: moment).isEmpty)
    #expect(fresh.selectedDocument?.reading == read)
  }

  @Test("u takes marks back and ^R sets them again, in turn with what was done to annotations") func undo() throws {
    var desk = try Desk.animals("4js")
    desk.press("kgs")
    #expect(Array(rows(desk)[3...5]) == ["▾ Dogs ✓", "• Terriers ✓", "• Hounds ✓"])
    // Once more "takes that back", and with it a mark that was there before: u brings it back.
    desk.press("gsjj")
    #expect(rows(desk)[4] == "• Terriers")
    desk.press("u")
    #expect(desk.message == "undone: 3 topics not read any more" && desk.selected == "Dogs")
    #expect(Array(rows(desk)[3...5]) == ["▾ Dogs ✓", "• Terriers ✓", "• Hounds ✓"])
    desk.press("jaA remark<C-s>js")
    #expect(desk.readings[FileTree.root]?.again == TopicSet([5..<6]))
    desk.press("u")
    #expect(desk.message == "undone: to be read again" && desk.disk[FileTree.root]?.count == 1)
    desk.press("u")
    #expect(desk.disk[FileTree.root]?.isEmpty == true)
    desk.press("uu")
    #expect(desk.readings[FileTree.root]?.read.isEmpty == true)
    desk.press("u")
    #expect(desk.message == "nothing to undo")
    desk.press("<C-r><C-r>")
    #expect(Array(rows(desk)[3...5]) == ["▾ Dogs ✓", "• Terriers ✓", "• Hounds ✓"])
    desk.press("<C-r>")
    #expect(desk.disk[FileTree.root]?.count == 1)
    desk.press("<C-r>")
    #expect(desk.message == "done again: to be read again")
    desk.press("<C-r>")
    #expect(desk.message == "nothing to redo")
    try desk.state.checkInvariants()
  }

  @Test("Marks that are taken back go along when the notes change") func undoAfterAChange() throws {
    var desk = try Desk.animals("5js")
    let changed = animals.replacing("- Dogs", with: "- Newts\n- Dogs")
    desk.take(.opened(FileTree.root, OpenedSource(outline: Outline(parsing: Array(changed.utf8)))))
    desk.press("u")
    #expect(desk.selected == "Hounds" && desk.readings[FileTree.root]?.read.isEmpty == true)
    desk.press("<C-r>")
    #expect(rows(desk).contains("• Hounds ✓"))
  }

  @Test("A mark is kept at once") func keeps() throws {
    let desk = try Desk.animals("4js")
    #expect(desk.readings[FileTree.root] == ReadingState(read: [4..<5], again: [], unseen: []))
  }

  @Test("A folder adds up its notes") func folder() throws {
    var desk = try Desk(folder: [("a.md", "- One\n- Two\n"), ("b.md", "- Three\n")])
    desk.press("jzo")
    desk.press("gs")
    #expect(desk.message == "3 topics read")
    desk.press("jjjzo")
    desk.press("k")
    #expect(rows(desk)[1].hasSuffix("✓"))
    desk.press("ggs")
    #expect(desk.message == "a folder is read note by note")
  }
}
