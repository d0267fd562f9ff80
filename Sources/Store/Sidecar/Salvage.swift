import YAML

/// Reads the records that can be read of a sidecar that cannot be read whole, for showing them.
///
/// Nothing that may be half a record is shown: one that a conflict marker cuts in two, the last one of a file that ends
/// in the middle, and one that lacks what every record has.
enum Salvage {
  static func records(_ bytes: [UInt8], path: String) -> [SidecarDocument.Record] {
    let start = LineLocator.start(of: bytes)
    let isJSON = bytes[start...].first { $0 > 0x20 } == UInt8(ascii: "{")
    var counter = LineCounter(LineLocator(bytes))
    var seen: Set<String> = []
    return (isJSON ? objects(in: bytes) : items(in: bytes)).compactMap { range in
      let text = try? YAMLText(Array(bytes[range]), as: isJSON ? .json : .yaml)
      guard let root = text?.root, let node = isJSON ? root : root.items.first, isJSON || root.items.count == 1,
        let id = node["id"]?.presentText, !id.isEmpty, isComplete(node), seen.insert(id).inserted
      else { return nil }
      return SidecarDocument.Record(
        id: id, annotation: RecordCodec.annotation(from: node, id: id), line: counter.line(of: range.lowerBound),
        node: node)
    }
  }

  /// Whether it has what MRSF asks of every record (section 6.1).
  private static func isComplete(_ node: SourceNode) -> Bool {
    ["author", "timestamp", "text", "resolved"].allSatisfy { node[$0]?.text != nil }
  }

  /// The lines from one dash to the next at the same column, below `comments:`.
  private static func items(in bytes: [UInt8]) -> [Range<Int>] {
    var items: [Range<Int>] = []
    var start: Int?
    var cut: Int?
    var column: Int?
    var isInside = false
    /// Ends the item that is open; one that goes on behind a line that does not belong there is only half of it.
    func end(at offset: Int, goesOn: Bool) {
      if let start, !(cut != nil && goesOn) { items.append(start..<(cut ?? offset)) }
      (start, cut) = (nil, nil)
    }
    var offset = LineLocator.start(of: bytes)
    while offset < bytes.count {
      let lineStart = offset
      let line = bytes[lineStart..<(bytes[lineStart...].firstIndex(of: 0x0A) ?? bytes.count)]
      offset = line.endIndex + 1
      if line.starts(with: "comments:".utf8) {
        end(at: lineStart, goesOn: false)
        isInside = true
        continue
      }
      guard isInside, let text = line.firstIndex(where: { ![0x20, 0x09, 0x0D].contains($0) }),
        line[text] != UInt8(ascii: "#")
      else { continue }
      let isDash = line[text] == UInt8(ascii: "-") && line[text...].dropFirst().first == 0x20
      if isDash, column == nil { column = text - lineStart }
      if isDash, column == text - lineStart {
        end(at: lineStart, goesOn: false)
        start = lineStart
      } else if text == lineStart {
        // A conflict marker, another document, a field of the file: no part of a record.
        if isMarker(line) {
          if start != nil, cut == nil { cut = lineStart }
        } else {
          end(at: lineStart, goesOn: false)
        }
      } else if cut != nil {
        end(at: lineStart, goesOn: true)
      }
    }
    // A file that was cut off ends in the middle of a line.
    if bytes.last == 0x0A { end(at: bytes.count, goesOn: false) }
    return items
  }

  private static func isMarker(_ line: ArraySlice<UInt8>) -> Bool {
    guard let first = line.first, "<|=>".utf8.contains(first) else { return false }
    return line.prefix(7).count == 7 && line.prefix(7).allSatisfy { $0 == first }
  }

  /// The objects in the lists of the outermost object.
  private static func objects(in bytes: [UInt8]) -> [Range<Int>] {
    var objects: [Range<Int>] = []
    var open: [(bracket: UInt8, offset: Int)] = []
    var index = 0
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "\""):
        index += 1
        while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
          index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
        }
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        if open.count < 1000 { open.append((bytes[index], index)) }
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        guard let last = open.popLast() else { break }
        if open.count == 2, open[1].bracket == UInt8(ascii: "["), last.bracket == UInt8(ascii: "{") {
          objects.append(last.offset..<index + 1)
        }
      default: break
      }
      index += 1
    }
    return objects
  }
}
