import YAML

/// Makes one sidecar of two that grew from the same one, record by record.
enum SidecarMerge {
  /// `theirs`, with what `ours` changed since `base` carried over to it.
  ///
  /// Both changed the same text: theirs stays and ours becomes a reply. Deleted on one side and changed on the
  /// other: the change stays. Replies to what was deleted are promoted (MRSF 1.0 section 9.1).
  /// - Throws: `.unsupportedStyle` where `theirs` is written in a way that cannot be edited safely.
  static func merge(
    base: SidecarDocument, ours: SidecarDocument, theirs: SidecarDocument, environment: StoreEnvironment
  ) throws(StoreError) -> SidecarDocument {
    let plan = plan(base: base, ours: ours, theirs: theirs, environment: environment)
    return try SidecarEditor.apply(
      plan, to: theirs, documentName: ours.document ?? base.document ?? split(theirs.path).name)
  }

  private static func plan(
    base: SidecarDocument, ours: SidecarDocument, theirs: SidecarDocument, environment: StoreEnvironment
  ) -> [RecordEdit] {
    var tables: [String: FieldTable] = [:]
    var deleted: [String: Value] = [:]
    var added: [SidecarDocument.Record] = []
    var replies: [(id: String, members: [Value.Member])] = []
    for record in theirs.records { tables[record.id] = FieldTable(record.value) }
    for record in ours.records {
      let (was, there) = (base.record(record.id)?.value, theirs.record(record.id)?.value)
      if was == record.value { continue }
      guard let there else {
        added.append(record)
        continue
      }
      let merge = FieldMerge(base: FieldTable(was), ours: FieldTable(record.value), theirs: FieldTable(there))
      if merge.losesText {
        let reply = conflictReply(record.value, environment)
        let isThereAlready = theirs.records.contains {
          $0.annotation.isConflict && $0.annotation.replyTo == record.id && $0.value["text"] == record.value["text"]
        }
        if !isThereAlready { replies.append(reply) }
      } else {
        tables[record.id] = merge.result
      }
    }
    for record in base.records where ours.record(record.id) == nil {
      guard let there = theirs.record(record.id), there.value == record.value else { continue }
      deleted[record.id] = record.value
    }
    for record in base.records where theirs.record(record.id) == nil && ours.record(record.id)?.value == record.value {
      deleted[record.id] = record.value
    }
    for (id, var table) in tables where deleted[id] == nil {
      promote(&table, deleted)
      tables[id] = table
    }
    var edits: [RecordEdit] = theirs.records.compactMap { record in
      if deleted[record.id] != nil { return .delete(id: record.id) }
      guard let table = tables[record.id], table != FieldTable(record.value) else { return nil }
      return ChangeMerge.edit(of: record, to: table.members)
    }
    edits += added.map { record in
      var table = FieldTable(record.value)
      promote(&table, deleted)
      let isUnchanged = table == FieldTable(record.value)
      return .insert(id: record.id, members: table.members, raw: isUnchanged ? ours.raw(record) : nil)
    }
    return edits + replies.map { .insert(id: $0.id, members: $0.members, raw: nil) }
  }

  private static func conflictReply(
    _ ours: Value, _ environment: StoreEnvironment
  ) -> (id: String, members: [Value.Member]) {
    let id = environment.newID()
    var members: [Value.Member] = [.init("id", .string(id))]
    for key in ["author", "timestamp", "text", "type", "severity"] {
      if let value = ours[key] { members.append(.init(key, value)) }
    }
    members += [
      .init("resolved", .flag(false)),
      .init("reply_to", .string(ours["id"]?.text ?? "")),
      .init(RecordCodec.extensionKey, .mapping([.init("conflict", .flag(true))])),
    ]
    return (id, members)
  }

  /// Hangs a reply whose parent is gone on what its parent answered; rings of replies end somewhere.
  private static func promote(_ table: inout FieldTable, _ deleted: [String: Value]) {
    let places = ["line", "end_line", "start_column", "end_column", "selected_text"]
    for _ in deleted {
      guard let parent = table["reply_to"]?.presentText.flatMap({ deleted[$0] }) else { return }
      if places.allSatisfy({ table[$0] == nil }) {
        for place in places { table[place] = parent[place] }
      }
      table["reply_to"] = parent["reply_to"]
    }
  }
}

extension SidecarDocument {
  /// The lines of a record in a block sequence, for copying it into another file of the same style.
  func raw(_ record: Record) -> RecordEdit.RawRecord? {
    guard let list = comments, syntax == .yaml, !list.isFlow else { return nil }
    let dash = lines.start(ofLineAt: record.range.lowerBound)
    let line = bytes[clampedRange(dash, record.range.lowerBound)]
    let column = lines.column(of: list.range.lowerBound) - 1
    guard line.prefix(while: { $0 == 0x20 }).count == column, line.dropFirst(column).starts(with: "- ".utf8) else {
      return nil
    }
    let end = lines.end(ofLineAt: record.range.upperBound)
    if bytes[clampedRange(dash, end)].contains(0x0D) { return nil }
    return RecordEdit.RawRecord(bytes: Array(bytes[clampedRange(dash, end)]), dashColumn: column)
  }
}
