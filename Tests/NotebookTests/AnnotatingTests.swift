import Annotations
import NotebookHarness
import Testing

@Suite struct AnnotatingTests {
  @Test("An annotation is written, saved and shown") func writes() throws {
    var desk = try Desk.animals("5ja")
    #expect(desk.writing == "")
    desk.press("Which ones?<Enter>Basset <C-s>")
    #expect(desk.writing == nil)
    #expect(desk.saved == ["Which ones?\nBasset"])
    #expect(desk.drafts.isEmpty)
    #expect(desk.message == "saved")
    #expect(desk.selected == "Hounds")
    #expect(desk.state.focus == .outline)
    #expect(desk.outline.contains(">        • Hounds ●1"))
    #expect(desk.detail.contains("Which ones?"))
    #expect(desk.detail.contains("note · open · today 03:04 · Reader"))
    #expect(desk.disk.values.joined().map(\.anchor.line) == [6])
    try desk.state.checkInvariants()
  }

  @Test("Counts roll up to every topic above, with the most pressing mark") func counts() throws {
    let desk = try Desk.animals(
      "jjzc",
      annotations: [
        annotation("one", line: 5, id: "a", isResolved: true), annotation("two", line: 6, id: "b"),
        annotation("three", line: 9, id: "c", type: .question), annotation("four", line: 12, id: "d", isResolved: true),
      ])
    #expect(
      desk.outline == """
         ▾ notes.md ?4
           ▾ Animals ?3
        >    ▸ Mammals ●2
             ▾ Birds ?1
               • Crows ?1
           ▾ Plants ○1
             ▾ Trees ○1
               • Oak ○1
             • Moss
        """)
  }

  @Test("A annotates the file") func wholeFile() throws {
    var desk = try Desk.animals("5jAGood notes<C-s>")
    #expect(desk.outline.hasPrefix(">▾ notes.md ●1"))
    #expect(desk.disk.values.joined().map(\.anchor.target) == [.file])
    desk.press("<C-o>")
    #expect(desk.selected == "Hounds")
  }

  @Test("Enter on an annotation in the detail pane edits it") func edits() throws {
    var desk = try Desk.animals("12j<Tab>", annotations: [annotation("Where does it grow?", line: 13, id: "a")])
    desk.press("G<Enter>")
    #expect(desk.writing == nil || desk.writing == "Where does it grow?")
    // The last line is the frame or the text of the annotation: both are its own.
    #expect(desk.writing == "Where does it grow?")
    desk.press(" North<C-s>")
    #expect(desk.saved == ["Where does it grow? North"])
    #expect(desk.disk.values.joined().map(\.id) == ["a"])
    #expect(desk.message == "saved")
  }

  @Test("An edit that changes nothing writes nothing") func editsNothing() throws {
    var desk = try Desk.animals("12j<Tab>", annotations: [annotation("Same", line: 13, id: "a")])
    desk.press("G<Enter>x<Backspace><C-s>")
    #expect(desk.message == "nothing changed")
    #expect(desk.saved == ["Same"])
    #expect(desk.drafts.isEmpty)
  }

  @Test("d deletes, u takes it back, ^R does it again") func deletes() throws {
    var desk = try Desk.animals("4jaFirst<C-s>")
    #expect(desk.saved == ["First"])
    desk.press("d")
    #expect(desk.saved.isEmpty)
    #expect(desk.message == "deleted: u takes it back")
    #expect(!desk.outline.contains("●"))
    desk.press("u")
    #expect(desk.saved == ["First"])
    #expect(desk.outline.contains("• Terriers ●1"))
    #expect(desk.message == "undone: delete of ‘First’")
    desk.press("<C-r>")
    #expect(desk.saved.isEmpty)
    #expect(desk.message == "done again: delete of ‘First’")
    desk.press("uu")
    #expect(desk.saved.isEmpty)
    desk.press("u")
    #expect(desk.message == "nothing to undo")
    desk.press("<C-r><C-r>")
    #expect(desk.saved.isEmpty)
    desk.press("<C-r>")
    #expect(desk.message == "nothing to redo")
  }

  @Test("A new change leaves nothing to redo") func forgetsRedo() throws {
    var desk = try Desk.animals("4jaFirst<C-s>uaSecond<C-s><C-r>")
    #expect(desk.message == "nothing to redo")
    #expect(desk.saved == ["Second"])
    desk.press("uu")
    #expect(desk.message == "nothing to undo")
  }

  @Test("R replies; the reply stands under what it answers") func replies() throws {
    var desk = try Desk.animals("12j", annotations: [annotation("Where?", line: 13, id: "a")])
    desk.press("RIn the north<C-s>")
    #expect(desk.saved == ["Where?", "In the north"])
    #expect(desk.disk.values.joined().map(\.replyTo) == [nil, "a"])
    let lines = desk.detail.split(separator: "\n").map(String.init)
    let question = try #require(lines.firstIndex { $0.contains("Where?") })
    let reply = try #require(lines.firstIndex { $0.contains("In the north") })
    #expect(question < reply)
    #expect(desk.outline.contains("• Moss ●2"))
    // An answer to an answer belongs to the same thread.
    desk.press("<Tab>Gk")
    desk.press("RReally?<C-s>")
    #expect(desk.disk.values.joined().map(\.replyTo) == [nil, "a", "a"])
  }

  @Test("x resolves and opens again") func resolves() throws {
    var desk = try Desk.animals("12j", annotations: [annotation("Where?", line: 13, id: "a")])
    desk.press("x")
    #expect(desk.message == "resolved")
    #expect(desk.outline.contains("• Moss ○1"))
    desk.press("x")
    #expect(desk.message == "open again")
    #expect(desk.outline.contains("• Moss ●1"))
    desk.press("uu")
    #expect(desk.disk.values.joined().map(\.isResolved) == [false])
  }

  @Test(
    "t gives a type, one of one's own too",
    arguments: [
      ("tquest<Enter>", AnnotationType.question), ("t<Down><Enter>", .question),
      ("tgossip<Enter>", AnnotationType("gossip")),
      ("tquest<Enter>tnote<Enter>", nil), ("tq<Esc>", nil), ("tissue<Enter>u", nil),
    ])
  func types(keys: String, type: AnnotationType?) throws {
    let desk = try Desk.animals("12j" + keys, annotations: [annotation("Where?", line: 13, id: "a")])
    #expect(desk.disk.values.joined().map(\.type) == [type])
    #expect(desk.overlay == nil)
  }

  @Test(
    "! gives a severity",
    arguments: [
      ("!high<Enter>", Severity.high), ("!<Down><Down><Enter>", .medium), ("!low<Enter>!none<Enter>", nil),
      ("!h<Esc>", nil),
    ])
  func severities(keys: String, severity: Severity?) throws {
    let desk = try Desk.animals("12j" + keys, annotations: [annotation("Where?", line: 13, id: "a")])
    #expect(desk.disk.values.joined().map(\.severity) == [severity])
  }

  @Test("With several annotations a command asks which one") func candidates() throws {
    let two = [annotation("One", line: 13, id: "a"), annotation("Two", line: 13, id: "b")]
    var desk = try Desk.animals("12jd", annotations: two)
    #expect(desk.overlay == "Which annotation?: \n>● One\n ● Two")
    desk.press("<Down><Enter>")
    #expect(desk.saved == ["One"])
    desk = try Desk.animals("12jd<Esc>", annotations: two)
    #expect(desk.saved == ["One", "Two"])
  }

  @Test("Without an annotation the commands say so", arguments: ["d", "x", "t", "!", "R"])
  func nothingThere(key: String) throws {
    let desk = try Desk.animals("4j" + key)
    #expect(desk.message == "no annotation here: a writes one")
    #expect(desk.overlay == nil && desk.writing == nil)
  }

  @Test(
    "]a and [a walk the annotations, round the ends",
    arguments: [
      ("]a", "Terriers"), ("2]a", "Crows"), ("]a]a]a]a", "Terriers"), ("[a", "Oak"), ("G[a[a", "Crows"),
      ("jzM]a", "Terriers"),
      ("]a<C-o>", "notes.md"),
    ])
  func walks(keys: String, selected: String) throws {
    let desk = try Desk.animals(
      keys, annotations: [5, 9, 12].map { annotation("On line \($0)", line: $0, id: "a\($0)") })
    #expect(desk.selected == selected)
    try desk.state.checkInvariants()
  }

  @Test("@ lists all annotations, shows each, and goes to the one taken") func lists() throws {
    var desk = try Desk.animals(
      "@", annotations: [5, 9, 12].map { annotation("On line \($0)", line: $0, id: "a\($0)") })
    #expect(desk.overlay == "Annotations: \n>● On line 5\n ● On line 9\n ● On line 12")
    desk.press("<Down>")
    #expect(desk.selected == "Crows")
    desk.press("12<Enter>")
    #expect(desk.selected == "Oak")
    desk.press("<C-o>")
    #expect(desk.selected == "notes.md")
    #expect(try Desk.animals("@").message == "no annotations yet: a writes one")
  }

  @Test("Of several to review at one place each is come to, also after answers, forward and back")
  func reviewsAtOnePlace()
    throws
  {
    let ids = ["a", "b", "c"]
    var desk = try Desk.animals(
      annotations: ids.map { annotation("About \($0)", line: 1, of: "- Whales sing songs\n", id: $0) })
    func offered(_ desk: Desk) -> String? {
      guard case .list(let list) = desk.state.mode, case .review(let id) = list.purpose else { return nil }
      return id
    }
    var seen: [String?] = []
    for _ in 0..<4 {
      desk.press("]r")
      seen.append(offered(desk))
      desk.press("<Esc>")
    }
    #expect(seen == ["a", "b", "c", "a"])
    desk.press("[r")
    #expect(offered(desk) == "c")
    desk.press("<Esc>]r<Esc>]r")
    #expect(offered(desk) == "b")
    // An answer takes it out of the row; the next comes after it.
    desk.press("o]r")
    #expect(offered(desk) == "c")
    desk.press("o]r")
    #expect(offered(desk) == "a")
    desk.press("o]r")
    #expect(desk.message == "nothing to review")
  }

  @Test("Annotations whose topic is gone are walked to with ]r") func review() throws {
    let gone = try Desk.animals(
      "3j]r", annotations: [annotation("About whales", line: 1, of: "- Whales sing songs\n", id: "a")])
    #expect(gone.selected == "notes.md")
    #expect(gone.outline.hasPrefix(">▾ notes.md !1"))
    #expect(gone.detail.contains("its topic is gone"))
    #expect(try Desk.animals("]r").message == "nothing to review")
  }

  @Test("The list to review shows then and now; a number takes a place, o none of them", arguments: ["1", "o"])
  func reviewList(_ key: String) throws {
    var desk = try Desk.animals(
      "3j]r", annotations: [annotation("Which?", line: 3, of: "# Other\n- Thing\n  - Moss\n", id: "a")])
    guard case .list(let list) = desk.state.mode, let preview = desk.state.preview(in: list) else {
      Issue.record("no list")
      return
    }
    #expect(list.all.map(\.title) == ["now: Moss", "keep it as an orphan"])
    #expect(preview.header == "it says · 2026-01-01 · Reader")
    #expect(
      preview.text
        == "Which?\n\nthen · line 3 · Other › Thing › Moss\n- Moss\n\nnow · line 13 · Plants › Moss\n- Moss")
    #expect(desk.selected == "Moss")
    desk.press(key)
    #expect(desk.message == (key == "1" ? "attached here" : "kept as an orphan"))
    #expect(desk.disk.values.joined().map { $0.anchor.confirmed.count } == [key == "1" ? 1 : 0])
    #expect(key == "o" || !desk.outline.contains("!1"))
  }

  @Test("An annotation that is cut and pasted speaks of another topic") func moves() throws {
    var desk = try Desk.animals("12jX", annotations: [annotation("Where?", line: 13, id: "a")])
    #expect(desk.outline.contains("Moss ●1"))
    desk.press("kP")
    #expect(desk.outline.contains("Oak ●1") && !desk.outline.contains("Moss ●1"))
    #expect(desk.disk.values.joined().map(\.anchor.line) == [12])
    desk.press("u")
    #expect(desk.outline.contains("Moss ●1"))
    #expect(try Desk.animals("P").message == "nothing was cut: X cuts an annotation")
  }

  @Test("What somebody else writes meanwhile is shown") func changesOutside() throws {
    var desk = try Desk.animals("12j")
    desk.take(.annotations(.init(0), .init(annotations: [annotation("From outside", line: 13, id: "z")], drafts: [])))
    #expect(desk.outline.contains("Moss ●1"))
    #expect(desk.detail.contains("From outside"))
    try desk.state.checkInvariants()
  }

  @Test("When the source changes, selection, folds and annotations stay with their topics") func sourceChanges() throws
  {
    var desk = try Desk.animals("2jzc9j", annotations: [annotation("Where?", line: 13, id: "a")])
    #expect(desk.selected == "Moss")
    desk.take(.opened(.init(0), .init(outline: .init(parsing: Array(("# New\n- Thing\n" + animals).utf8)))))
    #expect(desk.selected == "Moss")
    #expect(desk.outline.contains("▸ Mammals"))
    #expect(desk.outline.contains("Moss ●1"))
    #expect(desk.message == "changed on the disk: 14 topics, +2")
    try desk.state.checkInvariants()
    desk.press("G5G/s<Enter>n")
    desk.take(.opened(.init(0), .init(outline: .init(parsing: Array("# Animals\n".utf8)))))
    desk.press("nN<C-o><C-o>]o")
    #expect(["Animals", "notes.md"].contains(desk.selected))
    #expect(desk.outline.contains("!1"))
    try desk.state.checkInvariants()
  }
}
