/// A cache of the values that were used last: at least the last `capacity`, at most about twice as many.
///
/// They are found by a hash that the caller makes and a look at those that share it. (A dictionary by the callers' own
/// keys would do; but the first use of each kind of dictionary is looked up among all the conformances of the program,
/// which the first frame would wait for.)
struct GenerationalCache<Value> {
  private var recent = Generation()
  private var older = Generation()
  private var count = 0
  private let capacity: Int

  init(capacity: Int) { self.capacity = capacity }

  /// Returns what `part` takes of the value with this hash that `matches`; it counts as used, with its `weight`.
  ///
  /// Values are looked at where they lie, not copied first.
  mutating func find<Part>(
    _ hash: Int, weight: (Value) -> Int = { _ in 1 }, where matches: (UnsafePointer<Value>) -> Bool,
    part: (UnsafePointer<Value>) -> Part
  ) -> Part? {
    if let known = recent.first(hash, where: matches, part: part) { return known }
    guard let known = older.first(hash, where: matches, part: { $0.pointee }) else { return nil }
    insert(known, hash, weight: weight(known))
    return withUnsafePointer(to: known, part)
  }

  /// Adds a value that `find` does not know.
  mutating func insert(_ value: Value, _ hash: Int, weight: Int = 1) {
    recent.append(value, hash)
    count += weight
    guard count > capacity else { return }
    older = recent
    recent = Generation()
    count = 0
  }

  /// A hash table whose entries are only added to: chains through one array.
  private struct Generation {
    private struct Link {
      var hash: Int
      /// The value before it in the same bucket, -1 for none.
      var next: Int
    }

    private var values: [Value] = []
    /// One for each value.
    private var links: [Link] = []
    /// The last value of each bucket, -1 for none.
    private var buckets: [Int] = []

    private static var bucketCount: Int { 512 }

    func first<Part>(
      _ hash: Int, where matches: (UnsafePointer<Value>) -> Bool, part: (UnsafePointer<Value>) -> Part
    ) -> Part? {
      guard !buckets.isEmpty else { return nil }
      var at = buckets[hash & (Self.bucketCount - 1)]
      return values.withUnsafeBufferPointer { values in
        while at >= 0, let base = values.baseAddress {
          if links[at].hash == hash, matches(base + at) { return part(base + at) }
          at = links[at].next
        }
        return nil
      }
    }

    mutating func append(_ value: Value, _ hash: Int) {
      if buckets.isEmpty { buckets = Array(repeating: -1, count: Self.bucketCount) }
      let bucket = hash & (Self.bucketCount - 1)
      values.append(value)
      links.append(Link(hash: hash, next: buckets[bucket]))
      buckets[bucket] = values.count - 1
    }
  }
}
