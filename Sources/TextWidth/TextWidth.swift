/// How many cells of a terminal a text takes: the one place that decides.
package struct TextWidth: Hashable, Sendable {
  /// Whether characters of East Asian ambiguous width take two cells.
  package var ambiguousIsWide: Bool

  package init(ambiguousIsWide: Bool = false) { self.ambiguousIsWide = ambiguousIsWide }

  package static let standard = TextWidth()

  /// Cells that one grapheme cluster takes: 0, 1 or 2.
  package func columns(of character: Character) -> Int {
    character.isASCII ? (TextWidth.isControl(character) ? 0 : 1) : 1
  }

  /// Whether the cluster holds a C0 or C1 control, which must never reach a terminal.
  package static func isControl(_ character: Character) -> Bool {
    character.unicodeScalars.contains { $0.properties.generalCategory == .control }
  }
}
