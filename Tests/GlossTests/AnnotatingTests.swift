import Foundation
import Glibc
import ProgramHarness
import PseudoTerminal
import Testing

@Suite struct AnnotatingTests {
  /// Opens the garden with the cursor on the topic called `title`.
  private func garden(
    _ home: TemporaryHome, at title: String, environment: [String: String] = [:]
  ) throws -> PseudoTerminal {
    if !home.exists("garden.md") { try home.write(TemporaryHome.garden, to: "garden.md") }
    let terminal = try home.open("garden.md", environment: environment)
    try terminal.wait { $0.shows("9 topics") }
    terminal.send("/\(title)\r")
    try terminal.wait { $0.row($0.cursor.row).contains(title) && !$0.row($0.cursor.row).contains("/") }
    return terminal
  }

  private func status(_ path: String) throws -> stat {
    var status = stat()
    try #require(stat(path, &status) == 0)
    return status
  }

  @Test("Annotations whose notes were renamed elsewhere are offered, and follow after a yes") func adopts() throws {
    let home = try TemporaryHome()
    try home.write(TemporaryHome.garden, to: "old.md")
    try #require(home.gloss("annotate", "old.md", "--line", "6", "--text", "Which soil?").status == 0)
    try FileManager.default.moveItem(atPath: home.path("old.md"), toPath: home.path("garden.md"))
    for (answer, said) in [("n", "left where they are"), ("y", "taken over")] {
      let terminal = try home.open("garden.md")
      try terminal.wait { $0.shows("old.md.review.yaml seems to belong to garden.md") }
      terminal.send("]r")
      try terminal.wait { $0.shows("Import the annotations in old.md.review.yaml") }
      terminal.send(answer)
      try terminal.wait { $0.shows(said) && $0.shows("1 annotation") == (answer == "y") }
      terminal.send("q")
      #expect(try terminal.waitForExit() == .exited(0))
      #expect(home.read("garden.md.review.yaml").contains("Which soil?") == (answer == "y"))
    }
    #expect(home.read("old.md.review.yaml").isEmpty)
  }

