/// A place in a text being edited: UTF-8 bytes from its start.
package struct TextOffset: Hashable, Comparable, Sendable {
  /// The number of UTF-8 bytes before the place.
  package var rawValue: Int
  /// The place behind a number of UTF-8 bytes.
  package init(_ rawValue: Int) { self.rawValue = rawValue }

  /// The start of the text.
  package static let zero = TextOffset(0)

  /// Whether `a` is nearer to the start of the text.
  package static func < (a: TextOffset, b: TextOffset) -> Bool { a.rawValue < b.rawValue }
  static func + (a: TextOffset, bytes: Int) -> TextOffset { TextOffset(a.rawValue + bytes) }
  static func - (a: TextOffset, b: TextOffset) -> Int { a.rawValue - b.rawValue }
}

extension Range where Bound == TextOffset {
  /// The range of `bytes` bytes from `start`.
  init(at start: TextOffset, bytes: Int) { self = start..<start + bytes }
}
