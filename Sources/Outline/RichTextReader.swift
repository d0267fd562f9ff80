/// Turns the events of one segment into blocks and runs.
///
/// Text is always taken from the file, never from md4c, so that runs and source cannot disagree.
final class RichTextReader: MarkdownReader {
  private let scratch: Scratch
  /// The bytes of `scratch`.
  private let piece: Bytes
  private let source: Bytes
  private let definitions: Definitions

  private(set) var blocks: [RichText.Block] = []
  private(set) var links: [RichText.Link] = []

  private var containers: [Container] = []
  private var lists: [List] = []
  private var spans: [Span] = []
  private var leaf: Leaf?
  /// Everything of the piece before it is accounted for.
  private var cursor: Int
  private var nextFootnote = 0

  private struct Container {
    var container: RichText.Container
    /// An item that may turn out to be a footnote when its first text is met.
    var isUndecided = false
    var blockCount = 0
  }

  private struct List {
    var sign: UInt8
    var next: Int?
  }

  private struct Span {
    var emphasis: RichText.Emphasis
    var link: Int?
    /// Where it was entered, and how many runs there were.
    var start: Int
    var runCount: Int
    var isImage = false
  }

  /// The leaf block being read.
  private struct Leaf {
    var kind: RichText.Block.Kind
    var runs: [RichText.Run] = []
    var table: RichText.Table?
    var start: Int
    var fence: UInt8 = 0
    /// A line break whose end is not known yet.
    var pendingBreak: (text: String, start: Int)?
    var indentation = 0

    /// Takes away the line break that ends the last line of code.
    mutating func dropLastBreak() {
      guard let last = runs.last, last.text.last == "\n" else { return }
      runs.removeLast()
      guard last.isVerbatim, last.text.utf8.count > 1 else { return }
      runs.append(last)
      runs[runs.count - 1].text.removeLast()
      runs[runs.count - 1].source = last.source.lowerBound..<ByteOffset(last.source.upperBound.int - 1)
    }
  }

  init(scratch: Scratch, piece: Bytes, source: Bytes, definitions: Definitions) {
    self.scratch = scratch
    self.piece = piece
    self.source = source
    self.definitions = definitions
    cursor = scratch.start
  }

  func finish() { endLeaf() }

  // MARK: Blocks

  func enter(_ block: Markdown.Block) {
    switch block {
    case .quote:
      endLeaf()
      containers.append(Container(container: .quote))
    case .list(let sign, let start):
      endLeaf()
      lists.append(List(sign: sign, next: start))
    case .item(let task): enterItem(task)
    case .rule: addRule()
    case .heading(let level): begin(.heading(level: level))
    case .code(let language, let fence):
      begin(.code(language: language))
      leaf?.fence = fence
    case .html: begin(.html)
    case .paragraph: begin(.paragraph)
    case .table:
      let table = RichText.Table(alignments: [], rows: [])
      begin(.table(table))
      leaf?.table = table
    case .tableRow: leaf?.table?.rows.append([])
    case .tableCell(let alignment):
      if leaf?.table?.rows.count == 1 { leaf?.table?.alignments.append(alignment) }
    case .other: break
    }
  }

  func leave(_ block: Markdown.Block) {
    switch block {
    case .quote:
      endLeaf()
      containers.removeLast()
    case .list: lists.removeLast()
    case .item: leaveItem()
    case .heading, .code, .html, .paragraph, .table: endLeaf()
    case .tableCell: endCell()
    case .rule, .tableRow, .other: break
    }
  }

  private func enterItem(_ task: UInt8) {
    endLeaf()
    guard let list = lists.last else { return }
    let state: Topic.TaskState? = task == 0 ? nil : task == 0x20 ? .open : .done
    let marker: Topic.Marker
    if let number = list.next {
      marker = .ordered(number: number, delimiter: Unicode.Scalar(list.sign))
      lists[lists.count - 1].next = number + 1
    } else {
      marker = .bullet(Unicode.Scalar(list.sign))
    }
    let isUndecided = list.sign == 0x29 && nextFootnote < scratch.footnotes.count
    containers.append(Container(container: .item(marker, state, first: true), isUndecided: isUndecided))
  }

