/// A row that a list has led to, and where the reader was before: Escape leads back there.
struct Arrival: Hashable, Sendable {
  var row: RowID
  var origin: RowID
  var focus: Screen.Pane

  /// Puts both rows where they are now; nil where one of them is gone.
  func relocated(_ map: Relocation) -> Arrival? {
    guard let row = map(row), let origin = map(origin) else { return nil }
    return Arrival(row: row, origin: origin, focus: focus)
  }
}

extension NotebookState {
  /// Gives the keys to the detail pane, where what can be done with an annotation is; Escape leads back to `origin` and
  /// the pane that had the keys there.
  mutating func arrive(from origin: RowID, _ focus: Screen.Pane) {
    outline.setArrival(Arrival(row: selection, origin: origin, focus: focus))
    screen.setFocus(.detail)
  }

  /// Goes back to where the reader came from, if they are still where a list has led them.
  mutating func leaveArrival() -> Bool {
    guard let arrival = outline.arrival else { return false }
    outline.setArrival(nil)
    guard arrival.row == selection else { return false }
    select(arrival.origin)
    screen.setFocus(arrival.focus)
    return true
  }
}
