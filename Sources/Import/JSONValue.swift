import FoundationEssentials

/// Any JSON.
enum JSONValue: Decodable {
  case null
  case flag(Bool)
  case number(Double)
  case string(String)
  case list([JSONValue])
  case object([String: JSONValue])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let flag = try? container.decode(Bool.self) {
      self = .flag(flag)
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

  static func parse(_ text: String) throws(ImportError) -> JSONValue {
    do {
      return try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
    } catch {
      throw .malformed("it is not whole JSON")
    }
  }

  subscript(key: String) -> JSONValue {
    if case .object(let object) = self { return object[key] ?? .null }
    return .null
  }

  var string: String? {
    if case .string(let string) = self { return string }
    return nil
  }

  var int: Int? {
    if case .number(let number) = self, number.magnitude < 1e15 { return Int(number) }
    return nil
  }

  /// The items of a list; a single value is a list of one, null of none.
  var items: [JSONValue] {
    switch self {
    case .list(let items): items
    case .null: []
    default: [self]
    }
  }

  var isObject: Bool {
    if case .object = self { return true }
    return false
  }
}
