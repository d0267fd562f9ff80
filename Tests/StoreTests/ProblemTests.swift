import Annotations
import Store
import StoreHarness
import Testing

/// Sidecars that cannot be read whole are shown as far as they can be read, and never written.
@Suite struct ProblemTests {
  static let head = "mrsf_version: \"1.0\"\ndocument: a.md\n"
  static let good = "  - {id: good, author: a, timestamp: '2026-01-01T00:00:00Z', text: t, resolved: false}\n"

  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var text: [UInt8]
    var kind: SidecarProblem.Kind?
    var line: Int?
    /// Whether the good record is still shown.
    var showsGood = true
    var testDescription: String { name }

    init(_ name: String, _ text: String, _ kind: SidecarProblem.Kind?, line: Int?, showsGood: Bool = true) {
      (self.name, self.text, self.kind, self.line, self.showsGood) = (name, Array(text.utf8), kind, line, showsGood)
    }
  }

  static let cases: [Case] = [
    Case("open bracket", head + "comments:\n" + good + "  - {id: bad, text: [\n", nil, line: nil),
    Case("bad indentation", head + "comments:\n" + good + "  - id: bad\n   text: x\n", nil, line: 6),
    Case("tab", head + "comments:\n" + good + "  - id: bad\n\ttext: x\n", nil, line: 6),
    Case("undefined alias", head + "comments:\n" + good + "  - {id: *nobody}\n", nil, line: 5),
    Case("the same key twice", head + "comments:\n" + good + "  - {id: bad, id: bad}\n", .repeatedKey("id"), line: nil),
    Case("the same id twice", head + "comments:\n" + good + good, .repeatedID("good"), line: 5),
    Case("no id", head + "comments:\n" + good + "  - {text: x}\n", .recordWithoutID, line: 5),
    Case("no record", head + "comments:\n" + good + "  - just a word\n", .recordNotAMapping, line: 5),
    Case("no list", head + "comments: {a: b}\n", .commentsNotAList, line: 3, showsGood: false),
    Case("no comments", head, .missingField("comments"), line: nil, showsGood: false),
    Case("no version", "document: a.md\ncomments:\n" + good, .missingField("mrsf_version"), line: 1),
    Case("no document", "mrsf_version: '1.0'\ncomments:\n" + good, .missingField("document"), line: 1),
    Case("no mapping", "- a\n- b\n", .notAMapping, line: 1, showsGood: false),
    Case(
      "two documents", head + "comments:\n" + good + "---\nmore: 1\n", nil, line: 5),
    Case(
      "higher major version", "mrsf_version: '2.0'\ndocument: a.md\ncomments:\n" + good, .unsupportedVersion("2.0"),
      line: 1),
    Case(
      "unmatched conflict markers", head + "comments:\n" + good + "<<<<<<< HEAD\n", nil, line: nil),
    Case(
      "deep nesting", head + "comments: " + String(repeating: "[", count: 20_000), nil, line: nil, showsGood: false),
  ]

  @Test(arguments: cases)
  func unreadableSidecarIsNeverWritten(_ example: Case) throws {
    let folder = TemporaryFolder()
    folder.write("# A\n", to: "a.md")
    folder.write(example.text, to: "a.md.review.yaml")
    let store = Store(folder.environment())
    let opened = try store.open(source: "a.md")
    #expect(opened.writability == .unreadable)
    #expect(opened.annotations.contains { $0.id == "good" } == example.showsGood)
    let problem = try #require(opened.problems.first { $0.preventsWriting })
    if let kind = example.kind { #expect(problem.kind == kind) }
    if let line = example.line { #expect(problem.line == line) }
    #expect(problem.message.hasPrefix(folder.path + "/a.md.review.yaml"))
    let error = #expect(throws: StoreError.self) { try store.save([.add(annotation("1", "one"))], to: opened) }
    if case .unreadableSidecar = error {} else { Issue.record("\(String(describing: error))") }
    #expect(folder.bytes("a.md.review.yaml") == example.text)
    #expect(folder.names == ["a.md", "a.md.review.yaml"])
  }

  @Test func bytesThatAreNotUTF8AreFoundAndKept() throws {
    let folder = TemporaryFolder()
    let bytes = Array((Self.head + "comments:\n").utf8) + [0x23, 0x20, 0xFF, 0x0A] + Array(Self.good.utf8)
    folder.write("# A\n", to: "a.md")
    folder.write(bytes, to: "a.md.review.yaml")
    let store = Store(folder.environment())
    let opened = try store.open(source: "a.md")
    let problem = try #require(opened.problems.first)
    #expect(problem.kind == .notUTF8 && problem.line == 4 && problem.column == 3)
    #expect(throws: StoreError.self) { try store.save([.add(annotation("1", "one"))], to: opened) }
    #expect(folder.bytes("a.md.review.yaml") == bytes)
  }

  static let lesserFaults: [(String, SidecarProblem.Kind)] = [
    ("mrsf_version: '1.7'\ndocument: a.md\ncomments: []\n", SidecarProblem.Kind.newerVersion("1.7")),
    (
      head + "comments:\n  - {id: x, author: a, timestamp: t, text: t}\n",
      .missingRecordField(id: "x", field: "resolved")
    ),
    (
      head + "comments:\n  - {id: x, author: a, timestamp: t, text: t, resolved: false, line: 5, end_line: 3}\n",
      .invalidField(id: "x", field: "end_line")
    ),
    (
      head + "comments:\n  - {id: x, author: a, timestamp: t, text: t, resolved: maybe}\n",
      .invalidField(id: "x", field: "resolved")
    ),
    (
      head + "comments:\n  - {id: x, author: a, timestamp: t, text: t, resolved: false, reply_to: y}\n",
      .unknownParent(id: "x", parent: "y")
    ),
    (
      head + "comments:\n  - {id: x, author: a, timestamp: t, text: t, resolved: false, selected_text: a, "
        + "selected_text_hash: '00'}\n", .hashMismatch(id: "x")
    ),
  ]

  @Test(arguments: lesserFaults)
  func lesserFaultsAreReportedAndLeftAsTheyAre(_ text: String, _ kind: SidecarProblem.Kind) throws {
    let folder = TemporaryFolder()
    folder.write("# A\n", to: "a.md")
    folder.write(text, to: "a.md.review.yaml")
    let store = Store(folder.environment())
    let opened = try store.open(source: "a.md")
    #expect(opened.problems.map(\.kind) == [kind])
    let note = annotation("1", "one", line: 1)
    let saved = try store.save([.add(note)], to: opened)
    #expect(Set(saved.annotations.map(\.id)) == Set(opened.annotations.map(\.id) + ["1"]))
    #expect(saved.problems.map(\.kind) == [kind])
  }

  @Test(arguments: ["", "\n", "# only a remark\n", "---\n"])
  func emptyFileIsAnEmptySidecar(_ text: String) throws {
    let folder = TemporaryFolder()
    folder.write("# A\n", to: "a.md")
    folder.write(text, to: "a.md.review.yaml")
    let store = Store(folder.environment())
    let saved = try store.save([.add(annotation("1", "one"))], to: store.open(source: "a.md"))
    #expect(saved.annotations.map(\.id) == ["1"])
    #expect(folder.read("a.md.review.yaml")?.hasPrefix(text) == true)
  }

  static let wrongLengths: [(String, StoreError)] = [
    (String(repeating: "x", count: 16_385), StoreError.textTooLong(count: 16_385, limit: 16_384)),
    (String(repeating: "😀", count: 16_385), .textTooLong(count: 16_385, limit: 16_384)), ("", .emptyText),
    (" \n\t", .emptyText),
  ]

  @Test(arguments: wrongLengths)
  func textsOfTheWrongLengthAreRefused(_ text: String, _ error: StoreError) throws {
    let folder = TemporaryFolder()
    folder.write("# A\n", to: "a.md")
    let store = Store(folder.environment())
    let opened = try store.open(source: "a.md")
    #expect(throws: error) { try store.save([.add(annotation("1", text))], to: opened) }
    #expect(folder.names == ["a.md"])
  }

  @Test func aliasesThatCannotBeEditedSafelyAreRefused() throws {
    let folder = TemporaryFolder()
    let text =
      Self.head + """
        comments:
          - &first
            id: x
            author: &me Ada
            timestamp: t
            text: t
            resolved: false
          - {id: y, author: *me, timestamp: t, text: t, resolved: false}

        """
    folder.write("# A\n", to: "a.md")
    folder.write(text, to: "a.md.review.yaml")
    let store = Store(folder.environment())
    let opened = try store.open(source: "a.md")
    #expect(opened.annotations.map(\.author) == ["Ada", "Ada"])
    #expect(throws: StoreError.self) { try store.save([.delete(opened.annotations[0])], to: opened) }
    #expect(folder.read("a.md.review.yaml") == text)
    var changed = opened.annotations[1]
    changed.isResolved = true
    #expect(try store.save([.replace(changed, was: opened.annotations[1])], to: opened).annotations[1].isResolved)
  }

  @Test func aBombOfAliasesIsRefusedQuickly() throws {
    var text = Self.head + "x0: &x0 [a, a]\n"
    for index in 1..<40 { text += "x\(index): &x\(index) [*x\(index - 1), *x\(index - 1)]\n" }
    let document = SidecarDocument(Array((text + "comments: []\n").utf8), format: .yaml, path: "bomb")
    #expect(document.problems.map(\.kind) == [.tooComplex])
  }
}
