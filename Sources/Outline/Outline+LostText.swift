/// The promise that nothing in a note is invisible, as a check.
extension Outline {
  /// The stretches of text that md4c finds in the file and that no topic shows, each with its line; empty where the
  /// promise holds. What patches hide is hidden for a reason, and so are tags, comments, addresses and definitions.
  /// - Complexity: O(length) and some
  package func lostText() -> [String] {
    var isShown = [Bool](repeating: false, count: bytes.count)
    for segment in segments(of: .root) {
      let text = richText(of: segment)
      for run in text.runs {
        for at in run.source.ints.clamped(to: 0..<bytes.count) { isShown[at] = true }
      }
      for block in text.blocks {
        if !block.containers.isEmpty { markMarkers(of: block, &isShown) }
        if case .code = block.kind { markFences(of: block, &isShown) }
      }
      markTags(in: segment, &isShown)
    }
    for patch in storage.patches.all {
      switch patch.effect {
      case .hidden, .blank: for at in patch.range { isShown[at] = true }
      case .verbatim, .math, .box, .dimmed, .definition, .dimmedTail, .mathBlock, .dimmedBlock: continue
      }
    }
    markNames(&isShown)
    let told = (storage.covered ?? bytes) + [0x0A]
    markTargets(in: told, &isShown)
    let head = Outline.withBytes(bytes) { FrontMatter(of: $0) }
    let collector = TextCollector()
    told.withUnsafeBufferPointer {
      Markdown.read(UnsafeBufferPointer(rebasing: $0[head.start...]), with: collector)
    }
    let texts = collector.texts.map { $0.lowerBound + head.start..<$0.upperBound + head.start }
    let boxes = storage.patches.all.filter { $0.effect == .box }.map(\.range)
    let outside = texts.filter { text in !boxes.contains { $0.overlaps(text) } }
    return (outside + textsOfBoxes(boxes, &isShown)).compactMap { range in
      let lost = range.clamped(to: 0..<bytes.count).filter { !isShown[$0] && isWord(bytes[$0]) }
      guard let first = lost.first, let last = lost.last else { return nil }
      let start = line(at: ByteOffset(range.lowerBound)).int
      return "line \(start): \(sourceText(ByteOffset(first)..<ByteOffset(last + 1)))"
    }
  }

  /// Marks what stands for the containers of a block before its text: numbers of items, boxes of tasks, labels.
  private func markMarkers(of block: RichText.Block, _ isShown: inout [Bool]) {
    var runs = block.runs
    if case .table(let table) = block.kind { runs = table.rows.flatMap { $0.flatMap { $0 } } }
    let start = block.source.lowerBound.int
    let text = runs.first?.source.lowerBound.int ?? block.source.upperBound.int
    for place in start..<max(start, text) {
      switch bytes[place] {
      case 0x30...0x39: isShown[place] = true
      case 0x58, 0x78:
        if place > 0, place + 1 < bytes.count, bytes[place - 1] == 0x5B, bytes[place + 1] == 0x5D {
          isShown[place] = true
        }
      case 0x5B where place + 1 < bytes.count && bytes[place + 1] == 0x5E:
        let end = withBytes { $0.labelEnd(place, text) } ?? place
        for at in place..<end { isShown[at] = true }
      default: continue
      }
    }
  }

  /// Marks what stands behind the fences of code: its language, which colours stand for.
  private func markFences(of block: RichText.Block, _ isShown: inout [Bool]) {
    withBytes { bytes in
      var line = block.source.lowerBound.int
      while line < min(block.source.upperBound.int, bytes.count) {
        let end = bytes.lineEnd(line)
        var at = line
        while at < end, !(bytes[at] == 0x60 || bytes[at] == 0x7E) || bytes.run(of: bytes[at], at: at) < 3 { at += 1 }
        // Two words or more are shown, one stands for the language.
        let word = bytes.skipBlanks(at + bytes.run(of: at < end ? bytes[at] : 0, at: at))
        if !(word..<max(word, bytes.trimmedEnd(end, notBefore: word))).contains(where: { Bytes.isBlank(bytes[$0]) }) {
          for place in at..<end { isShown[place] = true }
        }
        line = bytes.nextLine(line)
      }
    }
  }

