import Annotations
import Notebook
import NotebookHarness
import Outline
import Testing

@Suite struct AnnotationListTests {
  private static let annotations: [Annotation] = {
    var all = [
      annotation("Are all dogs mammals? #exam", line: 4, id: "a", type: .question),
      annotation("Crows count to four", line: 9, id: "b", isResolved: true),
      annotation("Oaks are slow\nand old #exam", line: 12, id: "c", type: .issue),
      annotation("No, see Linné", line: 4, id: "d", replyTo: "a"),
    ]
    all[2].author = "Ada Lovelace (ada)"
    return all
  }()

  private func list(_ keys: String) throws -> [String] {
    let draft = Draft(
      id: "e", purpose: .new, text: "Half a thought", anchor: Self.annotations[0].anchor,
      timestamp: "2026-01-01T10:00:00Z")
    var notebook = try NotebookHarness.animals("@", annotations: Self.annotations, drafts: [draft])
    notebook.press(keys)
    try notebook.state.checkInvariants()
    return notebook.overlay?.split(separator: "\n").dropFirst().map { String($0.dropFirst()) } ?? []
  }

  @Test(
    "What is typed narrows the list: states, types, tags, authors, words",
    arguments: [
      (
        "",
        [
          "? Are all dogs mammals? #exam", "● No, see Linné", "✎ Half a thought", "○ Crows count to four",
          "● issue: Oaks are slow and old #exam",
        ]
      ),
      ("state:open", ["? Are all dogs mammals? #exam", "● No, see Linné", "● issue: Oaks are slow and old #exam"]),
      ("state:resolved", ["○ Crows count to four"]), ("state:draft", ["✎ Half a thought"]),
      ("type:question", ["? Are all dogs mammals? #exam"]),
      ("#exam", ["? Are all dogs mammals? #exam", "● issue: Oaks are slow and old #exam"]),
      ("tag:exam author:ada", ["● issue: Oaks are slow and old #exam"]), ("author:reader -dogs -linne state:open", []),
      ("linne", ["● No, see Linné"]), ("\"slow and\"", ["● issue: Oaks are slow and old #exam"]), ("state:review", []),
      ("zebra", []),
    ])
  func narrows(query: String, shown: [String]) throws {
    #expect(try list(query) == shown)
  }

  @Test("What can't be read as a query is said, and the list stays") func complains() throws {
    var notebook = try NotebookHarness.animals("@", annotations: Self.annotations)
    notebook.press("dogs state:opn")
    guard case .list(let list)? = notebook.state.overlay else {
      Issue.record("no list")
      return
    }
    #expect(list.complaint?.contains("opn") == true)
  }

  @Test("A mistyped filter is pointed out with the nearest right name") func misspelled() throws {
    for (typed, nearest) in [
      ("stat:open", "state"), ("status:open", "state"), ("tpye:note", "type"), ("auth:ada", "author"),
      ("https://a.b", nil), ("note:this", nil),
    ] {
      var notebook = try NotebookHarness.animals("@", annotations: Self.annotations)
      notebook.press(typed)
      guard case .list(let list)? = notebook.state.overlay else { return }
      let word = typed.prefix { $0 != ":" }
      #expect(list.complaint == nearest.map { "There is no filter “\(word):”. Is it “\($0):”?" })
    }
  }

  @Test(
    "j, k and q are keys until something is typed; / says that it will be",
    arguments: [
      ("jjk", "Annotations: ", 1), ("j<End>", "Annotations: ", 3), ("<End><Home>", "Annotations: ", 0),
      ("/jk", "Annotations: jk", 0), ("oj", "Annotations: oj", 0), ("/<BS>j", "Annotations: ", 1),
    ])
  func walks(keys: String, title: String, selected: Int) throws {
    var notebook = try NotebookHarness.animals("@", annotations: Self.annotations)
    notebook.press(keys.replacing("<BS>", with: "<Backspace>"))
    #expect(notebook.overlay?.split(separator: "\n").first.map(String.init) == title)
    guard case .list(let list)? = notebook.state.overlay else { return }
    #expect(list.selected == selected)
    notebook.press("<Home><C-u>q")
    #expect((notebook.overlay == nil) == !keys.hasPrefix("/j"))
  }

  @Test("The selected one is shown whole, and Enter goes there") func previews() throws {
    var notebook = try NotebookHarness.animals("@", annotations: Self.annotations)
    notebook.press("oaks")
    guard case .list(let list)? = notebook.state.overlay else {
      Issue.record("no list")
      return
    }
    let preview = try #require(notebook.state.preview(in: list))
    #expect(preview.text == "Oaks are slow\nand old #exam")
    #expect(preview.header == "issue · open · 2026-01-01 · Ada Lovelace (ada) · Plants › Trees › Oak")
    notebook.press("<Enter>")
    #expect(notebook.selected == "Oak")
    notebook.press("@<Esc>")
    #expect(notebook.selected == "Oak" && notebook.overlay == nil)
  }

