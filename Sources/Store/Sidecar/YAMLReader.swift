import Yams

/// Reads YAML into values with their places.
struct YAMLReader {
  private let scanner: YAMLScanner
  private let path: String
  private var budget: Int

  /// The root of the first document; nil where there is nothing but comments.
  ///
  /// - Throws: what is wrong and where.
  static func read(_ lines: LineIndex, path: String) throws(SidecarProblem) -> SourceNode? {
    // libyaml counts a mark of byte order as a column, which breaks the indentation of the first line.
    guard let text = String(validating: lines.bytes[lines.starts[0]...], as: UTF8.self) else {
      let valid = String(decoding: lines.bytes, as: UTF8.self)
      let offset = zip(lines.bytes, valid.utf8).prefix { $0 == $1 }.count
      let place = lines.position(of: offset)
      throw SidecarProblem(kind: .notUTF8, path: path, line: place.line, column: place.column)
    }
    let root: Node?
    do {
      root = try Yams.compose(yaml: text, .basic, .default, .utf8)
    } catch {
      throw SidecarProblem(error, path: path, lines: lines)
    }
    guard let root else { return nil }
    var reader = YAMLReader(
      scanner: YAMLScanner(lines: lines), path: path, budget: lines.bytes.count * 4 + 1000)
    return try reader.locate(root, at: nil, parentColumn: -1, inFlow: false)
  }

  /// - Parameter start: where the node is written, when that is known from what stands before it.
  private mutating func locate(
    _ node: Node, at start: Int?, parentColumn: Int, inFlow: Bool
  ) throws(SidecarProblem) -> SourceNode {
    budget -= 1
    let marked = node.mark.map { scanner.lines.offset(line: $0.line, column: $0.column) } ?? start ?? 0
    if budget < 0 { throw problem(.tooComplex, at: marked) }
    if let start, scanner.byte(start) == UInt8(ascii: "*") {
      return SourceNode(
        value: try value(of: node), range: clampedRange(start, scanner.endOfWord(from: start)), isFlow: true)
    }
    let body = scanner.skipProperties(from: marked)
    switch node {
    case .scalar(let scalar):
      return SourceNode(
        value: value(of: scalar, at: body),
        range: clampedRange(
          marked, end(of: scalar, from: marked, body: body, parentColumn: parentColumn, inFlow: inFlow)))
    case .alias: throw problem(.tooComplex, at: marked)
    case .mapping(let mapping):
      let isFlow = scanner.byte(body) == UInt8(ascii: "{")
      var fields: [SourceNode.Field] = []
      for (key, value) in mapping {
        fields.append(try locate(key: key, value: value, inFlow: isFlow))
      }
      let last = fields.last?.content.range.upperBound ?? body
      return SourceNode(
        value: .mapping(fields.map { .init($0.key, $0.content.value) }),
        range: clampedRange(marked, isFlow ? scanner.endOfFlow(from: body) : last), fields: fields,
        isFlow: isFlow)
    case .sequence(let sequence):
      let isFlow = scanner.byte(body) == UInt8(ascii: "[")
      let column = scanner.lines.position(of: body).column - 1
      var items: [SourceNode] = []
      var position = body
      for item in sequence {
        let start = itemStart(from: position, isFlow: isFlow)
        let located = try locate(item, at: start, parentColumn: column, inFlow: isFlow)
        position = located.range.upperBound
        items.append(located)
      }
      return SourceNode(
        value: .sequence(items.map(\.value)),
        range: clampedRange(marked, isFlow ? scanner.endOfFlow(from: body) : position), items: items,
        isFlow: isFlow)
    }
  }

  private mutating func locate(
    key: Node, value: Node, inFlow: Bool
  ) throws(SidecarProblem) -> SourceNode.Field {
    let start = key.mark.map { scanner.lines.offset(line: $0.line, column: $0.column) } ?? 0
    guard case .scalar(let name) = key else { throw problem(.tooComplex, at: start) }
    let column = scanner.lines.position(of: start).column - 1
    let body = scanner.skipProperties(from: start)
    let keyEnd =
      switch name.style {
      case .doubleQuoted: scanner.endOfDoubleQuoted(from: body)
      case .singleQuoted: scanner.endOfSingleQuoted(from: body)
      default: endOfPlainKey(from: body)
      }
    let colon = scanner.skipSpace(from: keyEnd)
    let hasColon = scanner.byte(colon) == UInt8(ascii: ":")
    let afterColon = hasColon ? colon + 1 : keyEnd
    let content = try locate(
      value, at: hasColon ? scanner.skipSpace(from: afterColon) : nil, parentColumn: column, inFlow: inFlow)
    return SourceNode.Field(
      key: name.string, keyRange: clampedRange(start, keyEnd), colon: afterColon, content: content)
  }

