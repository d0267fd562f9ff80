import Outline

extension RichText {
  /// Puts the number of a quotation behind what shows the byte before `end`, as a run without source.
  mutating func insert(_ number: String, behind end: ByteOffset) {
    let mark = Run(text: number, emphasis: .footnoteReference, source: end..<end, isVerbatim: false)
    for index in blocks.indices.reversed() {
      switch blocks[index].kind {
      case .table(var table):
        for row in table.rows.indices.reversed() {
          for cell in table.rows[row].indices.reversed() where table.rows[row][cell].insert(mark, behind: end, links) {
            blocks[index].kind = .table(table)
            return
          }
        }
      case .code:
        // Behind its line: raised digits behind others are read as a power.
        if blocks[index].runs.append(mark, toLineWith: end) { return }
      case .paragraph, .heading, .calloutTitle, .html, .rule:
        if blocks[index].runs.insert(mark, behind: end, links) { return }
      }
    }
  }
}

extension RichText.Run {
  /// Whether it is the number of a quotation, which stands for nothing in the source.
  var isQuotationNumber: Bool { source.isEmpty && emphasis == .footnoteReference }
}

extension [RichText.Run] {
  /// Puts `mark` behind the line of code that shows the byte before `end`; false where none does.
  fileprivate mutating func append(_ mark: RichText.Run, toLineWith end: ByteOffset) -> Bool {
    guard let index = lastIndex(where: { $0.source.lowerBound < end && !$0.isQuotationNumber }) else { return false }
    let lineEnd = self[index...].firstIndex { $0.text == "\n" } ?? count
    var mark = mark
    mark.text = "  " + mark.text
    insert(mark, at: lineEnd)
    return true
  }

  /// False where all of them show what comes after `end`.
  fileprivate mutating func insert(_ mark: RichText.Run, behind end: ByteOffset, _ links: [RichText.Link]) -> Bool {
    guard let index = lastIndex(where: { $0.source.lowerBound < end && !$0.isQuotationNumber }) else { return false }
    let run = self[index]
    let place = run.text.utf8.index(
      run.text.startIndex, offsetBy: end.int - run.source.lowerBound.int, limitedBy: run.text.endIndex)
    guard run.isVerbatim, run.link == nil, !run.emphasis.contains(.code), end < run.source.upperBound,
      let place = place?.samePosition(in: run.text)
    else {
      var next = index + 1
      while next < count, self[next].isQuotationNumber { next += 1 }
      insert(mark, at: next)
      return true
    }
    var (head, tail) = (run, run)
    head.text = String(run.text[..<place])
    head.source = run.source.lowerBound..<end
    tail.text = String(run.text[place...])
    tail.source = end..<run.source.upperBound
    replaceSubrange(index...index, with: [head, mark, tail])
    return true
  }
}
