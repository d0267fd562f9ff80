/// Makes letters equal that a reader takes for the same: capitals and small letters, letters with and without marks,
/// typographic and plain quotes and dashes.
struct CharacterFolding: Hashable, Sendable {
  var foldsCase: Bool
  var foldsMarks: Bool

  /// What `scalar` counts as; 0 where it counts as nothing (a combining mark, a soft hyphen).
  @inline(__always)
  func callAsFunction(_ scalar: UInt32) -> UInt32 {
    if scalar < 0x80 {
      return foldsCase && scalar &- 0x41 < 26 ? scalar | 0x20 : scalar
    }
    return folded(scalar)
  }

  @inline(never)
  private func folded(_ scalar: UInt32) -> UInt32 {
    switch scalar {
    case 0xAD, 0x200B...0x200D, 0x2060, 0xFEFF, 0xFE00...0xFE0F: return 0
    case 0x300...0x36F: return foldsMarks ? 0 : scalar
    case 0x2018, 0x2019: return 0x27
    case 0x201C, 0x201D: return 0x22
    case 0x2010...0x2015: return 0x2D
    case 0xA0, 0x2000...0x200A, 0x202F, 0x3000: return 0x20
    case 0xFF01...0xFF5E: return self(scalar - 0xFF01 + 0x21)
    case ..<0x2000:
      var value = scalar
      if foldsMarks { value = UInt32(CharacterFolding.bases[Int(value)]) }
      if foldsCase { value = UInt32(CharacterFolding.small[Int(value)]) }
      return value
    default: return scalar
    }
  }

  /// The first bytes of every scalar that counts as `target`.
  func firstBytes(of target: UInt32) -> [Bool] {
    var bytes = [Bool](repeating: false, count: 256)
    func add(_ scalar: UInt32) {
      guard self(scalar) == target, let unicode = Unicode.Scalar(scalar) else { return }
      if let first = UTF8.encode(unicode)?.first { bytes[Int(first)] = true }
    }
    for scalar in UInt32(0)..<0x2061 { add(scalar) }
    for scalar in UInt32(0xFF01)..<0xFF5F { add(scalar) }
    add(target)
    return bytes
  }

  /// The small letter of each scalar below U+2000.
  private static let small: [UInt16] = (UInt32(0)..<0x2000).map { value in
    switch value {
    case 0x3C2: return 0x3C3
    default:
      guard let scalar = Unicode.Scalar(value), scalar.properties.changesWhenLowercased,
        let first = scalar.properties.lowercaseMapping.unicodeScalars.first
      else { return UInt16(value) }
      return UInt16(truncatingIfNeeded: first.value)
    }
  }

  /// Each scalar below U+2000 without its marks, as its Unicode name tells: what is before ` WITH `.
  private static let bases: [UInt16] = {
    var table = (0..<0x2000).map { UInt16($0) }
    let ranges: [Range<UInt32>] = [0x41..<0x5B, 0x61..<0x7B, 0xC0..<0x250, 0x370..<0x530, 0x1E00..<0x2000]
    var named: [Substring: UInt16] = [:]
    var marked: [(UInt16, base: Substring)] = []
    for value in ranges.joined() {
      guard let name = Unicode.Scalar(value)?.properties.name else { continue }
      if let end = CharacterFolding.position(of: " WITH ", in: name) {
        marked.append((UInt16(value), name[..<end]))
      } else {
        named[name[...]] = UInt16(value)
      }
    }
    for (value, base) in marked {
      if let plain = named[base] { table[Int(value)] = plain }
    }
    table[0x401] = 0x415
    table[0x451] = 0x435
    return table
  }()

  private static func position(of word: String, in name: String) -> String.Index? {
    let bytes = Array(word.utf8)
    var index = name.utf8.startIndex
    while index < name.utf8.endIndex {
      if name.utf8[index] == bytes[0], name.utf8[index...].starts(with: bytes) { return index }
      index = name.utf8.index(after: index)
    }
    return nil
  }
}
