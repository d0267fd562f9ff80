import Dispatch
import Fixtures
import Foundation
import Testing

@testable import Outline

/// However the building of an outline is shared between threads, the outline is the same.
struct ParallelismTests {
  /// Batches so small that one ends between any two events, so few that each side waits for the other, and the usual.
  private static let shares = [(1, 1), (7, 3), (8192, 16)].map { batch, ahead in
    var parallelism = Parallelism(other: .always)
    parallelism.batch = batch
    parallelism.ahead = ahead
    return parallelism
  }

  private func expectSame(_ bytes: [UInt8], _ name: @autoclosure () -> String) {
    var single = Parallelism(other: .never)
    let whole = Outline(parsing: bytes, parallelism: single)
    single.batch = 1
    #expect(
      Outline(parsing: bytes, parallelism: single).storage.tables == whole.storage.tables, "\(name()), one thread")
    for parallelism in Self.shares {
      let beside = Outline(parsing: bytes, parallelism: parallelism)
      #expect(beside.storage.tables == whole.storage.tables, "\(name()), batches of \(parallelism.batch)")
      #expect(beside.frontMatter == whole.frontMatter && beside.bytes == bytes)
    }
  }

  @Test(arguments: 0..<10) func randomSources(part: UInt64) {
    for seed in part * 60..<part * 60 + 60 { expectSame(PropertyTests.source(seed: seed), "seed \(seed)") }
  }

  @Test(arguments: PropertyTests.odd.indices) func oddSources(number: Int) {
    expectSame(Array(PropertyTests.odd[number].utf8), "source \(number)")
  }

  @Test(arguments: ["", "\n", "\u{FEFF}", "---\na: b\n---", "---\na: b\n---\n- x\n  [a]\n\n[a]: /u", "- "])
  func shortSources(text: String) { expectSame(Array(text.utf8), text.debugDescription) }

  @Test func aFileOfTwoThreadsByItself() {
    let note = "# A\n\n- b\n    - [c](d) *e*\n  * \n\n| f |\n|---|\n| g |\n\n```\n- h\n```\n\n"
    let large = Array(String(repeating: note, count: (1 << 18) / note.utf8.count + 1).utf8)
    #expect(Parallelism.usual(for: 100).other == .never)
    let single = Outline(parsing: large, parallelism: Parallelism(other: .never))
    #expect(single.count > 1000)
    #expect(Outline(parsing: large).storage.tables == single.storage.tables)
  }

  @Test func realNotes() throws {
    for file in Corpus.distinct { expectSame(Array(try Data(contentsOf: file)), file.path) }
  }

  @Test func aThreadThatDoesNotBeginIsNotWaitedFor() {
    let queue = DispatchQueue(label: "stopped")
    queue.suspend()
    var parallelism = Parallelism(other: .ifFree)
    parallelism.queue = queue
    let bytes = Array("# a\n\n- b\n  - c\n".utf8)
    let outline = Outline(parsing: bytes, parallelism: parallelism)
    #expect(outline.count == 4)
    // What it finds when it begins after all is that nothing is left to do.
    queue.resume()
    queue.sync {}
    #expect(outline.storage.tables == Outline(parsing: bytes, parallelism: Parallelism(other: .never)).storage.tables)
  }
}
