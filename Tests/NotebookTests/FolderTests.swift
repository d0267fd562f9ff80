import Notebook
import NotebookHarness
import Terminal
import Testing

@Suite struct FolderTests {
  @Test("Levels inside a zoomed file are that file's", arguments: ["zi", "jzi"]) func levelsInZoom(keys: String) throws
  {
    var desk = try Desk(folder: [("a.md", "- one\n  - two\n    - three\n"), ("b.md", "- four\n")])
    desk.press("jl" + keys + "z1")
    try desk.state.checkInvariants()
    desk.press("z2")
    try desk.state.checkInvariants()
    desk.press("zRG")
    #expect(desk.selected == "three")
  }

  static let files = [
    (path: "animals.md", text: "# Dogs\n- Hounds\n- Terriers\n# Cats\n"),
    (path: "plants/moss.md", text: "- Soft\n- Green\n"),
    (path: "plants/trees.md", text: "- Oak\n- Elm\n"),
    (path: "stones.md", text: "- Flint\n"),
  ]

  static func desk(_ keys: String = "") throws -> Desk {
    var desk = try Desk(folder: files)
    if !keys.isEmpty { desk.press(keys) }
    try desk.state.checkInvariants()
    return desk
  }

  @Test("A folder shows its files, unopened") func closed() throws {
    let desk = try FolderTests.desk()
    #expect(
      desk.outline == """
        >▾ folder
           ▸ animals.md
           ▾ plants
             ▸ moss.md
             ▸ trees.md
           ▸ stones.md
        """)
    #expect(desk.state.documents.isEmpty)
  }

  @Test("The beginning of a file shows first, and what is looked at stays where it is when the rest comes")
  func beginnings() throws {
    var desk = try FolderTests.desk()
    desk.beginnings = 17
    desk.press("jljj")
    #expect(desk.selected == "Hounds" && desk.state.isBusy)
    #expect(!desk.outline.contains("Terriers"))
    let row = desk.outline.split(separator: "\n").firstIndex { $0.hasPrefix(">") }
    desk.catchUp()
    try desk.state.checkInvariants()
    #expect(desk.selected == "Hounds" && !desk.state.isBusy)
    #expect(desk.outline.contains("Terriers") && desk.outline.contains("Cats"))
    #expect(desk.outline.split(separator: "\n").firstIndex { $0.hasPrefix(">") } == row)
  }

  @Test("Who is on the way to something in a file sees no beginning of it", arguments: ["link", "search", "memory"])
  func noBeginnings(way: String) throws {
    let files = [("a.md", "[Cats](b.md#cats)\n"), ("b.md", "# Dogs\n- Hounds\n- Terriers\n# Cats\n")]
    var desk = try Desk(folder: files)
    switch way {
    case "link": desk.press("j<Tab>G")
    case "search": desk.press("/cats<CR>")
    default:
      desk.press("jj")
      desk.press("lG")
      let memory = desk.state.memory
      desk = try Desk(folder: files)
      desk.beginnings = 17
      desk.state.recall(memory)
      desk.take(.terminal(.resize(desk.state.size)))
    }
    desk.beginnings = 17
    if way == "link" { desk.press("<CR>") }
    if way == "search" { desk.press("n") }
    #expect(desk.state.documents[FileIndex(2)] == nil)
    desk.catchUp()
    #expect(desk.selected == "Cats")
    try desk.state.checkInvariants()
  }

  @Test("A file is opened when it is selected, and unfolds") func opens() throws {
    var desk = try FolderTests.desk("j")
    #expect(desk.state.documents.count == 1)
    #expect(desk.detail.contains("Dogs"))
    desk.press("l")
    #expect(
      desk.outline == """
         ▾ folder
        >  ▾ animals.md
             ▾ Dogs
               • Hounds
               • Terriers
             • Cats
           ▾ plants
             ▸ moss.md
             ▸ trees.md
           ▸ stones.md
        """)
    desk.press("hjzc")
    #expect(desk.outline.contains("▸ animals.md"))
    #expect(desk.outline.contains(">  ▸ plants"))
    desk.press("j")
    #expect(desk.selected == "stones.md")
  }

  @Test(
    "Rows, siblings, parents and ends go across files",
    arguments: [
      ("jlG", "stones.md"), ("jljjjjj", "plants"), ("jljjjjjk", "Cats"), ("j}", "plants"), ("j}}", "stones.md"),
      ("j}{", "animals.md"),
      ("3jgp", "plants"), ("jljgp", "animals.md"), ("3jll", "Soft"), ("3jllgpgp", "plants"), ("j<Enter>", "animals.md"),
      ("4jljj}", "Elm"), ("jlj}}", "Cats"), ("jl2jh", "Dogs"),
    ])
  func moves(keys: String, selected: String) throws {
    #expect(try FolderTests.desk(keys).selected == selected)
  }

  @Test("Searches reach every open file, and jumps unfold them") func finds() throws {
    var desk = try FolderTests.desk("jjjjkggjzMgg")
    desk.press("/soft<Enter>")
    #expect(desk.selected == "Soft")
    #expect(desk.outline.contains("▾ plants"))
    try desk.state.checkInvariants()
    desk.press("gg<C-k>hou<Enter>")
    #expect(desk.selected == "Hounds")
    desk.press("<C-o><C-o>")
    try desk.state.checkInvariants()
  }

  @Test("Annotations are kept with their files and count up to the folders") func annotates() throws {
    var desk = try FolderTests.desk("3jlj")
    desk.press("aHow soft?<C-s>gg")
    #expect(desk.outline.contains(">▾ folder ●1"))
    #expect(desk.outline.contains("▾ plants ●1"))
    #expect(desk.disk.filter { !$0.value.isEmpty }.count == 1)
    desk.press("a")
    #expect(desk.message == "open a file first: a folder can't be annotated")
    desk.press("jljaA hound<C-s>gg]a]a")
    #expect(desk.selected == "Soft")
    desk.press("tquestion<Enter>gg")
    #expect(desk.outline.hasPrefix(">▾ folder ?2"))
    #expect(desk.outline.contains("animals.md ●1"))
  }

  @Test(
    "Folding keys fold files and folders",
    arguments: [
      "zM", "zR", "z1", "z2", "z3", "zm", "zr", "<S-Tab>", "<S-Tab><S-Tab>", "z.", "3jz.", "jlz.", "3jlzi", "2jzi",
      "2jzC", "2jzO", "zC", "zO", "jzA", "2jzijjzw", "zizpzw",
    ])
  func folds(keys: String) throws {
    var desk = try FolderTests.desk(keys)
    desk.press("GggGk")
    try desk.state.checkInvariants()
    desk.press("zwzRgg")
    #expect(desk.outline.contains("plants"))
    try desk.state.checkInvariants()
  }

  @Test("A folder can be zoomed into") func zooms() throws {
    var desk = try FolderTests.desk("2jzi")
    #expect(
      desk.outline == """
        >  ▾ plants
             ▸ moss.md
             ▸ trees.md
        """)
    desk.press("G")
    #expect(desk.selected == "trees.md")
  }

  @Test("A file that can't be opened says why") func refuses() throws {
    var desk = try FolderTests.desk()
    desk.take(.couldNotOpen(FileIndex(1), "animals.md: permission denied"))
    desk.press("j")
    #expect(desk.selected == "animals.md")
    #expect(desk.state.failures[FileIndex(1)] == "animals.md: permission denied")
    desk.press("a")
    #expect(desk.message == "animals.md: permission denied")
    try desk.state.checkInvariants()
  }

  // MARK: Notes that are not open

  @Test("A search finds what stands in notes that are not open, and opens only what it shows")
  func findsClosed() throws {
    var desk = try FolderTests.desk("/oak")
    #expect(desk.selected == "Oak")
    #expect(desk.state.documents.count < 3)
    desk.press("<Esc>")
    #expect(desk.outline.hasPrefix(">▾ folder"))
    desk.press("/f<Enter>")
    #expect(desk.state.searching.hits.count == 2)
    desk.press("n")
    #expect(desk.selected == "Flint")
    try desk.state.checkInvariants()
  }

  @Test("A sparse tree has only files with matches, unfolded, and what is above them") func sparse() throws {
    var desk = try FolderTests.desk("&f<Enter>gg")
    #expect(
      desk.outline == """
        >▾ folder
           ▾ plants
             ▾ moss.md
               • Soft
           ▾ stones.md
             • Flint
        """)
    desk.press("GggjjjGkk")
    try desk.state.checkInvariants()
    desk.press("&<Enter>")
    #expect(desk.outline.contains("▸ stones.md") && desk.outline.contains("trees.md"))
    try desk.state.checkInvariants()
    desk.press("&oak<Esc>")
    #expect(desk.outline.contains("▸ stones.md"))
    try desk.state.checkInvariants()
  }

  @Test(
    "Notes and folders are found by their names",
    arguments: [
      ("/moss<Enter>", "moss.md"), ("/PLANTS<Enter>", "folder"), ("/plants<Enter>", "plants"),
      ("/plants<Enter>n", "plants"), ("/plants/t<Enter>", "trees.md"), ("/tre oak<Enter>", "folder"),
      ("/-moss stones<Enter>", "stones.md"), ("/in:text moss<Enter>", "folder"), ("<C-k>plants<Enter>", "plants"),
      ("<C-k>moss<Enter>", "moss.md"), ("<C-k>pl/tr<Enter>", "trees.md"), ("<C-k>trees oak<Enter>", "Oak"),
      ("<C-k>stone<Enter>", "stones.md"), ("<C-k><Enter>", "animals.md"),
    ])
  func findsNames(keys: String, selected: String) throws {
    var desk = try FolderTests.desk(keys)
    #expect(desk.selected == selected)
    desk.press("<Esc>")
    try desk.state.checkInvariants()
  }

  @Test("A sparse tree keeps what is in a note or folder that was found by its name, folded") func sparseNames() throws
  {
    var desk = try FolderTests.desk("&plants<Enter>gg")
    #expect(desk.outline == ">▾ folder\n   ▸ plants")
    desk.press("jljl")
    #expect(desk.outline == " ▾ folder\n   ▾ plants\n>    ▾ moss.md\n       • Soft\n       • Green\n     ▸ trees.md")
    try desk.state.checkInvariants()
    desk.press("&moss<Enter>gg")
    #expect(desk.outline == ">▾ folder\n   ▾ plants\n     ▸ moss.md")
    desk.press("Gl")
    #expect(desk.outline.hasSuffix("• Soft\n       • Green"))
    try desk.state.checkInvariants()
  }

  @Test("A jump reaches notes that are not open, and says where they are") func jumps() throws {
    var desk = try FolderTests.desk("<C-k>elm")
    #expect(desk.overlay == "Jump to a topic or note: elm\n>Elm")
    desk.press("<Enter>")
    #expect(desk.selected == "Elm")
    #expect(desk.state.documents.count == 1)
  }

  @Test(
    "Backlinks list the topics that link to a note or a heading",
    arguments: [
      ("jl", "a.md", ["To A", "To Alpha", "None", "By name", "Wiki"]),
      ("jlj", "Alpha", ["Own", "To A", "To Alpha", "By name", "Wiki"]),
      ("jljj", "Own", nil), ("jjl", "b.md", nil),
    ])
  func backlinks(keys: String, row: String, from: [String]?) throws {
    var desk = try Desk(folder: [
      ("a.md", "# Alpha\n- Own [up](#alpha)\n"),
      ("b.md", "- To A: [a](a.md)\n- To Alpha [x](./a.md#alpha)\n- None [y](a.md#beta)\n"),
      ("c d/c.md", "- By name [[a]]\n- Wiki [[A#Alpha|the first]]\n- Far [z](a.md)\n- Web [w](https://x.org/a.md)\n"),
    ])
    desk.press(keys)
    #expect(desk.selected.hasPrefix(row))
    desk.press("gb")
    guard let from else {
      #expect(desk.overlay == nil)
      #expect(desk.message == "no link leads here")
      return
    }
    let listed = (desk.overlay ?? "").split(separator: "\n").dropFirst().map { $0.dropFirst() }
    #expect(listed.count == from.count)
    for (title, expected) in zip(listed, from) { #expect(title.hasPrefix(expected)) }
    desk.press("<Enter>")
    #expect(desk.selected.hasPrefix(from[0]))
    desk.press("<C-o>")
    #expect(desk.selected.hasPrefix(row))
    try desk.state.checkInvariants()
  }

  @Test("A folder may grow while it is shown") func grows() throws {
    var state = NotebookState(
      tree: FileTree(folder: "folder", root: "/folder"), size: Size(columns: 80, rows: 24),
      keymap: try Keymap(entries: CommandTable.entries), isListing: true)
    let moment = Moment(timestamp: "2026-01-02T03:04:05Z", freshID: "id", author: "Reader")
    func list(_ files: [(String, String)], isComplete: Bool = false) {
      let files = files.map { ListedFile(folders: $0.0.isEmpty ? [] : [$0.0], name: $0.1) }
      _ = state.update(.listed(files, isComplete: isComplete, trouble: nil), at: moment)
    }
    func names() -> [String] { state.rows(from: .root, count: 100).map(state.title(of:)) }
    list([("", "1.md"), ("a", "2.md")])
    #expect(names() == ["folder", "1.md", "a"] && state.isBusy)
    list([("a", "3.md"), ("b", "4.md"), ("", "5.md")])
    #expect(names() == ["folder", "1.md", "a", "b", "5.md"])
    try state.checkInvariants()
    list([], isComplete: true)
    #expect(!state.isListing && state.tree.fileCount == 5)
    #expect(state.tree[FileIndex(2)].subtreeCount == 3 && state.tree[FileTree.root].subtreeCount == 8)
  }

  @Test("Annotations of notes that are not open count, are listed, and can be gone to") func census() throws {
    let desk = try FolderTests.desk("4jlja\u{65}asy<C-s>gg")
    let index = try #require(desk.state.annotationIndex(of: FileIndex(4)))
    #expect(index.entries.count == 1)
    var other = try FolderTests.desk()
    other.disk = desk.disk
    let digest = AnnotationDigest(of: try #require(desk.state.documents[FileIndex(4)]))
    other.take(.counted(AnnotationCensus(digests: [FileIndex(4): digest])))
    #expect(other.outline.hasPrefix(">▾ folder ●1"))
    #expect(other.outline.contains("▾ plants ●1") && other.outline.contains("▸ trees.md ●1"))
    #expect(other.state.documents.isEmpty)
    other.press("]a")
    #expect(other.selected == "Oak")
    other.press("<C-o>gg@")
    #expect(other.overlay?.contains("easy") == true)
    other.press("<Enter>/easy<Enter>")
    #expect(other.selected == "Oak")
    try other.state.checkInvariants()
  }

  @Test("Where there is no text to copy, that is said", arguments: ["y", "Y"]) func copiesNoFolder(key: String) throws {
    var desk = try Desk(folder: [(path: "one.md", text: "- A\n"), (path: "two.md", text: "- B\n")])
    desk.press(key)
    #expect(desk.message == "nothing copied: folder is a folder: select a note or a topic")
    #expect(desk.effects.isEmpty)
    desk.press("j" + key)
    #expect(desk.message.hasPrefix("copied "))
  }
}
