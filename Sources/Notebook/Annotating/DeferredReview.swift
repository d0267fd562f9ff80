/// An annotation that the reader was led to for review, and that can be offered only when its note is open.
struct DeferredReview: Hashable, Sendable {
  var id: String
  /// The row and the pane that they were in before.
  var origin: RowID
  var focus: Screen.Pane
}