  private func endOfPlainKey(from start: Int) -> Int {
    var index = start
    while let byte = scanner.byte(index), !scanner.isBreak(index) {
      if byte == UInt8(ascii: ":") {
        let next = index + 1
        if next >= scanner.bytes.count || scanner.isBlank(next) || scanner.isBreak(next) { break }
        if ",[]{}\"'".utf8.contains(scanner.bytes[next]) { break }
      }
      index += 1
    }
    while index > start, scanner.isBlank(index - 1) { index -= 1 }
    return index
  }

  /// Past the dash of a block sequence, or the comma of a flow sequence.
  private func itemStart(from position: Int, isFlow: Bool) -> Int {
    var index = scanner.skipSpace(from: position)
    if let byte = scanner.byte(index), (isFlow ? "[," : "-").utf8.contains(byte) { index += 1 }
    return scanner.skipSpace(from: index)
  }

  private func end(of scalar: Node.Scalar, from marked: Int, body: Int, parentColumn: Int, inFlow: Bool) -> Int {
    switch scalar.style {
    case .doubleQuoted: return scanner.endOfDoubleQuoted(from: body)
    case .singleQuoted: return scanner.endOfSingleQuoted(from: body)
    case .literal, .folded: return scanner.endOfBlock(from: body, parentColumn: parentColumn)
    case .plain, .any:
      if scalar.string.isEmpty { return marked }
      return inFlow
        ? scanner.endOfPlainInFlow(from: body) : scanner.endOfPlain(from: body, parentColumn: parentColumn)
    }
  }

  private mutating func value(of node: Node) throws(SidecarProblem) -> Value {
    budget -= 1
    if budget < 0 { throw problem(.tooComplex, at: 0) }
    switch node {
    case .scalar(let scalar): return Self.value(of: scalar)
    case .alias: throw problem(.tooComplex, at: 0)
    case .sequence(let sequence):
      var items: [Value] = []
      for item in sequence { items.append(try value(of: item)) }
      return .sequence(items)
    case .mapping(let mapping):
      var members: [Value.Member] = []
      for (key, content) in mapping { members.append(.init(key.scalar?.string ?? "", try value(of: content))) }
      return .mapping(members)
    }
  }

  /// Yams drops a mark of byte order at the beginning of a scalar: it is looked up in the bytes.
  private func value(of scalar: Node.Scalar, at body: Int) -> Value {
    guard scalar.string.unicodeScalars.first != "\u{FEFF}" else { return Self.value(of: scalar) }
    let isQuoted = scalar.style == .doubleQuoted || scalar.style == .singleQuoted
    let first = scanner.bytes.dropFirst(body + (isQuoted ? 1 : 0)).prefix(6)
    let isMarked =
      first.starts(with: [0xEF, 0xBB, 0xBF])
      || scalar.style == .doubleQuoted && String(decoding: first, as: UTF8.self).lowercased() == "\\ufeff"
    return isMarked ? .scalar("\u{FEFF}" + scalar.string, isQuoted: true) : Self.value(of: scalar)
  }

  private static func value(of scalar: Node.Scalar) -> Value {
    .scalar(scalar.string, isQuoted: scalar.style != .plain)
  }

  private func problem(_ kind: SidecarProblem.Kind, at offset: Int) -> SidecarProblem {
    let place = scanner.lines.position(of: offset)
    return SidecarProblem(kind: kind, path: path, line: place.line, column: place.column)
  }
}

extension SidecarProblem {
  fileprivate init(_ error: any Error, path: String, lines: LineIndex) {
    self.init(kind: .syntax("it cannot be read"), path: path)
    switch error as? YamlError {
    case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      kind = .syntax(problem)
      line = mark.line
      column = mark.column
      _ = context
    case .reader(let problem, let offset, _, _):
      kind = .syntax(problem)
      if let offset { (line, column) = lines.position(of: offset) }
    case .duplicatedKeysInMapping(let keys, let context):
      kind = .repeatedKey(keys.first ?? "")
      line = context.mark.line
      column = context.mark.column
    case .memory, .writer, .emitter, .representer, .dataCouldNotBeDecoded, .no, nil: break
    }
  }
}
