/// Makes nodes with their places of the events of a text.
struct TreeBuilder {
  /// A mapping or sequence whose end has not come yet.
  fileprivate struct Frame {
    var isMapping: Bool
    var start: Int
    /// Whether it stands in brackets.
    var isFlow: Bool
    var anchor: String?
    /// The number of nodes that came before it.
    var nodesBefore: Int
    var fields: [SourceNode.Field] = []
    var items: [SourceNode] = []
    /// The key whose value comes next, with the offset just past its colon.
    var key: (name: String, range: Range<Int>, colon: Int)?
    /// The end of the last node in it.
    var last: Int
  }

  /// The nodes, and the escapes that were replaced.
  struct Tree {
    var root: SourceNode?
    /// The replaced escapes that stand in double quotes.
    var replaced: [Int] = []
    /// The replaced escapes that are none, because they stand outside double quotes.
    var literal: [Int] = []
  }

  private let bytes: [UInt8]
  private let prepared: PreparedText
  private let replaced: [Int]
  private var frames: [Frame] = []
  private var anchors: [String: (content: SourceNode.Content, nodes: Int)] = [:]
  private var nodes = 0
  private var documents = 0
  private var tree = Tree()

  /// - Parameter replaced: offsets of escapes of four digits that are read as U+FFFD.
  /// - Throws: The first fault, with its line and column.
  static func read(
    _ bytes: [UInt8], as syntax: YAMLText.Syntax, replacing replaced: [Int]
  ) throws(YAMLError) -> Tree {
    let prepared = try PreparedText(bytes, as: syntax, replacing: replaced)
    var builder = TreeBuilder(bytes: bytes, prepared: prepared, replaced: replaced)
    try prepared.bytes.withUnsafeBufferPointer { (buffer) throws(YAMLError) in
      var events = try EventReader(buffer, isJSON: syntax == .json)
      while true {
        let event: EventReader.Event?
        do throws(YAMLError) { event = try events.next() } catch { throw prepared.located(error, in: bytes) }
        guard let event else { return }
        try builder.handle(event)
      }
    }
    return builder.tree
  }

  private init(bytes: [UInt8], prepared: PreparedText, replaced: [Int]) {
    self.bytes = bytes
    self.prepared = prepared
    self.replaced = replaced
  }

  // MARK: - Events

  private mutating func handle(_ event: EventReader.Event) throws(YAMLError) {
    var event = event
    event.token = event.token.map { prepared.offset(of: $0.lowerBound)..<prepared.offset(of: $0.upperBound) }
    event.propertiesEnd = event.propertiesEnd.map(prepared.offset)
    switch event.kind {
    case .other: return
    case .document:
      documents += 1
      if documents > 1 { throw fault(.syntax("there is more than one document"), at: event.token?.lowerBound ?? 0) }
      return
    case .scalar:
      note(event)
      let range = range(of: event)
      try place(SourceNode(.scalar(event.text, isQuoted: event.style != .plain), range), event.anchor, nodes: 1)
    case .alias:
      let start = max(0, (event.token?.lowerBound ?? 1) - 1)
      guard let target = anchors[event.text] else {
        throw fault(.syntax("nothing is called “\(event.text)”"), at: start)
      }
      try count(target.nodes, at: start)
      if let frame = frames.last, frame.isMapping, frame.key == nil { throw fault(.tooComplex, at: start) }
      let end = event.token?.upperBound ?? start
      try place(SourceNode(target.content, start..<max(start, end), isFlow: true), nil, nodes: target.nodes)
    case .mapping, .sequence: try open(event)
    case .end: try close(event)
    }
  }

  private mutating func open(_ event: EventReader.Event) throws(YAMLError) {
    let body = event.token?.lowerBound ?? 0
    if frames.count >= PreparedText.maximumDepth { throw fault(.tooComplex, at: body) }
    if let frame = frames.last, frame.isMapping, frame.key == nil { throw fault(.tooComplex, at: body) }
    let isMapping = event.kind == .mapping
    let isFlow =
      event.isFlow && body < bytes.count && bytes[body] == (isMapping ? UInt8(ascii: "{") : UInt8(ascii: "["))
    let start = event.propertiesEnd == nil ? body : min(hint ?? body, body)
    frames.append(
      Frame(isMapping: isMapping, start: start, isFlow: isFlow, anchor: event.anchor, nodesBefore: nodes, last: body))
    try count(1, at: body)
  }

  private mutating func close(_ event: EventReader.Event) throws(YAMLError) {
    guard let frame = frames.popLast() else { return }
    // The pair in `[a: b]` begins with its key.
    let start = min(frame.start, frame.fields.first?.keyRange.lowerBound ?? frame.start)
    let end = frame.isFlow ? event.token?.upperBound ?? frame.last : frame.last
    let content: SourceNode.Content = frame.isMapping ? .mapping(frame.fields) : .sequence(frame.items)
    try place(
      SourceNode(content, start..<max(start, end), isFlow: frame.isFlow), frame.anchor,
      nodes: nodes - frame.nodesBefore)
  }

