/// Formulas, in which nothing is Markdown.
extension LineScanner {
  // MARK: Blocks

  /// Takes the lines of formulas that begin at `start` out of the Markdown: `$$`, `\[` or `\begin{X}` up to the line
  /// that ends with its counterpart, in the same containers.
  mutating func readMathBlock(_ start: Int, _ end: Int) -> Bool {
    guard start + 1 < end else { return false }
    let opening: Int
    var environment = 0..<0
    if bytes[start] == 0x24 {
      guard bytes[start + 1] == 0x24, start + 2 >= end || bytes[start + 2] != 0x24 else { return false }
      opening = start + 2
    } else if bytes[start + 1] == 0x5B {
      opening = start + 2
    } else {
      guard bytes.begins(start, "\\begin{") else { return false }
      environment = start + 6..<start + 6
      var at = start + 7
      while at < end, (bytes[at] | 0x20) &- 0x61 < 26 || bytes[at] == 0x2A { at += 1 }
      guard at < end, at > start + 7, bytes[at] == 0x7D else { return false }
      environment = start + 6..<at + 1
      opening = at + 1
    }
    let isAlone =
      bytes.isBlankLine(opening) || !environment.isEmpty || bytes.begins(bytes.skipBlanks(opening), "\\begin{")
    guard let close = mathEnd(start, opening, end, environment, isAlone: isAlone) else { return false }
    guard bytes[start] != 0x5C || !environment.isEmpty || close > end || isFormula(opening..<close - 2) else {
      return false
    }
    readBlockAsLine(start..<close, .math, .mathBlock)
    return true
  }

  /// Takes the lines of a formula whose `$$` ends a line of text, up to the one with its counterpart, for lines of the
  /// same paragraph, whatever they begin with.
  mutating func takeOpenFormula(_ start: Int, _ end: Int) {
    var isOpen = false
    var at = start
    while at + 1 < end {
      if bytes[at] == 0x60 { return }
      let isMark = bytes[at] == 0x24 && bytes[at + 1] == 0x24
      if isMark { isOpen.toggle() }
      at += isMark || bytes[at] == 0x5C ? 2 : 1
    }
    guard isOpen, at == end, end - 2 > start else { return }
    var found: [Line] = []
    var line = nextLine
    while line < bytes.count {
      let (end, next) = lineBreak(from: line)
      guard let first = textInContainers(line, end), first < end, bytes.run(of: 0x60, at: first) < 3 else { return }
      found.append(Line(start: first, end: end))
      line = next
      guard let mark = bytes.first("$$", in: first..<end) else { continue }
      guard mark == first || bytes.isBlankLine(mark + 2) else { return }
      for line in found { lines.append(line) }
      nextLine = next
      return
    }
    doubt(at: start)
  }

  /// Patches a block of several lines, which md4c sees as one line of a paragraph.
  mutating func readBlockAsLine(_ range: Range<Int>, _ rule: DialectRule, _ effect: Patch.Effect) {
    if leaf == .paragraph {
      readLines()
    } else {
      closeUnmatched()
      leaf = .paragraph
      if let last = containers.last, !last.isQuote { containers[containers.count - 1].isEmpty = false }
    }
    patch(range, rule, effect, cover: Patch.letter)
    if range.upperBound >= nextLine { nextLine = bytes.nextLine(range.upperBound) }
  }

  private mutating func mathEnd(_ start: Int, _ opening: Int, _ end: Int, _ environment: Range<Int>, isAlone: Bool)
    -> Int?
  {
    if let close = mathClose(opening, end, start, environment) { return close }
    var line = nextLine
    while line < bytes.count {
      let (end, next) = lineBreak(from: line)
      guard let first = textInContainers(line, end) else { return nil }
      if first >= end {
        guard isAlone else { return nil }
      } else if bytes.run(of: 0x60, at: first) >= 3 {
        return nil
      } else if let close = mathClose(first, end, start, environment) {
        return close
      }
      line = next
    }
    doubt(at: start)
    return nil
  }

  /// Returns the start of a line's text, behind the markers and the indentation of the open containers; nil where it
  /// does not belong to all of them.
  func textInContainers(_ line: Int, _ end: Int) -> Int? {
    positionInContainers(line, end).map { skipBlanks($0, end).at }
  }

  /// Returns the place in a line behind the containers of the line being read; nil where they end.
  func positionInContainers(_ line: Int, _ end: Int) -> Position? {
    var position = Position(at: line, column: 0)
    for number in 0..<(hasUnmatched ? matched : containers.count) {
      let first = skipBlanks(position, end)
      if containers[number].isQuote {
        guard first.at < end, bytes[first.at] == 0x3E else { return nil }
        position = behindQuoteMarker(first, end)
      } else if first.at < end {
        guard first.column >= containers[number].content else { return nil }
        position = skipBlanks(position, upTo: containers[number].content)
      }
    }
    return position
  }

