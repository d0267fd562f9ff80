import Foundation
import Outline
import Search
import Testing

@testable import SearchIndex

@Suite struct SearchIndexTests {
  private let folder: String

  init() throws {
    folder = FileManager.default.temporaryDirectory.path + "/gloss-index-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  private var path: String { folder + "/search.db" }

  private func index(mostBytes: Int64 = 1 << 30) -> SearchIndex {
    SearchIndex(path: path, mostBytes: mostBytes) { try? FileManager.default.removeItem(atPath: $0) }
  }

  private func entry(_ text: String, inode: UInt64 = 1) -> SearchIndex.Entry {
    SearchIndex.Entry(
      stamp: SearchIndex.Stamp(size: UInt64(text.utf8.count), modified: 2, changed: 3, inode: inode),
      signature: TextSignature(of: Array(text.utf8)))
  }

  @Test("With the index the same is found as without it", arguments: 0..<40 as Range<UInt64>)
  func indexAndScanAreEqual(seed: UInt64) throws {
    var notes = RandomNotes(seed: seed)
    var skipped = 0
    for _ in 0..<10 {
      let bytes = Array(notes.text(lines: Int.random(in: 1...12, using: &notes.random)).utf8)
      let outline = Outline(parsing: bytes)
      let signature = TextSignature(of: bytes)
      for _ in 0..<20 {
        let text = notes.query()
        guard let query = try? Query(parsing: text) else { continue }
        let matcher = Matcher(query)
        let hits = matcher.topics(in: outline).hits
        #expect(
          hits.isEmpty || matcher.mayFindTopics(in: bytes), "\(text) in \(String(decoding: bytes, as: UTF8.self))")
        if !matcher.mayFindTopics(signature) {
          skipped += 1
          #expect(!matcher.mayFindTopics(in: bytes), "\(text) in \(String(decoding: bytes, as: UTF8.self))")
          #expect(hits.isEmpty, "\(text) in \(String(decoding: bytes, as: UTF8.self))")
        }
      }
    }
    #expect(skipped > 10)
  }

  @Test func mostFilesWithoutAWordAreTold() throws {
    let words = ["zyxomma", "quaxing", "burble", "frabjous", "tulgey", "manxome", "uffish", "vorpal", "galumph"]
    let text = (0..<2_000).map { "word\($0 &* 7_919 % 10_007)" }.joined(separator: " ")
    let signature = TextSignature(of: Array(text.utf8))
    let told = try words.filter { !Matcher(try Query(parsing: "\"\($0)\"")).mayFindTopics(signature) }
    #expect(told.count >= words.count - 1)
    #expect(Matcher(try Query(parsing: "word791")).mayFindTopics(signature))
    #expect(signature.words.count * 8 < text.utf8.count * 6 / 10)
  }

  @Test func whatWasReadIsKnownLaterAndOnlyInThatState() {
    #expect(index().update(["a.md": entry("hash maps"), "b.md": entry("trees", inode: 2)]))
    let later = index()
    #expect(later.count == 2)
    #expect(later.signature(of: "a.md", entry("hash maps").stamp) == entry("hash maps").signature)
    #expect(later.signature(of: "a.md", entry("hash maps", inode: 9).stamp) == nil)
    #expect(later.signature(of: "c.md", entry("hash maps").stamp) == nil)
    #expect(later.update(["a.md": entry("hash map")], gone: ["b.md"]))
    #expect(index().count == 1)
    #expect(index().signature(of: "a.md", entry("hash maps").stamp) == nil)
  }

