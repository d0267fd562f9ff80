import Notebook
import NotebookHarness
import Outline
import Testing

@Suite struct LinkResolverTests {
  @Test(
    "Only two hexadecimal digits are a percent escape",
    arguments: [
      ("a%20b.md", "a b.md"), ("%c3%A4.md", "ä.md"), ("a%+4.md", "a%+4.md"), ("a%-0.md", "a%-0.md"),
      ("a%2", "a%2"), ("a%zz.md", "a%zz.md"), ("%ff.md", "%ff.md"),
    ])
  func escapes(destination: String, path: String) {
    let tree = FileTree(file: "notes.md", path: "notes.md")
    let link = RichText.Link(kind: .link, destination: destination)
    #expect(LinkResolver(tree).target(of: link, in: FileTree.root) == .elsewhere(path, anchor: ""))
  }

  @Test(
    "Wikilinks mean notes by their aliases",
    arguments: [("[[Reise nord#Oslo]]", "Oslo"), ("[[reise Nord|there]]", "b.md"), ("[[nowhere]]", "a.md")])
  func aliases(link: String, selected: String) throws {
    var notes = try NotebookHarness(folder: [
      ("a.md", "see " + link + "\n"), ("b.md", "---\naliases: [\"Reise Nord\"]\n---\n# Oslo\n\nback to [[a]]\n"),
    ])
    notes.press("jlgx")
    try notes.state.checkInvariants()
    #expect(notes.selected == selected)
  }

  @Test(
    "Wikilinks mean notes by the heading that they begin with, and links a folder's index or a note without its ending",
    arguments: [
      ("[[rye and Water]]", "bread.md"), ("[[Rye and water#Baking]]", "Baking"), ("[it](./bread/)", "bread.md"),
      ("[it](bread#baking)", "Baking"), ("[it](kinds/)", "README.md"), ("[it](kinds)", "README.md"),
    ])
  func titles(link: String, selected: String) throws {
    var notes = try NotebookHarness(folder: [
      ("a.md", "see " + link + "\n"), ("bread.md", "# **Rye** and water #\n\n## Baking\n"),
      ("kinds/README.md", "- x\n"),
    ])
    notes.press("jlgx")
    try notes.state.checkInvariants()
    #expect(notes.selected == selected)
    var finder = BrokenLinkFinder(notes.state.tree) { _ in false }
    for file in notes.state.tree.files {
      let bytes = notes.state.documents[file]?.outline ?? Outline(parsing: Array("# Rye and water\n\n## Baking\n".utf8))
      #expect(finder.links(of: file, in: bytes).isEmpty)
    }
    #expect(finder.nameless.isEmpty)
  }

  @Test(arguments: [
    ("---\naliases: [A b, \"C\"]\n---\n", ["A b", "C"]), ("---\nalias: One\ntags: x\n---\n", ["One"]),
    ("---\naliases:\n  - A\n- 'B, c'\nx: y\n---\n", ["A", "B", "c"]), ("+++\naliases = [\n \"A\",\n]\n+++\n", ["A"]),
    ("alias:: A, [[B]]\ntitle:: C d\n\n- x", ["A", "B", "C d"]), ("# aliases: x\n", []), ("---\n- a\n---\n", []),
  ])
  func aliasesAreNamesOfTheNote(source: String, names: [String]) {
    #expect(Outline(parsing: Array(source.utf8)).aliases == names)
  }
}
