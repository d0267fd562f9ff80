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
      case .paragraph, .heading, .calloutTitle, .code, .html, .rule:
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
  /// False where all of them show what comes after `end`.
  fileprivate mutating func insert(_ mark: RichText.Run, behind end: ByteOffset, _ links: [RichText.Link]) -> Bool {
    guard let index = lastIndex(where: { $0.source.lowerBound < end && !$0.isQuotationNumber }) else { return false }
    let run = self[index]
    let place = run.text.utf8.index(
      run.text.startIndex, offsetBy: end.int - run.source.lowerBound.int, limitedBy: run.text.endIndex)
    guard run.isVerbatim, run.link == nil, end < run.source.upperBound,
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