  /// Marks the tags of a segment in which a footnote or a table stands that md4c does not see in the file, where code
  /// may seem to hold them.
  private func markTags(in segment: Segment, _ isShown: inout [Bool]) {
    let fragment = withBytes { source in withCoveredBytes { self.fragment(of: segment, in: $0, source: source) } }
    let hasTable = withCoveredBytes { !LooseTables(in: segment.range.ints, of: $0).rules.isEmpty }
    guard hasTable || !fragment.footnotes.isEmpty else { return }
    let collector = TextCollector()
    fragment.bytes.withUnsafeBufferPointer { Markdown.read($0, with: collector) }
    for range in collector.tags where range.lowerBound >= fragment.start {
      for part in fragment.parts(of: range) where part.isVerbatim {
        for at in part.source { isShown[at] = true }
      }
    }
  }

  /// Returns the texts that md4c finds in boxes, and the lines of boxes that it is not given, except those that end
  /// one.
  private func textsOfBoxes(_ boxes: [Range<Int>], _ isShown: inout [Bool]) -> [Range<Int>] {
    guard !boxes.isEmpty else { return [] }
    var texts: [Range<Int>] = []
    var isTold = [Bool](repeating: false, count: bytes.count)
    for segment in segments(of: .root) where boxes.contains(where: { $0.overlaps(segment.range.ints) }) {
      var fragment = withBytes { source in withCoveredBytes { self.fragment(of: segment, in: $0, source: source) } }
      for patch in fragment.innerPatches where patch.effect == .hidden || patch.effect == .blank {
        for at in patch.range { isShown[at] = true }
      }
      _ = fragment.coverInlineMarkup()
      for part in fragment.parts(of: fragment.start..<fragment.bytes.count) {
        for at in part.source { isTold[at] = true }
      }
      let collector = TextCollector()
      fragment.bytes.withUnsafeBufferPointer { Markdown.read($0, with: collector) }
      for text in collector.texts where text.lowerBound >= fragment.start {
        texts += fragment.parts(of: text).filter(\.isVerbatim).map(\.source)
      }
    }
    withBytes { bytes in
      for box in boxes {
        var line = box.lowerBound
        while line < box.upperBound {
          let end = min(bytes.lineEnd(line), box.upperBound)
          var at = line
          while at < end, Bytes.isBlank(bytes[at]) || bytes[at] == 0x3E { at += 1 }
          let isMark = at < end && (bytes.run(of: 0x3A, at: at) >= 3 || bytes.begins(at, "#+"))
          if !isMark { texts += (at..<end).filter { !isTold[$0] }.map { $0..<$0 + 1 } }
          line = bytes.nextLine(line)
        }
      }
    }
    return texts.filter { text in boxes.contains { $0.overlaps(text) } }
  }

  private func isWord(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 || Bytes.isDigit(byte) || byte >= 0x80 }

  /// Marks what links lead to, sizes of pictures and the like, which md4c takes for text.
  private func markTargets(in told: [UInt8], _ isShown: inout [Bool]) {
    for segment in segments(of: .root) {
      var fragment = withBytes { source in withCoveredBytes { self.fragment(of: segment, in: $0, source: source) } }
      for range in fragment.coverInlineMarkup().hidden {
        for at in fragment.source(of: range).clamped(to: 0..<bytes.count) { isShown[at] = true }
      }
    }
    Outline.withBytes(told) { bytes in
      for at in 0..<max(0, bytes.count - 2) where bytes[at] == 0x5D && bytes[at + 1] == 0x5B {
        // `[text][label]`, whose definition is below one that is text.
        guard !storage.definitions.candidates(forLabelAt: at + 2, in: bytes).isEmpty else { continue }
        for place in at..<(bytes.labelEnd(at + 1, bytes.count - 1) ?? at) { isShown[place] = true }
      }
      for at in 0..<max(0, bytes.count - 2) where bytes[at] == 0x5D && bytes[at + 1] == 0x28 {
        var end = at + 2
        while end < bytes.count, !Bytes.isSpace(bytes[end]), bytes[end] != 0x29 { end += 1 }
        if end < isShown.count, bytes[end] == 0x29 { for place in at + 2..<end { isShown[place] = true } }
        guard let loose = LooseTarget(at: at + 2, before: bytes.count, in: bytes) else { continue }
        for place in loose.target.lowerBound..<loose.size.upperBound where place < isShown.count {
          isShown[place] = true
        }
      }
    }
  }

