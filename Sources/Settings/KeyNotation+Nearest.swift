import Terminal

extension Key {
  /// Returns the notation for keys that were written otherwise, with `^X` or `Ctrl-x`, say, or with a mistake in a
  /// name; nil where there is nothing to mend, or no telling how.
  static func nearestNotation(to notation: String) -> String? {
    var parts: [String] = []
    var isChanged = false
    for part in notation.split(separator: " ") {
      let mended = named(part) ?? prefixed(part)
      parts.append(mended ?? String(part))
      if mended != nil { isChanged = true }
    }
    guard isChanged, let keys = [Key](notation: parts.joined()) else { return nil }
    return keys.map(\.description).joined()
  }

  /// `^X`, `Ctrl-x`, `Alt-Left`, `C-x`, as other programs write them.
  private static func prefixed(_ part: Substring) -> String? {
    if part.first == "^", part.count == 2, let letter = part.last, letter.isLetter {
      return "<C-\(letter.lowercased())>"
    }
    var rest = part
    var modifiers = ""
    while let dash = rest.dropFirst().firstIndex(of: "-"), rest.index(after: dash) < rest.endIndex {
      switch rest[..<dash].lowercased() {
      case "ctrl", "control", "c": modifiers += "C-"
      case "alt", "meta", "a", "m": modifiers += "A-"
      case "shift", "s": modifiers += "S-"
      default: return nil
      }
      rest = rest[rest.index(after: dash)...]
    }
    return modifiers.isEmpty ? nil : named("<\(modifiers)\(rest)>") ?? "<\(modifiers)\(rest)>"
  }

  /// `<Escpae>`, each name between brackets as it is spelled right; nil where all are.
  private static func named(_ part: Substring) -> String? {
    var mended = ""
    var rest = part
    var isChanged = false
    while let first = rest.first {
      guard first == "<", let end = rest.firstIndex(of: ">") else {
        mended.append(rest.removeFirst())
        continue
      }
      let key = rest[...end]
      rest = rest[rest.index(after: end)...]
      if [Key](notation: key) != nil {
        mended += key
        continue
      }
      let inside = key.dropFirst().dropLast()
      let start = inside.lastIndex(of: "-").map { inside.index(after: $0) } ?? inside.startIndex
      let names = Key.names.map(\.name) + ["Space", "PgUp", "PgDn", "Escape", "Return", "lt", "gt"]
      guard let name = nearestName(to: String(inside[start...]), in: names) else { return nil }
      mended += "<\(inside[..<start])\(name)>"
      isChanged = true
    }
    return isChanged ? mended : nil
  }
}
