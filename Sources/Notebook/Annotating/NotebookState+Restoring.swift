import Annotations
import Outline

/// Words of the reader's that somebody else wrote over at the same time: records that were left out, and texts that
/// both
/// have changed.
extension NotebookState {
  /// Offers to put back what another program's write left out of a file.
  mutating func offerMissing(_ id: String? = nil, in file: FileID) {
    guard let document = documents[file],
      let annotation = document.missing.first(where: { id == nil || $0.id == id })
    else { return }
    let items = [
      ListOverlay.Item(
        title: "restore it", note: "where it was", value: .restore(true), key: "r", text: annotation.text),
      ListOverlay.Item(
        title: "let it go", note: "it is not asked about again", value: .restore(false), key: "l", text: annotation.text
      ),
    ]
    overlays.push(
      .list(
        ListOverlay(
          purpose: .missing(annotation: annotation.id, file),
          title: "Left out by another program: \(NotebookState.oneLine(annotation.text).prefix(60))", all: items,
          shown: items)))
  }

  mutating func restore(_ id: String, in file: FileID, _ isWanted: Bool, _ context: UpdateContext) -> [Effect] {
    guard let annotation = documents[file]?.missing.first(where: { $0.id == id }) else { return [] }
    if isWanted { return save([.add(annotation)], in: file, done: "restored", context) }
    say(.letGo)
    return [.letGo([id], file)]
  }

  /// Offers what to do about a reply that holds the reader's own words of a text that somebody else changed, too.
  func conflictList(of reply: Annotation, in document: Document) -> ListOverlay? {
    guard let parent = reply.replyTo.flatMap(document.annotation) else { return nil }
    let (theirs, mine) = (NotebookState.oneLine(parent.text), NotebookState.oneLine(reply.text))
    let items = [
      ListOverlay.Item(
        title: "theirs: \(theirs)", note: "yours goes", value: .conflict(.theirs), key: "t", text: parent.text),
      ListOverlay.Item(
        title: "yours: \(mine)", note: "theirs goes", value: .conflict(.ours), key: "y", text: reply.text),
      ListOverlay.Item(
        title: "both", note: "yours stays a reply", value: .conflict(.both), key: "b",
        text: parent.text + "\n\n" + reply.text),
    ]
    return ListOverlay(
      purpose: .conflict(annotation: reply.id), title: "Both of you changed it", all: items, shown: items,
      origin: snapshot)
  }

  mutating func settleConflict(_ id: String, _ answer: ListOverlay.ConflictAnswer, _ context: UpdateContext) -> [Effect]
  {
    guard let document = selectedDocument, let reply = document.annotation(id),
      let parent = reply.replyTo.flatMap(document.annotation)
    else { return [] }
    switch answer {
    case .theirs: return save([.delete(reply)], in: selection.file, done: "theirs stays", context)
    case .ours:
      var changed = parent
      changed.text = reply.text
      return save([.replace(changed, was: parent), .delete(reply)], in: selection.file, done: "yours it is", context)
    case .both:
      var changed = reply
      changed.isConflict = false
      return save([.replace(changed, was: reply)], in: selection.file, done: "both stay", context)
    }
  }
}
