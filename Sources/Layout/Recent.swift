/// Values that were used last: at least the last `capacity`, at most about twice as many.
///
/// They are found by a hash that the caller makes and a look at those that share it. (A dictionary by the callers' own
/// keys would do; but the first use of each kind of dictionary is looked up among all the conformances of the program,
/// which the first frame would wait for.)
struct Recent<Value> {
  private var recent = Generation()
  private var older = Generation()
  private var count = 0
  private let capacity: Int

  init(capacity: Int) { self.capacity = capacity }

  /// The value with this hash that `matches`; it counts as used, and as many as `weight`.
  mutating func find(_ hash: Int, weight: (Value) -> Int = { _ in 1 }, where matches: (Value) -> Bool) -> Value? {
    if let known = recent.first(hash, where: matches) { return known }
    guard let known = older.first(hash, where: matches) else { return nil }
    keep(known, hash, weight: weight(known))
    return known
  }

  /// Remembers a value that `find` does not know.
  mutating func keep(_ value: Value, _ hash: Int, weight: Int = 1) {
    recent.append(value, hash)
    count += weight
    guard count > capacity else { return }
    older = recent
    recent = Generation()
    count = 0
  }

  /// A hash table whose entries are only added to: chains through one array.
  private struct Generation {
    private struct Entry {
      var hash: Int
      var value: Value
      /// The entry before it in the same bucket, -1 for none.
      var next: Int
    }

    private var entries: [Entry] = []
    /// The last entry of each bucket, -1 for none.
    private var buckets: [Int] = []

    private static var bucketCount: Int { 512 }

    func first(_ hash: Int, where matches: (Value) -> Bool) -> Value? {
      guard !buckets.isEmpty else { return nil }
      var at = buckets[hash & (Self.bucketCount - 1)]
      while at >= 0 {
        if entries[at].hash == hash, matches(entries[at].value) { return entries[at].value }
        at = entries[at].next
      }
      return nil
    }

    mutating func append(_ value: Value, _ hash: Int) {
      if buckets.isEmpty { buckets = Array(repeating: -1, count: Self.bucketCount) }
      let bucket = hash & (Self.bucketCount - 1)
      entries.append(Entry(hash: hash, value: value, next: buckets[bucket]))
      buckets[bucket] = entries.count - 1
    }
  }
}
