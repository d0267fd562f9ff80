/// A title as it is compared: without what changes while the words stay.
///
/// Emphasis, link targets, escapes, `{#ids}`, tags, check boxes, the `#`s of a heading inside an item, a closing colon
/// and bare URLs go; quotes, dashes, white space and case become one form each; composed and decomposed letters are the
/// same. Reading a title's source and reading the title as it is shown come to the same text in all but rare cases.
struct ComparableText {
  /// UTF-8, at most `maximumLength` bytes.
  private(set) var bytes: [UInt8] = []
  /// Whether the whole is one link into the document, as the entries of a table of contents are.
  private(set) var isContentsEntry = false
  /// Whether it is an address and nothing else.
  private(set) var isAddress = false
  /// The hash of the first address outside the document that it links to; 0 for none.
  private(set) var link: UInt64 = 0

  /// Longer texts are compared by their beginning.
  static let maximumLength = 4096

  private var wantsSpace = false
  private var hasMarks = false
  private var firstURL: Range<Int>?

  init() {}

  /// Reads `range` of a source; no byte outside it is looked at.
  init(of range: Range<Int>, in source: [UInt8]) {
    read(range, of: source)
  }

  init(_ text: String) {
    let source = Array(text.utf8)
    read(0..<source.count, of: source)
  }

  /// Says of a title whose source is not at hand that it is one link into the document.
  mutating func markAsContentsEntry() { isContentsEntry = true }

  /// Forgets what was read and reads `range` of `source`; what storage there is stays in use.
  mutating func read(_ range: Range<Int>, of source: [UInt8]) {
    bytes.removeAll(keepingCapacity: true)
    (isContentsEntry, isAddress, link, wantsSpace, hasMarks, firstURL) = (false, false, 0, false, false, nil)
    source.withUnsafeBufferPointer { source in
      var reader = TitleScanner(source: source, at: range.lowerBound, end: range.upperBound)
      reader.trim()
      isContentsEntry = reader.isOneLinkInside
      reader.skipPrefix()
      while bytes.count < Self.maximumLength, let next = reader.next() { take(next, from: source) }
      if bytes.isEmpty, let firstURL {
        isAddress = true
        bytes.append(contentsOf: source[firstURL].prefix(Self.maximumLength))
      }
    }
    while let last = bytes.last, last == 0x3A || last == 0x20 { bytes.removeLast() }
    if hasMarks { compose() }
  }

  @inline(__always)
  private mutating func take(_ token: TitleScanner.Token, from source: UnsafeBufferPointer<UInt8>) {
    switch token {
    case .byte(let byte):
      if wantsSpace, !bytes.isEmpty { bytes.append(0x20) }
      wantsSpace = false
      bytes.append(byte &- 0x41 < 26 ? byte | 0x20 : byte)
    case .scalar(let scalar): take(scalar)
    case .space: wantsSpace = true
    case .destination(let range): note(source[range])
    case .url(let range):
      note(source[range])
      if firstURL == nil { firstURL = range }
      wantsSpace = true
    }
  }

  private mutating func take(_ scalar: Unicode.Scalar) {
    let plain: StaticString
    switch scalar.value {
    case 0xAD, 0x200B, 0x2060, 0xFEFF: return
    case 0xA0, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000, 0x85, 0x1680:
      wantsSpace = true
      return
    case 0x2010...0x2015, 0x2212: plain = "-"
    case 0x2018...0x201B, 0x2032: plain = "'"
    case 0x201C...0x201F, 0x2033, 0xAB, 0xBB: plain = "\""
    case 0x2026: plain = "..."
    default:
      if wantsSpace, !bytes.isEmpty { bytes.append(0x20) }
      wantsSpace = false
      if scalar.value >= 0x300, scalar.properties.canonicalCombiningClass != .notReordered { hasMarks = true }
      bytes.append(contentsOf: scalar.properties.lowercaseMapping.utf8)
      return
    }
    plain.withUTF8Buffer { for byte in $0 { take(.byte(byte), from: UnsafeBufferPointer(start: nil, count: 0)) } }
  }

  private mutating func note(_ destination: Slice<UnsafeBufferPointer<UInt8>>) {
    guard link == 0, let first = destination.first, first != 0x23 else { return }
    link = StableHash.of(Address.significant(destination))
  }

  /// Letters with marks become one scalar where Unicode has one (most Latin, Greek and Cyrillic letters).
  private mutating func compose() {
    var composed = ""
    for character in String(decoding: bytes, as: UTF8.self) {
      composed.append(character.unicodeScalars.count > 1 ? Self.composed[character] ?? character : character)
    }
    bytes = Array(composed.utf8)
  }

  /// Characters are equal when they are canonically equivalent, so the decomposed form finds the composed one.
  private static let composed: [Character: Character] = {
    var composed: [Character: Character] = [:]
    for range in [0xC0...0x24F, 0x370...0x4FF, 0x1E00...0x1FFF] as [ClosedRange<UInt32>] {
      for value in range {
        guard let scalar = Unicode.Scalar(value), scalar.properties.isAlphabetic else { continue }
        composed[Character(scalar)] = Character(scalar)
      }
    }
    return composed
  }()
}

/// The part of a URL that says what it leads to.
private enum Address {
  static func significant(_ url: Slice<UnsafeBufferPointer<UInt8>>) -> Slice<UnsafeBufferPointer<UInt8>> {
    var rest = url
    for prefix in ["https://", "http://", "www."] where rest.starts(with: prefix.utf8) {
      rest = rest.dropFirst(prefix.utf8.count)
    }
    if rest.last == 0x2F { rest = rest.dropLast() }
    return rest
  }
}
