import Annotations
import Store
import StoreHarness
import Testing

/// Two people, or two programs, change one sidecar.
@Suite struct MergeTests {
  let folder = TemporaryFolder()
  let store: Store
  let root = annotation("root", "root", line: 3)
  let reply = annotation("reply", "reply", replyTo: "root")
  let nested = annotation("nested", "nested", replyTo: "reply")

  init() {
    folder.write("# A\n", to: "a.md")
    store = Store(folder.environment())
  }

  private func saved(_ annotations: [Annotation]) throws -> OpenedSidecar {
    try store.save(annotations.map(AnnotationChange.add), to: store.open(source: "a.md"))
  }

  private func with(_ annotation: Annotation, _ change: (inout Annotation) -> Void) -> Annotation {
    var annotation = annotation
    change(&annotation)
    return annotation
  }

  @Test func changesOfDifferentFieldsAreBothKept() throws {
    let opened = try saved([root])
    let theirs = with(root) { $0.isResolved = true }
    let ours = with(root) { $0.text = "better" }
    _ = try store.save([.replace(theirs, was: root)], to: opened)
    let merged = try store.save([.replace(ours, was: root)], to: opened)
    #expect(
      merged.annotations == [
        with(root) {
          $0.text = "better"
          $0.isResolved = true
        }
      ])
    #expect(merged.conflicts.isEmpty)
  }

  @Test func changesOfTheSameTextKeepTheirsAndMakeOursAReply() throws {
    let opened = try saved([root])
    let theirs = with(root) { $0.text = "theirs" }
    let ours = with(root) { $0.text = "ours" }
    _ = try store.save([.replace(theirs, was: root)], to: opened)
    let merged = try store.save([.replace(ours, was: root)], to: opened)
    #expect(merged.annotations.first == theirs)
    let added = try #require(merged.annotations.last)
    #expect(added.text == "ours" && added.replyTo == "root" && added.isConflict)
    #expect(merged.conflicts == [.bothChanged(theirs: theirs, ours: added)])
    // Tried again, as after a failure: nothing is there twice.
    #expect(try store.save([.replace(ours, was: root)], to: opened).annotations == merged.annotations)
  }

  @Test func editOfWhatTheyDeletedBringsItBack() throws {
    let opened = try saved([root, annotation("other", "other", line: 1)])
    _ = try store.save([.delete(root)], to: opened)
    let ours = with(root) { $0.text = "ours" }
    let merged = try store.save([.replace(ours, was: root)], to: opened)
    #expect(merged.annotations.contains(ours))
    #expect(merged.conflicts == [.restored(ours)])
  }

  @Test func deletionOfWhatTheyEditedIsNotCarriedOut() throws {
    let opened = try saved([root])
    let theirs = with(root) { $0.text = "theirs" }
    _ = try store.save([.replace(theirs, was: root)], to: opened)
    let merged = try store.save([.delete(root)], to: opened)
    #expect(merged.annotations == [theirs])
    #expect(merged.conflicts == [.notDeleted(theirs)])
  }

  @Test func deletionPromotesRepliesAndItsUndoNestsThemAgain() throws {
    let before = try saved([root, reply, nested])
    let text = folder.read("a.md.review.yaml")
    let deleted = try store.save([.delete(root)], to: before)
    let promoted = try #require(deleted.annotations.first { $0.id == "reply" })
    #expect(promoted.replyTo == nil)
    #expect(promoted.anchor == root.anchor)
    #expect(deleted.annotations.first { $0.id == "nested" } == nested)
    let both = try store.save([.delete(promoted)], to: deleted)
    #expect(both.annotations.map(\.replyTo) == [nil])
    #expect(both.annotations.first?.anchor == root.anchor)

    let once = try store.save([.add(promoted)], to: both)
    #expect(once.annotations.first { $0.id == "nested" } == nested)
    let restored = try store.save([.add(root)], to: once)
    #expect(restored.annotations == [root, reply, nested])
    #expect(folder.read("a.md.review.yaml") == text)
  }

  @Test func severalChangesOfOneRecordAreOneEdit() throws {
    let opened = try saved([root, reply])
    let (one, two) = (with(reply) { $0.text = "1" }, with(reply) { $0.text = "2" })
    let changed = try store.save([.replace(one, was: reply), .delete(root), .replace(two, was: one)], to: opened)
    #expect(changed.annotations.map(\.text) == ["2"])
    #expect(changed.conflicts.isEmpty)
  }

  @Test func staleWriteThatLeavesOurRecordOutIsNoticed() throws {
    _ = try saved([root])
    let stale = try #require(folder.read("a.md.review.yaml"))
    let late = annotation("late", "late", line: 7)
    _ = try store.save([.add(late)], to: store.open(source: "a.md"))
    folder.write(stale, to: "a.md.review.yaml")
    var opened = try store.open(source: "a.md")
    #expect(opened.annotations == [root])
    #expect(opened.missing == [late])
    // It stays on the list while other things are saved.
    opened = try store.save([.add(annotation("more", "more", line: 8))], to: opened)
    #expect(opened.missing == [late])
    #expect(try store.letGo(["late"], of: opened).missing.isEmpty)
    #expect(try store.open(source: "a.md").missing.isEmpty)
  }

  @Test func missingRecordCanBeRestored() throws {
    _ = try saved([root])
    folder.remove("a.md.review.yaml")
    let opened = try store.open(source: "a.md")
    #expect(opened.missing == [root])
    let restored = try store.save([.add(root)], to: opened)
    #expect(restored.annotations == [root] && restored.missing.isEmpty)
  }

  @Test func ourOwnDeletionIsNotMissed() throws {
    let opened = try saved([root, annotation("other", "o", line: 1)])
    #expect(try store.save([.delete(root)], to: opened).missing.isEmpty)
    #expect(try store.open(source: "a.md").missing.isEmpty)
  }

  @Test func committedDeletionIsNotMissed() throws {
    let git = "git -c user.name=A -c user.email=a@b -C '\(folder.path)' "
    _ = run(["sh", "-c", "git init -q '\(folder.path)'"])
    let opened = try saved([root, annotation("other", "o", line: 1)])
    _ = run(["sh", "-c", git + "add -A && " + git + "commit -qm 1"])
    let text = try #require(folder.read("a.md.review.yaml"))
    _ = try store.save([.delete(root)], to: opened)
    let shorter = try #require(folder.read("a.md.review.yaml"))
    folder.write(text, to: "a.md.review.yaml")
    _ = try store.save([.add(annotation("new", "n", line: 2))], to: store.open(source: "a.md"))
    // Another machine's commit takes the record out, and git puts that version here.
    folder.write(shorter, to: "a.md.review.yaml")
    _ = run(["sh", "-c", git + "add -A && " + git + "commit -qm 2"])
    #expect(try store.open(source: "a.md").missing.map(\.id) == ["new"])
  }

  @Test func historyLeadsBack() throws {
    let before = try saved([root, reply])
    let changed = try store.save([.delete(reply), .replace(with(root) { $0.text = "x" }, was: root)], to: before)
    let history = History(of: changed.path, store.environment)
    let last = try #require(try history.versions().last)
    let back = try store.save(store.changes(backTo: last, of: changed), to: changed)
    #expect(back.annotations == [root, reply])
  }

  // MARK: - git

  static let conflicts: [(style: String, name: String)] = [("merge", "two sides"), ("diff3", "with the ancestor")]

  @Test(arguments: ["merge", "diff3"])
  func conflictMarkersAreReadAsBothSides(_ style: String) throws {
    let git = "git -c user.name=A -c user.email=a@b -c merge.conflictStyle=\(style) -C '\(folder.path)' "
    func shell(_ command: String) { _ = run(["sh", "-c", command]) }
    shell("git init -q -b main '\(folder.path)'")
    let base = try saved([root])
    shell(git + "add -A; " + git + "commit -qm base; " + git + "checkout -qb side")
    _ = try store.save([.add(annotation("side", "side", line: 4))], to: base)
    shell(git + "commit -qam side; " + git + "checkout -q main")
    _ = try store.save([.add(annotation("main", "main", line: 5))], to: store.open(source: "a.md"))
    shell(git + "commit -qam main; " + git + "merge side")
    let marked = try #require(folder.read("a.md.review.yaml"))
    #expect(marked.contains("<<<<<<<"))
    let opened = try store.open(source: "a.md")
    #expect(Set(opened.annotations.map(\.id)) == ["root", "side", "main"])
    #expect(opened.problems.contains { $0.kind == .mergedConflict })
    let saved = try store.save([], to: opened)
    #expect(saved.problems.isEmpty)
    #expect(folder.read("a.md.review.yaml")?.contains("<<<<<<<") == false)
    let history = History(of: saved.path, store.environment)
    #expect(try history.versions().last.flatMap { try history.version($0) } == Array(marked.utf8))
  }

  @Test func mergeDriverMergesWhatGitCallsAConflict() throws {
    func document(_ records: [(String, String)]) -> [UInt8] {
      Array(
        ("mrsf_version: \"1.0\"\ndocument: a.md\ncomments:\n"
          + records.map {
            "  - id: \($0.0)\n    author: a\n    timestamp: '2026-01-01T00:00:00Z'\n    text: \($0.1)\n    resolved: false\n"
          }.joined()).utf8)
    }
    let merged = try store.mergedSidecar(
      base: document([("1", "one"), ("2", "two"), ("3", "three")]),
      ours: document([("1", "one, ours"), ("2", "two"), ("3", "three"), ("4", "ours")]),
      theirs: document([("1", "one, theirs"), ("3", "three, theirs"), ("5", "theirs")]), path: "a.md.review.yaml")
    let result = SidecarDocument(merged, format: .yaml, path: "a.md.review.yaml")
    #expect(result.isWhole)
    let texts = Dictionary(uniqueKeysWithValues: result.annotations.map { ($0.id, $0.text) })
    #expect(texts["1"] == "one, ours" && texts["2"] == nil && texts["3"] == "three, theirs")
    #expect(texts["4"] == "ours" && texts["5"] == "theirs")
    #expect(result.annotations.contains { $0.isConflict && $0.replyTo == "1" && $0.text == "one, theirs" })
    #expect(throws: StoreError.self) {
      try store.mergedSidecar(base: [], ours: Array("comments: [".utf8), theirs: [], path: "a.md.review.yaml")
    }
  }

  @Test(arguments: [
    "a.md.review 2.yaml", "a.md.review (1).yaml", "a.md.review-LAPTOP.yaml", "a.md.review (Ada's Konflikt 2026).yaml",
    "a.md.review.yaml.conflict1", "a.md.review.yaml.orig", "a.md.review.yaml~", "Copy of a.md.review.yaml",
    "a 2.md.review.yaml",
  ])
  func copiesAreKnownByWhatTheySay(_ name: String) throws {
    let opened = try store.save([.add(annotation("1", "one", line: 1))], to: store.open(source: "a.md"))
    var bytes = try #require(folder.read("a.md.review.yaml"))
    bytes = bytes.replacing("one", with: "uno")
    folder.write(bytes, to: name)
    let found = try store.open(source: "a.md").problems.filter { $0.kind == .conflictCopy }.map(\.path)
    #expect(found == [folder.path + "/" + name])
    // Other notes' sidecars are none, and what says nothing of the same is none.
    folder.write("# A 2\n", to: "a 2.md")
    folder.write(bytes, to: "a 2.md.review.yaml")
    folder.write(bytes.replacing("id: \"1\"", with: "id: \"9\""), to: "a.md.review.yaml.old")
    folder.write("\0", to: "a.md.review.yaml.swp")
    let still = try store.open(source: "a.md").problems.filter { $0.kind == .conflictCopy }.map(\.path)
    #expect(still == (name != "a 2.md.review.yaml" ? [folder.path + "/" + name] : []))
    guard still.count == 1 else { return }
    let merged = try store.absorb(copy: still[0], into: opened)
    #expect(merged.annotations.map(\.text).sorted() == ["one", "uno"] && folder.read(name) == nil)
  }

  @Test func conflictCopyOfASynchronizerIsAbsorbed() throws {
    _ = try saved([root])
    let text = try #require(folder.read("a.md.review.yaml"))
    let opened = try saved([annotation("here", "here", line: 4)])
    let copy = "a.md.review.sync-conflict-20260101-120000-ABCDEFG.yaml"
    folder.write(
      text.replacing("text: root", with: "text: there").replacing("\"root\"\n", with: "\"root\"\n"), to: copy)
    let found = try store.open(source: "a.md").problems.first { $0.kind == .conflictCopy }
    #expect(found?.path == folder.path + "/" + copy)
    let absorbed = try store.absorb(copy: folder.path + "/" + copy, into: opened)
    #expect(Set(absorbed.annotations.map(\.text)).isSuperset(of: ["root", "here"]))
    #expect(folder.names == ["a.md", "a.md.review.yaml"])
  }
}

extension String {
  fileprivate func replacing(_ part: String, with other: String) -> String {
    var result: [Substring] = []
    var rest = self[...]
    while let range = rest.firstRange(of: part) {
      result += [rest[..<range.lowerBound], Substring(other)]
      rest = rest[range.upperBound...]
    }
    return (result + [rest]).joined()
  }
}