  @Test("An annotation is there again after the program was left; the source is as it was") func reopens() throws {
    let home = try TemporaryHome()
    let path = try home.write(TemporaryHome.garden, to: "garden.md")
    let before = try status(path)
    var terminal = try garden(home, at: "Parsnips")
    terminal.send("a")
    try terminal.wait { $0.shows("saves") }
    terminal.send("Sweeter after frost.\rAnd in \"soup\": yes")
    try terminal.wait { $0.shows("And in \"soup\": yes") }
    terminal.send(Keys.control("s"))
    var screen = try terminal.wait { $0.row(23).hasPrefix(" saved") && $0.shows("1 annotation") }
    #expect(screen.shows("●1"))
    let sidecar = home.read("garden.md.review.yaml")
    #expect(sidecar.contains("Sweeter after frost."))
    terminal.send("q")
    #expect(try terminal.waitForExit() == .exited(0))
    #expect(home.read("garden.md.review.yaml") == sidecar)

    terminal = try garden(home, at: "Parsnips")
    screen = try terminal.wait { $0.shows("1 annotation") && $0.shows("Sweeter after frost.") }
    #expect(screen.row(screen.cursor.row).contains("●1") && screen.shows("And in \"soup\": yes"))
    terminal.send("d")
    try terminal.wait { $0.shows("deleted") && !$0.shows("Sweeter") }
    terminal.send("u")
    try terminal.wait { $0.shows("undone") && $0.shows("Sweeter") }
    terminal.send("q")
    #expect(try terminal.waitForExit() == .exited(0))

    let after = try status(path)
    #expect(home.read("garden.md") == TemporaryHome.garden)
    #expect(after.st_mtim.tv_sec == before.st_mtim.tv_sec && after.st_mtim.tv_nsec == before.st_mtim.tv_nsec)
    #expect(after.st_ino == before.st_ino && after.st_mode == before.st_mode)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: home.path("")).sorted() == [
        "garden.md", "garden.md.review.yaml",
      ])
  }

  /// A way in which the program ends while something is being written.
  enum Ending: String, CaseIterable, Sendable {
    case terminate, hangup, kill, close, leave

    /// Ends it and tells whether it ended as it should.
    func end(_ terminal: PseudoTerminal) throws -> Bool {
      switch self {
      case .terminate: terminal.signal(SIGTERM)
      case .hangup: terminal.signal(SIGHUP)
      case .kill: terminal.signal(SIGKILL)
      case .close: terminal.closeTerminal()
      case .leave:
        terminal.send(Keys.escape)
        try terminal.wait { $0.shows("draft, not saved: a resumes") }
        terminal.send(Keys.control("c"))
      }
      let exit = try terminal.waitForExit()
      return self == .kill ? exit == .killed(signal: Int(SIGKILL)) : exit == .exited(0)
    }
  }

  @Test("However the program ends, the text is there as a draft at the next start", arguments: Ending.allCases)
  func drafts(ending: Ending) throws {
    let home = try TemporaryHome()
    var terminal = try garden(home, at: "Lettuce")
    terminal.send("a")
    try terminal.wait { $0.shows("saves") }
    terminal.send("Half a thou")
    try terminal.wait { $0.shows("Half a thou") }
    if ending == .kill {
      // What was typed is with the system at the latest when the next key has been drawn.
      terminal.send("g")
      try terminal.wait { $0.shows("Half a thoug") }
      #expect(home.waitForState(containing: "Half a thou"))
    }
    #expect(try ending.end(terminal))
    #expect(home.read("garden.md.review.yaml") == "")

    terminal = try garden(home, at: "Lettuce")
    try terminal.wait { screen in
      screen.shows("Half a thou") && screen.shows("1 draft") && screen.shows("draft, not saved")
        && screen.row(screen.cursor.row).contains("✎1")
    }
    terminal.send("a")
    try terminal.wait { $0.shows("saves it") }
    terminal.send("ght" + Keys.control("s"))
    try terminal.wait { $0.row(23).hasPrefix(" saved") && !$0.shows("✎") && $0.shows("1 annotation") }
    terminal.send("q")
    #expect(try terminal.waitForExit() == .exited(0))
    #expect(home.read("garden.md.review.yaml").contains("Half a thou"))
  }

  @Test("What is pasted is text, whatever it holds") func pastes() throws {
    let home = try TemporaryHome()
    let terminal = try garden(home, at: "Tulips")
    terminal.paste("q\nZZ")
    try terminal.wait { $0.shows("pasted text has no place here") }
    terminal.send("a")
    try terminal.wait { $0.shows("saves") }
    terminal.paste("first\nq\u{13}ZZ\n:close-all")
    try terminal.wait { $0.shows(":close-all") }
    terminal.send(Keys.control("s"))
    try terminal.wait { $0.row(23).hasPrefix(" saved") }
    let sidecar = home.read("garden.md.review.yaml")
    #expect(sidecar.contains("first") && sidecar.contains(":close-all"))
  }

  @Test("The reader's own editor goes on with the text") func externalEditor() throws {
    let home = try TemporaryHome()
    let editor = try home.write(
      "#!/bin/sh\ncp \"$1\" \"$1.before\"\nprintf 'From the editor' > \"$1\"\nsed -n '1p' \"$1.before\" > seen\n",
      to: "editor.sh")
    let terminal = try garden(home, at: "Tulips", environment: ["EDITOR": "sh \(editor)"])
    terminal.send("a")
    try terminal.wait { $0.shows("saves") }
    terminal.send("From Gloss")
    try terminal.wait { $0.shows("From Gloss") }
    terminal.send(Keys.control("x") + Keys.control("e"))
    let screen = try terminal.wait { $0.shows("From the editor") }
    #expect(screen.isAlternate && !screen.shows("From Gloss"))
    #expect(home.read("seen") == "From Gloss" || home.read("seen") == "From Gloss\n")
    terminal.send(Keys.control("s"))
    try terminal.wait { $0.row(23).hasPrefix(" saved") }
    #expect(home.read("garden.md.review.yaml").contains("From the editor"))
  }

  @Test("e opens the reader's own editor at the line, and what it changes is shown") func editsSource() throws {
    let home = try TemporaryHome()
    let editor = try home.write("#!/bin/sh\necho \"$@\" > seen\nprintf -- '- Roses\\n' >> garden.md\n", to: "editor.sh")
    let terminal = try garden(home, at: "Daisies", environment: ["VISUAL": "sh \(editor)"])
    terminal.send("e")
    try terminal.wait { $0.shows("Roses") && $0.shows("10 topics") }
    #expect(home.read("seen").contains("+12"))
    #expect(home.read("seen").contains("garden.md"))
  }

  @Test("An editor that can't be started leaves the text as it was") func noEditor() throws {
    let home = try TemporaryHome()
    let terminal = try garden(home, at: "Daisies", environment: ["EDITOR": "/nonexistent/editor"])
    terminal.send("a")
    try terminal.wait { $0.shows("saves") }
    terminal.send("Kept")
    try terminal.wait { $0.shows("Kept") }
    terminal.send(Keys.control("x") + Keys.control("e"))
    try terminal.wait { $0.shows("could not be started") && $0.shows("Kept") && $0.isAlternate }
  }

  /// The files that an editor was given and that are still there.
  private func filesLeft(_ home: TemporaryHome) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: home.folder + "/tmp").filter { $0.hasSuffix(".md") }
  }

  @Test(
    "Of an editor that fails nothing is taken and nothing is lost",
    arguments: [
      ("printf 'Half done' > \"$1\"; exit 1", "failed: its text was not taken", "Half done"),
      ("exit 1", "failed: the text is as it was", nil),
      ("printf '\\344' > \"$1\"", "not UTF-8: its text was not taken", "\u{FFFD}"),
      (": > \"$1\"; kill -9 $$", "was killed: its text was not taken", ""),
      ("kill -9 $$", "was killed: the text is as it was", nil),
    ])
  func failedEditor(script: String, says: String, left: String?) throws {
    let home = try TemporaryHome()
    // A short path, so that the message has room.
    try home.write("#!/bin/sh\n\(script)\n", to: "ed.sh")
    let terminal = try garden(home, at: "Tulips", environment: ["EDITOR": "sh ./ed.sh"])
    terminal.send("a")
    try terminal.wait { $0.shows("saves") }
    terminal.send("From Gloss")
    try terminal.wait { $0.shows("From Gloss") }
    terminal.send(Keys.control("x") + Keys.control("e"))
    try terminal.wait { $0.shows(says) && $0.shows("From Gloss") }
    let files = try filesLeft(home)
    #expect(files.count == (left == nil ? 0 : 1))
    if let left, let file = files.first {
      let data = FileManager.default.contents(atPath: home.folder + "/tmp/" + file) ?? Data()
      #expect(String(decoding: data, as: UTF8.self) == left)
    }
  }

  @Test("What a killed editor had written is taken") func killedEditor() throws {
    let home = try TemporaryHome()
    try home.write("#!/bin/sh\nprintf 'Half done' > \"$1\"; kill -9 $$\n", to: "ed.sh")
    let terminal = try garden(home, at: "Tulips", environment: ["EDITOR": "sh ./ed.sh"])
    terminal.send("a")
    try terminal.wait { $0.shows("saves") }
    terminal.send("From Gloss")
    try terminal.wait { $0.shows("From Gloss") }
    terminal.send(Keys.control("x") + Keys.control("e"))
    try terminal.wait { $0.shows("Half done") && $0.shows("was killed") }
    #expect(try filesLeft(home) == [])
    terminal.send(Keys.control("_"))
    try terminal.wait { $0.shows("From Gloss") && !$0.shows("Half done") }
  }

  @Test("Another program's change of the sidecar is shown, and ours is added to it") func merges() throws {
    let home = try TemporaryHome()
    let terminal = try garden(home, at: "Tulips")
    let added = try home.gloss("annotate", "garden.md", "--topic", "Flowers > Daisies", "--text", "From outside")
    #expect(added.status == 0)
    try terminal.wait { $0.shows("1 annotation") }
    terminal.send("aFrom inside" + Keys.control("s"))
    try terminal.wait { $0.shows("2 annotations") }
    let listed = try home.gloss("annotations", "garden.md", "--format", "json")
    #expect(listed.lines.count == 2)
    #expect(listed.output.contains("From inside") && listed.output.contains("From outside"))
  }

  @Test("The folds and the place are as they were left") func remembers() throws {
    let home = try TemporaryHome()
    var terminal = try garden(home, at: "Roots")
    terminal.send("zcjj")
    try terminal.wait { $0.row($0.cursor.row).contains("Lettuce") }
    terminal.send("q")
    #expect(try terminal.waitForExit() == .exited(0))
    terminal = try home.open("garden.md")
    let screen = try terminal.wait { $0.shows("9 topics") && $0.row($0.cursor.row).contains("Lettuce") }
    #expect(screen.shows("▸ Roots") && !screen.rows.contains { $0.prefix(39).contains("Carrots") })
  }
}
