import Terminal

/// Keys as people read them: `^N`, `↓`, `Alt-←`, `Space`, `gg`.
package enum KeyLabel {
  /// The keys of one sequence, one after the other.
  package static func of(_ keys: [Key], ascii: Bool = false) -> String {
    keys.map { of($0, ascii: ascii) }.joined()
  }

  /// Returns the label of one key; with `ascii`, in words or letters where it would need other glyphs.
  package static func of(_ key: Key, ascii: Bool = false) -> String {
    var modifiers = key.modifiers
    var label: String
    if case .character(let scalar) = key.code {
      label = scalar == " " ? "Space" : String(Character(scalar))
      if modifiers.contains(.control), scalar != " " {
        label = "^" + label.uppercased()
        modifiers.remove(.control)
      }
    } else {
      label = arrows[key.code].map { ascii ? $0.word : $0.sign } ?? names[key.code] ?? key.description
      if case .function(let number) = key.code { label = "F\(number)" }
    }
    if modifiers.contains(.control) { label = "Ctrl-" + label }
    if modifiers.contains(.alt) { label = "Alt-" + label }
    if modifiers.contains(.shift) { label = "S-" + label }
    return label
  }

  private static let arrows: [Key.Code: (sign: String, word: String)] = [
    .up: ("↑", "Up"), .down: ("↓", "Down"), .left: ("←", "Left"), .right: ("→", "Right"),
  ]

  private static let names: [Key.Code: String] = [
    .enter: "Enter", .tab: "Tab", .escape: "Esc", .backspace: "Backspace", .delete: "Del", .insert: "Ins",
    .home: "Home", .end: "End", .pageUp: "PgUp", .pageDown: "PgDn",
  ]
}