  private func leaveItem() {
    endLeaf()
    guard let item = containers.last else { return }
    if item.blockCount == 0, !item.isUndecided {
      let place = scratch.source(of: cursor..<cursor)
      append(RichText.Block(kind: .paragraph, runs: [], source: Range(offsets: place)))
    }
    containers.removeLast()
  }

  private func addRule() {
    endLeaf()
    var line = cursor == scratch.start ? cursor : piece.nextLine(cursor)
    while line < piece.count {
      var at = line
      while at < piece.count, Bytes.isBlank(piece[at]) || piece[at] == 0x3E { at += 1 }
      // A marker may stand before it: "- ***".
      let marker = piece.markerLength(at)
      if piece.isRule(at) || (marker > 0 && piece.isRule(piece.skipBlanks(at + marker))) { break }
      line = piece.nextLine(line)
    }
    guard line < piece.count else { return }
    let range = scratch.source(of: line..<piece.lineEnd(line))
    append(RichText.Block(kind: .rule, runs: [], source: lines(of: range)))
    cursor = piece.lineEnd(line)
  }

  private func begin(_ kind: RichText.Block.Kind) {
    endLeaf()
    leaf = Leaf(kind: kind, start: cursor)
  }

  private func endLeaf() {
    guard var leaf else { return }
    self.leaf = nil
    if case .code = leaf.kind { leaf.dropLastBreak() }
    if case .html = leaf.kind { leaf.runs = HTMLText.runs(of: leaf.runs) }
    if let table = leaf.table {
      leaf.kind = .table(table)
      leaf.runs = []
    }
    let start = leaf.runs.first?.source.lowerBound ?? leaf.table?.firstRun?.source.lowerBound
    let end = leaf.runs.last?.source.upperBound ?? leaf.table?.lastRun?.source.upperBound
    if case .html = leaf.kind, leaf.runs.isEmpty { return }
    var range = scratch.source(of: leaf.start..<leaf.start)
    if let start, let end { range = start.int..<max(start.int, end.int) }
    if case .code = leaf.kind, leaf.fence != 0 { range = fenced(range, hasText: start != nil, fence: leaf.fence) }
    if start == nil, case .paragraph = leaf.kind { return }
    var block = RichText.Block(kind: leaf.kind, runs: leaf.runs, source: lines(of: range))
    if case .paragraph = leaf.kind {
      takeCallout(from: &block)
      if block.runs.isEmpty { return }
    }
    append(block)
  }

  private func append(_ block: RichText.Block) {
    var block = block
    if block.kind == .paragraph || !block.runs.isEmpty || leafless(block.kind) {
      block.containers = containers.map(\.container)
      for index in containers.indices {
        containers[index].blockCount += 1
        switch containers[index].container {
        case .item(let marker, let task, first: true):
          containers[index].container = .item(marker, task, first: false)
        case .footnote(let label, first: true): containers[index].container = .footnote(label: label, first: false)
        default: break
        }
      }
      blocks.append(block)
    }
  }

  private func leafless(_ kind: RichText.Block.Kind) -> Bool {
    switch kind {
    case .rule, .table, .code, .heading: true
    case .paragraph, .html: false
    }
  }

  /// `[!NOTE]` alone on the first line of a quote makes it a callout.
  private func takeCallout(from block: inout RichText.Block) {
    guard let last = containers.last, last.container == .quote, last.blockCount == 0 else { return }
    guard let first = block.runs.first, first.isVerbatim, first.link == nil else { return }
    let text = first.text
    guard text.hasPrefix("[!"), let close = text.firstIndex(of: "]") else { return }
    let word = text[text.index(text.startIndex, offsetBy: 2)..<close]
    guard !word.isEmpty, word.allSatisfy({ $0.isLetter || $0 == "-" }) else { return }
    containers[containers.count - 1].container = .callout(word.uppercased())
    var rest = text[text.index(after: close)...]
    if rest.first == "+" || rest.first == "-" { rest = rest.dropFirst() }
    rest = rest.drop { $0 == " " }
    if rest.isEmpty {
      block.runs.removeFirst()
      if let next = block.runs.first, next.text == " " || next.text == "\n" { block.runs.removeFirst() }
      if let first = block.runs.first, let last = block.runs.last {
        block.source = lines(of: first.source.lowerBound.int..<last.source.upperBound.int)
      }
    } else {
      let start = first.source.upperBound.int - rest.utf8.count
      block.runs[0].text = String(rest)
      block.runs[0].source = ByteOffset(start)..<first.source.upperBound
    }
  }

