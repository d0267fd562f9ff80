import Annotations

extension Query {
  /// A condition on what a topic, an annotation or a file is, rather than on its words.
  package enum Condition: Hashable, Sendable {
    /// Annotations of this type; a plain one is a `note`. In small letters.
    case type(String)
    /// Annotations of an author whose name holds this. Folded.
    case author(String)
    /// Files with this in their path from the notebook's folder. Folded; with `*`, `?` or `[` a glob.
    case path(String)
    /// Topics at or below one whose title holds the last of these, which is below one that holds the one before.
    case inside([Needle])
    /// Headings of these levels.
    case level(ClosedRange<Int>)
    /// Topics with code in this language. In small letters.
    case language(String)
    case state(State)
    case feature(Feature)
    case before(QueryDate)
    case after(QueryDate)
  }

  /// A state of a topic or of an annotation.
  package enum State: String, CaseIterable, Hashable, Sendable {
    // Of annotations.
    case open, resolved, orphan, review, draft
    // Of topics, by what the reader has read.
    case unread, again, changed
    // Of topics that are tasks.
    case todo, doing, done
    // Of annotations, by how their places were found again: the states of `Placement`.
    case exact, moved, edited, confirm, ambiguous

    /// Whether it is one of annotations.
    package var isOfAnnotations: Bool {
      switch self {
      case .open, .resolved, .orphan, .review, .draft, .exact, .moved, .edited, .confirm, .ambiguous: true
      case .unread, .again, .changed, .todo, .doing, .done: false
      }
    }
  }

  /// Something that a topic's own text may have.
  package enum Feature: String, CaseIterable, Hashable, Sendable {
    case note, code, link, table, image, math
  }
}

extension Query.Condition {
  /// Whether only annotations can fulfil it.
  var isOfAnnotations: Bool {
    switch self {
    case .type, .author: true
    case .state(let state): state.isOfAnnotations
    case .path, .inside, .level, .language, .feature, .before, .after: false
    }
  }
}
