import Outline

// MARK: - In running text

extension MadeUpEdit {
  /// The sentences of one line of a topic's own text below its title.
  private mutating func paragraph(_ outline: Outline) -> Range<Int>? {
    for _ in 0..<20 {
      guard let topic = one(Array(outline.indices)) else { return nil }
      let content = outline[topic].content.ints
      guard content.count > 40 else { continue }
      let line = outline.line(at: ByteOffset(content.lowerBound + pick(content.count)))
      let range = outline.range(ofLine: line).ints
      let whole = range.lowerBound..<max(range.lowerBound, range.upperBound)
      guard whole.count > 40, wordRanges(in: whole).count > 6 else { continue }
      return whole
    }
    return nil
  }

  private func sentences(in range: Range<Int>) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var start = range.lowerBound
    for at in range
    where text.bytes[at] == 0x20 && at > range.lowerBound && [0x2E, 0x21, 0x3F].contains(text.bytes[at - 1]) {
      found.append(start..<at + 1)
      start = at + 1
    }
    if start < range.upperBound { found.append(start..<range.upperBound) }
    return found
  }

  /// Takes out, puts in, swaps or edits sentences of a paragraph.
  mutating func editSentences(_ outline: Outline) {
    guard let range = paragraph(outline) else { return }
    let found = sentences(in: range)
    switch pick(4) {
    case 0 where found.count > 1:
      let at = 1 + pick(found.count - 1)
      text.replace(found[at], by: "")
    case 1 where found.count > 2:
      let at = 1 + pick(found.count - 2)
      let (one, two) = (text[found[at]], text[found[at + 1]])
      guard found[at + 1].upperBound < range.upperBound else { return }
      text.replace(found[at].lowerBound..<found[at + 1].upperBound, by: two)
      let end = found[at].lowerBound + two.bytes.count
      text.replace(end..<end, by: one)
    case 2:
      let at = found[pick(found.count)].lowerBound
      guard at > range.lowerBound else { return }
      text.replace(at..<at, by: words(8) + ". ")
    default: editWords(range, 1 + pick(3))
    }
  }

  /// Corrects the words of a quotation and writes what they were somewhere else.
  mutating func correctPhrase(_ outline: Outline) {
    guard !quotations.isEmpty else { return }
    for _ in 0..<10 {
      let quotation = quotations[pick(quotations.count)]
      guard
        let start = text.origins.firstIndex(of: Int32(quotation.lowerBound)),
        start + quotation.count <= text.bytes.count,
        text.origins[start + quotation.count - 1] == Int32(quotation.upperBound - 1)
      else { continue }
      let here = start..<start + quotation.count
      let copy = text.copy(of: here)
      let found = wordRanges(in: here)
      guard !found.isEmpty else { continue }
      // Another place: in the same topic, in the same line, or anywhere.
      let topic = outline.topic(at: ByteOffset(start))
      let there: Int
      switch pick(4) {
      case 0: there = outline.range(ofLine: outline.line(at: ByteOffset(start))).upperBound.int
      case 1 where topic != .root: there = outline[topic].content.upperBound.int
      case 2: there = outline.offset(ofLine: outline.line(at: ByteOffset(start))).int
      default: there = paragraph(outline)?.upperBound ?? text.bytes.count
      }
      guard there <= here.lowerBound || there >= here.upperBound else { continue }
      var sentence = TracedText(new: pick(2) == 0 ? "\n\n\(words(2)) " : " \(words(3)) ")
      if there <= here.lowerBound { sentence = TracedText(new: "\(words(2)) ") }
      sentence.append(copy)
      sentence.append(TracedText(new: there <= here.lowerBound ? " \(words(1)).\n\n" : " \(words(2))."))
      let edits = isSo(0.3) ? found : [found[pick(found.count)]]
      if there >= here.upperBound { text.replace(there..<there, by: sentence) }
      for word in edits.reversed() { text.replace(word, by: words(1)) }
      if there <= here.lowerBound { text.replace(there..<there, by: sentence) }
      return
    }
  }

  /// An item that differs from another in a word, some siblings away; the other may go.
  mutating func addLookAlike(_ outline: Outline, deletes: Bool) {
    let found = topics(outline) { topic in
      !isHeading(topic, outline) && wordRanges(in: outline[topic].title.ints).count >= 3
        && outline[topic].line == outline[topic].lastLine
    }
    guard let topic = one(found) else { return }
    let siblings = (outline.parent(of: topic).map { Array(outline.children(of: $0)) } ?? []).filter { other in
      abs(other.int - topic.int) > 2 && !isHeading(other, outline) && !outline[other].title.isEmpty
    }
    guard let other = one(siblings) else { return }
    let row = outline[topic]
    let start = outline.offset(ofLine: row.line).int
    let own = block(topic, outline)
    var like = String(decoding: text.bytes[start..<own.upperBound], as: UTF8.self)
    let spellings = wordRanges(in: row.title.ints)
    let chosen = spellings[pick(spellings.count)]
    let spelled = String(decoding: text.bytes[chosen], as: UTF8.self)
    let word = words(1)
    // Word for word the same, it would be the one that was there.
    guard word != spelled.lowercased() else { return }
    like = like.replacing(spelled, with: word, maxReplacements: 1)
    if !like.hasSuffix("\n") { like += "\n" }
    let at = outline.offset(ofLine: outline[other].line).int
    if at <= start {
      if deletes { text.replace(own, by: "") }
      text.replace(at..<at, by: like)
    } else {
      text.replace(at..<at, by: like)
      if deletes { text.replace(own, by: "") }
    }
  }

  /// Most topics of a section, each a little.
  mutating func rewrite(_ outline: Outline) {
    guard let section = one(topics(outline) { 3...30 ~= outline[$0].subtreeCount }) else { return }
    for topic in outline.subtree(of: section).reversed().map(TopicIndex.init) where isSo(0.7) {
      editWords(outline[topic].title.ints, 1 + pick(3))
    }
  }
}
