/// The numbers of old and new topics with each of some keys, for keys that are hashes already.
///
/// Only the keys that are asked about are in it, so that a look at all topics for the sake of a few stays in the cache.
/// Open addressing, at most half full.
struct UniqueKeyIndex {
  private struct Slot {
    var key: UInt64 = 0
    var oldCount: Int32 = 0
    var newCount: Int32 = 0
    var place: Int32 = -1
  }
  private var slots: [Slot]
  private let mask: Int

  /// Room for `capacity` different keys.
  init(capacity: Int) {
    var size = 16
    while size < capacity * 2 { size *= 2 }
    slots = Array(repeating: Slot(), count: size)
    mask = size - 1
  }

  /// Asks about `key`; 0 is no key. At most `capacity` times.
  @inline(__always)
  mutating func insert(_ key: UInt64) {
    guard key != 0 else { return }
    slots[slot(of: key)].key = key
  }

  /// Notes `count` old topics with `key`, if it is asked about.
  @inline(__always)
  mutating func countOld(_ key: UInt64, count: Int) {
    guard key != 0 else { return }
    let slot = slot(of: key)
    if slots[slot].key != 0 { slots[slot].oldCount += Int32(clamping: count) }
  }

  /// Notes that a new topic has `key`, if it is asked about.
  @inline(__always)
  mutating func countNew(_ key: UInt64, place: Int) {
    guard key != 0 else { return }
    let slot = slot(of: key)
    guard slots[slot].key != 0 else { return }
    slots[slot].newCount += 1
    slots[slot].place = Int32(place)
  }

  /// The new topic with `key`, if there is one and only one, and one old topic.
  @inline(__always)
  func only(_ key: UInt64) -> Int? {
    guard key != 0 else { return nil }
    let slot = slots[slot(of: key)]
    return slot.oldCount == 1 && slot.newCount == 1 ? Int(slot.place) : nil
  }

  @inline(__always)
  private func slot(of key: UInt64) -> Int {
    var at = Int(truncatingIfNeeded: key &* 0x9E37_79B9_7F4A_7C15 &>> 20) & mask
    while slots[at].key != 0, slots[at].key != key { at = (at + 1) & mask }
    return at
  }
}
