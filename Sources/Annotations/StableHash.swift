/// A 64-bit hash that is the same in every run and on every machine, so that a sidecar can hold it.
///
/// Multiply and fold, eight bytes at a time; good enough to tell texts apart, not to keep secrets.
struct StableHash: Hashable, Sendable {
  private(set) var value: UInt64

  init(seed: UInt64 = 0x9E37_79B9_7F4A_7C15) { value = seed }

  /// The hash of `bytes`; never 0, which stands for "nothing known".
  static func of(_ bytes: some Sequence<UInt8>) -> UInt64 {
    var hash = StableHash()
    hash.combine(bytes: bytes)
    return hash.finished
  }

  /// The hash of two hashes in this order.
  @inline(__always)
  static func of(_ first: UInt64, _ second: UInt64) -> UInt64 {
    var hash = StableHash()
    hash.combine(first)
    hash.combine(second)
    return hash.finished
  }

  @inline(__always)
  mutating func combine(_ word: UInt64) {
    let product = (value ^ word).multipliedFullWidth(by: 0xA24B_AED4_963E_E407)
    value = product.high ^ product.low &+ 0x9FB2_1C65_1E98_DF25
  }

  mutating func combine(bytes: some Sequence<UInt8>) {
    var word: UInt64 = 0
    var filled: UInt64 = 0
    var count: UInt64 = 0
    for byte in bytes {
      word |= UInt64(byte) &<< filled
      filled &+= 8
      count &+= 1
      if filled == 64 {
        combine(word)
        word = 0
        filled = 0
      }
    }
    combine(word)
    combine(count)
  }

  @inline(__always)
  var finished: UInt64 {
    var result = value
    result ^= result &>> 32
    result = result &* 0xD6E8_FEB8_6659_FD93
    result ^= result &>> 32
    return result == 0 ? 1 : result
  }
}
