import Annotations
import Glibc
import Store
import StoreHarness
import Testing

/// Every call of the save path goes wrong in turn.
@Suite struct FaultTests {
  /// Ways in which a file system is less than Linux's own.
  static let kinds: [Set<SystemError.Call>] = [[], [.rename], [.rename, .link], [.lock]]

  enum Failure: String, CaseIterable {
    case inputOutput, noSpace, interrupted, shortWrite, kill

    var fault: FaultyFileSystem.Fault {
      switch self {
      case .inputOutput: .error(EIO)
      case .noSpace: .error(ENOSPC)
      case .interrupted: .error(EINTR)
      case .shortWrite: .shortWrite
      case .kill: .kill
      }
    }
  }

  /// On the lesser file systems only the failure that leaves most behind.
  static let cases = Failure.allCases.flatMap { failure in
    (failure == .kill ? kinds : [[]]).flatMap { kind in
      [false, true].map { (failure, kind, $0) }
    }
  }

  @Test(arguments: cases)
  func saveLeavesOldOrNewFileWhole(
    _ failure: Failure, _ unsupported: Set<SystemError.Call>, _ isFirst: Bool
  ) throws {
    let (one, two) = (annotation("1", "one", line: 1), annotation("2", "two\nlines", line: 2))
    var changed = one
    changed.text = "one, again"
    var fired = 0
    for call in 0..<500 {
      let folder = TemporaryFolder()
      folder.write("# A\n", to: "a.md")
      let store = Store(folder.environment())
      var old: String?
      if !isFirst {
        _ = try store.save([.add(one)], to: store.open(source: "a.md"))
        old = folder.read("a.md.review.yaml")
      }
      let faulty = FaultyFileSystem(unsupported: unsupported)
      let other = Store(folder.environment(faulty))
      let changes: [AnnotationChange] =
        isFirst ? [.add(changed), .add(two)] : [.replace(changed, was: one), .add(two)]
      let opened = try other.open(source: "a.md")
      faulty.arm(failure.fault, at: call)
      var saved: OpenedSidecar?
      var error: StoreError?
      do throws(StoreError) { saved = try other.save(changes, to: opened) } catch let failed { error = failed }
      let hasFired = faulty.hasFired
      faulty.disarm()
      let now = folder.read("a.md.review.yaml")

      // What is there now is a version, whole.
      let reread = try Store(folder.environment()).open(source: "a.md")
      #expect(reread.problems.isEmpty)
      if saved != nil {
        #expect(reread.annotations == [changed, two], "said to be saved at call \(call)")
      } else {
        #expect(error?.message.isEmpty == false)
        #expect(now == old || reread.annotations == [changed, two], "neither old nor new at call \(call)")
      }
      // And another try works and leaves nothing lying about.
      if case let again = Store(folder.environment()), saved == nil {
        // Only a lock file's age tells that its owner is dead.
        if unsupported.contains(.lock) { unlink(folder.path + "/.lock.gloss") }
        #expect(try again.save(changes, to: again.open(source: "a.md")).annotations == [changed, two])
      }
      #expect(folder.names.filter { $0 != ".lock.gloss" } == ["a.md", "a.md.review.yaml"], "at call \(call)")
      if !hasFired { break }
      fired += 1
    }
    #expect(fired > 15)
  }

  @Test(arguments: Failure.allCases)
  func draftKeepsItsOldOrNewText(_ failure: Failure) throws {
    var draft = Draft(
      id: "D", purpose: .new, text: "first", anchor: Anchor(target: .topic, line: 3), timestamp: "2026-01-01T00:00:00Z")
    var fired = 0
    for call in 0..<100 {
      let folder = TemporaryFolder()
      let faulty = FaultyFileSystem()
      let environment = folder.environment(faulty)
      do {
        let journal = DraftJournal(environment)
        draft.text = "first"
        try journal.write(draft, source: "a.md")
        draft.text = "first and second"
        faulty.arm(failure.fault, at: call)
        let isWritten = (try? journal.write(draft, source: "a.md")) != nil
        let isSynchronized = isWritten && (try? journal.sync()) != nil
        #expect(isSynchronized || journal.needsSync || !isWritten)
        if !faulty.hasFired { #expect(isSynchronized) }
      }
      let hasFired = faulty.hasFired
      faulty.disarm()
      // The journal is gone, and with it the lock: the draft is offered to the next one.
      var drafts = try DraftJournal(folder.environment()).drafts(for: "a.md")
      // A child that another test starts at this moment has a copy of the lock until it becomes its program.
      for _ in 0..<500 where drafts.isEmpty {
        usleep(10_000)
        drafts = try DraftJournal(folder.environment()).drafts(for: "a.md")
      }
      #expect(drafts.count == 1)
      #expect(["first", "first and second"].contains(drafts.first?.text))
      #expect(drafts.first?.anchor == draft.anchor)
      if !hasFired { break }
      fired += 1
    }
    #expect(fired > 5)
  }
}
