import Foundation
import ProgramHarness
import Testing

/// Commands for other programs: import, the protocol for agents, and sidecars that need a hand.
@Suite struct ServingTests {
  private let place: TemporaryHome

  init() throws {
    place = try TemporaryHome()
    try place.write("# Soup\n\n- leeks\n- water\n", to: "notes/soup.md")
  }

  private func shell(_ script: String) throws -> TemporaryHome.Outcome {
    try place.run(["/bin/sh", "-c", script, TemporaryHome.program])
  }

  private func objects(_ outcome: TemporaryHome.Outcome) throws -> [[String: Any]] {
    try outcome.lines.map { try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]) }
  }

  @Test func whatIsImportedTwiceIsThereOnce() throws {
    try place.write(
      "((\"/soup.md\" ((11 16 \"how many?\" \"leeks\") (1 2 \"gone\" \"salt and pepper\")) \"md5\"))", to: "a.db")
    let dry = try place.gloss("import", "a.db", "--onto", "notes/soup.md", "--dry-run")
    #expect(dry.output.contains("soup.md:3: exact: how many?") && dry.output.contains("soup.md:-: orphan: gone"))
    #expect(!place.exists("notes/soup.md.review.yaml"))
    for _ in 0..<2 { try place.gloss("import", "a.db", "--onto", "notes/soup.md") }
    #expect(try place.gloss("annotations", "notes").lines.count == 2)
    #expect(place.read("notes/soup.md.review.yaml").contains("imported_from: \"annotate.el: /soup.md\""))
  }

  @Test func markupInTheTextGoesToANewFileOnly() throws {
    try place.write("One {==word==}{>>why?<<} {++more++}\n", to: "critic.md")
    #expect(try place.gloss("import", "critic.md", "--onto", "notes/soup.md").status == 2)
    #expect(try place.gloss("import", "critic.md", "--onto", "clean.md").status == 0)
    #expect(place.read("clean.md") == "One word more\n" && place.read("critic.md").contains("{>>why?<<}"))
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
    #expect(reading[2]["error"] != nil && !place.exists("notes/soup.md.review.yaml"))
    #expect((reading[4]["error"] as? [String: Any])?["code"] as? Int == -32601)
    #expect((reading[5]["error"] as? [String: Any])?["code"] as? Int == -32700)
    let writing = try answers("--write")
    #expect((writing[2]["result"] as? [String: Any])?["isError"] as? Bool == false)
    #expect(place.read("notes/soup.md.review.yaml").contains("author: \"B\""))
  }

  @Test func whatHappensIsPrinted() throws {
    let watcher = try place.start("watch", "notes")
    defer { watcher.end() }
    func event() throws -> [String: Any] {
      let line = try #require(watcher.line())
      return try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }
    #expect(try event()["event"] as? String == "watching")
    let id = try #require(try place.gloss("annotate", "notes/soup.md", "--line", "3", "--text", "x").lines.first)
    let added = try event()
    #expect(added["event"] as? String == "added")
    #expect((added["annotation"] as? [String: Any])?["id"] as? String == id)
    try place.gloss("resolve", id, "notes")
    #expect(try event()["event"] as? String == "resolved")
    try place.write("# Soup\n", to: "notes/soup.md")
    #expect(try event()["event"] as? String == "note_changed")
    #expect(try event()["event"] as? String == "orphaned")
    try place.write("# Tea\n", to: "notes/tea.md")
    #expect(try event()["event"] as? String == "note_added")
    try place.remove("notes/tea.md")
    #expect(try event()["event"] as? String == "note_removed")
  }

  @Test func aFolderIsRenamedWithWhatIsKnownOfItsNotes() throws {
    try place.gloss("annotate", "notes/soup.md", "--line", "3", "--text", "x")
    #expect(try place.gloss("rename", "notes", "kitchen").status == 0)
    #expect(try place.gloss("annotations", "kitchen").lines.count == 1)
    #expect(try place.gloss("undo", "kitchen/soup.md").output.hasPrefix("undone: writing of ‘"))
    try place.write("# Other\n", to: "other/a.md")
    #expect(try place.gloss("rename", "kitchen", "other/a.md").status == 2)
  }

  @Test func anInterruptedMoveIsEnded() throws {
    try place.write("# Bread\n\n- rye\n", to: "notes/bread.md")
    let id = try #require(try place.gloss("annotate", "notes/soup.md", "--line", "3", "--text", "x").lines.first)
    let before = place.read("notes/soup.md.review.yaml")
    try place.gloss("move", id, "notes/bread.md", "--line", "3", "--from", "notes")
    try place.write(before, to: "notes/soup.md.review.yaml")
    #expect(try place.gloss("doctor", "notes").output.contains("its move was interrupted"))
    #expect(try place.gloss("doctor", "notes", "--mend").status == 0)
    #expect(try place.gloss("annotations", "notes").lines.count == 1)
  }

  @Test func whatMovedIntoAnotherNoteIsFoundThereAndMovedAndTakenBackInBoth() throws {
    try place.write("# Bread\n\n- rye\n\n## Serving\n\n- slice the leeks very thinly\n", to: "notes/bread.md")
    try place.write("# Soup\n\n- slice the leeks very thinly\n- water\n", to: "notes/soup.md")
    let id = try #require(
      try place.gloss("annotate", "notes/soup.md", "--line", "3", "--text", "how thin?").lines.first)
    try place.gloss("reply", id, "notes", "--text", "as paper")
    try place.write("# Soup\n\n- water\n", to: "notes/soup.md")
    #expect(try place.gloss("reanchor", "notes").output.contains("(now in notes/bread.md:7?)"))
    let json = try objects(try place.gloss("reanchor", "notes", "--format", "json"))
    #expect(json.first?["elsewhere"] as? [String] == ["notes/bread.md:7"])
    let review = try shell("printf '4\\n' | \"$0\" review notes")
    #expect(review.output.contains("4:    notes/bread.md:7: - slice the leeks very thinly"))
    #expect(!place.read("notes/soup.md.review.yaml").contains(id))
    let moved = place.read("notes/bread.md.review.yaml")
    #expect(moved.contains(id) && moved.contains("moved_from: \"soup.md\"") && moved.contains("as paper"))
    let there = try objects(try place.gloss("annotations", "notes/bread.md", "--format", "json"))
    #expect(there.first?["line"] as? Int == 7)
    #expect(try place.gloss("undo", "notes/bread.md").output.hasPrefix("undone: move of ‘"))
    #expect(!place.read("notes/bread.md.review.yaml").contains(id))
    #expect(try place.gloss("annotations", "notes/soup.md").lines.count == 2)
    #expect(try place.gloss("undo", "--redo", "notes/soup.md").output.hasPrefix("done again: move of ‘"))
    #expect(try place.gloss("annotations", "notes/bread.md").lines.count == 2)
    #expect(try place.gloss("annotations", "notes/soup.md").lines.isEmpty)
  }

  @Test func notesThatWereSwappedAreToldApartByTheirBytes() throws {
    try place.write("# Bread\n\n- rye\n- wheat\n", to: "notes/bread.md")
    try place.gloss("annotate", "notes/soup.md", "--line", "3", "--text", "on leeks")
    try place.gloss("annotate", "notes/bread.md", "--line", "3", "--text", "on rye")
    let (soup, bread) = (place.read("notes/soup.md"), place.read("notes/bread.md"))
    try place.write(bread, to: "notes/soup.md")
    try place.write(soup, to: "notes/bread.md")
    let check = try place.gloss("check", "notes")
    #expect(
      check.output.contains(
        "notes/soup.md: an annotation was made on what is in notes/bread.md now: "
          + "gloss doctor --mend notes/soup.md notes/bread.md takes them there."))
    try place.gloss("doctor", "--mend", "notes/soup.md", "notes/bread.md")
    let after = try objects(try place.gloss("annotations", "notes", "--format", "json"))
    #expect(after.map { $0["state"] as? String } == ["exact", "exact"])
    #expect(Set(after.compactMap { $0["quote"] as? String ?? $0["text"] as? String }) == ["on leeks", "on rye"])
    #expect(try place.gloss("check", "notes").status == 0)
  }

  @Test func aSidecarThatNamesAnotherNoteIsPointedOut() throws {
    try place.write("# Bread\n", to: "notes/bread.md")
    try place.gloss("annotate", "notes/soup.md", "--line", "3", "--text", "on leeks")
    let sidecar = place.read("notes/soup.md.review.yaml")
    try place.write(sidecar.replacing("document: soup.md", with: "document: bread.md"), to: "notes/soup.md.review.yaml")
    let check = try place.gloss("check", "notes")
    #expect(check.status == 1)
    #expect(check.output.contains("says that it is about bread.md, and stands beside notes/soup.md"))
  }

  @Test func whatIsExportedAsWebAnnotationsComesBackAsItWas() throws {
    let words = ["--text", "how many? #cook", "--type", "question", "--severity", "high", "--author", "Ada (ada)"]
    let made = try place.gloss(arguments: ["annotate", "notes/soup.md", "--line", "3", "--quote", "leeks"] + words)
    let id = try #require(made.lines.first)
    try place.gloss("reply", id, "notes", "--text", "two\n  or three", "--author", "Bob (bob)")
    try place.gloss("resolve", id, "notes")
    try place.gloss("annotate", "notes/soup.md", "--file", "--text", "all of it", "--type", "style")
    let before = place.read("notes/soup.md.review.yaml")
    try place.write(try place.gloss("export", "notes/soup.md", "--format", "w3c").output, to: "a.jsonld")
    #expect(try place.gloss("import", "a.jsonld", "--onto", "notes/soup.md").errors.contains("0 added"))
    try place.remove("notes/soup.md.review.yaml")
    try place.gloss("import", "a.jsonld", "--onto", "notes/soup.md")
    let after = place.read("notes/soup.md.review.yaml")
    #expect(after.replacing(/, imported_from: "[^"]*"/, with: "") == before)
  }

  @Test func whatIsKeptWithoutAPlaceIsAskedAboutAgainOnlyWhenSomethingLikeItAppears() throws {
    try place.write("# Soup\n\n- the gone thing of old\n- water\n", to: "notes/soup.md")
    try place.gloss("annotate", "notes/soup.md", "--line", "3", "--text", "which?")
    try place.write("# Soup\n\n- water\n", to: "notes/soup.md")
    #expect(try place.gloss("check", "notes").status == 1)
    #expect(try shell("echo o | \"$0\" review notes").status == 0)
    #expect(try place.gloss("check", "notes").status == 0)
    try place.write("# Soup\n\n- water\n- a pinch of salt\n", to: "notes/soup.md")
    #expect(try place.gloss("check", "notes").status == 0)
    try place.write("# Soup\n\n- water\n- the gone thing of older times\n", to: "notes/soup.md")
    #expect(try place.gloss("check", "notes").status == 1)
    try place.write("# Soup\n\n- the gone thing of old\n- water\n", to: "notes/soup.md")
    let back = try objects(try place.gloss("annotations", "notes", "--format", "json"))
    #expect(back.map { $0["state"] as? String } == ["exact"])
  }
}
