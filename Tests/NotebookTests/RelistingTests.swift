import Annotations
import Notebook
import NotebookHarness
import Outline
import Seeding
import Testing

/// Files and folders that come, go and take other names while they are shown.
@Suite struct RelistingTests {
  private static let rocks = (path: "rocks.md", text: "- Flint\n")
  private static let files = FolderTests.files

  /// Some notes, in the order in which a folder is listed.
  static func notes(with random: inout Seeded) -> [(path: String, text: String)] {
    let all =
      files + [rocks, ("trees/moss.md", "- Soft\n- Green\n"), ("trees/trees.md", "- Oak\n"), ("zoo/a/b.md", "# B\n")]
    return all.filter { _ in Int.random(in: 0..<4, using: &random) > 0 }.sorted { $0.path < $1.path }
  }

  @Test(
    "What comes, goes and takes another name is shown and said, and the selection stays",
    arguments: [
      // Keys before; what is left out and added; renamings; the selected row and the message afterwards.
      ("3jlj", [], ["new.md"], [:], "Soft", "new: new.md"),
      ("3jlj", [], ["new/a.md", "new/b.md", "x.md"], [:], "Soft", "new: new/ and 1 more"),
      ("3jlj", ["stones.md"], [], [:], "Soft", "gone: stones.md"),
      ("3jlj", ["plants/moss.md"], [], [:], "Soft", "gone: plants/moss.md, as last read here"),
      (
        "3jlj", ["plants/moss.md"], ["plants/lichen.md"], ["plants/moss.md": "plants/lichen.md"], "Soft",
        "plants/moss.md is now plants/lichen.md"
      ),
      (
        "3jlj", ["plants/moss.md", "plants/trees.md"], ["green/moss.md", "green/trees.md"], ["plants": "green"], "Soft",
        "plants is now green"
      ),
      ("G", ["stones.md"], [], [:], "stones.md", "gone: stones.md, as last read here"),
      ("2j", ["plants/moss.md", "plants/trees.md"], [], [:], "animals.md", "gone: plants/"),
      // A name that was another's stays his; what has its old name is itself.
      (
        "3jlj", ["plants/moss.md"], [], ["plants/moss.md": "stones.md"], "Soft",
        "gone: plants/moss.md, as last read here"
      ),
      ("3jlj", [], [], ["plants/moss.md": "stones.md"], "Soft", ""),
    ] as [(String, [String], [String], [String: String], String, String)])
  func follows(
    keys: String, without: [String], with new: [String], renamed: [String: String], selected: String, message: String
  ) throws {
    var notebook = try FolderTests.notebook(keys)
    let texts = Dictionary(uniqueKeysWithValues: Self.files.map { ($0.path, $0.text) })
    let paths = Self.files.map(\.path).filter { !without.contains($0) } + new
    notebook.relist(paths.sorted().map { ($0, texts[$0] ?? "- Soft\n- Green\n") }, renamed: renamed)
    #expect(notebook.selected == selected)
    #expect(notebook.message == message)
    try notebook.state.checkInvariants()
  }

  @Test("A note that is gone stays as it was, is marked, and is an ordinary one when it is back") func keepsGone()
    throws
  {
    var notebook = try FolderTests.notebook("3jlj")
    notebook.relist(Self.files.filter { $0.path != "plants/moss.md" })
    #expect(notebook.outline.contains("▾ moss.md\n>      • Soft\n       • Green\n     ▸ trees.md"))
    let file = notebook.state.selection.file
    #expect(notebook.state.documents[file]?.isMissing == true && notebook.state.outlineRow(at: RowID(file)).isMissing)
    notebook.relist(Self.files.filter { $0.path == "stones.md" })
    #expect(notebook.outline.contains("▾ plants\n     ▾ moss.md\n>      • Soft"))
    notebook.relist(Self.files)
    notebook.take(
      .opened(
        notebook.state.tree.version(of: notebook.state.selection.file),
        OpenedSource(outline: Outline(parsing: Array("- Soft\n".utf8)))))
    #expect(notebook.state.documents[notebook.state.selection.file]?.isMissing == false)
    #expect(notebook.selected == "Soft")
    try notebook.state.checkInvariants()
  }

  @Test("A note that is gone leaves as soon as the reader does, and is as it was when it is back") func letsGo() throws
  {
    var notebook = try FolderTests.notebook("j")
    notebook.press("ljzcG")
    // One that the reader is not in leaves at once.
    notebook.relist(Array(Self.files.dropFirst()))
    #expect(!notebook.outline.contains("animals") && notebook.selected == "stones.md")
    #expect(notebook.message == "gone: animals.md")
    notebook.relist(Array(Self.files.dropFirst().dropLast()))
    #expect(notebook.outline.contains("stones.md") && notebook.selected == "stones.md")
    notebook.press("k")
    #expect(!notebook.outline.contains("stones.md") && notebook.selected == "trees.md")
    try notebook.state.checkInvariants()
    notebook.relist(Self.files)
    notebook.press("ggj")
    #expect(notebook.outline.contains("▾ animals.md\n     ▸ Dogs\n     • Cats"))
    try notebook.state.checkInvariants()
  }

