import Export
import Glibc
import Outline
import Search
import Store
import TextWidth

/// Hits as lines for people and editors: `FILE:LINE: A > B: …text…`.
struct SearchLines {
  /// Columns of a line; nil for no end.
  let columns: Int?
  let isColored: Bool

  /// The most columns of a line where the output is no terminal: there are paragraphs of a megabyte.
  private static let mostColumns = 400
  private static let leastSnippet = 24

  /// Returns the columns of the terminal; nil where there is none.
  static func columns(isTerminal: Bool) -> Int? {
    guard isTerminal else { return nil }
    var size = winsize()
    if ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 { return Int(size.ws_col) }
    return processVariables()["COLUMNS"].flatMap { Int($0) } ?? 80
  }

  func lines(of result: NoteSearch.Result, context: Int) -> [String] {
    let record = result.record
    var lines: [String] = []
    func source(_ numbers: Range<Int>) {
      guard let outline = result.outline else { return }
      for number in numbers.clamped(to: 1..<outline.lineCount + 1) {
        let text = cleaned(outline.text(ofLines: LineNumber(number)...LineNumber(number)))
        lines.append(
          painted("\(record.file)", .path) + "-\(number)-" + String(text.prefix(columns ?? Self.mostColumns)))
      }
    }
    source(record.line - context..<record.line)
    lines.append(line(of: result))
    source(record.line + 1..<record.line + 1 + context)
    return lines
  }

  private func line(of result: NoteSearch.Result) -> String {
    let record = result.record
    let head = "\(cleaned(record.file)):\(record.line):"
    let place = (record.path + [record.title]).filter { !$0.isEmpty }.map(cleaned)
    let isTitle = record.found == "title"
    let width = TextWidth.standard
    let room = (columns ?? Self.mostColumns) - width.columns(of: head) - 1
    var crumbs = place.joined(separator: " > ")
    let wanted = isTitle ? 0 : Self.leastSnippet + 2
    // Long paths are cut at the front: their ends say most.
    var left = place
    while left.count > 1, width.columns(of: crumbs) > max(room - wanted, room / 2) {
      left.removeFirst()
      crumbs = "… > " + left.joined(separator: " > ")
    }
    if width.columns(of: crumbs) > max(10, room - wanted) {
      crumbs = Snippet(of: crumbs, matches: [], columns: max(10, room - wanted), width: width.columns(of:)).text
    }
    var text = painted(cleaned(record.file), .path) + ":" + painted("\(record.line)", .number) + ": "
    text += isTitle ? painted(crumbs, .match) : crumbs
    if !isTitle {
      let rest = max(Self.leastSnippet, room - width.columns(of: crumbs) - 2)
      let shown = result.shown
      let snippet = Snippet(
        of: clean(shown.text), matches: shown.matches, focus: shown.focus, columns: rest, width: width.columns(of:))
      text += (crumbs.isEmpty ? "" : ": ") + marked(snippet)
    }
    return text
  }

  /// The same text with every control character replaced by as many spaces as it has bytes, so that places in it stay.
  private func clean(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: \.isControl) else { return text }
    var clean = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if scalar.isControl {
        for _ in 0..<UTF8.width(scalar) { clean.append(" ") }
      } else {
        clean.append(scalar)
      }
    }
    return String(clean)
  }

  private func cleaned(_ text: String) -> String { clean(text) }

  private func marked(_ snippet: Snippet) -> String {
    guard isColored else { return snippet.text }
    var bytes: [UInt8] = []
    let text = Array(snippet.text.utf8)
    var at = 0
    for match in snippet.matches where match.lowerBound >= at && match.upperBound <= text.count {
      bytes += text[at..<match.lowerBound]
      bytes += Array(painted(String(decoding: text[match], as: UTF8.self), .match).utf8)
      at = match.upperBound
    }
    bytes += text[at...]
    return String(decoding: bytes, as: UTF8.self)
  }

  private enum Paint: String {
    case path = "35"
    case number = "32"
    case match = "1;31"
  }

  private func painted(_ text: String, _ paint: Paint) -> String {
    isColored ? "\u{1B}[\(paint.rawValue)m\(text)\u{1B}[0m" : text
  }
}

extension Unicode.Scalar {
  /// Whether it is of the category Cc.
  fileprivate var isControl: Bool { value < 0x20 || (0x7F..<0xA0).contains(value) }
}
