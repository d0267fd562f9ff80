import Annotations
import Notebook
import NotebookHarness
import Terminal
import Testing

@Suite struct EscapeTests {
  private func behindEscape(_ notation: String) throws -> NotebookEvent {
    .terminal(.keyAfterEscape(try #require([Key](notation: notation)?.first)))
  }

  @Test("A text that an Escape left which was none is written on, as if nothing had been") func withdrawn() throws {
    var notebook = try NotebookHarness.animals("5jaHello world<Left><Left>")
    let before = notebook.state
    notebook.press("<Esc>")
    #expect(notebook.writing == nil && notebook.drafts == ["Hello world"])
    notebook.take(.terminal(.escapeWithdrawn))
    #expect(notebook.writing == "Hello world")
    #expect(notebook.state.focus == before.focus)
    notebook.press("!<C-s>")
    #expect(notebook.saved == ["Hello wor!ld"])
    #expect(notebook.drafts == [])
    try notebook.state.checkInvariants()
  }

  @Test("An empty text that was left so is written on, too") func withdrawnEmpty() throws {
    var notebook = try NotebookHarness.animals("5ja")
    notebook.press("<Esc>")
    notebook.take(.terminal(.escapeWithdrawn))
    notebook.press("x<C-s>")
    #expect(notebook.saved == ["x"])
  }

  @Test(
    "Half of an Alt key does in the text what the key does",
    arguments: [("d", "one "), ("b", "one two"), ("<Backspace>", " two"), ("u", "one TWO")])
  func altInEditor(key: String, text: String) throws {
    var notebook = try NotebookHarness.animals("5jaone two<A-b>")
    notebook.press("<Esc>")
    notebook.take(try behindEscape(key))
    #expect(notebook.writing == text || key == "<Backspace>" && notebook.writing == "two")
    try notebook.state.checkInvariants()
  }

  @Test("A letter that is half of no Alt key leaves the text left", arguments: ["j", "k", "/"])
  func noAlt(key: String) throws {
    var notebook = try NotebookHarness.animals("5jaone two")
    notebook.press("<Esc>")
    notebook.take(try behindEscape(key))
    #expect(notebook.writing == nil && notebook.drafts == ["one two"])
  }

  @Test("Right behind an Escape, no letter deletes, cuts or quits; once more it does", arguments: ["d", "X", "q"])
  func destructive(key: String) throws {
    var notebook = try NotebookHarness.animals("5ja<Esc>", annotations: [annotation("kept", line: 6, id: "a")])
    notebook.press("<Esc>")
    notebook.take(try behindEscape(key))
    #expect(notebook.disk.values.flatMap { $0 }.count == 1)
    #expect(notebook.effects == [] && notebook.state.annotating.cut == nil)
    #expect(notebook.state.message?.text.contains("once more") == true)
    notebook.press(key)
    #expect(
      notebook.disk.values.flatMap { $0 }.isEmpty || notebook.effects == [.quit] || notebook.state.annotating.cut != nil
    )
  }

  @Test("Prompts and lists that an Escape closed which was none are open again", arguments: ["/dog", ":the", "T", "?"])
  func overlays(keys: String) throws {
    var notebook = try NotebookHarness.animals(keys)
    let before = notebook.overlay
    notebook.press("<Esc>")
    #expect(notebook.overlay != before)
    notebook.take(.terminal(.escapeWithdrawn))
    #expect(notebook.overlay == before)
    try notebook.state.checkInvariants()
  }

  @Test("An Escape that is taken back after something else was pressed changes nothing") func late() throws {
    var notebook = try NotebookHarness.animals("5jaone<Esc>j")
    notebook.take(.terminal(.escapeWithdrawn))
    #expect(notebook.writing == nil)
  }

  @Test(
    "^L draws anew and ^Z suspends, whatever has the keys",
    arguments: ["", "<Tab>", "<Tab>v", "atext", "/dog", ":the", "?"])
  func everywhere(keys: String) throws {
    var notebook = try NotebookHarness.animals("2j" + keys)
    notebook.press("<C-l>")
    #expect(notebook.effects.last == .redraw)
    notebook.press("<C-z>")
    #expect(notebook.effects.last == .suspend)
  }
}
