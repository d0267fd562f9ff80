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
}
