import Annotations
import Glibc
import Store
import StoreHarness
import Testing

@Suite struct DraftTests {
  let folder = TemporaryFolder()
  let draft = Draft(
    id: "01ARZ3NDEKTSV4RRFFQ69G5FAV", purpose: .reply(to: "other"), text: "so far\u{0}\n\u{1B}",
    type: .question, severity: .low,
    anchor: Anchor(
      target: .quote, line: 3, endLine: 4, startColumn: 1, endColumn: 2, selectedText: "é",
      evidence: Anchor.Evidence(path: ["A", "B"], nextSibling: "C", ordinal: 2, samePath: 3)),
    timestamp: "2026-01-01T00:00:00Z")

  @Test(arguments: [Draft.Purpose.new, .edit("x"), .reply(to: "y")])
  func everythingOfADraftIsKept(_ purpose: Draft.Purpose) throws {
    var draft = draft
    draft.purpose = purpose
    if case .edit(let id) = purpose {
      draft.original = Annotation(
        id: id, author: "A", timestamp: "2026-01-01T00:00:00Z", text: "before", type: .issue, anchor: draft.anchor)
    }
    let journal = DraftJournal(folder.environment())
    try journal.write(draft, source: "gone.md")
    #expect(journal.needsSync)
    try journal.sync()
    #expect(!journal.needsSync)
    #expect(try journal.drafts(for: "gone.md") == [draft])
    #expect(try journal.allDrafts() == [DraftJournal.Entry(source: folder.path + "/gone.md", draft: draft)])
    try journal.remove(draft.id, source: "gone.md")
    #expect(try journal.allDrafts().isEmpty)
  }

  @Test func draftOfALivingProcessIsLeftAloneUntilItDies() throws {
    let second = DraftJournal(folder.environment())
    do {
      let first = DraftJournal(folder.environment())
      try first.write(draft, source: "a.md")
      #expect(try second.drafts(for: "a.md").isEmpty)
      withExtendedLifetime(first) {}
    }
    #expect(try second.drafts(for: "a.md") == [draft])
    #expect(try second.drafts(for: "a.md") == [draft])
  }

  @Test func withoutLocksTheProcessNumberDecides() throws {
    let first = DraftJournal(folder.environment(FaultyFileSystem(unsupported: [.lock]), processID: 7))
    try first.write(draft, source: "a.md")
    func seen(running: Set<Int32>) throws -> Int {
      let environment = folder.environment(FaultyFileSystem(unsupported: [.lock]), processID: 8, running: running)
      return try DraftJournal(environment).drafts(for: "a.md").count
    }
    #expect(try seen(running: [7, 8]) == 0)
    #expect(try seen(running: [8]) == 1)
  }

  @Test func draftThatWasSavedIsNotOfferedAgain() throws {
    folder.write("# A\n", to: "a.md")
    let store = Store(folder.environment())
    let journal = DraftJournal(store.environment)
    var draft = draft
    draft.purpose = .new
    try journal.write(draft, source: "a.md")
    var note = annotation(draft.id, draft.text, line: 3)
    let saved = try store.save([.add(note)], to: store.open(source: "a.md"))
    #expect(try journal.drafts(for: saved).isEmpty)
    note.text = "another"
    let changed = try store.save([.replace(note, was: saved.annotations[0])], to: saved)
    #expect(try journal.drafts(for: changed) == [draft])
  }

  @Test func nobodyElseMayReadThem() throws {
    try DraftJournal(folder.environment()).write(draft, source: "a.md")
    let listing = run(["find", folder.path + "/.state", "-perm", "/077"]).output
    #expect(listing.isEmpty, "\(listing)")
  }

  @Test func halfAFileIsNoDraft() throws {
    let journal = DraftJournal(folder.environment())
    try journal.write(draft, source: "a.md")
    let name = run(["find", folder.path + "/.state/drafts", "-name", "*.json"]).output.split(separator: "\n").map(
      String.init)
    let path = try #require(name.first?.dropFirst(folder.path.count + 1))
    let bytes = try #require(folder.bytes(String(path)))
    for count in stride(from: 0, to: bytes.count - 1, by: 7) {
      folder.write(Array(bytes[..<count]), to: String(path))
      #expect(try journal.drafts(for: "a.md").isEmpty)
    }
  }
}
