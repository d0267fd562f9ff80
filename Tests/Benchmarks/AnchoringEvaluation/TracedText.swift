import Outline

/// A text each byte of which remembers where it came from.
struct TracedText {
  /// The text.
  private(set) var bytes: [UInt8]
  /// By byte: its offset in the older version; `new` for what was not there, less than that for what was copied.
  private(set) var origins: [Int32]

  /// The origin of what was not there.
  static let new: Int32 = -1

  /// The older version itself.
  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    origins = bytes.indices.map(Int32.init)
  }

  /// What was not there before.
  init(new text: String) {
    bytes = Array(text.utf8)
    origins = Array(repeating: Self.new, count: bytes.count)
  }

  private init(_ bytes: ArraySlice<UInt8>, _ origins: ArraySlice<Int32>) {
    self.bytes = Array(bytes)
    self.origins = Array(origins)
  }

  /// The offset that a copied byte was copied from.
  static func source(ofCopy origin: Int32) -> Int? { origin < new ? Int(-origin) - 2 : nil }

  /// A part, which remembers what it was.
  subscript(range: Range<Int>) -> TracedText { TracedText(bytes[range], origins[range]) }

  /// A copy of a part, which remembers what it is one of.
  func copy(of range: Range<Int>) -> TracedText {
    TracedText(bytes[range], origins[range].map { $0 >= 0 ? -$0 - 2 : $0 }[...])
  }

  /// Puts a text in the place of a part.
  mutating func replace(_ range: Range<Int>, by other: TracedText) {
    bytes.replaceSubrange(range, with: other.bytes)
    origins.replaceSubrange(range, with: other.origins)
  }

  /// Puts what was not there in the place of a part.
  mutating func replace(_ range: Range<Int>, by text: String) { replace(range, by: TracedText(new: text)) }

  /// Puts a text at the end.
  mutating func append(_ other: TracedText) {
    bytes += other.bytes
    origins += other.origins
  }

  /// Each line after its first spaces with others, as many as `to` instead of `from`.
  func indented(from: Int, to: Int) -> TracedText {
    var result = TracedText(new: "")
    var start = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: 0x0A).map { $0 + 1 } ?? bytes.count
      let blanks = bytes[start..<end].prefix { $0 == 0x20 }.count
      if blanks < end - start - 1 { result.append(TracedText(new: String(repeating: " ", count: max(0, to)))) }
      result.append(self[start + min(blanks, from)..<end])
      start = end
    }
    return result
  }
}

extension TracedText {
  /// Writes another sign for the same thing.
  mutating func setByte(_ byte: UInt8, at offset: Int) { bytes[offset] = byte }
}
