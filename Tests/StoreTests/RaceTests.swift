import Annotations
import Store
import StoreHarness
import Testing

/// Somebody else writes while a save is under way, at each of its steps.
@Suite struct RaceTests {
  private static let base = """
    mrsf_version: "1.0"
    document: a.md
    comments:
      - id: "1"
        author: Ada (ada)
        timestamp: "2026-03-02T18:22:59+01:00"
        text: one
        resolved: false
        line: 1
      # A remark between records.
      - id: "9"
        author: Ada (ada)
        timestamp: "2026-03-02T18:22:59+01:00"
        text: nine
        resolved: false
        line: 9

    """

  enum Writer: CaseIterable {
    /// Appends a record to what it reads, in the same file.
    case inPlace
    /// The same, through a new file that takes the name.
    case replacing
    /// Removes the file and writes it again.
    case deleting
    /// Another instance of this program.
    case gloss
  }

  @Test(arguments: Writer.allCases)
  func bothRecordsAreThereInTheEnd(_ writer: Writer) throws {
    var fired = 0
    for call in 0..<500 {
      let folder = TemporaryFolder()
      folder.write("# A\n", to: "a.md")
      folder.write(Self.base, to: "a.md.review.yaml")
      let faulty = FaultyFileSystem(locksNothing: true)
      let store = Store(folder.environment(faulty))
      let opened = try store.open(source: "a.md")
      var changed = opened.annotations[0]
      changed.text = "one, changed"
      faulty.arm(.interruption { Self.write(writer, in: folder) }, at: call)
      let changes: [AnnotationChange] = [
        .replace(changed, was: opened.annotations[0]), .add(annotation("5", "five", line: 5)),
      ]
      // Without locks, the other instance may take our half-made file for that of a dead one: not saved, and said so.
      let first = writer == .gloss ? try? store.save(changes, to: opened) : nil
      let saved = try first ?? store.save(changes, to: opened)
      let hasFired = faulty.hasFired
      let now = try Store(folder.environment()).open(source: "a.md")
      #expect(now.annotations.first { $0.id == "1" }?.text == "one, changed", "at call \(call)")
      var expected: Set = ["1", "5", "9"]
      if hasFired { expected.insert("theirs") }
      #expect(Set(now.annotations.map(\.id)) == expected, "at call \(call)")
      #expect(Set(saved.annotations.map(\.id)).isSuperset(of: ["1", "5", "9"]))
      #expect(folder.read("a.md.review.yaml")?.contains("  # A remark between records.\n") == true)
      #expect(folder.names == ["a.md", "a.md.review.yaml"], "at call \(call)")
      if !hasFired { break }
      fired += 1
    }
    #expect(fired > 20)
  }

  /// A program without a lock writes what it read a while ago: what it leaves out is not forgotten.
  @Test func recordsThatAStaleWriteLeavesOutAreListed() throws {
    var fired = 0
    for call in 0..<500 {
      let folder = TemporaryFolder()
      folder.write("# A\n", to: "a.md")
      let faulty = FaultyFileSystem()
      let store = Store(folder.environment(faulty))
      var opened = try store.save([.add(annotation("1", "one", line: 1))], to: store.open(source: "a.md"))
      let stale = try #require(folder.read("a.md.review.yaml"))
      opened = try store.save([.add(annotation("2", "two", line: 2))], to: opened)
      faulty.arm(.interruption { folder.write(stale, to: "a.md.review.yaml") }, at: call)
      _ = try store.save([.add(annotation("3", "three", line: 3))], to: opened)
      let hasFired = faulty.hasFired
      let now = try Store(folder.environment()).open(source: "a.md")
      #expect(Set((now.annotations + now.missing).map(\.id)) == ["1", "2", "3"], "at call \(call)")
      if !hasFired { break }
      fired += 1
    }
    #expect(fired > 20)
  }

