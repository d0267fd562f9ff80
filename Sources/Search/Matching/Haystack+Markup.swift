import Outline

/// The markup of Markdown that is between letters which a reader sees side by side.
///
/// What these functions take for markup may be none; whoever leaves it out looks at the rendered text afterwards.
extension Haystack {
  /// Bytes of a link's target or a tag that are looked through for its end.
  private static let longestMarkup = 4_096

  /// Whether a byte can begin markup inside a word.
  @inline(__always)
  static func mayBeMarkup(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x2A, 0x5F, 0x7E, 0x60, 0x5B, 0x5D, 0x3C, 0x26, 0x5C, 0x21, 0x3D, 0x24: true
    default: false
    }
  }

  static func isEmphasis(_ byte: UInt8) -> Bool {
    byte == 0x2A || byte == 0x5F || byte == 0x7E || byte == 0x60
  }

  /// The bytes of the markup at `at`; 0 where there is none.
  func markupLength(_ at: Int, _ limit: Int) -> Int {
    let next = at + 1 < limit ? bytes[at + 1] : 0
    switch bytes[at] {
    case 0x2A, 0x5F, 0x7E, 0x60: return 1
    case 0x3D: return next == 0x3D ? 2 : 0
    case 0x5C: return Haystack.isPunctuation(next) ? 1 : 0
    case 0x21: return next == 0x5B ? 2 : 0
    case 0x5B:
      guard next == 0x5B else { return 1 }
      return (alias(at + 2, limit) ?? at + 2) - at
    case 0x5D: return targetEnd(at + 1, limit) - at
    case 0x3C:
      guard next == 0x2F || next == 0x21 || (next | 0x20) &- 0x61 < 26 else { return 0 }
      return end(after: 0x3E, from: at + 1, limit).map { $0 - at } ?? 0
    default: return 0
    }
  }

  /// Past the bar of a wikilink whose target begins at `start`; nil where it has none.
  private func alias(_ start: Int, _ limit: Int) -> Int? {
    var at = start
    while at < min(limit, start + Haystack.longestMarkup) {
      switch bytes[at] {
      case 0x7C: return at + 1
      case 0x5D, 0x0A, 0x0D: return nil
      default: at += 1
      }
    }
    return nil
  }

  /// Past the target of a link whose text ends before `start`.
  private func targetEnd(_ start: Int, _ limit: Int) -> Int {
    guard start < limit else { return start }
    switch bytes[start] {
    case 0x5D: return start + 1
    case 0x5B: return end(after: 0x5D, from: start + 1, limit) ?? start
    case 0x28:
      var depth = 0
      var at = start
      while at < min(limit, start + Haystack.longestMarkup) {
        switch bytes[at] {
        case 0x28: depth += 1
        case 0x29:
          depth -= 1
          if depth == 0 { return at + 1 }
        case 0x5C: at += 1
        default: break
        }
        at += 1
      }
      return start
    default: return start
    }
  }

  private func end(after sign: UInt8, from start: Int, _ limit: Int) -> Int? {
    let end = min(limit, start + Haystack.longestMarkup)
    guard start < end else { return nil }
    return bytes[start..<end].firstIndex(of: sign).map { $0 + 1 }
  }

  /// The text of the character reference at `at`; nil where there is none.
  func entity(at: Int, _ limit: Int) -> (text: String, length: Int)? {
    var end = at + 1
    while end < min(limit, at + 36), bytes[end] == 0x23 || Haystack.isAlphanumeric(bytes[end]) { end += 1 }
    guard end < limit, bytes[end] == 0x3B, end > at + 1 else { return nil }
    return Entity.text(of: UnsafeBufferPointer(rebasing: bytes[at...end])).map { ($0, end + 1 - at) }
  }
}
