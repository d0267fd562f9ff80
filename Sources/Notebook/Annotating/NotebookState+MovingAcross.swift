import Annotations
import Outline

/// Cutting an annotation with its replies and pasting it: at another topic, or in other notes.
extension NotebookState {
  /// Takes an annotation up, to be pasted.
  mutating func cut(_ annotation: Annotation, in file: FileID, isReview: Bool = false) {
    annotating.setCut(
      Annotating.Cut(
        annotation: annotation.id, file: file, thread: thread(of: annotation, in: file), isReview: isReview))
    // Rows are walked to where it belongs, whichever pane the review came from.
    if isReview { screen.setFocus(.outline) }
    say(isReview ? .placeByWalking : .cut)
  }

  /// An annotation, and what answers it, as they are once everything that was asked of the disk is done.
  func thread(of annotation: Annotation, in file: FileID) -> [Annotation] {
    let all = (documents[file]?.annotations ?? []).compactMap { expected($0.id, in: file) }
    let threads = Threads(all)
    return [annotation] + all.filter { $0.id != annotation.id && threads.first(of: $0).id == annotation.id }
  }

  mutating func pasteAnnotation(_ context: UpdateContext) -> [Effect] {
    guard let cut = annotating.cut else {
      say(.nothingCut)
      return []
    }
    guard let document = selectedDocument else {
      say(failures[selection.file].map { .unreadable($0) } ?? .folderNotAnnotatable)
      return []
    }
    if document.isPartial {
      say(.restBeingRead)
      return []
    }
    guard cut.file != selection.file else { return pasteHere(cut, in: document, context) }
    guard tree[selection.file].path != "-", tree[cut.file].path != "-" else {
      say(.inputNotAnnotatable)
      return []
    }
    annotating.forgetCut()
    let anchor = Anchor(of: targetTopic, in: document.outline, blob: document.blob)
    return move(cut.annotation, from: cut.file, to: selection.file, at: anchor, else: cut.thread, context)
  }

  private mutating func pasteHere(
    _ cut: Annotating.Cut, in document: Document, _ context: UpdateContext
  ) -> [Effect] {
    annotating.forgetCut()
    guard let entry = document.index.entry(cut.annotation), let annotation = expected(cut.annotation, in: cut.file)
    else {
      say(.nothingCut)
      return []
    }
    if case .refuse(let refusal) = life(of: entry, in: document).after(.move).consequence {
      refuse(refusal)
      return []
    }
    var moved = annotation
    if cut.isReview {
      moved.confirm(targetTopic, in: document.outline, blob: document.blob)
    } else {
      moved.anchor = Anchor(of: targetTopic, in: document.outline, blob: document.blob)
      moved.orphanKept = nil
    }
    return save(
      [.replace(moved, was: annotation)], in: selection.file, done: cut.isReview ? "attached here" : "moved here",
      context)
  }

  /// Moves an annotation with its replies into other notes. It is written there first, and removed here only when that
  /// is on the disk: in both at worst, never in neither.
  ///
  /// - Parameter known: The thread as it was, for where its file is closed by now.
  mutating func move(
    _ id: String, from file: FileID, to other: FileID, at anchor: Anchor, else known: [Annotation] = [],
    _ context: UpdateContext
  ) -> [Effect] {
    var thread = known
    if documents[file] != nil {
      guard let annotation = expected(id, in: file) else {
        say(.nothingCut)
        return []
      }
      thread = self.thread(of: annotation, in: file)
    }
    guard !thread.isEmpty else { return [] }
    let origin = relativePath(of: tree[file].path, from: tree[other].path)
    let added = thread.map { annotation -> AnnotationChange in
      var moved = annotation
      moved.anchor = anchor
      moved.movedFrom = origin
      moved.orphanKept = nil
      // An earlier move may have been interrupted.
      return expected(id, in: other).flatMap { there in
        there.id == moved.id ? AnnotationChange.replace(moved, was: there) : nil
      } ?? .add(moved)
    }
    say(.saving)
    let rest = PendingSave.Next(
      file: file, changes: thread.reversed().map(AnnotationChange.delete), counterpart: tree[other].path)
    return [
      annotating.save(
        added, in: other, done: "moved to \(tree[other].name)", clearing: nil, step: context.freshID,
        counterpart: tree[file].path, followedBy: rest)
    ]
  }
}

/// The path of a file as it is called beside another one.
package func relativePath(of path: String, from other: String) -> String {
  let names = path.split(separator: "/", omittingEmptySubsequences: true)
  let folders = other.split(separator: "/", omittingEmptySubsequences: true).dropLast()
  guard path.hasPrefix("/") == other.hasPrefix("/") else { return path }
  let shared = zip(names.dropLast(), folders).prefix { $0 == $1 }.count
  let up = Array(repeating: "..", count: folders.count - shared)
  return (up + names.dropFirst(shared).map(String.init)).joined(separator: "/")
}
