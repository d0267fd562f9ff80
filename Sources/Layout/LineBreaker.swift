import Outline
import TextWidth

/// Fills lines with spans: breaks at spaces and between ideographs, never inside a grapheme cluster, and cuts words
/// that are longer than a line.
struct LineBreaker {
  /// A stretch of one of the spans that came in.
  private struct Piece {
    var span: Int
    var range: Range<String.Index>
    var columns: Int
  }

  /// A row of pieces that touch.
  private struct Stretch {
    var pieces: [Piece] = []
    var columns = 0
    var isEmpty: Bool { pieces.isEmpty }

    mutating func append(_ piece: Piece) {
      columns += piece.columns
      if let last = pieces.last, last.span == piece.span, last.range.upperBound == piece.range.lowerBound {
        pieces[pieces.count - 1].range = last.range.lowerBound..<piece.range.upperBound
        pieces[pieces.count - 1].columns += piece.columns
      } else {
        pieces.append(piece)
      }
    }

    mutating func append(_ other: Stretch) {
      for piece in other.pieces { append(piece) }
    }
  }

  /// A line that was filled.
  struct Row {
    var spans: [TextSpan]
    /// Whether it goes on with the one above, which had no room for more.
    var isContinuation: Bool
  }

  private let limit: Int
  private let options: LayoutOptions
  private let keepsIndentation: Bool
  /// Whether the next row goes on with the one before.
  private var goesOn = false
  private var spans: [TextSpan] = []
  private var rows: [Row] = []
  private var line = Stretch()
  private var spaces = Stretch()
  private var word = Stretch()
  private var previous: (before: Character?, last: Character?) = (nil, nil)

  /// - Parameters:
  ///   - columns: The longest line; at least 1 is used. A character wider than that stands alone.
  ///   - keepsIndentation: Whether spaces at the beginning of the text or after a line end are shown.
  init(columns: Int, options: LayoutOptions, keepsIndentation: Bool = false) {
    limit = max(1, columns)
    self.options = options
    self.keepsIndentation = keepsIndentation
  }

  /// The lines that `spans` fill; a `"\n"` ends one. At least one line, perhaps empty.
  static func lines(
    _ spans: [TextSpan], columns: Int, options: LayoutOptions, keepsIndentation: Bool = false
  ) -> [[TextSpan]] {
    rows(spans, columns: columns, options: options, keepsIndentation: keepsIndentation).map(\.spans)
  }

  /// The lines that `spans` fill, with which of them go on with the one above.
  static func rows(
    _ spans: [TextSpan], columns: Int, options: LayoutOptions, keepsIndentation: Bool = false
  ) -> [Row] {
    var breaker = LineBreaker(columns: columns, options: options, keepsIndentation: keepsIndentation)
    for span in spans { breaker.add(span) }
    return breaker.finish()
  }

  private mutating func add(_ span: TextSpan) {
    for part in span.splitAtControls(options.glyphs) {
      if part.text == "\n" {
        endLine()
      } else if part.text == "\t" {
        var blank = part
        blank.text = " "
        addWords(blank)
      } else {
        addWords(part)
      }
    }
  }

  private mutating func addWords(_ span: TextSpan) {
    let number = spans.count
    spans.append(span)
    let text = span.text
    var index = text.startIndex
    while index < text.endIndex {
      if let end = LineBreaker.plainWordEnd(in: text, from: index) {
        addPlainWord(number, index..<end)
        index = end
        continue
      }
      let next = text.index(after: index)
      let character = text[index]
      let piece = Piece(span: number, range: index..<next, columns: options.width.columns(of: character))
      if BreakRule.isSpace(character) {
        placeWord()
        spaces.append(piece)
        previous = (nil, nil)
      } else {
        if let last = previous.last,
          BreakRule.allowsBreak(before: previous.before, left: last, right: character)
        {
          placeWord()
        }
        word.append(piece)
        previous = (previous.last, character)
      }
      index = next
    }
  }

  /// Returns the end of the run of ASCII letters and digits that begins at `start`: no line breaks in it, and each
  /// takes a column. Nil where none begins there.
  private static func plainWordEnd(in text: String, from start: String.Index) -> String.Index? {
    let bytes = text.utf8
    var end = start
    while end < bytes.endIndex, bytes[end].isPlainWord { end = bytes.index(after: end) }
    // The last one may carry a mark.
    if end > start, end < bytes.endIndex, bytes[end] >= 0x80 { end = bytes.index(before: end) }
    return end > start ? end : nil
  }

  private mutating func addPlainWord(_ span: Int, _ range: Range<String.Index>) {
    let bytes = spans[span].text.utf8[range]
    guard let first = bytes.first, let last = bytes.last else { return }
    let left = Character(Unicode.Scalar(first))
    if let before = previous.last, BreakRule.allowsBreak(before: previous.before, left: before, right: left) {
      placeWord()
    }
    word.append(Piece(span: span, range: range, columns: bytes.count))
    let before = bytes.count > 1 ? Character(Unicode.Scalar(bytes[bytes.index(range.upperBound, offsetBy: -2)])) : nil
    previous = (before ?? previous.last, Character(Unicode.Scalar(last)))
  }

  private mutating func placeWord() {
    guard !word.isEmpty else { return }
    defer { word = Stretch() }
    if line.isEmpty, !(keepsIndentation && spaces.columns < limit / 2) { spaces = Stretch() }
    if line.columns + spaces.columns + word.columns > limit {
      if !line.isEmpty { emit() }
      spaces = Stretch()
      if word.columns > limit { return cut(word) }
    }
    line.append(spaces)
    line.append(word)
    spaces = Stretch()
  }

  /// Spreads a word that no line can hold over as many as it needs.
  private mutating func cut(_ word: Stretch) {
    for piece in word.pieces {
      let text = spans[piece.span].text
      var index = piece.range.lowerBound
      while index < piece.range.upperBound {
        let next = text.index(after: index)
        let columns = options.width.columns(of: text[index])
        if line.columns + columns > limit, !line.isEmpty { emit() }
        line.append(Piece(span: piece.span, range: index..<next, columns: columns))
        index = next
      }
    }
  }

  private mutating func endLine() {
    placeWord()
    emit()
    goesOn = false
    spaces = Stretch()
    previous = (nil, nil)
  }

  private mutating func finish() -> [Row] {
    placeWord()
    if !line.isEmpty || rows.isEmpty { emit() }
    return rows
  }

  private mutating func emit() {
    let shown = line.pieces.map { piece in
      var span = spans[piece.span].slice(piece.range)
      // No-break spaces that the layout has put in are drawn as spaces.
      if !span.isVerbatim, span.text.utf8.contains(0xC2) { span.text = span.text.replacing("\u{A0}", with: " ") }
      return span
    }
    rows.append(Row(spans: shown, isContinuation: goesOn))
    goesOn = true
    line = Stretch()
  }
}

extension UInt8 {
  /// Whether the byte is an ASCII letter or digit.
  fileprivate var isPlainWord: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: false
    }
  }
}
