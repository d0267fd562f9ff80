/// Exact search in bytes.
enum ByteSearch {
  /// The bytes of a text that is looked for, its line breaks as `\n`.
  static func needle(_ text: String) -> [UInt8] {
    guard text.utf8.contains(0x0D) else { return Array(text.utf8) }
    var bytes: [UInt8] = []
    var wasReturn = false
    for byte in text.utf8 {
      if byte == 0x0D { bytes.append(0x0A) } else if byte != 0x0A || !wasReturn { bytes.append(byte) }
      wasReturn = byte == 0x0D
    }
    return bytes
  }

  /// Returns the first place of `needle` in `range`, a line break of any kind for each of its `
  /// `; nil where there is none.
  /// - Complexity: O(range), about, for texts that do not repeat themselves
  static func first(_ needle: [UInt8], in bytes: [UInt8], range: Range<Int>) -> Int? {
    guard let lead = needle.first else { return nil }
    let range = range.clamped(to: 0..<bytes.count)
    return bytes.withUnsafeBufferPointer { buffer in
      var at = range.lowerBound
      while at < range.upperBound {
        // A line break may be written in either way.
        if buffer[at] == lead || lead == 0x0A && buffer[at] == 0x0D,
          end(of: needle, in: buffer, at: at, limit: range.upperBound) != nil
        {
          return at
        }
        at += 1
      }
      return nil
    }
  }

  /// Returns the end of `needle` if it is at `start`, else nil.
  static func end(of needle: [UInt8], in bytes: [UInt8], at start: Int, limit: Int) -> Int? {
    bytes.withUnsafeBufferPointer { end(of: needle, in: $0, at: start, limit: limit) }
  }

  private static func end(
    of needle: [UInt8], in bytes: UnsafeBufferPointer<UInt8>, at start: Int, limit: Int
  ) -> Int? {
    var at = start
    for byte in needle {
      if at < limit, byte == 0x0A, bytes[at] == 0x0D {
        at += 1
        if at < limit, bytes[at] == 0x0A { at += 1 }
        continue
      }
      guard at < limit, bytes[at] == byte else { return nil }
      at += 1
    }
    return at
  }
}
