/// Words and their edges.
extension Haystack {
  /// Returns the quality of the occurrence at `range`, by the characters beside it inside `whole`.
  func quality(of range: Range<Int>, in whole: Range<Int>) -> MatchQuality {
    guard startsWord(range.lowerBound, in: whole) else { return .substring }
    let endsWord =
      range.upperBound == whole.upperBound || !isWord(at: range.upperBound, whole)
      || !isWord(before: range.upperBound, whole)
    return endsWord ? .wholeWord : .prefix
  }

  /// Whether no word goes on over `offset`.
  func startsWord(_ offset: Int, in whole: Range<Int>) -> Bool {
    offset == whole.lowerBound || !isWord(before: offset, whole) || !isWord(at: offset, whole)
  }

  /// Whether neither a letter or digit nor a sign that may belong to a tag touches the occurrence at `range`; below it
  /// in a nested tag a `/` may follow.
  func standsAlone(_ range: Range<Int>, in whole: Range<Int>) -> Bool {
    func joins(_ byte: UInt8) -> Bool { byte == 0x23 || byte == 0x2D || byte == 0x5F }
    if range.lowerBound > whole.lowerBound {
      let before = bytes[range.lowerBound - 1]
      guard !joins(before), before != 0x2F, !isWord(before: range.lowerBound, whole) else { return false }
    }
    if range.upperBound < whole.upperBound {
      guard !joins(bytes[range.upperBound]), !isWord(at: range.upperBound, whole) else { return false }
    }
    return true
  }

  /// The letters and digits from `start` on, in small letters, marks kept, and where they end; nil where the word is
  /// longer than any.
  func word(at start: Int, limit: Int) -> (text: String, end: Int)? {
    var at = start
    var text = ""
    while at < limit {
      let (scalar, length) = scalar(at: at, limit)
      let isLetter =
        scalar < 0x80 ? Haystack.isAlphanumeric(UInt8(scalar)) : Haystack.isWord(scalar) && scalar != 0xFFFD
      guard isLetter || CharacterFolding.all(scalar) == 0 else { break }
      guard at - start < 64, let unicode = Unicode.Scalar(scalar) else { return nil }
      if scalar &- 0x41 < 26 {
        text.unicodeScalars.append(Unicode.Scalar(UInt8(scalar | 0x20)))
      } else {
        text.unicodeScalars.append(unicode)
      }
      at += length
    }
    return (text.utf8.allSatisfy { $0 < 0x80 } ? text : text.lowercased(), at)
  }

  func isWord(at offset: Int, _ whole: Range<Int>) -> Bool {
    guard whole.contains(offset) else { return false }
    if bytes[offset] < 0x80 { return Haystack.isAlphanumeric(bytes[offset]) }
    return Haystack.isWord(scalar(at: offset, whole.upperBound).scalar)
  }

  func isWord(before offset: Int, _ whole: Range<Int>) -> Bool {
    var at = offset - 1
    while at > whole.lowerBound, bytes[at] & 0xC0 == 0x80 { at -= 1 }
    return at >= whole.lowerBound && isWord(at: at, whole)
  }

  /// The scalar at `at` and its bytes; U+FFFD and 1 where it is not valid.
  @inline(__always)
  func scalar(at: Int, _ limit: Int) -> (scalar: UInt32, length: Int) {
    let lead = UInt32(bytes[at])
    let length = lead < 0x80 ? 1 : lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0
    guard length > 0, at + length <= limit else { return (0xFFFD, 1) }
    if length == 1 { return (lead, 1) }
    var value = lead & (0xFF >> UInt32(length + 1))
    for offset in 1..<length {
      let byte = UInt32(bytes[at + offset])
      guard byte & 0xC0 == 0x80 else { return (0xFFFD, 1) }
      value = value << 6 | byte & 0x3F
    }
    return (value, length)
  }

  static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte &- 0x09 < 5 }
  static func isAlphanumeric(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26 }
  static func isPunctuation(_ byte: UInt8) -> Bool { byte &- 0x21 < 0x5E && !isAlphanumeric(byte) }

  /// Letters and digits of scripts that set words apart by spaces.
  static func isWord(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x80..<0xC0, 0xD7, 0xF7, 0x2000..<0x2C00, 0x2E00..<0xAC00, 0xD7A4..<0xFB00, 0xFE30..<0xFF00, 0xFFFD,
      0x1F000..<0x40000:
      return false
    default: return scalar >= 0x80
    }
  }
}
