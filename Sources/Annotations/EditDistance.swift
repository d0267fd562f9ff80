/// The Levenshtein distance of byte strings, 64 rows at a time (Myers 1999, with Hyyrö's block-wise form of 2003).
struct EditDistance {
  private var bits: [UInt64] = []
  private var positive: [UInt64] = []
  private var negative: [UInt64] = []

  /// Returns the likeness of two strings: 1 for equal ones, 0 for those of which every byte has to be replaced.
  mutating func similarity(
    _ first: UnsafeBufferPointer<UInt8>.SubSequence, _ second: UnsafeBufferPointer<UInt8>.SubSequence
  ) -> Float {
    let (shorter, longer) = first.count <= second.count ? (first, second) : (second, first)
    guard !longer.isEmpty else { return 1 }
    guard !shorter.isEmpty else { return 0 }
    return 1 - Float(distance(shorter, longer)) / Float(longer.count)
  }

  private mutating func distance(
    _ pattern: UnsafeBufferPointer<UInt8>.SubSequence, _ text: UnsafeBufferPointer<UInt8>.SubSequence
  ) -> Int {
    let blocks = (pattern.count + 63) / 64
    prepare(pattern, blocks: blocks)
    var distance = pattern.count
    let lastBit = UInt64(1) &<< UInt64((pattern.count - 1) % 64)
    for byte in text {
      var carryUp: UInt64 = 1
      var carryDown: UInt64 = 0
      let row = Int(byte) * blocks
      for block in 0..<blocks {
        let up = positive[block]
        let down = negative[block]
        let equal = bits[row + block]
        let vertical = equal | down
        let seeded = equal | carryDown
        let horizontal = (((seeded & up) &+ up) ^ up) | seeded
        var rising = down | ~(horizontal | up)
        var falling = up & horizontal
        if block == blocks - 1 {
          if rising & lastBit != 0 { distance += 1 }
          if falling & lastBit != 0 { distance -= 1 }
        }
        let nextUp = rising &>> 63
        let nextDown = falling &>> 63
        rising = rising &<< 1 | carryUp
        falling = falling &<< 1 | carryDown
        positive[block] = falling | ~(vertical | rising)
        negative[block] = rising & vertical
        carryUp = nextUp
        carryDown = nextDown
      }
    }
    clear(pattern, blocks: blocks)
    return distance
  }

  private mutating func prepare(_ pattern: UnsafeBufferPointer<UInt8>.SubSequence, blocks: Int) {
    if bits.count < 256 * blocks { bits = Array(repeating: 0, count: 256 * blocks) }
    positive = Array(repeating: .max, count: blocks)
    negative = Array(repeating: 0, count: blocks)
    for (offset, byte) in pattern.enumerated() {
      bits[Int(byte) * blocks + offset / 64] |= 1 &<< UInt64(offset % 64)
    }
  }

  /// Leaves the table empty for the next pattern, which may have another number of blocks.
  private mutating func clear(_ pattern: UnsafeBufferPointer<UInt8>.SubSequence, blocks: Int) {
    for byte in pattern {
      for block in 0..<blocks { bits[Int(byte) * blocks + block] = 0 }
    }
  }
}
