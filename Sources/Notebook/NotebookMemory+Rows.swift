/// How a notebook was left, as rows of texts: what it is first, then its fields.
extension NotebookMemory {
  package var rows: [[String]] {
    var rows = [["share", String(Int((outlineShare * 1000).rounded()))], ["selection"] + selection.fields]
    if let zoom { rows.append(["zoom"] + zoom.fields) }
    if let arrangement { rows.append(["arrangement", arrangement]) }
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
      case "file":
        guard row.count == 4, let level = Int(row[3]) else { continue }
        file = row[1]
        files[row[1]] = FileMemory(isFolded: row[2] == "folded", level: level, folded: [], unfolded: [])
      case "folded":
        if let file, let place = PlaceMemory(fields) { files[file]?.folded.append(place) }
      case "unfolded":
        if let file, let place = PlaceMemory(fields) { files[file]?.unfolded.append(place) }
      default: continue
      }
    }
    guard let selection else { return nil }
    self.init(
      selection: selection, zoom: zoom, files: files, outlineShare: Double(share) / 1000, arrangement: arrangement)
  }
}

extension NotebookMemory.PlaceMemory {
  fileprivate var fields: [String] { [file, String(line)] + path }

  fileprivate init?(_ fields: ArraySlice<String>) {
    let fields = Array(fields)
    guard fields.count >= 2, let line = Int(fields[1]) else { return nil }
    self.init(file: fields[0], path: Array(fields[2...]), line: line)
  }
}
