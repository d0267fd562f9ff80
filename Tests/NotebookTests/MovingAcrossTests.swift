import Annotations
import Notebook
import NotebookHarness
import Outline
import Testing

/// Annotations that go from one note into another, and what the review offers for those that have lost their place.
@Suite struct MovingAcrossTests {
  private static let kitchen = [
    (path: "bread.md", text: "# Bread\n\n- rye and water\n- wheat\n"),
    (path: "soup.md", text: "# Soup\n\n- leeks\n- water\n"),
  ]

  private func notebook(_ annotations: [Annotation], _ folder: [(path: String, text: String)] = kitchen) throws
    -> NotebookHarness
  {
    var notebook = try NotebookHarness(folder: folder)
    let soup = try #require(notebook.state.tree.file(path: "/folder/soup.md"))
    notebook.disk[soup] = annotations
    return notebook
  }

  private func files(_ notebook: NotebookHarness) throws -> (bread: FileID, soup: FileID) {
    let tree = notebook.state.tree
    return (
      try #require(tree.file(path: "/folder/bread.md")), try #require(tree.file(path: "/folder/soup.md"))
    )
  }

  /// An annotation of the leeks with a reply.
  private var thread: [Annotation] {
    var reply = annotation("Two.", line: 3, of: Self.kitchen[1].text, id: "b")
    reply.replyTo = "a"
    return [annotation("How many?", line: 3, of: Self.kitchen[1].text, id: "a"), reply]
  }

  /// Returns the ids of the annotations that a file has on the disk, sorted.
  private func ids(_ notebook: NotebookHarness, _ file: FileID) -> [String] {
    (notebook.disk[file] ?? []).map(\.id).sorted()
  }

  @Test("Cut in one note and pasted in another, a thread is moved, and one step takes that back and does it again")
  func paste() throws {
    var notebook = try notebook(thread)
    let (bread, soup) = try files(notebook)
    notebook.press("Gljj")
    #expect(notebook.selected == "leeks")
    notebook.press("X")
    #expect(notebook.message == "cut: it stays here until P pastes it at another topic, of any note")
    notebook.press("ggjljj")
    #expect(notebook.selected == "rye and water")
    notebook.press("P")
    #expect(notebook.message == "moved to bread.md")
    #expect(ids(notebook, bread) == ["a", "b"] && ids(notebook, soup) == [])
    #expect(notebook.disk[bread]?.allSatisfy { $0.anchor.line == 3 && $0.movedFrom == "soup.md" } == true)
    #expect(notebook.outline.contains("rye and water ●1"))
    notebook.press("u")
    #expect(notebook.message == "undone: move of ‘How many?’")
    #expect(ids(notebook, bread) == [] && ids(notebook, soup) == ["a", "b"])
    #expect(notebook.disk[soup]?.first { $0.id == "b" }?.replyTo == "a")
    notebook.press("<C-r>")
    #expect(notebook.message == "done again: move of ‘How many?’")
    #expect(ids(notebook, bread) == ["a", "b"] && ids(notebook, soup) == [])
    try notebook.state.checkInvariants()
  }

  @Test(
    "A move that is undone and done again before the disk has answered ends where the last key says",
    arguments: [("u<C-r>", true), ("u<C-r>u", false), ("uu", false), ("u<C-r>u<C-r>", true)])
  func impatient(keys: String, isMoved: Bool) throws {
    var notebook = try notebook(thread)
    let (bread, soup) = try files(notebook)
    notebook.press("GljjXggjljjP")
    notebook.diskIsSlow = true
    notebook.press(keys)
    for _ in 0..<9 where notebook.answerOldestSave() {}
    #expect(notebook.state.annotating.pendingSaves.isEmpty)
    #expect(ids(notebook, bread) == (isMoved ? ["a", "b"] : []))
    #expect(ids(notebook, soup) == (isMoved ? [] : ["a", "b"]))
    try notebook.state.checkInvariants()
  }

  @Test("A move that is undone before its first half is on the disk is carried out, and says that it is being saved")
  func undoneTooEarly() throws {
    var notebook = try notebook(thread)
    let (bread, soup) = try files(notebook)
    notebook.press("GljjXggjljj")
    notebook.diskIsSlow = true
    notebook.press("Pu")
    #expect(notebook.message == "saving…")
    for _ in 0..<9 where notebook.answerOldestSave() {}
    #expect(ids(notebook, bread) == ["a", "b"] && ids(notebook, soup) == [])
    notebook.press("u")
    for _ in 0..<9 where notebook.answerOldestSave() {}
    #expect(ids(notebook, bread) == [] && ids(notebook, soup) == ["a", "b"])
  }

