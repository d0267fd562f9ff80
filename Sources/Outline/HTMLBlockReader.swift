/// Turns a block of raw HTML into blocks of text: paragraphs, headings, items, tables, code.
///
/// Tags that set a word apart stay in the text, which is read once more as Markdown: what is in an `<aside>` or a
/// `<div>` is Markdown to its writer.
struct HTMLBlockReader {
  /// A block that was found; its text is a fragment of the file.
  enum Item {
    /// Text that is read as Markdown; `isInline` where it is one paragraph, whatever it begins with.
    case text(FragmentSource, RichText.Block.Kind, isInline: Bool)
    /// As it is.
    case code(FragmentSource, language: String)
    case table([[Cell]], hasHead: Bool)
    case rule(at: Int)
    case open(RichText.Container)
    case close
  }

  struct Cell {
    var paragraphs: [FragmentSource] = []
    /// Columns that it takes.
    var columns = 1
  }

  /// The block's text: the file without what its containers put before the lines.
  private let raw: FragmentSource
  private let bytes: UnsafeBufferPointer<UInt8>
  private let source: Bytes
  private(set) var items: [Item] = []

  /// The stretches of the paragraph that is being read.
  private var pending: [Range<Int>] = []
  private var kind = RichText.Block.Kind.html
  private var isInline = false
  /// Open lists: the number of the next item of an ordered one.
  private var lists: [Int?] = []
  /// Tags whose containers are open.
  private var open: [String] = []
  private var rows: [[Cell]] = []
  private var hasHead = false
  private var tableDepth = 0
  private var isInCell = false

  private init(_ raw: FragmentSource, _ bytes: UnsafeBufferPointer<UInt8>, source: Bytes) {
    (self.raw, self.bytes, self.source) = (raw, bytes, source)
  }

  /// The blocks of the HTML that `runs` hold as it is; `source` is the file, what is no HTML covered.
  static func items(of runs: [RichText.Run], in source: Bytes) -> [Item] {
    var raw = FragmentSource()
    for run in runs {
      if run.isVerbatim {
        raw.append(run.source.ints, of: source)
      } else {
        raw.append(Array(run.text.utf8), for: run.source.ints)
      }
    }
    let bytes = raw.bytes
    return bytes.withUnsafeBufferPointer { buffer in
      var reader = HTMLBlockReader(raw, buffer, source: source)
      reader.read()
      return reader.items
    }
  }

  private mutating func read() {
    var at = 0
    var text = 0
    func isComment(_ at: Int) -> Bool { at + 1 < bytes.count && (bytes[at + 1] == 0x21 || bytes[at + 1] == 0x3F) }
    while at < bytes.count {
      guard bytes[at] == 0x3C else {
        at += 1
        continue
      }
      if isComment(at) {
        add(text..<at)
        let end = commentEnd(at)
        if let shown = instruction(at..<end) {
          flush()
          var fragment = FragmentSource()
          append(shown, to: &fragment)
          items.append(.code(fragment, language: ""))
        }
        at = end
        text = at
      } else if let tag = HTMLTag(at: at, in: bytes), !HTML.isText(bytes[tag.range]) {
        guard tag.isBlock else {
          at = tag.range.upperBound
          continue
        }
        add(text..<at)
        at = take(tag)
        text = at
      } else {
        at += 1
      }
    }
    add(text..<bytes.count)
    endTable()
    flush()
    while !open.isEmpty { closeLast() }
  }

  private func commentEnd(_ at: Int) -> Int {
    if at + 3 < bytes.count, bytes[at + 2] == 0x2D, bytes[at + 3] == 0x2D {
      // `<!-->` is a comment.
      var end = at + 2
      while end + 2 < bytes.count, !(bytes[end] == 0x2D && bytes[end + 1] == 0x2D && bytes[end + 2] == 0x3E) {
        end += 1
      }
      return min(bytes.count, end + 3)
    }
    let isInstruction = bytes[at + 1] == 0x3F
    let isData = bytes[at...].starts(with: "<![CDATA[".utf8)
    var end = at + 1
    while end < bytes.count {
      if bytes[end] == 0x3E, !isInstruction || bytes[end - 1] == 0x3F,
        !isData || bytes[end - 1] == 0x5D && bytes[end - 2] == 0x5D
      {
        break
      }
      end += 1
    }
    return min(bytes.count, end + 1)
  }

  /// The text of an instruction or a block of data, which is no comment; nil for other tags.
  private func instruction(_ range: Range<Int>) -> Range<Int>? {
    if bytes[range.lowerBound + 1] == 0x3F { return range }
    let opening = "<![CDATA[".utf8
    guard bytes[range].starts(with: opening), range.count > opening.count + 3 else { return nil }
    return range.lowerBound + opening.count..<range.upperBound - 3
  }

