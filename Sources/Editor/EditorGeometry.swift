import TextWidth

/// The area that a text is edited in.
package struct EditorGeometry: Hashable, Sendable {
  /// At least 1. The cursor is inside even at the end of a full row.
  package var columns: Int
  /// The rule for how many columns a grapheme cluster takes, which depends on the terminal.
  package var width: TextWidth
  /// Columns from one tab stop to the next.
  package var tabStop: Int

  /// An area of `columns` columns; both numbers are raised to 1.
  package init(columns: Int, width: TextWidth = .standard, tabStop: Int = 4) {
    self.columns = max(1, columns)
    self.width = width
    self.tabStop = max(1, tabStop)
  }
}

/// The drawn form of one grapheme cluster.
struct Glyph {
  var text: String
  var columns: Int
  /// Whether it stands for something that cannot be drawn as it is.
  var isControl = false

  /// The look of `character` at `column` of its row: a tab as blanks, a control as `^X` or `<85>`, and what would
  /// take no room at all (a zero-width or bidirectional mark, a lone accent) as its code points.
  init(_ character: Character, column: Int, in geometry: EditorGeometry) {
    if let ascii = character.asciiValue, ascii >= 0x20, ascii < 0x7F {
      self.init(text: String(character), columns: 1)
    } else if character == "\t" {
      let blanks = geometry.tabStop - column % geometry.tabStop
      self.init(text: String(repeating: " ", count: blanks), columns: blanks)
    } else if let scalar = character.unicodeScalars.first, scalar.value < 0x20 || scalar.value == 0x7F {
      self.init(text: "^" + String(UnicodeScalar(UInt8(scalar.value ^ 0x40))), columns: 2, isControl: true)
    } else {
      let columns = TextWidth.isControl(character) ? 0 : geometry.width.columns(of: character)
      if columns > 0, !Glyph.separatesLines(character) {
        self.init(text: String(character), columns: columns)
      } else {
        let codes = character.unicodeScalars.prefix(4).map { String($0.value, radix: 16) }
        let text = "<" + codes.joined(separator: "+") + ">"
        self.init(text: text, columns: text.utf8.count, isControl: true)
      }
    }
  }

  private init(text: String, columns: Int, isControl: Bool = false) {
    self.text = text
    self.columns = columns
    self.isControl = isControl
  }

  private static func separatesLines(_ character: Character) -> Bool {
    character == "\u{2028}" || character == "\u{2029}"
  }
}
