import YAML

/// Rewrites of a sidecar only what changes; every other byte stays.
///
/// What comes out is parsed again and compared with what was meant, so no edit can damage its surroundings: of a large
/// file the records around the change (`SidecarEditor+Window.swift`), else the whole.
struct SidecarEditor {
  let document: SidecarDocument
  let emitter: Emitter
  private(set) var splices: [Splice] = []

  struct Splice {
    var range: Range<Int>
    var text: [UInt8]
    /// Keeps insertions at the same place in order.
    var order: Int
  }

  /// The document with the edits made; at most one edit a record.
  ///
  /// - Parameter name: what a new file says it speaks of.
  /// - Throws: `.unsupportedStyle` where the file is written in a way that cannot be edited safely.
  static func apply(
    _ edits: [RecordEdit], to document: SidecarDocument, documentName name: String
  ) throws(StoreError) -> SidecarDocument {
    if edits.isEmpty { return document }
    let (editor, bytes) = make(document, edits, documentName: name)
    if let result = editor.resultByWindow(bytes, edits) { return result }
    let expected = expectation(edits, document)
    let result = SidecarDocument(bytes, format: document.format, path: document.path)
    let isAsMeant =
      result.isWhole && result.records.map(\.value.withSortedFields).sorted(by: byID) == expected.sorted(by: byID)
      && result.untouchedRecords(but: edits) == document.untouchedRecords(but: edits)
      && result.otherFields == document.otherFields(orFor: name)
    guard isAsMeant else {
      throw StoreError.unsupportedStyle(path: document.path, line: editor.firstLine(of: edits))
    }
    return result
  }

  /// The edits made and not yet looked at.
  static func make(
    _ document: SidecarDocument, _ edits: [RecordEdit], documentName name: String = ""
  ) -> (editor: SidecarEditor, bytes: [UInt8]) {
    var editor = SidecarEditor(document: document)
    let bytes = editor.result(of: edits, documentName: name)
    return (editor, bytes)
  }

  private init(document: SidecarDocument) {
    self.document = document
    let firstLine = document.lines.end(ofLineAt: 0)
    let usesCRLF = document.bytes.dropFirst(firstLine).starts(with: [0x0D, 0x0A])
    emitter = Emitter(format: document.syntax, lineBreak: usesCRLF ? "\r\n" : "\n")
  }

  private mutating func result(of edits: [RecordEdit], documentName name: String) -> [UInt8] {
    guard let comments = document.comments else { return newFile(edits, documentName: name) }
    let isInFlow = document.root?.isFlow ?? false
    if comments.isFlow, isInFlow || !document.records.isEmpty {
      return FlowEditor(document: document, emitter: emitter).result(of: edits, in: comments)
    }
    edit(edits, inBlock: comments)
    return spliced()
  }

  private func newFile(_ edits: [RecordEdit], documentName name: String) -> [UInt8] {
    let inserts = edits.compactMap { edit -> [Value.Member]? in
      if case .insert(_, let members, _) = edit { members } else { nil }
    }
    let records = (InsertionOrder.arrange(inserts, among: document, with: [])[nil] ?? []).map { inserts[$0] }
    let end = emitter.lineBreak
    if document.syntax == .json {
      let bodies = records.map { "    " + emitter.jsonRecord($0, column: 4) }
      return Array(
        ("{\(end)  \"mrsf_version\": \"1.0\",\(end)  \"document\": "
          + emitter.flow(.string(name)) + ",\(end)  \"comments\": [\(end)"
          + bodies.joined(separator: ",\(end)") + "\(end)  ]\(end)}\(end)").utf8)
    }
    var start = document.bytes
    if let last = start.last, last != 0x0A { start += Array(end.utf8) }
    let name = emitter.plainOrQuoted(name)
    let bodies = records.map { emitter.blockRecord($0, dashColumn: 2) + end }
    return start
      + Array("mrsf_version: \"1.0\"\(end)document: \(name)\(end)comments:\(end)\(bodies.joined())".utf8)
  }

  private mutating func replace(_ range: Range<Int>, with text: String) {
    replace(range, with: Array(text.utf8))
  }

  private mutating func replace(_ range: Range<Int>, with text: [UInt8]) {
    splices.append(Splice(range: range, text: text, order: splices.count))
  }

