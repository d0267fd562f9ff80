import Annotations
import Store
import StoreHarness
import Testing

@Suite struct SavingTests {
  let folder = TemporaryFolder()
  var store: Store { Store(folder.environment()) }

  @Test func missingSidecarHasNoAnnotations() throws {
    folder.write("# A\n", to: "a.md")
    let opened = try store.open(source: "a.md")
    #expect(opened.annotations.isEmpty)
    #expect(opened.writability == .writable)
  }

  @Test func newSidecarIsWrittenInOurStyle() throws {
    folder.write("# A\n", to: "a.md")
    var note = annotation("01ARZ3NDEKTSV4RRFFQ69G5FAV", "first line\nsecond: line # not a comment", line: 1)
    note.type = .question
    note.anchor.selectedText = "# A"
    note.anchor.evidence = Anchor.Evidence(path: ["A"], blob: "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391")
    let opened = try store.save([.add(note)], to: store.open(source: "a.md"))
    #expect(opened.annotations == [note])
    #expect(
      folder.read("a.md.review.yaml") == """
        mrsf_version: "1.0"
        document: a.md
        comments:
          - id: "01ARZ3NDEKTSV4RRFFQ69G5FAV"
            author: "Ada (ada)"
            timestamp: "2026-03-02T18:22:59+01:00"
            text: |-
              first line
              second: line # not a comment
            type: question
            resolved: false
            line: 1
            end_line: 1
            selected_text: "# A"
            x_gloss: {target: topic, path: ["A"], ordinal: 1, twins: 1, blob: "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391"}

        """)
    #expect(folder.names.sorted() == ["a.md", "a.md.review.yaml"])
  }

  @Test func replacingAndDeletingTouchNothingElse() throws {
    folder.write("# A\n", to: "a.md")
    let (one, two, three) = (
      annotation("1a", "one", line: 1), annotation("2b", "two", line: 2), annotation("3c", "three", line: 3)
    )
    var opened = try store.save([.add(three), .add(one), .add(two)], to: store.open(source: "a.md"))
    #expect(opened.annotations.map(\.id) == ["1a", "2b", "3c"])
    var changed = two
    changed.isResolved = true
    opened = try store.save([.replace(changed, was: two), .delete(one)], to: opened)
    #expect(opened.annotations == [changed, three])
  }
}
