extension Key {
  /// Reads one key in the notation of keymaps: a character by itself (`j`, `G`, `?`), or a name in angle brackets with
  /// its modifiers before it (`<Esc>`, `<C-s>`, `<S-Tab>`, `<A-Left>`, `<Space>`, `<lt>`). Names are read in either
  /// case.
  ///
  /// Returns nil where `notation` is not exactly one key.
  package init?(notation: some StringProtocol) {
    var rest = Substring(notation)
    guard let key = Key.takeFirst(of: &rest), rest.isEmpty else { return nil }
    self = key
  }

  /// Takes the key with which `notation` begins off it; nil where it begins with none.
  fileprivate static func takeFirst(of notation: inout Substring) -> Key? {
    guard let first = notation.unicodeScalars.first else { return nil }
    guard first == "<", let end = notation.firstIndex(of: ">") else {
      notation.unicodeScalars.removeFirst()
      return first == "<" || first == " " || first.properties.generalCategory == .control ? nil : Key(first)
    }
    var name = notation[notation.index(after: notation.startIndex)..<end]
    notation = notation[notation.index(after: end)...]

    var modifiers: Modifiers = []
    while name.count > 2, name.dropFirst().first == "-", let modifier = Modifiers(letter: name[name.startIndex]) {
      guard !modifiers.contains(modifier) else { return nil }
      modifiers.insert(modifier)
      name = name.dropFirst(2)
    }
    return Key(name: name, modifiers: modifiers)
  }

  /// The key that is called `name` between the brackets.
  private init?(name: Substring, modifiers: Modifiers) {
    if let scalar = name.unicodeScalars.first, name.unicodeScalars.count == 1 {
      self.init(scalar: scalar, modifiers: modifiers)
      return
    }
    let lowered = name.lowercased()
    if let code = Key.code(named: lowered) {
      self.init(code, modifiers)
    } else if let scalar = Key.characters.first(where: { $0.key == lowered })?.value {
      self.init(scalar: scalar, modifiers: modifiers)
    } else if lowered.first == "f", let number = Int(lowered.dropFirst()), (1...63).contains(number) {
      self.init(.function(number), modifiers)
    } else {
      return nil
    }
  }

  /// A character with modifiers, as keyboards send it: a letter with control is a small one, shift is in the character.
  private init?(scalar: Unicode.Scalar, modifiers: Modifiers) {
    guard scalar.properties.generalCategory != .control else { return nil }
    var scalar = scalar
    var modifiers = modifiers
    if modifiers.contains(.shift) {
      guard scalar.isASCII, scalar.properties.isAlphabetic else { return nil }
      scalar = Key.uppercased(scalar)
      modifiers.remove(.shift)
    }
    if modifiers.contains(.control) { scalar = Key.lowercased(scalar) }
    self.init(.character(scalar), modifiers)
  }

  private static func uppercased(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    ("a"..."z").contains(scalar) ? Unicode.Scalar(UInt8(scalar.value) - 32) : scalar
  }

  private static func lowercased(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    ("A"..."Z").contains(scalar) ? Unicode.Scalar(UInt8(scalar.value) + 32) : scalar
  }

  /// The names of keys that are not characters, in the order in which they are listed for people.
  package static let names: [(code: Code, name: String)] = [
    (.escape, "Esc"), (.enter, "Enter"), (.tab, "Tab"), (.backspace, "Backspace"),
    (.insert, "Insert"), (.delete, "Delete"), (.home, "Home"), (.end, "End"),
    (.pageUp, "PageUp"), (.pageDown, "PageDown"),
    (.up, "Up"), (.down, "Down"), (.left, "Left"), (.right, "Right"),
  ]

  /// Returns the key with a name in lower case; nil for other names.
  private static func code(named name: String) -> Code? {
    otherNames.first { $0.key == name }?.value ?? names.first { $0.name.lowercased() == name }?.code
  }

  /// The names that other programs have for the same keys, in lower case.
  private static let otherNames: KeyValuePairs<String, Code> = [
    "escape": .escape, "return": .enter, "cr": .enter, "bs": .backspace, "ins": .insert, "del": .delete,
    "pgup": .pageUp, "pgdn": .pageDown, "pgdown": .pageDown,
  ]

  /// Characters that cannot stand for themselves everywhere.
  private static let characters: KeyValuePairs<String, Unicode.Scalar> = [
    "space": " ", "lt": "<", "gt": ">", "bar": "|", "minus": "-",
  ]
}

extension Key: CustomStringConvertible {
  /// The key in the notation that `init(notation:)` reads.
  package var description: String {
    let prefix = Modifiers.letters.reduce(into: "") { if modifiers.contains($1.modifier) { $0 += "\($1.letter)-" } }
    switch code {
    case .character(" "): return "<\(prefix)Space>"
    case .character("<"): return "<\(prefix)lt>"
    case .character(">") where !prefix.isEmpty: return "<\(prefix)gt>"
    case .character(let scalar): return prefix.isEmpty ? String(scalar) : "<\(prefix)\(scalar)>"
    case .function(let number): return "<\(prefix)F\(number)>"
    case .enter, .tab, .escape, .backspace, .delete, .insert, .up, .down, .left, .right, .home, .end, .pageUp,
      .pageDown:
      let name = Key.names.first { $0.code == code }?.name ?? ""
      return "<\(prefix)\(name)>"
    }
  }
}

extension Key.Modifiers {
  /// The letter of each modifier, in the order in which they are written.
  fileprivate static let letters: [(modifier: Key.Modifiers, letter: Character)] = [
    (.control, "C"), (.alt, "A"), (.shift, "S"),
  ]

  /// The modifier that `letter` stands for: C, A (or M, as in Emacs), S.
  fileprivate init?(letter: Character) {
    switch letter {
    case "C", "c": self = .control
    case "A", "a", "M", "m": self = .alt
    case "S", "s": self = .shift
    default: return nil
    }
  }
}

extension [Key] {
  /// Reads a sequence of keys written one after another: `gg`, `<C-x><C-k>`, `]a`. Blanks between them are passed over;
  /// the space key is `<Space>`. Nil where a part of it is no key, or there is none.
  package init?(notation: some StringProtocol) {
    var keys: [Key] = []
    var rest = Substring(notation)
    while !rest.isEmpty {
      if rest.first == " " {
        rest.removeFirst()
        continue
      }
      guard let key = Key.takeFirst(of: &rest) else { return nil }
      keys.append(key)
    }
    if keys.isEmpty { return nil }
    self = keys
  }

  /// The sequence as it is written in keymaps.
  package var notation: String { map(\.description).joined() }
}