  /// The end of the counterpart of the block's beginning, if a line ends with it.
  private func mathClose(_ lower: Int, _ end: Int, _ start: Int, _ environment: Range<Int>) -> Int? {
    let last = bytes.trimmedEnd(end, notBefore: lower)
    if environment.isEmpty {
      guard last - 2 >= lower else { return nil }
      let isDollar = bytes[start] == 0x24
      return bytes[last - 2] == (isDollar ? 0x24 : 0x5C) && bytes[last - 1] == (isDollar ? 0x24 : 0x5D) ? last : nil
    }
    let at = last - environment.count - 4
    guard at >= lower, bytes.begins(at, "\\end") else { return nil }
    return environment.indices.allSatisfy { bytes[at + 4 + $0 - environment.lowerBound] == bytes[$0] } ? last : nil
  }

  // MARK: In a line of text

  /// Reads `$…$`, `` $`…`$ `` or `$$…$$` at a place, and says where to go on.
  mutating func readDollar(_ place: Place, _ unfound: inout Unfound) -> Place {
    let end = lines[place.line].end
    let next = place.at + 1 < end ? bytes[place.at + 1] : 0x20
    if next == 0x24 {
      let inside = Place(line: place.line, at: place.at + 2)
      guard !unfound.dollars else { return inside }
      guard let close = find(0x24, 0x24, from: inside) else {
        unfound.dollars = true
        return inside
      }
      let behind = Place(line: close.line, at: close.at + 2)
      patch(from: place, to: behind, .math, .math, cover: Patch.letter)
      return behind
    }
    let inside = Place(line: place.line, at: place.at + 1)
    if next == 0x60 {
      let behind = behindCode(inside, &unfound)
      guard behind.at > inside.at + 1, behind.at < lines[behind.line].end, bytes[behind.at] == 0x24,
        bytes[behind.at - 1] == 0x60,
        bytes.run(of: 0x60, at: inside.at) < behind.at - inside.at || behind.line > inside.line
      else { return inside }
      let close = Place(line: behind.line, at: behind.at + 1)
      patch(from: place, to: close, .math, .math, cover: Patch.letter)
      return close
    }
    guard !unfound.dollar, !Bytes.isSpace(next), let close = closingDollar(from: inside) else {
      if !Bytes.isSpace(next), closingDollar(from: inside) == nil { unfound.dollar = true }
      return inside
    }
    guard holdsWholeCells(from: inside, to: close), !areVariables(from: inside, to: close) else { return inside }
    let behind = Place(line: close.line, at: close.at + 1)
    patch(from: place, to: behind, .math, .math, cover: Patch.letter)
    return behind
  }

  /// The first `$` that may end a formula: behind no blank, before no digit.
  private func closingDollar(from start: Place) -> Place? {
    var line = start.line
    var at = start.at + 1
    while true {
      while at < lines[line].end {
        switch bytes[at] {
        case 0x5C: at += 1
        case 0x24:
          let next = at + 1 < lines[line].end ? bytes[at + 1] : 0x20
          if !Bytes.isSpace(bytes[at - 1]), at > lines[line].start, !Bytes.isDigit(next), next != 0x24 {
            return Place(line: line, at: at)
          }
          if next == 0x24 { at += 1 }
        case 0x60: return nil
        default: break
        }
        at += 1
      }
      guard line + 1 < lines.count else { return nil }
      line += 1
      at = lines[line].start
    }
  }

  /// Whether no border of two cells of a table lies between two places: as many bars begin there as end, `|v|`, or each
  /// has something on both sides, `P(a|b)`.
  private func holdsWholeCells(from start: Place, to end: Place) -> Bool {
    guard start.line == end.line else { return true }
    let bars = (start.at..<end.at).filter { bytes[$0] == 0x7C && bytes[$0 - 1] != 0x5C }
    if bars.count % 2 == 0 { return true }
    if bars.allSatisfy({
      $0 > start.at && $0 + 1 < end.at && !Bytes.isBlank(bytes[$0 - 1]) && !Bytes.isBlank(bytes[$0 + 1])
    }) {
      return true
    }
    // Bars are borders only in a table.
    return !isRow
  }

