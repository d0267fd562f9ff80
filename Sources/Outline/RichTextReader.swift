/// Turns the events of one segment into blocks and runs.
///
/// Text is always taken from the file, never from md4c, so that runs and source cannot disagree.
final class RichTextReader: MarkdownReader {
  let fragment: FragmentSource
  /// The bytes of `fragment`.
  let piece: Bytes
  let source: Bytes
  let definitions: Definitions
  let patches: Patches
  /// The file with its patches covered.
  let covered: Bytes
  let markup: InlineMarkup
  /// The depth of the fragment in HTML; 0 outside of any.
  let htmlDepth: Int

  private(set) var blocks: [RichText.Block] = []
  var links: [RichText.Link] = []

  var containers: [Container] = []
  private var lists: [List] = []
  var spans: [Span] = []
  var leaf: Leaf?
  /// Everything of the piece before it is accounted for.
  var cursor: Int
  /// Whether the definitions before the piece have been read.
  var hasBegun: Bool
  /// Whether a tag or a comment in a paragraph goes on from the line above.
  var isInTag = false
  /// The paragraph that is read, as far as its line breaks go.
  var paragraph: KeptBreaks.Paragraph?
  /// The tag that sets what follows in the paragraph apart from what was before it.
  var separator: Range<Int>?
  /// Tags of HTML that are open in the paragraph.
  var openTags: [OpenTag] = []
  var nextFootnote = 0
  /// The link that was made last of one that md4c does not know.
  var lastMarkupLink: (number: Int, link: Int)?

  struct Container {
    var container: RichText.Container
    /// An item that may turn out to be a footnote when its first text is met.
    var isUndecided = false
    var blockCount = 0
    /// The offset at which it was entered.
    var start = 0
  }

  private struct List {
    var delimiter: UInt8
    var next: Int?
  }

  struct Span {
    var emphasis: RichText.Emphasis
    var link: Int?
    /// The offset at which it was entered, and the number of runs there were.
    var start: Int
    var runCount: Int
    var isImage = false
    var isLink = false
  }

  /// The leaf block being read.
  struct Leaf {
    var kind: RichText.Block.Kind
    var runs: [RichText.Run] = []
    var table: RichText.Table?
    var start: Int
    var fence: UInt8 = 0
    /// A line break whose end is not known yet.
    var pendingBreak: (text: String, start: Int, span: Span?)?
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

  /// Reads a fragment of `source`.
  static func read(
    _ source: FragmentSource, of file: Bytes, covered: Bytes, definitions: Definitions, patches: Patches,
    htmlDepth: Int = 0
  ) -> RichTextReader {
    var fragment = source
    // md4c may look one byte behind an unclosed link.
    fragment.close()
    let markup = fragment.coverInlineMarkup()
    return fragment.bytes.withUnsafeBufferPointer { buffer in
      let reader = RichTextReader(
        fragment: fragment, piece: Bytes(base: buffer.baseAddress ?? file.base, count: buffer.count), source: file,
        covered: covered, definitions: definitions, patches: patches, markup: markup, htmlDepth: htmlDepth)
      Markdown.read(buffer, with: reader)
      reader.endLeaf()
      return reader
    }
  }

  private init(
    fragment: FragmentSource, piece: Bytes, source: Bytes, covered: Bytes, definitions: Definitions, patches: Patches,
    markup: InlineMarkup, htmlDepth: Int
  ) {
    self.patches = patches
    self.covered = covered
    self.fragment = fragment
    self.markup = markup
    self.htmlDepth = htmlDepth
    self.piece = piece
    self.source = source
    self.definitions = definitions
    cursor = fragment.start
    hasBegun = fragment.start == 0
  }

  // MARK: Blocks

