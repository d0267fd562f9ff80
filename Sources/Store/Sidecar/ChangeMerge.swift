import Annotations

/// Carries a reader's changes over to what a sidecar says by now.
struct ChangeMerge {
  /// The changes that met with somebody else's, and their outcome.
  private(set) var conflicts: [SaveConflict] = []
  private let document: SidecarDocument
  /// The annotations that are changed, as they become; nil for those that go.
  private var changed: [String: Annotation?] = [:]
  /// The ids of those that the document does not have, in the order in which they came.
  private var added: [String] = []
  private let newID: @Sendable () -> String
  private let now: Timestamp

  init(_ document: SidecarDocument, environment: StoreEnvironment) {
    self.document = document
    newID = environment.newID
    now = environment.now()
  }

  mutating func apply(_ changes: [AnnotationChange]) {
    for change in changes {
      switch change {
      case .add(let annotation): add(annotation)
      case .replace(let new, let was): replace(new, was: was)
      case .delete(let annotation): delete(annotation)
      }
    }
  }

  /// The edits that have to be made for that, in the order of the file.
  func edits() -> [RecordEdit] {
    var edits: [RecordEdit] = []
    for index in changed.keys.compactMap({ document.index(of: $0) }).sorted() {
      let record = document.records[index]
      guard let annotation = current(record.id) else {
        edits.append(.delete(id: record.id))
        continue
      }
      if annotation != record.annotation { edits.append(ChangeMerge.edit(of: record, to: annotation)) }
    }
    for id in added {
      guard let annotation = current(id) else { continue }
      edits.append(.insert(id: id, members: RecordCodec.record(from: annotation), raw: nil))
    }
    return edits
  }

  /// The annotation with an id as it is by now; nil where there is none any more.
  private func current(_ id: String) -> Annotation? {
    if let annotation = changed[id] { return annotation }
    return document.record(id)?.annotation
  }

  /// The annotations of which something is true by now: those of the file in its order, then those that were added.
  private func all(
    where isWanted: (Annotation) -> Bool, record: (SidecarDocument.Record) -> Bool
  ) -> [Annotation] {
    var found: [Annotation] = []
    for other in document.records {
      if let annotation = changed[other.id] {
        if let annotation, isWanted(annotation) { found.append(annotation) }
      } else if record(other) {
        found.append(other.annotation)
      }
    }
    return found + added.compactMap(current).filter(isWanted)
  }

  // MARK: - One change

  private mutating func add(_ annotation: Annotation) {
    if let there = current(annotation.id) {
      if there != annotation { replace(annotation, was: there) }
      return
    }
    insert(annotation)
    let promoted = all(
      where: { $0.promotedFrom.last == annotation.id }, record: { $0.promotedFrom.last == annotation.id })
    for var reply in promoted {
      reply.promotedFrom.removeLast()
      reply.replyTo = annotation.id
      if reply.anchor == annotation.anchor { reply.anchor = Anchor(target: .file) }
      changed.updateValue(reply, forKey: reply.id)
    }
  }

  private mutating func insert(_ annotation: Annotation) {
    if changed.index(forKey: annotation.id) == nil, document.index(of: annotation.id) == nil {
      added.append(annotation.id)
    }
    changed.updateValue(annotation, forKey: annotation.id)
  }

  private mutating func replace(_ new: Annotation, was: Annotation) {
    guard let there = current(new.id) else {
      // Deleted by somebody else while it was being edited: what was written stays.
      insert(new)
      conflicts.append(.restored(new))
      return
    }
    if there == new { return }
    let merge = FieldMerge(base: table(was), ours: table(new), theirs: table(there))
    if merge.losesText {
      let reply = conflictReply(to: there, ours: new)
      if !hasSame(reply) { insert(reply) }
      conflicts.append(.bothChanged(theirs: there, ours: reply))
      return
    }
    let merged = RecordCodec.annotation(from: Value.mapping(merge.result.members), id: new.id)
    changed.updateValue(merged, forKey: new.id)
    if !merge.conflicts.isEmpty { conflicts.append(.kept(theirs: merged, ours: new)) }
  }

