import Annotations
import Store
import StoreHarness
import Testing

/// Sidecars as people and programs write them.
struct Style: Sendable, CustomTestStringConvertible {
  var name: String
  var text: String
  var format = SidecarDocument.Format.yaml
  /// In the order of the file.
  var ids: [String] { ["a1", "b2", "c3"] }
  var testDescription: String { name }

  static let ours = Style(
    name: "ours",
    text: """
      mrsf_version: "1.0"
      document: a.md
      comments:
        - id: "a1"
          author: "Ada (ada)"
          timestamp: "2026-03-02T18:22:59+01:00"
          text: |-
            several lines: here
            # no comment

            - no item
          resolved: false
          line: 1
          x_gloss: {target: topic, path: [A, "B: c"], ordinal: 1, twins: 2, later: {deep: [1, 2]}}
        - id: "b2"
          author: "Ada (ada)"
          timestamp: "2026-03-02T18:22:59+01:00"
          text: "second"
          resolved: false
          reply_to: "a1"
        - id: "c3"
          author: "Ada (ada)"
          timestamp: "2026-03-02T18:22:59+01:00"
          text: "third"
          type: question
          resolved: true
          line: 9

      """)

  static let reference = Style(
    name: "reference implementation",
    text: """
      mrsf_version: '1.0'
      document: a.md
      comments:
        - id: a1
          author: X (x)
          timestamp: '2026-11-22T22:02:25.702829+00:00'
          text: "hello: world # not\\nsecond"
          resolved: false
          line: 3
          selected_text: '- one'
          selected_text_hash: 3a98d5a78bbcc750be2bc111322c8860e49bdee85b32a070fc29fffec36ab57a
        - id: b2
          author: X (x)
          timestamp: '2026-11-22T22:02:26.201705+00:00'
          text: yes
          resolved: false
          line: 4
        - id: c3
          author: X (x)
          timestamp: '2026-11-22T22:02:26.201705+00:00'
          text: c
          resolved: false
          line: 40


      """)

  static let handWritten = Style(
    name: "hand-written",
    text: """
      %YAML 1.1
      --- # a remark on top
      mrsf_version: 1.0   # a number, by mistake
      x_team: {name: readers, 'of': [a, b]}
      comments:    # what we said
      # before the first

      -   text: it's plain, "quoted" inside
            and goes on here   # with a remark
          id: a1   # the id comes second
          author: Ada
          timestamp: 2026-03-02T18:22:59Z
          resolved: false
          # between fields
          x_mine:
            - deep: {er: [1, 'two', "three"]}
              more: |+
                kept

              end: here
          line: 2
      # between records
      -
          id: b2
          author: 'O''Hara: "Bob" # (bob)'
          timestamp: 2026-03-02T18:22:59Z
          text: >
            folded text
            goes on

            and on
          resolved: false
      - {id: c3, author: "x, y", timestamp: "2026-03-02T18:22:59Z", text: 'in {flow}, [style]', resolved: false}
      # at the end of the list
      document: a.md
      x_last: |
        # not a remark
      # the end
      """)

  static let tight = Style(
    name: "no indentation, no last newline",
    text: """
      mrsf_version: "1.0"
      document: "a.md"
      comments:
      - id: a1
        author: a
        timestamp: "2026-03-02T18:22:59Z"
        text:
          on the next line
        resolved: false
      - id: b2
        author: b
        timestamp: "2026-03-02T18:22:59Z"
        text: ""
        resolved: false
        line: 3
        type:
      - id: c3
        author: c
        timestamp: "2026-03-02T18:22:59Z"
        text: c
        resolved: false
        line: 5
      """)

