/// What outlives a session whichever notebook it showed.
struct ProgramMemory {
  /// Where the notebook that was open last is.
  var lastNotebook: String
  /// The theme that the reader chose, if any.
  var theme: String?

  init(lastNotebook: String, theme: String?) {
    self.lastNotebook = lastNotebook
    self.theme = theme
  }

  init?(rows: [[String]]) {
    func value(_ name: String) -> String? { rows.first { $0.count == 2 && $0[0] == name }?[1] }
    guard let notebook = value("notebook") else { return nil }
    self.init(lastNotebook: notebook, theme: value("theme"))
  }

  var rows: [[String]] { [["notebook", lastNotebook]] + (theme.map { [["theme", $0]] } ?? []) }
}
