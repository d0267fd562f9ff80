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
    .opened(FileTree.root, OpenedSource(outline: Outline(parsing: Array(text.utf8))))
  }

  /// How a notebook is left after `keys`.
  static func memory(after keys: String) throws -> NotebookMemory { try Desk.animals(keys).state.memory }

  @Test(
    "A remembered place is taken up as soon as it is there",
    arguments: [("4j", "Terriers", "Terriers"), ("G", "notes.md", "Moss"), ("10j", "notes.md", "Trees")])
  func place(keys: String, first: String, later: String) throws {
    var desk = try Desk(beginning: Self.beginning, memory: try Self.memory(after: keys))
    #expect(desk.state.isBusy)
    #expect(desk.selected == first)
    desk.take(Self.whole())
    #expect(desk.selected == later)
    #expect(!desk.state.isBusy)
  }

  @Test("Who leaves before the rest is there loses no place and no fold") func leavesAtOnce() throws {
    let memory = try Self.memory(after: "3jzcG2kzcG")
    #expect(try Desk(beginning: Self.beginning, memory: memory).state.memory == memory)
  }

  @Test("Who has gone somewhere stays there") func goesNowhere() throws {
    var desk = try Desk(beginning: Self.beginning, memory: try Self.memory(after: "G"))
    desk.press("jj")
    desk.take(Self.whole())
    #expect(desk.selected == "Mammals")
  }

  @Test("Folds are as they were left, except those changed since") func folds() throws {
    let memory = try Self.memory(after: "3jzcG2kzc")
    var desk = try Desk(beginning: Self.beginning, memory: memory)
    #expect(desk.outline.contains("▸ Dogs"))
    desk.press("gg3jzo")
    desk.take(Self.whole())
    #expect(desk.outline.contains("▾ Dogs") && desk.outline.contains("▸ Trees"))
  }

  @Test("What is annotated behind the beginning is no orphan while the rest is read") func annotations() throws {
    var desk = try Desk(beginning: Self.beginning, memory: try Self.memory(after: ""))
    let remarks = [annotation("near", line: 4, id: "1"), annotation("far", line: 12, id: "2")]
    desk.take(.annotations(FileTree.root, AnnotationsRead(annotations: remarks, drafts: [])))
    #expect(desk.state.outlineRow(at: .root).count == 1)
    desk.take(Self.whole())
    #expect(desk.state.outlineRow(at: .root).count == 2)
    #expect(desk.outline.contains("Oak ●1") && !desk.outline.contains("!"))
  }

  @Test("Nothing is annotated before the rest is there") func waits() throws {
    var desk = try Desk(beginning: Self.beginning, memory: try Self.memory(after: ""))
    desk.press("ja")
    #expect(desk.state.mode.isBrowsing && desk.state.message?.text.contains("a moment") == true)
    desk.take(Self.whole())
    desk.press("a")
    #expect(!desk.state.mode.isBrowsing)
  }

  @Test("Where the rest can't be read, what is there stays, and says so") func loses() throws {
    var desk = try Desk(beginning: Self.beginning, memory: try Self.memory(after: "G"))
    desk.take(.couldNotOpen(FileTree.root, "no such file"))
    #expect(desk.outline.contains("Hounds"))
    #expect(desk.state.message?.text.contains("no such file") == true)
    #expect(!desk.state.isBusy)
    desk.take(Self.whole())
    #expect(desk.outline.contains("Moss"))
  }

  static let many = (1...10_050).map { "- topic \($0 % 100)\n" }.joined()

  @Test("In a very large outline the anchor comes while its annotation is written", arguments: [false, true])
  func anchors(savesFirst: Bool) throws {
    var desk = try Desk(Self.many)
    desk.answersAnchors = false
    desk.press(savesFirst ? "42jaHello<C-s>" : "42jaHello")
    guard case .remember(let request)? = desk.effects.first(where: \.isRemember) else {
      Issue.record("no anchor was asked for")
      return
    }
    #expect(desk.disk[FileTree.root]?.isEmpty ?? true)
    let outline = Outline(parsing: Array(Self.many.utf8))
    let anchor = request.anchor(in: outline, blob: nil)
    desk.take(.remembered(request, anchor))
    if !savesFirst { desk.press("<C-s>") }
    #expect(desk.disk[FileTree.root]?.map(\.text) == ["Hello"])
    #expect(desk.disk[FileTree.root]?.first?.anchor == Anchor(of: TopicIndex(42), in: outline, blob: nil))
    #expect(anchor.evidence?.sameText == 101 || anchor.evidence?.sameText == 100)
    #expect(desk.state.message?.text == "saved")
    #expect(desk.journal[FileTree.root]?.isEmpty ?? true)
  }
}

extension Effect {
  fileprivate var isRemember: Bool { if case .remember = self { true } else { false } }
}

extension Mode {
  fileprivate var isBrowsing: Bool { if case .browsing = self { true } else { false } }
}
