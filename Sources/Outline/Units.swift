/// A place in a source file: bytes from its start, of the file as it is on disk (a byte order mark counts).
package struct ByteOffset: Hashable, Comparable, Sendable {
  package var rawValue: UInt32
  package init(_ rawValue: Int) { self.rawValue = UInt32(rawValue) }
  /// The offset as a plain number, for indexing the bytes.
  package var int: Int { Int(rawValue) }
  package static func < (a: ByteOffset, b: ByteOffset) -> Bool { a.rawValue < b.rawValue }
}

/// A line of a source file, 1-based. Lines end at LF, CRLF or a lone CR, as in CommonMark.
package struct LineNumber: Hashable, Comparable, Sendable {
  package var rawValue: UInt32
  package init(_ rawValue: Int) { self.rawValue = UInt32(rawValue) }
  /// The number as people count, from 1.
  package var int: Int { Int(rawValue) }
  package static func < (a: LineNumber, b: LineNumber) -> Bool { a.rawValue < b.rawValue }
}

/// A topic's place in the preorder table of its outline. 0 is the root row, which stands for the file itself.
package struct TopicIndex: Hashable, Comparable, Sendable {
  package var rawValue: UInt32
  package init(_ rawValue: Int) { self.rawValue = UInt32(rawValue) }
  package var int: Int { Int(rawValue) }
  package static let root = TopicIndex(0)
  package static func < (a: TopicIndex, b: TopicIndex) -> Bool { a.rawValue < b.rawValue }
}

extension Range where Bound == ByteOffset {
  /// Plain numbers as a range of places in a file.
  package init(offsets: Range<Int>) { self = ByteOffset(offsets.lowerBound)..<ByteOffset(offsets.upperBound) }

  /// The same range in plain numbers, for slicing the bytes.
  package var ints: Range<Int> { lowerBound.int..<upperBound.int }
}
