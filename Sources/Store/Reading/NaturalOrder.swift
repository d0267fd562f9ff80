/// The order in which people expect names: numbers by value, letters regardless of case.
package enum NaturalOrder {
  /// Whether `a` comes before `b`.
  package static func precedes(_ a: String, _ b: String) -> Bool { Key(a) < Key(b) }

  /// `elements` in the order of their names.
  package static func sorted<Element>(_ elements: [Element], by name: (Element) -> String) -> [Element] {
    elements.map { (key: Key(name($0)), element: $0) }.sorted { $0.key < $1.key }.map(\.element)
  }

  /// A name in a form whose bytes compare as the names are to.
  private struct Key: Comparable {
    /// Small letters; before the digits of a number stand a 0 and how many they are, so that `9` comes before `10`.
    let folded: [UInt8]
    let name: String

    init(_ name: String) {
      self.name = name
      var bytes: [UInt8] = []
      bytes.reserveCapacity(name.utf8.count + 4)
      var rest = (name.utf8.allSatisfy { $0 < 0x80 } ? name : name.lowercased()).utf8[...]
      while let byte = rest.first {
        if Key.isDigit(byte) {
          let digits = rest.prefix(while: Key.isDigit)
          let significant = digits.drop { $0 == UInt8(ascii: "0") }
          bytes += [UInt8(ascii: "0"), UInt8(clamping: significant.count)]
          bytes += significant
          rest = rest[digits.endIndex...]
        } else {
          bytes.append(byte &- 0x41 < 26 ? byte | 0x20 : byte)
          rest.removeFirst()
        }
      }
      folded = bytes
    }

    static func < (a: Key, b: Key) -> Bool {
      let shared = min(a.folded.count, b.folded.count)
      for index in 0..<shared where a.folded[index] != b.folded[index] { return a.folded[index] < b.folded[index] }
      if a.folded.count != b.folded.count { return a.folded.count < b.folded.count }
      if a.name.utf8.count != b.name.utf8.count { return a.name.utf8.count < b.name.utf8.count }
      return a.name.utf8.lexicographicallyPrecedes(b.name.utf8)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
  }
}
