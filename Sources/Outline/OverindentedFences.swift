/// Fences and HTML that are indented too far.
///
/// What is indented by four columns more than its container begins no block where a paragraph goes on (CommonMark 4.5,
/// 4.6, 4.8). md4c 0.4.8 opens fenced code and HTML there all the same; and since a fence so deep closes nothing, the
/// code swallows whatever follows. The markers are found by where they are, and the file is read once more with a
/// full stop in the last column before each of them, which makes them text.
enum OverindentedFences {
  /// A file is read at most so often. Each time, what the paragraph above a marker swallowed comes to light, in all
  /// containers at once.
  static let mostReadings = 16

  /// `source`, with what makes the markers at `offsets` text.
  static func covered(_ source: [UInt8], at offsets: [UInt32]) -> [UInt8] {
    var bytes = source
    for offset in offsets { bytes[Int(offset) - 1] = 0x2E }
    return bytes
  }
}

extension OutlineTables {
  /// Whether the marker at `offset` is indented too far to begin a block.
  /// - Complexity: O(log markers)
  func isOverindented(_ offset: Int) -> Bool {
    var (low, high) = (0, overindented.count)
    while low < high {
      let middle = (low + high) / 2
      if overindented[middle] < offset { low = middle + 1 } else { high = middle }
    }
    return low < overindented.count && overindented[low] == offset
  }
}

extension TopicBuilder {
  /// Remembers the marker at `offset` if it is indented too far for the item that it is in, 0 for none, and those
  /// that follow it on lines as deep: no block can begin there before the paragraph ends.
  mutating func noteIfOverindented(_ offset: Int, in item: Int) {
    guard offset < bytes.count, bytes.isBlockStart(offset) else { return }
    // Anywhere else it is indented code, whatever md4c takes it for.
    guard paragraphEnd >= 0, bytes.nextLine(paragraphEnd) == bytes.lineStart(offset) else { return }
    let container = item == 0 ? 0 : bytes.contentColumn(marker: Int(records[item].marker))
    guard bytes.column(offset) >= container + 4, Bytes.isBlank(bytes[offset - 1]) else { return }
    overindented.append(UInt32(offset))
    var line = bytes.nextLine(offset)
    while line < bytes.count, !bytes.isBlankLine(line) {
      let first = bytes.skipBlanks(line)
      guard bytes.column(first) >= container + 4 else { return }
      if bytes.isBlockStart(first) { overindented.append(UInt32(first)) }
      line = bytes.nextLine(line)
    }
  }
}

extension Bytes {
  /// Whether a fence could be at `offset`, or HTML.
  fileprivate func isBlockStart(_ offset: Int) -> Bool {
    base[offset] == 0x3C || run(of: 0x60, at: offset) >= 3 || run(of: 0x7E, at: offset) >= 3
  }
}
