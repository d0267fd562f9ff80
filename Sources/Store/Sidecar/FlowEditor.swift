import YAML

/// Edits what is written in brackets: JSON, and YAML in flow style. Parts that stay are copied as they are.
struct FlowEditor {
  let document: SidecarDocument
  let emitter: Emitter

  /// The whole file with the edits made in its list of records.
  func result(of edits: [RecordEdit], in list: SidecarDocument.CommentList) -> [UInt8] {
    let items = document.records.map(\.range)
    let column = itemColumn(of: list.range, first: items.first?.lowerBound)
    var bodies = items.map { Array(document.bytes[$0]) }
    var isKept = items.map { _ in true }
    var inserts: [[Value.Member]] = []
    for edit in edits {
      switch edit {
      case .insert(_, let members, _):
        inserts.append(members)
      case .set(let id, let fields, let removing):
        guard let index = document.index(of: id) else { continue }
        bodies[index] = record(document.records[index].node, setting: fields, removing: removing)
      case .delete(let id):
        if let index = document.index(of: id) { isKept[index] = false }
      }
    }
    let added = InsertionOrder.arrange(inserts, among: document, with: edits).mapValues { new in
      new.map { Array(body(inserts[$0], column: column).utf8) }
    }
    var parts: [(lead: [UInt8]?, body: [UInt8])] = (added[nil] ?? []).map { (nil, $0) }
    for (index, body) in bodies.enumerated() {
      if isKept[index] { parts.append((lead(of: index, in: items), body)) }
      parts += (added[index] ?? []).map { (nil, $0) }
    }
    return Array(document.bytes[..<list.range.lowerBound])
      + assembled(parts, in: list.range, items: items, column: column)
      + document.bytes[list.range.upperBound...]
  }

  /// A record with some fields changed, added and removed.
  func record(_ record: SourceNode, setting fields: [Value.Member], removing: [String]) -> [UInt8] {
    let ranges = record.fields.map { clampedRange($0.keyRange.lowerBound, $0.content.range.upperBound) }
    var parts: [(lead: [UInt8]?, body: [UInt8], key: String)] = []
    for (index, field) in record.fields.enumerated() where !removing.contains(field.key) {
      var body = Array(document.bytes[ranges[index]])
      if let member = fields.first(where: { $0.key == field.key }) {
        let start = field.content.range.isEmpty ? field.colon : field.content.range.lowerBound
        body = Array(document.bytes[clampedRange(ranges[index].lowerBound, start)])
        if field.content.range.isEmpty { body.append(0x20) }
        body += Array(emitter.flow(member).utf8)
      }
      parts.append((lead(of: index, in: ranges), body, field.key))
    }
    for member in fields where !record.fields.contains(where: { $0.key == member.key }) {
      let order = RecordCodec.fieldOrder
      let rank = order.firstIndex(of: member.key) ?? order.count
      let after = parts.lastIndex { order.firstIndex(of: $0.key).map { $0 < rank } ?? false }
      let body = Array((emitter.key(member.key) + ": " + emitter.flow(member)).utf8)
      parts.insert((nil, body, member.key), at: after.map { $0 + 1 } ?? parts.count)
    }
    return assembled(
      parts.map { ($0.lead, $0.body) }, in: record.range, items: ranges,
      column: itemColumn(of: record.range, first: ranges.first?.lowerBound))
  }

  /// The bytes before a part, from the end of the one before it; nil before the first.
  private func lead(of index: Int, in ranges: [Range<Int>]) -> [UInt8]? {
    index == 0 ? nil : Array(document.bytes[clampedRange(ranges[index - 1].upperBound, ranges[index].lowerBound)])
  }

  private func assembled(
    _ parts: [(lead: [UInt8]?, body: [UInt8])], in list: Range<Int>, items: [Range<Int>], column: Int?
  ) -> [UInt8] {
    let bytes = document.bytes
    guard !parts.isEmpty else { return Array("[]".utf8) }
    let lineBreak = column.map { emitter.lineBreak + emitter.spaces($0) }
    let opening: [UInt8]
    let closing: [UInt8]
    let separator: [UInt8]
    if let first = items.first, let last = items.last {
      opening = Array(bytes[clampedRange(list.lowerBound, first.lowerBound)])
      closing = Array(bytes[clampedRange(last.upperBound, list.upperBound)])
      let usual = lead(of: 1, in: Array(items.prefix(2)) + (items.count < 2 ? [last] : []))
      separator =
        items.count > 1 ? usual ?? [] : Array(("," + (lineBreak ?? " ")).utf8)
    } else {
      let outer = emitter.lineBreak + emitter.spaces(max((column ?? 2) - 2, 0))
      opening = Array(("[" + (lineBreak ?? "")).utf8)
      closing = Array(((column == nil ? "" : outer) + "]").utf8)
      separator = Array(("," + (lineBreak ?? " ")).utf8)
    }
    var result = opening
    for (index, part) in parts.enumerated() {
      if index > 0 { result += part.lead ?? separator }
      result += part.body
    }
    return result + closing
  }

  /// The column of the parts where each stands on a line of its own; nil where they share one.
  private func itemColumn(of list: Range<Int>, first: Int?) -> Int? {
    let lines = document.lines
    guard let first else {
      let start = lines.start(ofLineAt: list.lowerBound)
      let indentation = document.bytes[start...].prefix { $0 == 0x20 }.count
      let isOnFirstLine = start == LineLocator.start(of: document.bytes)
      return document.syntax == .json && !isOnFirstLine ? indentation + 2 : nil
    }
    let between = document.bytes[clampedRange(list.lowerBound, first)]
    guard between.contains(where: { $0 == 0x0A || $0 == 0x0D }) else { return nil }
    return lines.column(of: first) - 1
  }

  private func body(_ members: [Value.Member], column: Int?) -> String {
    if document.syntax == .json, let column { return emitter.jsonRecord(members, column: column) }
    return emitter.flow(.mapping(members))
  }
}
