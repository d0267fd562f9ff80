import Glibc
import Store
import StoreHarness
import Testing

@Suite struct ReadingTests {
  let folder = TemporaryFolder()
  var environment: StoreEnvironment { folder.environment() }

  static let contents: [[UInt8]] = [
    [], [0], Array("\u{FEFF}a\r\nb\u{0}".utf8), [0xFF, 0xFE], Array("hello\n".utf8),
    [UInt8](repeating: 7, count: 119), [UInt8](repeating: 9, count: 300_000),
  ]

  @Test(arguments: contents)
  func bytesComeAsTheyAre(_ bytes: [UInt8]) throws {
    folder.write(bytes, to: "a.md")
    let source = try SourceFile.read("a.md", environment)
    #expect(source.bytes == bytes && source.isSettled)
  }

  @Test func whatIsNoFileIsRefused() throws {
    mkdir(folder.path + "/folder.md", 0o755)
    mkfifo(folder.path + "/pipe.md", 0o600)
    symlink("pipe.md", folder.path + "/link.md")
    #expect(throws: StoreError.notAFile(path: "folder.md", kind: .folder)) {
      try SourceFile.read("folder.md", environment)
    }
    #expect(throws: StoreError.notAFile(path: "pipe.md", kind: .pipe)) { try SourceFile.read("pipe.md", environment) }
    #expect(throws: StoreError.notAFile(path: "link.md", kind: .pipe)) { try SourceFile.read("link.md", environment) }
    #expect(throws: StoreError.notAFile(path: "/dev/null", kind: .device)) {
      try SourceFile.read("/dev/null", environment)
    }
    let error = #expect(throws: StoreError.self) { try SourceFile.read("nowhere.md", environment) }
    #expect(
      error?.message == folder.path + "/nowhere.md: cannot be looked at: No such file or directory. Is the name right?")
  }

  @Test func fourGibibytesAreRefusedBeforeTheyAreRead() throws {
    folder.write("", to: "huge.md")
    truncate(folder.path + "/huge.md", 1 << 32)
    #expect(throws: StoreError.tooLarge(path: "huge.md", size: 1 << 32)) { try SourceFile.read("huge.md", environment) }
  }

  @Test func changeOfEqualSizeAndTimeIsSeen() throws {
    folder.write("one", to: "a.md")
    let source = try SourceFile.read("a.md", environment)
    folder.write("two", to: "a.md")
    var times = [timespec(), timespec()]
    let nanoseconds = Int(source.status?.modified ?? 0)
    times[1] = timespec(tv_sec: nanoseconds / 1_000_000_000, tv_nsec: nanoseconds % 1_000_000_000)
    utimensat(AT_FDCWD, folder.path + "/a.md", times, 0)
    let now = try SourceFile.read("a.md", environment)
    #expect(now.bytes != source.bytes && now.status?.modified == source.status?.modified)
    #expect(now.status != source.status)
  }

  @Test func fileThatGrowsWhileItIsReadIsReadAgain() throws {
    folder.write("one\n", to: "a.md")
    let faulty = FaultyFileSystem()
    let folder = folder
    faulty.arm(.interruption { folder.write("one\ntwo\n", to: "a.md") }, at: 3)
    let source = try SourceFile.read("a.md", folder.environment(faulty))
    #expect(String(decoding: source.bytes, as: UTF8.self) == "one\ntwo\n" && source.isSettled)
  }

  @Test func listingIsInNaturalOrderWithoutWhatIsHidden() throws {
    for name in ["b", "b/.hidden", "B2", ".git"] { mkdir(folder.path + "/" + name, 0o755) }
    for name in [
      "10.md", "9.md", "a.MD", "b/x.markdown", "b/.y.md", "b/.hidden/z.md", ".git/c.md", "B2/q.md", "no.txt",
    ] {
      folder.write("", to: name)
    }
    symlink("..", folder.path + "/b/up")
    symlink("../9.md", folder.path + "/b/nine.md")
    let listing = try FolderListing.markdownFiles(under: ".", environment)
    #expect(
      listing.files.map(\.path) == [
        "9.md", "10.md", "a.MD", "b/nine.md", "b/x.markdown", "B2/q.md",
      ])
    #expect(throws: StoreError.self) { try FolderListing.markdownFiles(under: "nowhere", environment) }
  }

  @Test func watcherTellsOfEveryWayToChangeAFile() throws {
    folder.write("1", to: "a.md")
    folder.write("1", to: "other.md")
    let path = folder.path + "/a.md"
    var watcher = FileWatcher(environment)
    watcher.watch("a.md")
    var changes: Set<String>
    changes = watcher.changes()
    #expect(changes.isEmpty)
    folder.write("2", to: "other.md")
    changes = watcher.changes()
    #expect(changes.isEmpty)
    folder.write("2", to: "a.md")
    changes = watcher.changes()
    #expect(changes == [path])
    folder.write("3", to: "new")
    folder.rename("new", to: "a.md")
    changes = watcher.changes()
    #expect(changes == [path])
    folder.remove("a.md")
    changes = watcher.changes()
    #expect(changes == [path])
    folder.write("4", to: "a.md")
    changes = watcher.changes()
    #expect(changes == [path])
    changes = watcher.changes()
    #expect(changes.isEmpty)
    watcher.unwatch("a.md")
    folder.write("5", to: "a.md")
    changes = watcher.changes()
    #expect(changes.isEmpty)
  }

  @Test func watcherGoesOnWhenTheFolderIsReplaced() throws {
    mkdir(folder.path + "/sub", 0o755)
    folder.write("1", to: "sub/a.md")
    let path = folder.path + "/sub/a.md"
    var watcher = FileWatcher(environment)
    watcher.watch("sub/a.md")
    var changes: Set<String>
    folder.rename("sub", to: "gone")
    changes = watcher.changes()
    #expect(changes == [path])
    var polls = watcher.needsPolling
    #expect(polls)
    mkdir(folder.path + "/sub", 0o755)
    folder.write("2", to: "sub/a.md")
    changes = watcher.changes()
    #expect(changes == [path])
    folder.write("3", to: "sub/a.md")
    changes = watcher.changes()
    #expect(changes == [path])
    polls = watcher.needsPolling
    #expect(!polls)
  }

  @Test(arguments: contents)
  func blobIsNamedAsGitNamesIt(_ bytes: [UInt8]) {
    folder.write(bytes, to: "a.md")
    #expect(blobID(of: bytes) + "\n" == run(["git", "hash-object", "a.md"], in: folder.path).output)
    #expect(SHA256.hexadecimal(bytes) == run(["sha256sum", "a.md"], in: folder.path).output.prefix(64))
  }

  @Test func authorComesFromTheConfigurationElseFromGit() {
    _ = run(["git", "init", "-q"], in: folder.path)
    _ = run(["git", "config", "user.name", "Ada Lovelace"], in: folder.path)
    let source = folder.path + "/a.md"
    #expect(Identity.author(configured: "Me (me)", source: source, variables: [:]) == "Me (me)")
    let login = run(["id", "-un"]).output.split(separator: "\n").first.map(String.init) ?? ""
    #expect(Identity.author(configured: nil, source: source, variables: [:]) == "Ada Lovelace (\(login))")
  }

  @Test func commitIsThatOfExactlyTheseBytes() throws {
    folder.write("# A\n", to: "a.md")
    let shell = "git init -q; git add a.md; git -c user.name=A -c user.email=a@b commit -qm 1; git rev-parse HEAD"
    let head = run(["sh", "-c", shell], in: folder.path).output.split(separator: "\n").last.map(String.init)
    let git = Git(source: folder.path + "/a.md")
    #expect(git.commit(of: Array("# A\n".utf8)) == head)
    #expect(git.commit(of: Array("# B\n".utf8)) == nil)
    #expect(git.blob(blobID(of: Array("# A\n".utf8))) == Array("# A\n".utf8))
    #expect(Git(source: "/a.md").commit(of: []) == nil)
  }

  @Test func smallStateIsKeptForEachSource() throws {
    let store = Store(environment)
    let rows = [["fold", "A\tB\n\\t", "e\u{301}", ""], ["", "\r\u{0}"], ["place"]]
    #expect(try store.state(named: "place", for: "/a.md") == nil)
    try store.setState(rows, named: "place", for: "/a.md")
    try store.setState([], named: "last")
    #expect(try store.state(named: "place", for: "/a.md") == rows)
    #expect(try store.state(named: "last") == [])
  }

  static let timestamps: [(Int64, Int, String)] = [
    (0, 0, "1970-01-01T00:00:00+00:00"), (-1, 0, "1969-12-31T23:59:59+00:00"),
    (1_772_472_179_713, 3600, "2026-03-02T18:22:59+01:00"), (1_772_472_179_713, -16_200, "2026-03-02T12:52:59-04:30"),
  ]

  @Test(arguments: timestamps)
  func timestampsNameTheirOffset(_ milliseconds: Int64, _ offset: Int, _ text: String) {
    #expect(Timestamp(milliseconds: milliseconds, offset: offset).text == text)
  }

  @Test func identifiersSortByTime() {
    var randomness = SystemRandomNumberGenerator()
    let early = ULID.make(at: Timestamp(milliseconds: 1_469_918_176_385), using: &randomness)
    let late = ULID.make(at: Timestamp(milliseconds: 1_469_918_176_386), using: &randomness)
    #expect(early.hasPrefix("01ARYZ6S41") && early.utf8.count == 26 && early < late)
  }
}
