/// Targets of links with blanks in them, `[a](b c.md)`, and the size of a picture, `![](a.png =300x200)`.
struct LooseTarget {
  /// The bytes of the link's target.
  var target: Range<Int>
  /// The size of a picture, the blanks before it included, which is left out; empty for none.
  var size: Range<Int>

  /// The target that begins at `offset`, behind `](`, if CommonMark would not read it but its writer meant it: up to
  /// the `)`, it ends in the ending of a file, or in a size.
  init?(at offset: Int, before limit: Int, in bytes: Bytes) {
    let limit = min(limit, offset + 1024)
    var start = offset
    while start < limit, Bytes.isBlank(bytes[start]) { start += 1 }
    guard start < limit, bytes[start] != 0x3C, bytes[start] != 0x29 else { return nil }
    var depth = 0
    var hasBlank = false
    var at = start
    scan: while at < limit {
      switch bytes[at] {
      case 0x0A, 0x0D, 0x3C, 0x3E, 0x60: return nil
      case 0x5C: at += 1
      case 0x20, 0x09: hasBlank = true
      case 0x28: depth += 1
      case 0x29:
        if depth == 0 { break scan }
        depth -= 1
      default: break
      }
      at += 1
    }
    guard at < limit, hasBlank else { return nil }
    var end = at
    while end > start, Bytes.isBlank(bytes[end - 1]) { end -= 1 }
    // A title behind it keeps its place.
    if bytes[end - 1] == 0x22, let quote = (start..<end - 1).last(where: { bytes[$0] == 0x22 }), quote > start,
      Bytes.isBlank(bytes[quote - 1])
    {
      end = quote
      while end > start, Bytes.isBlank(bytes[end - 1]) { end -= 1 }
    }
    let sizeStart = Self.sizeStart(start..<end, in: bytes)
    size = (sizeStart ?? end)..<end
    target = start..<(sizeStart ?? end)
    let isOneWord = !target.contains { Bytes.isBlank(bytes[$0]) }
    guard isOneWord ? sizeStart != nil : Self.endsLikeFile(target, in: bytes) else { return nil }
  }

  /// Returns the offset of ` =300x200` at the end of a range; either number may be missing; nil for none.
  private static func sizeStart(_ range: Range<Int>, in bytes: Bytes) -> Int? {
    var at = range.upperBound
    while at > range.lowerBound, Bytes.isDigit(bytes[at - 1]) || bytes[at - 1] == 0x78 { at -= 1 }
    guard at < range.upperBound, at > range.lowerBound + 1, bytes[at - 1] == 0x3D, Bytes.isBlank(bytes[at - 2])
    else { return nil }
    guard bytes.buffer[at..<range.upperBound].contains(0x78) else { return nil }
    at -= 1
    while at > range.lowerBound, Bytes.isBlank(bytes[at - 1]) { at -= 1 }
    return at > range.lowerBound ? at : nil
  }

  private static func endsLikeFile(_ range: Range<Int>, in bytes: Bytes) -> Bool {
    var name = bytes.buffer[range]
    if let hash = name.lastIndex(of: 0x23) { name = name[..<hash] }
    guard let dot = name.lastIndex(of: 0x2E), dot > name.startIndex else { return false }
    let ending = name[(dot + 1)...]
    return (1...8).contains(ending.count) && ending.allSatisfy { InlineMarkupScanner.isWord($0) }
      && ending.contains { !Bytes.isDigit($0) }
  }
}
