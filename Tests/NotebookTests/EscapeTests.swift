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
    var desk = try NotebookHarness.animals("5jaHello world<Left><Left>")
    let before = desk.state
    desk.press("<Esc>")
    #expect(desk.writing == nil && desk.drafts == ["Hello world"])
    desk.take(.terminal(.escapeWithdrawn))
    #expect(desk.writing == "Hello world")
    #expect(desk.state.focus == before.focus)
    desk.press("!<C-s>")
    #expect(desk.saved == ["Hello wor!ld"])
    #expect(desk.drafts == [])
    try desk.state.checkInvariants()
  }

  @Test("An empty text that was left so is written on, too") func withdrawnEmpty() throws {
    var desk = try NotebookHarness.animals("5ja")
    desk.press("<Esc>")
    desk.take(.terminal(.escapeWithdrawn))
    desk.press("x<C-s>")
    #expect(desk.saved == ["x"])
  }

  @Test(
    "Half of an Alt key does in the text what the key does",
    arguments: [("d", "one "), ("b", "one two"), ("<Backspace>", " two"), ("u", "one TWO")])
  func altInEditor(key: String, text: String) throws {
    var desk = try NotebookHarness.animals("5jaone two<A-b>")
    desk.press("<Esc>")
    desk.take(try behindEscape(key))
    #expect(desk.writing == text || key == "<Backspace>" && desk.writing == "two")
    try desk.state.checkInvariants()
  }

  @Test("A letter that is half of no Alt key leaves the text left", arguments: ["j", "k", "/"])
  func noAlt(key: String) throws {
    var desk = try NotebookHarness.animals("5jaone two")
    desk.press("<Esc>")
    desk.take(try behindEscape(key))
    #expect(desk.writing == nil && desk.drafts == ["one two"])
  }

  @Test("Right behind an Escape, no letter deletes, cuts or quits; once more it does", arguments: ["d", "X", "q"])
  func destructive(key: String) throws {
    var desk = try NotebookHarness.animals("5ja<Esc>", annotations: [annotation("kept", line: 6, id: "a")])
    desk.press("<Esc>")
    desk.take(try behindEscape(key))
    #expect(desk.disk.values.flatMap { $0 }.count == 1)
    #expect(desk.effects == [] && desk.state.cut == nil)
    #expect(desk.state.message?.text.contains("once more") == true)
    desk.press(key)
    #expect(desk.disk.values.flatMap { $0 }.isEmpty || desk.effects == [.quit] || desk.state.cut != nil)
  }

  @Test("Prompts and lists that an Escape closed which was none are open again", arguments: ["/dog", ":the", "T", "?"])
  func overlays(keys: String) throws {
    var desk = try NotebookHarness.animals(keys)
    let before = "\(desk.state.mode)".prefix(40)
    desk.press("<Esc>")
    #expect("\(desk.state.mode)".prefix(40) != before)
    desk.take(.terminal(.escapeWithdrawn))
    #expect("\(desk.state.mode)".prefix(40) == before)
    try desk.state.checkInvariants()
  }

  @Test("An Escape that is taken back after something else was pressed changes nothing") func late() throws {
    var desk = try NotebookHarness.animals("5jaone<Esc>j")
    desk.take(.terminal(.escapeWithdrawn))
    #expect(desk.writing == nil)
  }

  @Test(
    "^L draws anew and ^Z suspends, whatever has the keys",
    arguments: ["", "<Tab>", "<Tab>v", "atext", "/dog", ":the", "?"])
  func everywhere(keys: String) throws {
    var desk = try NotebookHarness.animals("2j" + keys)
    desk.press("<C-l>")
    #expect(desk.effects.last == .redraw)
    desk.press("<C-z>")
    #expect(desk.effects.last == .suspend)
  }
}
