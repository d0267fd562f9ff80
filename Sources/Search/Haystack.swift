/// UTF-8 bytes that needles are looked for in; invalid bytes match nothing.
///
/// The pointer is only ever read inside the call that made it, between 0 and `count`.
struct Haystack {
  let bytes: UnsafeBufferPointer<UInt8>

  /// The first occurrence of `needle` that begins in `range` and ends in it.
  /// - Complexity: O(length of `range`) save for needles that repeat themselves.
  func first(_ needle: Needle, in range: Range<Int>) -> Range<Int>? {
    needle.firstBytes.withUnsafeBufferPointer { starts in
      var at = range.lowerBound
      while true {
        while at < range.upperBound, !starts[Int(bytes[at])] { at += 1 }
        guard at < range.upperBound else { return nil }
        if let end = end(of: needle, from: at, limit: range.upperBound) { return at..<end }
        at += 1
      }
    }
  }

  /// Where `needle` ends if it stands at `start`, combining marks that follow included.
  private func end(of needle: Needle, from start: Int, limit: Int) -> Int? {
    let folding = needle.folding
    var at = start
    for (position, wanted) in needle.scalars.enumerated() {
      if wanted == 0x20, position > 0 {
        guard let next = afterGap(at, limit) else { return nil }
        at = next
        continue
      }
      while true {
        guard at < limit else { return nil }
        let byte = bytes[at]
        if byte < 0x80 {
          if byte == 0x5C, wanted != 0x5C, at > start, at + 1 < limit, Haystack.isSign(bytes[at + 1]) {
            at += 1
            continue
          }
          guard folding(UInt32(byte)) == wanted else { return nil }
          at += 1
          break
        }
        let (scalar, length) = scalar(at: at, limit)
        let folded = folding(scalar)
        at += length
        if folded == 0, position > 0 { continue }
        guard folded == wanted else { return nil }
        break
      }
    }
    while at < limit, bytes[at] >= 0xCC {
      let (scalar, length) = scalar(at: at, limit)
      guard (0x300...0x36F).contains(scalar) else { break }
      at += length
    }
    guard needle.hasMarks else { return at }
    return hasMarks(of: needle, in: start..<at) ? at : nil
  }

  /// Whether the text in `range` is canonically equal to the needle's, case aside where that does not count.
  private func hasMarks(of needle: Needle, in range: Range<Int>) -> Bool {
    guard bytes[range].contains(where: { $0 >= 0x80 }) else { return false }
    let found = Haystack.plain(String(decoding: UnsafeBufferPointer(rebasing: bytes[range]), as: UTF8.self))
    let wanted = Haystack.plain(needle.text)
    return needle.folding.foldsCase ? found.lowercased() == wanted.lowercased() : found == wanted
  }

  /// `text` with plain quotes and dashes, single spaces and no emphasis or escapes.
  private static func plain(_ text: String) -> String {
    var plain = ""
    let signs = CharacterFolding(foldsCase: false, foldsMarks: false)
    for scalar in text.unicodeScalars {
      if scalar.isASCII {
        if isSpace(UInt8(scalar.value)) {
          if plain.unicodeScalars.last != " " { plain.unicodeScalars.append(" ") }
        } else if !isEmphasis(UInt8(scalar.value)), scalar != "\\" {
          plain.unicodeScalars.append(scalar)
        }
      } else if scalar.value >= 0x2000 {
        let value = signs(scalar.value)
        if value != 0, let sign = Unicode.Scalar(value) { plain.unicodeScalars.append(sign) }
      } else {
        plain.unicodeScalars.append(scalar)
      }
    }
    return plain
  }

  /// Past the white space and the emphasis between two words; nil where there is no white space.
  private func afterGap(_ start: Int, _ limit: Int) -> Int? {
    var at = start
    var hasSpace = false
    while at < limit {
      let byte = bytes[at]
      if Haystack.isSpace(byte) {
        hasSpace = true
        at += 1
      } else if Haystack.isEmphasis(byte) || (byte == 0x3E && hasSpace) {
        at += 1
      } else if byte >= 0x80 {
        let (scalar, length) = scalar(at: at, limit)
        guard CharacterFolding(foldsCase: false, foldsMarks: false)(scalar) == 0x20 else { break }
        hasSpace = true
        at += length
      } else {
        break
      }
    }
    return hasSpace ? at : nil
  }

  /// How the occurrence at `range` stands among its neighbours inside `whole`.
  func quality(of range: Range<Int>, in whole: Range<Int>) -> MatchQuality {
    let startsWord =
      range.lowerBound == whole.lowerBound || !isWord(before: range.lowerBound, whole)
      || !isWord(at: range.lowerBound, whole)
    guard startsWord else { return .substring }
    let endsWord =
      range.upperBound == whole.upperBound || !isWord(at: range.upperBound, whole)
      || !isWord(before: range.upperBound, whole)
    return endsWord ? .wholeWord : .prefix
  }

  /// Whether neither a letter or digit nor a sign that may belong to a tag touches the occurrence at `range`.
  func standsAlone(_ range: Range<Int>, in whole: Range<Int>) -> Bool {
    func joins(_ byte: UInt8) -> Bool { byte == 0x23 || byte == 0x2D || byte == 0x5F || byte == 0x2F }
    if range.lowerBound > whole.lowerBound {
      guard !joins(bytes[range.lowerBound - 1]), !isWord(before: range.lowerBound, whole) else { return false }
    }
    if range.upperBound < whole.upperBound {
      guard !joins(bytes[range.upperBound]), !isWord(at: range.upperBound, whole) else { return false }
    }
    return true
  }

  private func isWord(at offset: Int, _ whole: Range<Int>) -> Bool {
    guard whole.contains(offset) else { return false }
    if bytes[offset] < 0x80 { return Haystack.isAlphanumeric(bytes[offset]) }
    return Haystack.isWord(scalar(at: offset, whole.upperBound).scalar)
  }

  private func isWord(before offset: Int, _ whole: Range<Int>) -> Bool {
    var at = offset - 1
    while at > whole.lowerBound, bytes[at] & 0xC0 == 0x80 { at -= 1 }
    return at >= whole.lowerBound && isWord(at: at, whole)
  }

  /// The scalar at `at` and its bytes; U+FFFD and 1 where it is not valid.
  @inline(__always)
  private func scalar(at: Int, _ limit: Int) -> (scalar: UInt32, length: Int) {
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

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte &- 0x09 < 5 }
  private static func isEmphasis(_ byte: UInt8) -> Bool {
    byte == 0x2A || byte == 0x5F || byte == 0x7E || byte == 0x60
  }
  private static func isAlphanumeric(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26 }
  private static func isSign(_ byte: UInt8) -> Bool { byte &- 0x21 < 0x5E && !isAlphanumeric(byte) }

  /// Letters and digits of scripts that set words apart by spaces.
  private static func isWord(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x80..<0xC0, 0xD7, 0xF7, 0x2000..<0x2C00, 0x2E00..<0xAC00, 0xD7A4..<0xFB00, 0xFE30..<0xFF00, 0xFFFD,
      0x1F000..<0x40000:
      return false
    default: return scalar >= 0x80
    }
  }
}