  static let windows = Style(
    name: "CRLF and a mark of byte order",
    text: "\u{FEFF}" + ours.text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n"))

  static let flow = Style(
    name: "all in brackets",
    text: """
      {mrsf_version: "1.0", document: a.md, comments: [
        {id: a1, author: it's, timestamp: "2026-03-02T18:22:59Z", text: "a \\"b\\" c", resolved: false}, # remark
        {id: b2, author: b, timestamp: "2026-03-02T18:22:59Z", text: 'b', resolved: false, x: [{}, []]},
        { "id": "c3", "author": "c", "timestamp": "2026-03-02T18:22:59Z", "text": "c", "resolved": false } ] }

      """)

  static let json = Style(
    name: "JSON",
    text: """
      {
        "mrsf_version": "1.0",
        "document": "a.md",
        "comments": [
          {
            "id": "a1",
            "author": "Ada \\u2014 \\ud83d\\ude00 \\/",
            "timestamp": "2026-03-02T18:22:59Z",
            "text": "one\\ntwo",
            "resolved": false,
            "x_num": 1.50e+3,
            "x_odd":{ "a" :[ ] , "b":null}
          },
          {"id": "b2", "author": "b", "timestamp": "2026-03-02T18:22:59Z", "text": "b", "resolved": false},
          {
            "id": "c3",
            "author": "c",
            "timestamp": "2026-03-02T18:22:59Z",
            "text": "c",
            "resolved": false
          }
        ],
        "x_after": {"k": [1, 2, 3]}
      }

      """, format: .json)

  static let jsonOnOneLine = Style(
    name: "JSON on one line",
    text: #"{"mrsf_version":"1.0","document":"a.md","comments":[{"id":"a1","author":"a","timestamp":"t","text":"a","#
      + #""resolved":false},{"id":"b2","author":"a","timestamp":"t","text":"b","resolved":false},"#
      + #"{"id":"c3","author":"a","timestamp":"t","text":"c","resolved":false}]}"#, format: .json)

  static let all = [ours, reference, handWritten, tight, windows, flow, json, jsonOnOneLine]
}

@Suite struct SidecarStyleTests {
  let folder = TemporaryFolder()
  let store: Store

  init() {
    folder.write("# A\n", to: "a.md")
    store = Store(folder.environment())
  }

  private func name(_ style: Style) -> String { style.format == .json ? "a.md.review.json" : "a.md.review.yaml" }

  private func open(_ style: Style) throws -> OpenedSidecar {
    folder.write(style.text, to: name(style))
    let opened = try store.open(source: "a.md")
    #expect(opened.writability == .writable)
    #expect(opened.annotations.map(\.id) == style.ids)
    return opened
  }

  /// The lines that are only in one of two texts.
  private func difference(_ old: String, _ new: String) -> (removed: [String], added: [String]) {
    let (a, b) = (lines(old), lines(new))
    let changes = b.difference(from: a)
    var (removed, added): ([String], [String]) = ([], [])
    for change in changes {
      switch change {
      case .remove(_, let line, _): removed.append(line)
      case .insert(_, let line, _): added.append(line)
      }
    }
    return (removed, added)
  }

  private func lines(_ text: String) -> [String] {
    text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map { String($0) ?? "" }
  }

  @Test(arguments: Style.all)
  func savingNothingWritesNothing(_ style: Style) throws {
    let opened = try open(style)
    _ = try store.save([], to: opened)
    #expect(folder.read(name(style)) == style.text)
  }

  @Test(arguments: Style.all)
  func resolvingChangesOneValue(_ style: Style) throws {
    for index in 0..<3 {
      let opened = try open(style)
      var changed = opened.annotations[index]
      changed.isResolved.toggle()
      let saved = try store.save([.replace(changed, was: opened.annotations[index])], to: opened)
      #expect(saved.annotations[index] == changed)
      let text = try #require(folder.read(name(style)))
      let (removed, added) = difference(style.text, text)
      #expect(removed.count == 1 && added.count == 1)
      #expect(text.utf8.count == style.text.utf8.count + (changed.isResolved ? -1 : 1))
      // And back again.
      _ = try store.save([.replace(opened.annotations[index], was: changed)], to: saved)
      #expect(folder.read(name(style)) == style.text)
    }
  }

  @Test(arguments: Style.all)
  func addingKeepsEveryLineThatWasThere(_ style: Style) throws {
    let opened = try open(style)
    var new = annotation("NEW", "new\nlines: \"here\"", line: 5)
    new.anchor.selectedText = "  - x"
    let saved = try store.save([.add(new)], to: opened)
    #expect(Set(saved.annotations.map(\.id)) == Set(style.ids + ["NEW"]))
    #expect(saved.annotations.first { $0.id == "NEW" } == new)
    #expect(saved.annotations.filter { $0.id != "NEW" } == opened.annotations)
    let text = try #require(folder.read(name(style)))
    let removed = difference(style.text, text).removed
    // A bracket or the end of a file without a newline may share a line with what is added.
    #expect(removed.count <= (style.name.contains("brackets") || style.name.contains("one line") ? 3 : 0))
    // Taken out again, the file is as it was.
    _ = try store.save([.delete(new)], to: saved)
    #expect(folder.read(name(style)) == style.text)
  }

  @Test(arguments: Style.all)
  func deletingLeavesTheOthersAsTheyAre(_ style: Style) throws {
    for index in 0..<3 {
      let opened = try open(style)
      let saved = try store.save([.delete(opened.annotations[index])], to: opened)
      #expect(saved.annotations.map(\.id) == style.ids.filter { $0 != style.ids[index] })
      #expect(saved.problems.allSatisfy { !$0.preventsWriting })
      if style.name != "all in brackets" {
        let others = difference(style.text, try #require(folder.read(name(style)))).added
        // Only a promoted reply may gain something.
        #expect(others.allSatisfy { $0.contains("x_gloss") || $0.contains("line:") || style.format == .json })
      }
    }
  }

  @Test(arguments: Style.all)
  func everythingCanBeDeletedAndAddedAgain(_ style: Style) throws {
    let opened = try open(style)
    let emptied = try store.save(opened.annotations.map(AnnotationChange.delete), to: opened)
    #expect(emptied.annotations.isEmpty)
    #expect(emptied.writability == .writable)
    let again = try store.save(
      [.add(annotation("1", "one", line: 1)), .add(annotation("2", "two", line: 2))], to: emptied)
    #expect(again.annotations.map(\.id) == ["1", "2"])
  }

  static let texts = [
    "plain", "two\nlines", "a: b", "a #b", "# x", "- x", "? x", "'", "\"", "\\", "{}", "[x", "*x", "&x", "!x", "%x",
    "@x",
    "yes", "null", "~", "1e3", "0x10", "2026-01-01", "true", "---", "...", "--- x\n...\n", "\n", " lead", "trail ",
    "\ttab", "in\ttab", "a\n\n\nb", "a \nb", "a\n b", " a\nb", "\n\na", "a\r\nb", "a\rb", "nul\u{0}nul",
    "\u{1B}[31mred",
    "\u{7F}\u{80}\u{85}\u{9F}\u{A0}", "\u{2028}\u{2029}", "\u{FEFF}bom", "\u{FFFE}\u{FFFF}", "e\u{301} \u{E9}", "😀👨‍👩‍👧",
    "\u{10FFFF}", "<<<<<<< x\n=======\n>>>>>>> y", "|-\n  x", "x\n# y\n  z",
    String(repeating: "long ", count: 3000) + "x",
    String(repeating: "é", count: 16_384),
  ]

  @Test(arguments: [Style.ours, .reference, .handWritten, .tight, .windows, .flow, .json, .jsonOnOneLine])
  func anyTextSurvives(_ style: Style) throws {
    var opened = try open(style)
    for (index, text) in Self.texts.enumerated() where !text.allSatisfy(\.isWhitespace) {
      var changed = opened.annotations[index % 3]
      changed.text = text
      changed.anchor.selectedText = String(text.prefix(400))
      changed.author = String(text.prefix(40))
      opened = try store.save([.replace(changed, was: opened.annotations[index % 3])], to: opened)
      let found = try #require(opened.annotations.first { $0.id == changed.id })
      #expect(Array(found.text.utf8) == Array(text.utf8))
      #expect(Array((found.anchor.selectedText ?? "").utf8) == Array(text.prefix(400).utf8))
      #expect(opened.conflicts.isEmpty)
    }
    #expect(opened.problems.allSatisfy { !$0.preventsWriting })
  }

  @Test func unknownFieldsInsideTheExtensionStay() throws {
    let opened = try open(.ours)
    var changed = opened.annotations[0]
    changed.edited = "2026-04-01T00:00:00Z"
    _ = try store.save([.replace(changed, was: opened.annotations[0])], to: opened)
    #expect(
      folder.read("a.md.review.yaml")?.contains("later: {deep: [1, 2]}, edited: \"2026-04-01T00:00:00Z\"}") == true)
  }

  @Test func hashFollowsTheSelectedText() throws {
    let opened = try open(.reference)
    var changed = opened.annotations[0]
    changed.anchor.selectedText = "- two"
    let saved = try store.save([.replace(changed, was: opened.annotations[0])], to: opened)
    #expect(!saved.problems.contains { $0.kind == .hashMismatch(id: "a1") })
    #expect(folder.read("a.md.review.yaml")?.contains("3a98d5a7") == false)
  }
}
