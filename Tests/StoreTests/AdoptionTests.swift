import Annotations
import Glibc
import StoreHarness
import Testing

@testable import Store

/// Notes were renamed by something else, and their sidecar was left behind.
@Suite struct AdoptionTests {
  let folder = TemporaryFolder()
  private static let text = "# Vegetables\n\n- carrots and parsnips\n- lettuce in the spring\n- tulips and daisies\n"

  private func prepare(_ blob: String?) throws {
    folder.write(Self.text, to: "old.md")
    var note = annotation("1", "why?", line: 3)
    note.anchor.selectedText = "- carrots and parsnips"
    var other = annotation("2", "when?", line: 4)
    other.anchor.selectedText = "- lettuce in the spring"
    if let blob { note.anchor.evidence = Anchor.Evidence(path: ["Vegetables"], ordinal: 1, samePath: 1, blob: blob) }
    let store = Store(folder.environment())
    _ = try store.save([.add(note), .add(other)], to: store.open(source: "old.md"))
  }

  private func matches(for name: String) -> [SidecarListing.SidecarMatch] {
    SidecarListing.matches(for: name, bytes: folder.bytes(name) ?? [], folder.environment())
  }

  @Test func sameBytesAreKnownByTheirBlob() throws {
    try prepare(blobID(of: Array(Self.text.utf8)))
    #expect(matches(for: "old.md").isEmpty)
    folder.rename("old.md", to: "new.md")
    #expect(matches(for: "new.md").map(\.evidence) == [.sameBytes])
  }

  @Test func editedNotesAreKnownByTheirLines() throws {
    let environment = folder.environment()
    try prepare(try SourceArchive(environment).keep(Array(Self.text.utf8)))
    folder.rename("old.md", to: "new.md")
    folder.write("# Garden\n" + Self.text.dropFirst(13), to: "new.md")
    #expect(matches(for: "new.md").map(\.evidence) == [.sameLines])
    folder.write("# Garden\n\n- carrots and parsnips\n- nothing else\n- here at all\n", to: "new.md")
    #expect(matches(for: "new.md").isEmpty)
  }

  @Test func withoutTheOldTextQuotationsTell() throws {
    try prepare(nil)
    folder.rename("old.md", to: "new.md")
    #expect(matches(for: "new.md").map(\.evidence) == [.quotations])
    folder.write("# A\n\n- other things\n", to: "new.md")
    #expect(matches(for: "new.md").isEmpty)
  }

  @Test func gitKnowsOfARename() throws {
    try prepare(nil)
    let git = ["git", "-C", folder.path, "-c", "user.name=A", "-c", "user.email=a@b"]
    #expect(run(git + ["init", "-q"]).status == 0)
    #expect(run(git + ["add", "old.md"]).status == 0 && run(git + ["commit", "-qm", "1"]).status == 0)
    #expect(run(git + ["mv", "old.md", "new.md"]).status == 0 && run(git + ["commit", "-qm", "2"]).status == 0)
    folder.write("# All\n\n- is different now\n", to: "new.md")
    #expect(matches(for: "new.md").map(\.evidence) == [.git])
  }

  @Test func twoThatAreEquallyLikelyAreNotGuessed() throws {
    try prepare(nil)
    folder.remove("old.md")
    let sources = ["x.md", "y.md"]
    for source in sources { folder.write(Self.text, to: source) }
    let detached = SidecarListing.detached(under: [folder.path], sources: [], folder.environment())
    #expect(detached.count == 1)
    #expect(SidecarListing.matches(of: detached, with: sources, folder.environment()).isEmpty)
    #expect(SidecarListing.matches(of: detached, with: [sources[0]], folder.environment()).count == 1)
  }

