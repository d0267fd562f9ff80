import Annotations
import Notebook
import NotebookHarness
import Testing

@Suite struct UndoTests {
  /// A later session on what `desk` left on its disk.
  private func restarted(_ desk: Desk) throws -> Desk {
    var next = try Desk.animals("", annotations: desk.disk.values.flatMap { $0 })
    next.take(
      .annotations(
        FileTree.root,
        {
          var read = AnnotationsRead(annotations: desk.disk.values.flatMap { $0 }, drafts: [])
          read.steps = desk.steps.values.flatMap { $0 }
          return read
        }()))
    return next
  }

  @Test("Undo and redo reach over a restart", arguments: [("u", ["Two"]), ("uu", ["One"]), ("uuu", []), ("uuuu", [])])
  func restart(keys: String, saved: [String]) throws {
    var desk = try Desk.animals("5jaOne<C-s><Tab>")
    desk.press("G<Enter><C-u>Two<C-s>hd")
    #expect(desk.saved.isEmpty)
    var next = try restarted(desk)
    next.press(keys)
    #expect(next.saved == saved)
    if keys.count <= 3 {
      next.press(String(repeating: "<C-r>", count: keys.count))
      #expect(next.saved.isEmpty && next.message == "done again: delete of ‘Two’")
    } else {
      #expect(next.message == "nothing to undo")
    }
  }

  @Test("What was taken back before a restart can be done again after it") func redo() throws {
    let desk = try Desk.animals("5jaOne<C-s>5kaTwo<C-s>uu")
    #expect(desk.saved.isEmpty)
    var next = try restarted(desk)
    next.press("<C-r>")
    #expect(next.saved == ["One"])
    #expect(next.selected == "Hounds")
    next.press("<C-r>")
    #expect(next.saved == ["One", "Two"])
  }

  @Test("Something new after a restart leaves nothing to redo") func fresh() throws {
    var next = try restarted(try Desk.animals("5jaOne<C-s>u"))
    next.press("3jaNew<C-s><C-r>")
    #expect(next.saved == ["New"])
    #expect(next.message == "nothing to redo")
    #expect(next.steps[FileTree.root]?.map(\.isUndone) == [false])
  }

  @Test("What somebody else changed since is not undone: both are shown, and the step before comes next")
  func refused() throws {
    var desk = try Desk.animals("5jaOne<C-s><Tab>")
    desk.press("G<Enter><C-u>Two<C-s>h")
    var theirs = try #require(desk.disk[FileTree.root]?.first)
    theirs.text = "Theirs"
    desk.disk[FileTree.root] = [theirs]
    desk.take(.annotations(FileTree.root, AnnotationsRead(annotations: [theirs], drafts: [])))
    desk.press("u")
    #expect(desk.saved == ["Theirs"])
    #expect(
      desk.overlay == """
        Not undone: somebody else changed it since:\(" ")
        >Theirs
         One
        """)
    desk.press("<Enter>u")
    // It was made here, but it says something else now.
    #expect(desk.saved == ["Theirs"])
    desk.press("<Enter>u")
    #expect(desk.message == "nothing to undo")
    try desk.state.checkInvariants()
  }

  @Test("A change of another field does not stand in the way") func otherField() throws {
    var desk = try Desk.animals("5jaOne<C-s>x")
    var theirs = try #require(desk.disk[FileTree.root]?.first)
    theirs.type = .question
    desk.disk[FileTree.root] = [theirs]
    desk.take(.annotations(FileTree.root, AnnotationsRead(annotations: [theirs], drafts: [])))
    desk.press("u")
    #expect(desk.overlay == nil && desk.message == "undone: resolving of ‘One’")
    #expect(desk.disk[FileTree.root]?.map(\.isResolved) == [false])
  }
}
