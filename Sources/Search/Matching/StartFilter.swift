import CScan

/// Passes over text in which no needle can begin, many bytes at a time: by the first three letters of each.
///
/// It stops too often rather than too seldom: whoever asks looks whether a needle begins there indeed.
struct StartFilter {
  private var scanner = Scanner()

  /// A filter that stops wherever one of some needles may begin.
  init(_ needles: [Needle]) {
    for needle in needles {
      // Gaps may be as wide as they like.
      let run = needle.scalars.prefix(3).prefix { $0 != 0x20 }
      var letters = run.prefix { $0 < 0x80 }.map(UInt8.init(truncatingIfNeeded:))
      // What is beyond ASCII is written with any bytes beyond it, or with markup: no letter will do.
      if !letters.isEmpty, letters.count < run.count { letters.append(0xFF) }
      scanner_add(&scanner, letters, letters.count)
      for byte in needle.firstBytes.indices where needle.firstBytes[byte] {
        scanner_add_start(&scanner, UInt8(truncatingIfNeeded: byte))
      }
    }
  }

  /// The first place in `range` at which a needle may begin; the end of `range` where there is none.
  /// - Complexity: O(length of `range`)
  @inline(__always)
  func next(in bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Int {
    guard let base = bytes.baseAddress, !range.isEmpty else { return range.upperBound }
    return withUnsafePointer(to: scanner) { scanner_next($0, base, range.lowerBound, range.upperBound) }
  }
}
