import Foundation
import ProgramHarness
import Testing

/// The whole life of an annotation without a screen.
@Suite struct AnnotationLifeTests {
  private let place: TemporaryHome

  init() throws {
    place = try TemporaryHome()
    try place.write("# Soup\n\n- leeks and leeks\n- water\n\nLast words.\n", to: "soup.md")
    try place.write("# Bread\n\n- rye\n", to: "bread.md")
  }

  @discardableResult
  private func annotate(_ arguments: String...) throws -> String {
    try #require(try place.gloss(arguments: ["annotate", "soup.md"] + arguments).lines.first)
  }

  /// Keys and values of the JSON lines of all annotations.
  private func records(_ path: String = ".") throws -> [[String: Any]] {
    try place.gloss("annotations", path, "--format", "json").lines.map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
  }

  @Test func anAnnotationIsAnsweredSettledChangedAndDeleted() throws {
    let id = try annotate("--line", "3", "--text", "- begins so", "--tag", "veg", "--severity", "high")
    let reply = try #require(try place.gloss("reply", id, "--text", "  indented\nmore\n\n").lines.first)
    try place.gloss("resolve", String(id.prefix(24)), "soup.md")
    var all = try records()
    #expect(all.map { $0["text"] as? String } == ["- begins so #veg", "  indented\nmore"])
    #expect(all[0]["tags"] as? [String] == ["veg"] && all[0]["replies"] as? [String] == [reply])
    #expect(all.allSatisfy { $0["resolved"] as? Bool == true })
    try place.gloss("reopen", id)
    try place.gloss("edit", id, "--text", "other words", "--type", "issue", "--severity", "none")
    all = try records()
    #expect(all[0]["text"] as? String == "other words" && all[0]["type"] as? String == "issue")
    #expect(all[0]["severity"] is NSNull && all[0]["resolved"] as? Bool == false)
    let deleted = try place.gloss("delete", id)
    #expect(deleted.errors.contains("its reply stays"))
    #expect(try records().count == 1)
    #expect(try place.gloss("undo", "soup.md").output.hasPrefix("undone: delete of ‘"))
    #expect(try records().map { $0["reply_to"] as? String } == [nil, id])
    #expect(try place.gloss("undo", "soup.md", "--redo").output.hasPrefix("done again: delete of ‘"))
    #expect(try records().count == 1)
  }

  @Test func anAnnotationMovesToOtherNotesWithItsThread() throws {
    let id = try annotate("--topic", "water", "--text", "how much?")
    try place.gloss("reply", id, "--text", "two litres")
    #expect(try place.gloss("move", id, "bread.md", "--topic", "Bread > rye").status == 0)
    let all = try records()
    #expect(all.allSatisfy { ($0["file"] as? String)?.hasSuffix("bread.md") == true && $0["line"] as? Int == 3 })
    #expect(all.allSatisfy { ($0["moved_from"] as? String)?.hasSuffix("soup.md") == true } && all.count == 2)
  }

  @Test func requestsAreDoneAtOnceOrNotAtAll() throws {
    func batch(_ lines: String) throws -> TemporaryHome.Outcome {
      try place.write(lines, to: "requests")
      return try place.run(["/bin/sh", "-c", "\"$0\" annotate --batch . < requests", TemporaryHome.program])
    }
    let failed = try batch(
      #"{"path": "soup.md", "line": 3, "text": "one"}"# + "\n" + #"{"path": "soup.md", "line": 99}"#)
    #expect(failed.status == 2 && failed.errors.contains("line 2: "))
    #expect(try records().isEmpty)
    let done = try batch(
      #"{"path": "soup.md", "line": 3, "quote": "leeks and", "text": "one", "author": "Bot (b)"}"# + "\n"
        + #"{"path": "bread.md", "whole_file": true, "text": "two", "tags": ["x"]}"#)
    #expect(done.lines.count == 2)
    #expect(try records().count == 2)
  }

  @Test(arguments: [
    (#"{"action": "shout"}"#, "there is no such action; there are annotate, reply"), ("[1]", "it is no JSON object"),
    (#"{"path": "soup.md", "line": "3"}"#, "line must be a whole number"), ("{", "it is not whole JSON"),
    (#"{"path": "soup.md", "line": 3, "text": "half \ud83d"}"#, "half of a character"),
    (#"{"path": "soup.md", "line": 3, "tags": "x"}"#, "tags must be a list of texts"),
  ])
  func aRequestThatIsNoneIsExplained(_ request: String, _ words: String) throws {
    try place.write(request + "\n", to: "requests")
    let outcome = try place.run(["/bin/sh", "-c", "\"$0\" annotate --batch < requests", TemporaryHome.program])
    #expect(outcome.status == 2 && outcome.errors.contains("line 1: ") && outcome.errors.contains(words))
  }

  @Test func requestsAreNotReadFromAFileThatIsNamed() throws {
    try place.write("{}\n", to: "requests.jsonl")
    let outcome = try place.gloss("annotate", "--batch", "requests.jsonl")
    #expect(outcome.status == 2 && outcome.errors.contains("--batch < requests.jsonl"))
  }

  @Test func whatOthersWroteIsNotChangedInPassing() throws {
    let id = try annotate("--file", "--text", "mine", "--author", "Somebody Else (s)")
    #expect(try place.gloss("edit", id, "--text", "yours").status == 2)
    #expect(try place.gloss("delete", id).errors.contains("Somebody Else"))
    #expect(try place.gloss("delete", id, "--force").status == 0)
  }

  @Test(arguments: [
    (["--line", "3", "--quote", "leeks", "--text", "x"], "3 times|2 times|quote more"),
    (["--line", "6", "--quote", "words", "--text", "x"], ""), (["--topic", "leeks", "--text", "x"], "no topic"),
    (["--line", "3", "--file", "--text", "x"], "one of them"),
  ]) func aPlaceIsNamedExactly(_ arguments: [String], _ complaint: String) throws {
    let outcome = try place.gloss(arguments: ["annotate", "soup.md"] + arguments)
    #expect(outcome.status == (complaint.isEmpty ? 0 : 2))
    #expect(complaint.isEmpty || complaint.split(separator: "|").contains { outcome.errors.contains($0) })
  }

  @Test func aPlaceInDoubtIsSettledFromTheShell() throws {
    try annotate("--line", "4", "--text", "cold?")
    try place.write("# Soup\n\n- leeks and leeks\n- something else\n- a third\n", to: "soup.md")
    let reviewed = try place.run(["/bin/sh", "-c", "echo :5 | \"$0\" review soup.md", TemporaryHome.program])
    #expect(reviewed.output.contains("then: line 4: - water"))
    #expect(try records().map { $0["line"] as? Int } == [5])
  }

  @Test func whatIsKeptWithoutAPlaceStaysSoUntilItsOwnComesBack() throws {
    try annotate("--line", "4", "--text", "cold?")
    try place.write("# Soup\n\n- leeks and leeks\n", to: "soup.md")
    #expect(try place.gloss("check", "soup.md").status == 1)
    _ = try place.run(["/bin/sh", "-c", "echo o | \"$0\" review soup.md", TemporaryHome.program])
    #expect(try place.gloss("check", "soup.md").status == 0)
    try place.write("# Soup\n\n- leeks and leeks\n- quite another thing\n", to: "soup.md")
    #expect(try place.gloss("check", "soup.md").status == 0)
    try place.write("# Soup\n\n- leeks and leeks\n- water\n", to: "soup.md")
    #expect(try records().map { $0["state"] as? String } == ["exact"])
  }
}
