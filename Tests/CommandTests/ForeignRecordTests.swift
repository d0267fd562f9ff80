import Foundation
import ProgramHarness
import Testing

/// Records that other programs wrote, before and after edits of their notes.
@Suite struct ForeignRecordTests {
  private let place: TemporaryHome

  init() throws { place = try TemporaryHome() }

  private static let notes = "# Tea\n\nGreen tea wants cooler water.\n\n## Times\n\nThree minutes.\n"

  private func writeSidecar(_ fields: String, commit: String? = nil) throws {
    try place.write(
      """
      mrsf_version: "1.0"
      document: notes.md
      comments:
        - id: "a1"
          author: "Reviewer (r)"
          timestamp: "2026-01-01T00:00:00Z"
          text: "?"
          resolved: false
          \(fields)\(commit.map { "\n    commit: \"\($0)\"" } ?? "")

      """, to: "notes.md.review.yaml")
  }

  private func place(after edited: String) throws -> String {
    try place.write(edited, to: "notes.md")
    let output = try place.gloss("annotations", "notes.md", "--format", "json").output
    let record = try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any]
    return "\(record?["state"] ?? "-") " + ((record?["line"] as? Int).map(String.init) ?? "null")
  }

  @Test func aLineThatWasSeenBeforeAnEditIsFollowed() throws {
    try place.write(Self.notes, to: "notes.md")
    try writeSidecar("line: 7")
    #expect(try place.gloss("annotations", "notes.md").status == 0)
    #expect(try place(after: "More.\n\n" + Self.notes) == "exact 9")
    #expect(try place(after: Self.notes.replacingOccurrences(of: "Three minutes.\n", with: "")) == "orphan null")
    // What was seen first counts, not what was seen last.
    #expect(try place(after: "One.\n\nTwo.\n\n" + Self.notes) == "exact 11")
  }

  @Test func aLineThatWasChangedByAnotherProgramIsSeenAnew() throws {
    try place.write(Self.notes, to: "notes.md")
    try writeSidecar("line: 3")
    #expect(try place.gloss("annotations", "notes.md").status == 0)
    try place.write("More.\n\n" + Self.notes, to: "notes.md")
    try writeSidecar("line: 9")
    try place.gloss("annotations", "notes.md")
    #expect(try place(after: "More.\n\n" + Self.notes) == "exact 9")
    #expect(try place(after: Self.notes) == "exact 7")
  }

  @Test func aCommitNamesTheTextThatALineSpeaksOf() throws {
    try place.write(Self.notes, to: "notes.md")
    try place.git("init", "-q")
    try place.git("add", "notes.md")
    try place.git("commit", "-qm", "one")
    let commit = try place.git("rev-parse", "HEAD").lines.first ?? ""
    try writeSidecar("line: 7", commit: commit)
    #expect(try place(after: "More.\n\n" + Self.notes) == "exact 9")
    try writeSidecar("line: 7", commit: "0123456789abcdef0123456789abcdef01234567")
    #expect(try place(after: "More.\n\n" + Self.notes) == "edited 7")
  }

  private func records() throws -> [[String: Any]] {
    try place.gloss("annotations", "notes.md", "--format", "json").output.split(separator: "\n").compactMap {
      try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
    }
  }

  @Test func wordsOfAnotherProgramsRecordAreItsQuotation() throws {
    try place.write(Self.notes, to: "notes.md")
    try writeSidecar("line: 3\n    selected_text: \"cooler water\"")
    #expect(try records()[0]["quote"] as? String == "cooler water")
    try writeSidecar("line: 5\n    selected_text: \"## Times\"")
    #expect(try records()[0]["quote"] is NSNull)
  }

  @Test func anAnswerStandsWhereItsThreadStands() throws {
    try place.write(Self.notes, to: "notes.md")
    let id = try place.gloss("annotate", "notes.md", "--line", "7", "--quote", "minutes", "--text", "a").output
    _ = try place.gloss("reply", id.trimmingCharacters(in: .whitespacesAndNewlines), "notes.md", "--text", "b")
    #expect(try records().map { $0["line"] as? Int } == [7, 7])
    try place.write("# Tea\n", to: "notes.md")
    #expect(try records().map { $0["state"] as? String } == ["orphan", "orphan"])
    #expect(try records().allSatisfy { $0["line"] is NSNull })
  }
}