  /// The range with the lines of the fences around it.
  private func fenced(_ range: Range<Int>, hasText: Bool, fence: UInt8) -> Range<Int> {
    func isFence(_ line: Int) -> Bool {
      var at = line
      while at < source.count, Bytes.isBlank(source[at]) || source[at] == 0x3E { at += 1 }
      return source.run(of: fence, at: at) >= 3
    }
    var lower = source.lineStart(range.lowerBound)
    var upper = range.upperBound
    if hasText {
      // Blank lines of code have no text of their own.
      while lower > 0, lower == source.lineStart(range.lowerBound) || source.isBlankLine(lower) {
        lower = source.lineStart(lower - 1)
      }
    } else {
      var line = lower
      while line < source.count, !isFence(line) { line = source.nextLine(line) }
      if line < source.count { (lower, upper) = (line, source.lineEnd(line)) }
    }
    var below = source.nextLine(upper)
    while below < source.count, source.isBlankLine(below) { below = source.nextLine(below) }
    if below < source.count, isFence(below) { upper = source.lineEnd(below) }
    return lower..<max(lower, upper)
  }

  private func lines(of range: Range<Int>) -> Range<ByteOffset> {
    let start = source.lineStart(range.lowerBound)
    return ByteOffset(start)..<ByteOffset(max(start, source.lineEnd(range.upperBound)))
  }

  private func endCell() {
    guard let runs = leaf?.runs, let row = leaf?.table?.rows.count, row > 0 else { return }
    leaf?.runs = []
    leaf?.pendingBreak = nil
    leaf?.table?.rows[row - 1].append(runs)
  }

  // MARK: Spans

  func enter(_ span: Markdown.Span) {
    // A span without a block around it: a tight list.
    if leaf == nil { begin(.paragraph) }
    var emphasis = spans.last?.emphasis ?? []
    var link = spans.last?.link
    var isImage = false
    switch span {
    case .emphasis: emphasis.insert(.emphasis)
    case .strong: emphasis.insert(.strong)
    case .strikethrough: emphasis.insert(.strikethrough)
    case .code: emphasis.insert(.code)
    case .link(let destination): link = add(.link, destination)
    case .image(let destination):
      isImage = true
      link = add(.image, destination)
    case .wikilink(let destination): link = add(.wikilink, destination)
    case .other: break
    }
    spans.append(
      Span(emphasis: emphasis, link: link, start: cursor, runCount: leaf?.runs.count ?? 0, isImage: isImage))
  }

  func leave(_ span: Markdown.Span) {
    guard let last = spans.popLast() else { return }
    // An image without a description is shown by the name of its file.
    guard last.isImage, let leaf, leaf.runs.count == last.runCount, let link = last.link else { return }
    var at = last.start
    while at + 1 < piece.count, piece[at] != 0x21 || piece[at + 1] != 0x5B { at += 1 }
    guard at + 1 < piece.count else { return }
    endBreak(at: at)
    let end = min(imageEnd(from: at + 2), piece.count)
    let destination = links[link].destination
    let name = destination.hasPrefix("data:") ? "" : destination.split(separator: "/").last.map(String.init) ?? ""
    add(
      RichText.Run(
        text: name.isEmpty ? "image" : name, emphasis: last.emphasis, link: link,
        source: Range(offsets: scratch.source(of: at..<end)), isVerbatim: false))
    cursor = max(cursor, end)
  }

  private func imageEnd(from offset: Int) -> Int {
    guard let close = piece.buffer[offset...].firstIndex(of: 0x5D), close + 1 < piece.count else { return piece.count }
    let sign: UInt8? = piece[close + 1] == 0x28 ? 0x29 : piece[close + 1] == 0x5B ? 0x5D : nil
    guard let sign, let end = piece.buffer[(close + 1)...].firstIndex(of: sign) else { return close + 1 }
    return end + 1
  }

  private func add(_ kind: RichText.Link.Kind, _ destination: String) -> Int {
    links.append(RichText.Link(kind: kind, destination: destination))
    return links.count - 1
  }

  // MARK: Text

