import Annotations
import Notebook
import NotebookHarness
import Outline
import Testing

/// A reload that was prepared in the background gives the same state as one that is computed at once.
@Suite struct RereadingTests {
  private static let later = animals.replacing("- Birds", with: "- Fish\n- Birds").replacing("- Moss", with: "- Mosses")

  private func notebook(_ keys: String = "") throws -> NotebookHarness {
    try NotebookHarness.animals(
      "2jzc3jss" + keys,
      annotations: [annotation("One", line: 6, id: "a"), annotation("Two", line: 13, id: "b", type: .question)])
  }

  private func source() -> OpenedSource { OpenedSource(outline: Outline(parsing: Array(Self.later.utf8))) }

  /// Returns the panes as the reader sees them, and the state that is kept.
  private func seen(_ notebook: NotebookHarness) -> [String] {
    let document = notebook.state.selectedDocument
    return [
      notebook.outline, notebook.detail, notebook.selected, "\(document?.index.entries.map(\.topic) ?? [])",
      "\(String(describing: document?.reading))", "\(String(describing: document?.rows))",
    ]
  }

  @Test(
    "It is taken over, whatever the reader has done meanwhile",
    arguments: ["", "G", "zR", "zM", "s", "Gs", "aNew<C-s>", "aHalf<Esc>", "aHa", "GX", "&Dogs<Enter>", "3jzi", "Gx"])
  func takesOver(meanwhile: String) throws {
    var plain = try notebook()
    var prepared = plain
    var source = source()
    source.rereading = PreparedReload(of: source, after: try #require(prepared.state.selectedDocument))
    plain.press(meanwhile)
    prepared.press(meanwhile)
    plain.take(.opened(.root, self.source()))
    prepared.take(.opened(.root, source))
    #expect(seen(prepared) == seen(plain))
    #expect(prepared.state.selectedDocument?.outline.count == 14)
    try prepared.state.checkInvariants()
  }

  @Test("It is not taken over where another version came meanwhile") func stale() throws {
    var notebook = try notebook()
    var source = source()
    source.rereading = PreparedReload(of: source, after: try #require(notebook.state.selectedDocument))
    let other = OpenedSource(outline: Outline(parsing: Array("# Other\n- Moss\n".utf8)))
    notebook.take(.opened(.root, other))
    var plain = notebook
    plain.take(.opened(.root, self.source()))
    notebook.take(.opened(.root, source))
    #expect(seen(notebook) == seen(plain))
    try notebook.state.checkInvariants()
  }
}
