/// Text, line breaks and the pieces of the source that they stand for.
extension RichTextReader {
  func text(_ kind: Markdown.Text, at offset: Int?, bytes: UnsafeBufferPointer<UInt8>) {
    if let offset, offset >= fragment.start || fragment.isLastBeforeStart(offset) { hasBegun = true }
    // Breaks of the definitions before the piece are none of its own.
    guard hasBegun, leaf != nil || offset.map({ $0 >= fragment.start }) ?? false else { return }
    // An item's text without a paragraph around it: a tight list.
    if leaf == nil { begin(.paragraph) }
    guard var offset else { return textOfItsOwn(kind, bytes) }
    var bytes = bytes
    // md4c 0.4.8 hands a NUL out once more, with the text behind it.
    if offset + 1 == cursor, bytes.count > 1, bytes[0] == 0 {
      offset += 1
      bytes = UnsafeBufferPointer(rebasing: bytes[1...])
    }
    guard offset >= fragment.start, offset >= cursor else { return }
    decideFootnote(before: offset)
    endBreak(at: offset)
    switch kind {
    case .entity:
      let text = Entity.text(of: bytes) ?? String(decoding: bytes, as: UTF8.self)
      add(run(text, from: offset..<offset + bytes.count, isVerbatim: false))
    case .html where !isRawBlock:
      takeTag(offset..<offset + bytes.count, bytes)
    default:
      addIndentation(before: offset)
      addVerbatim(offset..<offset + bytes.count)
    }
    cursor = offset + bytes.count
  }

  /// Text that is not in the piece: breaks, NUL, the indentation and line ends of code and HTML.
  private func textOfItsOwn(_ kind: Markdown.Text, _ bytes: UnsafeBufferPointer<UInt8>) {
    switch kind {
    case .hardBreak: leaf?.pendingBreak = ("\n", cursor, spans.last)
    case .softBreak:
      let text = softBreak
      leaf?.pendingBreak = (text, cursor, spans.last)
    case .null:
      guard let at = piece.buffer[min(startOfText, piece.count)...].firstIndex(of: 0) else { return }
      decideFootnote(before: at)
      endBreak(at: at)
      addIndentation(before: at)
      add(run("\u{FFFD}", from: at..<at + 1, isVerbatim: false))
      cursor = at + 1
    case .normal, .entity, .code, .html:
      if !isRawBlock {
        leaf?.pendingBreak = (" ", cursor, spans.last)
      } else if bytes.first == 0x0A {
        endRawLine()
      } else {
        leaf?.indentation += bytes.count
      }
    }
  }

  /// The replacement for the end of the line being read: a blank, or a line break that its writer meant, with what
  /// indents the next line.
  private var softBreak: String {
    guard leaf?.kind == .paragraph, leaf?.table == nil else { return " " }
    if paragraph.map({ !$0.range.contains(cursor) }) ?? true {
      paragraph = KeptBreaks.paragraph(around: cursor, notBefore: fragment.start, before: piece.count, in: piece)
    }
    guard var paragraph else { return " " }
    // What is hidden is no entry of a list.
    if paragraph.isList, cursor > 0, case let last = fragment.source(of: cursor - 1..<cursor).lowerBound,
      patches.patch(at: last)?.effect == .hidden
    {
      paragraph.isList = false
    }
    guard let columns = KeptBreaks.indentation(behind: cursor, of: paragraph, in: piece) else {
      return " "
    }
    return "\n" + String(repeating: "\u{A0}", count: columns)
  }

