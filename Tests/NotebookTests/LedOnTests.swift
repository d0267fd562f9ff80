import Annotations
import NotebookHarness
import Outline
import Terminal
import Testing

@testable import Notebook

/// Being led on to what is unread, to be read again, drafted, or waits otherwise.
@Suite struct LedOnTests {
  /// With the options of a new reader.
  private func animals(
    _ keys: String = "", size: Size = Size(columns: 80, rows: 24), annotations: [Annotation] = [], drafts: [Draft] = [],
    options: NotebookState.Options = .init()
  ) throws -> NotebookHarness {
    try NotebookHarness.animals(keys, size: size, annotations: annotations, drafts: drafts, options: options)
  }

  @Test("s marks a topic as read and goes on to the next row; what is read is marked again without going on")
  func goesOn() throws {
    var notebook = try animals("4js")
    #expect(notebook.selected == "Hounds")
    #expect(notebook.message == "read")
    notebook.press("s")
    #expect(notebook.selected == "Cats")
    notebook.press("ks")
    #expect(notebook.selected == "Hounds")
    #expect(notebook.message == "to be read again")
    notebook.press("s")
    #expect(notebook.message == "not read any more")
  }

  @Test("With a count, as many rows are marked and the selection stays") func counted() throws {
    var notebook = try animals("4j3s")
    #expect(notebook.selected == "Terriers")
    #expect(notebook.message == "marked 3 topics as read; u takes it back")
    #expect(notebook.state.selectedDocument?.reading?.read.count == 3)
    notebook.press("u")
    #expect(notebook.state.selectedDocument?.reading?.read.isEmpty == true)
  }

  @Test("A heading that is whole in view is marked with all below it, and an item is not") func whole() throws {
    var notebook = try animals("js")
    #expect(notebook.message == "marked 8 topics as read; u takes it back")
    #expect(notebook.selected == "Plants")
    notebook.press("js")
    #expect(notebook.message == "read")
    notebook.press("uu")
    #expect(notebook.state.selectedDocument?.reading?.read.isEmpty == true)
  }

  @Test("A heading of which a part is out of view is marked alone") func partly() throws {
    var notebook = try animals("j", size: Size(columns: 80, rows: 8))
    notebook.press("s")
    #expect(notebook.message == "read")
    #expect(notebook.selected == "Mammals")
  }

  @Test("]u and [u walk what is neither read nor to be read again, round the ends") func unread() throws {
    var notebook = try animals("2j2s")
    notebook.press("gg]u")
    #expect(notebook.selected == "Animals")
    notebook.press("]u")
    #expect(notebook.selected == "Terriers")
    notebook.press("[u[u")
    #expect(notebook.selected == "Moss")
    #expect(notebook.message == "round the beginning")
    notebook.press("gggs]u")
    #expect(notebook.message == "everything is read")
  }

  @Test("]s and [s walk what is to be read again") func again() throws {
    var notebook = try animals("]s")
    #expect(notebook.message == "nothing to be read again")
    notebook.press("4jsks")
    notebook.press("6jsks")
    notebook.press("gg]s")
    #expect(notebook.selected == "Terriers")
    notebook.press("]s")
    #expect(notebook.state.selectedDocument?.reading?.mark(of: notebook.state.selection.topic) == .again)
    notebook.press("[s")
    #expect(notebook.selected == "Terriers")
  }

  @Test("]d and [d walk drafts, also those of changes") func drafts() throws {
    var notebook = try animals("]d", annotations: [annotation("A remark", line: 13, id: "a")])
    #expect(notebook.message == "no drafts")
    notebook.press("4jaA thought<Esc>")
    notebook.press("<Tab>G")
    while notebook.state.focus == .detail { notebook.press("<Tab>") }
    notebook.press("gg]d")
    #expect(notebook.selected == "Terriers")
    notebook.press("]d")
    #expect(notebook.selected == "Terriers")
  }

  @Test("What waits is said at the start, until a key is pressed") func greeting() throws {
    let outline = Outline(parsing: Array("- Gone with the wind and the rain\n".utf8))
    let lost = Annotation(
      id: "l", author: "Reader", timestamp: "2026-01-01T10:00:00Z", text: "Lost",
      anchor: Anchor(of: TopicIndex(1), in: outline, blob: nil))
    let draft = Draft(
      id: "d", purpose: .new,
      anchor: Anchor(of: TopicIndex(3), in: Outline(parsing: Array(NotebookTests.animals.utf8)), blob: nil),
      timestamp: "2026-01-01T10:00:00Z")
    var notebook = try animals(annotations: [lost], drafts: [draft])
    #expect(notebook.message == "1 to review (]r) · 1 draft (]d)")
    notebook.press("j")
    #expect(notebook.message == "")
    notebook.press("k")
    #expect(notebook.message == "")
  }

  @Test("Unread topics wait only where the reader marks what they have read") func greetingUnread() throws {
    #expect(try animals().message == "")
    var state = try animals().state
    let context = UpdateContext(timestamp: "2026-01-02T03:04:05Z", freshID: "x", author: "Reader")
    state.files.modify(FileTree.root) { $0.reading = nil }
    let known = ReadingState(read: [1..<4], again: [5..<6], unseen: [])
    _ = state.update(.reading(state.tree.version(of: FileTree.root), known, blob: nil), in: context)
    #expect(state.message?.text == "8 unread (]u)")
  }

  @Test("A change of the notes that takes an annotation its place says so") func orphaned() throws {
    var notebook = try animals("j", annotations: [annotation("A remark", line: 13, id: "a")])
    let changed = "# Animals\n- Something else entirely, with other words\n"
    notebook.take(.opened(.root, OpenedSource(outline: Outline(parsing: Array(changed.utf8)))))
    #expect(notebook.message.contains("an annotation has lost its place: ]r shows where they may belong"))
  }

