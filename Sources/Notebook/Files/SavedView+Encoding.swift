/// The rows of texts that a saved view is kept as: what it is first, then its fields.
extension SavedView {
  /// The rows that `init(rows:)` reads: a kind of row, then its fields.
  package var rows: [[String]] {
    var rows = [["share", String(Int((outlineShare * 1000).rounded()))], ["selection"] + selection.fields]
    if let zoom { rows.append(["zoom"] + zoom.fields) }
    if let arrangement { rows.append(["arrangement", arrangement]) }
    if let theme { rows.append(["theme", theme]) }
    if let context { rows.append(["context", context ? "on" : "off"]) }
    if let wrapping { rows.append(["wrap", wrapping]) }
    if let scroll {
      let detail = scroll.detail.map { [String($0), String(scroll.detailRowsAbove)] } ?? []
      rows.append(["scroll", String(scroll.rowsAbove)] + detail)
    }
    for (name, file) in files.sorted(by: { $0.key < $1.key }) {
      rows.append(["file", name, file.isFolded ? "folded" : "unfolded", String(file.level)])
      rows += file.folded.map { ["folded"] + $0.fields }
      rows += file.unfolded.map { ["unfolded"] + $0.fields }
    }
    return rows
  }

  /// Nil where the rows don't say where the reader was; rows that make no sense are left out.
  package init?(rows: [[String]]) {
    var selection: PlaceMemory?
    var zoom: PlaceMemory?
    var arrangement: String?
    var theme: String?
    var scroll: Scroll?
    var context: Bool?
    var wrapping: String?
    var share = 400
    var files: [String: FileMemory] = [:]
    var file: String?
    for row in rows {
      let fields = row.dropFirst()
      switch row.first {
      case "share": share = fields.first.flatMap { Int($0) } ?? share
      case "selection": selection = PlaceMemory(fields)
      case "zoom": zoom = PlaceMemory(fields)
      case "arrangement": arrangement = fields.first
      case "theme": theme = fields.first
      case "wrap": wrapping = fields.first
      case "context": context = fields.first.flatMap { ["on": true, "off": false][$0] }
      case "scroll":
        let numbers = fields.compactMap { Int($0) }.filter { $0 >= 0 }
        guard numbers.count == fields.count, [1, 3].contains(numbers.count) else { continue }
        scroll =
          numbers.count == 1
          ? Scroll(rowsAbove: numbers[0])
          : Scroll(rowsAbove: numbers[0], detail: numbers[1], detailRowsAbove: min(numbers[2], 1_000))
      case "file":
        guard row.count == 4, let level = Int(row[3]) else { continue }
        file = row[1]
        files[row[1]] = FileMemory(isFolded: row[2] == "folded", level: level, folded: [], unfolded: [])
      case "folded":
        if let file, let place = PlaceMemory(fields) { files[file]?.folded.append(place) }
      case "unfolded":
        if let file, let place = PlaceMemory(fields) { files[file]?.unfolded.append(place) }
      case _: continue
      }
    }
    guard let selection else { return nil }
    self.init(
      selection: selection, zoom: zoom, files: files, outlineShare: Double(share) / 1000, arrangement: arrangement,
      theme: theme, scroll: scroll, context: context, wrapping: wrapping)
  }
}

extension SavedView.PlaceMemory {
  fileprivate var fields: [String] { [file, String(line)] + path }

  fileprivate init?(_ fields: ArraySlice<String>) {
    let fields = Array(fields)
    guard fields.count >= 2, let line = Int(fields[1]) else { return nil }
    self.init(file: fields[0], path: Array(fields[2...]), line: line)
  }
}