  // MARK: Tags

  /// Acts on a tag of a block; returns where to go on.
  private mutating func take(_ tag: HTMLTag) -> Int {
    switch tag.name {
    case "pre", "script", "style", "textarea":
      // What stands above the code in its table comes before it.
      if isInCell, !tag.isEnd { endTable() }
      flush()
      if !tag.isEnd { return takeCode(tag) }
    case "table":
      if tag.isEnd { endTableTag() } else { beginTable() }
    case "tr": tableDepth > 1 ? separate() : tag.isEnd ? endCell() : beginRow()
    case "td", "th":
      if tableDepth > 1 { separate() } else if tag.isEnd { endCell() } else { beginCell(tag) }
    case "thead", "tbody", "tfoot", "colgroup", "col": separate()
    case _ where isInCell: separate()
    case "h1", "h2", "h3", "h4", "h5", "h6":
      flush()
      kind = tag.isEnd ? .html : .heading(level: Int(String(tag.name.dropFirst())) ?? 1)
      isInline = !tag.isEnd
    case "hr":
      flush()
      items.append(.rule(at: raw.source(of: tag.range.lowerBound..<tag.range.lowerBound).lowerBound))
    case "ul", "ol", "menu", "dir": takeList(tag)
    case "li": takeListItem(tag)
    case "blockquote":
      flush()
      if tag.isEnd { close("blockquote") } else { begin(.quote, tag.name) }
    default:
      flush()
      isInline = !tag.isEnd && ["p", "dt", "dd", "figcaption", "caption", "legend", "option"].contains(tag.name)
    }
    return tag.range.upperBound
  }

  private mutating func separate() { if isInCell { endParagraphOfCell() } else { flush() } }

  private mutating func takeList(_ tag: HTMLTag) {
    flush()
    if tag.isEnd {
      close("li", above: lists.count)
      if !lists.isEmpty { lists.removeLast() }
    } else {
      lists.append(tag.name == "ol" ? tag.value(of: "start").flatMap { Int($0) } ?? 1 : nil)
    }
  }

  private mutating func takeListItem(_ tag: HTMLTag) {
    flush()
    close("li", above: max(1, lists.count))
    isInline = false
    guard !tag.isEnd else { return }
    var marker = Topic.Marker.bullet("-")
    if let number = lists.last ?? nil {
      marker = .ordered(number: number, delimiter: ".")
      lists[lists.count - 1] = number &+ 1
    }
    begin(.item(marker, nil, first: true), "li")
    isInline = true
  }

  private mutating func begin(_ container: RichText.Container, _ name: String) {
    items.append(.open(container))
    open.append(name)
  }

  private mutating func closeLast() {
    items.append(.close)
    open.removeLast()
  }

  /// Closes the innermost container of that name and what is in it.
  private mutating func close(_ name: String) {
    guard let index = open.lastIndex(of: name) else { return }
    while open.count > index { closeLast() }
  }

  /// Closes items until fewer than `depth` are open.
  private mutating func close(_ name: String, above depth: Int) {
    while open.count(where: { $0 == name }) >= max(1, depth) { close(name) }
  }

  /// Text up to the end tag as it is.
  private mutating func takeCode(_ tag: HTMLTag) -> Int {
    var at = tag.range.upperBound
    while at < bytes.count {
      if bytes[at] == 0x3C, let end = HTMLTag(at: at, in: bytes), end.isEnd, end.name == tag.name { break }
      at += 1
    }
    var start = tag.range.upperBound
    if start < at, bytes[start] == 0x0A { start += 1 }
    var end = at
    while end > start, Bytes.isSpace(bytes[end - 1]) { end -= 1 }
    if start < end {
      var fragment = FragmentSource()
      let keepsTags = tag.name == "script" || tag.name == "style"
      for piece in keepsTags ? [start..<end] : withoutTags(start..<end) { append(piece, to: &fragment) }
      if !fragment.bytes.isEmpty { items.append(.code(fragment, language: keepsTags ? tag.name : "")) }
    }
    return HTMLTag(at: at, in: bytes)?.range.upperBound ?? bytes.count
  }

  private func withoutTags(_ range: Range<Int>) -> [Range<Int>] {
    var pieces: [Range<Int>] = []
    var start = range.lowerBound
    var at = start
    while at < range.upperBound {
      if bytes[at] == 0x3C, let tag = HTMLTag(at: at, in: bytes), !HTML.isText(bytes[tag.range]) {
        pieces.append(start..<at)
        at = tag.range.upperBound
        start = at
      } else {
        at += 1
      }
    }
    pieces.append(start..<range.upperBound)
    return pieces.filter { !$0.isEmpty && $0.upperBound <= range.upperBound }
  }

