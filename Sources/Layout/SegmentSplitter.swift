/// The cuts of a long segment: at blank lines between blocks, inside fenced code between its lines, and, where there is
/// nothing else, between any two lines, or before a word of a line that is as long as a book.
struct SegmentSplitter: Sendable {
  private struct Cut {
    var start: Int
    /// Before the fence that closes the code; nil where the piece goes on to the next.
    var end: Int?
    /// Whether the piece is lines of a code block that a piece above has opened.
    var isCode = false
    /// Whether a block ends above it.
    var isApart = false
    /// The blanks before each line of code that do not belong to it.
    var indentation = 0
  }

  /// Bytes of a piece after which the next good place is taken; after 16 times as many, any line end is.
  static let length = 16_384

  /// The pieces after the first.
  private var cuts: [Cut] = []

  /// One piece.
  static let none = SegmentSplitter()

  private init() {}

  var count: Int { cuts.count + 1 }

  func isCode(_ number: Int) -> Bool { number > 0 && cuts[number - 1].isCode }
  func isApart(_ number: Int) -> Bool { number > 0 && cuts[number - 1].isApart }
  func indentation(_ number: Int) -> Int { number > 0 ? cuts[number - 1].indentation : 0 }

  /// The bytes of a piece of the segment at `whole`.
  func range(_ number: Int, of whole: Range<Int>) -> Range<Int> {
    let cut = number > 0 ? cuts[number - 1] : Cut(start: whole.lowerBound)
    let end = cut.end ?? (number < cuts.count ? cuts[number].start : whole.upperBound)
    return cut.start..<max(cut.start, end)
  }

  /// The piece that the byte at `offset` is in.
  /// - Complexity: O(log pieces)
  func number(at offset: Int) -> Int {
    var low = 0
    var high = cuts.count
    while low < high {
      let middle = (low + high) / 2
      if cuts[middle].start <= offset { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Looks at every line of the segment at `range`; pieces are about `length` bytes long, and end with the blocks that
  /// `marks`, bytes in order, stand in.
  /// - Complexity: O(length of `range`)
  init(of range: Range<Int>, in bytes: UnsafeBufferPointer<UInt8>, length: Int, marks: [Int] = []) {
    var marks = marks[...]
    let longest = 16 * length
    var start = range.lowerBound
    var line = range.lowerBound
    var base: Int?
    var fence: (delimiter: UInt8, length: Int, indentation: Int)?
    var isAfterBlank = false
    while line < range.upperBound {
      var text = line
      while text < range.upperBound, bytes[text] == 0x20 || bytes[text] == 0x09 { text += 1 }
      let isBlank = text == range.upperBound || bytes[text] == 0x0A || bytes[text] == 0x0D
      let indentation = text - line
      if !isBlank, line > range.lowerBound, base == nil { base = indentation }
      if let open = fence {
        let run = SegmentSplitter.run(of: open.delimiter, at: text, limit: range.upperBound, in: bytes)
        if run >= open.length, indentation < open.indentation + 4,
          SegmentSplitter.isBlank(text + run, limit: range.upperBound, in: bytes)
        {
          fence = nil
          let next = SegmentSplitter.nextLine(text, limit: range.upperBound, in: bytes)
          if cuts.last?.isCode == true {
            cuts[cuts.count - 1].end = line
            if next < range.upperBound { cuts.append(Cut(start: next, isApart: true)) }
            start = next
          }
        } else if line - start >= length, !isAfterBlank {
          cuts.append(Cut(start: line, isCode: true, indentation: open.indentation))
          start = line
        }
      } else {
        let isFree = isAfterBlank && !isBlank && indentation < (base ?? 0) + 4
        let isMarked = marks.first.map { $0 < line } ?? false
        if !isBlank, line > start, isFree && (isMarked || line - start >= length) || line - start >= longest {
          marks = marks.drop { $0 < line }
          cuts.append(Cut(start: line, isApart: isFree))
          start = line
        }
        if !isBlank, indentation < (base ?? indentation) + 4, bytes[text] == 0x60 || bytes[text] == 0x7E {
          let run = SegmentSplitter.run(of: bytes[text], at: text, limit: range.upperBound, in: bytes)
          if run >= 3 { fence = (bytes[text], run, indentation) }
        }
      }
      isAfterBlank = isBlank
      line = SegmentSplitter.nextLine(text, limit: range.upperBound, in: bytes)
      guard fence == nil, line - start > longest, text < line, indentation < (base ?? indentation) + 4,
        !SegmentSplitter.isWhole(bytes[text])
      else { continue }
      while let word = SegmentSplitter.word(from: max(text, start + longest), limit: line, in: bytes) {
        marks = marks.drop { $0 < word }
        cuts.append(Cut(start: word))
        start = word
      }
    }
  }

  /// Whether a line that begins with `byte` means something as a whole: HTML, rows of tables, math, and the like.
  private static func isWhole(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "<"), UInt8(ascii: "|"), UInt8(ascii: "$"), UInt8(ascii: "`"), UInt8(ascii: "["): true
    default: false
    }
  }

  /// The first word behind a blank from `offset` on that begins with a letter, as no block does.
  private static func word(from offset: Int, limit: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    guard offset + 1 < limit else { return nil }
    return (offset + 1..<limit).first { at in
      bytes[at - 1] == 0x20 && 0x61...0x7A ~= bytes[at] | 0x20
    }
  }

  private static func nextLine(_ offset: Int, limit: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
    var at = offset
    while at < limit, bytes[at] != 0x0A, bytes[at] != 0x0D { at += 1 }
    guard at < limit else { return limit }
    return bytes[at] == 0x0D && at + 1 < limit && bytes[at + 1] == 0x0A ? at + 2 : at + 1
  }

  private static func run(of delimiter: UInt8, at offset: Int, limit: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int
  {
    var at = offset
    while at < limit, bytes[at] == delimiter { at += 1 }
    return at - offset
  }

  private static func isBlank(_ offset: Int, limit: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var at = offset
    while at < limit, bytes[at] == 0x20 || bytes[at] == 0x09 { at += 1 }
    return at >= limit || bytes[at] == 0x0A || bytes[at] == 0x0D
  }
}
