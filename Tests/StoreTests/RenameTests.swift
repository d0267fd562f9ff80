import Annotations
import Glibc
import Store
import StoreHarness
import Testing

/// Notes take another name, and what belongs to them comes along.
@Suite struct RenameTests {
  let folder = TemporaryFolder()
  let note = annotation("1", "about A", line: 1)

  private func store(_ files: FaultyFileSystem = FaultyFileSystem()) -> Store { Store(folder.environment(files)) }

  private func prepare() throws {
    folder.write("# A\n", to: "a.md")
    _ = try store().save([.add(note)], to: store().open(source: "a.md"))
  }

  @Test func sidecarComesAlongAndNamesTheNewFile() throws {
    try prepare()
    let before = try #require(folder.read("a.md.review.yaml"))
    let renamed = try store().rename("a.md", to: "b.md")
    #expect(renamed.old == folder.path + "/a.md" && renamed.new == folder.path + "/b.md")
    #expect(folder.names == ["b.md", "b.md.review.yaml"])
    #expect(folder.read("b.md.review.yaml") == before.replacing("document: a.md", with: "document: b.md"))
    #expect(try store().open(source: "b.md").annotations == [note])
  }

  @Test(arguments: ["b.md", "sub/b.md"], [true, false])
  func linkToASidecarStaysOne(_ new: String, _ isRelative: Bool) throws {
    try prepare()
    mkdir(folder.path + "/sub", 0o755)
    mkdir(folder.path + "/kept", 0o755)
    Glibc.rename(folder.path + "/a.md.review.yaml", folder.path + "/kept/x.yaml")
    symlink((isRelative ? "" : folder.path + "/") + "kept/x.yaml", folder.path + "/a.md.review.yaml")
    _ = try store().rename("a.md", to: new)
    #expect(folder.names == ["b.md", "b.md.review.yaml", "kept", "sub"] || folder.names == ["kept", "sub"])
    var target = [CChar](repeating: 0, count: 256)
    #expect(readlink(folder.path + "/" + new + ".review.yaml", &target, 255) > 0)
    #expect(folder.read(new + ".review.yaml") == folder.read("kept/x.yaml"))
    #expect(folder.read("kept/x.yaml")?.contains("document: b.md\n") == true)
    let opened = try store().open(source: new)
    #expect(opened.annotations == [note] && opened.path == folder.path + "/kept/x.yaml")
  }

  @Test func folderTakesNotesWithTheirName() throws {
    try prepare()
    mkdir(folder.path + "/sub", 0o755)
    let before = folder.read("a.md.review.yaml")
    _ = try store().rename("a.md", to: "sub")
    #expect(folder.names == ["sub"])
    #expect(folder.read("sub/a.md.review.yaml") == before)
  }

  @Test func sidecarsUnderARootStayUnderIt() throws {
    folder.write("sidecar_root: reviews\n", to: ".mrsf.yaml")
    try prepare()
    #expect(folder.read("reviews/a.md.review.yaml") != nil)
    mkdir(folder.path + "/sub", 0o755)
    _ = try store().rename("a.md", to: "sub/b.md")
    #expect(folder.read("reviews/a.md.review.yaml") == nil)
    #expect(folder.read("reviews/sub/b.md.review.yaml")?.contains("document: sub/b.md") == true)
    #expect(try store().open(source: "sub/b.md").annotations == [note])
  }

  @Test func draftsStateAndHistoryComeAlong() throws {
    try prepare()
    let draft = Draft(
      id: "D", purpose: .new, text: "begun", anchor: Anchor(target: .file), timestamp: "2026-01-01T00:00:00Z")
    do { try DraftJournal(folder.environment()).write(draft, source: "a.md") }
    try store().setState([["folds"]], named: "view", for: folder.path + "/a.md")
    var changed = note
    changed.text = "more"
    _ = try store().save([.replace(changed, was: note)], to: store().open(source: "a.md"))
    _ = try store().rename("a.md", to: "b.md")
    let environment = folder.environment()
    #expect(try DraftJournal(environment).drafts(for: "b.md") == [draft])
    #expect(try DraftJournal(environment).drafts(for: "a.md").isEmpty)
    #expect(try store().state(named: "view", for: folder.path + "/b.md") == [["folds"]])
    #expect(try !History(of: folder.path + "/b.md.review.yaml", environment).versions().isEmpty)
    #expect(try store().open(source: "b.md").missing.isEmpty)
  }

  @Test(arguments: ["b.md", "b.md.review.yaml", "b.md.review.json"])
  func whatIsThereIsNeverReplaced(_ taken: String) throws {
    try prepare()
    folder.write("mine", to: taken)
    let names = folder.names
    #expect(throws: StoreError.self) { try store().rename("a.md", to: "b.md") }
    #expect(folder.names == names && folder.read(taken) == "mine")
  }

  @Test func foldersAreNotMadeUp() throws {
    try prepare()
    #expect(throws: StoreError.system(SystemError(.status, ENOENT, folder.path + "/no"))) {
      try store().rename("a.md", to: "no/b.md")
    }
    #expect(folder.names == ["a.md", "a.md.review.yaml"])
  }

  @Test(arguments: ["comments: [\n", "mrsf_version: \"1.0\"\ndocument: a.md\n", "\u{1}"])
  func sidecarInTroubleLeavesBothInPlace(_ sidecar: String) {
    folder.write("# A\n", to: "a.md")
    folder.write(sidecar, to: "a.md.review.yaml")
    #expect(throws: StoreError.self) { try store().rename("a.md", to: "b.md") }
    #expect(folder.names == ["a.md", "a.md.review.yaml"] && folder.read("a.md.review.yaml") == sidecar)
  }

  @Test func documentIsQuotedWhereItHasToBe() throws {
    try prepare()
    _ = try store().rename("a.md", to: "b: c#.md")
    #expect(folder.read("b: c#.md.review.yaml")?.contains("document: \"b: c#.md\"") == true)
    #expect(try store().open(source: "b: c#.md").annotations == [note])
  }

  /// Every call of the way goes wrong in turn.
  @Test(arguments: [false, true], [[], [.rename]] as [Set<SystemError.Call>])
  func notesAlwaysHaveTheirSidecar(isKilled: Bool, unsupported: Set<SystemError.Call>) throws {
    var fired = 0
    for call in 0..<300 {
      let folder = TemporaryFolder()
      folder.write("# A\n", to: "a.md")
      _ = try Store(folder.environment()).save(
        [.add(note)], to: Store(folder.environment()).open(source: "a.md"))
      let faulty = FaultyFileSystem(unsupported: unsupported)
      faulty.arm(isKilled ? .kill : .error(EIO), at: call)
      let isDone = (try? Store(folder.environment(faulty)).rename("a.md", to: "b.md")) != nil
      let hasFired = faulty.hasFired
      let sources = ["a.md", "b.md"].filter(folder.names.contains)
      #expect(sources.count == 1, "at call \(call)")
      let source = try #require(sources.first)
      let opened = try Store(folder.environment()).open(source: source)
      #expect(opened.annotations == [note] && opened.problems.isEmpty, "\(source) at call \(call)")
      if isDone { #expect(source == "b.md") }
      if !isDone, !isKilled { #expect(folder.names.filter { $0.hasPrefix("b") }.isEmpty, "at call \(call)") }
      if !hasFired { break }
      fired += 1
    }
    #expect(fired > 15)
  }
}
