/// The link reference definitions and footnotes of a file, found by label.
///
/// A sieve: what it offers looks like a definition and has about the right label; md4c decides.
struct Definitions: Sendable {
  private struct Entry {
    var hash: UInt32
    var offset: UInt32
  }
  /// By hash, then in document order.
  private let entries: [Entry]

  init(at offsets: [UInt32], in bytes: Bytes) {
    entries = offsets.map { Entry(hash: Self.hash(ofLabelAt: Int($0) + 1, in: bytes), offset: $0) }
      .sorted { ($0.hash, $0.offset) < ($1.hash, $1.offset) }
  }

  var isEmpty: Bool { entries.isEmpty }

  /// Returns the offsets of possible definitions of the label that begins at `offset` of `bytes` (behind the `[`), in
  /// document order.
  func candidates(forLabelAt offset: Int, in bytes: Bytes) -> [Int] {
    let hash = Self.hash(ofLabelAt: offset, in: bytes)
    var low = 0
    var high = entries.count
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].hash < hash { low = middle + 1 } else { high = middle }
    }
    return entries[low...].prefix { $0.hash == hash }.map { Int($0.offset) }
  }

  /// Case and white space do not count, nor does anything outside ASCII.
  static func hash(ofLabelAt offset: Int, in bytes: Bytes) -> UInt32 {
    var hash: UInt32 = 2_166_136_261
    var at = offset
    while at < bytes.count, at - offset < 1000, bytes[at] != 0x5D {
      let byte = bytes[at]
      if byte == 0x5C { at += 1 }
      if byte > 0x20, byte < 0x80 {
        hash = (hash ^ UInt32(byte &- 0x41 < 26 ? byte | 0x20 : byte)) &* 16_777_619
      }
      at += 1
    }
    return hash
  }
}
