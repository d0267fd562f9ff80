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
    var desk = try FolderTests.desk(keys)
    let texts = Dictionary(uniqueKeysWithValues: Self.files.map { ($0.path, $0.text) })
    let paths = Self.files.map(\.path).filter { !without.contains($0) } + new
    desk.relist(paths.sorted().map { ($0, texts[$0] ?? "- Soft\n- Green\n") }, renamed: renamed)
    #expect(desk.selected == selected)
    #expect(desk.message == message)
    try desk.state.checkInvariants()
  }

  @Test("A note that is gone stays as it was, is marked, and is an ordinary one when it is back") func keepsGone()
    throws
  {
    var desk = try FolderTests.desk("3jlj")
    desk.relist(Self.files.filter { $0.path != "plants/moss.md" })
    #expect(desk.outline.contains("▾ moss.md\n>      • Soft\n       • Green\n     ▸ trees.md"))
    let file = desk.state.selection.file
    #expect(desk.state.documents[file]?.isLost == true && desk.state.outlineRow(at: Place(file)).isLost)
    desk.relist(Self.files.filter { $0.path == "stones.md" })
    #expect(desk.outline.contains("▾ plants\n     ▾ moss.md\n>      • Soft"))
    desk.relist(Self.files)
    desk.take(.opened(desk.state.selection.file, OpenedSource(outline: Outline(parsing: Array("- Soft\n".utf8)))))
    #expect(desk.state.documents[desk.state.selection.file]?.isLost == false)
    #expect(desk.selected == "Soft")
    try desk.state.checkInvariants()
  }

  @Test("A note that is gone leaves as soon as the reader does, and is as it was when it is back") func letsGo() throws
  {
    var desk = try FolderTests.desk("j")
    desk.press("ljzcG")
    // One that the reader is not in leaves at once.
    desk.relist(Array(Self.files.dropFirst()))
    #expect(!desk.outline.contains("animals") && desk.selected == "stones.md")
    #expect(desk.message == "gone: animals.md")
    desk.relist(Array(Self.files.dropFirst().dropLast()))
    #expect(desk.outline.contains("stones.md") && desk.selected == "stones.md")
    desk.press("k")
    #expect(!desk.outline.contains("stones.md") && desk.selected == "trees.md")
    try desk.state.checkInvariants()
    desk.relist(Self.files)
    desk.press("ggj")
    #expect(desk.outline.contains("▾ animals.md\n     ▸ Dogs\n     • Cats"))
    try desk.state.checkInvariants()
  }

  @Test(
    "A note that is gone stays while something is written about it", arguments: ["aHow hard?<C-s>", "aHow ha<Esc>"])
  func keepsAnnotated(keys: String) throws {
    var desk = try FolderTests.desk("G")
    desk.press(keys)
    desk.press("gg")
    desk.relist(Array(Self.files.dropLast()))
    #expect(desk.outline.contains("stones.md"))
    #expect(desk.message == "gone: stones.md, kept for what is written about it")
    desk.press("Gk")
    #expect(desk.outline.contains("stones.md"))
    #expect(desk.state.tree.files.last.map { desk.state.documents[$0]?.isLost } == true)
    // What was written is deleted: nothing holds it any more.
    desk.press("Gd")
    if desk.drafts.count > 0 { desk.press("y") }
    desk.press("k")
    #expect(!desk.outline.contains("stones.md"))
    try desk.state.checkInvariants()
  }

  @Test("Folds, scroll, trail, marks and counts go with their files") func keepsPlaces() throws {
    var desk = try FolderTests.desk("3jljaHow soft?<C-s>maG")
    desk.press("l")
    let shown = desk.outline
    desk.relist([("aaa.md", "# New\n")] + Self.files)
    #expect(desk.outline == shown.replacing("▾ folder ●1", with: "▾ folder ●1\n   ▸ aaa.md"))
    #expect(desk.state.tree[desk.state.top.file].name == "folder")
    desk.press("'a")
    #expect(desk.selected == "Soft")
    desk.press("u")
    #expect(desk.saved.isEmpty)
    desk.press("<C-o>")
    #expect(desk.selected == "stones.md")
    try desk.state.checkInvariants()
  }

  @Test("Answers to what was asked before a listing find their files") func bringsAnswers() throws {
    var desk = try FolderTests.desk()
    let moss = FileIndex(3)
    desk.relist([("aaa.md", "# New\n")] + Self.files.filter { $0.path != "stones.md" })
    let moment = Moment(timestamp: "2026-01-02T03:04:05Z", freshID: "id", author: "Reader")
    let source = OpenedSource(outline: Outline(parsing: Array("- Soft\n".utf8)))
    let event = try #require(desk.state.brought(.opened(moss, source), since: 0))
    _ = desk.state.update(event, at: moment)
    #expect(desk.state.documents.keys.map { desk.state.tree[$0].path } == ["/folder/plants/moss.md"])
    #expect(desk.state.brought(.couldNotOpen(FileIndex(5), ""), since: 0) == nil)
    guard case .opened(moss, _)? = desk.state.brought(.opened(moss, source), since: 1) else {
      Issue.record("moved twice")
      return
    }
  }

  @Test("What is being written goes with a note that takes another name") func keepsWriting() throws {
    var desk = try FolderTests.desk("3jljaHow so")
    desk.relist(
      Self.files.map { ($0.path == "plants/moss.md" ? "plants/zz.md" : $0.path, $0.text) }.sorted { $0.0 < $1.0 },
      renamed: ["plants/moss.md": "plants/zz.md"])
    desk.press("ft?<C-s>")
    #expect(desk.saved == ["How soft?"])
    #expect(desk.state.tree[try #require(desk.disk.keys.first)].name == "zz.md")
    try desk.state.checkInvariants()
  }
}
