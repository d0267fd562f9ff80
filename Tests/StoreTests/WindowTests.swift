import Annotations
import Seeding
import StoreHarness
import Testing

@testable import Store

/// A large sidecar is checked only around what changes; what comes out has to be what reading the whole gives.
@Suite struct WindowTests {
  private static let count = 90

  /// Records of all styles, some in threads, one with an anchor that others refer to.
  private static func sidecar(_ lineBreak: String, anchored: Bool = false) -> [UInt8] {
    var text = "# mine\nmrsf_version: \"1.0\"\ndocument: a.md\ncomments:\n"
    for number in 0..<count {
      text += number % 17 == 3 ? "\n  # a remark\n" : ""
      text += "  - id: \"r\(number)\"\n    author: Ada\n    timestamp: \"2026-03-02T18:22:59+01:00\"\n"
      switch number % 4 {
      case 0: text += "    text: |-\n      two\n      - lines\n"
      case 1: text += "    text: \"é \\u2028 one\"\n"
      case 2: text += "    text: >\n      folded\n      text\n\n"
      default: text += "    text: 'it''s'\n"
      }
      text += "    resolved: false\n    line: \(number + 1)\n"
      if number % 5 == 4 { text += "    reply_to: r\(number - 1)\n" }
      if anchored, number == 7 { text += "    x_one: &one [1, 2]\n" }
      if anchored, number == 70 { text += "    x_two: *one\n" }
      text += "    x_gloss: {target: topic, path: [A, \"B: c\"]}\n"
    }
    return Array(text.replacing("\n", with: lineBreak).utf8)
  }

  private func edits(_ document: SidecarDocument, _ random: inout Seeded) -> [RecordEdit] {
    var edits: [RecordEdit] = []
    let at = Int.random(in: 0..<document.records.count, using: &random)
    let record = document.records[at]
    switch Int.random(in: 0..<4, using: &random) {
    case 0: edits.append(.delete(id: record.id))
    case 1:
      edits.append(
        .set(id: record.id, fields: [.init("text", .string("new\ntext: here\n- x"))], removing: ["line"]))
    case 2:
      edits.append(.set(id: record.id, fields: [.init("resolved", .flag(true))], removing: []))
      fallthrough
    default:
      let id = "n\(Int.random(in: 0..<1_000_000_000, using: &random))"
      let new = annotation(id, "added", line: Int.random(in: 0...100, using: &random))
      edits.append(.insert(id: id, members: RecordCodec.record(from: new), raw: nil))
    }
    return edits
  }

  private func expectSame(_ found: SidecarDocument, _ whole: SidecarDocument, _ note: String) {
    #expect(found.bytes == whole.bytes && found.isWhole && whole.isWhole)
    #expect(found.records.map(\.id) == whole.records.map(\.id), "\(note)")
    #expect(found.records.map(\.line) == whole.records.map(\.line), "\(note)")
    #expect(found.records.map(\.range) == whole.records.map(\.range), "\(note)")
    #expect(found.records.map(\.value) == whole.records.map(\.value), "\(note)")
    #expect(found.annotations == whole.annotations, "\(note)")
    #expect(found.otherFields == whole.otherFields && found.comments?.colon == whole.comments?.colon)
    for (one, two) in zip(found.records, whole.records) {
      #expect(one.node.fields.map(\.content.range) == two.node.fields.map(\.content.range), "\(note)")
    }
  }

  @Test(arguments: ["\n", "\r\n"]) func changesReadAroundAreThoseOfTheWhole(_ lineBreak: String) throws {
    var random = Seeded(seed: 11)
    var document = SidecarDocument(Self.sidecar(lineBreak), format: .yaml, path: "a")
    #expect(document.isWhole && document.records.count == Self.count)
    var byWindow = 0
    for step in 0..<25 {
      let edits = edits(document, &random)
      let editor = SidecarEditor.make(document, edits)
      let found = editor.editor.resultByWindow(editor.bytes, edits)
      let whole = SidecarDocument(editor.bytes, format: .yaml, path: "a")
      if let found {
        byWindow += 1
        expectSame(found, whole, "step \(step): \(edits)")
      }
      document = try SidecarEditor.apply(edits, to: document, documentName: "a.md")
      #expect(document.bytes == whole.bytes)
    }
    #expect(byWindow > 8)
  }

  @Test func whatOthersReferToIsLookedAtAsAWhole() throws {
    let document = SidecarDocument(Self.sidecar("\n", anchored: true), format: .yaml, path: "a")
    #expect(document.isWhole)
    let edits = [RecordEdit.delete(id: "r7")]
    let made = SidecarEditor.make(document, edits)
    #expect(made.editor.resultByWindow(made.bytes, edits) == nil)
    #expect(throws: StoreError.self) { try SidecarEditor.apply(edits, to: document, documentName: "a.md") }
    // Elsewhere it does no harm.
    #expect(try SidecarEditor.apply([.delete(id: "r50")], to: document, documentName: "a.md").records.count == 89)
  }

  @Test func parentsOfRepliesAreLookedAtAsAWhole() {
    let document = SidecarDocument(Self.sidecar("\n"), format: .yaml, path: "a")
    let edits = [RecordEdit.delete(id: "r3")]
    let made = SidecarEditor.make(document, edits)
    #expect(made.editor.resultByWindow(made.bytes, edits) == nil)
  }
}
