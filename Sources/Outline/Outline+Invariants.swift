/// The invariants of every outline.
extension Outline {
  /// Returns a sentence for each invariant that is broken; empty for a sound outline.
  /// - Complexity: O(n log n)
  package func checkInvariants() -> [String] {
    var broken: [String] = []
    func check(_ holds: Bool, _ what: @autoclosure () -> String) {
      if !holds { broken.append(what()) }
    }
    let records = storage.records
    check(records.first?.form == .root, "the first topic is not the root")
    check(storage.tables.misplaced == 0, "\(storage.tables.misplaced) topics were found nowhere")
    var open: [Int] = []
    for (index, record) in records.enumerated() {
      let name = "topic \(index) (line \(record.line))"
      while let last = open.last, index >= last + Int(records[last].subtreeCount) { open.removeLast() }
      check(index == 0 || open.last == Int(record.parent), "\(name): its parent is not the one it stands in")
      check(Int(record.depth) == open.count, "\(name): depth \(record.depth) below \(open.count) ancestors")
      let end = index + Int(record.subtreeCount)
      check(record.subtreeCount > 0 && end <= records.count, "\(name): its subtree leaves the table")
      if let last = open.last {
        check(end <= last + Int(records[last].subtreeCount), "\(name): its subtree leaves its parent's")
      }
      open.append(index)
      if index > 0 { check(records[index - 1].marker < record.marker || index == 1, "\(name): out of order") }
      check(record.titleStart <= record.titleEnd, "\(name): its title ends before it begins")
      check(record.titleStart >= record.marker, "\(name): its title stands before its marker")
      check(Int(record.titleEnd) <= bytes.count, "\(name): its title leaves the file")
      let next = index + 1 < records.count ? records[index + 1].marker : UInt32(bytes.count)
      check(record.titleEnd <= next, "\(name): its title runs into the next topic")
      let line = self.line(at: ByteOffset(Int(record.marker)))
      check(index == 0 || line.int == Int(record.line), "\(name): its marker is on line \(line.int)")
      if index > 0 { check(hasMarker(record), "\(name): no marker of its kind at \(record.marker)") }
    }
    checkContinuations { check($0, $1) }
    return broken
  }

  private func checkContinuations(_ check: (Bool, String) -> Void) {
    var last: UInt32 = 0
    for continuation in storage.continuations {
      check(
        continuation.start > last,
        "a continuation at \(continuation.start) of topic \(continuation.topic) is out of order")
      check(Int(continuation.start) < bytes.count, "a continuation at \(continuation.start) leaves the file")
      last = continuation.start
      let before = TopicIndex(firstTopic(from: continuation.start) - 1)
      let topic = TopicIndex(Int(continuation.topic))
      check(
        isInside(before, topic),
        "a continuation at \(continuation.start) of topic \(continuation.topic) is not behind its children")
    }
  }

  /// Whether the source has at a topic's marker what its kind asks for.
  private func hasMarker(_ record: Record) -> Bool {
    withCoveredBytes { bytes in
      let at = Int(record.marker)
      guard at < bytes.count else { return false }
      switch record.form {
      case .root: return true
      case .atx: return bytes.run(of: 0x23, at: at) == Int(record.level) && bytes.isGap(at + Int(record.level))
      case .setext: return !Bytes.isBlank(bytes[at]) && !Bytes.isNewline(bytes[at])
      case .ordered: return Bytes.isDigit(storage.bytes[at]) && bytes.markerLength(at) > 0
      case .bullet: return !Bytes.isDigit(bytes[at]) && bytes.markerLength(at) > 0
      }
    }
  }
}
