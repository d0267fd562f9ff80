/// The first screen of a large file.
extension Outline {
  /// The beginning of a file, to be parsed and shown while the whole is read: at most `limit` bytes, cut before a
  /// line, and behind a blank one if there is any in the second half. All of it where it is no longer than that.
  ///
  /// The topics of the whole file begin with those of its prefix, but for the last few.
  package static func prefix(of bytes: [UInt8], limit: Int) -> [UInt8] {
    guard bytes.count > limit, limit > 0 else { return bytes }
    var cut = limit
    var line: Int?
    while cut > 0 {
      if bytes[cut - 1] == 0x0A {
        line = line ?? cut
        let isBlank = cut == bytes.count || bytes[cut] == 0x0A || bytes[cut] == 0x0D
        if isBlank { return Array(bytes[..<cut]) }
      }
      cut -= 1
      if let line, cut < limit / 2 { return Array(bytes[..<line]) }
    }
    // One line without an end: cut between two scalars.
    cut = limit
    while cut > limit - 4, cut > 0, bytes[cut] & 0xC0 == 0x80 { cut -= 1 }
    return Array(bytes[..<(line ?? cut)])
  }
}
