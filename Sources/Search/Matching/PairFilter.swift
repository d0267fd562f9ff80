/// Passes over text in which no needle can begin, sixteen bytes at a time: where none of the bytes is the first letter
/// of a needle with a byte behind it that may be the second or begin markup.
///
/// It stops too often rather than too seldom: whoever asks looks at each byte of the block that it stops at.
struct PairFilter {
  /// The first letter in small, and the second; a needle's own case counts for nothing here.
  private var firsts: [SIMD16<UInt8>] = []
  private var seconds: [SIMD16<UInt8>] = []

  /// The bytes of a block.
  static let block = 16
  /// With more needles, a look at each byte is as quick.
  private static let mostNeedles = 6

  /// Nil where it would stop at nearly every block, or can't tell.
  init?(_ needles: [Needle]) {
    guard !needles.isEmpty, needles.count <= PairFilter.mostNeedles else { return nil }
    for needle in needles {
      guard needle.scalars.count > 1, needle.scalars[0] < 0x80, needle.scalars[0] != 0x20 else { return nil }
      let second = needle.scalars[1]
      firsts.append(SIMD16(repeating: UInt8(needle.scalars[0]) | 0x20))
      // Another scalar is beyond ASCII, where the filter always stops.
      seconds.append(SIMD16(repeating: second < 0x80 ? UInt8(second) | 0x20 : 0x20))
    }
  }

  /// The first place from `start` on, or a little before, at which a needle may begin; `end` less a block or so where
  /// none does until there.
  @inline(__always)
  func next(in bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Int {
    guard let base = bytes.baseAddress else { return range.lowerBound }
    let text = UnsafeRawPointer(base)
    var at = range.lowerBound
    let small = SIMD16<UInt8>(repeating: 0x20)
    let none = SIMD16<UInt8>(repeating: 0)
    let all = SIMD16<UInt8>(repeating: 0xFF)
    while at + PairFilter.block < range.upperBound {
      let here = text.loadUnaligned(fromByteOffset: at, as: SIMD16<UInt8>.self)
      let behind = text.loadUnaligned(fromByteOffset: at + 1, as: SIMD16<UInt8>.self) | small
      let isLetter = none.replacing(
        with: all, where: (behind &- SIMD16(repeating: 0x61)) .< SIMD16(repeating: 26))
      var stops = (here & SIMD16(repeating: 0x80)) | none.replacing(with: all, where: here .== SIMD16(repeating: 0x26))
      for index in firsts.indices {
        let isFirst = none.replacing(with: all, where: (here | small) .== firsts[index])
        let isSecond = none.replacing(with: all, where: behind .== seconds[index])
        stops = stops | (isFirst & (isSecond | ~isLetter))
      }
      // The same sixteen bytes as two words, any bits of which are valid: there is no other way to read a vector as one
      // of another element, and a look at each lane would undo what reading them together wins.
      let halves = unsafeBitCast(stops, to: SIMD2<UInt64>.self)
      if halves.x | halves.y != 0 { return at }
      at += PairFilter.block
    }
    return at
  }
}