  @Test("A review that is open offers what the notes have when they change, and ends where nothing is in doubt")
  func changedMeanwhile() throws {
    let fruit = "# Fruit\n\n- Apples are red\n- Pears are green and long\n- Plums are blue\n\n## Later\n"
    var notebook = try NotebookHarness(
      fruit.replacing("- Pears are green and long\n", with: "").replacing("blue", with: "violet"),
      annotations: [annotation("Which?", line: 4, of: fruit, id: "a")])
    func reload(_ text: String) {
      let outline = Outline(parsing: Array(text.utf8))
      notebook.take(.opened(notebook.state.tree.version(of: FileTree.root), OpenedSource(outline: outline)))
    }
    notebook.press("]r")
    #expect(notebook.overlay?.contains("now: Plums are violet") == true)
    reload("# Fruit\n\n- Apples are red\n- Grapes\n")
    #expect(notebook.overlay?.contains("Plums") == false)
    notebook.press("1")
    #expect(notebook.disk[FileTree.root]?.first?.anchor.line == 4)
    reload(fruit)
    #expect(notebook.overlay == nil)
  }

  @Test("Of what earlier sessions did, only the steps of the selected note are undone")
  func earlierSessions() throws {
    var notebook = try notebook(thread)
    let (bread, soup) = try files(notebook)
    let old = annotation("Old.", line: 4, of: Self.kitchen[0].text, id: "o")
    let step = UndoStep(id: "id-0", name: "saved", changes: [.add(old)])
    notebook.press("Gljj")
    notebook.steps[bread] = [step]
    notebook.press("X")
    notebook.press("ggjljjP")
    notebook.take(
      .annotations(
        notebook.state.tree.version(of: bread),
        {
          var read = SidecarSnapshot(annotations: notebook.disk[bread] ?? [], drafts: [])
          read.steps = [step]
          return read
        }()))
    notebook.press("u")
    #expect(ids(notebook, soup) == ["a", "b"])
    notebook.press("Gl")
    #expect(notebook.state.selection.file == soup)
    notebook.press("u")
    #expect(notebook.message == "nothing to undo")
    notebook.press("<C-r>")
    #expect(ids(notebook, bread) == ["a", "b"])
  }

  @Test("What is done between the two halves of a move keeps neither from being taken back")
  func somethingBetween() throws {
    var notebook = try notebook(thread)
    let (bread, soup) = try files(notebook)
    notebook.press("GljjXggjljj")
    notebook.diskIsSlow = true
    notebook.press("P")
    notebook.press("jaWhich?<C-s>")
    notebook.catchUp()
    #expect(ids(notebook, soup) == [] && ids(notebook, bread).count == 3)
    notebook.press("u")
    #expect(ids(notebook, bread) == ["a", "b"])
    notebook.press("u")
    #expect(ids(notebook, bread) == [] && ids(notebook, soup) == ["a", "b"])
  }

  @Test("Where the other note can't be written, nothing moves; where the removal fails, it is in both, as is said")
  func failures() throws {
    var notebook = try notebook(thread)
    let (bread, soup) = try files(notebook)
    notebook.press("GljjXggjljj")
    (notebook.diskFailure, notebook.failingFile) = ("no room", bread)
    notebook.press("P")
    #expect(notebook.message == "not saved: no room")
    #expect(ids(notebook, bread) == [] && ids(notebook, soup) == ["a", "b"])
    notebook.press("u")
    #expect(notebook.message == "nothing to undo")
    notebook.press("GkXggjjj")
    #expect(notebook.selected == "rye and water")
    notebook.failingFile = soup
    notebook.press("P")
    #expect(notebook.message == "it is in both notes now, since the removal was not saved: no room")
    #expect(ids(notebook, bread) == ["a", "b"] && ids(notebook, soup) == ["a", "b"])
    // The same again ends it.
    notebook.diskFailure = nil
    notebook.press("GkX")
    #expect(notebook.message.hasPrefix("cut"))
    notebook.press("ggjjjP")
    #expect(ids(notebook, bread) == ["a", "b"] && ids(notebook, soup) == [])
  }

  @Test("A move is taken back in a later session, in which only one of the notes was opened")
  func laterSession() throws {
    var notebook = try notebook(thread)
    let (bread, soup) = try files(notebook)
    notebook.press("GljjXggjljjP")
    var later = try NotebookHarness(folder: Self.kitchen)
    (later.disk, later.steps) = (notebook.disk, notebook.steps)
    later.press("Gl")
    later.press("u")
    #expect(later.message == "opening bread.md, where the other half of this was done: once more")
    #expect(ids(later, soup) == [])
    later.press("u")
    #expect(ids(later, bread) == [] && ids(later, soup) == ["a", "b"])
    later.press("<C-r>")
    #expect(ids(later, bread) == ["a", "b"] && ids(later, soup) == [])
  }

  // MARK: The review

  /// A note whose section went into another one.
  private static let moved = [
    (path: "bread.md", text: "# Bread\n\n- rye\n\n## Serving\n\n- slice the leeks very thinly\n- salt\n"),
    (path: "soup.md", text: "# Soup\n\n- water\n"),
  ]