  // MARK: Tables

  private mutating func beginTable() {
    tableDepth += 1
    if tableDepth > 1 { separate() } else { flush() }
  }

  private mutating func endTableTag() {
    guard tableDepth > 1 else { return endTable() }
    separate()
    tableDepth -= 1
  }

  private mutating func beginRow() {
    endCell()
    flush()
    if tableDepth == 0 { tableDepth = 1 }
    rows.append([])
  }

  private mutating func beginCell(_ tag: HTMLTag) {
    endCell()
    flush()
    if tableDepth == 0 { tableDepth = 1 }
    if rows.isEmpty { rows.append([]) }
    if tag.name == "th", rows.count == 1, rows[0].isEmpty { hasHead = true }
    if tag.name == "td", rows.count == 1 { hasHead = false }
    let columns = tag.value(of: "colspan").flatMap { Int($0) } ?? 1
    rows[rows.count - 1].append(Cell(columns: min(max(1, columns), 20)))
    isInCell = true
  }

  private mutating func endParagraphOfCell() {
    guard isInCell, let fragment = takePending(isInline: true) else { return }
    let row = rows.count - 1
    rows[row][rows[row].count - 1].paragraphs.append(fragment)
  }

  private mutating func endCell() {
    endParagraphOfCell()
    isInCell = false
  }

  private mutating func endTable() {
    endCell()
    tableDepth = 0
    flush()
    rows.removeAll { $0.allSatisfy(\.paragraphs.isEmpty) }
    if !rows.isEmpty { items.append(.table(rows, hasHead: hasHead && rows.count > 1)) }
    rows = []
    hasHead = false
  }

  // MARK: Text

  private mutating func add(_ range: Range<Int>) { if !range.isEmpty { pending.append(range) } }

  private mutating func flush() {
    guard let fragment = takePending(isInline: isInline) else { return }
    items.append(.text(fragment, kind, isInline: isInline))
  }

  /// The text that is waiting; nil where that is white space. A comma of no source before a tag or a bracket keeps
  /// that from beginning HTML of its own or a definition, and what is in a paragraph from beginning something else.
  private mutating func takePending(isInline: Bool) -> FragmentSource? {
    defer { pending = [] }
    guard pending.contains(where: { $0.contains { !Bytes.isSpace(bytes[$0]) } }) else { return nil }
    var fragment = FragmentSource()
    var isAtStart = true
    for range in pending {
      var at = range.lowerBound
      while at < range.upperBound {
        if Bytes.isSpace(bytes[at]) {
          let start = at
          while at < range.upperBound, Bytes.isSpace(bytes[at]) { at += 1 }
          let breaks = bytes[start..<at].contains { Bytes.isNewline($0) }
          if !isAtStart, breaks {
            let last = at == range.upperBound && range == pending.last
            if !last { fragment.append([isInline ? 0x20 : 0x0A], for: source(start..<at)) }
            isAtStart = !isInline
          } else if !isAtStart {
            append(start..<at, to: &fragment)
          }
          continue
        }
        let isFirst = fragment.bytes.isEmpty && (isInline || !beginsLine(at))
        if isAtStart, isFirst || bytes[at] == 0x3C || bytes[at] == 0x5B {
          let place = source(at..<at).lowerBound
          fragment.append([InlineMarkupScanner.punctuation], for: place..<place)
        }
        isAtStart = false
        let start = at
        while at < range.upperBound, !Bytes.isSpace(bytes[at]) { at += 1 }
        append(start..<at, to: &fragment)
      }
    }
    return fragment.bytes.isEmpty ? nil : fragment
  }

  /// Whether only blanks stand before a place on its line, not a tag or a comment.
  private func beginsLine(_ offset: Int) -> Bool {
    var at = offset
    while at > 0, Bytes.isBlank(bytes[at - 1]) { at -= 1 }
    return at == 0 || Bytes.isNewline(bytes[at - 1])
  }

  private func source(_ range: Range<Int>) -> Range<Int> { raw.source(of: range) }

  /// Appends text as the file has it, line by line where containers put something before the lines.
  private func append(_ range: Range<Int>, to fragment: inout FragmentSource) {
    for part in raw.parts(of: range) {
      if part.isVerbatim {
        fragment.append(part.source, of: source)
      } else {
        fragment.append(Array(bytes[part.range]), for: part.source)
      }
    }
  }
}
