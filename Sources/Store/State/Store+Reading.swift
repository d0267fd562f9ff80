import Annotations

/// The progress of the reader in a file, and the source that it was noted for.
package struct KeptReading: Hashable, Sendable {
  /// The meaning of the numbers in a state.
  package enum Numbering: Hashable, Sendable {
    /// Topics as the first versions of the program counted them, which knew no dialects.
    case earlierTopics
    /// Places in the source, by `ReadingState.byPlaces(in:)`.
    case places
  }

  /// The progress, by the numbers that `numbering` explains.
  package var state: ReadingState
  /// The meaning of the numbers in `state`.
  package var numbering: Numbering
  /// Git's blob id of the source.
  package var blob: String

  /// Creates a note of the progress in the source with git's blob id `blob`.
  package init(_ state: ReadingState, _ numbering: Numbering = .places, blob: String) {
    self.state = state
    self.numbering = numbering
    self.blob = blob
  }
}

extension Store {
  /// Returns what was kept of the reading of a source; nil where nothing was, or it makes no sense.
  ///
  /// - Parameter source: absolute, as it was named.
  /// - Throws: where it cannot be read.
  package func reading(for source: String) throws(StoreError) -> KeptReading? {
    try StateFolder.read(readingPath(source), environment).flatMap(ReadingCodec.decode)
  }

  /// - Throws: where it cannot be written.
  package func setReading(_ reading: KeptReading, for source: String) throws(StoreError) {
    try StateFolder.write(ReadingCodec.encode(reading), to: readingPath(source), environment)
  }

  private func readingPath(_ source: String) -> String { notebookPath(source, "reading") }
}

/// Lines of a word and ranges of places, first and last: `read 3-17,20-20`. In the first version the numbers were those
/// of topics.
enum ReadingCodec {
  private static let heads: [(Substring, KeptReading.Numbering)] = [
    ("gloss-reading 1", .earlierTopics), ("gloss-reading 2", .places),
  ]

  static func encode(_ reading: KeptReading) -> [UInt8] {
    let sets = [("read", reading.state.read), ("again", reading.state.again), ("unseen", reading.state.unseen)]
    let lines = sets.map { name, set in
      name + " " + set.ranges.map { "\($0.lowerBound)-\($0.upperBound - 1)" }.joined(separator: ",")
    }
    let head = heads.first { $0.1 == reading.numbering }.map { String($0.0) } ?? ""
    return Array((([head, "blob " + reading.blob] + lines).joined(separator: "\n") + "\n").utf8)
  }

  static func decode(_ bytes: [UInt8]) -> KeptReading? {
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    guard let numbering = heads.first(where: { $0.0 == lines.first })?.1 else { return nil }
    var blob: String?
    var sets: [Substring: [Range<Int>]] = [:]
    for line in lines.dropFirst() {
      let words = line.split(separator: " ", maxSplits: 1)
      guard let name = words.first else { continue }
      if name == "blob" { blob = words.count == 2 ? String(words[1]) : nil }
      sets[name] = (words.count == 2 ? words[1] : "").split(separator: ",").compactMap(range)
    }
    guard let blob, let read = sets["read"], let again = sets["again"], let unseen = sets["unseen"] else { return nil }
    return KeptReading(ReadingState(read: read, again: again, unseen: unseen), numbering, blob: blob)
  }

  private static func range(_ text: Substring) -> Range<Int>? {
    let ends = text.split(separator: "-").compactMap { Int($0) }
    guard ends.count == 2, ends[0] >= 0, ends[0] <= ends[1], ends[1] <= 1 << 32 else { return nil }
    return ends[0]..<ends[1] + 1
  }
}
