/// Nesting by eye: what is indented by two or more against the marker of an ordered item belongs to it, also where
/// CommonMark asks for three, four or five; and a number that goes on counting begins an item.
extension LineScanner {
  /// Makes the ordered item at `index` so narrow that what begins at `first` is in it, if it looks as if it did.
  ///
  /// md4c is shown a bullet for the number, and letters for what the number is longer.
  mutating func narrow(_ index: Int, to first: Position, _ end: Int) -> Bool {
    let item = containers[index]
    guard first.column >= item.markerColumn + 2, belongs(first, to: item, end) else { return false }
    for outer in 0..<index where containers[outer].isQuote { return false }
    let length = bytes.markerLength(item.marker)
    let lineEnd = bytes.lineEnd(item.marker)
    if item.isEmpty || bytes.isBlankLine(item.marker + length) {
      patch(item.marker..<item.marker + 1, .nesting, .verbatim, cover: 0x2D)
      patch(item.marker + 1..<item.marker + length, .nesting, .verbatim, cover: Patch.space)
      containers[index].content = item.markerColumn + 2
      return true
    }
    let text = min(bytes.skipBlanks(item.marker + length), lineEnd)
    let width = first.column - item.markerColumn
    let fill = item.marker + width
    guard fill <= text, text - item.marker - length <= 4, !beginsBlock(text, lineEnd) else { return false }
    containers[index].content = first.column
    if item.blankPatch < 0 {
      patch(item.marker..<item.marker + 1, .nesting, .verbatim, cover: 0x2D)
      containers[index].blankPatch = Int32(patches.count)
      patch(item.marker + 1..<fill, .nesting, .verbatim, cover: Patch.space)
    } else {
      patches[Int(item.blankPatch)] = Patch(item.marker + 1..<fill, .nesting, .verbatim, cover: Patch.space)
    }
    guard fill < text else { return true }
    if item.fillPatch < 0 {
      containers[index].fillPatch = Int32(patches.count)
      patch(fill..<text, .nesting, .hidden, cover: Patch.letter)
    } else {
      patches[Int(item.fillPatch)] = Patch(fill..<text, .nesting, .hidden, cover: Patch.letter)
    }
    return true
  }

  /// Whether what begins at `first` looks like a part of an item that it is not indented enough for.
  private func belongs(_ first: Position, to item: Container, _ end: Int) -> Bool {
    let byte = bytes[first.at]
    if bytes.isRule(first.at) || byte == 0x3D { return false }
    let length = byte < 0x80 ? bytes.markerLength(first.at) : 0
    if length > 0, bytes.isGap(first.at + length) {
      guard Bytes.isDigit(byte) else { return true }
      // A number that goes on is a neighbour out of line.
      return bytes[first.at + length - 1] != item.delimiter
        || bytes.number(first.at, length: length - 1) != item.number + 1
    }
    if byte == 0x23 { return false }
    let isFence = (byte == 0x60 || byte == 0x7E) && bytes.run(of: byte, at: first.at) >= 3
    if isFence, !holdsFence(first, end) { return false }
    if leaf == .paragraph { return byte == 0x60 && isFence }
    return true
  }

  /// Whether all lines up to the end of the fence at `first` are indented as far as it is, so that the code stays
  /// whole.
  private func holdsFence(_ first: Position, _ end: Int) -> Bool {
    let length = bytes.run(of: bytes[first.at], at: first.at)
    var line = nextLine
    while line < bytes.count {
      let (end, next) = lineBreak(from: line)
      let text = skipBlanks(Position(at: line, column: 0), end)
      if text.at < end {
        guard text.column >= first.column else { return false }
        if bytes[text.at] == bytes[first.at], case let run = bytes.run(of: bytes[first.at], at: text.at), run >= length,
          bytes.isBlankLine(text.at + run)
        {
          return true
        }
      }
      line = next
    }
    return true
  }

  /// Whether letters before `offset` would hide a block that begins there.
  func beginsBlock(_ offset: Int, _ end: Int) -> Bool {
    guard offset < end else { return true }
    switch bytes[offset] {
    case 0x23, 0x3E, 0x3C: return true
    case 0x60, 0x7E: return bytes.run(of: bytes[offset], at: offset) >= 3
    default:
      let length = bytes[offset] < 0x80 ? bytes.markerLength(offset) : 0
      return (length > 0 && bytes.isGap(offset + length)) || bytes.isRule(offset)
    }
  }

  /// Remembers the number of an item at its depth.
  mutating func remember(_ item: Container) {
    guard item.isOrdered else { return }
    while numbers.count <= containers.count { numbers.append(Container(isQuote: false)) }
    numbers.truncate(to: containers.count + 1)
    numbers[containers.count] = item
  }

  mutating func forgetNumbers() { numbers.truncate(to: min(containers.count, numbers.count)) }

  /// Whether an item's number follows that of the last one at its place.
  func goesOnCounting(_ item: Container) -> Bool {
    guard containers.count < numbers.count else { return false }
    let last = numbers[containers.count]
    return last.isOrdered && last.delimiter == item.delimiter && last.number + 1 == item.number
      && abs(last.markerColumn - item.markerColumn) < 2
  }

  /// Whether the number after an item's follows at its place before the paragraph ends: of two such lines, none goes on
  /// with the text above.
  func isCountedOn(_ item: Container) -> Bool {
    var line = nextLine
    while line < bytes.count {
      let (end, next) = lineBreak(from: line)
      guard let position = positionInContainers(line, end) else { return false }
      let first = skipBlanks(position, end)
      guard first.at < end else { return false }
      let length = Bytes.isDigit(bytes[first.at]) ? bytes.markerLength(first.at) : 0
      if length > 0, first.column == item.markerColumn, bytes[first.at + length - 1] == item.delimiter,
        bytes.isGap(first.at + length), !bytes.isBlankLine(first.at + length)
      {
        return bytes.number(first.at, length: length - 1) == item.number + 1
      }
      line = next
    }
    return false
  }

  /// Shows md4c a 1 for a number, which may interrupt a paragraph.
  mutating func coverNumber(_ start: Int, length: Int) {
    patch(start..<start + length - 1, .nesting, .verbatim, cover: 0x30)
    patch(start + length - 1..<start + length, .nesting, .verbatim, cover: 0x31)
  }

  /// Covers a line of `=`, or a `--`, that is outside of the item whose text it goes on with: it is no underline, and
  /// stays none where the item is read by itself.
  mutating func coverOutdentedUnderline(_ start: Int, _ end: Int) -> Bool {
    let length = bytes.run(of: bytes[start], at: start)
    guard bytes[start] == 0x3D || bytes[start] == 0x2D && length == 2, bytes.isBlankLine(start + length) else {
      return false
    }
    patch(start..<start + 1, .underline, .verbatim, cover: Patch.punctuation)
    addText(start, end)
    return true
  }

  /// Takes `-` or `--` below an item's text for an empty item instead of the underline of a heading.
  mutating func readUnderline(_ first: Position, _ end: Int) -> Bool {
    guard bytes[first.at] == 0x2D, let item = containers.last, !item.isQuote else { return false }
    let length = bytes.run(of: 0x2D, at: first.at)
    guard length <= 2 else { return false }
    patch(first.at..<first.at + 1, .underline, .verbatim, cover: 0x2B)
    patch(first.at + 1..<first.at + length, .underline, .hidden, cover: Patch.space)
    lines.append(Line(start: first.at, end: end))
    return true
  }
}
