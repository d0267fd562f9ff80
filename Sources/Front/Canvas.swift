import Layout
import Settings
import Terminal
import TextWidth

/// A frame being drawn, with what every part of the picture needs to know.
struct Canvas {
  private(set) var frame: Frame
  let width: TextWidth

  init(size: Size, width: TextWidth) {
    frame = Frame(size: size, paint: Paint(.plain))
    self.width = width
  }

  /// Draws one line at the left edge of `area`, `row` rows below its top, and gives the whole row its background.
  mutating func draw(_ line: TextLine, row: Int, in area: Rectangle, on background: Role = .plain) {
    guard row >= 0, row < area.size.rows else { return }
    let limit = area.columns.upperBound
    let row = area.row + row
    if background != .plain { frame.fill(row: row, columns: area.columns, paint: Paint(.plain, on: background)) }
    var column = area.column
    for span in line.spans where column < limit {
      column = frame.put(
        span.text, column: column, row: row, limit: limit, paint: span.paint(on: background), width: width)
    }
  }

  /// Puts `text` and returns the column after it.
  @discardableResult
  mutating func put(
    _ text: String, column: Int, row: Int, limit: Int? = nil, _ role: Role, on background: Role = .plain,
    _ attributes: Attributes = .plain
  ) -> Int {
    frame.put(
      text, column: column, row: row, limit: limit, paint: Paint(role, on: background, attributes), width: width)
  }

  mutating func fill(
    row: Int, columns: Range<Int>, with character: Character = " ", _ role: Role, on background: Role = .plain
  ) {
    frame.fill(row: row, columns: columns, with: character, paint: Paint(role, on: background))
  }

  /// Gives cells another background and leaves their text; `columns` count from the left edge of `area`.
  mutating func lay(_ background: Role, row: Int, columns: Range<Int>, in area: Rectangle) {
    guard row >= 0, row < area.size.rows else { return }
    let shifted = columns.lowerBound + area.column..<columns.upperBound + area.column
    frame.lay(row: area.row + row, columns: shifted.clamped(to: area.columns), background: background.index)
  }

  /// Puts the terminal's cursor somewhere, kept on the screen.
  mutating func setCursor(column: Int, row: Int) {
    guard frame.size.columns > 0, frame.size.rows > 0 else { return }
    frame.cursor = Position(
      column: min(max(0, column), frame.size.columns - 1), row: min(max(0, row), frame.size.rows - 1))
  }

  func columns(of text: String) -> Int { width.columns(of: text) }

  /// Returns `text` where it fits into `columns`, else its beginning and its end with `sign` in between.
  func withoutMiddle(_ text: String, columns: Int, sign: String) -> String {
    guard self.columns(of: text) > columns else { return text }
    let room = columns - self.columns(of: sign)
    guard room >= 2 else { return beginning(of: text, columns: columns, sign: "") }
    let start = beginning(of: text, columns: room - room / 2, sign: "")
    let end = String(beginning(of: String(text.reversed()), columns: room / 2, sign: "").reversed())
    return start + sign + end
  }

  /// The least columns that a title among others keeps.
  private static let leastTitle = 7

  /// Titles in a row: where they do not fit, the longest lose their middles; only where that is not enough, those at
  /// the beginning are left out.
  func breadcrumbs(_ titles: [String], columns: Int, glyphs: Glyphs) -> String {
    let separator = " \(glyphs.breadcrumb) "
    let between = self.columns(of: separator)
    var titles = titles
    var omission = ""
    while true {
      var widths = titles.map { self.columns(of: $0) }
      var excess = widths.reduce(between * max(0, titles.count - 1) + self.columns(of: omission), +) - columns
      while excess > 0, let longest = widths.indices.max(by: { widths[$0] < widths[$1] }),
        widths[longest] > Canvas.leastTitle
      {
        // Down to the next longest, so that all that are too long are cut alike.
        let next = widths.filter { $0 < widths[longest] }.max() ?? Canvas.leastTitle
        let least = max(Canvas.leastTitle, next, widths[longest] - excess)
        let target = least < widths[longest] ? least : widths[longest] - 1
        excess -= widths[longest] - target
        widths[longest] = target
      }
      if excess <= 0 || titles.count <= 1 {
        let shown = zip(titles, widths).map { withoutMiddle($0, columns: max(1, $1), sign: glyphs.ellipsis) }
        return beginning(
          of: omission + shown.joined(separator: separator), columns: max(0, columns), sign: glyphs.ellipsis)
      }
      titles.removeFirst()
      omission = glyphs.ellipsis + separator
    }
  }

  /// Returns `text` where it fits into `columns`, else its beginning with `sign` behind it.
  func beginning(of text: String, columns: Int, sign: String) -> String {
    guard self.columns(of: text) > columns else { return text }
    var room = columns - self.columns(of: sign)
    guard room >= 0 else { return "" }
    var beginning = ""
    for character in text {
      room -= width.columns(of: character)
      if room < 0 { break }
      beginning.append(character)
    }
    return beginning + sign
  }
}
