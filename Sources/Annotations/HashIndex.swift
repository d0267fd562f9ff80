/// The indices that have a key, for keys that are hashes already: their count, and the index where there is only one.
///
/// Open addressing, at most half full; an order of magnitude faster here than a dictionary, which hashes again.
struct HashIndex {
  private struct Slot {
    var key: UInt64 = 0
    var index: Int32 = -1
    var count: Int32 = 0
  }
  private var slots: [Slot]
  private let mask: Int
  private var used = 0

  /// Room for `capacity` different keys.
  init(capacity: Int) {
    var size = 16
    while size < capacity * 2 { size *= 2 }
    slots = Array(repeating: Slot(), count: size)
    mask = size - 1
  }

  /// Adds `index` under `key`, with `count`; the key 0 is ignored.
  @inline(__always)
  mutating func add(_ key: UInt64, index: Int, count: Int = 1) {
    guard key != 0 else { return }
    let slot = slot(of: key)
    if slots[slot].key == 0 {
      precondition(used * 2 <= mask + 1, "more keys than the table was made for")
      used += 1
      slots[slot].key = key
      slots[slot].index = Int32(index)
    }
    slots[slot].count += Int32(count)
  }

  /// Returns the number of indices with `key`.
  @inline(__always)
  func count(of key: UInt64) -> Int {
    guard key != 0 else { return 0 }
    return Int(slots[slot(of: key)].count)
  }

  /// The index that was first added with `key`.
  @inline(__always)
  func first(of key: UInt64) -> Int? {
    guard key != 0 else { return nil }
    let slot = slots[slot(of: key)]
    return slot.key == 0 ? nil : Int(slot.index)
  }

  /// The only index with `key`; nil for none and for several.
  @inline(__always)
  func only(of key: UInt64) -> Int? {
    guard key != 0 else { return nil }
    let slot = slots[slot(of: key)]
    return slot.count == 1 ? Int(slot.index) : nil
  }

  @inline(__always)
  private func slot(of key: UInt64) -> Int {
    var at = Int(truncatingIfNeeded: key &* 0x9E37_79B9_7F4A_7C15 &>> 20) & mask
    while slots[at].key != 0, slots[at].key != key { at = (at + 1) & mask }
    return at
  }
}
