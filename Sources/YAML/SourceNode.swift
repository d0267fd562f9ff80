/// A node of a YAML or JSON text, and the bytes that it was written with.
package struct SourceNode: Sendable {
  /// The kind of a node, with what it holds.
  package enum Content: Sendable {
    /// A text, and whether it was written in quotes or as a block, so that it cannot be a number or a null.
    case scalar(String, isQuoted: Bool)
    case sequence([SourceNode])
    case mapping([Field])
  }

  /// A key of a mapping with its value.
  package struct Field: Sendable {
    /// The key without quotes.
    package var key: String
    /// The value of the key.
    package var content: SourceNode
    private var keyStart: UInt32
    private var keyEnd: UInt32
    private var colonEnd: UInt32

    init(key: String, keyRange: Range<Int>, colon: Int, content: SourceNode) {
      self.key = key
      self.content = content
      keyStart = UInt32(keyRange.lowerBound)
      keyEnd = UInt32(keyRange.upperBound)
      colonEnd = UInt32(colon)
    }

    /// The bytes of the key, its quotes included.
    package var keyRange: Range<Int> { Int(keyStart)..<Int(keyEnd) }

    /// The offset just past the colon after the key.
    package var colon: Int { Int(colonEnd) }

    /// The same field, written further down by so many bytes.
    package func moved(by bytes: Int) -> Field {
      Field(
        key: key, keyRange: keyRange.lowerBound + bytes..<keyRange.upperBound + bytes, colon: colon + bytes,
        content: content.moved(by: bytes))
    }
  }

  /// The kind of the node, with what it holds.
  package var content: Content
  /// Whether it is written in brackets, or stands for a node elsewhere (`*name`).
  package let isFlow: Bool
  private var start: UInt32
  private var end: UInt32

  init(_ content: Content, _ range: Range<Int>, isFlow: Bool = false) {
    self.content = content
    self.isFlow = isFlow
    start = UInt32(range.lowerBound)
    end = UInt32(range.upperBound)
  }

  /// The bytes of the node in the text, anchor, tag and quotes included, without what follows on its last line.
  package var range: Range<Int> {
    get { Int(start)..<Int(end) }
    set {
      start = UInt32(newValue.lowerBound)
      end = UInt32(newValue.upperBound)
    }
  }

  /// The fields of a mapping in the order of the text; none for other nodes.
  package var fields: [Field] {
    if case .mapping(let fields) = content { fields } else { [] }
  }

  /// The items of a sequence; none for other nodes.
  package var items: [SourceNode] {
    if case .sequence(let items) = content { items } else { [] }
  }

  /// The text of a scalar; nil for other nodes.
  package var text: String? {
    if case .scalar(let text, _) = content { text } else { nil }
  }

  /// The text of a scalar that is not an unquoted null; nil for other nodes.
  package var presentText: String? {
    if case .scalar(let text, let isQuoted) = content, isQuoted || !Self.isNull(text) { text } else { nil }
  }

  /// Whether the unquoted text stands for no value.
  package static func isNull(_ text: String) -> Bool { ["", "~", "null", "Null", "NULL"].contains(text) }

  /// The value of `key`; nil where there is none, and for what is no mapping.
  package subscript(key: String) -> SourceNode? {
    fields.first { $0.key == key }?.content
  }

  /// The same node, written further down by so many bytes.
  /// - Complexity: O(nodes below it)
  package func moved(by bytes: Int) -> SourceNode {
    if bytes == 0 { return self }
    let content: Content =
      switch content {
      case .scalar: content
      case .sequence(let items): .sequence(items.map { $0.moved(by: bytes) })
      case .mapping(let fields): .mapping(fields.map { $0.moved(by: bytes) })
      }
    return SourceNode(content, range.lowerBound + bytes..<range.upperBound + bytes, isFlow: isFlow)
  }
}
