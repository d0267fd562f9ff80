/// Turns the events of one md4c pass into the table of topics.
///
/// md4c tells what there is and in which order, and where text is, but not where a block without text does, nor a
/// marker. Blocks wait in `pending` until the next text gives a limit; between the last place known and that limit
/// are only lines without text, among which each waiting block is found by its marker. So the whole is linear.
struct TopicBuilder: ~Copyable {
  /// The file as md4c sees it.
  let bytes: Bytes
  /// The file as it is.
  let source: Bytes
  let patches: Patches
  /// The start of the Markdown, behind a byte order mark and front matter.
  let start: Int

  var records: RawBuffer<Record>
  var continuations = RawBuffer<Continuation>()
  /// The number of topics whose marker was not found in the source; 0 is expected.
  var misplaced = 0
  /// The offsets of fences and HTML that are indented too far to be any.
  var overindented = RawBuffer<UInt32>()
  /// The end of the last paragraph's text, or of the last quote's, -1 before the first.
  var paragraphEnd = -1

  /// The topics that are open, the root first.
  var open = RawBuffer<Int>()
  /// The delimiters of the open lists: the bullet, or the delimiter of an ordered list.
  var lists = RawBuffer<UInt8>()
  /// Blocks that wait for a place.
  var pending = RawBuffer<Pending>()
  var quoteDepth = 0
  /// The character of the last fence met in the outermost quote, 0 for none.
  var quotedFence: UInt8 = 0
  /// The topic that the text last met belongs to.
  var owner = 0

  /// Everything before it is accounted for.
  var cursor: Int
  /// Whether a further block may begin on the line of `cursor`: only behind a marker.
  var isFresh: Bool
  /// The character of the fence of the code just left, where nothing closed it; 0 otherwise.
  var openFence: UInt8 = 0
  /// The topic whose title ends somewhere behind `cursor`, -1 for none.
  var unendedTitle = -1
  /// The topic whose title is the next text, -1 for none: its first block is code, a quote, a table or HTML.
  var borrowedTitle = -1

  /// The end of the last list of `•` or `–`, -1 before the first.
  var symbolList = -1
  var paragraph = Paragraph()
  /// Lines of the paragraph being read that begin with what could be a marker.
  var markers = RawBuffer<Int>()
  /// Of the items taken out of a paragraph, those that a further one may be in.
  var nested = RawBuffer<LooseItem>()
  private let joinsHeadings: Bool
  /// Whether a heading, code, HTML or a table is open, whose text is no paragraph.
  var isInLeaf = false

  /// The inputs of a builder besides md4c's events.
  struct Input {
    var bytes: Bytes
    var source: Bytes
    var patches: Patches
    var start: Int
    /// Whether an item that begins with a heading is one topic with it.
    var joinsHeadings: Bool
  }

  init(_ input: Input) {
    joinsHeadings = input.joinsHeadings
    bytes = input.bytes
    source = input.source
    patches = input.patches
    start = input.start
    cursor = start
    isFresh = true
    records = RawBuffer(capacity: bytes.count / 64 + 16)
    var root = Record(form: .root)
    root.marker = UInt32(start)
    root.titleStart = UInt32(start)
    root.titleEnd = UInt32(start)
    root.flags = .hasBlock
    records.append(root)
    open.append(0)
  }

  // MARK: Events

  /// Called before any block is entered or left.
  @inline(__always) mutating func boundary() {
    if paragraph.isImplicit { leaveParagraph() }
  }

  mutating func enterList(delimiter: UInt8) {
    if quoteDepth == 0 { lists.append(delimiter) }
  }

  mutating func leaveList() {
    if quoteDepth == 0 { lists.removeLast() }
  }

  mutating func enterItem(task: UInt8, taskOffset: Int) {
    guard quoteDepth == 0, let delimiter = lists.last else { return }
    let index = append(delimiter == 0x2E || delimiter == 0x29 ? .ordered : .bullet)
    if task != 0 {
      records[index].task = task
      // Until the item is placed, its title's start remembers where the character of the task is.
      records[index].titleStart = UInt32(clamping: start + taskOffset)
    }
    open.append(index)
    wait(Pending(kind: .item, byte: delimiter, topic: Int32(index)))
  }

  mutating func leaveItem() {
    guard quoteDepth == 0 else { return }
    while open.count > 1, !records[open.removeLast()].isItem {}
  }

