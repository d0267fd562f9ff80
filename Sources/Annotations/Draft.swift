/// Text that somebody began to write and has not saved: it outlives its topic, its file and the program.
package struct Draft: Identifiable, Hashable, Sendable {
  /// The thing that the text is to become.
  package enum Purpose: Hashable, Sendable {
    case new
    /// Another text for the annotation with this id.
    case edit(String)
    case reply(to: String)
  }

  /// A ULID; the annotation that comes of a `new` or `reply` draft takes it over.
  package var id: String
  /// The thing that the text is to become.
  package var purpose: Purpose
  /// The text so far; may be empty.
  package var text: String
  /// Nil is a note.
  package var type: AnnotationType?
  /// Nil where the reader gave none.
  package var severity: Severity?
  /// The place it speaks of; for an edit, the annotation's own.
  package var anchor: Anchor
  /// The time of the last change: RFC 3339.
  package var timestamp: String
  /// For an edit, the annotation as it was when the edit began: what is saved is told from what others did since by it.
  package var original: Annotation?

  /// Creates a draft.
  package init(
    id: String, purpose: Purpose, text: String = "", type: AnnotationType? = nil, severity: Severity? = nil,
    anchor: Anchor, timestamp: String, original: Annotation? = nil
  ) {
    self.id = id
    self.purpose = purpose
    self.text = text
    self.type = type
    self.severity = severity
    self.anchor = anchor
    self.timestamp = timestamp
    self.original = original
  }
}