  @Test("The list is of all notes of a folder, opened or not") func folder() throws {
    let outline = Outline(parsing: Array("- Two\n".utf8))
    let note = Annotation(
      id: "x", author: "A", timestamp: "2026-01-01T10:00:00Z", text: "Of two",
      anchor: Anchor(of: TopicIndex(1), in: outline, blob: nil))
    var notebook = try NotebookHarness(folder: [("a.md", "- One\n"), ("b.md", "- Two\n")])
    notebook.disk[FileID(2)] = [note]
    notebook.take(.listed([], isComplete: true, trouble: nil))
    notebook.press("@")
    #expect(notebook.overlay?.contains("● Of two") == true)
    notebook.press("<Enter>")
    #expect(notebook.selected == "Two")
  }
}

@Suite struct RestoringTests {
  private func notebook() throws -> NotebookHarness {
    var notebook = try NotebookHarness.animals("")
    notebook.missing[FileTree.root] = [annotation("Left out", line: 4, id: "m")]
    var read = SidecarSnapshot(annotations: [], drafts: [])
    read.missing = notebook.missing[FileTree.root] ?? []
    notebook.take(.annotations(.root, read))
    return notebook
  }

  @Test("What another program left out is said, and ]r offers to put it back or to let it go")
  func missing() throws {
    var notebook = try notebook()
    #expect(notebook.message == "another program left out an annotation: ]r shows what to do")
    notebook.press("]r")
    #expect(
      notebook.overlay == "Left out by another program: Left out: \n>restore it\n let it go")
    notebook.press("<Enter>")
    #expect(notebook.saved == ["Left out"] && notebook.message == "restored")
    #expect(notebook.state.selectedDocument?.missing.isEmpty == true)
    notebook.press("]r")
    #expect(notebook.message == "nothing to review")
  }

  @Test(
    "In a dialog its letters take an entry, and other keys say so",
    arguments: [("r", ["Left out"], "restored"), ("l", [], "let go"), ("<Down><Enter>", [], "let go")])
  func keys(keys: String, saved: [String], message: String) throws {
    var notebook = try notebook()
    // From wherever the reader is.
    notebook.press("5j]rz")
    #expect(notebook.message == "z is not bound here: r, l, Enter take an entry, Esc leaves it for later")
    #expect(notebook.overlay?.hasPrefix("Left out by another program") == true && notebook.selected == "notes.md")
    notebook.press(keys)
    #expect(notebook.saved == saved && notebook.message == message && notebook.overlay == nil)
  }

  @Test("What is let go is not asked about again") func letGo() throws {
    var notebook = try notebook()
    notebook.press("@")
    #expect(notebook.overlay?.contains("! left out by another program: Left out") == true)
    notebook.press("<Enter><Down><Enter>")
    #expect(notebook.saved.isEmpty && notebook.missing[FileTree.root] == [])
    notebook.press("]r")
    #expect(notebook.message == "nothing to review")
  }

  @Test(
    "Where two changed a text, ]r asks whose stays",
    arguments: [
      ("<Enter>", ["Theirs"], false), ("<Down><Enter>", ["Mine"], false), ("t", ["Theirs"], false),
      ("y", ["Mine"], false), ("b", ["Mine", "Theirs"], false), ("jjk<Enter>", ["Mine"], false),
      ("q", ["Mine", "Theirs"], true),
      ("<Down><Down><Enter>", ["Mine", "Theirs"], false), ("<Esc>", ["Mine", "Theirs"], true),
    ])
  func conflict(keys: String, saved: [String], isConflict: Bool) throws {
    var reply = annotation("Mine", line: 4, id: "r", replyTo: "a")
    reply.isConflict = true
    var notebook = try NotebookHarness.animals("", annotations: [annotation("Theirs", line: 4, id: "a"), reply])
    #expect(notebook.outline.contains("!1"))
    notebook.press("]r")
    #expect(notebook.overlay?.hasPrefix("Both of you changed it") == true)
    guard case .list(let list)? = notebook.state.overlay else { return }
    #expect(list.shown.compactMap(\.text) == ["Theirs", "Mine", "Theirs\n\nMine"])
    notebook.press(keys)
    #expect(notebook.saved.sorted() == saved)
    #expect(notebook.disk[FileTree.root]?.contains(where: \.isConflict) == isConflict)
    try notebook.state.checkInvariants()
  }
}
