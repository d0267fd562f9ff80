/// Writes values as YAML or JSON, in the style that other tools for the format keep byte for byte.
struct Emitter {
  var format: SidecarDocument.Format
  /// `\n` or `\r\n`.
  var lineBreak: String

  /// A record of a block sequence: from its dash to the end of its last line, without the line break.
  func blockRecord(_ members: [Value.Member], dashColumn: Int) -> String {
    let column = dashColumn + 2
    let lines = members.map { entry($0, column: column, allowsBlock: true) }
    return spaces(dashColumn) + "- " + lines.joined(separator: lineBreak + spaces(column))
  }

  /// One `key: value` of a block mapping whose keys stand at `column`.
  func entry(_ member: Value.Member, column: Int, allowsBlock: Bool) -> String {
    key(member.key) + ":" + blockValue(of: member, column: column, allowsBlock: allowsBlock)
  }

  /// The text behind the colon, with the space before it.
  func blockValue(of member: Value.Member, column: Int, allowsBlock: Bool) -> String {
    if case .scalar(let text, isQuoted: true) = member.value, allowsBlock, Self.fitsBlockScalar(text) {
      let indentation = lineBreak + spaces(column + 2)
      // Split at scalars: a carriage return before a newline would hide it from a search for characters.
      let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
      return " |-" + lines.map { $0.isEmpty ? lineBreak : indentation + String($0) }.joined()
    }
    return " " + flow(member)
  }

  /// The value of a field; those that hold one of a few words go without quotes.
  func flow(_ member: Value.Member) -> String {
    if format == .yaml, Self.wordKeys.contains(member.key), let word = member.value.text, Self.isPlainWord(word) {
      return word
    }
    return flow(member.value)
  }

  private static let wordKeys: Set = ["type", "severity", "target"]

  /// On one line, in brackets where it has parts.
  func flow(_ value: Value) -> String {
    switch value {
    case .scalar(let text, isQuoted: false) where !text.isEmpty: text
    case .scalar(let text, let isQuoted):
      if !isQuoted {
        "null"
      } else if format == .json {
        jsonString(text)
      } else {
        Self.quoted(text)
      }
    case .sequence(let items): "[" + items.map(flow).joined(separator: ", ") + "]"
    case .mapping(let members):
      "{" + members.map { key($0.key) + ": " + flow($0) }.joined(separator: ", ") + "}"
    }
  }

  /// A JSON object over several lines.
  func jsonRecord(_ members: [Value.Member], column: Int) -> String {
    let inner = lineBreak + spaces(column + 2)
    return "{" + members.map { inner + key($0.key) + ": " + flow($0) }.joined(separator: ",")
      + lineBreak + spaces(column) + "}"
  }

  func key(_ key: String) -> String {
    if format == .json { return jsonString(key) }
    return Self.isPlainWord(key) ? key : Self.quoted(key)
  }

  func spaces(_ count: Int) -> String { String(repeating: " ", count: count) }

  /// A word that every YAML version reads as a string.
  static func isPlainWord(_ text: String) -> Bool {
    guard let first = text.utf8.first, isLetter(first), text.utf8.count <= 32, !text.looksLikeAnotherType
    else { return false }
    return text.utf8.allSatisfy { isLetter($0) || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-") }
  }

  static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    isLetter(byte) || byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z")
  }

  /// Whether a text of several lines, or a long one, can stand as a literal block without losing anything.
  static func fitsBlockScalar(_ text: String) -> Bool {
    guard text.utf8.contains(0x0A) || text.utf8.count > 100 else { return false }
    guard let first = text.utf8.first, let last = text.utf8.last, ![0x20, 0x09, 0x0A].contains(first),
      ![0x20, 0x09, 0x0A].contains(last)
    else { return false }
    var previous: UInt8 = 0
    for byte in text.utf8 {
      if byte == 0x0A, previous == 0x20 || previous == 0x09 { return false }
      previous = byte
    }
    return text.unicodeScalars.allSatisfy { $0 == "\n" || $0 == "\t" || !needsEscape($0) }
  }

  /// Double-quoted YAML; what is not printable is escaped as the reference implementation escapes it.
  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      if let letter = escapes[scalar] {
        result += "\\" + letter
      } else if !needsEscape(scalar) {
        result.unicodeScalars.append(scalar)
      } else {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        let (mark, width) = scalar.value <= 0xFF ? ("x", 2) : scalar.value <= 0xFFFF ? ("u", 4) : ("U", 8)
        result += "\\" + mark + String(repeating: "0", count: width - digits.count) + digits
      }
    }
    return result + "\""
  }

  private static let escapes: [Unicode.Scalar: String] = [
    "\0": "0", "\u{07}": "a", "\u{08}": "b", "\t": "t", "\n": "n", "\u{0B}": "v", "\u{0C}": "f", "\r": "r",
    "\u{1B}": "e", "\"": "\"", "\\": "\\", "\u{85}": "N", "\u{2028}": "L", "\u{2029}": "P",
  ]

  /// Not printable in YAML 1.2, or read as a line break by YAML 1.1.
  private static func needsEscape(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x20...0x7E, 0xA0...0x2027, 0x202A...0xD7FF, 0xE000...0xFEFE, 0xFF00...0xFFFD: false
    case 0x10000...0x10FFFF: false
    default: true
    }
  }

  private func jsonString(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F:
        result += "\\u00" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
