/// A growing row of plain values with one owner, for what the parser's callbacks write to millions of times.
///
/// An array asks on each write whether it is shared; this cannot be. Indices are checked all the same.
struct RawBuffer<Element: BitwiseCopyable>: ~Copyable {
  private var base: UnsafeMutablePointer<Element>
  private var capacity: Int
  private(set) var count = 0

  /// - Parameter capacity: How many values there is room for at first; not a limit.
  init(capacity: Int = 16) {
    self.capacity = max(capacity, 1)
    base = .allocate(capacity: self.capacity)
  }

  deinit { base.deallocate() }

  @inline(__always) var isEmpty: Bool { count == 0 }

  /// The last value, if there is any.
  @inline(__always) var last: Element? { count > 0 ? base[count - 1] : nil }

  @inline(__always) subscript(_ index: Int) -> Element {
    get {
      precondition(index >= 0 && index < count, "no such value in the table")
      return base[index]
    }
    _modify {
      precondition(index >= 0 && index < count, "no such value in the table")
      yield &base[index]
    }
  }

  @inline(__always) mutating func append(_ element: Element) {
    if count == capacity { grow() }
    (base + count).initialize(to: element)
    count += 1
  }

  @inline(__always) @discardableResult mutating func removeLast() -> Element {
    precondition(count > 0, "an empty table has no last value")
    count -= 1
    return base[count]
  }

  /// Forgets all values but the first `kept`.
  @inline(__always) mutating func truncate(to kept: Int) {
    precondition(kept >= 0 && kept <= count, "a table is not lengthened by cutting it")
    count = kept
  }

  /// The values as they are in memory, for as long as `body` runs.
  @inline(__always) func withBuffer<Result>(_ body: (UnsafeBufferPointer<Element>) -> Result) -> Result {
    body(UnsafeBufferPointer(start: base, count: count))
  }

  /// The values, in an array of exactly their size.
  var array: [Element] { Array(UnsafeBufferPointer(start: base, count: count)) }

  private mutating func grow() {
    let larger = UnsafeMutablePointer<Element>.allocate(capacity: capacity * 2)
    larger.update(from: base, count: count)
    base.deallocate()
    base = larger
    capacity *= 2
  }
}