  @Test(
    "A note that is gone stays while something is written about it", arguments: ["aHow hard?<C-s>", "aHow ha<Esc>"])
  func keepsAnnotated(keys: String) throws {
    var notebook = try FolderTests.notebook("G")
    notebook.press(keys)
    notebook.press("gg")
    notebook.relist(Array(Self.files.dropLast()))
    #expect(notebook.outline.contains("stones.md"))
    #expect(notebook.message == "gone: stones.md, kept for what is written about it")
    notebook.press("Gk")
    #expect(notebook.outline.contains("stones.md"))
    #expect(notebook.state.tree.files.last.map { notebook.state.documents[$0]?.isMissing } == true)
    // What was written is deleted: nothing holds it any more.
    notebook.press("Gd")
    if notebook.drafts.count > 0 { notebook.press("y") }
    notebook.press("k")
    #expect(!notebook.outline.contains("stones.md"))
    try notebook.state.checkInvariants()
  }

  @Test("Folds, scroll, jumpList, marks and counts go with their files") func keepsPlaces() throws {
    var notebook = try FolderTests.notebook("3jljaHow soft?<C-s>maG")
    notebook.press("l")
    let shown = notebook.outline
    notebook.relist([("aaa.md", "# New\n")] + Self.files)
    #expect(notebook.outline == shown.replacing("▾ folder ●1", with: "▾ folder ●1\n   ▸ aaa.md"))
    #expect(notebook.state.tree[notebook.state.top.file].name == "folder")
    notebook.press("'a")
    #expect(notebook.selected == "Soft")
    notebook.press("u")
    #expect(notebook.saved.isEmpty)
    notebook.press("<C-o>")
    #expect(notebook.selected == "stones.md")
    try notebook.state.checkInvariants()
  }

  @Test("A file keeps its id, and answers name it, whatever is listed around it") func keepsIdentity() throws {
    var notebook = try FolderTests.notebook()
    let moss = FileID(3)
    notebook.relist([("aaa.md", "# New\n")] + Self.files.filter { $0.path != "stones.md" })
    #expect(notebook.state.tree[moss].path == "/folder/plants/moss.md")
    notebook.take(.opened(FileVersion(moss), Self.source("- Soft\n")))
    #expect(notebook.state.documents.keys.map { notebook.state.tree[$0].path } == ["/folder/plants/moss.md"])
    // What comes back is another file: nothing asked about the one that was there is for it.
    let stones = FileID(5)
    #expect(!notebook.state.tree.contains(stones))
    notebook.relist([("aaa.md", "# New\n")] + Self.files)
    #expect(!notebook.state.tree.contains(stones))
    notebook.take(.couldNotOpen(FileVersion(stones), "no such file"))
    #expect(notebook.state.failures.isEmpty)
  }

  @Test("What was read under a path that a file has no more is never shown as its text") func dropsStaleTexts() throws {
    var notebook = try FolderTests.notebook("3jlj")
    let moss = notebook.state.selection.file
    // Moss is renamed and asked for under its new name; before the answer it is renamed again, and another note comes
    // under the name that was asked for.
    notebook.relist(Self.renamed("plants/moss.md", "plants/lichen.md"), renamed: ["plants/moss.md": "plants/lichen.md"])
    let asked = notebook.state.tree.version(of: moss)
    notebook.relist(Self.renamed("plants/moss.md", "plants/old.md"), renamed: ["plants/lichen.md": "plants/old.md"])
    notebook.relist(Self.renamed("plants/moss.md", "plants/old.md") + [("plants/lichen.md", "- Crusty\n")])
    #expect(notebook.state.tree[moss].path == "/folder/plants/old.md")
    notebook.take(.opened(asked, Self.source("- Crusty\n")))
    notebook.take(.annotations(asked, SidecarSnapshot(annotations: [annotation("Not ours", line: 1, id: "x")])))
    #expect(notebook.selected == "Soft")
    #expect(notebook.state.documents[moss]?.outline.count == 3)
    #expect(notebook.state.documents[moss]?.annotations.isEmpty == true)
  }

  private static func source(_ text: String) -> OpenedSource {
    OpenedSource(outline: Outline(parsing: Array(text.utf8)))
  }

  /// The notes with another name for one of them.
  private static func renamed(_ old: String, _ new: String) -> [(path: String, text: String)] {
    files.map { ($0.path == old ? new : $0.path, $0.text) }
  }

  @Test("What is being written goes with a note that takes another name") func keepsWriting() throws {
    var notebook = try FolderTests.notebook("3jljaHow so")
    notebook.relist(
      Self.files.map { ($0.path == "plants/moss.md" ? "plants/zz.md" : $0.path, $0.text) }.sorted { $0.0 < $1.0 },
      renamed: ["plants/moss.md": "plants/zz.md"])
    notebook.press("ft?<C-s>")
    #expect(notebook.saved == ["How soft?"])
    #expect(notebook.state.tree[try #require(notebook.disk.keys.first)].name == "zz.md")
    try notebook.state.checkInvariants()
  }
}
