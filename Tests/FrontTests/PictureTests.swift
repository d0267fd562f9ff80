import Annotations
import Foundation
import Front
import Notebook
import NotebookHarness
import Outline
import Settings
import Terminal
import Testing
import Themes

/// The pictures of the README: what they show is what the program draws.
@Suite struct PictureTests {
  struct Picture: Sendable, CustomTestStringConvertible {
    var name: String
    var title: String
    var keys: String
    var theme: String
    var testDescription: String { name }
  }

  static let pictures = [
    Picture(
      name: "reading", title: "An outline, and beside it the selected topic with a question in the margin",
      keys: "2j", theme: "gloss-dark"),
    Picture(
      name: "writing", title: "Writing an annotation on a few words", keys: "/insertion<Enter><Esc>aIs that promised?",
      theme: "gloss-light"),
    Picture(name: "finding", title: "Jumping to a topic by a few letters", keys: "3j<C-k>tre", theme: "gloss-dark"),
  ]

  @Test("The picture is of what is drawn", arguments: pictures) func picture(_ picture: Picture) throws {
    let bytes = try #require(Themes.all.first { $0.name == picture.theme }?.bytes)
    let theme = try Theme.parse(bytes, name: picture.theme, file: picture.theme).theme
    var notebook = try NotebookHarness(
      Self.notes, name: "maps.md", size: Size(columns: 104, rows: 28), annotations: Self.annotations)
    notebook.press(picture.keys)
    try notebook.state.checkInvariants()
    let svg = ScreenPicture(frame: Rendering.draw(notebook.state), theme: theme, title: picture.title).svg
    #expect(XMLCheck.isWellFormed(svg))
    try Golden.check(svg, file: "Pictures/\(picture.name).svg")
  }

  @Test("The README shows every picture") func readme() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../README.md")
    let text = try String(contentsOf: file, encoding: .utf8)
    for picture in Self.pictures { #expect(text.contains("Tests/FrontTests/Pictures/\(picture.name).svg")) }
  }

  static let notes = """
    # Maps
    A map leads from keys to values. Keys need a *hash* or an *order*, hardly ever both.

    ## Hash tables
    - A good hash spreads the keys evenly
      - What collisions cost
        > [!NOTE]
        > Chaining degrades gently, open addressing suddenly.
    - Python's `dict` keeps the order of insertion
    - [x] Read about Robin Hood hashing
    - [ ] Measure [swiss tables](https://abseil.io/about/design/swisstables)

    | operation | average | worst |
    |-----------|:-------:|------:|
    | look up   | O(1)    | O(n)  |
    | insert    | O(1)    | O(n)  |

    ```python
    counts = Counter(words)
    counts.most_common(3)
    ```

    ## Trees
    - Keys stay sorted
    - Red-black trees in C++ and Java
      - `std::map`, `TreeMap`
    - B-trees where a page is what one reads at a time

    ## Tries
    - One step a letter: 東 and 東京 share a path

    ## Questions for the exam
    1. When is a tree faster than a hash table?
    2. What does `Counter.most_common` cost?

    """

  static let annotations: [Annotation] = {
    let outline = Outline(parsing: Array(notes.utf8))
    func anchor(_ title: String) -> Anchor {
      Anchor(of: outline.indices.first { outline.title(of: $0).hasPrefix(title) } ?? .root, in: outline, blob: nil)
    }
    var reply = Annotation(
      id: "b", author: "Grace", timestamp: "2026-01-02T09:20:00Z", text: "Its growth beyond two thirds is the reason.",
      anchor: anchor("What collisions"))
    reply.replyTo = "a"
    return [
      Annotation(
        id: "a", author: "Ada", timestamp: "2026-01-02T09:12:00Z",
        text: "Suddenly? At which load does #probing get slow?", type: .question, anchor: anchor("What collisions")),
      reply,
      Annotation(
        id: "c", author: "Ada", timestamp: "2025-12-30T18:40:00Z", text: "Compare with skip lists.",
        anchor: anchor("Red-black")),
    ]
  }()
}

/// Reads XML only to see whether it is any.
private enum XMLCheck {
  static func isWellFormed(_ text: String) -> Bool {
    var open: [Substring] = []
    for part in text.split(separator: "<") {
      if part.hasPrefix("!--") { continue }
      guard let end = part.firstIndex(of: ">") else { return false }
      let tag = part[..<end]
      let name = tag.prefix { $0.isLetter || $0 == "/" }
      if tag.hasPrefix("/") {
        guard open.popLast() == name.dropFirst() else { return false }
      } else if !tag.hasSuffix("/") {
        open.append(name.prefix { $0.isLetter })
      }
    }
    return open.isEmpty
  }
}
