import Notebook
import NotebookHarness
import Outline
import Terminal
import Testing

/// Timers and watches, which the state asks for.
@Suite struct TimerTests {
  private func effects(of keys: String, in notebook: inout NotebookHarness) throws -> [Effect] {
    let context = UpdateContext(timestamp: "2026-01-02T03:04:05Z", freshID: "id", author: "Reader")
    return try #require([Key](notation: keys)).flatMap { notebook.state.update(.terminal(.key($0)), in: context) }
  }

  @Test(
    "The hint is due after keys that begin longer ones, and not any more once these are through",
    arguments: [
      ("j", []), ("z", [.scheduleHint]), ("zM", [.scheduleHint, .cancelHint]),
      ("z<Esc>", [.scheduleHint, .cancelHint]),
      ("zq", [.scheduleHint, .cancelHint]), ("5", []),
    ] as [(String, [Effect])])
  func hint(keys: String, wanted: [Effect]) throws {
    var notebook = try NotebookHarness.animals()
    #expect(try effects(of: keys, in: &notebook) == wanted)
  }

  @Test("A file is watched once its annotations are read, and not under a path that it has no more") func watches()
    throws
  {
    var notebook = try FolderTests.notebook("3jlj")
    let context = UpdateContext(timestamp: "2026-01-02T03:04:05Z", freshID: "id", author: "Reader")
    let moss = notebook.state.selection.file
    let version = notebook.state.tree.version(of: moss)
    #expect(
      notebook.state.update(.annotations(version, SidecarSnapshot()), in: context) == [.watch(moss)])
    let tree = FileTree(
      folder: "folder", root: "/folder",
      files: FolderTests.files.map { $0.path == "plants/moss.md" ? "plants/zz.md" : $0.path })
    let effects = notebook.state.update(
      .relisted(FolderSnapshot(tree: tree, renamed: ["plants/moss.md": "plants/zz.md"])), in: context)
    #expect(effects.prefix(2) == [.unwatchMoved, .reopen(moss, was: "/folder/plants/moss.md")])
    // What was read under the old name is about nothing any more.
    #expect(notebook.state.update(.annotations(version, SidecarSnapshot()), in: context).isEmpty)
  }
}
