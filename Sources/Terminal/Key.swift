/// One key press as the keyboard meant it, after decoding.
package struct Key: Hashable, Sendable {
  /// The key without its modifiers.
  package enum Code: Hashable, Sendable {
    /// A key that stands for a character; with `.control`, the lower-case letter or the character on the key.
    case character(Unicode.Scalar)
    case enter, tab, escape, backspace, delete, insert
    case up, down, left, right, home, end, pageUp, pageDown
    /// `F1` is 1.
    case function(Int)
  }

  /// The keys that are held together with another.
  package struct Modifiers: OptionSet, Hashable, Sendable {
    /// One bit for each modifier.
    package let rawValue: UInt8
    /// Creates a set from its bits.
    package init(rawValue: UInt8) { self.rawValue = rawValue }
    /// Only on keys that are not characters: a shifted letter is its capital.
    package static let shift = Modifiers(rawValue: 1)
    /// Alt, or Meta.
    package static let alt = Modifiers(rawValue: 2)
    /// Ctrl.
    package static let control = Modifiers(rawValue: 4)
  }

  /// The key without its modifiers.
  package var code: Code
  /// The keys that were held together with it.
  package var modifiers: Modifiers
  /// The character at the same place of a US keyboard, where the terminal tells it of a key of another layout.
  package var base: Unicode.Scalar?

  /// Creates a key press without a `base`.
  package init(_ code: Code, _ modifiers: Modifiers = []) {
    self.code = code
    self.modifiers = modifiers
  }

  /// Creates the press of a key that stands for a character.
  package init(_ scalar: Unicode.Scalar, _ modifiers: Modifiers = []) {
    self.init(.character(scalar), modifiers)
  }

  /// The character that this key types into a text, or nil where it is a command.
  package var typed: Unicode.Scalar? {
    guard case .character(let scalar) = code, modifiers.isEmpty else { return nil }
    return scalar
  }
}