  @Test("The number of a row counts what its sign says, and g? spells it out") func counts() throws {
    var notebook = try animals(
      "2j",
      annotations: [
        annotation("Why?", line: 5, id: "a", type: .question), annotation("So", line: 5, id: "b", replyTo: "a"),
        annotation("Plain", line: 6, id: "c"),
      ])
    let row = notebook.state.outlineRow(at: notebook.state.selection)
    #expect(row.mark == .question && row.count == 1)
    notebook.press("g?")
    #expect(notebook.message == "? 1 open question · ● 1 open note · 1 reply, not counted")
    notebook.press("Gg?")
    #expect(notebook.message == "no annotations")
  }

  @Test("]u and ]r lead into notes that are not open yet with one press, in the order of the notes") func onePress()
    throws
  {
    let folder = [("a.md", "# A\n- One\n"), ("b.md", "# B\n- Two\n"), ("c.md", "# C\n- Three\n")]
    var notebook = try NotebookHarness(folder: folder.map { (path: $0.0, text: $0.1) })
    // The last one is open: what comes before it is not passed over.
    notebook.press("Gljgg")
    #expect(notebook.state.documents.count == 1)
    notebook.press("]u")
    #expect(notebook.state.documents[notebook.state.selection.file] != nil)
    #expect(notebook.state.title(of: RowID(notebook.state.selection.file)) == "a.md")
    let lost = Annotation(
      id: "l", author: "Reader", timestamp: "2026-01-01T10:00:00Z", text: "Lost",
      anchor: Anchor(of: TopicIndex(1), in: Outline(parsing: Array("- Gone with the wind\n".utf8)), blob: nil))
    var other = try NotebookHarness(folder: folder.map { (path: $0.0, text: $0.1) })
    let file = try #require(other.state.tree.files.first { other.state.tree[$0].name == "b.md" })
    other.disk[file] = [lost]
    let source = OpenedSource(outline: Outline(parsing: Array(folder[1].1.utf8)))
    let summary = AnnotationSummary(of: Document(source, SidecarSnapshot(annotations: [lost], drafts: []), today: ""))
    other.take(.scanned(AnnotationScan(summaries: [other.state.tree.version(of: file): summary])))
    other.press("]r")
    guard case .list(let list)? = other.state.overlay else {
      Issue.record("nothing is offered")
      return
    }
    #expect(list.purpose == .review(annotation: "l"))
    other.press("<Esc><Esc>")
    #expect(other.selected == "folder" && other.state.focus == .outline)
    try other.state.checkInvariants()
  }

  @Test("The list of annotations has others beside it, for what is unread, to be read again, changed") func tabs()
    throws
  {
    var notebook = try animals("@")
    #expect(notebook.message == "no annotations yet: a writes one")
    notebook.press("4js@")
    guard case .list(let list)? = notebook.state.overlay else {
      Issue.record("no list")
      return
    }
    #expect(list.title == "Unread")
    #expect(list.shown.first?.title == "Animals")
    #expect(list.shown.count == 11)
    notebook.press("<Tab>")
    guard case .list(let next)? = notebook.state.overlay else { return }
    #expect(next.tab == .again && next.shown.isEmpty)
    notebook.press("<S-Tab>/oak<Enter>")
    #expect(notebook.selected == "Oak")
  }

  @Test("A list leads into the detail pane, and Escape back to where the reader was, pane and all") func arrival()
    throws
  {
    var notebook = try animals("j", annotations: [annotation("A remark", line: 13, id: "a")])
    notebook.press("@<Enter>")
    #expect(notebook.state.focus == .detail)
    #expect(notebook.state.annotationUnderDetailCursor == "a")
    notebook.press("x")
    #expect(notebook.disk[FileTree.root]?.first?.isResolved == true)
    notebook.press("<Esc>")
    #expect(notebook.state.focus == .outline)
    #expect(notebook.selected == "Animals")
  }

  @Test("Zooming is shown: a row above the outline, children further in") func zoom() throws {
    var notebook = try animals("2jzi")
    #expect(!notebook.state.panes.zoomBreadcrumb.isEmpty)
    #expect(notebook.state.outlineRow(at: notebook.state.selection).depth == 0)
    notebook.press("j")
    #expect(notebook.state.outlineRow(at: notebook.state.selection).depth == 1)
    try notebook.state.checkInvariants()
    notebook.press("zw")
    #expect(notebook.state.panes.zoomBreadcrumb.isEmpty)
  }

  @Test("The types to choose from are those of note-takers, of the configuration, and all that occur") func types()
    throws
  {
    var options = NotebookState.Options()
    options.types = [AnnotationType("exam")]
    var notebook = try animals(
      "4j",
      annotations: [
        annotation("A", line: 5, id: "a"), annotation("B", line: 6, id: "b", type: AnnotationType("rumour")),
      ], options: options)
    notebook.press("t")
    guard case .list(let list)? = notebook.state.overlay else {
      Issue.record("no list")
      return
    }
    let titles = list.all.map(\.title)
    #expect(Array(titles.prefix(6)) == ["note", "question", "todo", "idea", "correction", "answer"])
    #expect(Array(titles.suffix(2)) == ["exam", "rumour"])
  }

  @Test("? opens at what is about the pane") func help() throws {
    func first(_ keys: String) throws -> HelpText.Line? {
      let notebook = try animals(keys, size: Size(columns: 80, rows: 12))
      guard case .help(let help)? = notebook.state.overlay else { return nil }
      return notebook.state.helpRows.rows[help.top]
    }
    #expect(try first("?") == .section("Moving"))
    #expect(try first("<Tab>?") == .section(CommandSection.selecting.rawValue))
  }
}