  /// Marks what is shown as something else than text: markers of topics, labels of footnotes, and the addresses of
  /// `[[text]](address)`, which the parser takes for a wikilink and text.
  private func markNames(_ isShown: inout [Bool]) {
    withBytes { bytes in
      for record in storage.records where record.isItem {
        let marker = Int(record.marker)
        for at in marker..<min(marker + max(bytes.markerLength(marker), 1), bytes.count) { isShown[at] = true }
      }
      for definition in storage.tables.lines.definitions {
        let start = Int(definition)
        guard bytes.isDefinition(start, footnote: true) else { continue }
        for at in start..<(bytes.labelEnd(start, bytes.count) ?? start) { isShown[at] = true }
      }
      var at = 0
      while at + 3 < bytes.count {
        if bytes[at] == 0x5B, bytes[at + 1] == 0x21 {
          // The word of a callout.
          for place in at..<(bytes.labelEnd(at, min(bytes.count, at + 40)) ?? at) { isShown[place] = true }
        }
        if bytes[at] == 0x5D, bytes[at + 1] == 0x5D, bytes[at + 2] == 0x28 {
          var end = at + 3
          while end < bytes.count, bytes[end] != 0x29, !Bytes.isNewline(bytes[end]) { end += 1 }
          for place in at..<end { isShown[place] = true }
        }
        at += 1
      }
    }
  }
}

/// Gathers where the text of a file is, tags and comments left out.
private final class TextCollector: MarkdownReader {
  private(set) var texts: [Range<Int>] = []
  private(set) var tags: [Range<Int>] = []
  private var mark = Mark.none

  /// The part of raw HTML that the bytes being read belong to.
  private enum Mark: Equatable {
    case none, comment
    /// A tag, and the quotation mark of the value in it, 0 for none.
    case tag(quote: UInt8)
  }

  func enter(_ block: Markdown.Block) { if case .html = block { mark = .none } }
  func leave(_ block: Markdown.Block) {}
  func enter(_ span: Markdown.Span) {}
  func leave(_ span: Markdown.Span) {}

  func text(_ kind: Markdown.Text, at offset: Int?, bytes: UnsafeBufferPointer<UInt8>) {
    guard let offset else { return }
    guard kind == .html else { return texts.append(offset..<offset + bytes.count) }
    tags.append(offset..<offset + bytes.count)
    for (place, byte) in bytes.enumerated() {
      switch mark {
      case .none:
        let next = place + 1 < bytes.count ? bytes[place + 1] : 0
        if byte == 0x3C, next == 0x21 || next == 0x3F {
          mark = next == 0x21 && place + 3 < bytes.count && bytes[place + 2] == 0x2D ? .comment : .tag(quote: 0)
        } else if byte == 0x3C, next | 0x20 &- 0x61 < 26 || next == 0x2F {
          mark = .tag(quote: 0)
        } else {
          texts.append(offset + place..<offset + place + 1)
        }
      case .comment:
        if byte == 0x3E, place >= 2, bytes[place - 1] == 0x2D, bytes[place - 2] == 0x2D { mark = .none }
      case .tag(let quote):
        if byte == quote {
          mark = .tag(quote: 0)
        } else if quote == 0, byte == 0x22 || byte == 0x27 {
          mark = .tag(quote: byte)
        } else if quote == 0, byte == 0x3E {
          mark = .none
        }
      }
    }
  }
}
