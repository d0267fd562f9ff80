/// Values by path.
///
/// Two paths are the same only where their bytes are: file systems tell composed letters from decomposed ones, which
/// strings take for equal.
package struct PathTable<Value> {
  private struct Key: Hashable {
    var path: String

    static func == (a: Key, b: Key) -> Bool { a.path.utf8.elementsEqual(b.path.utf8) }

    func hash(into hasher: inout Hasher) {
      var path = path
      path.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
  }

  private var values: [Key: Value] = [:]

  /// An empty table.
  package init() {}

  /// The value of a path, compared byte by byte; nil where there is none, and to remove it.
  package subscript(path: String) -> Value? {
    get { values[Key(path: path)] }
    set { values[Key(path: path)] = newValue }
  }

  /// Sets the value of a path and returns what it was before.
  @discardableResult
  package mutating func updateValue(_ value: Value, for path: String) -> Value? {
    values.updateValue(value, forKey: Key(path: path))
  }

  /// Forgets a path and returns what its value was.
  @discardableResult
  package mutating func removeValue(for path: String) -> Value? { values.removeValue(forKey: Key(path: path)) }

  /// The number of paths that have a value.
  package var count: Int { values.count }

  /// All paths with their values, in no order.
  package var entries: [(path: String, value: Value)] { values.map { ($0.key.path, $0.value) } }
}

extension PathTable: Sendable where Value: Sendable {}
