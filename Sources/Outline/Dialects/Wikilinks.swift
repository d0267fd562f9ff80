/// `[[Note]]`, `[[Note#Heading|words]]`, `![[picture.png|300]]`: of any length, on one line.
extension InlineMarkupScanner {
  /// Takes the wikilink whose `[[` is at `brackets`; false where none is.
  @discardableResult
  mutating func takeWikilink(at brackets: Int, isEmbed: Bool) -> Bool {
    let start = brackets + 2
    guard let end = closingBrackets(from: start) else {
      at = isEmbed ? at + 1 : at
      return false
    }
    let bars = self.bars(in: start..<end)
    let targetEnd = bars.first?.lowerBound ?? end
    let target = trimmed(start..<targetEnd)
    guard !target.isEmpty, !isCondition(start..<end) else {
      at = end + 2
      taken = at
      return true
    }
    let shown = self.shown(target, bars: bars, end: end, isEmbed: isEmbed)
    markup.links.append(
      (shown, RichText.Link(kind: isEmbed ? .embed : .wikilink, destination: unescaped(target))))
    hide(at..<shown.lowerBound)
    // A bar that a table's cell has escaped.
    for bar in bars where shown.lowerBound < bar.lowerBound && bar.upperBound < shown.upperBound && bar.count == 2 {
      hide(bar.lowerBound..<bar.lowerBound + 1)
    }
    hide(shown.upperBound..<end + 2)
    let hasMarkup = shown.contains { [0x2A, 0x5F, 0x60, 0x7E, 0x5C, 0x26, 0x3D].contains(bytes[$0]) }
    if hasMarkup, shown.lowerBound > targetEnd {
      cover(at..<shown.lowerBound, with: Self.punctuation)
      for bar in bars { cover(bar, with: Self.punctuation) }
      cover(shown.upperBound..<end + 2, with: Self.punctuation)
    } else {
      cover(at..<end + 2, with: Self.letter)
    }
    at = end + 2
    taken = at
    return true
  }

  /// Returns the offset of the `]]` that ends the link whose text begins at `start`; nil for none, or an empty text.
  private func closingBrackets(from start: Int) -> Int? {
    var next = start
    while next + 1 < paragraphEnd, !Bytes.isNewline(bytes[next]) {
      if bytes[next] == 0x5D, bytes[next + 1] == 0x5D { return next > start ? next : nil }
      if bytes[next] == 0x5B, bytes[next + 1] == 0x5B { return nil }
      next += 1
    }
    return nil
  }

  /// `|` and `\|`.
  private func bars(in range: Range<Int>) -> [Range<Int>] {
    range.filter { bytes[$0] == 0x7C }
      .map { $0 > range.lowerBound && bytes[$0 - 1] == 0x5C ? $0 - 1..<$0 + 1 : $0..<$0 + 1 }
  }

  /// Whether blanks are at both ends, as in a condition of a shell, or there is nothing else.
  private func isCondition(_ range: Range<Int>) -> Bool {
    Bytes.isBlank(bytes[range.lowerBound]) && Bytes.isBlank(bytes[range.upperBound - 1])
  }

  /// The words that stand for the link: those behind the bar, else the target, of a picture its name.
  private func shown(_ target: Range<Int>, bars: [Range<Int>], end: Int, isEmbed: Bool) -> Range<Int> {
    var stop = end
    var bars = bars
    if isEmbed {
      // The size of a picture.
      while let bar = bars.last, isSize(bar.upperBound..<stop) {
        stop = bar.lowerBound
        bars.removeLast()
      }
    }
    if let bar = bars.first, case let words = trimmed(bar.upperBound..<stop), !words.isEmpty { return words }
    guard isEmbed, let slash = target.last(where: { bytes[$0] == 0x2F }), slash + 1 < target.upperBound else {
      return target
    }
    return slash + 1..<target.upperBound
  }

  private func isSize(_ range: Range<Int>) -> Bool {
    let size = trimmed(range)
    return !size.isEmpty && size.allSatisfy { Bytes.isDigit(bytes[$0]) || bytes[$0] == 0x78 }
      && Bytes.isDigit(bytes[size.lowerBound])
  }

  private func trimmed(_ range: Range<Int>) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, Bytes.isBlank(bytes[start]) { start += 1 }
    while end > start, Bytes.isBlank(bytes[end - 1]) { end -= 1 }
    return start..<end
  }

  /// A target without the backslashes that a writer put before Markdown's punctuation.
  private func unescaped(_ range: Range<Int>) -> String { text(range).replacing("\\", with: "") }
}
