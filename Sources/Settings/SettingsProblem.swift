/// A place in a settings file; lines and columns count from 1.
package struct SettingsPlace: Hashable, Sendable {
  package var file: String
  package var line: Int
  package var column: Int

  package init(file: String, line: Int, column: Int) {
    self.file = file
    self.line = line
    self.column = column
  }
}

/// Something wrong in a configuration or theme file. What it concerns is left as if it were not there.
package struct SettingsProblem: Error, Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    /// The file is not YAML; what the parser says.
    case syntax(String)
    case duplicateKey(String)
    /// A mapping was expected under this key; the empty key is the whole file.
    case notMapping(key: String)
    case unknownKey(String, nearest: String?)
    case badValue(key: String, value: String, expected: String)

    case unknownContext(String, nearest: String?)
    case badKeys(String)
    case unknownCommand(String, nearest: String?)
    /// One binding is the beginning of another, which could then never be typed.
    case prefixOfAnother(keys: String, other: String)
    case unknownTheme(String, nearest: String?)

    case noPalette
    case badColor(name: String, value: String)
    case missingColor(String)
    case unknownRole(String, nearest: String?)
    case unknownWord(String, role: String, nearest: String?)
  }

  package var place: SettingsPlace
  package var kind: Kind

  package init(_ kind: Kind, at place: SettingsPlace) {
    self.kind = kind
    self.place = place
  }
}

/// The name in `names` that `name` most likely meant, or nil where none is close: Levenshtein distance at most a third of
/// its length, and at least 1; the first of the nearest.
package func nearestName(to name: String, in names: some Sequence<String>) -> String? {
  let wanted = Array(name.lowercased().unicodeScalars)
  let limit = max(1, wanted.count / 3)
  var best: (name: String, distance: Int)?
  for candidate in names {
    let distance = editDistance(wanted, Array(candidate.lowercased().unicodeScalars), limit: limit)
    if distance <= limit, distance < best?.distance ?? .max { best = (candidate, distance) }
  }
  return best?.name
}

/// Insertions, deletions and substitutions between `a` and `b` (Wagner and Fischer), or more than `limit` where it is
/// sure to be more.
private func editDistance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar], limit: Int) -> Int {
  if abs(a.count - b.count) > limit { return limit + 1 }
  var row = Array(0...b.count)
  for (i, x) in a.enumerated() {
    var diagonal = row[0]
    row[0] = i + 1
    for (j, y) in b.enumerated() {
      let substituted = diagonal + (x == y ? 0 : 1)
      diagonal = row[j + 1]
      row[j + 1] = min(substituted, diagonal + 1, row[j] + 1)
    }
  }
  return row[b.count]
}
