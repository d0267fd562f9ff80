/// A record that is printed as a line of JSON.
package protocol JSONRecord {
  /// Writes the fields, in the order of the alphabet.
  func write(to json: inout JSONObject)
}

/// JSON with one object a line, keys in the order of the alphabet.
package enum JSONLine {
  /// `record` on one line, without the line break.
  package static func encode(_ record: some JSONRecord) -> String {
    var bytes: [UInt8] = []
    append(record, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Appends `record` on one line, without the line break.
  package static func append(_ record: some JSONRecord, to bytes: inout [UInt8]) {
    var json = JSONObject()
    swap(&json.bytes, &bytes)
    json.begin()
    record.write(to: &json)
    json.end()
    swap(&json.bytes, &bytes)
  }
}

/// A JSON object that is written field by field (RFC 8259), without white space.
package struct JSONObject {
  fileprivate(set) var bytes: [UInt8] = []
  private var isEmpty = true

  fileprivate mutating func begin() {
    bytes.append(UInt8(ascii: "{"))
    isEmpty = true
  }

  fileprivate mutating func end() { bytes.append(UInt8(ascii: "}")) }

  private mutating func key(_ key: StaticString) {
    if !isEmpty { bytes.append(UInt8(ascii: ",")) }
    isEmpty = false
    bytes.append(UInt8(ascii: "\""))
    key.withUTF8Buffer { bytes.append(contentsOf: $0) }
    bytes.append(UInt8(ascii: "\""))
    bytes.append(UInt8(ascii: ":"))
  }

  /// A text; `null` for nil.
  package mutating func field(_ name: StaticString, _ value: String?) {
    key(name)
    if let value { JSONText.append(value, to: &bytes) } else { bytes.append(contentsOf: "null".utf8) }
  }

  /// A number; `null` for nil.
  package mutating func field(_ name: StaticString, _ value: Int?) {
    key(name)
    bytes.append(contentsOf: (value.map(String.init) ?? "null").utf8)
  }

  /// Adds a field with `true` or `false`.
  package mutating func field(_ name: StaticString, _ value: Bool) {
    key(name)
    bytes.append(contentsOf: (value ? "true" : "false").utf8)
  }

  /// Adds a field with a list of strings.
  package mutating func field(_ name: StaticString, _ values: [String]) {
    list(name, values) { JSONText.append($0, to: &$1) }
  }

  /// Adds a field with a list of numbers.
  package mutating func field(_ name: StaticString, _ values: [Int]) {
    list(name, values) { $1.append(contentsOf: String($0).utf8) }
  }

  /// Adds a field with a list of lists of numbers.
  package mutating func field(_ name: StaticString, _ values: [[Int]]) {
    list(name, values) { value, bytes in
      bytes.append(contentsOf: ("[" + value.map(String.init).joined(separator: ",") + "]").utf8)
    }
  }

  /// Values that are JSON already, apart by commas.
  mutating func field(_ name: StaticString, list: ArraySlice<UInt8>) {
    key(name)
    bytes.append(UInt8(ascii: "["))
    bytes.append(contentsOf: list)
    bytes.append(UInt8(ascii: "]"))
  }

  /// An object; `null` for nil.
  package mutating func field(_ name: StaticString, object: (some JSONRecord)?) {
    key(name)
    if let object { JSONLine.append(object, to: &bytes) } else { bytes.append(contentsOf: "null".utf8) }
  }

  /// Adds a field with a list of objects, each with its own keys.
  package mutating func field(_ name: StaticString, objects: [some JSONRecord]) {
    list(name, objects) { JSONLine.append($0, to: &$1) }
  }

  private mutating func list<Element>(
    _ name: StaticString, _ values: [Element], _ append: (Element, inout [UInt8]) -> Void
  ) {
    key(name)
    bytes.append(UInt8(ascii: "["))
    for (index, value) in values.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      append(value, &bytes)
    }
    bytes.append(UInt8(ascii: "]"))
  }
}

/// Texts in JSON.
enum JSONText {
  private static let hexadecimal = Array("0123456789abcdef".utf8)

  /// Appends a text in quotes, with the escapes that it needs.
  static func append(_ text: String, to bytes: inout [UInt8]) {
    var text = text
    bytes.append(UInt8(ascii: "\""))
    text.withUTF8 { utf8 in
      if utf8.allSatisfy({
        $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") && $0 != 0x7F && $0 != 0xC2
      }) {
        bytes.append(contentsOf: utf8)
        return
      }
      var index = 0
      while index < utf8.count {
        // JSON allows C1 controls as they are, and terminals obey them.
        if utf8[index] == 0xC2, index + 1 < utf8.count, utf8[index + 1] < 0xA0 {
          index += 1
          appendEscaped(utf8[index], to: &bytes)
        } else {
          append(utf8[index], to: &bytes)
        }
        index += 1
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private static func appendEscaped(_ byte: UInt8, to bytes: inout [UInt8]) {
    bytes.append(contentsOf: "\\u00".utf8)
    bytes.append(hexadecimal[Int(byte >> 4)])
    bytes.append(hexadecimal[Int(byte & 15)])
  }

  private static func append(_ byte: UInt8, to bytes: inout [UInt8]) {
    let letter: UInt8
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): letter = byte
    case 0x08: letter = UInt8(ascii: "b")
    case 0x09: letter = UInt8(ascii: "t")
    case 0x0A: letter = UInt8(ascii: "n")
    case 0x0C: letter = UInt8(ascii: "f")
    case 0x0D: letter = UInt8(ascii: "r")
    case 0..<0x20, 0x7F:
      appendEscaped(byte, to: &bytes)
      return
    default:
      bytes.append(byte)
      return
    }
    bytes.append(UInt8(ascii: "\\"))
    bytes.append(letter)
  }
}
