/// The threads of a file's annotations: for each annotation, the one that its thread begins with.
package struct Threads {
  private let annotations: [String: Annotation]

  /// Indexes annotations by id; the first counts where an id comes twice.
  package init(_ annotations: [Annotation]) {
    self.annotations = Dictionary(annotations.map { ($0.id, $0) }) { first, _ in first }
  }

  /// Whether it answers something that is there; what answers itself by a detour begins a thread.
  package func isReply(_ annotation: Annotation) -> Bool { first(of: annotation).id != annotation.id }

  /// Returns the first annotation of its thread: itself, where it answers nothing that is there.
  /// - Complexity: O(depth of the thread)
  package func first(of annotation: Annotation) -> Annotation {
    var first = annotation
    var seen: Set<String> = [annotation.id]
    while let above = first.replyTo.flatMap({ annotations[$0] }) {
      // In a ring each is a beginning of its own.
      guard seen.insert(above.id).inserted else { return annotation }
      first = above
    }
    return first
  }
}
