import Annotations
import NotebookHarness
import Testing

@Suite struct AnnotatingTests {
  @Test("An annotation is written, saved and shown") func writes() throws {
    var notebook = try NotebookHarness.animals("5ja")
    #expect(notebook.writing == "")
    notebook.press("Which ones?<Enter>Basset <C-s>")
    #expect(notebook.writing == nil)
    #expect(notebook.saved == ["Which ones?\nBasset"])
    #expect(notebook.drafts.isEmpty)
    #expect(notebook.message == "saved")
    #expect(notebook.selected == "Hounds")
    #expect(notebook.state.focus == .outline)
    #expect(notebook.outline.contains(">        • Hounds ●1"))
    #expect(notebook.detail.contains("Which ones?"))
    #expect(notebook.detail.contains("note · open · today 03:04 · Read"))
    #expect(notebook.disk.values.joined().map(\.anchor.line) == [6])
    try notebook.state.checkInvariants()
  }

  @Test("Counts roll up to every topic above, with the most pressing mark") func counts() throws {
    let notebook = try NotebookHarness.animals(
      "jjzc",
      annotations: [
        annotation("one", line: 5, id: "a", isResolved: true), annotation("two", line: 6, id: "b"),
        annotation("three", line: 9, id: "c", type: .question), annotation("four", line: 12, id: "d", isResolved: true),
      ])
    #expect(
      notebook.outline == """
         ▾ notes.md ?1
           ▾ Animals ?1
        >    ▸ Mammals ●1
             ▾ Birds ?1
               • Crows ?1
           ▾ Plants ○1
             ▾ Trees ○1
               • Oak ○1
             • Moss
        """)
  }

  @Test("A annotates the file") func wholeFile() throws {
    var notebook = try NotebookHarness.animals("5jAGood notes<C-s>")
    #expect(notebook.outline.hasPrefix(">▾ notes.md ●1"))
    #expect(notebook.disk.values.joined().map(\.anchor.target) == [.file])
    notebook.press("<C-o>")
    #expect(notebook.selected == "Hounds")
  }

  @Test("Enter on an annotation in the detail pane edits it") func edits() throws {
    var notebook = try NotebookHarness.animals(
      "12j<Tab>", annotations: [annotation("Where does it grow?", line: 13, id: "a")])
    notebook.press("G<Enter>")
    #expect(notebook.writing == nil || notebook.writing == "Where does it grow?")
    // The last line is the frame or the text of the annotation: both are its own.
    #expect(notebook.writing == "Where does it grow?")
    notebook.press(" North<C-s>")
    #expect(notebook.saved == ["Where does it grow? North"])
    #expect(notebook.disk.values.joined().map(\.id) == ["a"])
    #expect(notebook.message == "saved")
  }

  @Test("An edit that changes nothing writes nothing") func editsNothing() throws {
    var notebook = try NotebookHarness.animals("12j<Tab>", annotations: [annotation("Same", line: 13, id: "a")])
    notebook.press("G<Enter>x<Backspace><C-s>")
    #expect(notebook.message == "nothing changed")
    #expect(notebook.saved == ["Same"])
    #expect(notebook.drafts.isEmpty)
  }

  @Test("d deletes, u takes it back, ^R does it again") func deletes() throws {
    var notebook = try NotebookHarness.animals("4jaFirst<C-s>")
    #expect(notebook.saved == ["First"])
    notebook.press("d")
    #expect(notebook.saved.isEmpty)
    #expect(notebook.message == "deleted: u takes it back")
    #expect(!notebook.outline.contains("●"))
    notebook.press("u")
    #expect(notebook.saved == ["First"])
    #expect(notebook.outline.contains("• Terriers ●1"))
    #expect(notebook.message == "undone: delete of ‘First’")
    notebook.press("<C-r>")
    #expect(notebook.saved.isEmpty)
    #expect(notebook.message == "done again: delete of ‘First’")
    notebook.press("uu")
    #expect(notebook.saved.isEmpty)
    notebook.press("u")
    #expect(notebook.message == "nothing to undo")
    notebook.press("<C-r><C-r>")
    #expect(notebook.saved.isEmpty)
    notebook.press("<C-r>")
    #expect(notebook.message == "nothing to redo")
  }

  @Test("A new change leaves nothing to redo") func forgetsRedo() throws {
    var notebook = try NotebookHarness.animals("4jaFirst<C-s>uaSecond<C-s><C-r>")
    #expect(notebook.message == "nothing to redo")
    #expect(notebook.saved == ["Second"])
    notebook.press("uu")
    #expect(notebook.message == "nothing to undo")
  }

  @Test("R replies; the reply stands under what it answers") func replies() throws {
    var notebook = try NotebookHarness.animals("12j", annotations: [annotation("Where?", line: 13, id: "a")])
    notebook.press("RIn the north<C-s>")
    #expect(notebook.saved == ["Where?", "In the north"])
    #expect(notebook.disk.values.joined().map(\.replyTo) == [nil, "a"])
    let lines = notebook.detail.split(separator: "\n").map(String.init)
    let question = try #require(lines.firstIndex { $0.contains("Where?") })
    let reply = try #require(lines.firstIndex { $0.contains("In the north") })
    #expect(question < reply)
    #expect(notebook.outline.contains("• Moss ●1"))
    // An answer to an answer belongs to the same thread.
    notebook.press("<Tab>Gk")
    notebook.press("RReally?<C-s>")
    #expect(notebook.disk.values.joined().map(\.replyTo) == [nil, "a", "a"])
  }

  @Test("x resolves and opens again") func resolves() throws {
    var notebook = try NotebookHarness.animals("12j", annotations: [annotation("Where?", line: 13, id: "a")])
    notebook.press("x")
    #expect(notebook.message == "resolved")
    #expect(notebook.outline.contains("• Moss ○1"))
    notebook.press("x")
    #expect(notebook.message == "open again")
    #expect(notebook.outline.contains("• Moss ●1"))
    notebook.press("uu")
    #expect(notebook.disk.values.joined().map(\.isResolved) == [false])
  }

  @Test(
    "t gives a type, one of one's own too",
    arguments: [
      ("tquest<Enter>", AnnotationType.question), ("t<Down><Enter>", .question),
      ("tgossip<Enter>", AnnotationType("gossip")),
      ("tquest<Enter>tnote<Enter>", nil), ("tq<Esc>", nil), ("tissue<Enter>u", nil),
    ])
  func types(keys: String, type: AnnotationType?) throws {
    let notebook = try NotebookHarness.animals("12j" + keys, annotations: [annotation("Where?", line: 13, id: "a")])
    #expect(notebook.disk.values.joined().map(\.type) == [type])
    #expect(notebook.overlay == nil)
  }

  @Test(
    "! gives a severity",
    arguments: [
      ("!high<Enter>", Severity.high), ("!<Down><Down><Enter>", .medium), ("!low<Enter>!none<Enter>", nil),
      ("!h<Esc>", nil),
    ])
  func severities(keys: String, severity: Severity?) throws {
    let notebook = try NotebookHarness.animals("12j" + keys, annotations: [annotation("Where?", line: 13, id: "a")])
    #expect(notebook.disk.values.joined().map(\.severity) == [severity])
  }

  @Test("With several annotations a command asks which one") func candidates() throws {
    let two = [annotation("One", line: 13, id: "a"), annotation("Two", line: 13, id: "b")]
    var notebook = try NotebookHarness.animals("12jd", annotations: two)
    #expect(notebook.overlay == "Which annotation?: \n>● One\n ● Two")
    notebook.press("<Down><Enter>")
    #expect(notebook.saved == ["One"])
    notebook = try NotebookHarness.animals("12jd<Esc>", annotations: two)
    #expect(notebook.saved == ["One", "Two"])
  }

  @Test("Without an annotation the commands say so", arguments: ["d", "x", "t", "!", "R"])
  func nothingThere(key: String) throws {
    let notebook = try NotebookHarness.animals("4j" + key)
    #expect(notebook.message == "no annotation here: a writes one")
    #expect(notebook.overlay == nil && notebook.writing == nil)
  }

  @Test(
    "]a and [a walk the annotations, round the ends",
    arguments: [
      ("]a", "Terriers"), ("2]a", "Crows"), ("]a]a]a]a", "Terriers"), ("[a", "Oak"), ("G[a[a", "Crows"),
      ("jzM]a", "Terriers"),
      ("]a<C-o>", "notes.md"),
    ])
  func walks(keys: String, selected: String) throws {
    let notebook = try NotebookHarness.animals(
      keys, annotations: [5, 9, 12].map { annotation("On line \($0)", line: $0, id: "a\($0)") })
    #expect(notebook.selected == selected)
    try notebook.state.checkInvariants()
  }

  @Test("@ lists all annotations, shows each, and goes to the one taken") func lists() throws {
    var notebook = try NotebookHarness.animals(
      "@", annotations: [5, 9, 12].map { annotation("On line \($0)", line: $0, id: "a\($0)") })
    #expect(notebook.overlay == "Annotations: \n>● On line 5\n ● On line 9\n ● On line 12")
    notebook.press("<Down>")
    #expect(notebook.selected == "Crows")
    notebook.press("12<Enter>")
    #expect(notebook.selected == "Oak")
    notebook.press("<C-o>")
    #expect(notebook.selected == "notes.md")
    #expect(try NotebookHarness.animals("@").message == "no annotations yet: a writes one")
  }

  @Test("Of several to review at one place each is come to, also after answers, forward and back")
  func reviewsAtOnePlace()
    throws
  {
    let ids = ["a", "b", "c"]
    var notebook = try NotebookHarness.animals(
      annotations: ids.map { annotation("About \($0)", line: 1, of: "- Whales sing songs\n", id: $0) })
    func offered(_ notebook: NotebookHarness) -> String? {
      guard case .list(let list)? = notebook.state.overlay, case .review(let id) = list.purpose else { return nil }
      return id
    }
    var seen: [String?] = []
    for _ in 0..<4 {
      notebook.press("]r")
      seen.append(offered(notebook))
      notebook.press("<Esc>")
    }
    #expect(seen == ["a", "b", "c", "a"])
    notebook.press("[r")
    #expect(offered(notebook) == "c")
    notebook.press("<Esc>]r<Esc>]r")
    #expect(offered(notebook) == "b")
    // An answer takes it out of the row; the next comes after it.
    notebook.press("o]r")
    #expect(offered(notebook) == "c")
    notebook.press("o]r")
    #expect(offered(notebook) == "a")
    notebook.press("o]r")
    #expect(notebook.message == "nothing to review")
  }

  @Test("Annotations whose topic is gone are walked to with ]r") func review() throws {
    let gone = try NotebookHarness.animals(
      "3j]r", annotations: [annotation("About whales", line: 1, of: "- Whales sing songs\n", id: "a")])
    #expect(gone.selected == "notes.md")
    #expect(gone.outline.hasPrefix(">▾ notes.md !1"))
    #expect(gone.detail.contains("its topic is gone"))
    #expect(try NotebookHarness.animals("]r").message == "nothing to review")
  }

  @Test("The list to review shows then and now; a number takes a place, o none of them", arguments: ["1", "o"])
  func reviewList(_ key: String) throws {
    var notebook = try NotebookHarness.animals(
      "3j]r", annotations: [annotation("Which?", line: 3, of: "# Other\n- Thing\n  - Moss\n", id: "a")])
    guard case .list(let list)? = notebook.state.overlay, let preview = notebook.state.preview(in: list) else {
      Issue.record("no list")
      return
    }
    #expect(
      list.all.map(\.title)
        == ["now: Moss", "place it by walking", "resolve it", "delete it", "keep it as an orphan"])
    #expect(preview.header == "it says · 2026-01-01 · Reader")
    #expect(
      preview.text
        == "Which?\n\nthen · line 3 · Other › Thing › Moss\n- Moss\n\nnow · line 13 · Plants › Moss\n- Moss")
    #expect(notebook.selected == "Moss")
    notebook.press(key)
    #expect(notebook.message == (key == "1" ? "attached here" : "kept as an orphan"))
    #expect(notebook.disk.values.joined().map { $0.anchor.confirmed.count } == [key == "1" ? 1 : 0])
    #expect(key == "o" || !notebook.outline.contains("!1"))
  }

  @Test("An annotation that is cut and pasted speaks of another topic") func moves() throws {
    var notebook = try NotebookHarness.animals("12jX", annotations: [annotation("Where?", line: 13, id: "a")])
    #expect(notebook.outline.contains("Moss ●1"))
    notebook.press("kP")
    #expect(notebook.outline.contains("Oak ●1") && !notebook.outline.contains("Moss ●1"))
    #expect(notebook.disk.values.joined().map(\.anchor.line) == [12])
    notebook.press("u")
    #expect(notebook.outline.contains("Moss ●1"))
    #expect(try NotebookHarness.animals("P").message == "nothing was cut: X cuts an annotation")
  }

  @Test("What somebody else writes meanwhile is shown") func changesOutside() throws {
    var notebook = try NotebookHarness.animals("12j")
    notebook.take(
      .annotations(.root, .init(annotations: [annotation("From outside", line: 13, id: "z")], drafts: [])))
    #expect(notebook.outline.contains("Moss ●1"))
    #expect(notebook.detail.contains("From outside"))
    try notebook.state.checkInvariants()
  }

  @Test("When the source changes, selection, folds and annotations stay with their topics") func sourceChanges() throws
  {
    var notebook = try NotebookHarness.animals("2jzc9j", annotations: [annotation("Where?", line: 13, id: "a")])
    #expect(notebook.selected == "Moss")
    notebook.take(.opened(.root, .init(outline: .init(parsing: Array(("# New\n- Thing\n" + animals).utf8)))))
    #expect(notebook.selected == "Moss")
    #expect(notebook.outline.contains("▸ Mammals"))
    #expect(notebook.outline.contains("Moss ●1"))
    #expect(notebook.message == "changed on the disk: 14 topics, +2")
    try notebook.state.checkInvariants()
    notebook.press("G5G/s<Enter>n")
    notebook.take(.opened(.root, .init(outline: .init(parsing: Array("# Animals\n".utf8)))))
    notebook.press("nN<C-o><C-o>]o")
    #expect(["Animals", "notes.md"].contains(notebook.selected))
    #expect(notebook.outline.contains("!1"))
    try notebook.state.checkInvariants()
  }
}
