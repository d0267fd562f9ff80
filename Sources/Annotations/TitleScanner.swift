/// Reads a title's source as what is to be compared of it, a token at a time.
struct TitleScanner {
  enum Token {
    case byte(UInt8)
    /// Not ASCII.
    case scalar(Unicode.Scalar)
    case space
    /// The target of a link; not part of the text.
    case destination(Range<Int>)
    /// A bare address.
    case url(Range<Int>)
  }

  private let source: UnsafeBufferPointer<UInt8>
  private var at: Int
  private var end: Int

  init(source: UnsafeBufferPointer<UInt8>, at: Int, end: Int) {
    self.source = source
    self.at = at
    self.end = end
  }

  @inline(__always)
  private func byte(_ offset: Int) -> UInt8 { offset < end && offset >= 0 ? source[offset] : 0 }

  @inline(__always)
  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte &- 0x09 < 5 }

  private static func isWord(_ byte: UInt8) -> Bool {
    byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26 || byte == 0x5F || byte >= 0x80
  }

  mutating func trim() {
    while at < end, Self.isSpace(source[at]) { at += 1 }
    while end > at, Self.isSpace(source[end - 1]) { end -= 1 }
  }

  /// Whether all of it is `[text](#place)`.
  var isOneLinkInside: Bool {
    guard byte(at) == 0x5B, byte(end - 1) == 0x29 else { return false }
    guard let open = (at..<end).first(where: { source[$0] == 0x5D && byte($0 + 1) == 0x28 }) else { return false }
    return byte(open + 2) == 0x23 && !(open..<end - 1).contains { source[$0] == 0x29 }
  }

  /// Passes a check box and the `#`s of a heading.
  mutating func skipPrefix() {
    if byte(at) == 0x5B, byte(at + 2) == 0x5D, byte(at + 1) == 0x20 || byte(at + 1) | 0x20 == 0x78,
      at + 3 >= end || Self.isSpace(byte(at + 3))
    {
      at += 3
      trim()
    }
    var hashes = at
    while byte(hashes) == 0x23 { hashes += 1 }
    if hashes > at, hashes - at <= 6, Self.isSpace(byte(hashes)) {
      at = hashes
      trim()
    }
  }

  /// The next token; nil at the end.
  mutating func next() -> Token? {
    while at < end {
      let current = source[at]
      at += 1
      switch current {
      case 0x20, 0x09...0x0D: return .space
      case 0x5C where at < end && Self.isPunctuation(source[at]): continue
      case 0x2A, 0x60: continue
      case 0x5F where !Self.isWord(byte(at - 2)) || !Self.isWord(byte(at)): continue
      case 0x7E where byte(at) == 0x7E || byte(at - 2) == 0x7E: continue
      case 0x21 where byte(at) == 0x5B: continue
      case 0x5B:
        if byte(at) == 0x5B { skipWikilinkTarget() }
        continue
      case 0x5D:
        if let destination = destination() { return .destination(destination) }
        continue
      case 0x3C:
        if let token = tag() { return token }
        return .byte(current)
      case 0x26: return reference()
      case 0x7B where byte(at) == 0x23 || byte(at) == 0x3A || byte(at) == 0x2E:
        guard let close = find(0x7D, from: at) else { return .byte(current) }
        at = close + 1
      case 0x2D where byte(at) == 0x2D:
        while byte(at) == 0x2D { at += 1 }
        return .byte(current)
      case 0x68, 0x48, 0x77, 0x57:
        if !Self.isWord(byte(at - 2)), let url = url(from: at - 1) { return .url(url) }
        return .byte(current)
      case 0x80...: return scalar(from: at - 1)
      default: return .byte(current)
      }
    }
    return nil
  }

  private static func isPunctuation(_ byte: UInt8) -> Bool {
    byte &- 0x21 < 15 || byte &- 0x3A < 7 || byte &- 0x5B < 6 || byte &- 0x7B < 4
  }

  private func find(_ sign: UInt8, from start: Int) -> Int? {
    var offset = start
    while offset < min(end, start + 2048) {
      if source[offset] == sign { return offset }
      offset += 1
    }
    return nil
  }

  /// Behind `[`: passes `[target|` of `[[target|text]]`.
  private mutating func skipWikilinkTarget() {
    guard let close = find(0x5D, from: at), let bar = find(0x7C, from: at), bar < close else { return }
    at = bar + 1
  }

  /// Behind `]`: the destination in `(...)`, or nothing for `[label]`, both passed.
  private mutating func destination() -> Range<Int>? {
    if byte(at) == 0x5B, byte(at - 2) != 0x5B {
      if let close = find(0x5D, from: at) { at = close + 1 }
      return nil
    }
    guard byte(at) == 0x28 else { return nil }
    var depth = 0
    var offset = at
    var destinationEnd: Int?
    while offset < end {
      switch source[offset] {
      case 0x28: depth += 1
      case 0x29: depth -= 1
      case 0x5C: offset += 1
      case let space where Self.isSpace(space) && destinationEnd == nil: destinationEnd = offset
      default: break
      }
      if depth == 0 {
        defer { at = offset + 1 }
        return at + 1..<(destinationEnd ?? offset)
      }
      offset += 1
    }
    return nil
  }

  /// Behind `<`: an address or a tag, passed; nil where it is neither.
  private mutating func tag() -> Token? {
    let first = byte(at)
    guard (first | 0x20) &- 0x61 < 26 || first == 0x2F || first == 0x21, let close = find(0x3E, from: at) else {
      return nil
    }
    let start = at
    let isURL = url(startingAt: start)
    guard isURL || first == 0x21 || Self.tags.contains(tagName(from: first == 0x2F ? start + 1 : start)) else {
      return nil
    }
    at = close + 1
    return isURL ? .url(start..<close) : .space
  }

  private func tagName(from start: Int) -> String {
    var offset = start
    while offset < end, offset < start + 12, (source[offset] | 0x20) &- 0x61 < 26 || source[offset] &- 0x30 < 10 {
      offset += 1
    }
    return String(decoding: source[start..<offset], as: UTF8.self).lowercased()
  }

  /// The names of the tags that count as markup in a title; `<T>` is not.
  private static let tags: Set<String> = [
    "a", "abbr", "b", "big", "br", "center", "code", "del", "details", "div", "em", "font", "hr", "i", "img", "ins",
    "kbd", "mark", "p", "s", "small", "span", "strike", "strong", "sub", "summary", "sup", "tt", "u", "wbr",
  ]

  /// Behind `&`: the character that an entity stands for, as far as titles use them.
  private mutating func reference() -> Token {
    guard let close = find(0x3B, from: at), close - at < 10 else { return .byte(0x26) }
    let name = String(decoding: source[at..<close], as: UTF8.self)
    let value: UInt32?
    switch name {
    case "amp": value = 0x26
    case "lt": value = 0x3C
    case "gt": value = 0x3E
    case "quot": value = 0x22
    case "apos": value = 0x27
    case "nbsp": value = 0xA0
    case "ndash", "mdash": value = 0x2D
    case "lsquo", "rsquo": value = 0x27
    case "ldquo", "rdquo": value = 0x22
    case "hellip": value = 0x2026
    default:
      guard name.first == "#" else { return .byte(0x26) }
      let digits = name.dropFirst()
      value = digits.first == "x" || digits.first == "X" ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
    }
    guard let value, let scalar = Unicode.Scalar(value), value != 0 else { return .byte(0x26) }
    at = close + 1
    return scalar.isASCII ? .byte(UInt8(value)) : .scalar(scalar)
  }

  private func url(startingAt start: Int) -> Bool {
    ["http://", "https://", "www.", "mailto:"].contains { prefix in
      prefix.utf8.enumerated().allSatisfy { (byte(start + $0.offset) | 0x20) == ($0.element | 0x20) }
    }
  }

  /// The bare address that begins at `start`, passed.
  private mutating func url(from start: Int) -> Range<Int>? {
    guard byte(start + 3) | 0x20 == 0x70 || byte(start + 3) == 0x2E, url(startingAt: start) else { return nil }
    var offset = start
    while offset < end, !Self.isSpace(source[offset]), source[offset] != 0x3E, source[offset] != 0x5D,
      source[offset] != 0x29, source[offset] != 0x22
    {
      offset += 1
    }
    while offset > start, [0x2E, 0x2C, 0x3A, 0x3B, 0x21, 0x3F].contains(source[offset - 1]) { offset -= 1 }
    at = offset
    return start..<offset
  }

  private mutating func scalar(from start: Int) -> Token {
    var decoder = UTF8()
    var iterator = source[start..<end].makeIterator()
    guard case .scalarValue(let scalar) = decoder.decode(&iterator) else { return .scalar("\u{FFFD}") }
    at = start + UTF8.width(scalar)
    return .scalar(scalar)
  }
}
