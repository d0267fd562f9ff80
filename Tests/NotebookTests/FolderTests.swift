import Notebook
import NotebookHarness
import Terminal
import Testing

@Suite struct FolderTests {
  @Test("Levels inside a zoomed file are that file's", arguments: ["zi", "jzi"]) func levelsInZoom(keys: String) throws
  {
    var notebook = try NotebookHarness(folder: [("a.md", "- one\n  - two\n    - three\n"), ("b.md", "- four\n")])
    notebook.press("jl" + keys + "z1")
    try notebook.state.checkInvariants()
    notebook.press("z2")
    try notebook.state.checkInvariants()
    notebook.press("zRG")
    #expect(notebook.selected == "three")
  }

  static let files = [
    (path: "animals.md", text: "# Dogs\n- Hounds\n- Terriers\n# Cats\n"),
    (path: "plants/moss.md", text: "- Soft\n- Green\n"),
    (path: "plants/trees.md", text: "- Oak\n- Elm\n"),
    (path: "stones.md", text: "- Flint\n"),
  ]

  static func notebook(_ keys: String = "") throws -> NotebookHarness {
    var notebook = try NotebookHarness(folder: files)
    if !keys.isEmpty { notebook.press(keys) }
    try notebook.state.checkInvariants()
    return notebook
  }

