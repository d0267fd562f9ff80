/// Reads the records that can be read of a YAML sidecar that cannot be read whole, for showing them.
enum Salvage {
  static func records(_ lines: LineIndex, path: String) -> [SidecarDocument.Record] {
    var records: [SidecarDocument.Record] = []
    for chunk in chunks(lines) {
      let text = LineIndex(Array(lines.bytes[chunk]))
      guard let root = try? YAMLReader.read(text, path: path), let item = root.items.first,
        root.items.count == 1, let id = item.value["id"]?.presentText, !id.isEmpty
      else { continue }
      records.append(
        SidecarDocument.Record(
          id: id, value: item.value, annotation: RecordCodec.annotation(from: item.value, id: id),
          line: lines.position(of: chunk.lowerBound).line, located: item))
    }
    return records
  }

  /// The lines from one dash to the next at the same column, below `comments:`.
  private static func chunks(_ lines: LineIndex) -> [Range<Int>] {
    var starts: [Int] = []
    var ends: [Int] = []
    var column: Int?
    var isInside = false
    for start in lines.starts {
      let line = lines.bytes[start..<lines.end(ofLineAt: start)]
      if line.starts(with: "comments:".utf8) {
        isInside = true
        continue
      }
      if isInside, let first = line.first, ![0x20, 0x0A, 0x0D].contains(first),
        !"-#".utf8.contains(first) || line.starts(with: "---".utf8)
      {
        // A conflict marker, another document, a field of the file: no part of a record.
        ends.append(start)
        continue
      }
      let dash = line.firstIndex { $0 != 0x20 } ?? line.endIndex
      guard isInside, dash < line.endIndex, line[dash] == UInt8(ascii: "-"), line[dash...].dropFirst().first == 0x20
      else { continue }
      if column == nil { column = dash - start }
      if column == dash - start { starts.append(start) }
    }
    return starts.enumerated().map { index, start in
      let next = index + 1 < starts.count ? starts[index + 1] : lines.bytes.count
      return start..<(ends.first { $0 > start && $0 < next } ?? next)
    }
  }
}
