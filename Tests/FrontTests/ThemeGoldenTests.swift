import Foundation
import Front
import NotebookHarness
import Settings
import Terminal
import Testing
import Themes

/// One frame in each theme, and in one theme on screens with fewer colours.
@Suite struct ThemeGoldenTests {
  struct Wear: Sendable, CustomTestStringConvertible {
    var theme: String
    var colors = 1 << 24
    var testDescription: String { colors == 1 << 24 ? theme : "\(theme) in \(colors) colours" }
  }

  static let all =
    Themes.all.map { Wear(theme: $0.name) } + [8, 0].map { Wear(theme: "gloss-dark", colors: $0) }

  @Test("A frame in this theme looks as it did", arguments: all) func theme(_ wear: Wear) throws {
    let bytes = try #require(Themes.all.first { $0.name == wear.theme }?.bytes)
    let theme = try Theme.parse(bytes, name: wear.theme, file: wear.theme).theme
    var notebook = try NotebookHarness(
      PictureTests.notes, name: "maps.md", size: Size(columns: 104, rows: 28), annotations: PictureTests.annotations)
    notebook.press("/hash<Enter>2j")
    let frame = Rendering.draw(notebook.state)
    let palette = theme.palette(colors: wear.colors)
    let name = wear.testDescription.replacing(" ", with: "-")
    try Golden.check(Self.text(of: frame, in: palette), file: "Goldens/theme-\(name).txt")
    // To be looked at: GLOSS_PICTURES names a folder for a picture of each.
    if let folder = ProcessInfo.processInfo.environment["GLOSS_PICTURES"], wear.colors == 1 << 24 {
      try ScreenPicture(frame: frame, theme: theme, title: name).svg
        .write(toFile: folder + "/\(name).svg", atomically: true, encoding: .utf8)
    }
  }

  /// Each row as runs of a look and the text in it; what looks plain is left out.
  private static func text(of frame: Frame, in palette: Palette) -> String {
    var lines = ["Made by FrontTests: \(frame.size.columns) columns, \(frame.size.rows) rows"]
    for row in 0..<frame.size.rows {
      var runs: [(style: Style, text: String)] = []
      for cell in frame.row(row) where cell.character != Cell.continuation {
        let style = palette[cell.paint]
        if let last = runs.last, last.style == style {
          runs[runs.count - 1].text.append(cell.character)
        } else {
          runs.append((style, String(cell.character)))
        }
      }
      let shown = runs.filter { $0.style != Style() }.map { "[\(name(of: $0.style))] \($0.text)" }
      if !shown.isEmpty { lines.append("\(row): " + shown.joined(separator: " ")) }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func name(of style: Style) -> String {
    let names: [(Attributes, String)] = [
      (.bold, "bold"), (.dim, "dim"), (.italic, "italic"), (.underline, "underline"), (.reverse, "reverse"),
      (.strikethrough, "strikethrough"),
    ]
    let colors = [style.foreground.map { name(of: $0) }, style.background.map { "on " + name(of: $0) }]
    return (colors.compactMap(\.self) + names.filter { style.attributes.contains($0.0) }.map(\.1))
      .joined(separator: " ")
  }

  private static func name(of color: Color) -> String {
    "#" + [color.red, color.green, color.blue].map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
