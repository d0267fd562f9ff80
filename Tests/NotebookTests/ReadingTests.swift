import Annotations
import Notebook
import NotebookHarness
import Outline
import Testing

@Suite struct ReadingTests {
  private func rows(_ notebook: NotebookHarness) -> [String] {
    notebook.state.rows(from: .root, count: 100).map { place in
      let row = notebook.state.outlineRow(at: place)
      return row.laidOut(columns: 40).line.text.split(separator: " ").joined(separator: " ")
    }
  }

  @Test("s goes through read, to be read again, and neither; parents say how much is read") func cycles() throws {
    var notebook = try NotebookHarness.animals("4js")
    #expect(notebook.message == "read")
    #expect(rows(notebook)[4] == "• Terriers ✓")
    #expect(rows(notebook)[3] == "▾ Dogs 33%")
    #expect(rows(notebook)[2] == "▾ Mammals 20%")
    #expect(rows(notebook)[0] == "notes.md 7%")
    notebook.press("s")
    #expect(notebook.message == "to be read again")
    #expect(rows(notebook)[4] == "• Terriers ↻")
    #expect(rows(notebook)[3] == "▾ Dogs")
    notebook.press("s")
    #expect(notebook.message == "not read any more")
    #expect(rows(notebook)[4] == "• Terriers")
    try notebook.state.checkInvariants()
  }

  @Test("gs marks a branch, and takes that back; what is to be read again stays so") func branch() throws {
    var notebook = try NotebookHarness.animals("4jssk")
    notebook.press("gs")
    #expect(notebook.message == "2 topics read; one stays to be read again")
    #expect(Array(rows(notebook)[3...5]) == ["▾ Dogs 66%", "• Terriers ↻", "• Hounds ✓"])
    notebook.press("gs")
    #expect(Array(rows(notebook)[3...5]) == ["▾ Dogs", "• Terriers ↻", "• Hounds"])
    notebook.press("zc")
    #expect(rows(notebook)[3] == "▸ Dogs")
  }

  @Test("What is new or changed is badged until it was seen, and ]c [c walk it") func badges() throws {
    var notebook = try NotebookHarness.animals("")
    let changed = animals.replacing("- Hounds", with: "- Foxhounds").replacing("  - Crows", with: "  - Crows\n  - Jays")
    notebook.take(.opened(.root, OpenedSource(outline: Outline(parsing: Array(changed.utf8)))))
    #expect(rows(notebook)[5] == "• Foxhounds +")
    #expect(rows(notebook)[3] == "▾ Dogs +1")
    #expect(rows(notebook)[0] == "notes.md +2")
    notebook.press("]c")
    #expect(notebook.selected == "Foxhounds")
    #expect(rows(notebook)[5] == "• Foxhounds +")
    notebook.press("]c")
    #expect(notebook.selected == "Jays")
    #expect(rows(notebook)[5] == "• Foxhounds")
    #expect(rows(notebook)[0] == "notes.md +1")
    notebook.press("gg]c")
    #expect(notebook.message == "nothing new or changed")
    try notebook.state.checkInvariants()
  }

  @Test("[c walks back, round the beginning") func back() throws {
    var notebook = try NotebookHarness.animals("")
    notebook.take(.opened(.root, OpenedSource(outline: Outline(parsing: Array((animals + "- Ferns\n").utf8)))))
    notebook.press("[c")
    #expect(notebook.selected == "Ferns")
    #expect(notebook.message == "round the beginning")
  }

