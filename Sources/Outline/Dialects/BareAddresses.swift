/// Addresses without angle brackets: `https://…`, `www.…`, `name@host`.
///
/// Source: GFM, extended autolinks; and an address ends at any white space and at the punctuation of East Asian
/// scripts, and may begin behind an ideograph.
extension InlineMarkupScanner {
  private static let schemes = ["http", "https", "ftp"].map { Array($0.utf8) }

  /// Takes the address whose `:` is at the place that is looked at.
  mutating func takeAddress() {
    let colon = at
    at += 1
    guard colon + 3 < paragraphEnd, bytes[colon + 1] == 0x2F, bytes[colon + 2] == 0x2F else { return }
    var start = colon
    while start > taken, bytes[start - 1] | 0x20 &- 0x61 < 26 { start -= 1 }
    let scheme = bytes[start..<colon].map { $0 | 0x20 }
    guard Self.schemes.contains(scheme), isFree(before: start) else { return }
    let end = addressEnd(from: colon + 3, start: start)
    guard end > colon + 3, let first = scalar(at: colon + 3),
      first == "[" || first.properties.isAlphabetic || first.isDigit
    else { return }
    take(start..<end, prefix: "")
  }

  /// Takes an address that begins with `www.`.
  mutating func takeBareHost() {
    let start = at
    at += 1
    guard start + 5 < paragraphEnd, bytes[start + 1] | 0x20 == 0x77, bytes[start + 2] | 0x20 == 0x77,
      bytes[start + 3] == 0x2E, Self.isWord(bytes[start + 4]) || bytes[start + 4] >= 0x80, isFree(before: start)
    else { return }
    let end = addressEnd(from: start + 4, start: start)
    guard bytes[start + 4..<end].prefix(while: { $0 != 0x2F }).contains(0x2E) else { return }
    take(start..<end, prefix: "http://")
  }

  /// Takes the mail address whose `@` is at the place that is looked at.
  mutating func takeMailAddress() {
    let sign = at
    at += 1
    var start = sign
    while start > taken, Self.isWord(bytes[start - 1]) || [0x2E, 0x2D, 0x5F, 0x2B].contains(bytes[start - 1]) {
      start -= 1
    }
    while start < sign, !Self.isWord(bytes[start]), bytes[start] != 0x5F { start += 1 }
    var end = sign + 1
    var dots = 0
    while end < paragraphEnd, Self.isWord(bytes[end]) || [0x2E, 0x2D, 0x5F].contains(bytes[end]) {
      if bytes[end] == 0x2E, end + 1 < paragraphEnd, Self.isWord(bytes[end + 1]) { dots += 1 }
      end += 1
    }
    while end > sign + 1, !Self.isWord(bytes[end - 1]) { end -= 1 }
    guard start < sign, dots > 0, end > sign + 1, Self.isWord(bytes[sign + 1]) else { return }
    let mailto = Array("mailto:".utf8)
    if start - mailto.count >= taken, bytes[start - mailto.count..<start].elementsEqual(mailto) {
      return take(start - mailto.count..<end, prefix: "")
    }
    take(start..<end, prefix: "mailto:")
  }

  private mutating func take(_ range: Range<Int>, prefix: String) {
    markup.links.append((range, RichText.Link(kind: .link, destination: prefix + destination(range))))
    for place in range where [0x2A, 0x5F, 0x7E, 0x5B, 0x3D, 0x21].contains(bytes[place]) {
      if place == range.lowerBound || bytes[place - 1] != 0x5C { bytes[place] = Self.letter }
    }
    at = range.upperBound
    taken = at
  }

  /// Whether no word goes on into what begins at `start`.
  private func isFree(before start: Int) -> Bool {
    guard start > 0, start <= bytes.count else { return true }
    let before = bytes[start - 1]
    return !Self.isWord(before) && before != 0x2F
  }

  private func addressEnd(from offset: Int, start: Int) -> Int {
    var end = offset
    var brackets = 0
    scan: while end < paragraphEnd {
      let byte = bytes[end]
      if byte < 0x80 {
        switch byte {
        case 0...0x20, 0x7F, 0x22, 0x3C, 0x3E, 0x60, 0x7C: break scan
        case 0x5B: brackets += 1
        case 0x5D:
          if brackets == 0 { break scan }
          brackets -= 1
        default: break
        }
        end += 1
      } else {
        guard let scalar = scalar(at: end), !scalar.endsAddress else { break scan }
        end += UTF8.width(scalar)
      }
    }
    return trimmedEnd(end, from: offset)
  }

  /// Without punctuation at its end, which belongs to the sentence around.
  private func trimmedEnd(_ end: Int, from offset: Int) -> Int {
    var end = end
    var open = 0
    for place in offset..<end {
      if bytes[place] == 0x28 { open += 1 }
      if bytes[place] == 0x29 { open -= 1 }
    }
    while end > offset {
      switch bytes[end - 1] {
      case 0x3B:
        var name = end - 2
        while name > offset, Self.isWord(bytes[name]) || bytes[name] == 0x23 { name -= 1 }
        end = name < end - 2 && bytes[name] == 0x26 ? name : end - 1
      case 0x21, 0x22, 0x27, 0x2A, 0x2C, 0x2E, 0x3A, 0x3F, 0x5C, 0x5F, 0x7E, 0x7B: end -= 1
      case 0x29 where open < 0:
        open += 1
        end -= 1
      case 0x7D where !bytes[offset..<end].contains(0x7B): end -= 1
      default: return end
      }
    }
    return end
  }

  /// An address as it is meant: escapes and entities resolved.
  private func destination(_ range: Range<Int>) -> String {
    var destination = ""
    var from = range.lowerBound
    var place = from
    while place < range.upperBound {
      if bytes[place] == 0x5C, place + 1 < range.upperBound, Unicode.Scalar(bytes[place + 1]).isPunctuation {
        destination += text(from..<place)
        from = place + 1
        place += 2
      } else if bytes[place] == 0x26, let end = bytes[place..<min(range.upperBound, place + 40)].firstIndex(of: 0x3B),
        let entity = Entity.text(of: bytes[place...end])
      {
        destination += text(from..<place) + entity
        from = end + 1
        place = from
      } else {
        place += 1
      }
    }
    return destination + text(from..<range.upperBound)
  }
}

extension Unicode.Scalar {
  fileprivate var isDigit: Bool { properties.numericType != nil }

  /// Whether an address ends before it: white space, what has no width, the punctuation of East Asian scripts, quotes.
  fileprivate var endsAddress: Bool {
    switch value {
    case 0x200B...0x200F, 0x2060, 0xFEFF, 0x2018...0x201F, 0x2026, 0xAB, 0xBB, 0x3001...0x3003, 0x3008...0x301F,
      0xFF01, 0xFF02, 0xFF07...0xFF09, 0xFF0C, 0xFF1A, 0xFF1B, 0xFF1C, 0xFF1E, 0xFF1F, 0xFF3B, 0xFF3D, 0xFF5B...0xFF65,
      0xFE10...0xFE19, 0xFE30...0xFE4F:
      true
    default: properties.isWhitespace || properties.generalCategory == .control
    }
  }
}