  func enter(_ block: Markdown.Block) {
    switch block {
    case .quote:
      endLeaf()
      containers.append(Container(container: .quote))
    case .list(let delimiter, let start):
      endLeaf()
      lists.append(List(delimiter: delimiter, next: start))
    case .item(let task, let offset): enterItem(task, at: offset)
    case .rule: addRule()
    case .heading(let level): begin(.heading(level: level))
    case .code(let word, let fence):
      begin(.code(language: fence == 0 ? "" : Self.language(of: word)))
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

  private func enterItem(_ task: UInt8, at offset: Int) {
    endLeaf()
    guard let list = lists.last else { return }
    let state: Topic.TaskState? = task == 0 ? nil : task == 0x20 ? openState(at: offset) : .done
    let marker: Topic.Marker
    if let number = list.next {
      marker = .ordered(number: number, delimiter: Unicode.Scalar(list.delimiter))
      lists[lists.count - 1].next = number + 1
    } else {
      marker = .bullet(Unicode.Scalar(list.delimiter))
    }
    let isUndecided = list.delimiter == 0x29 && nextFootnote < fragment.footnotes.count
    containers.append(
      Container(container: .item(marker, state, first: true), isUndecided: isUndecided, start: cursor))
  }

  /// The state of a task for whose character, at `offset`, md4c was shown a blank.
  private func openState(at offset: Int) -> Topic.TaskState {
    let sign = fragment.source(of: offset..<offset + 1).lowerBound
    guard sign > 0, let found = source.taskSign(sign - 1), found != 0x20 else { return .open }
    return .other(Unicode.Scalar(found))
  }

  private func leaveItem() {
    endLeaf()
    guard let item = containers.last else { return }
    if item.blockCount == 0 {
      // It begins on the next line that is not blank, at the earliest.
      var at = item.start
      while at < piece.count, Bytes.isSpace(piece[at]) || piece[at] == 0x3E { at += 1 }
      if item.isUndecided { decideFootnote(before: min(at + 1, piece.count)) }
      let place = fragment.source(of: at..<at)
      append(RichText.Block(kind: .paragraph, runs: [], source: lines(of: place)))
    }
    containers.removeLast()
  }

  private func addRule() {
    endLeaf()
    // The break that ends code is accounted for.
    let isAtLineStart = cursor > fragment.start && Bytes.isNewline(piece[cursor - 1])
    var line = cursor == fragment.start || isAtLineStart ? cursor : piece.nextLine(cursor)
    while line < piece.count {
      var at = line
      while at < piece.count, Bytes.isBlank(piece[at]) || piece[at] == 0x3E { at += 1 }
      // A marker may be before it: "- ***".
      let marker = piece.markerLength(at)
      if piece.isRule(at) || (marker > 0 && piece.isRule(piece.skipBlanks(at + marker))) { break }
      line = piece.nextLine(line)
    }
    guard line < piece.count else { return }
    let range = fragment.source(of: line..<piece.lineEnd(line))
    append(RichText.Block(kind: .rule, runs: [], source: lines(of: range)))
    cursor = piece.lineEnd(line)
  }

  func begin(_ kind: RichText.Block.Kind) {
    endLeaf()
    leaf = Leaf(kind: kind, start: cursor)
  }

  private func endLeaf() {
    guard var leaf else { return }
    self.leaf = nil
    openTags = []
    separator = nil
    switch leaf.kind {
    case .paragraph, .heading: leaf.runs = withFootnotes(leaf.runs)
    case .code, .html, .calloutTitle, .rule, .table: break
    }
    if case .code = leaf.kind { leaf.dropLastBreak() }
    if case .html = leaf.kind { return addHTML(leaf.runs) }
    if var table = leaf.table {
      table.dropEmptyColumns(beyond: fragment.columns(ofTableIn: leaf.start..<piece.nextLine(cursor)))
      leaf.kind = .table(table)
      leaf.runs = []
    }
    let start = leaf.runs.first?.source.lowerBound ?? leaf.table?.firstRun?.source.lowerBound
    let end = leaf.runs.last?.source.upperBound ?? leaf.table?.lastRun?.source.upperBound
    var first = leaf.start
    if start == nil { while first < piece.count, Bytes.isSpace(piece[first]) || piece[first] == 0x3E { first += 1 } }
    var range = fragment.source(of: first..<first)
    if let start, let end { range = start.int..<max(start.int, end.int) }
    if case .code = leaf.kind, leaf.fence != 0, !isPatched(range) {
      range = fenced(range, hasText: start != nil, fence: leaf.fence)
      addFenceWords(at: range.lowerBound, fence: leaf.fence)
    }
    if start == nil, case .paragraph = leaf.kind { return }
    var block = RichText.Block(kind: leaf.kind, runs: leaf.runs, source: lines(of: range))
    if case .paragraph = leaf.kind {
      takeCallout(from: &block)
      if block.runs.isEmpty { return }
    }
    append(block)
  }

  /// Adds a block to what is read; `inside` are containers of its own within those that are open.
  func append(_ block: RichText.Block, inside: [RichText.Container] = []) {
    var block = block
    if block.kind == .paragraph || !block.runs.isEmpty || leafless(block.kind) {
      block.containers = containers.map(\.container) + inside
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
    case .paragraph, .html, .calloutTitle: false
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
      // The fence that ends other code right above begins none.
      var line = lower
      if let last = blocks.last?.source.upperBound.int, last > line, last < source.count {
        line = source.nextLine(last)
      }
      while line < source.count, !isFence(line) { line = source.nextLine(line) }
      if line < source.count { (lower, upper) = (line, source.lineEnd(line)) }
    }
    var below = source.nextLine(upper)
    while below < source.count, source.isBlankLine(below) { below = source.nextLine(below) }
    if below < source.count, isFence(below) { upper = source.lineEnd(below) }
    return lower..<max(lower, upper)
  }

  /// Whether the fences around code are none of the file's.
  private func isPatched(_ range: Range<Int>) -> Bool { patches.patch(at: range.lowerBound)?.isBlock ?? false }

  func lines(of range: Range<Int>) -> Range<ByteOffset> {
    let start = source.lineStart(range.lowerBound)
    return ByteOffset(start)..<ByteOffset(max(start, source.lineEnd(range.upperBound)))
  }

  private func endCell() {
    guard let runs = leaf?.runs, let row = leaf?.table?.rows.count, row > 0 else { return }
    leaf?.runs = []
    leaf?.pendingBreak = nil
    openTags = []
    separator = nil
    leaf?.table?.rows[row - 1].append(withFootnotes(runs))
  }
}

extension RichText.Table {
  /// Takes away columns without any text at the end that the table does not have by itself.
  fileprivate mutating func dropEmptyColumns(beyond own: Int?) {
    guard let own else { return }
    while alignments.count > max(1, own), rows.allSatisfy({ $0.last?.isEmpty ?? true }) {
      alignments.removeLast()
      for row in rows.indices where rows[row].count > alignments.count { rows[row].removeLast() }
    }
  }

  fileprivate var firstRun: RichText.Run? { rows.lazy.flatMap { $0 }.flatMap { $0 }.first }
  fileprivate var lastRun: RichText.Run? { rows.reversed().lazy.flatMap { $0.reversed() }.first { !$0.isEmpty }?.last }
}
