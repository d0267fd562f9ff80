import Annotations
import Glibc
import Store
import StoreHarness
import Testing

@Suite struct LocationTests {
  let folder = TemporaryFolder()
  let store: Store

  init() {
    mkdir(folder.path + "/docs", 0o755)
    folder.write("# A\n", to: "docs/a.md")
    store = Store(folder.environment())
  }

  private func save(_ source: String = "docs/a.md") throws -> OpenedSidecar {
    try store.save([.add(annotation("1", "one", line: 1))], to: store.open(source: source))
  }

  @Test func configuredRootHoldsTheSidecar() throws {
    folder.write("sidecar_root: .reviews\n", to: ".mrsf.yaml")
    let saved = try save()
    #expect(saved.path == folder.path + "/.reviews/docs/a.md.review.yaml")
    #expect(folder.read(".reviews/docs/a.md.review.yaml")?.contains("document: docs/a.md\n") == true)
  }

  @Test(arguments: [
    ("/abs", StoreError.ConfigurationFault.absoluteRoot("/abs")), ("../x", .escapingRoot("../x")),
    ("a/../../x", .escapingRoot("a/../../x")),
  ])
  func rootOutsideIsRefused(_ root: String, _ fault: StoreError.ConfigurationFault) {
    folder.write("other: 1\nsidecar_root: \(root)\n", to: ".mrsf.yaml")
    #expect(throws: StoreError.configuration(path: folder.path + "/.mrsf.yaml", line: 2, fault)) {
      try store.open(source: "docs/a.md")
    }
  }

  @Test func rootAboveTheRepositoryDoesNotCount() throws {
    folder.write("sidecar_root: .reviews\n", to: ".mrsf.yaml")
    mkdir(folder.path + "/docs/.git", 0o755)
    #expect(try save().path == folder.path + "/docs/a.md.review.yaml")
  }

  @Test func newSidecarsStandApartWhereTheReaderWantsThat() throws {
    var environment = folder.environment()
    environment.keepsSidecarsApart = true
    let apart = Store(environment)
    let saved = try apart.save([.add(annotation("1", "one", line: 1))], to: apart.open(source: "docs/a.md"))
    #expect(saved.path.hasPrefix(environment.stateDirectory + "/sidecars/"))
    #expect(folder.read("docs/a.md.review.yaml") == nil)
    #expect(try apart.open(source: "docs/a.md").annotations.map(\.text) == ["one"])
    // One that is there already goes on where it is.
    folder.write("# B\n", to: "docs/b.md")
    _ = try store.save([.add(annotation("2", "two", line: 1))], to: store.open(source: "docs/b.md"))
    let beside = try apart.save([.add(annotation("3", "three", line: 1))], to: apart.open(source: "docs/b.md"))
    #expect(beside.path == folder.path + "/docs/b.md.review.yaml")
  }

  @Test func linkToTheSourceSharesItsSidecar() throws {
    symlink("docs/a.md", folder.path + "/link.md")
    symlink("link.md", folder.path + "/second.md")
    #expect(try save("second.md").path == folder.path + "/docs/a.md.review.yaml")
    #expect(try store.open(source: "docs/a.md").annotations.count == 1)
  }

  /// Beside the source, of both forms; of links; in the state folder; where the configuration says.
  @Test(arguments: ["", "sidecar_root: .reviews\n", "sidecar_root: /abs\n"])
  func sourcesThatMayBeAnnotatedAreToldByNames(_ configuration: String) throws {
    let names = ["a", "b", "c", "d", "e"].map { "docs/\($0).md" } + ["docs/link.md", "docs/gone.md", "none/a.md"]
    for name in names.prefix(5) { folder.write("# T\n", to: name) }
    symlink("e.md", folder.path + "/docs/link.md")
    if !configuration.isEmpty { folder.write(configuration, to: ".mrsf.yaml") }
    let environment = folder.environment()
    func annotated() -> [String] {
      var sources = AnnotatedSources(environment)
      return names.filter { sources.contains($0) }
    }
    guard configuration != "sidecar_root: /abs\n" else {
      #expect(annotated() == names)
      return
    }
    #expect(annotated() == [])
    _ = try save("docs/a.md")
    folder.write("{}", to: configuration.isEmpty ? "docs/b.md.review.json" : ".reviews/docs/b.md.review.json")
    var other = environment
    other.keepsSidecarsApart = true
    let apart = Store(other)
    _ = try apart.save([.add(annotation("1", "one", line: 1))], to: apart.open(source: "docs/c.md"))
    let draft = Draft(
      id: "2", purpose: .new, text: "x", anchor: Anchor(target: .topic), timestamp: "2026-01-02T11:42:00Z")
    try DraftJournal(environment).write(draft, source: "docs/link.md")
    #expect(annotated() == ["docs/a.md", "docs/b.md", "docs/c.md", "docs/e.md", "docs/link.md"])
  }

  @Test func linkToTheSidecarStaysALink() throws {
    mkdir(folder.path + "/elsewhere", 0o755)
    symlink("../elsewhere/real.yaml", folder.path + "/docs/a.md.review.yaml")
    _ = try save()
    #expect(folder.read("elsewhere/real.yaml")?.contains("document: a.md\n") == true)
    #expect(
      try LinuxFileSystem().target(ofLink: folder.path + "/docs/a.md.review.yaml", in: nil) == "../elsewhere/real.yaml")
  }

  @Test func circleOfLinksIsAnError() {
    symlink("y.md", folder.path + "/x.md")
    symlink("x.md", folder.path + "/y.md")
    #expect(throws: StoreError.linkLoop(path: folder.path + "/x.md")) { try store.open(source: "x.md") }
  }

  @Test func bothFormsAreReportedAndTheYAMLIsWritten() throws {
    folder.write(#"{"mrsf_version":"1.0","document":"a.md","comments":[]}"#, to: "docs/a.md.review.json")
    folder.write("mrsf_version: '1.0'\ndocument: a.md\ncomments: []\n", to: "docs/a.md.review.yaml")
    let saved = try save()
    #expect(saved.path.hasSuffix(".yaml"))
    #expect(saved.problems.map(\.kind) == [.otherFormatToo(folder.path + "/docs/a.md.review.json")])
  }

  @Test(arguments: [0o640, 0o600, 0o664, 0o444] as [UInt32])
  func modeIsKept(_ mode: UInt32) throws {
    _ = try save()
    let path = folder.path + "/docs/a.md.review.yaml"
    chmod(path, mode)
    _ = try store.save([.add(annotation("2", "two", line: 2))], to: store.open(source: "docs/a.md"))
    #expect(try LinuxFileSystem().status(of: path, in: nil, followingLinks: false).permissions == mode)
  }

  @Test func newSidecarIsAsPrivateAsItsSource() throws {
    chmod(folder.path + "/docs/a.md", 0o600)
    let path = try save().path
    #expect(try LinuxFileSystem().status(of: path, in: nil, followingLinks: false).permissions == 0o600)
  }

  @Test func hardLinksAreRefusedOrKept() throws {
    let opened = try save()
    link(opened.path, folder.path + "/second")
    let two = annotation("2", "two", line: 2)
    #expect(throws: StoreError.hardLinked(path: opened.path, links: 2)) { try store.save([.add(two)], to: opened) }
    let saved = try store.save([.add(two)], to: opened, hardLinks: .writeInPlace)
    #expect(saved.annotations.count == 2)
    #expect(folder.bytes("second") == folder.bytes("docs/a.md.review.yaml"))
  }

  @Test func folderThatCannotBeWrittenSendsThemToTheStateFolder() throws {
    let readOnly = Store(folder.environment(FaultyFileSystem(readOnly: folder.path + "/docs")))
    let opened = try readOnly.open(source: "docs/a.md")
    #expect(opened.writability == .elsewhere(path: opened.location.statePath))
    let saved = try readOnly.save([.add(annotation("1", "one", line: 1))], to: opened)
    #expect(saved.annotations.count == 1)
    #expect(try readOnly.open(source: "docs/a.md").annotations.count == 1)
    #expect(folder.bytes("docs/a.md.review.yaml") == nil)
    // When it can be written again, they are shown, and go where they belong with the next save.
    let writable = try store.open(source: "docs/a.md")
    #expect(writable.annotations.count == 1)
    let moved = try store.save([.add(annotation("2", "two", line: 2))], to: writable)
    #expect(moved.annotations.map(\.id) == ["1", "2"])
    #expect(folder.read("docs/a.md.review.yaml")?.contains("id: \"1\"") == true)
    #expect(access(moved.location.statePath, F_OK) != 0)
  }

  @Test func longNamesLeaveRoomForTheTemporaryFile() throws {
    let name = String(repeating: "n", count: 240) + ".md"
    folder.write("# A\n", to: name)
    #expect(try save(name).annotations.count == 1)
  }

  @Test(arguments: ["yaml", "json"]) func sidecarInAnotherUnicodeFormIsFound(_ ending: String) throws {
    let (composed, decomposed) = ("caf\u{E9}.md", "cafe\u{301}.md")
    for (note, sidecar) in [(composed, decomposed), (decomposed, composed)] {
      folder.write("# A\n", to: note)
      folder.write(Self.sidecar(ending), to: sidecar + ".review." + ending)
      let opened = try store.open(source: note)
      #expect(opened.annotations.map(\.text) == ["one"])
      let saved = try store.save([.add(annotation("2", "two", line: 1))], to: opened)
      #expect(Array(saved.path.utf8) == Array((folder.path + "/" + sidecar + ".review." + ending).utf8))
      // A note that has this very name keeps its sidecar.
      folder.write("# B\n", to: sidecar)
      #expect(try store.open(source: note).annotations.isEmpty)
      for name in [note, sidecar, sidecar + ".review." + ending] { unlink(folder.path + "/" + name) }
    }
  }

  private static func sidecar(_ ending: String) -> String {
    let fields = #""id": "1", "author": "a", "timestamp": "t", "text": "one", "resolved": false"#
    if ending == "json" { return #"{"mrsf_version": "1.0", "document": "a", "comments": [{\#(fields)}]}"# }
    return "mrsf_version: \"1.0\"\ndocument: a\ncomments:\n  - {\(fields)}\n"
  }

  @Test func sidecarThatBecomesALinkIsFollowedAtOnce() throws {
    let opened = try save()
    mkdir(folder.path + "/elsewhere", 0o755)
    let (old, new) = (folder.path + "/docs/a.md.review.yaml", folder.path + "/elsewhere/x.yaml")
    Glibc.rename(old, new)
    symlink("../elsewhere/x.yaml", old)
    let refreshed = try store.refresh(opened)
    #expect(refreshed?.path == new && refreshed?.annotations.map(\.text) == ["one"])
    let saved = try store.save([.add(annotation("2", "two", line: 1))], to: opened)
    #expect(saved.path == new && saved.annotations.map(\.text) == ["one", "two"])
    #expect(folder.read("elsewhere/x.yaml")?.contains("two") == true)
    var target = [CChar](repeating: 0, count: 64)
    #expect(readlink(old, &target, 63) > 0)
  }
}