  mutating func enterHeading(level: Int) {
    guard quoteDepth == 0 else { return }
    if joinsHeadings, let item = open.last, records[item].isItem, records[item].task == 0, mayBegin(item) {
      // An item that begins with a heading is called what the heading says.
      records[item].level = UInt8(level)
      records[item].flags.formUnion([.hasBlock, .hasTitle])
      isInLeaf = true
      return wait(Pending(kind: .heading, topic: Int32(item)))
    }
    while open.count > 1, let last = open.last, !records[last].isItem, records[last].level >= level {
      open.removeLast()
    }
    let index = append(.atx)
    records[index].level = UInt8(level)
    records[index].flags = [.hasBlock, .hasTitle]
    open.append(index)
    isInLeaf = true
    wait(Pending(kind: .heading, topic: Int32(index)))
  }

  mutating func leaveHeading() {
    guard quoteDepth == 0, let index = open.last else { return }
    isInLeaf = false
    if pending.isEmpty { endHeading(index) } else { wait(Pending(kind: .headingEnd, topic: Int32(index))) }
  }

  mutating func enterQuote() {
    if quoteDepth == 0 {
      enterLeaf(.quote, verbatim: false)
      quotedFence = 0
    }
    quoteDepth += 1
  }

  mutating func leaveQuote() {
    quoteDepth -= 1
    guard quoteDepth == 0 else { return }
    let item = innermostItem ?? 0
    if quotedFence == 0 { paragraphEnd = cursor }
    if pending.isEmpty {
      endQuote(fence: quotedFence, in: item, limit: bytes.count)
    } else {
      wait(Pending(kind: .quoteEnd, byte: quotedFence, topic: Int32(item)))
    }
    leaveLeaf()
  }

  mutating func enterParagraph(isImplicit: Bool = false) {
    guard quoteDepth == 0, let topic = open.last else { return }
    paragraph.isOpen = true
    paragraph.isImplicit = isImplicit
    paragraph.start = -1
    paragraph.isAtLineStart = true
    paragraph.spans = 0
    let isTitle = mayBegin(topic)
    paragraph.isTitle = isTitle
    if isTitle { records[topic].flags.formUnion([.hasBlock, .hasTitle]) }
    let continuation = continuationIfNeeded(topic)
    paragraph.continuation = continuation
    if isTitle || continuation >= 0 {
      wait(Pending(kind: .leaf, continuation: Int32(continuation), title: isTitle ? Int32(topic) : -1))
    }
  }

  mutating func leaveParagraph() {
    guard quoteDepth == 0, let topic = open.last else { return }
    paragraphEnd = cursor
    paragraph.isOpen = false
    paragraph.isImplicit = false
    if !pending.isEmpty {
      wait(Pending(kind: .leafEnd, title: paragraph.isTitle ? Int32(topic) : -1))
    } else if paragraph.isTitle {
      unendedTitle = topic
    }
    if !markers.isEmpty {
      splitParagraph(of: topic)
      markers.truncate(to: 0)
    }
    if pending.isEmpty { isFresh = false }
  }

  mutating func rule() {
    guard quoteDepth == 0 else { return }
    enterLeaf(.rule, verbatim: false)
    leaveLeaf()
  }

  /// `fence` is 0 for indented code.
  mutating func enterCode(fence: UInt8) {
    if quoteDepth > 0 {
      quotedFence = fence
    } else {
      enterLeaf(fence == 0 ? .leaf : .fence, byte: fence, verbatim: true)
    }
  }

  mutating func leaveCode(fence: UInt8) {
    guard quoteDepth == 0 else { return }
    leaveLeaf()
    guard fence != 0 else { return }
    let item = innermostItem ?? 0
    if pending.isEmpty {
      endFence(fence, in: item, limit: bytes.count)
    } else {
      wait(Pending(kind: .fenceEnd, byte: fence, topic: Int32(item)))
    }
  }

  mutating func enterHTML() {
    if quoteDepth == 0 { enterLeaf(.html, verbatim: false) }
  }

  mutating func enterTable() {
    if quoteDepth == 0 { enterLeaf(.leaf, verbatim: false) }
  }

  mutating func leaveTableHead() {
    guard quoteDepth == 0 else { return }
    if pending.isEmpty {
      cursor = bytes.lineEnd(bytes.nextLine(cursor))
      isFresh = false
    } else {
      wait(Pending(kind: .tableRule))
    }
  }

  /// The end of HTML, a table, a quote or code.
  mutating func leaveLeaf() {
    isInLeaf = false
    borrowedTitle = -1
    if pending.isEmpty { isFresh = false }
  }

  /// Text at `offset`, which lies in the source with its `count` bytes.
  @inline(__always) mutating func text(at offset: Int, count: Int) {
    guard offset >= cursor else { return }
    beginParagraphIfNeeded()
    if !pending.isEmpty { place(before: offset) }
    if unendedTitle >= 0 { endTitle(before: offset) }
    if borrowedTitle >= 0 { borrowTitle(at: offset) }
    if paragraph.isAtLineStart, paragraph.isOpen { beginLine(at: offset) }
    cursor = offset + count
    isFresh = false
  }

