/// The encoding of a file's text, found by its bytes.
package enum SourceEncoding: String, Sendable, CaseIterable {
  case utf8 = "UTF-8"
  case utf16LittleEndian = "UTF-16LE"
  case utf16BigEndian = "UTF-16BE"
  case utf32LittleEndian = "UTF-32LE"
  case utf32BigEndian = "UTF-32BE"
  case windows1252 = "Windows-1252"

  /// The usual name of the encoding.
  package var name: String { rawValue }

  /// The encoding of `bytes`: UTF-16 and UTF-32 by a byte order mark or by their zeros; Windows-1252 where bytes are
  /// not UTF-8 and no sequence of several bytes is; else UTF-8, well-formed or not.
  /// - Complexity: O(length); for UTF-8, up to its first character outside of ASCII.
  package init(of bytes: [UInt8]) {
    self = bytes.withUnsafeBufferPointer { bytes in
      SourceEncoding.byMark(bytes) ?? SourceEncoding.byZeros(bytes)
        ?? (SourceEncoding.isWindows1252(bytes) ? .windows1252 : .utf8)
    }
  }

  /// `bytes` as UTF-8, without the byte order mark of another encoding; what is none becomes U+FFFD. UTF-8 stays as it
  /// is.
  package func decode(_ bytes: [UInt8]) -> [UInt8] {
    switch self {
    case .utf8: return bytes
    case .windows1252: return decode(bytes.lazy.map { Self.scalar(ofWindows1252: $0) })
    case .utf16LittleEndian, .utf16BigEndian:
      let isLittle = self == .utf16LittleEndian
      let units = (0..<bytes.count / 2).lazy.map { number in
        let (first, second) = (UInt16(bytes[2 * number]), UInt16(bytes[2 * number + 1]))
        return isLittle ? second << 8 | first : first << 8 | second
      }
      var text: [UInt8] = []
      text.reserveCapacity(bytes.count / 2)
      let start = units.first == 0xFEFF ? 1 : 0
      _ = transcode(
        units.dropFirst(start).makeIterator(), from: UTF16.self, to: UTF8.self, stoppingOnError: false
      ) { text.append($0) }
      return text
    case .utf32LittleEndian, .utf32BigEndian:
      let isLittle = self == .utf32LittleEndian
      let scalars = (0..<bytes.count / 4).lazy.map { number in
        let value = (0..<4).reduce(UInt32(0)) { $0 << 8 | UInt32(bytes[4 * number + (isLittle ? 3 - $1 : $1)]) }
        return Unicode.Scalar(value) ?? "\u{FFFD}"
      }
      return decode(scalars.dropFirst(scalars.first == "\u{FEFF}" ? 1 : 0))
    }
  }

  private func decode(_ scalars: some Sequence<Unicode.Scalar>) -> [UInt8] {
    var text: [UInt8] = []
    for scalar in scalars { text.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter) }
    return text
  }

  private static func byMark(_ bytes: UnsafeBufferPointer<UInt8>) -> SourceEncoding? {
    if bytes.starts(with: [0xFF, 0xFE, 0, 0]), bytes.count % 4 == 0 { return .utf32LittleEndian }
    if bytes.starts(with: [0, 0, 0xFE, 0xFF]) { return .utf32BigEndian }
    if bytes.starts(with: [0xFF, 0xFE]) { return .utf16LittleEndian }
    if bytes.starts(with: [0xFE, 0xFF]) { return .utf16BigEndian }
    return nil
  }

  /// The encoding of text most of whose characters are Latin: bytes of zero at the same places throughout.
  private static func byZeros(_ bytes: UnsafeBufferPointer<UInt8>) -> SourceEncoding? {
    let count = min(bytes.count, 1024) / 4 * 4
    guard count >= 8 || bytes.count >= 4 else { return nil }
    let sample = max(count, min(bytes.count, 6) / 2 * 2)
    var zeros = [0, 0, 0, 0]
    for at in 0..<sample where bytes[at] == 0 { zeros[at % 4] += 1 }
    let part = max(sample / 4, 1)
    func isZero(_ place: Int) -> Bool { zeros[place] * 10 >= part * 7 }
    func isUsed(_ place: Int) -> Bool { zeros[place] * 20 <= part }
    switch (isZero(0), isZero(1), isZero(2), isZero(3)) {
    case (false, true, true, true) where isUsed(0): return .utf32LittleEndian
    case (true, true, true, false) where isUsed(3): return .utf32BigEndian
    case (false, true, false, true) where isUsed(0) && isUsed(2): return .utf16LittleEndian
    case (true, false, true, false) where isUsed(1) && isUsed(3): return .utf16BigEndian
    default: return nil
    }
  }

  /// Whether some bytes are no UTF-8, no sequence of several bytes is, and all are characters of Windows-1252.
  private static func isWindows1252(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var isHigh = false
    var at = 0
    while let found = firstHigh(bytes, from: at) {
      if sequenceLength(bytes, found) > 0 { return false }
      // The end may have been cut off.
      if found + 4 > bytes.count, !isHigh, bytes[found] >= 0xC2 { return false }
      if undefined.contains(bytes[found]) { return false }
      isHigh = true
      at = found + 1
    }
    return isHigh && !bytes.prefix(4096).contains(0)
  }

  private static func firstHigh(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    let raw = UnsafeRawBufferPointer(bytes)
    var at = start
    while at + 16 <= raw.count, raw.loadUnaligned(fromByteOffset: at, as: SIMD16<UInt8>.self).max() < 0x80 { at += 16 }
    while at < raw.count, raw[at] < 0x80 { at += 1 }
    return at < raw.count ? at : nil
  }

  /// The length of the well-formed sequence of several bytes at `offset`, 0 for none.
  private static func sequenceLength(_ bytes: UnsafeBufferPointer<UInt8>, _ offset: Int) -> Int {
    let lead = bytes[offset]
    let length = lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0
    guard length > 0, offset + length <= bytes.count else { return 0 }
    return String(validating: bytes[offset..<offset + length], as: UTF8.self) == nil ? 0 : length
  }

  private static let undefined: Set<UInt8> = [0x81, 0x8D, 0x8F, 0x90, 0x9D]

  /// The characters of 0x80 to 0x9F (WHATWG Encoding, index windows-1252); all others have their own numbers.
  private static let specials: [UInt32] = [
    0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D, 0x017D,
    0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,
    0x017E, 0x0178,
  ]

  private static func scalar(ofWindows1252 byte: UInt8) -> Unicode.Scalar {
    guard (0x80...0x9F).contains(byte) else { return Unicode.Scalar(byte) }
    return Unicode.Scalar(specials[Int(byte) - 0x80]) ?? "\u{FFFD}"
  }
}

extension Outline {
  /// Reads a file in any encoding that it may have; offsets and lines are those of its text as UTF-8.
  /// - Precondition: as `init(parsing:)`.
  package init(decoding file: [UInt8]) {
    let encoding = SourceEncoding(of: file)
    self.init(parsing: encoding.decode(file))
    self.encoding = encoding
  }
}