  private func spliced() -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(document.bytes.count + splices.reduce(0) { $0 + $1.text.count })
    var position = 0
    for splice in splices.sorted(by: { ($0.range.lowerBound, $0.order) < ($1.range.lowerBound, $1.order) }) {
      // Overlapping edits cannot both be made; the comparison that follows refuses the result.
      if splice.range.lowerBound > position {
        result += document.bytes[position..<splice.range.lowerBound]
      }
      position = max(position, splice.range.upperBound)
      result += splice.text
    }
    result += document.bytes[position...]
    return result
  }
}

// MARK: - Block style

extension SidecarEditor {
  private mutating func edit(_ edits: [RecordEdit], inBlock comments: SidecarDocument.CommentList) {
    var isEmptied = !document.records.isEmpty
    var deleted: Set<String> = []
    for case .delete(let id) in edits { deleted.insert(id) }
    if document.records.contains(where: { !deleted.contains($0.id) }) { isEmptied = false }
    var inserts: [(members: [Value.Member], raw: RecordEdit.RawRecord?)] = []
    for edit in edits {
      switch edit {
      case .insert(_, let members, let raw): inserts.append((members, raw))
      case .set(let id, let fields, let removing): set(id, fields, removing)
      case .delete(let id): delete(id)
      }
    }
    if isEmptied, inserts.isEmpty { replace(comments.colon..<comments.colon, with: " []") }
    insert(inserts, after: edits, in: comments)
  }

  private mutating func insert(
    _ inserts: [(members: [Value.Member], raw: RecordEdit.RawRecord?)], after edits: [RecordEdit],
    in comments: SidecarDocument.CommentList
  ) {
    if inserts.isEmpty { return }
    let dashColumn = document.records.isEmpty ? 2 : document.lines.column(of: comments.range.lowerBound) - 1
    if document.records.isEmpty, !comments.range.isEmpty {
      replace(clampedRange(comments.colon, comments.range.upperBound), with: "")
    }
    let order = InsertionOrder.arrange(inserts.map(\.members), among: document, with: edits)
    for (previous, new) in order {
      let record = previous.map { document.records[$0] }
      let position = document.lines.end(ofLineAt: record?.range.upperBound ?? comments.colon)
      for insert in new.map({ inserts[$0] }) {
        let body =
          if let raw = insert.raw, raw.dashColumn == dashColumn, emitter.lineBreak == "\n" {
            raw.bytes
          } else {
            Array(emitter.blockRecord(insert.members, dashColumn: dashColumn).utf8)
          }
        replace(position..<position, with: Array(emitter.lineBreak.utf8) + body)
      }
    }
  }

  private mutating func delete(_ id: String) {
    guard let index = document.index(of: id) else { return }
    let record = document.records[index]
    let from = index > 0 ? document.records[index - 1].range.upperBound : document.comments?.colon ?? 0
    let dash = YAMLText.skipSpace(in: document.bytes, from: document.lines.end(ofLineAt: from))
    let end = document.lines.end(ofLineAt: record.range.upperBound)
    replace(clampedRange(document.lines.end(ofLineBefore: dash), end), with: "")
  }

  private mutating func set(_ id: String, _ fields: [Value.Member], _ removing: [String]) {
    guard let record = document.record(id)?.node else { return }
    if record.isFlow {
      let editor = FlowEditor(document: document, emitter: emitter)
      replace(record.range, with: editor.record(record, setting: fields, removing: removing))
      return
    }
    let first = record.fields.first?.keyRange.lowerBound ?? record.range.lowerBound
    let column = document.lines.column(of: first) - 1
    for member in fields {
      if let field = record.fields.first(where: { $0.key == member.key }) {
        let end = field.content.range.upperBound
        let rest = document.bytes[end..<document.lines.end(ofLineAt: end)]
        let allowsBlock = rest.allSatisfy { $0 == 0x20 || $0 == 0x09 }
        replace(
          clampedRange(field.colon, end), with: emitter.blockValue(of: member, column: column, allowsBlock: allowsBlock)
        )
      } else {
        let end = endOfField(before: member.key, in: record)
        let entry = emitter.entry(member, column: column, allowsBlock: true)
        replace(end..<end, with: emitter.lineBreak + emitter.spaces(column) + entry)
      }
    }
    for key in removing { remove(key, from: record) }
  }