  /// Begins a paragraph that md4c does not announce, where text or a span is in no block.
  @inline(__always) mutating func beginParagraphIfNeeded() {
    if !isInLeaf, !paragraph.isOpen, quoteDepth == 0 { enterParagraph(isImplicit: true) }
  }

  /// A NUL, of which md4c does not tell the place.
  mutating func null() {
    beginParagraphIfNeeded()
    guard let last = pending.last, last.kind == .heading else { return }
    pending[pending.count - 1].byte = Pending.beginsWithNull
  }

  @inline(__always) mutating func enterSpan(isLink: Bool) {
    beginParagraphIfNeeded()
    if isLink { paragraph.spans += 1 }
  }

  /// A hard or soft line break.
  @inline(__always) mutating func lineBreak() { paragraph.isAtLineStart = true }

  /// Places what still waits, and gives every topic its line and the size of its subtree.
  mutating func finish(_ lines: LineTable) -> OutlineTables {
    place(before: bytes.count)
    if unendedTitle >= 0 { endTitle(before: bytes.count) }
    cutTitles()
    var line = lines.starts.count - 1
    var maximumDepth: UInt32 = 0
    var index = records.count - 1
    while index >= 0 {
      let record = records[index]
      while line > 0, lines.starts[line] > record.marker { line -= 1 }
      records[index].line = UInt32(truncatingIfNeeded: line + 1)
      if index > 0 { records[Int(record.parent)].subtreeCount += record.subtreeCount }
      maximumDepth = max(maximumDepth, record.depth)
      index -= 1
    }
    return OutlineTables(
      records: records.array, continuations: continuations.array, lines: lines, maximumDepth: Int(maximumDepth),
      misplaced: misplaced,
      overindented: overindented.array)
  }

  // MARK: Making topics

  @inline(__always) private mutating func wait(_ block: Pending) {
    pending.append(block)
  }

  /// The innermost item that is open.
  var innermostItem: Int? {
    var at = open.count
    while at > 0 {
      at -= 1
      if records[open[at]].isItem { return open[at] }
    }
    return nil
  }

  private mutating func append(_ form: Record.Form) -> Int {
    append(form, parent: open.last ?? 0)
  }

  mutating func append(_ form: Record.Form, parent: Int) -> Int {
    let index = records.count
    var record = Record(form: form)
    record.parent = UInt32(parent)
    record.depth = records[parent].depth + 1
    records.append(record)
    owner = index
    return index
  }

  /// Whether nothing of an open topic's own has been met yet, nor a topic below it, so that its title may follow.
  @inline(__always) private func mayBegin(_ topic: Int) -> Bool {
    topic == records.count - 1 && !records[topic].flags.contains(.hasBlock)
  }

  /// Begins a continuation of `topic` where the text met last was another's; its start is filled in when it is known.
  mutating func continuationIfNeeded(_ topic: Int) -> Int {
    guard owner != topic else { return -1 }
    owner = topic
    continuations.append(Continuation(start: 0, topic: UInt32(topic)))
    return continuations.count - 1
  }

  private mutating func enterLeaf(_ kind: Pending.Kind, byte: UInt8 = 0, verbatim: Bool) {
    guard let topic = open.last else { return }
    isInLeaf = true
    if mayBegin(topic) {
      records[topic].flags.insert(.hasBlock)
      if verbatim { records[topic].flags.insert(.verbatimTitle) }
      borrowedTitle = topic
    }
    let continuation = continuationIfNeeded(topic)
    if kind == .leaf, continuation < 0 { return }
    let item = kind == .fence || kind == .html ? innermostItem ?? 0 : 0
    wait(Pending(kind: kind, byte: byte, topic: Int32(item), continuation: Int32(continuation)))
  }

  private mutating func beginLine(at offset: Int) {
    paragraph.isAtLineStart = false
    let isFirst = paragraph.start < 0
    if isFirst { paragraph.start = offset }
    let byte = bytes[offset]
    guard byte == 0x2D || byte == 0x2A || byte == 0x2B || byte == 0xE2 || Bytes.isDigit(byte) else { return }
    guard paragraph.spans == 0, !isFirst || byte == 0xE2 else { return }
    let length = bytes.markerLength(offset)
    guard length > 0, bytes.isGap(offset + length) else { return }
    if !isFirst {
      var before = offset
      while before > cursor, Bytes.isBlank(bytes[before - 1]) { before -= 1 }
      guard before > start, Bytes.isNewline(bytes[before - 1]) else { return }
    }
    markers.append(offset)
  }
}
