import Glibc

/// Follows the blocks of a file line by line, as far as the rules of dialects need them: containers, code, raw HTML and
/// paragraphs (CommonMark 5.1 and appendix).
///
/// What it takes for code must be what md4c takes for code; a test compares the two.
struct LineScanner: ~Copyable {
  let bytes: Bytes
  /// Whether `bytes` is all of the file, not only its beginning.
  let isWhole: Bool
  /// The start of the first block that depends on what follows the bytes; `Int.max` for none.
  var doubt = Int.max
  var patches: [Patch] = []

  /// The quotes and items that are open, from the outside in.
  var containers = RawBuffer<Container>()
  var leaf = Leaf.none
  var fence = Fence()
  /// The end of a block of raw HTML, which goes on to the end of that line; `Int.max` if a blank line ends it.
  var htmlEnd = 0
  /// Whether the raw HTML is a comment.
  var isComment = false
  /// The end of the last tag of raw HTML, which may be on a later line.
  var tagEnd = 0
  /// Lines up to a blank one that were looked through last.
  var knownBlock = 0..<0
  /// The number of containers around the leaf when it began.
  var leafDepth = 0
  /// The lines of the open paragraph, without their containers' markers and indentation.
  var lines = RawBuffer<Line>()
  /// Whether `lines` is a row of a table, whose bars are borders.
  var isRow = false
  /// Whether the line above was blank.
  var isAfterBlank = true
  /// The number of containers, from the outside in, that the line being read belongs to.
  var matched = 0
  /// Whether the other containers are still open, for text that may go on with their paragraph.
  var hasUnmatched = false
  /// Whether no line of colons ends an admonition further down.
  var knowsNoColons = false
  /// The number of containers around lines that may be properties; -1 where none may follow.
  var propertyDepth = 0
  /// The last ordered item at each depth, for numbers that go on counting.
  var numbers = RawBuffer<Container>()
  /// The lookups that are made at most once for a file.
  var lookups = Lookups()
  /// The start of the line after the one being read; a block that is read as one line moves it.
  var nextLine: Int
  private let hasReturns: Bool

  struct Container: BitwiseCopyable {
    var isQuote: Bool
    var isOrdered = false
    /// Whether nothing is behind its marker on that line.
    var isEmpty = false
    var delimiter: UInt8 = 0
    private var markerOffset: UInt32 = 0
    private var firstColumn: UInt32 = 0
    private var contentColumn: UInt32 = 0
    private var value: Int32 = 0
    /// The patches that make it narrower than it is, -1 for none.
    var blankPatch: Int32 = -1
    var fillPatch: Int32 = -1

    init(isQuote: Bool, marker: Int = 0, markerColumn: Int = 0) {
      self.isQuote = isQuote
      markerOffset = UInt32(marker)
      firstColumn = UInt32(markerColumn)
    }

    /// The offset of the marker.
    var marker: Int { Int(markerOffset) }
    var markerColumn: Int { Int(firstColumn) }
    /// The column at which its content begins.
    var content: Int {
      get { Int(contentColumn) }
      set { contentColumn = UInt32(newValue) }
    }
    var number: Int {
      get { Int(value) }
      set { value = Int32(newValue) }
    }
  }

  enum Leaf { case none, paragraph, fence, html }

  struct Fence: BitwiseCopyable {
    var character: UInt8 = 0
    var length = 0
    /// The latest end of the code, for a fence that holds others; 0 for none.
    var end = 0
  }

  struct Line: BitwiseCopyable {
    var start: Int
    var end: Int
  }

  init(bytes: Bytes, start: Int, isWhole: Bool) {
    self.bytes = bytes
    self.isWhole = isWhole
    nextLine = start
    hasReturns = memchr(bytes.base, 0x0D, bytes.count) != nil
  }

  mutating func scan() {
    while nextLine < bytes.count {
      let line = nextLine
      let (end, next) = lineBreak(from: line)
      nextLine = next
      read(line, end)
    }
    endParagraph()
  }

  /// The end of the line that begins at `line`, and where the next one begins.
  func lineBreak(from line: Int) -> (end: Int, next: Int) {
    let base = UnsafeRawPointer(bytes.base)
    var end = bytes.count
    var next = bytes.count
    if let found = memchr(base + line, 0x0A, bytes.count - line) {
      end = base.distance(to: found)
      next = end + 1
    }
    guard hasReturns else { return (end, next) }
    if let found = memchr(base + line, 0x0D, end - line) {
      let at = base.distance(to: found)
      return (at, at + 1 == end && next > end ? next : at + 1)
    }
    return (end, next)
  }

