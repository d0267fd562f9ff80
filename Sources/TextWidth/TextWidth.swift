/// The number of terminal cells that a text takes: the one place that decides.
///
/// A cluster takes what its scalars take one after another, as terminals draw them: more than two cells in some scripts
/// of India. A cluster that is one picture (an emoji with modifiers, joiners or a presentation selector, a flag, a
/// keycap) takes two.
package struct TextWidth: Hashable, Sendable {
  /// Whether characters of East Asian ambiguous width take two cells.
  package var ambiguousIsWide: Bool

  /// A width with the given answer for East Asian ambiguous characters.
  package init(ambiguousIsWide: Bool = false) { self.ambiguousIsWide = ambiguousIsWide }

  /// The width on a terminal that was not set up for East Asia.
  package static let standard = TextWidth()

  /// Cells that one grapheme cluster takes. Controls, tabs and line ends take none: show them otherwise.
  package func columns(of character: Character) -> Int {
    let bytes = character.utf8
    if bytes.count == 1 {
      let byte = bytes[bytes.startIndex]
      return byte < 0x20 || byte == 0x7F ? 0 : 1
    }
    let scalars = character.unicodeScalars
    let first = scalars[scalars.startIndex]
    if scalars.index(after: scalars.startIndex) == scalars.endIndex { return columns(of: first) }
    if TextWidth.isPicture(character) { return 2 }
    return scalars.reduce(0) { $0 + columns(of: $1) }
  }

  /// The parts of a cluster that stand side by side, each a spacing scalar with the marks on it: of those that take
  /// more than two cells, which no terminal draws as one.
  package func units(of character: Character) -> [Character] {
    var units: [String.UnicodeScalarView] = []
    for scalar in character.unicodeScalars {
      if units.isEmpty || columns(of: scalar) > 0 { units.append(String.UnicodeScalarView()) }
      units[units.count - 1].append(scalar)
    }
    return units.flatMap { String($0) }
  }

  /// Cells that `text` takes on one line.
  package func columns(of text: Substring) -> Int { columns(of: String(text)) }

  /// Cells that `text` takes on one line.
  ///
  /// - Complexity: O(n), without looking for grapheme clusters where the text is ASCII.
  package func columns(of text: String) -> Int {
    let ascii = text.utf8.withContiguousStorageIfAvailable { bytes -> Int? in
      var columns = 0
      for byte in bytes {
        if byte >= 0x80 { return nil }
        if byte >= 0x20, byte != 0x7F { columns += 1 }
      }
      return columns
    }
    if let known = ascii ?? nil { return known }
    var columns = 0
    if TextWidth.isPlain(text) {
      for scalar in text.unicodeScalars { columns += self.columns(of: scalar) }
      return columns
    }
    for character in text { columns += self.columns(of: character) }
    return columns
  }

  /// Cells that one scalar takes by itself: 0, 1 or 2.
  package func columns(of scalar: Unicode.Scalar) -> Int {
    let value = scalar.value
    if value < 0x300 {
      if value < 0x20 || (0x7F..<0xA0).contains(value) || value == 0xAD { return 0 }
      return ambiguousIsWide && WidthTables.ambiguous.containsRun(with: value) ? 2 : 1
    }
    if value >= 0x1100, WidthTables.wide.containsRun(with: value) { return 2 }
    if WidthTables.zero.containsRun(with: value) { return 0 }
    return ambiguousIsWide && WidthTables.ambiguous.containsRun(with: value) ? 2 : 1
  }

  /// Whether every scalar of `text` is a cluster by itself, as far as a look at its range can tell: letters that
  /// nothing joins, ideographs, symbols, frames and bullets. False for controls, too.
  package static func isPlain(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { scalar in
      switch scalar.value {
      case 0x20..<0x7F, 0xA0..<0xAD, 0xAE..<0x300, 0x370..<0x483, 0x48A..<0x530, 0x2010..<0x2028, 0x2030..<0x2060,
        0x20A0..<0x20C0, 0x2190..<0x2C00, 0x3001..<0x302A, 0x3041..<0x3097, 0x30A1..<0x30FB, 0x3400..<0x4DC0,
        0x4E00..<0xA000:
        true
      default: false
      }
    }
  }

  /// Whether the cluster holds a C0 or C1 control, which must never reach a terminal.
  package static func isControl(_ character: Character) -> Bool {
    character.unicodeScalars.contains { $0.value < 0x20 || (0x7F..<0xA0).contains($0.value) }
  }

  /// Whether a cluster of several scalars is one picture, whose scalars are not drawn one after another.
  package static func isPicture(_ character: Character) -> Bool {
    let scalars = character.unicodeScalars
    guard let first = scalars.first, first.value >= 0x1F1E6 || first.properties.isEmoji else { return false }
    if isFlag(character) { return true }
    return scalars.dropFirst().contains { scalar in
      switch scalar.value {
      // The emoji presentation selector, the joiner, the keycap, the skin tones, the tags of regional flags.
      case 0xFE0F, 0x200D, 0x20E3, 0x1F3FB...0x1F3FF, 0xE0020...0xE007F: true
      default: false
      }
    }
  }

  /// Whether the scalar only says how others are to be joined, ordered or presented. Terminals differ in what they do
  /// about it, so it is kept in texts and not sent.
  package static func isFormat(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0xAD, 0x61C, 0x180B...0x180F, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x206F, 0xFE00...0xFE0F, 0xFEFF,
      0xE0000...0xE0FFF:
      true
    default: false
    }
  }

  /// Whether the cluster is a flag: two regional indicators.
  package static func isFlag(_ character: Character) -> Bool {
    let scalars = character.unicodeScalars
    return scalars.count == 2 && scalars.allSatisfy { (0x1F1E6...0x1F1FF).contains($0.value) }
  }
}

extension [UInt32] {
  /// Whether `value` lies in one of the runs whose first and last members alternate here, in order.
  fileprivate func containsRun(with value: UInt32) -> Bool {
    var low = 0
    var high = count / 2
    while low < high {
      let middle = (low + high) / 2
      if self[2 * middle + 1] < value { low = middle + 1 } else { high = middle }
    }
    return 2 * low < count && self[2 * low] <= value
  }
}
