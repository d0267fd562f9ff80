import Notebook
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
}