  /// Notes that more of the file may change what begins at `offset`.
  mutating func doubt(at offset: Int) {
    if !isWhole { doubt = min(doubt, bytes.lineStart(offset)) }
  }

  mutating func patch(_ range: Range<Int>, _ rule: DialectRule, _ effect: Patch.Effect, cover: UInt8) {
    if !range.isEmpty { patches.append(Patch(range, rule, effect, cover: cover)) }
  }

  // MARK: Positions in a line

  /// A place in a line: a byte, and its column, which may be inside of a tab.
  struct Position {
    var at: Int
    var column: Int
  }

  /// The first byte from `position` on that is no blank.
  @inline(__always) func skipBlanks(_ position: Position, _ end: Int) -> Position {
    var position = position
    while position.at < end {
      let byte = bytes[position.at]
      if byte == 0x20 {
        position.column += 1
      } else if byte == 0x09 {
        position.column += 4 - position.column % 4
      } else {
        break
      }
      position.at += 1
    }
    return position
  }

  /// Blanks left out up to `column`.
  @inline(__always) func skipBlanks(_ position: Position, upTo column: Int) -> Position {
    var position = position
    while position.column < column {
      let width = bytes[position.at] == 0x09 ? 4 - position.column % 4 : 1
      if position.column + width > column { return Position(at: position.at, column: column) }
      position.column += width
      position.at += 1
    }
    return position
  }

  // MARK: Lines

  private mutating func read(_ line: Int, _ end: Int) {
    var first = skipBlanks(Position(at: line, column: 0), end)
    let column: Int
    (matched, column) = matchContainers(&first, end)
    hasUnmatched = true
    let isBlank = first.at >= end
    switch leaf {
    case .fence:
      if matched >= leafDepth { return readCode(first, indent: first.column - column, end) }
      leaf = .none
    case .html:
      if matched >= leafDepth, htmlEnd != .max || !isBlank { return readHTML(first.at, end) }
      leaf = .none
    case .none, .paragraph: break
    }
    if isBlank {
      endParagraph()
      containers.truncate(to: matched)
      if let last = containers.last, last.isEmpty, !isAfterBlank { containers.removeLast() }
    } else {
      readBlocks(column, first, end)
    }
    isAfterBlank = isBlank
  }

  /// Goes past the markers and the indentation of the open containers that the line belongs to, and says how many.
  ///
  /// - Parameter first: The first byte that is no blank; moved behind the markers of quotes.
  /// - Returns: Their number, and the column in which the content of the innermost begins.
  @inline(__always) private mutating func matchContainers(_ first: inout Position, _ end: Int) -> (Int, column: Int) {
    var matched = 0
    var column = 0
    let count = containers.count
    while matched < count {
      if containers[matched].isQuote {
        guard first.at < end, bytes[first.at] == 0x3E, first.column - column < 4 else { break }
        let behind = behindQuoteMarker(first, end)
        column = behind.column
        first = skipBlanks(behind, end)
      } else if first.at < end {
        if first.column < containers[matched].content {
          guard containers[matched].isOrdered, narrow(matched, to: first, end) else { break }
        }
        column = containers[matched].content
      }
      matched += 1
    }
    return (matched, column)
  }

  /// Closes the containers that the line does not belong to, and the paragraph in them; done once a line.
  mutating func closeUnmatched() {
    guard hasUnmatched else { return }
    hasUnmatched = false
    endParagraph()
    containers.truncate(to: matched)
  }

  func behindQuoteMarker(_ marker: Position, _ end: Int) -> Position {
    let behind = Position(at: marker.at + 1, column: marker.column + 1)
    guard behind.at < end, Bytes.isBlank(bytes[behind.at]) else { return behind }
    return skipBlanks(behind, upTo: behind.column + 1)
  }

  mutating func readCode(_ first: Position, indent: Int, _ end: Int) {
    guard first.at < end, indent < 4, bytes[first.at] == fence.character, first.at >= fence.end else { return }
    let length = bytes.run(of: fence.character, at: first.at)
    if length >= fence.length, skipBlanks(Position(at: first.at + length, column: 0), end).at >= end { leaf = .none }
  }
}
