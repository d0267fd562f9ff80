import Annotations
import Store
import StoreHarness
import Testing

private let isReferenceToolInstalled = run(["mrsf", "--version"]).status == 0

/// The format's reference implementation reads what this program writes, and this program what it writes.
@Suite(.enabled(if: isReferenceToolInstalled, "mrsf is not installed")) struct ReferenceToolTests {
  let folder = TemporaryFolder()
  let store: Store

  init() {
    folder.write("# A\n\n- one\n- two\n  - three\n", to: "a.md")
    store = Store(folder.environment())
  }

  private func sample() -> [Annotation] {
    SidecarStyleTests.texts.filter { !$0.allSatisfy(\.isWhitespace) }.enumerated().map { index, text in
      var note = annotation(
        "01ARZ3NDEKTSV4RRFFQ69G5F" + (index < 10 ? "0" : "") + String(index), text, line: index % 5 + 1)
      note.anchor.selectedText = String(text.prefix(300))
      note.anchor.evidence = Anchor.Evidence(
        path: ["A", String(text.prefix(30)), "x"], previousSibling: String(text.prefix(20)), ordinal: 1, samePath: 2,
        blob: "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391")
      note.type = index % 3 == 0 ? .question : nil
      note.severity = index % 4 == 0 ? .high : nil
      return note
    }
  }

  @Test func whatWeWriteIsValidAndListed() throws {
    let notes = sample()
    _ = try store.save(notes.map(AnnotationChange.add), to: store.open(source: "a.md"))
    let validation = run(["mrsf", "validate", "a.md.review.yaml"], in: folder.path)
    #expect(validation.status == 0, "\(validation.output)")
    let list = run(["mrsf", "list", "a.md"], in: folder.path)
    #expect(list.status == 0)
    #expect(list.output.contains("question"))
  }

  @Test func whatItChangesLeavesOurOtherRecordsByteForByte() throws {
    let notes = sample()
    let opened = try store.save(notes.map(AnnotationChange.add), to: store.open(source: "a.md"))
    let before = try #require(folder.read("a.md.review.yaml"))
    let resolving = run(["mrsf", "resolve", "a.md.review.yaml", notes[0].id], in: folder.path)
    #expect(resolving.status == 0, "\(resolving.output)")
    let after = try #require(folder.read("a.md.review.yaml"))
    let (a, b) = (before.utf8.split(separator: 0x0A), after.utf8.split(separator: 0x0A))
    let changes = b.difference(from: a) { $0.elementsEqual($1) }
    #expect(changes.count == 2, "\(changes.map { $0.line })")
    let again = try store.open(source: "a.md")
    var expected = opened.annotations
    let index = try #require(expected.firstIndex { $0.id == notes[0].id })
    expected[index].isResolved = true
    #expect(again.annotations.map(\.id) == expected.map(\.id))
    for (found, wanted) in zip(again.annotations, expected) { #expect(found == wanted) }
  }

  @Test func whatItAddsIsReadAndLeftAsItIs() throws {
    #expect(run(["mrsf", "init", "a.md"], in: folder.path).status == 0)
    for (line, text) in [(3, "hello: world # not\nsecond"), (4, "yes"), (5, "it's \"q\"")] {
      let added = run(["mrsf", "add", "-l", String(line), "-a", "X (x)", "-t", text, "a.md"], in: folder.path)
      #expect(added.status == 0, "\(added.output)")
    }
    let before = try #require(folder.read("a.md.review.yaml"))
    let opened = try store.open(source: "a.md")
    #expect(opened.annotations.map(\.text) == ["hello: world # not\nsecond", "yes", "it's \"q\""])
    #expect(opened.problems.isEmpty)
    let note = annotation("01ARZ3NDEKTSV4RRFFQ69G5FAV", "ours", line: 4)
    let saved = try store.save([.add(note)], to: opened)
    #expect(run(["mrsf", "validate", "a.md.review.yaml"], in: folder.path).status == 0)
    _ = try store.save([.delete(note)], to: saved)
    #expect(folder.read("a.md.review.yaml") == before)
  }
}

extension CollectionDifference.Change where ChangeElement == Substring.UTF8View {
  fileprivate var line: String {
    switch self {
    case .insert(_, let line, _): "+" + String(Substring(line))
    case .remove(_, let line, _): "-" + String(Substring(line))
    }
  }
}
