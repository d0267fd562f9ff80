import Notebook
import NotebookHarness
import Terminal
import Testing

@Suite struct LayoutKeyTests {
  @Test(
    "Commands are under the same fingers in every layout",
    arguments: [
      ("5j", "5о"), ("G", "П"), ("Ggg", "Ппп"), ("zM", "яЬ"), ("jj", "ㅓㅓ"), ("jjk", "ξξκ"), ("jjk", "חחל"),
      ("jjk", "تتن"),
    ])
  func commands(latin: String, other: String) throws {
    var expected = try NotebookHarness.animals(latin)
    var found = try NotebookHarness.animals(other)
    #expect(found.state.selection == expected.state.selection)
    expected.press("j")
    found.press("о")
    #expect(found.state.selection == expected.state.selection)
  }

  @Test("Texts and prompts take letters as they are; with Control they are commands there, too") func texts() throws {
    var notebook = try NotebookHarness.animals("5jaпривет ㅓ")
    #expect(notebook.writing == "привет ㅓ")
    notebook.press("<C-ы>")
    #expect(notebook.saved == ["привет ㅓ"])
    notebook.press("/о")
    guard case .prompt(let prompt)? = notebook.state.overlay else {
      Issue.record("no prompt")
      return
    }
    #expect(prompt.text == "о")
  }

  @Test("A letter that is bound itself is that binding") func bound() throws {
    var notebook = try NotebookHarness.animals()
    notebook.state.keymap.bind([Key("о")], to: .move(.last), in: .outline)
    notebook.press("о")
    #expect(notebook.state.selection == (try NotebookHarness.animals("G")).state.selection)
  }

  @Test("The terminal may tell the place itself") func base() throws {
    var notebook = try NotebookHarness.animals()
    var key = Key("ჯ")
    key.base = "G"
    notebook.take(.terminal(.key(key)))
    #expect(notebook.state.selection == (try NotebookHarness.animals("G")).state.selection)
  }
}