  private mutating func delete(_ annotation: Annotation) {
    guard let there = current(annotation.id) else { return }
    if !there.saysTheSame(as: annotation) {
      conflicts.append(.notDeleted(there))
      return
    }
    changed.updateValue(nil, forKey: annotation.id)
    let replies = all(where: { $0.replyTo == annotation.id }, record: { $0.replyTo == annotation.id })
    for var reply in replies {
      reply.replyTo = there.replyTo
      reply.promotedFrom.append(annotation.id)
      if !reply.anchor.isPlaced {
        let commit = reply.anchor.commit
        reply.anchor = there.anchor
        reply.anchor.commit = there.anchor.commit ?? commit
      }
      changed.updateValue(reply, forKey: reply.id)
    }
  }

  private func conflictReply(to there: Annotation, ours: Annotation) -> Annotation {
    var reply = Annotation(
      id: newID(), author: ours.author, timestamp: now.text, text: ours.text, type: ours.type,
      severity: ours.severity, replyTo: there.id, anchor: Anchor(target: .file))
    reply.isConflict = true
    return reply
  }

  /// A save that was tried again has left its reply already.
  private func hasSame(_ reply: Annotation) -> Bool {
    all(where: { $0.replyTo == reply.replyTo }, record: { $0.replyTo == reply.replyTo }).contains {
      $0.isConflict && $0.author == reply.author && $0.text.utf8.elementsEqual(reply.text.utf8)
    }
  }

  private func table(_ annotation: Annotation) -> FieldTable {
    FieldTable(.mapping(RecordCodec.record(from: annotation)))
  }

  // MARK: - Into fields

  /// Only what differs; fields that this program does not know stay, those inside `x_gloss`, too.
  static func edit(of record: SidecarDocument.Record, to annotation: Annotation) -> RecordEdit {
    let before = FieldTable(.mapping(RecordCodec.record(from: record.annotation)))
    let after = FieldTable(.mapping(RecordCodec.record(from: annotation)))
    var table = FieldTable(record.value)
    for key in before.order where after[key] == nil { table[key] = nil }
    for key in after.order where after[key] != before[key] { table[key] = after[key] }
    if before["selected_text"] != after["selected_text"], record.value["selected_text_hash"] != nil {
      let hash = annotation.anchor.selectedText.map { SHA256.hexadecimal(Array($0.utf8)) }
      table["selected_text_hash"] = hash.map(Value.string)
    }
    return edit(of: record, to: table.members)
  }

  /// The fields in which a record differs from what it should say.
  static func edit(of record: SidecarDocument.Record, to members: [Value.Member]) -> RecordEdit {
    let wanted = Value.mapping(members)
    let changed = members.filter { record.value[$0.key] != $0.value }
    let removed = record.value.members.map(\.key).filter { wanted[$0] == nil }
    return .set(id: record.id, fields: changed, removing: removed)
  }
}

/// The outcome of a change that met with somebody else's.
package enum SaveConflict: Hashable, Sendable {
  /// Both changed the text: theirs stays, ours is a reply to it.
  case bothChanged(theirs: Annotation, ours: Annotation)
  /// Both changed something else than the text: theirs stays.
  case kept(theirs: Annotation, ours: Annotation)
  /// Somebody else deleted what we changed: it is there again.
  case restored(Annotation)
  /// Somebody else changed what we deleted: it stays.
  case notDeleted(Annotation)
}

extension Anchor {
  /// Whether it has a targeting field of its own (MRSF 1.0 section 7.1).
  package var isPlaced: Bool {
    line != nil || endLine != nil || startColumn != nil || endColumn != nil || selectedText != nil
  }
}