  /// The end of the line after which a new field is written.
  private func endOfField(before key: String, in record: SourceNode) -> Int {
    let order = RecordCodec.fieldOrder
    let rank = order.firstIndex(of: key) ?? order.count
    let field =
      record.fields.last { order.firstIndex(of: $0.key).map { $0 < rank } ?? false } ?? record.fields.first
    return document.lines.end(ofLineAt: field?.content.range.upperBound ?? record.range.upperBound)
  }

  private mutating func remove(_ key: String, from record: SourceNode) {
    guard let index = record.fields.firstIndex(where: { $0.key == key }) else { return }
    let field = record.fields[index]
    if index == 0, record.fields.count > 1 {
      replace(clampedRange(field.keyRange.lowerBound, record.fields[1].keyRange.lowerBound), with: "")
    } else {
      let start = document.lines.end(ofLineBefore: field.keyRange.lowerBound)
      replace(clampedRange(start, document.lines.end(ofLineAt: field.content.range.upperBound)), with: "")
    }
  }
}

// MARK: - What is meant

extension SidecarEditor {
  /// The records that `document` should have after `edits`, in any order, those that are new included.
  static func expectation(_ edits: [RecordEdit], _ document: SidecarDocument) -> [Value] {
    var deleted: Set<String> = []
    var inserted: [Value] = []
    for edit in edits {
      switch edit {
      case .insert(_, let members, _): inserted.append(.mapping(members))
      case .delete(let id): deleted.insert(id)
      case .set: continue
      }
    }
    let kept = zip(document.records, document.values(with: edits)).filter { !deleted.contains($0.0.id) }.map(\.1)
    return (kept + inserted).map(\.withSortedFields)
  }

  /// Order among the records does not matter here; the order of those untouched is compared apart.
  static func byID(_ a: Value, _ b: Value) -> Bool {
    (a["id"]?.text ?? "") < (b["id"]?.text ?? "")
  }

  private func firstLine(of edits: [RecordEdit]) -> Int {
    for edit in edits {
      switch edit {
      case .set(let id, _, _), .delete(let id): return document.record(id)?.line ?? 1
      case .insert: continue
      }
    }
    return document.comments.map { document.lines.position(of: $0.keyRange.lowerBound).line } ?? 1
  }
}

extension Value {
  /// Fields of a record in the order of their names; a comparison must not see where a field was added.
  var withSortedFields: Value {
    .mapping(members.sorted { $0.key < $1.key })
  }
}

extension SidecarDocument {
  /// The records of the file, in its order, with their fields changed.
  func values(with edits: [RecordEdit]) -> [Value] {
    var values = records.map(\.value)
    for case .set(let id, let fields, let removing) in edits {
      guard let index = index(of: id) else { continue }
      var members = values[index].members.filter { !removing.contains($0.key) }
      for field in fields {
        if let at = members.firstIndex(where: { $0.key == field.key }) {
          members[at].value = field.value
        } else {
          members.append(field)
        }
      }
      values[index] = .mapping(members)
    }
    return values
  }

  func untouchedRecords(but edits: [RecordEdit]) -> [Value] {
    var touched: Set<String> = []
    for edit in edits {
      switch edit {
      case .insert(let id, _, _), .set(let id, _, _), .delete(let id): touched.insert(id)
      }
    }
    return records.filter { !touched.contains($0.id) }.map(\.value)
  }

  /// The fields of the file beside its records.
  var otherFields: [Value] {
    (root?.value.members ?? []).filter { $0.key != "comments" }.map { .mapping([$0]) }
  }

  fileprivate func otherFields(orFor name: String) -> [Value] {
    if root != nil { return otherFields }
    return [
      .mapping([.init("mrsf_version", .string("1.0"))]), .mapping([.init("document", .string(name))]),
    ]
  }
}

extension Emitter {
  /// A file name as one would write it by hand, where that is safe.
  func plainOrQuoted(_ name: String) -> String {
    let isSafe =
      name.utf8.allSatisfy { byte in
        (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A) || (byte >= 0x30 && byte <= 0x39) || "._-/".utf8.contains(byte)
      } && !name.looksLikeAnotherType
    return isSafe ? name : Self.quoted(name)
  }
}
