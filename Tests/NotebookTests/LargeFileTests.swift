import Annotations
import Notebook
import NotebookHarness
import Outline
import Testing

/// Files that are shown before they are read whole, and work on them that takes its time.
@Suite struct LargeFileTests {
  /// `animals` up to the hounds; the rest comes later.
  static let beginning = String(animals.prefix { $0 != "C" })

  static func whole(_ text: String = animals) -> NotebookEvent {
    .opened(.root, OpenedSource(outline: Outline(parsing: Array(text.utf8))))
  }

  /// Returns the view that is saved after `keys`.
  static func memory(after keys: String) throws -> SavedView { try NotebookHarness.animals(keys).state.memory }

  @Test(
    "A remembered place is taken up as soon as it is there",
    arguments: [("4j", "Terriers", "Terriers"), ("G", "notes.md", "Moss"), ("10j", "notes.md", "Trees")])
  func place(keys: String, first: String, later: String) throws {
    var notebook = try NotebookHarness(beginning: Self.beginning, memory: try Self.memory(after: keys))
    #expect(notebook.state.isBusy)
    #expect(notebook.selected == first)
    notebook.take(Self.whole())
    #expect(notebook.selected == later)
    #expect(!notebook.state.isBusy)
  }

  @Test("Who leaves before the rest is there loses no place and no fold") func leavesAtOnce() throws {
    let memory = try Self.memory(after: "3jzcG2kzcG")
    #expect(try NotebookHarness(beginning: Self.beginning, memory: memory).state.memory == memory)
  }

  @Test("Who has gone somewhere stays there") func goesNowhere() throws {
    var notebook = try NotebookHarness(beginning: Self.beginning, memory: try Self.memory(after: "G"))
    notebook.press("jj")
    notebook.take(Self.whole())
    #expect(notebook.selected == "Mammals")
  }

  @Test("The name of the file stays the first line of the details") func keepsTitle() throws {
    var notebook = try NotebookHarness(beginning: Self.beginning, memory: try Self.memory(after: ""))
    #expect(notebook.detail.contains("notes.md"))
    notebook.press("j")
    notebook.take(Self.whole())
    #expect(notebook.state.detail.top == notebook.state.detail.layout?.top)
  }

  @Test("Folds are as they were left, except those changed since") func folds() throws {
    let memory = try Self.memory(after: "3jzcG2kzc")
    var notebook = try NotebookHarness(beginning: Self.beginning, memory: memory)
    #expect(notebook.outline.contains("▸ Dogs"))
    notebook.press("gg3jzo")
    notebook.take(Self.whole())
    #expect(notebook.outline.contains("▾ Dogs") && notebook.outline.contains("▸ Trees"))
  }

  @Test("What is annotated behind the beginning is no orphan while the rest is read") func annotations() throws {
    var notebook = try NotebookHarness(beginning: Self.beginning, memory: try Self.memory(after: ""))
    let remarks = [annotation("near", line: 4, id: "1"), annotation("far", line: 12, id: "2")]
    notebook.take(.annotations(.root, SidecarSnapshot(annotations: remarks, drafts: [])))
    #expect(notebook.state.outlineRow(at: .root).count == 1)
    notebook.take(Self.whole())
    #expect(notebook.state.outlineRow(at: .root).count == 2)
    #expect(notebook.outline.contains("Oak ●1") && !notebook.outline.contains("!"))
  }

  @Test("Nothing is annotated before the rest is there") func waits() throws {
    var notebook = try NotebookHarness(beginning: Self.beginning, memory: try Self.memory(after: ""))
    notebook.press("ja")
    #expect(notebook.state.isBrowsing && notebook.state.message?.text.contains("a moment") == true)
    notebook.take(Self.whole())
    notebook.press("a")
    #expect(!notebook.state.isBrowsing)
  }

  @Test("Where the rest can't be read, what is there stays, and says so") func loses() throws {
    var notebook = try NotebookHarness(beginning: Self.beginning, memory: try Self.memory(after: "G"))
    notebook.take(.couldNotOpen(.root, "no such file"))
    #expect(notebook.outline.contains("Hounds"))
    #expect(notebook.state.message?.text.contains("no such file") == true)
    #expect(!notebook.state.isBusy)
    notebook.take(Self.whole())
    #expect(notebook.outline.contains("Moss"))
  }

  static let many = (1...10_050).map { "- topic \($0 % 100)\n" }.joined()

  @Test("In a very large outline the anchor comes while its annotation is written", arguments: [false, true])
  func anchors(savesFirst: Bool) throws {
    var notebook = try NotebookHarness(Self.many)
    notebook.answersAnchors = false
    notebook.press(savesFirst ? "42jaHello<C-s>" : "42jaHello")
    guard case .remember(let request)? = notebook.effects.first(where: \.isRemember) else {
      Issue.record("no anchor was asked for")
      return
    }
    #expect(notebook.disk[FileTree.root]?.isEmpty ?? true)
    let outline = Outline(parsing: Array(Self.many.utf8))
    let anchor = request.anchor(in: outline, blob: nil)
    notebook.take(.remembered(request, anchor))
    if !savesFirst { notebook.press("<C-s>") }
    #expect(notebook.disk[FileTree.root]?.map(\.text) == ["Hello"])
    #expect(notebook.disk[FileTree.root]?.first?.anchor == Anchor(of: TopicIndex(42), in: outline, blob: nil))
    #expect(anchor.evidence?.sameText == 101 || anchor.evidence?.sameText == 100)
    #expect(notebook.state.message?.text == "saved")
    #expect(notebook.journal[FileTree.root]?.isEmpty ?? true)
  }
}

extension Effect {
  fileprivate var isRemember: Bool { if case .remember = self { true } else { false } }
}