  func text(_ kind: Markdown.Text, at offset: Int?, bytes: UnsafeBufferPointer<UInt8>) {
    guard leaf != nil || offset.map({ $0 >= scratch.start }) ?? false else { return }
    // An item's text without a paragraph around it: a tight list.
    if leaf == nil { begin(.paragraph) }
    guard let offset else { return textOfItsOwn(kind, bytes) }
    guard offset >= scratch.start, offset >= cursor else { return }
    decideFootnote(before: offset)
    endBreak(at: offset)
    switch kind {
    case .entity:
      let text = Entity.text(of: bytes) ?? String(decoding: bytes, as: UTF8.self)
      add(run(text, from: offset..<offset + bytes.count, isVerbatim: false))
    case .html where !isRawBlock:
      if HTML.isBreak(bytes) {
        add(run("\n", from: offset..<offset + bytes.count, isVerbatim: false))
      } else if HTML.isText(bytes) {
        addVerbatim(offset..<offset + bytes.count, adding: .html)
      }
    default:
      addIndentation(before: offset)
      addVerbatim(offset..<offset + bytes.count)
    }
    cursor = offset + bytes.count
  }

  /// Text that is not in the piece: breaks, NUL, the indentation and line ends of code and HTML.
  private func textOfItsOwn(_ kind: Markdown.Text, _ bytes: UnsafeBufferPointer<UInt8>) {
    switch kind {
    case .hardBreak: leaf?.pendingBreak = ("\n", cursor)
    case .softBreak: leaf?.pendingBreak = (" ", cursor)
    case .null:
      guard let at = piece.buffer[min(cursor, piece.count)...].firstIndex(of: 0) else { return }
      decideFootnote(before: at)
      endBreak(at: at)
      addIndentation(before: at)
      add(run("\u{FFFD}", from: at..<at + 1, isVerbatim: false))
      cursor = at + 1
    case .normal, .entity, .code, .html:
      if !isRawBlock {
        leaf?.pendingBreak = (" ", cursor)
      } else if bytes.first == 0x0A {
        endRawLine()
      } else {
        leaf?.indentation += bytes.count
      }
    }
  }

  private var isRawBlock: Bool {
    switch leaf?.kind {
    case .code, .html: true
    case .paragraph, .heading, .rule, .table, nil: false
    }
  }

  private func endRawLine() {
    leaf?.indentation = 0
    var end = piece.lineEnd(cursor)
    if leaf?.runs.isEmpty ?? true, leaf?.fence != 0, cursor == leaf?.start {
      // A blank first line of fenced code: its break is the one after the fence's line.
      end = piece.lineEnd(piece.nextLine(cursor))
    }
    let next = piece.nextLine(end)
    // A lone `\n` is what it says; a CRLF stands for one; the last may be none of the file's.
    let isOfFile = !scratch.source(of: end..<next).isEmpty
    if isOfFile { add(run("\n", from: end..<next, isVerbatim: next - end == 1 && piece[end] == 0x0A)) }
    cursor = next
  }

  /// The spaces before a line of code, which md4c counts out anew.
  private func addIndentation(before offset: Int) {
    guard let count = leaf?.indentation, count > 0 else { return }
    leaf?.indentation = 0
    var start = offset
    while start > cursor, offset - start < count, piece[start - 1] == 0x20 { start -= 1 }
    if offset - start == count, scratch.source(of: start..<offset).count == count {
      addVerbatim(start..<offset)
    } else {
      while start > cursor, Bytes.isBlank(piece[start - 1]) { start -= 1 }
      add(run(String(repeating: " ", count: count), from: start..<offset, isVerbatim: false))
    }
  }

  /// Ends the line break that is waiting, at the text that follows it.
  private func endBreak(at offset: Int) {
    guard let (text, start) = leaf?.pendingBreak else { return }
    leaf?.pendingBreak = nil
    var newline = min(start, offset)
    while newline < offset, !Bytes.isNewline(piece[newline]) { newline += 1 }
    var first = newline
    while first > start, Bytes.isBlank(piece[first - 1]) { first -= 1 }
    if text == "\n", first > start, piece[first - 1] == 0x5C { first -= 1 }
    var end = newline
    while end < offset, Bytes.isSpace(piece[end]) || piece[end] == 0x3E { end += 1 }
    if leaf?.runs.isEmpty ?? true { return }
    var run = run(text, from: first..<max(first, end), isVerbatim: false)
    // Up to where the text of the next line begins, the indentation that was taken off included.
    run.source = run.source.lowerBound..<max(run.source.lowerBound, place(end))
    add(run)
  }