  /// Puts a finished node where it belongs.
  private mutating func place(_ node: SourceNode, _ anchor: String?, nodes size: Int) throws(YAMLError) {
    if let anchor { anchors[anchor] = (node.content, size) }
    let range = node.range
    if case .scalar = node.content { try count(1, at: range.lowerBound) }
    guard let index = frames.indices.last else {
      tree.root = node
      return
    }
    guard frames[index].isMapping else {
      frames[index].items.append(node)
      frames[index].last = range.upperBound
      return
    }
    if let key = frames[index].key {
      frames[index].fields.append(
        SourceNode.Field(key: key.name, keyRange: key.range, colon: key.colon, content: node))
      frames[index].last = max(range.upperBound, key.colon)
      frames[index].key = nil
      return
    }
    guard let name = node.text else { throw fault(.tooComplex, at: range.lowerBound) }
    if frames[index].hasField(name) { throw fault(.repeatedKey(name), at: range.lowerBound) }
    let colon = skipSpace(from: range.upperBound)
    let hasColon = colon < bytes.count && bytes[colon] == UInt8(ascii: ":")
    frames[index].key = (name, range, hasColon ? colon + 1 : range.upperBound)
  }

  private mutating func count(_ more: Int, at offset: Int) throws(YAMLError) {
    nodes += more
    if nodes > bytes.count * 4 + 1000 { throw fault(.tooComplex, at: offset) }
  }

  private func fault(_ kind: YAMLError.Kind, at offset: Int) -> YAMLError {
    YAMLError(kind, at: offset, in: bytes)
  }

  /// Notes which of the replaced escapes stand in a scalar.
  private mutating func note(_ event: EventReader.Event) {
    guard !replaced.isEmpty, let token = event.token else { return }
    let isDoubleQuoted =
      event.style == .quoted && token.lowerBound > 0 && bytes[token.lowerBound - 1] == UInt8(ascii: "\"")
    let first = replaced.partitioningIndex { $0 >= token.lowerBound }
    for offset in replaced[first...].prefix(while: { $0 < token.upperBound }) {
      if isDoubleQuoted { tree.replaced.append(offset) } else { tree.literal.append(offset) }
    }
  }
}

// MARK: - Places

extension TreeBuilder {
  /// The start of the next node, with its properties, as far as the text before it tells.
  private var hint: Int? {
    guard let frame = frames.last else { return nil }
    if frame.isMapping { return frame.key.map { skipSpace(from: $0.colon) } }
    return skipSpace(from: itemStart(in: frame))
  }

  /// Just past the dash of a block sequence, or the comma or bracket of a flow sequence.
  private func itemStart(in frame: Frame) -> Int {
    let position = frame.items.isEmpty ? frame.last : skipSpace(from: frame.last)
    guard position < bytes.count, (frame.isFlow ? "[," : "-").utf8.contains(bytes[position]) else { return position }
    return position + 1
  }

  private func range(of event: EventReader.Event) -> Range<Int> {
    guard let token = event.token else {
      // It is not written: it would stand behind the colon or the dash.
      let start: Int
      if let end = event.propertiesEnd {
        start = hint ?? end
        return min(start, end)..<end
      }
      guard let frame = frames.last else { return 0..<0 }
      start = frame.isMapping ? frame.key?.colon ?? frame.last : itemStart(in: frame)
      return start..<start
    }
    var range = token
    switch event.style {
    case .plain: break
    case .quoted: range = max(0, token.lowerBound - 1)..<min(bytes.count, token.upperBound + 1)
    case .block:
      let start = hint ?? token.lowerBound
      range = start..<max(start, endOfBlock(token, header: start))
    }
    if event.propertiesEnd != nil, let hint, hint < range.lowerBound { range = hint..<range.upperBound }
    return range
  }

  /// The end of the last line of a literal or folded scalar; blank lines behind it count where it keeps them (`|+`).
  private func endOfBlock(_ token: Range<Int>, header: Int) -> Int {
    let lines = LineLocator(bytes)
    let headerEnd = lines.end(ofLineAt: header)
    var end = token.upperBound
    if bytes[header..<headerEnd].prefix(while: { $0 != 0x20 }).contains(UInt8(ascii: "+")) {
      while end > token.lowerBound, isBlank(end - 1) { end -= 1 }
      if end > token.lowerBound, bytes[end - 1] == 0x0A { end -= 1 }
      if end > token.lowerBound, bytes[end - 1] == 0x0D { end -= 1 }
      return max(end, headerEnd)
    }
    while end > token.lowerBound, isBlank(end - 1) || isBreak(end - 1) { end -= 1 }
    if end > token.lowerBound { return lines.end(ofLineAt: end) }
    end = headerEnd
    while end > header, isBlank(end - 1) { end -= 1 }
    return end
  }

  private func isBlank(_ index: Int) -> Bool { bytes[index] == 0x20 || bytes[index] == 0x09 }

  private func isBreak(_ index: Int) -> Bool { bytes[index] == 0x0A || bytes[index] == 0x0D }

  /// Steps over white space, line breaks and comments.
  private func skipSpace(from start: Int) -> Int { YAMLText.skipSpace(in: bytes, from: start) }
}

extension YAMLText {
  /// The offset behind white space, line breaks and comments.
  package static func skipSpace(in bytes: [UInt8], from start: Int) -> Int {
    var index = start
    while index < bytes.count {
      switch bytes[index] {
      case 0x20, 0x09, 0x0A, 0x0D: index += 1
      case UInt8(ascii: "#"):
        while index < bytes.count, bytes[index] != 0x0A, bytes[index] != 0x0D { index += 1 }
      default: return index
      }
    }
    return index
  }
}

extension TreeBuilder.Frame {
  /// Whether a key has come before; compares bytes, where `String` would take canonically equivalent ones for equal.
  fileprivate func hasField(_ name: String) -> Bool {
    let count = name.utf8.count
    return fields.contains { $0.key.utf8.count == count && $0.key.utf8.elementsEqual(name.utf8) }
  }
}
