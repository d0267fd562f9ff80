/// Finds the place where a text stops being JSON (RFC 8259); a reader that only says that it is none does not tell.
struct JSONScanner {
  private let bytes: [UInt8]
  private var at = 0
  /// The brackets that are open.
  private var open: [UInt8] = []

  /// The line on which `text` stops being JSON, 1-based: that of the first byte that makes no sense there, the last one
  /// where something is missing at the end.
  /// - Complexity: O(length)
  static func lineOfFault(in text: String) -> Int {
    var scanner = JSONScanner(bytes: Array(text.utf8))
    _ = scanner.scan()
    var end = min(scanner.at, scanner.bytes.count)
    // The end of a file is on the line of what is last in it.
    if end == scanner.bytes.count { while end > 0, scanner.bytes[end - 1] <= 0x20 { end -= 1 } }
    return scanner.bytes[..<end].count { $0 == 0x0A } + 1
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private var next: UInt8? { at < bytes.count ? bytes[at] : nil }

  private mutating func skipBlanks() {
    while let byte = next, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { at += 1 }
  }

  /// Whether all of it is JSON; else `at` is where it stops being that.
  private mutating func scan() -> Bool {
    while true {
      guard scanValue() else { return false }
      // Behind a value: what closes, then what separates.
      while true {
        skipBlanks()
        guard let bracket = open.last else { return next == nil }
        if next == (bracket == UInt8(ascii: "{") ? UInt8(ascii: "}") : UInt8(ascii: "]")) {
          open.removeLast()
          at += 1
          continue
        }
        guard next == UInt8(ascii: ",") else { return false }
        at += 1
        if bracket == UInt8(ascii: "{"), !scanKey() { return false }
        break
      }
    }
  }

  /// Scans a scalar, an empty list or object, or the beginning of a list or object up to its first value.
  private mutating func scanValue() -> Bool {
    while true {
      skipBlanks()
      switch next {
      case UInt8(ascii: "\""): return scanString()
      case UInt8(ascii: "["), UInt8(ascii: "{"):
        guard let bracket = next else { return false }
        at += 1
        skipBlanks()
        if next == (bracket == UInt8(ascii: "{") ? UInt8(ascii: "}") : UInt8(ascii: "]")) {
          at += 1
          return true
        }
        open.append(bracket)
        if bracket == UInt8(ascii: "{"), !scanKey() { return false }
      default: return scanWord()
      }
    }
  }

  private mutating func scanKey() -> Bool {
    skipBlanks()
    guard next == UInt8(ascii: "\""), scanString() else { return false }
    skipBlanks()
    guard next == UInt8(ascii: ":") else { return false }
    at += 1
    return true
  }

  private mutating func scanString() -> Bool {
    let start = at
    at += 1
    while let byte = next, byte >= 0x20 {
      at += byte == UInt8(ascii: "\\") ? 2 : 1
      if byte == UInt8(ascii: "\"") { return true }
    }
    // A string that is not closed goes wrong where it begins.
    at = start
    return false
  }

  /// A number, `true`, `false` or `null`.
  private mutating func scanWord() -> Bool {
    let start = at
    while let byte = next, byte > 0x20, !",:[]{}\"".utf8.contains(byte) { at += 1 }
    let word = String(decoding: bytes[start..<at], as: UTF8.self)
    if ["true", "false", "null"].contains(word) || word.first?.isLetter == false && Double(word) != nil { return true }
    at = start
    return false
  }
}