  private var lost: Annotation {
    annotation(
      "How thin?", line: 4, of: "# Soup\n\n## Leeks\n- slice the leeks very thinly\n- salt\n", id: "a")
  }

  @Test("The review offers what stands in another note, with then and now, and takes the annotation there")
  func elsewhere() throws {
    var notebook = try notebook([lost], Self.moved)
    let (bread, soup) = try files(notebook)
    notebook.press("Gl]r")
    guard case .list(let list)? = notebook.state.overlay, let preview = notebook.state.preview(in: list) else {
      Issue.record("no list")
      return
    }
    #expect(list.all.first?.title == "now: slice the leeks very thinly" && list.all.first?.note == "bread.md:7")
    #expect(
      preview.text.hasSuffix(
        "now · bread.md:7 · Bread › Serving › slice the leeks very thinly\n- slice the leeks very thinly"))
    #expect(preview.marks.isEmpty)
    notebook.press("4")
    #expect(notebook.message == "moved to bread.md")
    #expect(ids(notebook, bread) == ["a"] && ids(notebook, soup) == [])
    #expect(notebook.disk[bread]?.first?.anchor.line == 7)
    notebook.press("u")
    #expect(ids(notebook, bread) == [] && ids(notebook, soup) == ["a"])
  }

  @Test("Words that differ between then and now are marked")
  func marks() throws {
    var notebook = try notebook(
      [lost], [(path: "bread.md", text: "# Bread\n\n- slice the leeks rather thinly\n"), Self.moved[1]])
    notebook.press("Gl]r")
    guard case .list(let list)? = notebook.state.overlay, let preview = notebook.state.preview(in: list) else {
      Issue.record("no list")
      return
    }
    let bytes = Array(preview.text.utf8)
    #expect(preview.marks.map { String(decoding: bytes[$0], as: UTF8.self) } == ["very", "rather"])
    #expect(list.all.first?.title == "like it: slice the leeks rather thinly")
  }

  @Test("p places by walking: in the same note the first place is remembered beside the new one, elsewhere it moves")
  func walking() throws {
    var notebook = try notebook([lost], Self.moved)
    let (bread, soup) = try files(notebook)
    notebook.press("Gl]rp")
    #expect(notebook.message == "go where it belongs: P attaches it there")
    notebook.press("GP")
    #expect(notebook.message == "attached here")
    let placed = try #require(notebook.disk[soup]?.first)
    #expect(placed.anchor.confirmed.count == 1 && placed.anchor.selectedText == "- slice the leeks very thinly")
    notebook.press("u]rpggjljjP")
    #expect(ids(notebook, bread) == ["a"] && ids(notebook, soup) == [])
  }

  @Test("x resolves it, d deletes it, Escape leaves it for later", arguments: ["x", "d", "<Esc>"])
  func others(_ key: String) throws {
    var notebook = try notebook([lost], Self.moved)
    let (_, soup) = try files(notebook)
    notebook.press("Gl]r" + key)
    #expect(notebook.overlay == nil)
    switch key {
    case "x": #expect(notebook.disk[soup]?.first?.isResolved == true)
    case "d": #expect(ids(notebook, soup) == [])
    default: #expect(notebook.disk[soup] == [lost])
    }
  }

  // MARK: Threads and other authors

  @Test("Deleting what has replies says what becomes of them", arguments: ["y", "t", "n"])
  func deleting(_ key: String) throws {
    var notebook = try notebook(thread)
    let (_, soup) = try files(notebook)
    notebook.press("Gljjd<Enter>")
    #expect(notebook.overlay == "Delete it? y: its reply stays as a note, t: the whole thread goes, n")
    notebook.press(key)
    switch key {
    case "y": #expect(ids(notebook, soup) == ["b"])
    case "t": #expect(ids(notebook, soup) == [])
    default: #expect(ids(notebook, soup) == ["a", "b"])
    }
    if key == "t" {
      notebook.press("u")
      #expect(ids(notebook, soup) == ["a", "b"])
      #expect(notebook.disk[soup]?.first { $0.id == "b" }?.replyTo == "a")
    }
  }

  @Test("What somebody else wrote is changed only after one question in a session")
  func otherAuthors() throws {
    var others = [annotation("Mine?", line: 3, of: Self.kitchen[1].text, id: "a")]
    others[0].author = "Ada"
    var notebook = try notebook(others)
    let (_, soup) = try files(notebook)
    notebook.press("Gljjd")
    #expect(notebook.overlay == "Ada wrote this. Delete it all the same? y/n")
    notebook.press("n")
    #expect(ids(notebook, soup) == ["a"])
    notebook.press("x")
    #expect(notebook.disk[soup]?.first?.isResolved == true)
    notebook.press("dy")
    #expect(ids(notebook, soup) == [])
    notebook.press("ud")
    #expect(ids(notebook, soup) == [] && notebook.overlay == nil)
  }
}