  @Test("A folder shows its files, unopened") func closed() throws {
    let notebook = try FolderTests.notebook()
    #expect(
      notebook.outline == """
        >▾ folder
           ▸ animals.md
           ▾ plants
             ▸ moss.md
             ▸ trees.md
           ▸ stones.md
        """)
    #expect(notebook.state.documents.isEmpty)
  }

  @Test("The beginning of a file shows first, and what is looked at stays where it is when the rest comes")
  func beginnings() throws {
    var notebook = try FolderTests.notebook()
    notebook.beginnings = 17
    notebook.press("jljj")
    #expect(notebook.selected == "Hounds" && notebook.state.isBusy)
    #expect(!notebook.outline.contains("Terriers"))
    let row = notebook.outline.split(separator: "\n").firstIndex { $0.hasPrefix(">") }
    notebook.catchUp()
    try notebook.state.checkInvariants()
    #expect(notebook.selected == "Hounds" && !notebook.state.isBusy)
    #expect(notebook.outline.contains("Terriers") && notebook.outline.contains("Cats"))
    #expect(notebook.outline.split(separator: "\n").firstIndex { $0.hasPrefix(">") } == row)
  }

  @Test("Who is on the way to something in a file sees no beginning of it", arguments: ["link", "search", "memory"])
  func noBeginnings(way: String) throws {
    let files = [("a.md", "[Cats](b.md#cats)\n"), ("b.md", "# Dogs\n- Hounds\n- Terriers\n# Cats\n")]
    var notebook = try NotebookHarness(folder: files)
    switch way {
    case "link": notebook.press("j<Tab>G")
    case "search":
      notebook.beginnings = 17
      notebook.press("/cats<CR>")
    default:
      notebook.press("jj")
      notebook.press("lG")
      let memory = notebook.state.memory
      notebook = try NotebookHarness(folder: files)
      notebook.beginnings = 17
      notebook.state.recall(memory)
      notebook.take(.terminal(.resize(notebook.state.size)))
    }
    notebook.beginnings = 17
    if way == "link" { notebook.press("<CR>") }
    #expect(notebook.state.documents[FileID(2)] == nil)
    notebook.catchUp()
    if way == "search" { notebook.press("<CR>") }
    #expect(notebook.selected == "Cats")
    try notebook.state.checkInvariants()
  }

  @Test("A file is opened when it is selected, and unfolds") func opens() throws {
    var notebook = try FolderTests.notebook("j")
    #expect(notebook.state.documents.count == 1)
    #expect(notebook.detail.contains("Dogs"))
    notebook.press("l")
    #expect(
      notebook.outline == """
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
    notebook.press("hjzc")
    #expect(notebook.outline.contains("▸ animals.md"))
    #expect(notebook.outline.contains(">  ▸ plants"))
    notebook.press("j")
    #expect(notebook.selected == "stones.md")
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
    #expect(try FolderTests.notebook(keys).selected == selected)
  }

  @Test("Searches reach every open file, and jumps unfold them") func finds() throws {
    var notebook = try FolderTests.notebook("jjjjkggjzMgg")
    notebook.press("/soft<Enter>")
    #expect(notebook.selected == "Soft")
    #expect(notebook.outline.contains("▾ plants"))
    try notebook.state.checkInvariants()
    notebook.press("gg<C-k>hou<Enter>")
    #expect(notebook.selected == "Hounds")
    notebook.press("<C-o><C-o>")
    try notebook.state.checkInvariants()
  }

  @Test("Annotations are kept with their files and count up to the folders") func annotates() throws {
    var notebook = try FolderTests.notebook("3jlj")
    notebook.press("aHow soft?<C-s>gg")
    #expect(notebook.outline.contains(">▾ folder ●1"))
    #expect(notebook.outline.contains("▾ plants ●1"))
    #expect(notebook.disk.filter { !$0.value.isEmpty }.count == 1)
    notebook.press("a")
    #expect(notebook.message == "open a file first: a folder can't be annotated")
    notebook.press("jljaA hound<C-s>gg]a]a")
    #expect(notebook.selected == "Soft")
    notebook.press("tquestion<Enter>gg")
    #expect(notebook.outline.hasPrefix(">▾ folder ?1"))
    #expect(notebook.outline.contains("animals.md ●1"))
  }

  @Test(
    "Folding keys fold files and folders",
    arguments: [
      "zM", "zR", "z1", "z2", "z3", "zm", "zr", "<S-Tab>", "<S-Tab><S-Tab>", "z.", "3jz.", "jlz.", "3jlzi", "2jzi",
      "2jzC", "2jzO", "zC", "zO", "jzA", "2jzijjzw", "zizpzw",
    ])
  func folds(keys: String) throws {
    var notebook = try FolderTests.notebook(keys)
    notebook.press("GggGk")
    try notebook.state.checkInvariants()
    notebook.press("zwzRgg")
    #expect(notebook.outline.contains("plants"))
    try notebook.state.checkInvariants()
  }

  @Test("A folder can be zoomed into") func zooms() throws {
    var notebook = try FolderTests.notebook("2jzi")
    #expect(
      notebook.outline == """
        >  ▾ plants
             ▸ moss.md
             ▸ trees.md
        """)
    notebook.press("G")
    #expect(notebook.selected == "trees.md")
  }

  @Test("A file that can't be opened says why") func refuses() throws {
    var notebook = try FolderTests.notebook()
    notebook.take(.couldNotOpen(FileVersion(FileID(1)), "animals.md: permission denied"))
    notebook.press("j")
    #expect(notebook.selected == "animals.md")
    #expect(notebook.state.failures[FileID(1)] == "animals.md: permission denied")
    notebook.press("a")
    #expect(notebook.message == "animals.md: permission denied")
    try notebook.state.checkInvariants()
  }

  // MARK: Notes that are not open

  @Test("A search finds what stands in notes that are not open, and opens only what it shows")
  func findsClosed() throws {
    var notebook = try FolderTests.notebook("/oak")
    #expect(notebook.selected == "Oak")
    #expect(notebook.state.documents.count < 3)
    notebook.press("<Esc>")
    #expect(notebook.outline.hasPrefix(">▾ folder"))
    notebook.press("/f<Enter>")
    #expect(notebook.state.searching.hits.count == 2)
    #expect(notebook.overlay?.hasPrefix("f: 2, best first") == true)
    notebook.press("<Enter>")
    #expect(notebook.selected == "Flint")
    notebook.press("N")
    #expect(notebook.selected == "Soft")
    try notebook.state.checkInvariants()
  }

  @Test("A sparse tree has only files with matches, unfolded, and what is above them") func sparse() throws {
    var notebook = try FolderTests.notebook("&f<Enter>gg")
    #expect(
      notebook.outline == """
        >▾ folder
           ▾ plants
             ▾ moss.md
               • Soft
           ▾ stones.md
             • Flint
        """)
    notebook.press("GggjjjGkk")
    try notebook.state.checkInvariants()
    notebook.press("&<Enter>")
    #expect(notebook.outline.contains("▸ stones.md") && notebook.outline.contains("trees.md"))
    try notebook.state.checkInvariants()
    notebook.press("&oak<Esc>")
    #expect(notebook.outline.contains("▸ stones.md"))
    try notebook.state.checkInvariants()
  }

  @Test(
    "Notes and folders are found by their names",
    arguments: [
      ("/moss<Enter>", "moss.md"), ("/PLANTS<Enter>", "plants"), ("/plants<Enter>", "plants"),
      ("/plants<Enter>n", "plants"), ("/plants/t<Enter>", "trees.md"), ("/tre oak<Enter>", "Oak"),
      ("/-moss stones<Enter>", "stones.md"), ("/in:text moss<Enter>", "folder"), ("<C-k>plants<Enter>", "plants"),
      ("<C-k>moss<Enter>", "moss.md"), ("<C-k>pl/tr<Enter>", "trees.md"), ("<C-k>trees oak<Enter>", "Oak"),
      ("<C-k>stone<Enter>", "stones.md"), ("<C-k><Enter>", "animals.md"),
    ])
  func findsNames(keys: String, selected: String) throws {
    var notebook = try FolderTests.notebook(keys)
    #expect(notebook.selected == selected)
    notebook.press("<Esc>")
    try notebook.state.checkInvariants()
  }

  @Test("A sparse tree keeps what is in a note or folder that was found by its name, folded") func sparseNames() throws
  {
    var notebook = try FolderTests.notebook("&plants<Enter>gg")
    #expect(notebook.outline == ">▾ folder\n   ▸ plants")
    notebook.press("jljl")
    #expect(
      notebook.outline == " ▾ folder\n   ▾ plants\n>    ▾ moss.md\n       • Soft\n       • Green\n     ▸ trees.md")
    try notebook.state.checkInvariants()
    notebook.press("&moss<Enter>gg")
    #expect(notebook.outline == ">▾ folder\n   ▾ plants\n     ▸ moss.md")
    notebook.press("Gl")
    #expect(notebook.outline.hasSuffix("• Soft\n       • Green"))
    try notebook.state.checkInvariants()
  }

  @Test("A jump reaches notes that are not open, and says where they are") func jumps() throws {
    var notebook = try FolderTests.notebook("<C-k>elm")
    #expect(notebook.overlay == "Jump to a topic or note: elm\n>Elm")
    notebook.press("<Enter>")
    #expect(notebook.selected == "Elm")
    #expect(notebook.state.documents.count == 1)
  }

  @Test(
    "Backlinks list the topics that link to a note or a heading",
    arguments: [
      ("jl", "a.md", ["To A", "To Alpha", "None", "By name", "Wiki"]),
      ("jlj", "Alpha", ["Own", "To A", "To Alpha", "By name", "Wiki"]),
      ("jljj", "Own", nil), ("jjl", "b.md", nil),
    ])
  func backlinks(keys: String, row: String, from: [String]?) throws {
    var notebook = try NotebookHarness(folder: [
      ("a.md", "# Alpha\n- Own [up](#alpha)\n"),
      ("b.md", "- To A: [a](a.md)\n- To Alpha [x](./a.md#alpha)\n- None [y](a.md#beta)\n"),
      ("c d/c.md", "- By name [[a]]\n- Wiki [[A#Alpha|the first]]\n- Far [z](a.md)\n- Web [w](https://x.org/a.md)\n"),
    ])
    notebook.press(keys)
    #expect(notebook.selected.hasPrefix(row))
    notebook.press("gb")
    guard let from else {
      #expect(notebook.overlay == nil)
      #expect(notebook.message == "no link leads here")
      return
    }
    guard case .list(let list)? = notebook.state.overlay else { return #expect(Bool(false), "no list") }
    let listed = list.shown.filter { $0.style == .entry }.map { $0.title.split(separator: "›").last ?? "" }
    #expect(listed.count == from.count)
    for (title, expected) in zip(listed, from) { #expect(title.drop { $0 == " " }.hasPrefix(expected)) }
    notebook.press("<Enter>")
    #expect(notebook.selected.hasPrefix(from[0]))
    notebook.press("<C-o>")
    #expect(notebook.selected.hasPrefix(row))
    try notebook.state.checkInvariants()
  }

  @Test("A folder may grow while it is shown") func grows() throws {
    var state = NotebookState(
      tree: FileTree(folder: "folder", root: "/folder"), size: Size(columns: 80, rows: 24),
      keymap: try Keymap(entries: CommandTable.entries), isListing: true)
    let context = UpdateContext(timestamp: "2026-01-02T03:04:05Z", freshID: "id", author: "Reader")
    func list(_ files: [(String, String)], isComplete: Bool = false) {
      let files = files.map { ListedFile(folders: $0.0.isEmpty ? [] : [$0.0], name: $0.1) }
      _ = state.update(.listed(files, isComplete: isComplete, trouble: nil), in: context)
    }
    func names() -> [String] { state.rows(from: .root, count: 100).map(state.title(of:)) }
    list([("", "1.md"), ("a", "2.md")])
    #expect(names() == ["folder", "1.md", "a"] && state.isBusy)
    list([("a", "3.md"), ("b", "4.md"), ("", "5.md")])
    #expect(names() == ["folder", "1.md", "a", "b", "5.md"])
    try state.checkInvariants()
    list([], isComplete: true)
    #expect(!state.isListing && state.tree.fileCount == 5)
    #expect(state.tree[FileID(2)].subtreeCount == 3 && state.tree[FileTree.root].subtreeCount == 8)
  }

  @Test("Annotations of notes that are not open count, are listed, and can be gone to") func census() throws {
    let notebook = try FolderTests.notebook("4jlja\u{65}asy<C-s>gg")
    let index = try #require(notebook.state.annotationIndex(of: FileID(4)))
    #expect(index.entries.count == 1)
    var other = try FolderTests.notebook()
    other.disk = notebook.disk
    let digest = AnnotationSummary(of: try #require(notebook.state.documents[FileID(4)]))
    other.take(.scanned(AnnotationScan(summaries: [FileVersion(FileID(4)): digest])))
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
    var notebook = try NotebookHarness(folder: [(path: "one.md", text: "- A\n"), (path: "two.md", text: "- B\n")])
    notebook.press(key)
    #expect(notebook.message == "nothing copied: folder is a folder: select a note or a topic")
    #expect(notebook.effects.isEmpty)
    notebook.press("j" + key)
    #expect(notebook.message.hasPrefix("copied "))
  }
}
