/// What a sidecar says, without how it is written: scalars keep their text and whether they were quoted.
package indirect enum Value: Sendable {
  case scalar(String, isQuoted: Bool)
  case sequence([Value])
  case mapping([Member])

  package struct Member: Sendable {
    package var key: String
    package var value: Value

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
    if case .scalar(let text, let isQuoted) = self, isQuoted || !["", "~", "null", "Null", "NULL"].contains(text) {
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

/// A value and where it is written, in bytes from the start of the file.
struct SourceNode: Sendable {
  var value: Value
  /// Without what follows on its last line.
  var range: Range<Int>
  /// Of a mapping, in order.
  var fields: [Field] = []
  /// Of a sequence, in order.
  var items: [SourceNode] = []
  /// Written in brackets.
  var isFlow = false

  struct Field: Sendable {
    var key: String
    var keyRange: Range<Int>
    /// Just past the colon after the key.
    var colon: Int
    var content: SourceNode
  }

  /// The same, written further down by so many bytes.
  func moved(by bytes: Int) -> SourceNode {
    func moved(_ range: Range<Int>) -> Range<Int> { range.lowerBound + bytes..<range.upperBound + bytes }
    return SourceNode(
      value: value, range: moved(range),
      fields: fields.map { field in
        Field(
          key: field.key, keyRange: moved(field.keyRange), colon: field.colon + bytes,
          content: field.content.moved(by: bytes))
      }, items: items.map { $0.moved(by: bytes) }, isFlow: isFlow)
  }
}
