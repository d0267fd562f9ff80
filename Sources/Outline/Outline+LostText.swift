/// The promise that nothing in a note is invisible, as a check.
extension Outline {
  /// The stretches of text that md4c finds in the file and that no topic shows, each with its line; empty where the
  /// promise holds. What patches hide is hidden for a reason, and so are tags, comments, addresses and definitions.
  /// - Complexity: O(length) and some
  package func lostText() -> [String] {
    var isShown = [Bool](repeating: false, count: bytes.count)
    for segment in segments(of: .root) {
      for run in richText(of: segment).runs {
        for at in run.source.ints.clamped(to: 0..<bytes.count) { isShown[at] = true }
      }
    }
    for patch in storage.patches.all where patch.effect == .hidden || patch.effect == .blank || patch.effect == .box {
      for at in patch.range { isShown[at] = true }
    }
    markNames(&isShown)
    let told = (storage.covered ?? bytes) + [0x0A]
    markTargets(in: told, &isShown)
    let head = Outline.withBytes(bytes) { FrontMatter(of: $0) }
    let collector = TextCollector()
    told.withUnsafeBufferPointer {
      Markdown.read(UnsafeBufferPointer(rebasing: $0[head.start...]), with: collector)
    }
    return collector.texts.compactMap { text in
      let range = (text.lowerBound + head.start)..<(text.upperBound + head.start)
      let lost = range.clamped(to: 0..<bytes.count).filter { !isShown[$0] && isWord(bytes[$0]) }
      guard let first = lost.first, let last = lost.last else { return nil }
      return "line \(line(at: ByteOffset(first)).int): \(sourceText(ByteOffset(first)..<ByteOffset(last + 1)))"
    }
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
      for at in 0..<max(0, bytes.count - 2) where bytes[at] == 0x5D && bytes[at + 1] == 0x28 {
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

/// Gathers where the text of a file stands, tags and comments left out.
private final class TextCollector: MarkdownReader {
  private(set) var texts: [Range<Int>] = []

  func enter(_ block: Markdown.Block) {}
  func leave(_ block: Markdown.Block) {}
  func enter(_ span: Markdown.Span) {}
  func leave(_ span: Markdown.Span) {}

  func text(_ kind: Markdown.Text, at offset: Int?, bytes: UnsafeBufferPointer<UInt8>) {
    guard let offset, kind != .html else { return }
    texts.append(offset..<offset + bytes.count)
  }
}
