/// A reader's remark beside a topic, a quotation inside one, or a whole file.
package struct Annotation: Identifiable, Hashable, Sendable {
  /// Globally unique and never changed: a ULID for our own, whatever it is for those of other programs.
  package var id: String
  /// Free text, by convention `Name (identifier)`.
  package var author: String
  /// The time of its making: RFC 3339 with an offset, as written.
  package var timestamp: String
  /// Plain text, 1 to `maximumTextLength` characters (Unicode scalars).
  package var text: String
  /// The type; nil for a plain note.
  package var type: AnnotationType?
  /// The severity; nil where none was given.
  package var severity: Severity?
  /// Whether the reader has settled it.
  package var isResolved: Bool
  /// The annotation that this one answers.
  package var replyTo: String?
  /// The place that it speaks of.
  package var anchor: Anchor
  /// The time of the last change of its text: RFC 3339; nil when it never was changed.
  package var edited: String?
  /// It holds our words of a record that somebody else changed at the same time; `replyTo` names that record.
  package var isConflict = false
  /// The source's blob for which its reader kept it as an orphan.
  package var orphanKept: String?
  /// The program, and the text or address there, that it was taken over from.
  package var importedFrom: String?
  /// The notes that it belonged to before it was moved to these.
  package var movedFrom: String?
  /// The deleted annotations that this one answered before it was promoted, the latest last.
  package var promotedFrom: [String] = []

  /// As MRSF 1.0 section 6.1 advises.
  package static let maximumTextLength = 16_384

  /// Creates an annotation that was never edited, moved or imported.
  package init(
    id: String, author: String, timestamp: String, text: String, type: AnnotationType? = nil,
    severity: Severity? = nil, isResolved: Bool = false, replyTo: String? = nil, anchor: Anchor
  ) {
    self.id = id
    self.author = author
    self.timestamp = timestamp
    self.text = text
    self.type = type
    self.severity = severity
    self.isResolved = isResolved
    self.replyTo = replyTo
    self.anchor = anchor
  }
}

/// The kind of a remark: one of MRSF's words or the reader's own.
package struct AnnotationType: RawRepresentable, Hashable, Sendable {
  /// The word as it is in the sidecar.
  package var rawValue: String
  /// Creates a type from any word; all are allowed.
  package init(rawValue: String) { self.rawValue = rawValue }
  /// Creates a type from any word; all are allowed.
  package init(_ rawValue: String) { self.rawValue = rawValue }

  /// Something that the reader wants answered (MRSF).
  package static let question = AnnotationType("question")
  /// A fault in the text (MRSF).
  package static let issue = AnnotationType("issue")
  /// Another wording (MRSF).
  package static let suggestion = AnnotationType("suggestion")
  /// Something that is hard to understand (MRSF).
  package static let clarity = AnnotationType("clarity")
  /// Something that may be wrong (MRSF).
  package static let accuracy = AnnotationType("accuracy")
  /// A matter of style (MRSF).
  package static let style = AnnotationType("style")
  /// Something that is to be done.
  package static let todo = AnnotationType("todo")
  /// A thought to keep.
  package static let idea = AnnotationType("idea")
  /// The right text for a wrong one.
  package static let correction = AnnotationType("correction")
  /// The answer to a question.
  package static let answer = AnnotationType("answer")
  /// The words of those who take notes, then those that MRSF suggests, in the order in which they are offered.
  package static let offered: [AnnotationType] = [
    .question, .todo, .idea, .correction, .answer, .issue, .suggestion, .clarity, .accuracy, .style,
  ]
  /// Those that MRSF suggests.
  package static let known: [AnnotationType] = [.question, .issue, .suggestion, .clarity, .accuracy, .style]
}

/// The weight of a remark, as MRSF names it, least first.
package enum Severity: String, CaseIterable, Hashable, Sendable {
  case low, medium, high
}
