/// Reads JSON (RFC 8259) into values with their places.
struct JSONReader {
  private let lines: LineIndex
  private let path: String
  private var index = 0
  private static let maximumDepth = 500

  static func read(_ lines: LineIndex, path: String) throws(SidecarProblem) -> SourceNode {
    var reader = JSONReader(lines: lines, path: path)
    if lines.bytes.starts(with: [0xEF, 0xBB, 0xBF]) { reader.index = 3 }
    let root = try reader.value(depth: 0)
    reader.skipSpace()
    if reader.index < lines.bytes.count { throw reader.problem("there is more after the end") }
    return root
  }

  private init(lines: LineIndex, path: String) {
    self.lines = lines
    self.path = path
  }

  private var next: UInt8? { index < lines.bytes.count ? lines.bytes[index] : nil }

  private mutating func skipSpace() {
    while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { index += 1 }
  }

  private mutating func value(depth: Int) throws(SidecarProblem) -> SourceNode {
    skipSpace()
    if depth > Self.maximumDepth { throw problem("it is nested too deeply") }
    let start = index
    switch next {
    case UInt8(ascii: "{"):
      var fields: [SourceNode.Field] = []
      try list(closing: UInt8(ascii: "}")) { (reader: inout JSONReader) throws(SidecarProblem) in
        let field = try reader.field(depth: depth)
        if fields.contains(where: { $0.key == field.key }) {
          throw reader.problem(.repeatedKey(field.key), at: field.keyRange.lowerBound)
        }
        fields.append(field)
      }
      return SourceNode(
        value: .mapping(fields.map { .init($0.key, $0.content.value) }), range: start..<index, fields: fields,
        isFlow: true)
    case UInt8(ascii: "["):
      var items: [SourceNode] = []
      try list(closing: UInt8(ascii: "]")) { (reader: inout JSONReader) throws(SidecarProblem) in
        items.append(try reader.value(depth: depth + 1))
      }
      return SourceNode(value: .sequence(items.map(\.value)), range: start..<index, items: items, isFlow: true)
    case UInt8(ascii: "\""):
      return SourceNode(value: .string(try string()), range: start..<index)
    default:
      return SourceNode(value: .word(try word()), range: start..<index)
    }
  }

  private mutating func field(depth: Int) throws(SidecarProblem) -> SourceNode.Field {
    skipSpace()
    let start = index
    guard next == UInt8(ascii: "\"") else { throw problem("a name in quotes is missing") }
    let key = try string()
    let keyRange = start..<index
    skipSpace()
    guard next == UInt8(ascii: ":") else { throw problem("a colon is missing") }
    index += 1
    let colon = index
    return SourceNode.Field(key: key, keyRange: keyRange, colon: colon, content: try value(depth: depth + 1))
  }

  private mutating func list(
    closing: UInt8, _ item: (inout JSONReader) throws(SidecarProblem) -> Void
  ) throws(SidecarProblem) {
    index += 1
    skipSpace()
    if next == closing {
      index += 1
      return
    }
    while true {
      try item(&self)
      skipSpace()
      switch next {
      case UInt8(ascii: ","): index += 1
      case closing:
        index += 1
        return
      default: throw problem("a comma or a closing bracket is missing")
      }
    }
  }

  private mutating func string() throws(SidecarProblem) -> String {
    index += 1
    var bytes: [UInt8] = []
    while let byte = next {
      index += 1
      switch byte {
      case UInt8(ascii: "\""):
        guard let text = String(validating: bytes, as: UTF8.self) else { throw problem(.notUTF8, at: index) }
        return text
      case UInt8(ascii: "\\"): try escape(into: &bytes)
      case 0..<0x20: throw problem("a control character stands in a string")
      default: bytes.append(byte)
      }
    }
    throw problem("a string has no end")
  }

  private mutating func escape(into bytes: inout [UInt8]) throws(SidecarProblem) {
    guard let byte = next else { throw problem("a string has no end") }
    index += 1
    switch byte {
    case UInt8(ascii: "n"): bytes.append(0x0A)
    case UInt8(ascii: "t"): bytes.append(0x09)
    case UInt8(ascii: "r"): bytes.append(0x0D)
    case UInt8(ascii: "b"): bytes.append(0x08)
    case UInt8(ascii: "f"): bytes.append(0x0C)
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): bytes.append(byte)
    case UInt8(ascii: "u"):
      var code = try hexadecimal()
      if code >> 10 == 0x36, next == UInt8(ascii: "\\") {
        index += 1
        guard next == UInt8(ascii: "u") else { throw problem("half a surrogate pair") }
        index += 1
        let low = try hexadecimal()
        guard low >> 10 == 0x37 else { throw problem("half a surrogate pair") }
        code = 0x10000 + (code & 0x3FF) << 10 + (low & 0x3FF)
      }
      guard let scalar = Unicode.Scalar(code) else { throw problem("half a surrogate pair") }
      bytes += UTF8.encode(scalar).map(Array.init) ?? []
    default: throw problem("an unknown escape")
    }
  }

  private mutating func hexadecimal() throws(SidecarProblem) -> UInt32 {
    let digits = lines.bytes[index..<min(index + 4, lines.bytes.count)]
    guard digits.count == 4, let code = UInt32(String(decoding: digits, as: UTF8.self), radix: 16) else {
      throw problem("an unknown escape")
    }
    index += 4
    return code
  }

  private mutating func word() throws(SidecarProblem) -> String {
    let start = index
    while let byte = next, !",]} \n\r\t".utf8.contains(byte) { index += 1 }
    let word = String(decoding: lines.bytes[start..<index], as: UTF8.self)
    let isNumber = Double(word) != nil && !word.lowercased().contains { "xpni_".contains($0) }
    guard ["true", "false", "null"].contains(word) || isNumber else {
      index = start
      throw problem("a value is missing")
    }
    return word
  }

  private func problem(_ words: String) -> SidecarProblem { problem(.syntax(words), at: index) }

  private func problem(_ kind: SidecarProblem.Kind, at offset: Int) -> SidecarProblem {
    let place = lines.position(of: offset)
    return SidecarProblem(kind: kind, path: path, line: place.line, column: place.column)
  }
}
