/// Text, line breaks and the pieces of the source that they stand for.
extension RichTextReader {
  func text(_ kind: Markdown.Text, at offset: Int?, bytes: UnsafeBufferPointer<UInt8>) {
    guard leaf != nil || offset.map({ $0 >= fragment.start }) ?? false else { return }
    // An item's text without a paragraph around it: a tight list.
    if leaf == nil { begin(.paragraph) }
    guard let offset else { return textOfItsOwn(kind, bytes) }
    guard offset >= fragment.start, offset >= cursor else { return }
    decideFootnote(before: offset)
    endBreak(at: offset)
    switch kind {
    case .entity:
      let text = Entity.text(of: bytes) ?? String(decoding: bytes, as: UTF8.self)
      add(run(text, from: offset..<offset + bytes.count, isVerbatim: false))
    case .html where !isRawBlock:
      if HTML.isPart(bytes, of: &isInTag) {
        // A tag or a comment of several lines says nothing.
      } else if HTML.isBreak(bytes) {
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
      guard let at = piece.buffer[min(startOfText, piece.count)...].firstIndex(of: 0) else { return }
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

  /// Where what comes next begins at the earliest: behind the line of the fence, which may hold a NUL too.
  private var startOfText: Int {
    guard let leaf, leaf.fence != 0, leaf.runs.isEmpty, cursor == leaf.start else { return cursor }
    var line = max(piece.lineStart(cursor), fragment.start)
    while line < piece.count {
      var at = line
      while at < piece.count, Bytes.isBlank(piece[at]) || piece[at] == 0x3E { at += 1 }
      let marker = piece.markerLength(at)
      if marker > 0 { at = piece.skipBlanks(at + marker) }
      if piece.run(of: leaf.fence, at: at) >= 3 { return piece.nextLine(line) }
      line = piece.nextLine(line)
    }
    return cursor
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
    let isOfFile = !fragment.source(of: end..<next).isEmpty
    if isOfFile { add(run("\n", from: end..<next, isVerbatim: next - end == 1 && piece[end] == 0x0A)) }
    cursor = next
  }

  /// The spaces before a line of code, which md4c counts out anew.
  private func addIndentation(before offset: Int) {
    guard let count = leaf?.indentation, count > 0 else { return }
    leaf?.indentation = 0
    var start = offset
    while start > cursor, offset - start < count, piece[start - 1] == 0x20 { start -= 1 }
    if offset - start == count, fragment.source(of: start..<offset).count == count {
      addVerbatim(start..<offset)
    } else {
      while start > cursor, Bytes.isBlank(piece[start - 1]) { start -= 1 }
      add(run(String(repeating: " ", count: count), from: start..<offset, isVerbatim: false))
    }
  }

  /// Ends the line break that is waiting, at the text that follows it.
  func endBreak(at offset: Int) {
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
    let isApart =
      standsApart(fragment.source(of: offset..<offset + 1).lowerBound)
      || standsApart(fragment.source(of: first..<first).lowerBound - 1)
    var run = run(isApart ? "\n" : text, from: first..<max(first, end), isVerbatim: false)
    // Up to where the text of the next line begins, the indentation that was taken off included.
    run.source = run.source.lowerBound..<max(run.source.lowerBound, place(end))
    add(run)
  }

  /// Whether a byte of the file belongs to a line of metadata, or begins what defines nothing.
  private func standsApart(_ offset: Int) -> Bool {
    guard !patches.isEmpty, let patch = patches.patch(at: offset) else { return false }
    return patch.effect == .dimmed || patch.rule == .definition
  }

  private func decideFootnote(before offset: Int) {
    while nextFootnote < fragment.footnotes.count, fragment.footnotes[nextFootnote].offset < offset {
      let footnote = fragment.footnotes[nextFootnote]
      nextFootnote += 1
      if let index = containers.lastIndex(where: \.isUndecided) {
        containers[index].container = .footnote(label: footnote.label, first: true)
      }
    }
    for index in containers.indices { containers[index].isUndecided = false }
  }

  private func place(_ offset: Int) -> ByteOffset { ByteOffset(fragment.source(of: offset..<offset).lowerBound) }

  func run(_ text: String, from range: Range<Int>, isVerbatim: Bool) -> RichText.Run {
    let span = spans.last
    return RichText.Run(
      text: text, emphasis: span?.emphasis ?? [], link: span?.link, source: Range(offsets: fragment.source(of: range)),
      isVerbatim: isVerbatim)
  }

  /// Adds text as it stands in the file, an escape before it taken in, and what is not UTF-8 apart.
  private func addVerbatim(_ range: Range<Int>, adding emphasis: RichText.Emphasis = .plain) {
    for part in fragment.partsBetweenJoins(range) {
      if part.isJoin {
        add(run(" ", from: part.range, isVerbatim: false))
      } else {
        addUnbroken(part.range, adding: emphasis)
      }
    }
  }

  private func addUnbroken(_ range: Range<Int>, adding emphasis: RichText.Emphasis) {
    var range = range
    if range.lowerBound > cursor, piece[range.lowerBound - 1] == 0x5C, !isRawBlock, !range.isEmpty {
      let escape = range.lowerBound - 1..<range.lowerBound + 1
      add(run(String(UnicodeScalar(piece[range.lowerBound])), from: escape, isVerbatim: false))
      range = range.lowerBound + 1..<range.upperBound
    }
    for (place, patch) in patches.parts(of: fragment.source(of: range)) {
      addPatched(place, patch, emphasis)
    }
  }

  /// Adds text that lies in one patch or in none.
  private func addPatched(_ place: Range<Int>, _ patch: Patch?, _ emphasis: RichText.Emphasis) {
    var emphasis = emphasis
    switch patch?.effect {
    case .hidden: return
    case .blank: return add(RichText.Run(text: " ", source: Range(offsets: place), isVerbatim: false))
    case .math: emphasis.insert(.code)
    case .dimmed, .definition, .dimmedTail, .dimmedBlock: emphasis.insert(.dimmed)
    case .verbatim where isRawBlock: emphasis.insert(.html)
    case .verbatim, .mathBlock, .box, nil: break
    }
    for part in source.wellFormed(place) {
      var run = run(part.text, from: 0..<0, isVerbatim: part.isVerbatim)
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

  private func addPart(of run: RichText.Run, _ range: Range<Int>, adding emphasis: RichText.Emphasis = .plain) {
    guard !range.isEmpty else { return }
    var part = run
    part.text = String(decoding: source.buffer[range], as: UTF8.self)
    part.source = Range(offsets: range)
    part.emphasis.formUnion(emphasis)
    add(part)
  }

  /// Adds a run, joined to the one before it where the source goes on without a gap.
  func add(_ run: RichText.Run) {
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
