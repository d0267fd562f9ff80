import Outline
import TextWidth

/// Lays out text whose spaces and line ends mean something: tabs go to tab stops, and a line that is too long goes on
/// below behind a glyph.
struct CodeLines {
  private let limit: Int
  private let options: LayoutOptions
  private let continuation: TextSpan?
  private var rows: [LineBreaker.Row] = []
  private var goesOn = false
  private var line: [TextSpan] = []
  private var column = 0

  /// The lines of `spans`; a `"\n"` ends one, and one at the very end begins no other.
  ///
  /// - Parameter goesOn: Whether the first of them goes on with a line that was too long.
  static func lines(
    _ spans: [TextSpan], columns: Int, options: LayoutOptions, goesOn: Bool = false
  ) -> [[TextSpan]] {
    rows(spans, columns: columns, options: options, goesOn: goesOn).map(\.spans)
  }

  /// The lines of `spans`, with which of them go on with the one above.
  static func rows(
    _ spans: [TextSpan], columns: Int, options: LayoutOptions, goesOn: Bool = false
  ) -> [LineBreaker.Row] {
    var code = CodeLines(columns: columns, options: options)
    if goesOn { code.beginRest() }
    for span in spans {
      for part in span.splitAtControls(options.glyphs) { code.add(part) }
    }
    if !code.line.isEmpty { code.emit() }
    return code.rows
  }

  private init(columns: Int, options: LayoutOptions) {
    limit = max(1, columns)
    self.options = options
    let glyph = options.glyphs.continuation + " "
    continuation = columns >= 8 ? TextSpan(glyph, .muted) : nil
  }

  private mutating func add(_ span: TextSpan) {
    if span.text == "\n" { return emit() }
    if span.text == "\t" {
      var blank = span
      blank.text = String(repeating: " ", count: min(limit, options.tabColumns - column % options.tabColumns))
      if column + blank.text.count > limit { wrap() }
      return place(blank, columns: blank.text.count)
    }
    var start = span.text.startIndex
    var index = start
    var pending = 0
    while index < span.text.endIndex {
      let columns = options.width.columns(of: span.text[index])
      if column + pending + columns > limit, column + pending > 0 {
        if start < index { place(span.slice(start..<index), columns: pending) }
        wrap()
        start = index
        pending = 0
      }
      pending += columns
      index = span.text.index(after: index)
    }
    if start < index { place(span.slice(start..<index), columns: pending) }
  }

  private mutating func place(_ span: TextSpan, columns: Int) {
    line.append(span)
    column += columns
  }

  private mutating func emit() {
    rows.append(LineBreaker.Row(spans: line, isContinuation: goesOn))
    goesOn = false
    line = []
    column = 0
  }

  private mutating func wrap() {
    emit()
    goesOn = true
    beginRest()
  }

  private mutating func beginRest() {
    guard let continuation else { return }
    place(continuation, columns: options.width.columns(of: continuation.text))
  }
}
