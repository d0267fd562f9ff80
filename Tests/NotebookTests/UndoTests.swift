import Annotations
import Notebook
import NotebookHarness
import Testing

@Suite struct UndoTests {
  /// A later session on what `notebook` left on its disk.
  private func restarted(_ notebook: NotebookHarness) throws -> NotebookHarness {
    var next = try NotebookHarness.animals("", annotations: notebook.disk.values.flatMap { $0 })
    next.take(
      .annotations(
        .root,
        {
          var read = SidecarSnapshot(annotations: notebook.disk.values.flatMap { $0 }, drafts: [])
          read.steps = notebook.steps.values.flatMap { $0 }
          return read
        }()))
    return next
  }

  @Test("Undo and redo reach over a restart", arguments: [("u", ["Two"]), ("uu", ["One"]), ("uuu", []), ("uuuu", [])])
  func restart(keys: String, saved: [String]) throws {
    var notebook = try NotebookHarness.animals("5jaOne<C-s><Tab>")
    notebook.press("G<Enter><C-u>Two<C-s>hd")
    #expect(notebook.saved.isEmpty)
    var next = try restarted(notebook)
    next.press(keys)
    #expect(next.saved == saved)
    if keys.count <= 3 {
      next.press(String(repeating: "<C-r>", count: keys.count))
      #expect(next.saved.isEmpty && next.message == "done again: delete of ‘Two’")
    } else {
      #expect(next.message == "nothing to undo")
    }
  }

  @Test(
    "Undo and redo that are pressed before the disk has answered end where the last key says",
    arguments: [("u<C-r>", ["One"]), ("u<C-r>u", []), ("u<C-r>u<C-r>", ["One"]), ("u<C-r>u<C-r>u", [])])
  func impatient(keys: String, saved: [String]) throws {
    var notebook = try NotebookHarness.animals("5jaOne<C-s>")
    notebook.diskIsSlow = true
    notebook.press(keys)
    for _ in 0..<9 where notebook.answerOldestSave() {}
    #expect(notebook.saved == saved)
    #expect(notebook.state.annotating.pendingSaves.isEmpty)
  }

  @Test("What was taken back before a restart can be done again after it") func redo() throws {
    let notebook = try NotebookHarness.animals("5jaOne<C-s>5kaTwo<C-s>uu")
    #expect(notebook.saved.isEmpty)
    var next = try restarted(notebook)
    next.press("<C-r>")
    #expect(next.saved == ["One"])
    #expect(next.selected == "Hounds")
    next.press("<C-r>")
    #expect(next.saved == ["One", "Two"])
  }

  @Test("Something new after a restart leaves nothing to redo") func fresh() throws {
    var next = try restarted(try NotebookHarness.animals("5jaOne<C-s>u"))
    next.press("3jaNew<C-s><C-r>")
    #expect(next.saved == ["New"])
    #expect(next.message == "nothing to redo")
    #expect(next.steps[FileTree.root]?.map(\.isUndone) == [false])
  }

  @Test("What somebody else changed since is not undone: both are shown, and the step before comes next")
  func refused() throws {
    var notebook = try NotebookHarness.animals("5jaOne<C-s><Tab>")
    notebook.press("G<Enter><C-u>Two<C-s>h")
    var theirs = try #require(notebook.disk[FileTree.root]?.first)
    theirs.text = "Theirs"
    notebook.disk[FileTree.root] = [theirs]
    notebook.take(.annotations(.root, SidecarSnapshot(annotations: [theirs], drafts: [])))
    notebook.press("u")
    #expect(notebook.saved == ["Theirs"])
    #expect(
      notebook.overlay == """
        Not undone: somebody else changed it since:\(" ")
        >Theirs
         One
        """)
    notebook.press("<Enter>u")
    // It was made here, but it says something else now.
    #expect(notebook.saved == ["Theirs"])
    notebook.press("<Enter>u")
    #expect(notebook.message == "nothing to undo")
    try notebook.state.checkInvariants()
  }

  @Test("A change of another field does not stand in the way") func otherField() throws {
    var notebook = try NotebookHarness.animals("5jaOne<C-s>x")
    var theirs = try #require(notebook.disk[FileTree.root]?.first)
    theirs.type = .question
    notebook.disk[FileTree.root] = [theirs]
    notebook.take(.annotations(.root, SidecarSnapshot(annotations: [theirs], drafts: [])))
    notebook.press("u")
    #expect(notebook.overlay == nil && notebook.message == "undone: resolving of ‘One’")
    #expect(notebook.disk[FileTree.root]?.map(\.isResolved) == [false])
  }
}
