/// The state that is stored over all notebooks, whichever of them was shown.
struct AppState {
  /// The notebook that was open last, as it is remembered: absolute paths, joined with ":" where they are several.
  var lastNotebook: String

  init(lastNotebook: String) { self.lastNotebook = lastNotebook }

  init?(rows: [[String]]) {
    guard let row = rows.first(where: { $0.count == 2 && $0[0] == "notebook" }) else { return nil }
    self.init(lastNotebook: row[1])
  }

  var rows: [[String]] { [["notebook", lastNotebook]] }
}