  @Test func aDamagedIndexSaysNothingWrong() throws {
    var notes = RandomNotes(seed: 7)
    let entries = Dictionary(uniqueKeysWithValues: (0..<40).map { ("n\($0).md", entry(notes.text(lines: 9))) })
    #expect(index().update(entries))
    let whole = try Data(contentsOf: URL(fileURLWithPath: path))
    for round in 0..<150 {
      for ending in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + ending) }
      var bytes = [UInt8](whole)
      if round % 5 == 0 { bytes.removeLast(Int.random(in: 1..<bytes.count, using: &notes.random)) }
      for _ in 0..<Int.random(in: 1...40, using: &notes.random) where !bytes.isEmpty {
        bytes[Int.random(in: 0..<bytes.count, using: &notes.random)] = UInt8.random(in: 0...255, using: &notes.random)
      }
      try Data(bytes).write(to: URL(fileURLWithPath: path))
      let damaged = index()
      for (file, known) in damaged.snapshot { #expect(entries[file]?.signature == known.signature) }
      // It may be used, or is made new.
      damaged.update(["new.md": entry("new")])
      #expect(damaged.signature(of: "new.md", entry("new").stamp) != nil)
    }
    for ending in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + ending) }
    try Data("no database".utf8).write(to: URL(fileURLWithPath: path))
    _ = index()
    #expect(index().update(entries))
    #expect(index().count == 40)
  }

  @Test("Vocabularies are kept with the state of their files, and damaged ones are not known") func vocabularies()
    throws
  {
    var vocabulary = Vocabulary()
    vocabulary.add(Array("Hash maps and caf\u{E9}s; und nicht die Häuser, 1986 日本語".utf8))
    vocabulary.add(Array(String(repeating: "maps ", count: 300).utf8))
    let encoded = vocabulary.encoded
    let none = Vocabulary().encoded
    let areKept = index().update(vocabularies: [3: (state: 7, words: encoded), 4: (state: 8, words: none)])
    let areChanged = index().update(vocabularies: [4: (state: 9, words: none)])
    #expect(areKept && areChanged)
    let found = index().vocabularies()
    #expect(found.mapValues(\.state) == [3: UInt64(7), 4: UInt64(9)])
    let decoded = try #require(found[3].flatMap { Vocabulary(decoding: $0.words) })
    #expect(decoded.encoded == encoded)
    #expect(decoded.words(near: "mpas") == ["maps"] && decoded.words(near: "hausre") == ["hauser"])
    #expect(Vocabulary(decoding: Array(encoded.dropLast())) == nil)
    let database = try Database(path: path, patience: 100)
    try database.execute("UPDATE vocabularies SET words = x'8182' WHERE part = 3")
    #expect(index().vocabularies().keys.sorted() == [4])
  }

  @Test func anotherVersionIsMadeNew() throws {
    #expect(index().update(["a.md": entry("x")]))
    let database = try Database(path: path, patience: 100)
    try database.execute("PRAGMA user_version = 99")
    #expect(index().count == 0)
    #expect(index().update(["a.md": entry("x")]))
    #expect(index().count == 1)
  }

  @Test func manyMayWriteAtTheSameTime() async {
    await withTaskGroup(of: Void.self) { group in
      for writer in 0..<6 {
        group.addTask {
          let mine = self.index()
          for round in 0..<10 { mine.update(["\(writer)-\(round).md": self.entry("text \(writer) \(round)")]) }
        }
      }
    }
    let found = index()
    #expect(found.count > 30)
    for (file, known) in found.snapshot {
      let parts = file.dropLast(3).split(separator: "-")
      #expect(known.signature == entry("text \(parts[0]) \(parts[1])").signature)
    }
  }

  @Test func whatTakesTooMuchRoomGoesOldestFirst() {
    let texts = (0..<50).map { number in (0..<300).map { "w\(number)x\($0)" }.joined(separator: " ") }
    for (number, text) in texts.enumerated() { index(mostBytes: 5_000).update(["\(number).md": entry(text)]) }
    let left = index().snapshot
    #expect(left.values.map { $0.signature.words.count * 8 }.reduce(0, +) <= 5_000)
    #expect(left["49.md"] != nil && left["0.md"] == nil)
  }

  @Test func anIndexThatCannotBeWrittenIsHarmless() {
    let nowhere = SearchIndex(path: folder + "/no/such/folder/search.db") { _ in }
    #expect(!nowhere.update(["a.md": entry("x")]))
    #expect(nowhere.signature(of: "a.md", entry("x").stamp) != nil)
  }
}
