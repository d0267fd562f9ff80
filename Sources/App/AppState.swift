/// What outlives a loop whichever notebook it showed.
struct AppState {
  /// Where the notebook that was open last is.
  var lastNotebook: String

  init(lastNotebook: String) { self.lastNotebook = lastNotebook }

  init?(rows: [[String]]) {
    guard let row = rows.first(where: { $0.count == 2 && $0[0] == "notebook" }) else { return nil }
    self.init(lastNotebook: row[1])
  }

  var rows: [[String]] { [["notebook", lastNotebook]] }
}
