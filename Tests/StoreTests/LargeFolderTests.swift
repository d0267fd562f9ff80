import Annotations
import Glibc
import Store
import StoreHarness
import Testing

/// The store in folders of many files: a folder is listed once, whatever is done with the files in it.
struct LargeFolderTests {
  let folder = TemporaryFolder()
  let files = FaultyFileSystem()

  init() {
    for name in ["a.md", "b.md", "c.md"] { folder.write("# \(name)\n", to: name) }
  }

  /// The environment in which the folder was last changed a while ago.
  private var later: StoreEnvironment {
    var environment = folder.environment(files)
    environment.now = { Timestamp(milliseconds: Timestamp.now().milliseconds + 60_000) }
    return environment
  }

  @Test("Opening the sidecars of a folder lists it once")
  func opening() throws {
    let store = Store(later)
    files.disarm()
    for name in ["a.md", "b.md", "c.md"] { _ = try store.open(source: name) }
    #expect(files.count(of: .list) == 1)
  }

  @Test("A folder that was changed just now is listed again: its time stamp may stay the same at the next change")
  func openingYoung() throws {
    let store = Store(folder.environment(files))
    _ = try store.open(source: "a.md")
    files.disarm()
    _ = try store.open(source: "b.md")
    #expect(files.count(of: .list) == 1)
  }

  @Test("A copy in conflict that appears between two openings is seen")
  func conflictCopy() throws {
    let store = Store(folder.environment(files))
    let opened = try store.save([.add(annotation("1", "one"))], to: try store.open(source: "a.md"))
    #expect(opened.problems.isEmpty)
    folder.write(folder.read("a.md.review.yaml") ?? "", to: "a.md.review (conflicted copy).yaml")
    #expect(try store.open(source: "a.md").problems.map(\.kind) == [.conflictCopy])
  }

  @Test("Saving and looking for changes do not list the folder of the notes")
  func saving() throws {
    let store = Store(later)
    var opened = try store.open(source: "a.md")
    opened = try store.save([.add(annotation("1", "one"))], to: opened)
    files.disarm()
    opened = try store.save([.add(annotation("2", "two"))], to: opened)
    #expect(try store.refresh(opened) == nil)
    #expect(!files.listed.contains(folder.path))
    #expect(opened.annotations.map(\.id) == ["1", "2"])
  }

  @Test("What a killed save left is merged by the next save, which does not list the folder")
  func leftovers() throws {
    let store = Store(folder.environment(files))
    var opened = try store.open(source: "a.md")
    opened = try store.save([.add(annotation("1", "one"))], to: opened)
    // Killed at each call of a save in turn.
    for call in 0..<200 {
      let dying = FaultyFileSystem()
      dying.arm(.kill, at: call)
      _ = try? Store(folder.environment(dying)).save([.add(annotation("k\(call)", "killed"))], to: opened)
      if !dying.hasFired { break }
      let leftovers = folder.names.filter { $0.hasSuffix(".gloss") }
      opened = try store.save([.add(annotation("s\(call)", "saved"))], to: opened)
      #expect(folder.names.filter { $0.hasSuffix(".gloss") } == [], "\(leftovers) at call \(call)")
    }
  }
}
