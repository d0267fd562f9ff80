import Foundation
import Settings
import Terminal
import Testing

/// Pictures of frames in files beside the tests. `GLOSS_RECORD=1 swift test` writes them again.
enum Golden {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Goldens")
  private static let records = ProcessInfo.processInfo.environment["GLOSS_RECORD"] == "1"

  /// Compares `frame` with the picture called `name`, or takes that picture.
  static func check(_ frame: Frame, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let file = folder.appending(path: name + ".txt")
    let picture = picture(of: frame)
    if records {
      try picture.write(to: file, atomically: true, encoding: .utf8)
      return
    }
    let expected = (try? String(contentsOf: file, encoding: .utf8)) ?? "no such picture: \(file.path)\n"
    guard picture != expected else { return }
    Issue.record(
      "\(name) differs:\n\(difference(expected, picture))\nThe whole frame:\n\(picture)", sourceLocation: sourceLocation
    )
  }

  /// Compares `text` with the file of that name beside the tests, or writes that.
  static func check(_ text: String, file name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let file = folder.deletingLastPathComponent().appending(path: name)
    if records {
      try text.write(to: file, atomically: true, encoding: .utf8)
      return
    }
    let expected = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    if text != expected {
      Issue.record("\(name) differs:\n\(difference(expected, text).prefix(4000))", sourceLocation: sourceLocation)
    }
  }

  /// The lines that are not the same, `-` before what was expected, `+` before what came.
  private static func difference(_ expected: String, _ picture: String) -> String {
    let lines = (expected.components(separatedBy: "\n"), picture.components(separatedBy: "\n"))
    return lines.1.difference(from: lines.0).map { change in
      switch change {
      case .remove(_, let line, _): "- \(line)"
      case .insert(_, let line, _): "+ \(line)"
      }
    }.joined(separator: "\n")
  }

  /// Rows ended with `|`, with `^` below the cursor; then what each row is painted with, by role.
  static func picture(of frame: Frame) -> String {
    var lines = ["Made by FrontTests: \(frame.size.columns) columns, \(frame.size.rows) rows"]
    for row in 0..<frame.size.rows {
      let text = frame.row(row).map(\.character).filter { $0 != Cell.continuation }
      lines.append(String(text) + "|")
      if let cursor = frame.cursor, cursor.row == row {
        lines.append(String(repeating: " ", count: cursor.column) + "^")
      }
    }
    if frame.cursor == nil { lines.append("no cursor") }
    for row in 0..<frame.size.rows {
      let runs = runs(in: frame.row(row)).map { "\($0.columns.lowerBound)-\($0.columns.upperBound - 1) \($0.name)" }
      if !runs.isEmpty { lines.append("\(row): " + runs.joined(separator: ", ")) }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Neighbours with the same paint; plain ones are left out.
  private static func runs(in row: ArraySlice<Cell>) -> [(columns: Range<Int>, name: String)] {
    var runs: [(columns: Range<Int>, paint: Paint)] = []
    for (column, cell) in row.enumerated() {
      if let last = runs.last, last.paint == cell.paint {
        runs[runs.count - 1].columns = last.columns.lowerBound..<column + 1
      } else {
        runs.append((column..<column + 1, cell.paint))
      }
    }
    return runs.filter { $0.paint != Paint(.plain) }.map { ($0.columns, name(of: $0.paint)) }
  }

  private static func name(of paint: Paint) -> String {
    let names: [(Attributes, String)] = [
      (.bold, "bold"), (.dim, "dim"), (.italic, "italic"), (.underline, "underline"), (.reverse, "reverse"),
      (.strikethrough, "strikethrough"),
    ]
    var name = role(paint.text)
    if paint.background != Role.plain.index { name += " on " + role(paint.background) }
    for (attribute, word) in names where paint.attributes.contains(attribute) { name += " " + word }
    return name
  }

  private static func role(_ index: UInt8) -> String { Role(index: index).map { "\($0)" } ?? "role \(index)" }
}