  /// Whether two `$` rather begin the names of variables, or are in a string: a quotation mark lies between them, a
  /// longer name follows, or a line ends between them without a sign of a formula.
  private func areVariables(from start: Place, to end: Place) -> Bool {
    for line in start.line...end.line {
      let lower = line == start.line ? start.at : lines[line].start
      let upper = line == end.line ? end.at : lines[line].end
      if bytes.contains(0x22, in: lower..<max(lower, upper)) { return true }
    }
    let content = start.at..<end.at
    if beginsVariable(content) { return true }
    if start.line < end.line { return !isFormula(content, counting: 0x5E) }
    let next = end.at + 1 < lines[end.line].end ? bytes[end.at + 1] : 0x20
    guard (next | 0x20) &- 0x61 < 26 || next == 0x5F || next == 0x7B else { return false }
    return content.count > 3 && !isFormula(content, counting: 0x5E)
  }

  /// Whether `${NAME}` of a shell is there, or a name of several letters, a blank, and no sign of a formula.
  private func beginsVariable(_ content: Range<Int>) -> Bool {
    var at = content.lowerBound
    func isCapital(_ byte: UInt8) -> Bool {
      byte &- 0x41 < 26 || Bytes.isDigit(byte) || byte == 0x5F || byte == 0x5C
    }
    if bytes[at] == 0x7B {
      at += 1
      while at < content.upperBound, isCapital(bytes[at]) { at += 1 }
      return at > content.lowerBound + 3 && at < content.upperBound && bytes[at] == 0x7D
    }
    while at < content.upperBound, (bytes[at] | 0x20) &- 0x61 < 26 { at += 1 }
    return at > content.lowerBound + 1 && at < content.upperBound && Bytes.isBlank(bytes[at])
      && !(content.contains { [0x2B, 0x3C, 0x3E].contains(bytes[$0]) } || isFormula(content))
  }

  /// Whether a byte before or behind `\(…\)` belongs to a regular expression.
  private func isOfPattern(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x22, 0x27, 0x5C, 0x5E, 0x2A, 0x3F, 0x2B, 0x7C, 0x7B, 0x5B: true
    default: false
    }
  }

  /// Reads `\(…\)` or `\[…\]` at a place; nil where none begins or ends.
  mutating func readEscapedMath(_ place: Place, _ unfound: inout Unfound) -> Place? {
    guard place.at + 1 < lines[place.line].end else { return nil }
    let inside = Place(line: place.line, at: place.at + 2)
    let close: Place
    switch bytes[place.at + 1] {
    case 0x28:
      guard !unfound.parenthesis else { return nil }
      guard let found = find(0x5C, 0x29, from: inside) else {
        unfound.parenthesis = true
        return nil
      }
      if place.at > lines[place.line].start, isOfPattern(bytes[place.at - 1]) { return nil }
      if found.at + 2 < lines[found.line].end, isOfPattern(bytes[found.at + 2]) { return nil }
      // Exporters escape parentheses around words as well.
      if inside.line == found.line, holdsWord(inside.at..<found.at), !isFormula(inside.at..<found.at) { return nil }
      close = found
    case 0x5B:
      guard !unfound.bracket else { return nil }
      guard let found = find(0x5C, 0x5D, from: inside) else {
        unfound.bracket = true
        return nil
      }
      // Exporters escape the brackets of ordinary text.
      guard inside.line < found.line || isFormula(inside.at..<found.at) else { return nil }
      close = found
    default: return nil
    }
    guard inside.line < close.line || inside.at < close.at else { return nil }
    let behind = Place(line: close.line, at: close.at + 2)
    patch(from: place, to: behind, .math, .math, cover: Patch.letter)
    return behind
  }

  /// Whether four letters in a row are in a range.
  private func holdsWord(_ range: Range<Int>) -> Bool {
    var letters = 0
    return range.contains {
      letters = (bytes[$0] | 0x20) &- 0x61 < 26 || bytes[$0] >= 0x80 ? letters + 1 : 0
      return letters > 3
    }
  }

  /// Whether text between escaped brackets looks like a formula: a command, a power, an index, an equation.
  private func isFormula(_ range: Range<Int>, counting underscore: UInt8 = 0x5F) -> Bool {
    var at = range.lowerBound
    while at < range.upperBound {
      switch bytes[at] {
      case 0x5C:
        if at + 1 < range.upperBound, (bytes[at + 1] | 0x20) &- 0x61 < 26 { return true }
        at += 1
      case 0x5E, 0x3D, 0x7B, underscore: return true
      default: break
      }
      at += 1
    }
    return false
  }

  /// The first place from `start` on with the two given bytes, escaped ones left out.
  func find(_ first: UInt8, _ second: UInt8, from start: Place) -> Place? {
    var line = start.line
    var at = start.at
    while true {
      while at + 1 < lines[line].end {
        if bytes[at] == first, bytes[at + 1] == second { return Place(line: line, at: at) }
        at += bytes[at] == 0x5C ? 2 : 1
      }
      guard line + 1 < lines.count else { return nil }
      line += 1
      at = lines[line].start
    }
  }
}
