import Foundation
import Settings
import Terminal

/// A frame as a picture for the README: SVG, each character in the cell where a terminal would put it.
struct ScreenPicture {
  let frame: Frame
  let theme: Theme
  let title: String

  private static let cell = (width: 8.4, height: 18.0)
  private static let margin = 14.0
  private static let bar = 30.0

  /// The colours in place of the terminal's own.
  private var background: String { theme.isLight ? "#fdfdfb" : "#1c1c1c" }
  private var ink: String { theme.isLight ? "#303030" : "#d0d0d0" }

  var svg: String {
    let width = Double(frame.size.columns) * Self.cell.width + 2 * Self.margin
    let height = Double(frame.size.rows) * Self.cell.height + Self.bar + Self.margin
    let faint = theme.isLight ? "#d8d8d4" : "#3a3a3a"
    var lines = [
      "<!-- Made by FrontTests from a frame of the program; GLOSS_RECORD=1 swift test makes it anew. -->",
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 \(number(width)) \(number(height))\" "
        + "width=\"\(number(width))\" height=\"\(number(height))\" role=\"img\" aria-label=\"\(escaped(title))\">",
      "<rect x=\"0.5\" y=\"0.5\" width=\"\(number(width - 1))\" height=\"\(number(height - 1))\" rx=\"8\" "
        + "fill=\"\(background)\" stroke=\"\(faint)\"/>",
    ]
    for (place, color) in ["#ff5f57", "#febc2e", "#28c840"].enumerated() {
      lines.append("<circle cx=\"\(20 + 20 * place)\" cy=\"15\" r=\"5.5\" fill=\"\(color)\"/>")
    }
    lines.append(
      "<g font-family=\"ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace\" font-size=\"14\" "
        + "fill=\"\(ink)\" xml:space=\"preserve\">")
    for row in 0..<frame.size.rows { lines += draw(row) }
    return (lines + ["</g>", "</svg>"]).joined(separator: "\n") + "\n"
  }

  private struct Run {
    var column: Int
    var columns: Int
    var text: String
    var style: Style
    /// Stands for itself, so that what comes after keeps its column whatever the font makes of it.
    var isAlone: Bool

    /// The run without the blanks at its ends; nil where nothing is left.
    var withoutBlanks: Run? {
      guard let first = text.firstIndex(where: { $0 != " " }), let last = text.lastIndex(where: { $0 != " " }) else {
        return nil
      }
      if isAlone { return self }
      let (before, word) = (text[..<first].count, String(text[first...last]))
      return Run(column: column + before, columns: word.count, text: word, style: style, isAlone: false)
    }
  }

  private func runs(in row: Int) -> [Run] {
    var runs: [Run] = []
    let cells = Array(frame.row(row))
    for (column, cell) in cells.enumerated() {
      if cell.character == Cell.continuation {
        if !runs.isEmpty { runs[runs.count - 1].columns += 1 }
        continue
      }
      let style = theme.palette[cell.paint]
      let isAlone = !cell.character.isASCII
      if let last = runs.last, last.style == style, !last.isAlone, !isAlone {
        runs[runs.count - 1].text.append(cell.character)
        runs[runs.count - 1].columns += 1
      } else {
        runs.append(Run(column: column, columns: 1, text: String(cell.character), style: style, isAlone: isAlone))
      }
    }
    return runs
  }

  private func draw(_ row: Int) -> [String] {
    let top = Self.bar + Double(row) * Self.cell.height
    var backgrounds: [String] = []
    var texts: [String] = []
    for run in runs(in: row) {
      let left = Self.margin + Double(run.column) * Self.cell.width
      let width = Double(run.columns) * Self.cell.width
      let isReverse = run.style.attributes.contains(.reverse)
      let paper = isReverse ? run.style.foreground.map(hex) ?? ink : run.style.background.map(hex)
      if let paper, paper != background {
        backgrounds.append(
          "<rect x=\"\(number(left))\" y=\"\(number(top))\" width=\"\(number(width))\" "
            + "height=\"\(number(Self.cell.height))\" fill=\"\(paper)\"/>")
      }
      guard let word = run.withoutBlanks else { continue }
      if let line = box(run, left, top) {
        texts.append(line)
        continue
      }
      let fill = isReverse ? run.style.background.map(hex) ?? background : run.style.foreground.map(hex)
      texts.append(
        "<text x=\"\(number(Self.margin + Double(word.column) * Self.cell.width))\" y=\"\(number(top + 13.5))\" "
          + "textLength=\"\(number(Double(word.columns) * Self.cell.width))\" "
          + "lengthAdjust=\"spacingAndGlyphs\"\(fill.map { " fill=\"\($0)\"" } ?? "")\(look(run.style.attributes))>"
          + "\(escaped(word.text))</text>")
    }
    if let cursor = frame.cursor, cursor.row == row {
      let left = Self.margin + Double(cursor.column) * Self.cell.width
      texts.append(
        "<rect x=\"\(number(left))\" y=\"\(number(top))\" width=\"2\" height=\"\(number(Self.cell.height))\" "
          + "fill=\"\(ink)\"/>")
    }
    return backgrounds + texts
  }

  /// Lines of boxes as lines: glyphs of most fonts would leave gaps between the rows.
  private func box(_ run: Run, _ left: Double, _ top: Double) -> String? {
    guard run.isAlone, let ends = Self.boxes[run.text] else { return nil }
    let (x, y) = (left + Self.cell.width / 2, top + Self.cell.height / 2)
    var path = ""
    if ends.contains("l") { path += "M\(number(left)) \(number(y))H\(number(x))" }
    if ends.contains("r") { path += "M\(number(x)) \(number(y))H\(number(left + Self.cell.width))" }
    if ends.contains("u") { path += "M\(number(x)) \(number(top))V\(number(y))" }
    if ends.contains("d") { path += "M\(number(x)) \(number(y))V\(number(top + Self.cell.height))" }
    return "<path d=\"\(path)\" stroke=\"\(run.style.foreground.map(hex) ?? ink)\" fill=\"none\"/>"
  }

  private static let boxes: [String: String] = [
    "─": "lr", "│": "ud", "┌": "rd", "┐": "ld", "└": "ru", "┘": "lu", "┴": "lru", "┬": "lrd", "┼": "lrud", "├": "urd",
    "┤": "uld",
  ]

  private func look(_ attributes: Attributes) -> String {
    var look = ""
    if attributes.contains(.bold) { look += " font-weight=\"bold\"" }
    if attributes.contains(.italic) { look += " font-style=\"italic\"" }
    if attributes.contains(.dim) { look += " opacity=\"0.6\"" }
    let lines: [(Attributes, String)] = [(.underline, "underline"), (.strikethrough, "line-through")]
    let decoration = lines.filter { attributes.contains($0.0) }.map(\.1).joined(separator: " ")
    if !decoration.isEmpty { look += " text-decoration=\"\(decoration)\"" }
    return look
  }

  private func hex(_ color: Color) -> String {
    "#" + [color.red, color.green, color.blue].map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  /// At most one digit after the point.
  private func number(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(abs(tenths % 10))"
  }

  private func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
      .replacing("\"", with: "&quot;").replacing(" ", with: "\u{A0}")
  }
}
