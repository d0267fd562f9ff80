/// A place in a settings file; lines and columns count from 1.
package struct SettingsPlace: Hashable, Sendable {
  /// The file's name for people.
  package var file: String
  /// The line, from 1.
  package var line: Int
  /// The column, from 1.
  package var column: Int

  /// Creates a place; both numbers are 1-based.
  package init(file: String, line: Int, column: Int) {
    self.file = file
    self.line = line
    self.column = column
  }
}

/// Something wrong in a configuration or theme file. What it concerns is left as if it were not there.
package struct SettingsProblem: Error, Hashable, Sendable {
  /// The kind of a problem, with what its message needs.
  package enum Kind: Hashable, Sendable {
    /// The file is there and can't be read; the system's words for why.
    case unreadable(String)
    /// The file is not YAML; what the parser says.
    case syntax(String)
    case duplicateKey(String)
    /// A mapping was expected under this key; the empty key is the whole file.
    case notMapping(key: String)
    case unknownKey(String, nearest: String?)
    case badValue(key: String, value: String, expected: String)

    case unknownContext(String, nearest: String?)
    case badKeys(String, nearest: String?)
    case unknownCommand(String, nearest: String?)
    /// One binding is the beginning of another, which could then never be typed.
    case prefixOfAnother(keys: String, other: String)
    case unknownTheme(String, nearest: String?)

    case noPalette
    case badColor(name: String, value: String)
    case missingColor(String, nearest: String?)
    case unknownRole(String, nearest: String?)
    case unknownWord(String, role: String, nearest: String?)
  }

  /// The place of the problem.
  package var place: SettingsPlace
  /// The kind of the problem.
  package var kind: Kind

  /// Creates a problem from its kind and place.
  package init(_ kind: Kind, at place: SettingsPlace) {
    self.kind = kind
    self.place = place
  }
}
