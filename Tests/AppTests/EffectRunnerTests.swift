import Annotations
import Dispatch
import Notebook
import Outline
import Store
import StoreHarness
import Testing

@testable import App

struct EffectRunnerTests {
  private let folder = TemporaryFolder()
  private let files = FaultyFileSystem()
  private let queue: EventQueue
  private let runner: EffectRunner

  init() throws {
    folder.write("# A\n\n- one\n", to: "a.md")
    queue = try EventQueue()
    runner = EffectRunner(sources: SourceService(folder.environment(files)), queue: queue)
  }

  private func draft(_ id: String, _ text: String) -> Draft {
    Draft(
      id: id, purpose: .new, text: text, anchor: Anchor(target: .file), timestamp: "2026-03-02T18:22:59+01:00")
  }

  /// The next file system call does not return until the test is over.
  private func hang() -> DispatchSemaphore {
    let end = DispatchSemaphore(value: 0)
    files.arm(.interruption { end.wait() }, at: 0)
    return end
  }

  @Test("Leaving waits no longer for a disk that does not answer than it is told to")
  func hungDisk() {
    let end = hang()
    defer { end.signal() }
    runner.write(draft("1", "something"), path: "a.md")
    let start = ContinuousClock.now
    #expect(!runner.finish(patience: .milliseconds(50)))
    #expect(ContinuousClock.now - start < .seconds(10))
    #expect(runner.finishDrafts(patience: .zero).map(\.text) == ["something"])
  }

  @Test("Of several texts of a draft that wait, the latest is told of and written")
  func latestDraft() {
    let end = hang()
    for text in ["s", "so", "some"] { runner.write(draft("1", text), path: "a.md") }
    #expect(runner.finishDrafts(patience: .milliseconds(20)).map(\.text) == ["some"])
    end.signal()
    #expect(runner.finish(patience: .seconds(60)))
    #expect(runner.finishDrafts(patience: .seconds(60)) == [])
  }

  @Test("A draft that can't be written is told of until it can")
  func failingDraft() {
    files.arm(.error(28), at: 4)
    runner.write(draft("1", "one"), path: "a.md")
    #expect(runner.finish(patience: .seconds(60)))
    guard files.hasFired else { return }
    #expect(runner.finishDrafts(patience: .seconds(60)).map(\.text) == ["one"])
    runner.write(draft("1", "one more"), path: "a.md")
    #expect(runner.finishDrafts(patience: .seconds(60)) == [])
  }

  @Test("A note beside a configuration that can't be read is opened, and says so")
  func faultyConfiguration() {
    folder.write("sidecar_root: [\n", to: ".mrsf.yaml")
    runner.readAnnotations(of: .root, path: "a.md")
    #expect(runner.finish(patience: .seconds(60)))
    let troubles = queue.take().compactMap { event -> Message? in
      if case .annotations(_, let snapshot) = event { snapshot.trouble } else { nil }
    }
    #expect(troubles.map(\.tone) == [.error])
  }

  @Test("A large note is opened twice: its beginning, and all of it")
  func largeNote() {
    folder.write("# A\n\n" + String(repeating: "- item\n", count: 30_000), to: "a.md")
    runner.open(.root, path: "a.md")
    #expect(runner.finish(patience: .seconds(60)))
    let opened = queue.take().compactMap { event -> Bool? in
      if case .opened(_, let source) = event { source.isPartial } else { nil }
    }
    #expect(opened == [true, false])
  }
}

struct WaitingDraftsTests {
  private func draft(_ id: String, _ text: String) -> Draft {
    Draft(
      id: id, purpose: .new, text: text, anchor: Anchor(target: .file), timestamp: "2026-03-02T18:22:59+01:00")
  }

  @Test("A draft that was removed and came again is written in its second turn, not in its first")
  func tickets() {
    var drafts = WaitingDrafts()
    let first = drafts.add(draft("1", "old")) ?? 0
    #expect(drafts.add(draft("1", "newer")) == nil)
    drafts.remove("1")
    let second = drafts.add(draft("1", "again")) ?? 0
    #expect(drafts.next("1", ticket: first) == nil)
    #expect(drafts.next("1", ticket: second)?.text == "again")
    #expect(drafts.all.map(\.text) == ["again"], "it is not written yet")
    drafts.remove("1")
    #expect(drafts.all.isEmpty)
  }
}
