import Terminal

/// Keys by their Unicode numbers, as the keyboard protocols report them.
enum Keyboard {
  /// Returns the key with this number; nil where it means nothing here.
  /// - Parameters:
  ///   - code: The character of the key without Shift, or the number of a functional key.
  ///   - shifted: The character of the key with Shift, where the terminal says it.
  ///   - base: The character at the same place of a US keyboard, where the terminal says it.
  ///   - text: The text that the key types, where the terminal says it.
  static func key(code: Int, shifted: Int?, base: Int?, text: Int?, _ modifiers: Key.Modifiers) -> Key? {
    if let code = functional(code) { return functionKey(code, modifiers) }
    if let scalar = keypad[code] { return character(scalar, modifiers) }
    if (0xE000...0xF8FF).contains(code) { return nil }
    // A key without a number of its own, such as a dead key, still types its text.
    guard let number = code == 0 ? text : code, number >= 0x20, !(0x7F..<0xA0).contains(number),
      var scalar = UInt32(exactly: number).flatMap(Unicode.Scalar.init)
    else { return nil }
    if modifiers.contains(.shift) { scalar = self.shifted(scalar, as: shifted) }
    guard !(0xE000...0xF8FF).contains(scalar.value) else { return nil }
    var key = character(scalar, modifiers)
    if let base, (0x21..<0x7F).contains(base), scalar.value >= 0x80 {
      key?.base = Unicode.Scalar(UInt8(base))
      if modifiers.contains(.shift), let sign = key?.base { key?.base = self.shifted(sign, as: nil) }
    }
    return key
  }

  /// Returns the key of a character: with Control a small letter, and Shift only where it is not in the character
  /// already.
  static func character(_ scalar: Unicode.Scalar, _ modifiers: Key.Modifiers) -> Key? {
    var scalar = scalar
    var modifiers = modifiers
    if modifiers.contains(.shift) {
      modifiers.remove(.shift)
      if ("a"..."z").contains(scalar) { scalar = Unicode.Scalar(UInt8(scalar.value) - 32) }
    }
    if modifiers.contains(.control) {
      if ("A"..."Z").contains(scalar) { scalar = Unicode.Scalar(UInt8(scalar.value) + 32) }
      // Keys that are one and the same wherever Control makes a control character of a letter.
      switch scalar {
      case "[", "3": return Key(.escape, modifiers.subtracting(.control))
      case "i": return Key(.tab, modifiers.subtracting(.control))
      case "m": return Key(.enter, modifiers.subtracting(.control))
      case "/", "7", "-": scalar = "_"
      case "@", "2": scalar = " "
      default: break
      }
    }
    let isControl = scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value)
    return isControl ? nil : Key(scalar, modifiers)
  }

  /// Keys that are no characters. With Shift, those that every keyboard has with it are what they are without.
  private static func functionKey(_ code: Key.Code, _ modifiers: Key.Modifiers) -> Key {
    switch code {
    case .enter, .backspace, .escape: Key(code, modifiers.subtracting(.shift))
    default: Key(code, modifiers)
    }
  }

  private static func functional(_ code: Int) -> Key.Code? {
    switch code {
    case 13, 57414: .enter
    case 9: .tab
    case 27: .escape
    case 8, 127: .backspace
    case 57417: .left
    case 57418: .right
    case 57419: .up
    case 57420: .down
    case 57421: .pageUp
    case 57422: .pageDown
    case 57423: .home
    case 57424: .end
    case 57425: .insert
    case 57426: .delete
    case 57376...57398: .function(code - 57376 + 13)
    default: nil
    }
  }

  /// The characters of the keypad.
  private static let keypad: [Int: Unicode.Scalar] = [
    57399: "0", 57400: "1", 57401: "2", 57402: "3", 57403: "4", 57404: "5", 57405: "6", 57406: "7", 57407: "8",
    57408: "9", 57409: ".", 57410: "/", 57411: "*", 57412: "-", 57413: "+", 57415: "=", 57416: ",",
  ]

  /// Returns the character of a key with Shift: as the terminal says, else a capital, else as on a US keyboard.
  private static func shifted(_ scalar: Unicode.Scalar, as said: Int?) -> Unicode.Scalar {
    if let said, said > 0x20, let shifted = UInt32(exactly: said).flatMap(Unicode.Scalar.init) { return shifted }
    let capital = scalar.properties.uppercaseMapping.unicodeScalars
    if capital.count == 1, let first = capital.first, first != scalar { return first }
    return shiftedSigns[scalar] ?? scalar
  }

  private static let shiftedSigns: [Unicode.Scalar: Unicode.Scalar] = [
    "1": "!", "2": "@", "3": "#", "4": "$", "5": "%", "6": "^", "7": "&", "8": "*", "9": "(", "0": ")", "-": "_",
    "=": "+", "[": "{", "]": "}", "\\": "|", ";": ":", "'": "\"", ",": "<", ".": ">", "/": "?", "`": "~",
  ]
}