  @Test("What an earlier session knew is asked for once, and again where the file has changed meanwhile")
  func recalls() throws {
    var state = try NotebookHarness.animals("").state
    let context = UpdateContext(timestamp: "2026-01-02T03:04:05Z", freshID: "x", author: "Reader")
    let outline = Outline(parsing: Array(animals.utf8))
    #expect(
      state.update(.opened(.root, OpenedSource(outline: outline, blob: "new")), in: context)
        .allSatisfy { $0 != .recallReading(FileTree.root) })
    var fresh = NotebookState(
      tree: FileTree(file: "a.md", path: "/a.md"), size: .init(columns: 80, rows: 24),
      keymap: try Keymap(entries: CommandTable.entries))
    let asked = fresh.update(.opened(.root, OpenedSource(outline: outline, blob: "new")), in: context)
    #expect(asked.contains(.recallReading(FileTree.root)))
    let read = ReadingState(read: [1..<2], again: [], unseen: [2..<3])
    #expect(fresh.update(.reading(.root, read, blob: "old"), in: context) == [.recallReading(FileTree.root)])
    #expect(fresh.update(.reading(.root, read, blob: "new"), in: context).isEmpty)
    #expect(fresh.selectedDocument?.reading == read)
  }

  @Test("u takes marks back and ^R sets them again, in turn with what was done to annotations") func undo() throws {
    var notebook = try NotebookHarness.animals("4js")
    notebook.press("kgs")
    #expect(Array(rows(notebook)[3...5]) == ["▾ Dogs ✓", "• Terriers ✓", "• Hounds ✓"])
    // Once more "takes that back", and with it a mark that was there before: u brings it back.
    notebook.press("gsjj")
    #expect(rows(notebook)[4] == "• Terriers")
    notebook.press("u")
    #expect(notebook.message == "undone: 3 topics not read any more" && notebook.selected == "Dogs")
    #expect(Array(rows(notebook)[3...5]) == ["▾ Dogs ✓", "• Terriers ✓", "• Hounds ✓"])
    notebook.press("jaA remark<C-s>js")
    #expect(notebook.readings[FileTree.root]?.again == TopicSet([5..<6]))
    notebook.press("u")
    #expect(notebook.message == "undone: to be read again" && notebook.disk[FileTree.root]?.count == 1)
    notebook.press("u")
    #expect(notebook.disk[FileTree.root]?.isEmpty == true)
    notebook.press("uu")
    #expect(notebook.readings[FileTree.root]?.read.isEmpty == true)
    notebook.press("u")
    #expect(notebook.message == "nothing to undo")
    notebook.press("<C-r><C-r>")
    #expect(Array(rows(notebook)[3...5]) == ["▾ Dogs ✓", "• Terriers ✓", "• Hounds ✓"])
    notebook.press("<C-r>")
    #expect(notebook.disk[FileTree.root]?.count == 1)
    notebook.press("<C-r>")
    #expect(notebook.message == "done again: to be read again")
    notebook.press("<C-r>")
    #expect(notebook.message == "nothing to redo")
    try notebook.state.checkInvariants()
  }

  @Test("Marks that are taken back go along when the notes change") func undoAfterAChange() throws {
    var notebook = try NotebookHarness.animals("5js")
    let changed = animals.replacing("- Dogs", with: "- Newts\n- Dogs")
    notebook.take(.opened(.root, OpenedSource(outline: Outline(parsing: Array(changed.utf8)))))
    notebook.press("u")
    #expect(notebook.selected == "Hounds" && notebook.readings[FileTree.root]?.read.isEmpty == true)
    notebook.press("<C-r>")
    #expect(rows(notebook).contains("• Hounds ✓"))
  }

  @Test("A mark is kept at once") func keeps() throws {
    let notebook = try NotebookHarness.animals("4js")
    #expect(notebook.readings[FileTree.root] == ReadingState(read: [4..<5], again: [], unseen: []))
  }

  @Test("A folder adds up its notes") func folder() throws {
    var notebook = try NotebookHarness(folder: [("a.md", "- One\n- Two\n"), ("b.md", "- Three\n")])
    notebook.press("jzo")
    notebook.press("gs")
    #expect(notebook.message == "3 topics read")
    notebook.press("jjjzo")
    notebook.press("k")
    #expect(rows(notebook)[1].hasSuffix("✓"))
    notebook.press("ggs")
    #expect(notebook.message == "a folder is read note by note")
  }

  @Test("What was read in notes that are not open is counted at the start, and @ lists what waits in them")
  func unopened() throws {
    var notebook = try NotebookHarness(folder: [("a.md", "# A\n"), ("b.md", "# B\n\n- one\n- two\n")])
    let file = try #require(notebook.state.tree.file(path: "/folder/b.md"))
    let marks = ReadingState(read: [0..<2], again: [], unseen: [3..<4])
    notebook.readings[file] = marks
    var scan = AnnotationScan(summaries: [:])
    scan.readings[notebook.state.tree.version(of: file)] = NoteReading(marks, topics: 4)
    notebook.take(.scanned(scan))
    #expect(notebook.state.documents[file] == nil)
    #expect(rows(notebook).contains { $0.contains("b.md") && $0.contains("+1") }, "\(rows(notebook))")
    notebook.press("@")
    #expect(notebook.overlay?.contains("two") == true, "\(notebook.overlay ?? "")")
    try notebook.state.checkInvariants()
  }
}
