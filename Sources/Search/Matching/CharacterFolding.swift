/// Makes letters equal that a reader takes for the same: letters with and without marks, typographic and plain quotes
/// and dashes, and, where asked for, capitals and small letters.
struct CharacterFolding: Hashable, Sendable {
  var foldsCase: Bool

  /// Case and marks count for nothing.
  static let all = CharacterFolding(foldsCase: true)
  /// Capitals differ from small letters.
  static let mindingCase = CharacterFolding(foldsCase: false)

  /// The scalar that `scalar` counts as; 0 where it counts as nothing (a combining mark, a soft hyphen).
  @inline(__always)
  func callAsFunction(_ scalar: UInt32) -> UInt32 {
    if scalar < 0x80 {
      return foldsCase && scalar &- 0x41 < 26 ? scalar | 0x20 : scalar
    }
    return folded(scalar)
  }

  /// `text` folded, without what counts as nothing.
  func callAsFunction(_ text: some StringProtocol) -> String {
    var folded = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      let value = self(scalar.value)
      if value != 0, let scalar = Unicode.Scalar(value) { folded.append(scalar) }
    }
    return String(folded)
  }

  @inline(never)
  private func folded(_ scalar: UInt32) -> UInt32 {
    switch scalar {
    case 0xAD, 0x200B...0x200D, 0x2060, 0xFEFF, 0xFE00...0xFE0F, 0x300...0x36F: return 0
    case 0x2018, 0x2019: return 0x27
    case 0x201C, 0x201D: return 0x22
    case 0x2010...0x2015: return 0x2D
    case 0xA0, 0x2000...0x200A, 0x202F, 0x3000: return 0x20
    case 0xFF01...0xFF5E: return self(scalar - 0xFF01 + 0x21)
    // Digits above and below the line, and the i without a dot.
    case 0xB2, 0xB3: return scalar - 0xB0 + 0x30
    case 0xB9: return 0x31
    case 0x2070, 0x2074...0x2079: return scalar - 0x2070 + 0x30
    case 0x2080...0x2089: return scalar - 0x2080 + 0x30
    case 0x131: return 0x69
    case ..<0x2000:
      let base = UInt32(CharacterFolding.bases[Int(scalar)])
      return foldsCase ? UInt32(CharacterFolding.small[Int(base)]) : base
    default: return scalar
    }
  }

  /// Marks in `bytes` the first bytes of every scalar that counts as `target`.
  /// - Complexity: O(scalars that count as it)
  func addFirstBytes(of target: UInt32, to bytes: inout [Bool]) {
    if target < 0x80 { bytes[Int(target)] = true }
    if let first = Unicode.Scalar(target).flatMap({ UTF8.encode($0)?.first }) { bytes[Int(first)] = true }
    let sources = foldsCase ? CharacterFolding.sources : CharacterFolding.sourcesMindingCase
    for first in sources[target] ?? [] { bytes[Int(first)] = true }
  }

  private static let sources = firstBytes(CharacterFolding.all)
  private static let sourcesMindingCase = firstBytes(CharacterFolding.mindingCase)

  /// By scalar, the first bytes of those that count as it.
  private static func firstBytes(_ folding: CharacterFolding) -> [UInt32: [UInt8]] {
    var sources: [UInt32: [UInt8]] = [:]
    for scalar in [UInt32(0x41)..<0x5B, 0x80..<0x208A, 0xFF01..<0xFF5F].joined() {
      let target = folding(scalar)
      guard target != scalar, target != 0, let first = Unicode.Scalar(scalar).flatMap({ UTF8.encode($0)?.first })
      else { continue }
      if sources[target]?.contains(first) != true { sources[target, default: []].append(first) }
    }
    return sources
  }

  /// The small letter of each scalar below U+2000.
  private static let small = table(CharacterTables.small, ascii: true)
  /// Each scalar below U+2000 without its marks.
  private static let bases = table(CharacterTables.bases, ascii: false)

  private static func table(_ pairs: StaticString, ascii: Bool) -> [UInt16] {
    var table = (0..<0x2000).map { UInt16($0) }
    if ascii { for value in 0x41..<0x5B { table[value] = UInt16(value | 0x20) } }
    var scalars = pairs.withUTF8Buffer { String(decoding: $0, as: UTF8.self) }.unicodeScalars.makeIterator()
    while let from = scalars.next(), let to = scalars.next() {
      if from.value < 0x2000 { table[Int(from.value)] = UInt16(truncatingIfNeeded: to.value) }
    }
    return table
  }
}