  @Test(arguments: [false, true])
  func sidecarFollows(hasAnnotationsAlready: Bool) throws {
    try prepare(nil)
    let before = try #require(folder.read("old.md.review.yaml"))
    folder.rename("old.md", to: "new.md")
    let store = Store(folder.environment())
    let match = try #require(matches(for: "new.md").first)
    if hasAnnotationsAlready {
      _ = try store.save([.add(annotation("3", "mine", line: 5))], to: store.open(source: "new.md"))
    }
    let adopted = try store.adopt(match.detached, for: "new.md")
    #expect(Set(adopted.annotations.map(\.id)) == (hasAnnotationsAlready ? ["1", "2", "3"] : ["1", "2"]))
    #expect(adopted.missing.isEmpty && adopted.problems.isEmpty)
    #expect(folder.names == ["new.md", "new.md.review.yaml"])
    if !hasAnnotationsAlready {
      #expect(
        folder.read("new.md.review.yaml") == before.replacing("document: old.md", with: "document: new.md"))
    }
  }

  /// Sidecars that are kept in the state folder follow, too; `goesBeside`: to the notes, when they may be there now.
  @Test(arguments: [false, true])
  func sidecarInTheStateFolderFollows(goesBeside: Bool) throws {
    var apart = folder.environment()
    apart.keepsSidecarsApart = true
    let store = Store(apart)
    folder.write(Self.text, to: "old.md")
    folder.write("# Else\n", to: "else.md")
    var note = annotation("1", "why?", line: 3)
    note.anchor.selectedText = "- carrots and parsnips\n- lettuce in the spring\n- tulips and daisies"
    let was = try store.save([.add(note)], to: store.open(source: "old.md"))
    _ = try store.save([.add(annotation("2", "else", line: 1))], to: store.open(source: "else.md"))
    #expect(was.path.hasPrefix(folder.path + "/.state/sidecars/"))
    #expect(was.document.document == folder.path + "/old.md")
    folder.rename("old.md", to: "new.md")
    let environment = goesBeside ? folder.environment() : apart
    let bytes = try #require(folder.bytes("new.md"))
    #expect(SidecarListing.matches(for: "else.md", bytes: Array("# Else\n".utf8), environment).isEmpty)
    let match = try #require(SidecarListing.matches(for: "new.md", bytes: bytes, environment).first)
    #expect(match.detached.source == folder.path + "/old.md" && match.detached.name == "old.md.review.yaml")
    #expect(SidecarListing.detached(of: "old.md", environment) == match.detached)
    let adopted = try Store(environment).adopt(match.detached, for: "new.md")
    #expect(adopted.annotations.map(\.id) == ["1"] && adopted.problems.isEmpty)
    #expect(adopted.path == (goesBeside ? folder.path + "/new.md.review.yaml" : adopted.location.statePath))
    #expect(try Store(environment).open(source: "new.md").annotations.map(\.text) == ["why?"])
    #expect(SidecarListing.detached(under: [folder.path], sources: ["new.md"], environment).isEmpty)
    #expect(try store.open(source: "else.md").annotations.count == 1)
    if goesBeside { #expect(folder.read("new.md.review.yaml")?.contains("document: new.md\n") == true) }
  }

  @Test func aSidecarOfAnotherFolderIsOfferedToNotesOfTheSameNameOnly() throws {
    var apart = folder.environment()
    apart.keepsSidecarsApart = true
    mkdir(folder.path + "/a", 0o755)
    mkdir(folder.path + "/b", 0o755)
    folder.write(Self.text, to: "a/old.md")
    let store = Store(apart)
    var note = annotation("1", "why?", line: 3)
    note.anchor.selectedText = "- carrots and parsnips\n- lettuce in the spring\n- tulips and daisies"
    _ = try store.save([.add(note)], to: store.open(source: "a/old.md"))
    folder.rename("a/old.md", to: "b/new.md")
    #expect(SidecarListing.matches(for: "b/new.md", bytes: Array(Self.text.utf8), apart).isEmpty)
    folder.rename("b/new.md", to: "b/old.md")
    let offered = SidecarListing.matches(for: "b/old.md", bytes: Array(Self.text.utf8), apart)
    #expect(offered.map(\.detached.source) == [folder.path + "/a/old.md"])
    #expect(SidecarListing.matches(for: "b/old.md", bytes: Array("# Else\n".utf8), apart).isEmpty)
    // A look over both folders finds it.
    let detached = SidecarListing.detached(under: [folder.path], sources: [], apart)
    #expect(detached.map(\.source) == [folder.path + "/a/old.md"])
  }

  @Test func sidecarWithItsNotesIsNotTaken() throws {
    try prepare(nil)
    folder.write(Self.text, to: "new.md")
    let detached = SidecarListing.DetachedSidecar(
      path: folder.path + "/old.md.review.yaml", source: folder.path + "/old.md")
    #expect(throws: StoreError.exists(path: detached.source)) {
      try Store(folder.environment()).adopt(detached, for: "new.md")
    }
    #expect(folder.names == ["new.md", "old.md", "old.md.review.yaml"])
  }

  /// Every call of the way goes wrong in turn.
  @Test(arguments: [false, true])
  func annotationsAreAlwaysInOneOfTheTwo(isKilled: Bool) throws {
    var fired = 0
    for call in 0..<300 {
      let other = AdoptionTests()
      try other.prepare(nil)
      other.folder.rename("old.md", to: "new.md")
      let match = try #require(other.matches(for: "new.md").first)
      let faulty = FaultyFileSystem()
      faulty.arm(isKilled ? .kill : .error(EIO), at: call)
      let isDone = (try? Store(other.folder.environment(faulty)).adopt(match.detached, for: "new.md")) != nil
      let hasFired = faulty.hasFired
      let store = Store(other.folder.environment())
      if other.folder.read("old.md.review.yaml") != nil {
        #expect(try store.adopt(match.detached, for: "new.md").annotations.count == 2, "at call \(call)")
      }
      #expect(try store.open(source: "new.md").annotations.count == 2, "at call \(call)")
      if isDone, !hasFired { break }
      fired += 1
    }
    #expect(fired > 15)
  }
}
