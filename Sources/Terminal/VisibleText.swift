/// Text made fit for a terminal, where it is printed and not drawn: nothing in it is obeyed.
package enum VisibleText {
  /// Returns `text` with control characters written as `\x1B`, and those that turn the direction of text around as
  /// `\u{202E}`; line ends and tabs stay.
  package static func escaped(_ text: String) -> String {
    // Most texts have none; U+0080 to U+009F begin with C2, what turns text around with E2.
    guard text.utf8.contains(where: { $0 < 0x20 && $0 != 0x0A && $0 != 0x09 || $0 == 0x7F || $0 == 0xC2 || $0 == 0xE2 })
    else { return text }
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x0A, 0x09: escaped.unicodeScalars.append(scalar)
      case ..<0x20, 0x7F..<0xA0: escaped += "\\x" + hexadecimal(scalar.value)
      case 0x202A...0x202E, 0x2066...0x2069: escaped += "\\u{" + hexadecimal(scalar.value) + "}"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }

  /// Returns bytes as text that is escaped in the same way; invalid UTF-8 becomes U+FFFD.
  package static func escaped(_ bytes: [UInt8]) -> String { escaped(String(decoding: bytes, as: UTF8.self)) }

  /// Returns a file's name as `ls` shows it on a terminal: as it is, or quoted so that a shell reads it back.
  package static func quoted(_ name: String) -> String {
    let scalars = name.unicodeScalars
    let isPlain = scalars.allSatisfy { scalar in
      scalar.value >= 0x80
        ? !isControl(scalar) : scalar.properties.isAlphabetic || "0123456789_./-+,:@%^".unicodeScalars.contains(scalar)
    }
    if isPlain, !name.isEmpty { return name }
    var quoted = "'"
    var inDollars = false
    for scalar in scalars {
      let isSpecial = isControl(scalar)
      if isSpecial != inDollars {
        quoted += isSpecial ? "'$'" : "''"
        inDollars = isSpecial
      }
      switch scalar {
      case "\n": quoted += "\\n"
      case "\t": quoted += "\\t"
      case "\r": quoted += "\\r"
      case _ where isSpecial: for byte in String(Character(scalar)).utf8 { quoted += "\\" + octal(byte) }
      case "'": quoted += "'\\''"
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "'"
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case ..<0x20, 0x7F..<0xA0, 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  private static func hexadecimal(_ value: UInt32) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    return digits.utf8.count < 2 ? "0" + digits : digits
  }

  private static func octal(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 8)
    return String(repeating: "0", count: 3 - digits.utf8.count) + digits
  }
}
