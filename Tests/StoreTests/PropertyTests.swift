import Annotations
import Glibc
import Seeding
import Store
import StoreHarness
import Synchronization
import Testing

/// The number of attempts with each damaged sidecar; `GLOSS_FUZZ_ROUNDS` asks for more.
private let rounds = getenv("GLOSS_FUZZ_ROUNDS").flatMap { Int(String(cString: $0)) } ?? 10

@Suite struct PropertyTests {
  /// Whatever is in a sidecar: reading it ends, and what can be read whole can be written and is a fixed point.
  @Test(arguments: 0..<24)
  func damagedSidecarsAreReadOrRefusedButNeverHarmed(_ seed: Int) throws {
    var random = Seeded(seed: UInt64(seed) + 1)
    let style = Style.all[seed % Style.all.count]
    let pieces = [
      "\n", " ", ":", "-", "#", "\"", "'", "|", ">", "{", "}", "[", "]", ",", "&a", "*a", "!", "\t", "\r", "\u{2028}",
      "é", "\0",
    ]
    let folder = TemporaryFolder()
    folder.write("# A\n", to: "a.md")
    let store = Store(folder.environment())
    let name = style.format == .json ? "a.md.review.json" : "a.md.review.yaml"
    var saved = 0
    for round in 0..<rounds {
      var bytes = Array(style.text.utf8)
      // The first is whole: it must be possible to save it.
      for _ in 0..<(round == 0 ? 0 : Int.random(in: 1...3, using: &random)) {
        let at = Int.random(in: 0..<bytes.count, using: &random)
        let end = min(bytes.count, at + Int.random(in: 0...4, using: &random))
        bytes.replaceSubrange(at..<end, with: Array(pieces.randomElement(using: &random)?.utf8 ?? "".utf8))
      }
      folder.write(bytes, to: name)
      let opened = try store.open(source: "a.md")
      let other = opened.annotations.randomElement(using: &random)
      var changes: [AnnotationChange] = [.add(annotation("NEW", "new", line: Int.random(in: 1...50, using: &random)))]
      if let other, Bool.random(using: &random) {
        var changed = other
        changed.text = "changed\ntext"
        changes.append(Bool.random(using: &random) ? .delete(other) : .replace(changed, was: other))
      }
      do throws(StoreError) {
        let after = try store.save(changes, to: opened)
        saved += 1
        #expect(after.problems.allSatisfy { !$0.preventsWriting })
        #expect(after.annotations.contains { $0.id == "NEW" })
        let untouched = opened.annotations.filter { $0.id != other?.id && $0.replyTo != other?.id }
        #expect(untouched.allSatisfy(after.annotations.contains))
        let text = folder.bytes(name)
        _ = try store.save([], to: after)
        #expect(folder.bytes(name) == text)
      } catch {
        #expect(folder.bytes(name) == bytes, "\(error)")
      }
    }
    #expect(saved > 0)
  }

  /// A long life: random additions, changes and deletions, against a plain list.
  @Test(arguments: Style.all)
  func sidecarFollowsAPlainList(_ style: Style) throws {
    var random = Seeded(seed: 7)
    let folder = TemporaryFolder()
    folder.write("# A\n", to: "a.md")
    folder.write(style.text, to: style.format == .json ? "a.md.review.json" : "a.md.review.yaml")
    let store = Store(folder.environment())
    var opened = try store.open(source: "a.md")
    var expected = Dictionary(uniqueKeysWithValues: opened.annotations.map { ($0.id, $0) })
    for step in 0..<60 {
      let known = expected.values.sorted { $0.id < $1.id }
      switch Int.random(in: 0..<3, using: &random) {
      case 0:
        let text = SidecarStyleTests.texts.filter { !$0.allSatisfy(\.isWhitespace) && $0.utf8.count < 100 }
          .randomElement(using: &random)
        let new = annotation("N\(step)", text ?? "x", line: Int.random(in: 1...20, using: &random))
        expected[new.id] = new
        opened = try store.save([.add(new)], to: opened)
      case 1:
        guard let old = known.randomElement(using: &random) else { continue }
        var new = old
        new.type = Bool.random(using: &random) ? .issue : nil
        new.anchor.line = Bool.random(using: &random) ? Int.random(in: 1...20, using: &random) : nil
        new.edited = Bool.random(using: &random) ? "2026-01-01T00:00:00Z" : nil
        expected[new.id] = new
        opened = try store.save([.replace(new, was: old)], to: opened)
      default:
        guard let old = known.randomElement(using: &random), !known.contains(where: { $0.replyTo == old.id }) else {
          continue
        }
        expected[old.id] = nil
        opened = try store.save([.delete(old)], to: opened)
      }
      let found = Dictionary(uniqueKeysWithValues: opened.annotations.map { ($0.id, $0) })
      let isAsExpected = found == expected
      #expect(isAsExpected, "step \(step)")
    }
  }

  @Test func writersThatRaceLoseNothing() async throws {
    let folder = TemporaryFolder()
    folder.write("# A\n", to: "a.md")
    let failures = Protected<[String]>([])
    await withTaskGroup(of: Void.self) { group in
      for writer in 0..<2 {
        group.addTask {
          let store = Store(folder.environment(LinuxFileSystem()))
          for number in 0..<15 {
            do throws(StoreError) {
              let note = annotation("\(writer)-\(number)", "text", line: number + 1)
              _ = try store.save([.add(note)], to: store.open(source: "a.md"))
            } catch {
              failures.value.append(error.message)
            }
          }
        }
      }
    }
    #expect(failures.value.isEmpty)
    let opened = try Store(folder.environment()).open(source: "a.md")
    #expect(opened.annotations.count == 30 && opened.missing.isEmpty)
    #expect(folder.names == ["a.md", "a.md.review.yaml"])
  }

  @Test func copiesOfSourcesAreKeptUpToALimit() throws {
    let folder = TemporaryFolder()
    let copies = SourceArchive(folder.environment(), maximumSize: 250)
    let ids = try (0..<4).map { try copies.keep([UInt8](repeating: UInt8($0), count: 100)) }
    #expect(try copies.bytes(ofBlob: ids[3], near: "/a.md") == [UInt8](repeating: 3, count: 100))
    #expect(try copies.bytes(ofBlob: ids[0], near: "/a.md") == nil)
    #expect(try copies.bytes(ofBlob: "../../etc/passwd", near: "/a.md") == nil)
  }
}
