/// A place in a source file: bytes from its start, of the file as it is on disk (a byte order mark counts).
package struct ByteOffset: Hashable, Comparable, Sendable {
  /// The bytes before the place, in 32 bits.
  package var rawValue: UInt32
  /// The offset of a number of bytes.
  ///
  /// - Precondition: 0 or more, and less than 4 GiB.
  package init(_ rawValue: Int) { self.rawValue = UInt32(rawValue) }
  /// The offset as a plain number, for indexing the bytes.
  package var int: Int { Int(rawValue) }
  /// Whether `a` is nearer to the start of the file.
  package static func < (a: ByteOffset, b: ByteOffset) -> Bool { a.rawValue < b.rawValue }
}

/// A line of a source file, 1-based. Lines end at LF, CRLF or a lone CR, as in CommonMark.
package struct LineNumber: Hashable, Comparable, Sendable {
  /// The number, from 1, in 32 bits.
  package var rawValue: UInt32
  /// The line with a number from 1.
  package init(_ rawValue: Int) { self.rawValue = UInt32(rawValue) }
  /// The number as people count, from 1.
  package var int: Int { Int(rawValue) }
  /// Whether `a` is further up.
  package static func < (a: LineNumber, b: LineNumber) -> Bool { a.rawValue < b.rawValue }
}

/// A topic's place in the preorder table of its outline. 0 is the root row, which stands for the file itself.
package struct TopicIndex: Hashable, Comparable, Sendable {
  /// The position in document order, from 0, in 32 bits.
  package var rawValue: UInt32
  /// The topic at a position in document order, from 0.
  package init(_ rawValue: Int) { self.rawValue = UInt32(rawValue) }
  /// The position as a plain number, for indexing the table.
  package var int: Int { Int(rawValue) }
  /// The row that represents the file.
  package static let root = TopicIndex(0)
  /// Whether `a` comes first in document order.
  package static func < (a: TopicIndex, b: TopicIndex) -> Bool { a.rawValue < b.rawValue }
}

extension Range where Bound == ByteOffset {
  /// Plain numbers as a range of places in a file.
  package init(offsets: Range<Int>) { self = ByteOffset(offsets.lowerBound)..<ByteOffset(offsets.upperBound) }

  /// The same range in plain numbers, for slicing the bytes.
  package var ints: Range<Int> { lowerBound.int..<upperBound.int }
}
