import Fixtures
import Foundation
import Glibc
import ProgramHarness
import Testing

@Suite struct CommandLineTests {
  private func object(_ line: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
  }

  // MARK: The program itself

  @Test(
    "Version and help go to standard output",
    arguments: [["--version"], ["--help"], ["outline", "--help"], ["help", "annotate"], ["help"], ["help", "help"]])
  func words(arguments: [String]) throws {
    let home = try TemporaryHome()
    let result = try home.gloss(arguments: arguments)
    #expect(result.status == 0)
    #expect(!result.output.isEmpty)
    #expect(result.errors == "")
    if arguments == ["--version"] { #expect(result.lines.count == 1 && result.output.contains(".")) }
    if arguments == ["--help"] {
      for command in ["tutor", "outline", "annotate", "annotations", "search", "keys", "themes"] {
        #expect(result.output.contains(command))
      }
    }
  }

  /// Arguments that can't be followed, and what the complaint says.
  static let mistakes: [([String], String)] = [
    (["nosuch.md"], "no such file or folder: nosuch.md"),
    (["outline", "nosuch.md"], "no such file or folder: nosuch.md"),
    (["outlin"], "did you mean the command gloss outline?"), (["outline"], "path"),
    (["outline", "empty"], "no Markdown notes"),
    (["outline", "garden.md/x"], "garden.md/x"), (["outline", "garden.md", "--format", "yaml"], "yaml"),
    (["outline", "garden.md", "--depth", "0"], "--depth"), (["outline", "garden.md", "--nonsense"], "--nonsense"),
    (["annotate", "garden.md", "--text", "x"], "--line"),
    (["annotate", "garden.md", "--line", "0", "--text", "x"], "no line 0"),
    (["annotate", "garden.md", "--line", "99", "--text", "x"], "no line 99"),
    (["annotate", "garden.md", "--line", "4", "--topic", "Flowers", "--text", "x"], "one of them"),
    (["annotate", "garden.md", "--topic", "Roses", "--text", "x"], "no topic Roses"),
    (["annotate", "garden.md", "--topic", "Leaves > Carrots", "--text", "x"], "line 5: Vegetables > Roots > Carrots"),
    (["annotate", "garden.md", "--line", "5", "--text", "  "], "empty"),
    (["annotate", "garden.md", "--line", "5", "--quote", "turnip", "--text", "x"], "turnip"),
    (["annotate", "twins.md", "--topic", "Twin", "--text", "x"], "line 2: Twin"),
    (["annotate", ".", "--line", "1", "--text", "x"], "folder"),
    (["annotate", "-", "--line", "1", "--text", "x"], "standard input"),
    (["annotations", "nosuch.md"], "no such file"), (["annotations", "garden.md", "--state", "lost"], "no state lost"),
    (["search", "x"], "path"), (["search", "x", "nosuch.md"], "no such file"),
    (["search", "", "garden.md"], "nothing to search for"),
    (["search", " \"\" ", "garden.md"], "nothing to search for"), (["search", "state:lost", "garden.md"], "lost"),
    (["help", "outlin"], "no command outlin; did you mean gloss help outline?"),
    (["help", "x"], "no command x; gloss --help shows the commands"), (["outline", "pipe.md"], "a pipe"),
    (["pipe.md"], "a pipe"), ([], "name a file"), (["tutor"], "terminal"),
  ]

  @Test("A mistake is said on standard error, and the exit status is 2", arguments: mistakes)
  func complains(arguments: [String], words: String) throws {
    let home = try TemporaryHome()
    try home.write(TemporaryHome.garden, to: "garden.md")
    try home.write("- Twin\n- Twin\n", to: "twins.md")
    try FileManager.default.createDirectory(atPath: home.path("empty"), withIntermediateDirectories: true)
    try #require(mkfifo(home.path("pipe.md"), 0o600) == 0)
    let result = try home.gloss(arguments: arguments)
    #expect(result.status == 2)
    #expect(result.output == "")
    #expect(result.errors.contains(words), "\(result.errors)")
    #expect(!FileManager.default.fileExists(atPath: home.path("garden.md.review.yaml")))
  }

  @Test("A file that may not be read says so", .enabled(if: geteuid() != 0, "root may read everything"))
  func unreadable() throws {
    let home = try TemporaryHome()
    let path = try home.write(TemporaryHome.garden, to: "garden.md")
    chmod(path, 0)
    let result = try home.gloss("outline", "garden.md")
    #expect(result.status == 2 && result.errors.contains("Permission denied"))
  }

  @Test("Where standard output is no terminal the outline is printed") func notATerminal() throws {
    let home = try TemporaryHome()
    try home.write(TemporaryHome.garden, to: "garden.md")
    let printed = try home.gloss("garden.md")
    #expect(printed.status == 0)
    #expect(printed.output == (try home.gloss("outline", "garden.md")).output)
    #expect(printed.lines.count == 9)
  }

  @Test("A file called like a command is opened after -- or with a folder", arguments: [["./keys"], ["--", "keys"]])
  func calledLikeACommand(arguments: [String]) throws {
    let home = try TemporaryHome()
    try home.write("- One\n- Two\n", to: "keys")
    let result = try home.gloss(arguments: arguments)
    #expect(result.status == 0)
    #expect(result.lines.count == 2)
    #expect(result.output.contains("Two"))
  }

  // MARK: outline

  @Test("Every topic is a line of JSON") func outlineJSON() throws {
    let home = try TemporaryHome()
    try home.write(TemporaryHome.garden, to: "garden.md")
    let result = try home.gloss("outline", "garden.md", "--format", "json")
    #expect(result.status == 0 && result.errors == "")
    let topics = try result.lines.map(object)
    #expect(
      topics.compactMap { $0["title"] as? String } == [
        "Vegetables", "Roots", "Carrots", "Parsnips", "Leaves", "Lettuce", "Flowers", "Tulips", "Daisies",
      ])
    #expect(topics.compactMap { $0["line"] as? Int } == [1, 4, 5, 6, 7, 8, 10, 11, 12])
    #expect(topics.compactMap { $0["depth"] as? Int } == [0, 1, 2, 2, 1, 2, 0, 1, 1])
    #expect(topics[0]["kind"] as? String == "heading" && topics[0]["level"] as? Int == 1)
    #expect(topics[2]["kind"] as? String == "item" && topics[2]["marker"] as? String == "-")
    #expect(topics[2]["path"] as? [String] == ["Vegetables", "Roots"])
    #expect(
      topics.allSatisfy {
        $0["annotations"] as? Int == 0 && $0["end_line"] is Int
          && ($0["file"] as? String)?.hasSuffix("garden.md") == true
      })
  }

  @Test("Levels are left out beyond --depth", arguments: [(1, 2), (2, 6), (3, 9), (99, 9)])
  func depth(depth: Int, count: Int) throws {
    let home = try TemporaryHome()
    try home.write(TemporaryHome.garden, to: "garden.md")
    #expect(try home.gloss("outline", "garden.md", "--depth", "\(depth)").lines.count == count)
  }

  @Test("Standard input is read for -") func standardInput() throws {
    let result = try TemporaryHome().gloss("outline", "-", input: "# One\n\n- two\n")
    #expect(result.status == 0)
    #expect(result.lines.count == 2 && result.output.contains("two"))
  }

  @Test("A folder's files and folders are topics too") func folder() throws {
    let home = try TemporaryHome()
    try home.write("- One\n", to: "a.md")
    try home.write("- Two\n", to: "b/c.md")
    try home.write("not notes", to: "d.txt")
    let topics = try home.gloss("outline", ".", "--format", "json").lines.map(object)
    #expect(topics.compactMap { $0["kind"] as? String } == ["file", "item", "folder", "file", "item"])
    #expect(topics.compactMap { $0["title"] as? String } == ["a.md", "One", "b", "c.md", "Two"])
    #expect(topics.compactMap { $0["depth"] as? Int } == [0, 1, 0, 1, 2])
  }

  @Test("OPML is XML with every title") func opml() throws {
    let home = try TemporaryHome()
    try home.write("# A & B\n- \"c\" < d\n", to: "a.md")
    let result = try home.gloss("outline", "a.md", "--format", "opml")
    #expect(result.status == 0)
    #expect(result.output.hasPrefix("<?xml") && result.output.contains("A &amp; B") && result.output.contains("&lt; d"))
  }

  @Test(
    "Bytes that are no UTF-8, NULs and CRLF are read",
    arguments: [[0xFF, 0xFE, 0x0A], [0x00, 0x0A], [0x0D, 0x0A], []] as [[UInt8]])
  func bytes(ending: [UInt8]) throws {
    let home = try TemporaryHome()
    try Data(Array("- caf".utf8) + ending + Array("- two".utf8)).write(to: URL(filePath: home.path("a.md")))
    let result = try home.gloss("outline", "a.md")
    #expect(result.status == 0)
    #expect(result.output.contains("caf"))
  }

  @Test(
    "Every bullet of real notes is a topic",
    .enabled(if: Corpus.bytes(ofRealNote: "python.md") != nil, "the notes are not there"))
  func realNotes() throws {
    let notes = try #require(Corpus.realNotes).appending(path: "python.md").path
    let topics = try TemporaryHome().gloss("outline", notes, "--format", "json").lines.map(object)
    #expect(topics.filter { $0["kind"] as? String == "item" }.count == 158)
    #expect(topics.filter { $0["kind"] as? String == "heading" }.count == 1)
    #expect(topics.allSatisfy { $0["line"] is Int })
  }

  // MARK: annotate, annotations

  @Test("An annotation is added, its id printed, and it is listed") func annotates() throws {
    let home = try TemporaryHome()
    try home.write(TemporaryHome.garden, to: "garden.md")
    let added = try home.gloss("annotate", "garden.md", "--line", "5", "--type", "question", "--text", "When?")
    #expect(added.status == 0 && added.errors == "" && added.lines.count == 1)
    let piped = try home.gloss("annotate", "garden.md", "--topic", "Flowers > Tulips", input: "Two\nlines\n")
    #expect(piped.status == 0)
    let quoted = try home.gloss("annotate", "garden.md", "--line", "1", "--quote", "**early**", "--text", "How early?")
    #expect(quoted.status == 0)

    let listed = try home.gloss("annotations", "garden.md", "--format", "json").lines.map(object)
    #expect(Set(listed.compactMap { $0["id"] as? String }) == Set([added, piped, quoted].compactMap(\.lines.first)))
    let byText = Dictionary(uniqueKeysWithValues: listed.map { ($0["text"] as? String ?? "", $0) })
    let when = try #require(byText["When?"])
    #expect(when["line"] as? Int == 5 && when["type"] as? String == "question" && when["state"] as? String == "exact")
    #expect(when["path"] as? [String] == ["Vegetables", "Roots", "Carrots"] && when["resolved"] as? Bool == false)
    #expect((byText["Two\nlines"]?["path"] as? [String]) == ["Flowers", "Tulips"])
    #expect(byText["How early?"]?["quote"] as? String == "**early**" && byText["How early?"]?["line"] as? Int == 2)
    for key in [
      "id", "file", "state", "line", "end_line", "path", "quote", "text", "type", "resolved", "author", "timestamp",
      "reply_to",
    ] {
      #expect(listed.allSatisfy { $0[key] != nil }, "\(key)")
    }

    #expect(try home.gloss("annotations", "garden.md", "--type", "question").lines.count == 1)
    #expect(try home.gloss("annotations", "garden.md", "--type", "note").lines.count == 2)
    #expect(try home.gloss("annotations", "garden.md", "--state", "resolved").lines.isEmpty)
    #expect(try home.gloss("annotations", "garden.md", "--state", "open").lines.count == 3)
    let counts = try home.gloss("outline", "garden.md", "--format", "json").lines.map(object)
    #expect(counts.compactMap { $0["annotations"] as? Int } == [1, 0, 1, 0, 0, 0, 0, 1, 0])
    #expect(home.read("garden.md") == TemporaryHome.garden)
  }

  @Test("A topic that was edited keeps its annotation; one that is gone makes an orphan") func finds() throws {
    let home = try TemporaryHome()
    try home.write(TemporaryHome.garden, to: "garden.md")
    for title in ["Vegetables > Roots > Carrots", "Flowers > Daisies"] {
      #expect(try home.gloss("annotate", "garden.md", "--topic", title, "--text", title).status == 0)
    }
    let edited = TemporaryHome.garden.replacingOccurrences(of: "- Daisies\n", with: "").replacingOccurrences(
      of: "# Flowers", with: "- New\n\n# Flowers")
    try home.write("A line before.\n\n" + edited, to: "garden.md")
    let listed = try home.gloss("annotations", "garden.md", "--format", "json").lines.map(object)
    let states = Dictionary(uniqueKeysWithValues: listed.map { ($0["text"] as? String ?? "", $0) })
    #expect(states["Vegetables > Roots > Carrots"]?["line"] as? Int == 7)
    #expect(states["Flowers > Daisies"]?["state"] as? String == "orphan")
    #expect(states["Flowers > Daisies"]?["line"] is NSNull)
    #expect(states["Flowers > Daisies"]?["end_line"] is NSNull)
  }

  @Test("A path of titles may hold its own separator") func separators() throws {
    let home = try TemporaryHome()
    try home.write("- a > b\n  - c\n", to: "a.md")
    let added = try home.gloss("annotate", "a.md", "--topic", #"a \> b > c"#, "--text", "x")
    #expect(added.status == 0, "\(added.errors)")
    let listed = try home.gloss("annotations", "a.md", "--format", "json").lines.map(object)
    #expect(listed.compactMap { $0["line"] as? Int } == [2])
  }

  @Test("A sidecar that does not parse is left as it is, and it is said") func brokenSidecar() throws {
    let home = try TemporaryHome()
    try home.write(TemporaryHome.garden, to: "garden.md")
    let broken = "mrsf_version: \"1.0\"\ndocument: garden.md\ncomments:\n  - id: [unclosed\n"
    try home.write(broken, to: "garden.md.review.yaml")
    let added = try home.gloss("annotate", "garden.md", "--line", "5", "--text", "x")
    #expect(added.status == 2 && added.output == "")
    #expect(added.errors.contains("garden.md.review.yaml"))
    #expect(home.read("garden.md.review.yaml") == broken)
    let listed = try home.gloss("annotations", "garden.md")
    #expect(!listed.errors.isEmpty)
  }

  /// The format's reference tool, where it is installed.
  static let validator = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map {
    String($0) + "/mrsf"
  }
  .first { FileManager.default.isExecutableFile(atPath: $0) }

  @Test("The reference tool accepts the sidecar", .enabled(if: validator != nil, "mrsf is not installed"))
  func validates() throws {
    let home = try TemporaryHome()
    try home.write(TemporaryHome.garden, to: "garden.md")
    for arguments in [
      ["--line", "5", "--text", "When: \"soon\"?\n- or later"], ["--line", "2", "--quote", "early", "--text", "#tag"],
      ["--topic", "Flowers", "--text", "…"],
    ] {
      #expect(try home.gloss(arguments: ["annotate", "garden.md"] + arguments).status == 0)
    }
    let environment = ProcessInfo.processInfo.environment
    let result = try home.run(
      [try #require(CommandLineTests.validator), "validate", home.path("garden.md.review.yaml")],
      environment: environment)
    #expect(result.status == 0, "\(result.output) \(result.errors)")
  }

  // MARK: search

  @Test("Hits are printed, and the exit status tells whether there are any") func searches() throws {
    let home = try TemporaryHome()
    try home.write(TemporaryHome.garden, to: "garden.md")
    try home.write("- Carrot cake\n", to: "kitchen.md")
    _ = try home.gloss("annotate", "garden.md", "--line", "11", "--text", "Unlike a carrot")
    let found = try home.gloss("search", "carrot", ".", "--format", "json")
    #expect(found.status == 0 && found.errors == "")
    let hits = try found.lines.map(object)
    #expect(Set(hits.compactMap { $0["title"] as? String }) == ["Carrots", "Carrot cake", "Tulips"])
    #expect(hits.allSatisfy { $0["file"] is String && $0["line"] is Int })
    let none = try home.gloss("search", "turnip", "garden.md")
    #expect(none.status == 1 && none.output == "" && none.errors.contains("nowhere"))
    #expect(try home.gloss("search", "early", "garden.md").lines.count == 1)
  }

  // MARK: keys, themes

  @Test("The keys are printed by section") func keys() throws {
    let result = try TemporaryHome().gloss("keys")
    #expect(result.status == 0 && result.errors == "")
    for words in ["Moving", "Folding", "Writing an annotation", "next row", "zM", "^S"] {
      #expect(result.output.contains(words))
    }
  }

  @Test("The themes are printed, the reader's own among them, and mistakes in them are said") func themes() throws {
    let home = try TemporaryHome()
    try home.configure("roles: [", in: "themes/broken.yaml")
    let result = try home.gloss("themes")
    #expect(result.status == 0)
    #expect(result.lines.count >= 8 && result.lines.contains("gloss-dark") && result.lines.contains("gloss-light"))
    #expect(!result.lines.contains("broken"))
    #expect(result.errors.contains("broken.yaml"))
  }
}
