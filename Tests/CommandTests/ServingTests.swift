import Foundation
import Testing

/// Commands for other programs: import, the protocol for agents, and sidecars that need a hand.
@Suite struct ServingTests {
  private let place: Workplace

  init() throws {
    place = try Workplace()
    try place.write("# Soup\n\n- leeks\n- water\n", to: "notes/soup.md")
  }

  private func shell(_ script: String) throws -> Workplace.Outcome {
    try place.run(["/bin/sh", "-c", script, Workplace.program])
  }

  private func objects(_ outcome: Workplace.Outcome) throws -> [[String: Any]] {
    try outcome.lines.map { try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]) }
  }

  @Test func whatIsImportedTwiceIsThereOnce() throws {
    try place.write(
      "((\"/soup.md\" ((11 16 \"how many?\" \"leeks\") (1 2 \"gone\" \"salt and pepper\")) \"md5\"))", to: "a.db")
    let dry = try place.gloss("import", "a.db", "--onto", "notes/soup.md", "--dry-run")
    #expect(dry.output.contains("soup.md:3: exact: how many?") && dry.output.contains("soup.md:-: orphan: gone"))
    #expect(place.read("notes/soup.md.review.yaml") == nil)
    for _ in 0..<2 { try place.gloss("import", "a.db", "--onto", "notes/soup.md") }
    #expect(try place.gloss("annotations", "notes").lines.count == 2)
    #expect(place.read("notes/soup.md.review.yaml")?.contains("imported_from: \"annotate.el: /soup.md\"") == true)
  }

  @Test func markupInTheTextGoesToANewFileOnly() throws {
    try place.write("One {==word==}{>>why?<<} {++more++}\n", to: "critic.md")
    #expect(try place.gloss("import", "critic.md", "--onto", "notes/soup.md").status == 2)
    #expect(try place.gloss("import", "critic.md", "--onto", "clean.md").status == 0)
    #expect(place.read("clean.md") == "One word more\n" && place.read("critic.md")?.contains("{>>why?<<}") == true)
    #expect(try place.gloss("import", "critic.md", "--onto", "plain.md", "--reject").status == 0)
    #expect(place.read("plain.md") == "One word \n")
  }

  @Test func anAgentReadsAndWithPermissionWrites() throws {
    let messages = [
      #"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-03-26","capabilities":{}}}"#,
      #"{"jsonrpc":"2.0","method":"notifications/initialized"}"#, #"{"jsonrpc":"2.0","id":2,"method":"tools/list"}"#,
      #"{"jsonrpc":"2.0","id":3,"method":"tools/call","params":{"name":"annotate","arguments":{"line":3,"text":"a","author":"B"}}}"#,
      #"{"jsonrpc":"2.0","id":4,"method":"tools/call","params":{"name":"annotations","arguments":{}}}"#,
      #"{"jsonrpc":"2.0","id":5,"method":"nothing"}"#, "no json",
    ]
    try place.write(messages.joined(separator: "\n") + "\n", to: "messages")
    func answers(_ options: String) throws -> [[String: Any]] {
      try objects(try shell("\"$0\" mcp \(options) notes < messages"))
    }
    let reading = try answers("")
    #expect(
      reading.count == 6 && (reading[0]["result"] as? [String: Any])?["protocolVersion"] as? String == "2025-03-26")
    #expect(((reading[1]["result"] as? [String: Any])?["tools"] as? [Any])?.count == 3)
    #expect(reading[2]["error"] != nil && place.read("notes/soup.md.review.yaml") == nil)
    #expect((reading[4]["error"] as? [String: Any])?["code"] as? Int == -32601)
    #expect((reading[5]["error"] as? [String: Any])?["code"] as? Int == -32700)
    let writing = try answers("--write")
    #expect((writing[2]["result"] as? [String: Any])?["isError"] as? Bool == false)
    #expect(place.read("notes/soup.md.review.yaml")?.contains("author: \"B\"") == true)
  }

  @Test(.disabled("it was seen to wait for ever")) func whatHappensIsPrinted() throws {
    let outcome = try shell(
      "(timeout 8 \"$0\" watch notes > events &) ; sleep 1; \"$0\" annotate notes/soup.md --line 3 --text x > id; sleep 1.5; "
        + "\"$0\" resolve $(cat id) notes; sleep 1.5; printf '# Soup\\n' > notes/soup.md; sleep 1.5; cat events")
    let events = try outcome.lines.dropFirst().filter { $0.hasPrefix("{") }.map {
      try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
    }.compactMap { $0?["event"] as? String }
    #expect(events == ["watching", "added", "resolved", "note_changed", "orphaned"])
  }

  @Test func aFolderIsRenamedWithWhatIsKnownOfItsNotes() throws {
    try place.gloss("annotate", "notes/soup.md", "--line", "3", "--text", "x")
    #expect(try place.gloss("rename", "notes", "kitchen").status == 0)
    #expect(try place.gloss("annotations", "kitchen").lines.count == 1)
    #expect(try place.gloss("undo", "kitchen/soup.md").output == "undone: annotation\n")
    try place.write("# Other\n", to: "other/a.md")
    #expect(try place.gloss("rename", "kitchen", "other/a.md").status == 2)
  }

  @Test func anInterruptedMoveIsEnded() throws {
    try place.write("# Bread\n\n- rye\n", to: "notes/bread.md")
    let id = try #require(try place.gloss("annotate", "notes/soup.md", "--line", "3", "--text", "x").lines.first)
    let before = try #require(place.read("notes/soup.md.review.yaml"))
    try place.gloss("move", id, "notes/bread.md", "--line", "3", "--from", "notes")
    try place.write(before, to: "notes/soup.md.review.yaml")
    #expect(try place.gloss("doctor", "notes").output.contains("its move was interrupted"))
    #expect(try place.gloss("doctor", "notes", "--mend").status == 0)
    #expect(try place.gloss("annotations", "notes").lines.count == 1)
  }
}
