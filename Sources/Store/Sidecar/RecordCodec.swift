import Annotations

/// Turns MRSF records into annotations and back (MRSF 1.0 section 6; what is ours alone under `x_gloss`).
enum RecordCodec {
  /// The order in which fields are written, as the reference implementation writes them.
  static let fieldOrder = [
    "id", "author", "timestamp", "text", "type", "severity", "resolved", "reply_to", "line", "end_line",
    "start_column", "end_column", "selected_text", "selected_text_hash", "anchored_text", "commit", "x_gloss",
  ]

  static let extensionKey = "x_gloss"

  static func annotation(from record: some FieldContainer, id: String) -> Annotation {
    let extra = record[extensionKey]
    var annotation = Annotation(
      id: id,
      author: record["author"]?.text ?? "",
      timestamp: record["timestamp"]?.text ?? "",
      text: record["text"]?.text ?? "",
      type: record["type"]?.presentText.map { AnnotationType(rawValue: $0) },
      severity: record["severity"]?.text.flatMap(Severity.init),
      isResolved: record["resolved"]?.flag ?? false,
      replyTo: record["reply_to"]?.presentText,
      anchor: anchor(from: record, extra: extra))
    guard let extra else { return annotation }
    annotation.edited = extra["edited"]?.text
    annotation.isConflict = extra["conflict"]?.flag ?? false
    annotation.orphanKept = extra["orphan_kept"]?.text
    annotation.importedFrom = extra["imported_from"]?.text
    annotation.movedFrom = extra["moved_from"]?.text
    annotation.promotedFrom = extra["promoted_from"]?.texts ?? []
    annotation.anchor.confirmed = (extra["anchors"]?.list ?? []).map { anchor(from: $0, extra: $0) }
    return annotation
  }

  /// The fields of a record; what MRSF does not name stands in the last, `x_gloss`.
  static func record(from annotation: Annotation) -> [Value.Member] {
    var record: [Value.Member] = [
      .init("id", .string(annotation.id)),
      .init("author", .string(annotation.author)),
      .init("timestamp", .string(annotation.timestamp)),
      .init("text", .string(annotation.text)),
    ]
    record.add("type", annotation.type?.rawValue)
    record.add("severity", annotation.severity?.rawValue)
    record.append(.init("resolved", .flag(annotation.isResolved)))
    record.add("reply_to", annotation.replyTo)
    record.add(place: annotation.anchor)
    record.add("commit", annotation.anchor.commit)

    var extra: [Value.Member] = []
    extra.add(evidence: annotation.anchor)
    extra.add("edited", annotation.edited)
    if annotation.isConflict { extra.append(.init("conflict", .flag(true))) }
    extra.add("orphan_kept", annotation.orphanKept)
    extra.add("moved_from", annotation.movedFrom)
    extra.add("imported_from", annotation.importedFrom)
    if !annotation.promotedFrom.isEmpty {
      extra.append(.init("promoted_from", .sequence(annotation.promotedFrom.map(Value.string))))
    }
    if !annotation.anchor.confirmed.isEmpty {
      let anchors = annotation.anchor.confirmed.map { anchor in
        var members: [Value.Member] = []
        members.add(place: anchor)
        members.add(evidence: anchor)
        return Value.mapping(members)
      }
      extra.append(.init("anchors", .sequence(anchors)))
    }
    if !extra.isEmpty { record.append(.init(extensionKey, .mapping(extra))) }
    return record
  }

  private static func anchor<Record: FieldContainer>(from record: Record, extra: Record?) -> Anchor {
    var anchor = Anchor(
      target: .file,
      line: record["line"]?.number,
      endLine: record["end_line"]?.number,
      startColumn: record["start_column"]?.number,
      endColumn: record["end_column"]?.number,
      selectedText: record["selected_text"]?.presentText,
      commit: record["commit"]?.presentText,
      evidence: extra.flatMap { evidence(from: $0) })
    anchor.target = extra?["target"]?.text.flatMap(Anchor.Target.init) ?? anchor.usualTarget
    anchor.anchoredText = record["anchored_text"]?.presentText
    return anchor
  }

  private static func evidence(from extra: some FieldContainer) -> Anchor.Evidence? {
    guard let path = extra["path"]?.list else { return nil }
    return Anchor.Evidence(
      path: path.compactMap(\.text),
      previousSibling: extra["previous"]?.text,
      nextSibling: extra["next"]?.text,
      ordinal: extra["ordinal"]?.number ?? 1,
      samePath: extra["twins"]?.number ?? 1,
      blob: extra["blob"]?.text,
      children: extra["children"]?.texts ?? [],
      childCount: extra["child_count"]?.number ?? 0,
      subtree: extra["subtree"]?.text,
      sameText: extra["copies"]?.number ?? 1,
      sameContext: extra["doubles"]?.number ?? 1,
      level: extra["level"]?.number,
      isContentsEntry: extra["contents_entry"]?.flag ?? false,
      prefix: extra["prefix"]?.text,
      suffix: extra["suffix"]?.text)
  }
}

extension [Value.Member] {
  fileprivate mutating func add(_ key: String, _ text: String?) {
    if let text { append(.init(key, .string(text))) }
  }

  fileprivate mutating func add(_ key: String, _ number: Int?) {
    if let number { append(.init(key, .number(number))) }
  }

  fileprivate mutating func add(place anchor: Anchor) {
    add("line", anchor.line)
    add("end_line", anchor.endLine)
    add("start_column", anchor.startColumn)
    add("end_column", anchor.endColumn)
    add("selected_text", anchor.selectedText)
    add("anchored_text", anchor.anchoredText)
  }

  fileprivate mutating func add(evidence anchor: Anchor) {
    if anchor.evidence != nil || anchor.target != anchor.usualTarget {
      append(.init("target", .string(anchor.target.rawValue)))
    }
    guard let evidence = anchor.evidence else { return }
    append(.init("path", .sequence(evidence.path.map(Value.string))))
    add("previous", evidence.previousSibling)
    add("next", evidence.nextSibling)
    append(.init("ordinal", .number(evidence.ordinal)))
    append(.init("twins", .number(evidence.samePath)))
    add("blob", evidence.blob)
    if !evidence.children.isEmpty { append(.init("children", .sequence(evidence.children.map(Value.string)))) }
    if evidence.childCount != 0 { add("child_count", evidence.childCount) }
    add("subtree", evidence.subtree)
    if evidence.sameText != 1 { add("copies", evidence.sameText) }
    if evidence.sameContext != 1 { add("doubles", evidence.sameContext) }
    add("level", evidence.level)
    if evidence.isContentsEntry { append(.init("contents_entry", .flag(true))) }
    add("prefix", evidence.prefix)
    add("suffix", evidence.suffix)
  }
}

extension Anchor {
  /// The target by MRSF's own fields alone (MRSF 1.0 section 7.2).
  fileprivate var usualTarget: Target {
    startColumn != nil && endColumn != nil ? .quote : line != nil || selectedText != nil ? .topic : .file
  }
}
