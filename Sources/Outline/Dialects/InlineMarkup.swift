/// Markup inside of paragraphs that md4c does not know, or reads otherwise than notes mean it: bare addresses,
/// `[[wikilinks]]`, `==highlights==`, `{attributes}` of links, emphasis beside ideographs, `__names__`.
///
/// It is found in the fragment that is about to be read, and covered there with letters or punctuation of the same
/// length; what is shown is taken from the file.
struct InlineMarkup {
  /// Stretches of the fragment that lead somewhere, in order.
  var links: [(range: Range<Int>, link: RichText.Link)] = []
  /// Stretches that are not shown, in order.
  var hidden: [Range<Int>] = []
  /// The text between `==` and `==`, in order.
  var highlights: [Range<Int>] = []

  var isEmpty: Bool { links.isEmpty && hidden.isEmpty && highlights.isEmpty }

  /// `range` cut at all borders in it, in order.
  /// - Complexity: O(log stretches + borders in `range`)
  func parts(of range: Range<Int>) -> [Range<Int>] {
    guard !isEmpty else { return [range] }
    var borders: [Int] = []
    func add(_ count: Int, _ stretch: (Int) -> Range<Int>) {
      var index = Self.first(count, endingAfter: range.lowerBound, stretch)
      while index < count, stretch(index).lowerBound < range.upperBound {
        for border in [stretch(index).lowerBound, stretch(index).upperBound]
        where range.lowerBound < border && border < range.upperBound { borders.append(border) }
        index += 1
      }
    }
    add(links.count) { links[$0].range }
    add(hidden.count) { hidden[$0] }
    add(highlights.count) { highlights[$0] }
    guard !borders.isEmpty else { return [range] }
    borders.sort()
    var parts: [Range<Int>] = []
    var start = range.lowerBound
    for border in borders + [range.upperBound] where border > start {
      parts.append(start..<border)
      start = border
    }
    return parts
  }

  /// The index of the link that `offset` is in.
  func link(at offset: Int) -> Int? {
    let index = Self.first(links.count, endingAfter: offset) { links[$0].range }
    return index < links.count && links[index].range.contains(offset) ? index : nil
  }

  func isHidden(_ offset: Int) -> Bool { Self.contains(hidden, offset) }
  func isHighlighted(_ offset: Int) -> Bool { Self.contains(highlights, offset) }

  private static func contains(_ stretches: [Range<Int>], _ offset: Int) -> Bool {
    let index = first(stretches.count, endingAfter: offset) { stretches[$0] }
    return index < stretches.count && stretches[index].contains(offset)
  }

  private static func first(_ count: Int, endingAfter offset: Int, _ stretch: (Int) -> Range<Int>) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if stretch(middle).upperBound <= offset { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension FragmentSource {
  /// Finds the markup that md4c does not know and covers it.
  /// - Complexity: O(length)
  mutating func coverInlineMarkup() -> InlineMarkup {
    var scanner = InlineMarkupScanner(bytes, from: start)
    scanner.scan()
    replaceBytes(with: scanner.bytes)
    return scanner.markup
  }
}
