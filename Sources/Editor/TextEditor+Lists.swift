/// The characters before the text of a line: indentation, the marks of quotations, a list item's marker.
struct LinePrefix {
  /// Bytes of all of it.
  var length: Int
  /// Blanks and `>` before the marker.
  var lead: Substring
  /// The bullet or number with its delimiter, without the blanks after it.
  var marker: Substring
  /// The blanks between the marker and what follows.
  var gap: Substring
  /// `[ ] `, `[x] ` or nothing.
  var box: Substring

  init(_ line: Substring) {
    var rest = line
    func take(_ count: Int) -> Substring {
      let taken = rest.prefix(count)
      rest = rest.dropFirst(count)
      return taken
    }
    lead = take(rest.prefix { $0 == " " || $0 == "\t" || $0 == ">" }.count)
    marker = take(LinePrefix.markerLength(rest))
    gap = marker.isEmpty ? "" : take(rest.prefix { $0 == " " || $0 == "\t" }.count)
    let isBox = !marker.isEmpty && ["[ ] ", "[x] ", "[X] "].contains(rest.prefix(4))
    box = isBox ? take(4) : ""
    length = line.utf8.count - rest.utf8.count
  }

  var isItem: Bool { !marker.isEmpty }

  /// Characters of a list marker at the start of `text`, which must be followed by a blank or nothing.
  private static func markerLength(_ text: Substring) -> Int {
    let digits = text.prefix { $0.isASCII && $0.isNumber }.count
    var length = 0
    if let first = text.first, first == "-" || first == "*" || first == "+" || first == "•" {
      length = 1
    } else if digits > 0, digits < 10, let sign = text.dropFirst(digits).first, sign == "." || sign == ")" {
      length = digits + 1
    }
    let next = text.dropFirst(length).first
    return next == nil || next == " " || next == "\t" ? length : 0
  }

  /// The start of the next line of the same list or quotation, with the next number.
  var continued: String {
    guard isItem else { return String(lead) }
    let number = Int(marker.dropLast()).map { String($0 + 1) + marker.suffix(1) }
    return lead + (number ?? String(marker)) + (gap.isEmpty ? " " : gap) + (box.isEmpty ? "" : "[ ] ")
  }
}

extension TextEditor {
  /// Breaks the line and continues its list, quotation or indentation; an item without text ends the list instead.
  mutating func newline() {
    if selection != nil { return insert("\n") }
    let line = buffer.line(cursor)
    let prefix = LinePrefix(buffer[line])
    let textStart = line.lowerBound + prefix.length
    guard prefix.length > 0, cursor >= textStart else { return insert("\n") }
    let isEmpty = textStart == line.upperBound
    if isEmpty, prefix.isItem || prefix.lead.contains(">") {
      let kept = prefix.isItem ? prefix.lead.utf8.count : 0
      replace(line.lowerBound + kept..<line.upperBound, with: "")
    } else if isEmpty {
      // A line of blanks keeps none.
      let range = line.lowerBound..<cursor
      replace(range, with: "\n" + prefix.lead)
    } else {
      insert("\n" + prefix.continued)
    }
  }

  /// Moves items or selected lines two columns in; elsewhere inserts blanks up to the next even column.
  mutating func indent() {
    let line = buffer.line(cursor)
    guard selection != nil || LinePrefix(buffer[line]).isItem else {
      let column = buffer[line.lowerBound..<cursor].count
      return insert(column % 2 == 0 ? "  " : " ")
    }
    changeLines { $0.isEmpty ? $0 : "  " + $0 }
  }

  /// Moves the touched lines up to two columns, or one tab, out.
  mutating func outdent() {
    changeLines { line in
      if line.first == "\t" { return String(line.dropFirst()) }
      let blanks = line.prefix(2).prefix { $0 == " " }.count
      return String(line.dropFirst(blanks))
    }
  }

  /// Replaces every touched line by what `change` makes of its start; cursor and anchor keep their distance to the end
  /// of their line.
  private mutating func changeLines(_ change: (String) -> String) {
    let lines = touchedLines
    var result = ""
    var shifts: [(end: TextOffset, shift: Int)] = []
    var start = lines.lowerBound
    for line in buffer[lines].split(separator: "\n", omittingEmptySubsequences: false) {
      let changed = change(String(line))
      if start > lines.lowerBound { result += "\n" }
      result += changed
      let end = start + line.utf8.count
      shifts.append((end, changed.utf8.count - line.utf8.count))
      start = end + 1
    }
    guard !result.utf8.elementsEqual(buffer[lines].utf8) else { return }
    func moved(_ offset: TextOffset) -> TextOffset {
      var sum = 0
      var lineStart = lines.lowerBound
      for (end, shift) in shifts where lineStart <= offset {
        let newStart = lineStart + sum
        sum += shift
        if offset <= end { return max(offset + sum, newStart) }
        lineStart = end + 1
      }
      return offset + sum
    }
    replace(lines, with: result, caret: Caret(cursor: moved(cursor), anchor: caret.anchor.map(moved)))
  }
}
