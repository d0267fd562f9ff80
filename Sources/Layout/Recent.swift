/// Values that were used last: at least the last `capacity`, at most about twice as many.
///
/// They are found by a hash that the caller makes and a look at those that share it. (A dictionary by the callers' own
/// keys would do; but the first use of each kind of key is looked up among all the conformances of the program, which
/// the first frame would wait for.)
struct Recent<Value> {
  private var recent: [Int: [Value]] = [:]
  private var older: [Int: [Value]] = [:]
  private var count = 0
  private let capacity: Int

  init(capacity: Int) { self.capacity = capacity }

  /// The value with this hash that `matches`; it counts as used, and as many as `weight`.
  mutating func find(_ hash: Int, weight: (Value) -> Int = { _ in 1 }, where matches: (Value) -> Bool) -> Value? {
    if let known = recent[hash]?.first(where: matches) { return known }
    guard let known = older[hash]?.first(where: matches) else { return nil }
    keep(known, hash, weight: weight(known))
    return known
  }

  /// Remembers a value that `find` does not know.
  mutating func keep(_ value: Value, _ hash: Int, weight: Int = 1) {
    recent[hash, default: []].append(value)
    count += weight
    guard count > capacity else { return }
    older = recent
    recent = [:]
    count = 0
  }
}