  /// The earliest start of what comes next: behind the line of the fence, which may hold a NUL too.
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
    case .paragraph, .heading, .calloutTitle, .rule, .table, nil: false
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
    let place = fragment.source(of: end..<next)
    if !place.isEmpty {
      add(run("\n", from: end..<next, isVerbatim: place.count == 1 && source[place.lowerBound] == 0x0A))
    }
    cursor = next
  }

  /// The spaces before a line of code, which md4c writes out again.
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
    guard let (text, start, span) = leaf?.pendingBreak else { return }
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
    // It belongs to what went on when the line ended, not to what begins the next one.
    (run.emphasis, run.link) = (span?.emphasis ?? [], span?.link)
    add(run)
  }

  /// Whether a byte of the file belongs to a line of metadata, or begins what defines nothing.
  private func standsApart(_ offset: Int) -> Bool {
    guard !patches.isEmpty, let patch = patches.patch(at: offset) else { return false }
    return patch.effect == .dimmed || patch.rule == .definition
  }

  func decideFootnote(before offset: Int) {
    while nextFootnote < fragment.footnotes.count, fragment.footnotes[nextFootnote].offset < offset {
      let footnote = fragment.footnotes[nextFootnote]
      nextFootnote += 1
      if let index = containers.lastIndex(where: \.isUndecided) {
        containers[index].container =
          footnote.label.map { .footnote(label: $0, first: true) } ?? .item(.definition, nil, first: true)
      }
    }
    for index in containers.indices { containers[index].isUndecided = false }
  }

  private func place(_ offset: Int) -> ByteOffset { ByteOffset(fragment.source(of: offset..<offset).lowerBound) }

  func run(_ text: String, from range: Range<Int>, isVerbatim: Bool) -> RichText.Run {
    let span = spans.last
    let tag = openTags.last
    var run = RichText.Run(
      text: text, emphasis: (span?.emphasis ?? []).union(tag?.emphasis ?? []), link: span?.link ?? tag?.link,
      source: Range(offsets: fragment.source(of: range)), isVerbatim: isVerbatim)
    guard !markup.isEmpty, !isRawBlock, !(span?.emphasis.contains(.code) ?? false) else { return run }
    if markup.isHighlighted(range.lowerBound) { run.emphasis.insert(.highlight) }
    if run.link == nil { run.link = markup.link(at: range.lowerBound).map(link(ofMarkup:)) }
    return run
  }

  /// The number of a link that md4c does not know.
  private func link(ofMarkup number: Int) -> Int {
    let link = markup.links[number].link
    if let last = lastMarkupLink, last.number == number { return last.link }
    links.append(link)
    lastMarkupLink = (number, links.count - 1)
    return links.count - 1
  }

  /// Whether what is at `offset` of the fragment is markup that is not shown.
  private func isHidden(_ offset: Int) -> Bool {
    !markup.hidden.isEmpty && !isRawBlock && !(spans.last?.emphasis.contains(.code) ?? false)
      && markup.isHidden(offset)
  }

  /// Adds text as it is in the file, an escape before it taken in, and what is not UTF-8 apart.
  func addVerbatim(_ range: Range<Int>, adding emphasis: RichText.Emphasis = .plain) {
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
    for range in isRawBlock ? [range] : markup.parts(of: range) where !isHidden(range.lowerBound) {
      for range in partsOfCell(range) {
        for (place, patch) in patches.parts(of: fragment.source(of: range)) {
          addPatched(place, patch, emphasis, at: range.lowerBound)
        }
      }
    }
  }

  /// Adds text that lies in one patch or in none, and is at `offset` of the fragment.
  private func addPatched(_ place: Range<Int>, _ patch: Patch?, _ emphasis: RichText.Emphasis, at offset: Int) {
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
      var run = run(part.text, from: offset..<offset, isVerbatim: part.isVerbatim)
      run.source = Range(offsets: part.range)
      run.emphasis.formUnion(emphasis)
      add(run)
    }
  }

  /// Text of a cell of a table cut where a backslash keeps a bar in code from ending the cell; it is left out.
  private func partsOfCell(_ range: Range<Int>) -> [Range<Int>] {
    guard leaf?.table != nil, spans.last?.emphasis.contains(.code) ?? false else { return [range] }
    var parts: [Range<Int>] = []
    var start = range.lowerBound
    for at in range.dropLast() where piece[at] == 0x5C && piece[at + 1] == 0x7C {
      if start < at { parts.append(start..<at) }
      start = at + 1
    }
    return parts + [start..<range.upperBound]
  }

  /// The runs of a paragraph, references to footnotes apart.
  func withFootnotes(_ runs: [RichText.Run]) -> [RichText.Run] {
    guard !definitions.isEmpty, runs.contains(where: { $0.text.contains("[^") }) else { return runs }
    return runs.flatMap(withFootnotes)
  }

  private func withFootnotes(_ run: RichText.Run) -> [RichText.Run] {
    guard run.isVerbatim, !run.emphasis.contains(.code), run.text.contains("[^") else { return [run] }
    var parts: [RichText.Run] = []
    func addPart(_ range: Range<Int>, adding emphasis: RichText.Emphasis = .plain) {
      guard !range.isEmpty else { return }
      var part = run
      part.text = String(decoding: source.buffer[range], as: UTF8.self)
      part.source = Range(offsets: range)
      part.emphasis.formUnion(emphasis)
      parts.append(part)
    }
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
      addPart(from..<at)
      addPart(at..<close + 1, adding: .footnoteReference)
      from = close + 1
      at = from
    }
    addPart(from..<end)
    return parts
  }

  /// Adds a run, joined to the one before it where the source goes on without a gap.
  func add(_ run: RichText.Run) {
    guard !run.text.isEmpty || !run.source.isEmpty, let count = leaf?.runs.count else { return }
    guard let run = withoutBlanksTwice(run) else { return }
    if let place = separator, !run.text.isEmpty {
      separator = nil
      if count > 0, !(leaf?.runs[count - 1].text.last?.isWhitespace ?? true), !(run.text.first?.isWhitespace ?? true) {
        let blank = self.run(" ", from: place, isVerbatim: false)
        leaf?.runs.append(blank)
        return add(run)
      }
    }
    if count > 0, let last = leaf?.runs[count - 1], last.isVerbatim, run.isVerbatim, last.emphasis == run.emphasis,
      last.link == run.link, last.source.upperBound == run.source.lowerBound
    {
      leaf?.runs[count - 1].text += run.text
      leaf?.runs[count - 1].source = last.source.lowerBound..<run.source.upperBound
    } else {
      leaf?.runs.append(run)
    }
  }

  /// The run without blanks at its beginning where markup that is not shown, a comment or a tag, is between them
  /// and blanks or a line break before it.
  private func withoutBlanksTwice(_ run: RichText.Run) -> RichText.Run? {
    guard let leaf, !isRawBlock, run.text.utf8.first == 0x20, !run.emphasis.contains(.code) else { return run }
    if let last = leaf.runs.last {
      guard last.source.upperBound < run.source.lowerBound || last.text == "\n" else { return run }
      guard last.text.last == " " || last.text.last == "\n" else { return run }
    }
    if !run.isVerbatim { return run.text == " " ? nil : run }
    let text = run.text.drop { $0 == " " }
    guard !text.isEmpty else { return nil }
    var rest = run
    rest.text = String(text)
    rest.source = ByteOffset(run.source.upperBound.int - text.utf8.count)..<run.source.upperBound
    return rest
  }
}