  private static func write(_ writer: Writer, in folder: TemporaryFolder) {
    if writer == .gloss {
      let other = Store(folder.environment(FaultyFileSystem(locksNothing: true)))
      _ = try? other.save([.add(annotation("theirs", "theirs", line: 7))], to: other.open(source: "a.md"))
      return
    }
    guard let text = folder.read("a.md.review.yaml") else { return }
    let record = """
        - id: theirs
          author: Bob
          timestamp: '2026-03-02T18:22:59Z'
          text: theirs
          resolved: false

      """
    switch writer {
    case .inPlace: folder.write(text + record, to: "a.md.review.yaml")
    case .replacing:
      folder.write(text + record, to: "new")
      folder.rename("new", to: "a.md.review.yaml")
    case .deleting, .gloss:
      folder.remove("a.md.review.yaml")
      folder.write(text + record, to: "a.md.review.yaml")
    }
  }

  @Test func secondInstanceWaitsForTheLockAndSaysSo() throws {
    let folder = TemporaryFolder()
    folder.write("# A\n", to: "a.md")
    let faulty = FaultyFileSystem()
    let store = Store(folder.environment(faulty))
    let opened = try store.open(source: "a.md")
    let result = Outcome()
    // Far enough into the save to hold the lock.
    faulty.arm(
      .interruption {
        let other = Store(folder.environment())
        do throws(StoreError) {
          _ = try other.save([.add(annotation("2", "two"))], to: other.open(source: "a.md"))
        } catch {
          result.error = error
        }
      }, at: 20)
    _ = try store.save([.add(annotation("1", "one"))], to: opened)
    #expect(result.error == .locked(path: folder.path))
  }

  @Test func lockFileOfADeadProcessIsTakenOver() throws {
    let folder = TemporaryFolder()
    folder.write("# A\n", to: "a.md")
    folder.write("77", to: ".lock.gloss")
    let environment = folder.environment(FaultyFileSystem(unsupported: [.lock]), running: [])
    var later = environment
    later.now = { Timestamp(milliseconds: Timestamp.now().milliseconds + 60_000) }
    var store = Store(later)
    #expect(try store.save([.add(annotation("1", "one"))], to: store.open(source: "a.md")).annotations.count == 1)
    #expect(folder.names == ["a.md", "a.md.review.yaml"])

    folder.write("77", to: ".lock.gloss")
    later.isRunning = { _ in true }
    store = Store(later)
    #expect(throws: StoreError.locked(path: folder.path)) {
      try store.save([.add(annotation("2", "two"))], to: store.open(source: "a.md"))
    }
  }

  /// A file left by a killed save may be the only copy of another writer's change.
  @Test func litterIsMergedBeforeItGoes() throws {
    let folder = TemporaryFolder()
    folder.write("# A\n", to: "a.md")
    let store = Store(folder.environment())
    _ = try store.save([.add(annotation("1", "one", line: 1))], to: store.open(source: "a.md"))
    let old = try #require(folder.read("a.md.review.yaml"))
    _ = try store.save([.add(annotation("2", "two", line: 2))], to: store.open(source: "a.md"))
    let theirs =
      old + """
          - id: theirs
            author: Bob
            timestamp: '2026-03-02T18:22:59Z'
            text: theirs
            resolved: false

        """
    folder.write(theirs, to: ".01ARZ3NDEKTSV4RRFFQ69G5FAV.gloss")
    #expect(Set(try store.open(source: "a.md").annotations.map(\.id)) == ["1", "2", "theirs"])
    #expect(folder.names == ["a.md", "a.md.review.yaml"])
  }

  @Test func litterThatHistoryKnowsBringsNothingBack() throws {
    let folder = TemporaryFolder()
    folder.write("# A\n", to: "a.md")
    let store = Store(folder.environment())
    let one = annotation("1", "one", line: 1)
    _ = try store.save([.add(one), .add(annotation("2", "two", line: 2))], to: store.open(source: "a.md"))
    let old = try #require(folder.read("a.md.review.yaml"))
    _ = try store.save([.delete(one)], to: store.open(source: "a.md"))
    folder.write(old, to: ".01ARZ3NDEKTSV4RRFFQ69G5FAV.gloss")
    #expect(try store.open(source: "a.md").annotations.map(\.id) == ["2"])
    #expect(folder.names == ["a.md", "a.md.review.yaml"])
  }
}

/// A result that another closure leaves; the closures here run one after the other.
private final class Outcome: Sendable {
  private let stored = Protected<StoreError?>(nil)
  var error: StoreError? {
    get { stored.value }
    set { stored.value = newValue }
  }
}
