import Outline

/// A text as characters that are equal when they are canonically equivalent, each with the bytes that it stands for.
struct FoldedText {
  enum Style {
    /// Every kind of line break is one; nothing else is changed.
    case letters
    /// Besides, runs of white space are one space, and typographic quotes and dashes are plain ones.
    case words
  }

  let style: Style
  /// One a character; the same for equal characters within a run of the program only.
  private(set) var keys: [UInt64] = []
  private(set) var starts: [UInt32] = []
  private(set) var ends: [UInt32] = []

  private static let space: UInt64 = 0x20
  private static let lineBreak: UInt64 = 0x0A

  init(_ style: Style) { self.style = style }

  /// The source as it is, letter by letter.
  init(source bytes: [UInt8], _ style: Style) {
    self.init(style)
    keys.reserveCapacity(bytes.count)
    starts.reserveCapacity(bytes.count)
    ends.reserveCapacity(bytes.count)
    append(bytes[...], from: 0, isVerbatim: true, to: bytes.count)
  }

  /// The source without its markup, as it is shown.
  /// - Complexity: O(length of the file), at a hundredth of the speed of parsing
  init(rendered outline: Outline) {
    self.init(.words)
    for segment in outline.segments(of: .root) {
      for block in outline.richText(of: segment).blocks {
        appendGap(at: block.source.lowerBound.int)
        if case .table(let table) = block.kind {
          for cell in table.rows.joined() {
            appendGap(at: cell.first?.source.lowerBound.int ?? block.source.lowerBound.int)
            append(cell)
          }
        } else {
          append(block.runs)
        }
      }
    }
  }

  /// A text to look for.
  init(_ text: String, _ style: Style) {
    let bytes = Array(text.utf8)
    self.init(style)
    append(bytes[...], from: 0, isVerbatim: true, to: bytes.count)
    if style == .words { trimEnd() }
  }

  /// Takes white space away from the end.
  mutating func trimEnd() {
    while keys.last == Self.space {
      keys.removeLast()
      starts.removeLast()
      ends.removeLast()
    }
  }

  private mutating func append(_ runs: [RichText.Run]) {
    for run in runs {
      let bytes = Array(run.text.utf8)
      append(bytes[...], from: run.source.lowerBound.int, isVerbatim: run.isVerbatim, to: run.source.upperBound.int)
    }
  }

  private mutating func appendGap(at offset: Int) {
    guard let last = keys.last, last != Self.space else { return }
    add(Self.space, offset, offset)
  }

  private mutating func add(_ key: UInt64, _ start: Int, _ end: Int) {
    if style == .words, key == Self.space, keys.isEmpty || keys[keys.count - 1] == Self.space { return }
    keys.append(key)
    starts.append(UInt32(clamping: start))
    ends.append(UInt32(clamping: end))
  }

  /// Appends text that stands at `start` in the source; where it is not verbatim, for all of it up to `end`.
  private mutating func append(_ bytes: ArraySlice<UInt8>, from start: Int, isVerbatim: Bool, to end: Int) {
    var at = bytes.startIndex
    func place(_ index: Int) -> Int { isVerbatim ? start + index - bytes.startIndex : start }
    while at < bytes.endIndex {
      let byte = bytes[at]
      let isPlain = byte < 0x80 && (at + 1 >= bytes.endIndex || bytes[at + 1] < 0x80)
      if isPlain {
        let isPair = byte == 0x0D && at + 1 < bytes.endIndex && bytes[at + 1] == 0x0A
        let next = isPair ? at + 2 : at + 1
        add(key(of: byte), place(at), isVerbatim ? place(next) : end)
        at = next
        continue
      }
      // Up to where two plain bytes stand together, so that no mark is parted from its letter.
      var stop = at + 1
      while stop < bytes.endIndex, bytes[stop] >= 0x80 || stop + 1 < bytes.endIndex && bytes[stop + 1] >= 0x80 {
        stop += 1
      }
      for character in String(decoding: bytes[at..<stop], as: UTF8.self) {
        let next = min(at + character.utf8.count, stop)
        add(character, place(at), isVerbatim ? place(next) : end)
        at = next
      }
      at = stop
    }
  }

  private func key(of byte: UInt8) -> UInt64 {
    switch byte {
    case 0x0A, 0x0D: style == .words ? Self.space : Self.lineBreak
    case 0x09, 0x0B, 0x0C: style == .words ? Self.space : UInt64(byte)
    default: UInt64(byte)
    }
  }

  private mutating func add(_ character: Character, _ start: Int, _ end: Int) {
    guard style == .words, let first = character.unicodeScalars.first else {
      return add(Self.key(of: character), start, end)
    }
    switch first.value {
    case 0xAD, 0x200B, 0x2060, 0xFEFF: return
    case 0xA0, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000, 0x85, 0x1680: add(Self.space, start, end)
    case 0x2010...0x2015, 0x2212: add(0x2D, start, end)
    case 0x2018...0x201B, 0x2032: add(0x27, start, end)
    case 0x201C...0x201F, 0x2033, 0xAB, 0xBB: add(0x22, start, end)
    case 0x2026: for _ in 0..<3 { add(0x2E, start, end) }
    default: add(Self.key(of: character), start, end)
    }
  }

  private static func key(of character: Character) -> UInt64 {
    if let ascii = character.asciiValue { return UInt64(ascii) }
    return UInt64(bitPattern: Int64(character.hashValue)) | 1 << 63
  }

  /// The bytes for which `needle` stands, from the top of the file, inside `range`.
  /// - Complexity: O(length), about
  func occurrences(of needle: FoldedText, in range: Range<Int>, limit: Int) -> [Range<Int>] {
    guard let lead = needle.keys.first, needle.keys.count <= keys.count else { return [] }
    var found: [Range<Int>] = []
    var at = firstIndex(from: range.lowerBound)
    let last = keys.count - needle.keys.count
    while at <= last, Int(starts[at]) < range.upperBound, found.count < limit {
      if keys[at] == lead, keys[at..<at + needle.keys.count].elementsEqual(needle.keys) {
        let end = Int(ends[at + needle.keys.count - 1])
        if end <= range.upperBound, Int(starts[at]) >= range.lowerBound, end > Int(starts[at]) {
          found.append(Int(starts[at])..<end)
        }
      }
      at += 1
    }
    return found
  }

  private func firstIndex(from offset: Int) -> Int {
    var (low, high) = (0, starts.count)
    while low < high {
      let middle = (low + high) / 2
      if Int(starts[middle]) < offset { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
