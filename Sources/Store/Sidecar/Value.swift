import YAML

/// A part of a sidecar without the way it is written: scalars keep their text and whether they were quoted.
package indirect enum Value: Sendable {
  case scalar(String, isQuoted: Bool)
  case sequence([Value])
  case mapping([Member])

  /// A key of a mapping with its value.
  package struct Member: Sendable {
    /// The key without quotes.
    package var key: String
    /// The value of the key.
    package var value: Value

    /// Creates a member from its key and value.
    package init(_ key: String, _ value: Value) {
      self.key = key
      self.value = value
    }
  }

  /// A string, whatever it looks like.
  static func string(_ text: String) -> Value { .scalar(text, isQuoted: true) }
  /// A word that needs no quotes: a number, `true`, `false`.
  static func word(_ text: String) -> Value { .scalar(text, isQuoted: false) }
  static func number(_ number: Int) -> Value { .word(String(number)) }
  static func flag(_ flag: Bool) -> Value { .word(flag ? "true" : "false") }

  var text: String? {
    if case .scalar(let text, _) = self { text } else { nil }
  }

  /// The text of a scalar that is not an unquoted null.
  var presentText: String? {
    if case .scalar(let text, let isQuoted) = self, isQuoted || !SourceNode.isNull(text) {
      text
    } else {
      nil
    }
  }

  var items: [Value] {
    if case .sequence(let items) = self { items } else { [] }
  }

  var members: [Member] {
    if case .mapping(let members) = self { members } else { [] }
  }

  subscript(key: String) -> Value? {
    members.first { $0.key == key }?.value
  }
}

extension Value: Equatable {
  /// Compares texts byte for byte, where `String` would take canonically equivalent ones for equal.
  package static func == (a: Value, b: Value) -> Bool {
    switch (a, b) {
    case (.scalar(let a, let isQuoted), .scalar(let b, let isOtherQuoted)):
      a.utf8.elementsEqual(b.utf8) && (isQuoted == isOtherQuoted || !a.looksLikeAnotherType)
    case (.sequence(let a), .sequence(let b)): a == b
    case (.mapping(let a), .mapping(let b)):
      a.elementsEqual(b) { $0.key.utf8.elementsEqual($1.key.utf8) && $0.value == $1.value }
    default: false
    }
  }
}

extension String {
  /// Whether, unquoted, it may be read as something other than a string by YAML 1.1 or 1.2.
  var looksLikeAnotherType: Bool {
    guard let first = utf8.first else { return true }
    switch first {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."),
      UInt8(ascii: "~"), UInt8(ascii: "="), UInt8(ascii: "<"):
      return true
    default:
      return utf8.count <= 5
        && ["true", "false", "yes", "no", "on", "off", "null", "y", "n"].contains(lowercased())
    }
  }
}

extension SourceNode {
  /// The same without places.
  /// - Complexity: O(nodes below it)
  var value: Value {
    switch content {
    case .scalar(let text, let isQuoted): .scalar(text, isQuoted: isQuoted)
    case .sequence(let items): .sequence(items.map(\.value))
    case .mapping(let fields): .mapping(fields.map { Value.Member($0.key, $0.content.value) })
    }
  }
}

/// Something that the fields of a record are read from: a value, or a node of a file.
protocol FieldContainer: SendableMetatype {
  /// The text of a scalar; nil for anything else.
  var text: String? { get }
  /// The text of a scalar that is not an unquoted null; nil for anything else.
  var presentText: String? { get }
  /// The items of a sequence; nil for anything else.
  var list: [Self]? { get }
  subscript(key: String) -> Self? { get }
}

extension Value: FieldContainer {
  var list: [Value]? {
    if case .sequence(let items) = self { items } else { nil }
  }
}

extension SourceNode: FieldContainer {
  var list: [SourceNode]? {
    if case .sequence(let items) = content { items } else { nil }
  }
}

extension FieldContainer {
  /// A whole number, quoted or not.
  var number: Int? { text.flatMap { Int($0) } }

  var flag: Bool? {
    switch text {
    case "true", "True", "TRUE": true
    case "false", "False", "FALSE": false
    default: nil
    }
  }

  /// The texts of a sequence; what is none is left out.
  var texts: [String] { list?.compactMap(\.text) ?? [] }
}

/// The range from one offset to another, empty where they are the wrong way round.
///
/// Places in a damaged file can contradict each other; an edit that relies on such places is refused afterwards.
func clampedRange(_ start: Int, _ end: Int) -> Range<Int> {
  start..<max(start, end)
}