  private func decideFootnote(before offset: Int) {
    while nextFootnote < scratch.footnotes.count, scratch.footnotes[nextFootnote].offset < offset {
      let footnote = scratch.footnotes[nextFootnote]
      nextFootnote += 1
      if let index = containers.lastIndex(where: \.isUndecided) {
        containers[index].container = .footnote(label: footnote.label, first: true)
      }
    }
    for index in containers.indices { containers[index].isUndecided = false }
  }

  private func place(_ offset: Int) -> ByteOffset { ByteOffset(scratch.source(of: offset..<offset).lowerBound) }

  private func run(_ text: String, from range: Range<Int>, isVerbatim: Bool) -> RichText.Run {
    let span = spans.last
    return RichText.Run(
      text: text, emphasis: span?.emphasis ?? [], link: span?.link, source: Range(offsets: scratch.source(of: range)),
      isVerbatim: isVerbatim)
  }

  /// Adds text as it stands in the file, an escape before it taken in, and what is not UTF-8 apart.
  private func addVerbatim(_ range: Range<Int>, adding emphasis: RichText.Emphasis = []) {
    var range = range
    if range.lowerBound > cursor, piece[range.lowerBound - 1] == 0x5C, !isRawBlock, !range.isEmpty {
      let escape = range.lowerBound - 1..<range.lowerBound + 1
      add(run(String(UnicodeScalar(piece[range.lowerBound])), from: escape, isVerbatim: false))
      range = range.lowerBound + 1..<range.upperBound
    }
    let place = scratch.source(of: range)
    for part in source.wellFormed(place) {
      var run = run(part.text, from: range, isVerbatim: part.isVerbatim)
      run.source = Range(offsets: part.range)
      run.emphasis.formUnion(emphasis)
      addWithFootnotes(run)
    }
  }

  /// Adds a run, references to footnotes apart.
  private func addWithFootnotes(_ run: RichText.Run) {
    guard run.isVerbatim, !run.emphasis.contains(.code), !isRawBlock, !definitions.isEmpty, run.text.contains("[^")
    else { return add(run) }
    var from = run.source.lowerBound.int
    let end = run.source.upperBound.int
    var at = from
    while at + 3 < end {
      guard source[at] == 0x5B, source[at + 1] == 0x5E,
        let close = source.buffer[at..<end].firstIndex(of: 0x5D),
        definitions.candidates(forLabelAt: at + 1, in: source).contains(where: { source[$0 + 1] == 0x5E })
      else {
        at += 1
        continue
      }
      addPart(of: run, from..<at)
      addPart(of: run, at..<close + 1, adding: .footnoteReference)
      from = close + 1
      at = from
    }
    addPart(of: run, from..<end)
  }

  private func addPart(of run: RichText.Run, _ range: Range<Int>, adding emphasis: RichText.Emphasis = []) {
    guard !range.isEmpty else { return }
    var part = run
    part.text = String(decoding: source.buffer[range], as: UTF8.self)
    part.source = Range(offsets: range)
    part.emphasis.formUnion(emphasis)
    add(part)
  }

  /// Adds a run, joined to the one before it where the source goes on without a gap.
  private func add(_ run: RichText.Run) {
    guard !run.text.isEmpty || !run.source.isEmpty, let count = leaf?.runs.count else { return }
    if count > 0, let last = leaf?.runs[count - 1], last.isVerbatim, run.isVerbatim, last.emphasis == run.emphasis,
      last.link == run.link, last.source.upperBound == run.source.lowerBound
    {
      leaf?.runs[count - 1].text += run.text
      leaf?.runs[count - 1].source = last.source.lowerBound..<run.source.upperBound
    } else {
      leaf?.runs.append(run)
    }
  }
}

extension RichText.Table {
  fileprivate var firstRun: RichText.Run? { rows.lazy.flatMap { $0 }.flatMap { $0 }.first }
  fileprivate var lastRun: RichText.Run? { rows.reversed().lazy.flatMap { $0.reversed() }.first { !$0.isEmpty }?.last }
}
