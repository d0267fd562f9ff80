/// The texts and the macros that were kept under a name of their own.
struct Registers: Hashable, Sendable {
  private var texts: [Character: String] = [:]
  private var macros: [Character: [ModalKey]] = [:]
  /// The macro that was played last.
  var lastPlayed: Character?

  /// Whether `name` is a valid register: a letter (a capital adds to what its small one has), a digit for what was copied last, the
  /// `_` for what goes nowhere, and those for what was taken last, here and in the system's clipboard.
  static func isName(_ name: Character) -> Bool {
    name.isASCII && (name.isLetter || name.isNumber || "_\"+*".contains(name))
  }

  /// Keeps what was taken; false where it goes nowhere else, either.
  mutating func take(_ text: String, isCopy: Bool, into name: Character?) -> Bool {
    switch name {
    case "_": return false
    case let name? where name.isUppercase:
      let small = Character(name.lowercased())
      let old = texts[small] ?? ""
      let isLines = text.utf8.last == UInt8(ascii: "\n") || old.utf8.last == UInt8(ascii: "\n")
      texts[small] = isLines ? Registers.lines(old) + Registers.lines(text) : old + text
      macros[small] = nil
    case let name? where name.isLetter || name.isNumber:
      texts[name] = text
      macros[name] = nil
    default: if isCopy { texts["0"] = text }
    }
    return true
  }

  private static func lines(_ text: String) -> String {
    text.isEmpty || text.utf8.last == UInt8(ascii: "\n") ? text : text + "\n"
  }

  /// Returns the register's text; `latest` for no name and for `"`, `+` and `*`; nil for `_` and for an empty register.
  func text(_ name: Character?, latest: String?) -> String? {
    switch name {
    case nil, "\""?, "+"?, "*"?: latest
    case "_"?: nil
    case let name?: texts[Character(name.lowercased())]
    }
  }

  mutating func remember(_ keys: [ModalKey], as name: Character) {
    let small = Character(name.lowercased())
    macros[small] = name.isUppercase ? keysToPlay(small) + keys : keys
    texts[small] = nil
  }

  /// The keys of a macro; a text that was taken is one, too.
  func keysToPlay(_ name: Character) -> [ModalKey] {
    let name = Character(name.lowercased())
    if let keys = macros[name] { return keys }
    return (texts[name] ?? "").map { $0 == "\n" ? .enter : .character($0) }
  }
}

/// The state of vim's keys that is kept from one text to the next.
package struct ModalMemory: Hashable, Sendable {
  var registers = Registers()
  var lastFind: Motion.Find?
  var lastChange: [ModalKey] = []
  var pattern = ""
  /// Whether `pattern` counts only where it is a whole word.
  var matchesWholeWords = false
  var searchesForward = true

  /// Empty registers, and nothing to search for or to repeat.
  package init() {}
}
