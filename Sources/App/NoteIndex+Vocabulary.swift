import Dispatch
import Glibc
import Outline
import Search
import SearchIndex
import Store
import Synchronization

/// The words of the notes, kept in the index: by parts of the files, so that a note that changes costs the reading of
/// its part only.
extension NoteIndex {
  /// The parts that the files are divided into, whichever of them there are.
  private static let parts = 32

  /// The words of some files as they are now; nil where they are no longer wanted.
  ///
  /// Reads the files of those parts of which something is not as it was.
  package func vocabulary(of paths: [String], isWanted: @Sendable () -> Bool = { true }) -> Vocabulary? {
    let known = index.vocabularies()
    var parts = [[(path: String, name: String, stamp: SearchIndex.Stamp?)]](repeating: [], count: NoteIndex.parts)
    for (path, (name, stamp)) in zip(paths, stamps(of: paths)) {
      parts[NoteIndex.part(of: name)].append((path, name, stamp))
    }
    let whole = Mutex(Vocabulary())
    let made = Mutex<[Int: (state: UInt64, words: [UInt8])]>([:])
    let next = Atomic(0)
    let all = parts
    DispatchQueue.concurrentPerform(iterations: max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))) { _ in
      var mine = Vocabulary()
      while isWanted() {
        let part = next.add(1, ordering: .relaxed).oldValue
        guard part < all.count else { break }
        let files = all[part].sorted { $0.name < $1.name }
        var sum = Checksum()
        for file in files { if let stamp = file.stamp { sum.add(file.name, stamp) } }
        if let entry = known[part], entry.state == sum.bits, let words = Vocabulary(decoding: entry.words) {
          mine.merge(words)
          continue
        }
        var words = Vocabulary()
        var isSettled = true
        for file in files {
          guard isWanted() else { break }
          guard let source = try? SourceFile.read(file.path, environment, isListed: true) else { continue }
          words.add(SourceEncoding(of: source.bytes).decode(source.bytes))
          // What changes meanwhile is read again the next time.
          if !source.isSettled || source.status.map(SearchIndex.Stamp.init) != file.stamp { isSettled = false }
        }
        mine.merge(words)
        if isSettled, isWanted() {
          let encoded = words.encoded
          made.withLock { $0[part] = (sum.bits, encoded) }
        }
      }
      whole.withLock { $0.merge(mine) }
    }
    guard isWanted() else { return nil }
    let new = made.withLock { $0 }
    if !new.isEmpty { index.update(vocabularies: new) }
    return whole.withLock { $0 }
  }

  /// The part that a file is in, by its absolute path.
  private static func part(of name: String) -> Int {
    Int(name.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 } % UInt64(parts))
  }
}
