import FoundationEssentials

/// Any JSON, read and written.
package enum JSONValue: Codable, Hashable, Sendable {
  case null
  case flag(Bool)
  case integer(Int)
  case number(Double)
  case string(String)
  case list([JSONValue])
  case object([String: JSONValue])

  /// - Throws: What the decoder throws for what is no JSON.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let flag = try? container.decode(Bool.self) {
      self = .flag(flag)
    } else if let integer = try? container.decode(Int.self) {
      self = .integer(integer)
    } else if let number = try? container.decode(Double.self) {
      self = .number(number)
    } else if let string = try? container.decode(String.self) {
      self = .string(string)
    } else if let list = try? container.decode([JSONValue].self) {
      self = .list(list)
    } else {
      self = .object(try container.decode([String: JSONValue].self))
    }
  }

  /// - Throws: What the encoder throws.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .null: try container.encodeNil()
    case .flag(let flag): try container.encode(flag)
    case .integer(let integer): try container.encode(integer)
    case .number(let number): try container.encode(number)
    case .string(let string): try container.encode(string)
    case .list(let list): try container.encode(list)
    case .object(let object): try container.encode(object)
    }
  }

  /// Reads a text as one JSON value.
  ///
  /// - Throws: `ImportError` where `text` is not whole JSON.
  static func parse(_ text: String) throws(ImportError) -> JSONValue {
    guard let value = JSONValue(text: text) else {
      throw .malformed("it is not whole JSON", line: JSONScanner.lineOfFault(in: text))
    }
    return value
  }

  /// Reads a text; nil for what is not whole JSON.
  package init?(text: String) {
    guard let value = try? JSONDecoder().decode(JSONValue.self, from: Data(text.utf8)) else { return nil }
    self = value
  }

  /// The value on one line.
  package var line: String? {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) }
  }

  /// A member of an object; null where there is none.
  package subscript(key: String) -> JSONValue { member(key) ?? .null }

  /// A member of an object; nil where there is none.
  package func member(_ key: String) -> JSONValue? {
    if case .object(let object) = self { return object[key] }
    return nil
  }

  /// The text, where it is one.
  package var string: String? {
    if case .string(let string) = self { return string }
    return nil
  }

  /// The whole part of a number.
  package var int: Int? {
    switch self {
    case .integer(let integer): integer
    case .number(let number) where number.magnitude < 1e15: Int(number)
    case .null, .flag, .number, .string, .list, .object: nil
    }
  }

  /// The items of a list; a single value is a list of one, null of none.
  var items: [JSONValue] {
    switch self {
    case .list(let items): items
    case .null: []
    case .flag, .integer, .number, .string, .object: [self]
    }
  }

  /// Whether it has members.
  var isObject: Bool {
    if case .object = self { return true }
    return false
  }
}
