import Glibc

/// The rules for text inside a paragraph or a heading: code, formulas, comments, tags, links, from left to right.
extension LineScanner {
  /// A place in the lines of a paragraph.
  struct Place {
    var line: Int
    var at: Int
  }

  /// The closings that were not found from a place in the paragraph on, so that they are not looked for again.
  struct Unfound {
    /// The lengths of backtick runs, one bit each.
    var code: UInt64 = 0
    var dollar = false
    var dollars = false
    var comment = false
    var parenthesis = false
    var bracket = false
  }

  /// Reads the paragraph's lines.
  mutating func readInline() {
    guard !lines.isEmpty else { return }
    let range = lines[0].start..<lines[lines.count - 1].end
    var unfound = Unfound()
    var place = Place(line: 0, at: lines[0].start)
    while true {
      let end = lines[place.line].end
      guard place.at < end else {
        guard place.line + 1 < lines.count else { return }
        place.line += 1
        // A tag may have taken the beginning of the line along.
        place.at = max(place.at, lines[place.line].start)
        continue
      }
      switch bytes[place.at] {
      case 0x5C:
        if let close = readEscapedMath(place, &unfound) { place = close } else { place.at += 2 }
      case 0x60: place = behindCode(place, &unfound)
      case 0x24: place = readDollar(place, &unfound)
      case 0x25: place = readComment(place, &unfound)
      case 0x3C: place.at = readAngle(place.at, in: range)
      case 0x5D: place.at = behindDestination(place.at, end)
      default: place.at += 1
      }
    }
  }

  /// The place behind the code span that begins at a place, or behind its backticks where they end nowhere.
  func behindCode(_ place: Place, _ unfound: inout Unfound) -> Place {
    let length = bytes.run(of: 0x60, at: place.at)
    let behind = Place(line: place.line, at: place.at + length)
    let bit: UInt64 = length < 64 ? 1 << UInt64(length) : 0
    guard unfound.code & bit == 0, length < 64 else { return behind }
    var line = place.line
    var at = behind.at
    while true {
      while at < lines[line].end {
        guard bytes[at] == 0x60 else {
          at += 1
          continue
        }
        let run = bytes.run(of: 0x60, at: at)
        if run == length { return Place(line: line, at: at + run) }
        at += run
      }
      guard line + 1 < lines.count else { break }
      line += 1
      at = lines[line].start
    }
    unfound.code |= bit
    return behind
  }

  /// The place behind the `(destination)` of a link whose text ends at `offset`, else the next one.
  private func behindDestination(_ offset: Int, _ end: Int) -> Int {
    guard offset + 1 < end, bytes[offset + 1] == 0x28 else { return offset + 1 }
    var at = offset + 2
    let isAngle = at < end && bytes[at] == 0x3C
    var depth = 0
    while at < end {
      switch bytes[at] {
      case 0x5C: at += 1
      case 0x3E where isAngle:
        let isClosed = at + 1 < end && (bytes[at + 1] == 0x29 || Bytes.isBlank(bytes[at + 1]))
        return isClosed ? at + 1 : offset + 2
      case 0x28 where !isAngle: depth += 1
      case 0x29 where !isAngle:
        if depth == 0 { return at + 1 }
        depth -= 1
      case 0x20 where !isAngle, 0x09 where !isAngle: return at
      default: break
      }
      at += 1
    }
    return offset + 2
  }

  /// Patches what lies between two places, each line by itself.
  mutating func patch(
    from start: Place, to end: Place, _ rule: DialectRule, _ effect: Patch.Effect, cover: UInt8
  ) {
    for line in start.line...end.line {
      let lower = line == start.line ? start.at : lines[line].start
      let upper = line == end.line ? end.at : bytes.trimmedEnd(lines[line].end, notBefore: lower)
      if lower < upper { patch(lower..<upper, rule, effect, cover: cover) }
    }
  }
}

extension Bytes {
  /// Whether a range holds what `InlineScanner` looks for, `<`, `$`, `%`, a backslash; and whether it holds `^`.
  /// - Complexity: O(length), 16 bytes at a time
  func marks(in range: Range<Int>) -> (mayBegin: Bool, hasCaret: Bool) {
    typealias Vector = SIMD16<UInt8>
    let raw = UnsafeRawPointer(base)
    var (mayBegin, hasCaret) = (false, false)
    var at = range.lowerBound
    while at + 16 <= range.upperBound {
      let part = raw.loadUnaligned(fromByteOffset: at, as: Vector.self)
      let found =
        (part .== Vector(repeating: 0x3C)) .| (part .== Vector(repeating: 0x24)) .| (part .== Vector(repeating: 0x25))
        .| (part .== Vector(repeating: 0x5C))
      if Bytes.holdsAny(found) { mayBegin = true }
      if Bytes.holdsAny(part .== Vector(repeating: 0x5E)) { hasCaret = true }
      at += 16
    }
    while at < range.upperBound {
      switch base[at] {
      case 0x3C, 0x24, 0x25, 0x5C: mayBegin = true
      case 0x5E: hasCaret = true
      default: break
      }
      at += 1
    }
    return (mayBegin, hasCaret)
  }

  /// Whether any lane of a mask is set; the library's `any` is not inlined.
  @inline(__always) private static func holdsAny(_ mask: SIMDMask<SIMD16<Int8>>) -> Bool {
    let halves = unsafeBitCast(mask, to: SIMD2<UInt64>.self)
    return halves.x | halves.y != 0
  }
}
