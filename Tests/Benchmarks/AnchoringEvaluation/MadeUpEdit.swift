import Outline
import Seeding

/// An editor of notes that knows what became of each byte.
struct MadeUpEdit {
  /// The note as it is by now.
  var text: TracedText
  /// The quotations that will be looked for, in the older version.
  var quotations: [Range<Int>] = []
  private var random: Seeded
  private let vocabulary: [String]

  /// A kind of edit.
  enum Kind: String, CaseIterable {
    case words, heading, insertItem, insertSection, delete, move, copy, correctAndCopy, split, merge, reorder, indent
    case level, markers, sentences, phrases, lookAlike, rewrite, deleteAndInsertLike
  }

  /// - Parameter seed: for the same edits in every run.
  init(_ bytes: [UInt8], seed: UInt64) {
    text = TracedText(bytes)
    random = Seeded(seed: seed)
    let words = String(decoding: bytes, as: UTF8.self).split { !$0.isASCII || !$0.isLetter }.filter { $0.count > 3 }
    vocabulary = words.isEmpty ? ["word"] : words.map { String($0).lowercased() }
  }

  /// A number below another.
  mutating func pick(_ count: Int) -> Int { Int.random(in: 0..<max(1, count), using: &random) }
  /// Whether something of a chance happens.
  mutating func isSo(_ chance: Double) -> Bool { Double.random(in: 0..<1, using: &random) < chance }
  /// So many words of the note.
  mutating func words(_ count: Int) -> String {
    (0..<count).map { _ in vocabulary[pick(vocabulary.count)] }.joined(separator: " ")
  }

  private func outline() -> Outline { Outline(parsing: text.bytes) }

  /// The bytes of a topic with all below it.
  func block(_ topic: TopicIndex, _ outline: Outline) -> Range<Int> {
    let start = outline.offset(ofLine: outline[topic].line).int
    var end = outline.range(ofLine: outline[topic].lastLine).upperBound.int
    let bytes = outline.bytes
    while end < bytes.count, bytes[end] == 0x0D { end += 1 }
    if end < bytes.count, bytes[end] == 0x0A, end == start || bytes[end - 1] != 0x0A { end += 1 }
    if case .heading = outline[topic].kind { while end < bytes.count, bytes[end] == 0x0A { end += 1 } }
    return start..<end
  }

  /// Whether a topic is a heading.
  func isHeading(_ topic: TopicIndex, _ outline: Outline) -> Bool {
    if case .heading = outline[topic].kind { true } else { false }
  }

  /// Headings that begin their line with `#`, and items that begin theirs.
  func topics(_ outline: Outline, where isWanted: (TopicIndex) -> Bool = { _ in true }) -> [TopicIndex] {
    outline.indices.dropFirst().filter { topic in
      let row = outline[topic]
      let start = outline.offset(ofLine: row.line).int
      guard outline.bytes[start..<row.marker.int].allSatisfy({ $0 == 0x20 }), !row.title.isEmpty else { return false }
      if isHeading(topic, outline), outline.bytes[row.marker.int] != 0x23 { return false }
      return isWanted(topic)
    }
  }

  /// One of some topics; nil for none.
  mutating func one(_ topics: [TopicIndex]) -> TopicIndex? { topics.isEmpty ? nil : topics[pick(topics.count)] }

  /// Words of the first line of a range.
  func wordRanges(in range: Range<Int>) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var at = range.lowerBound
    let bytes = text.bytes
    while at < range.upperBound, bytes[at] != 0x0A {
      guard (bytes[at] | 0x20) &- 0x61 < 26 else {
        at += 1
        continue
      }
      var end = at
      while end < range.upperBound, (bytes[end] | 0x20) &- 0x61 < 26 { end += 1 }
      if end - at >= 3 { found.append(at..<end) }
      at = end
    }
    return found
  }

  // MARK: - What is done

  /// Does one of a kind, if the note has something that it can be done to.
  mutating func apply(_ kind: Kind) {
    let outline = outline()
    switch kind {
    case .words:
      if let topic = one(topics(outline)) { editWords(outline[topic].title.ints, 1 + pick(3)) }
    case .heading: renameHeading(outline)
    case .insertItem: insertItem(outline)
    case .insertSection: insertSection(outline)
    case .delete:
      let limit = text.bytes.count / 8
      if let topic = one(topics(outline) { block($0, outline).count <= limit }) {
        text.replace(block(topic, outline), by: "")
      }
    case .move: move(outline, isCopy: false)
    case .copy: move(outline, isCopy: true)
    case .correctAndCopy: correctAndCopy(outline)
    case .split: split(outline)
    case .merge: merge(outline)
    case .reorder: reorder(outline)
    case .indent: indent(outline)
    case .level: changeLevel(outline)
    case .markers: changeMarkers(outline)
    case .sentences: editSentences(outline)
    case .phrases: correctPhrase(outline)
    case .lookAlike: addLookAlike(outline, deletes: false)
    case .deleteAndInsertLike: addLookAlike(outline, deletes: true)
    case .rewrite: rewrite(outline)
    }
  }

  /// Takes out, puts in or replaces words.
  mutating func editWords(_ range: Range<Int>, _ count: Int) {
    var end = range.upperBound
    for _ in 0..<count {
      let found = wordRanges(in: range.lowerBound..<end)
      guard found.count > 1 else { return }
      let word = found[pick(found.count)]
      let length = text.bytes.count
      switch pick(4) {
      case 0: text.replace(word, by: "")
      case 1: text.replace(word.lowerBound..<word.lowerBound, by: words(1) + " ")
      default: text.replace(word, by: words(1))
      }
      end += text.bytes.count - length
    }
  }

  private mutating func renameHeading(_ outline: Outline) {
    guard let topic = one(topics(outline) { isHeading($0, outline) }) else { return }
    if isSo(0.4) {
      text.replace(outline[topic].title.ints, by: words(2 + pick(4)))
    } else {
      editWords(outline[topic].title.ints, 1 + pick(2))
    }
  }

  private mutating func insertItem(_ outline: Outline) {
    guard let topic = one(topics(outline) { !isHeading($0, outline) }) else { return }
    let row = outline[topic]
    let start = outline.offset(ofLine: row.line).int
    let indent = String(repeating: " ", count: row.marker.int - start)
    text.replace(start..<start, by: indent + "- " + words(1 + pick(8)) + "\n")
  }

  private mutating func insertSection(_ outline: Outline) {
    guard let topic = one(topics(outline) { isHeading($0, outline) }), case .heading(let level) = outline[topic].kind
    else { return }
    let start = outline.offset(ofLine: outline[topic].line).int
    let marks = String(repeating: "#", count: level)
    // As often as not with a title that there is already.
    let title = isSo(0.5) ? outline.title(of: topic) : words(2)
    text.replace(
      start..<start,
      by: "\(marks) \(title)\n\n\(words(12)).\n\n- \(words(4))\n- \(words(6))\n\n")
  }

  private mutating func move(_ outline: Outline, isCopy: Bool) {
    let limit = text.bytes.count / 6
    guard let topic = one(topics(outline) { block($0, outline).count <= limit }) else { return }
    put(topic, outline, isCopy: isCopy)
  }

  /// Puts a topic with all below it before another of its kind; says where the copy, or it itself, begins.
  @discardableResult
  private mutating func put(_ topic: TopicIndex, _ outline: Outline, isCopy: Bool) -> Bool {
    let heads = isHeading(topic, outline)
    let own = block(topic, outline)
    func column(_ topic: TopicIndex) -> Int {
      outline[topic].marker.int - outline.offset(ofLine: outline[topic].line).int
    }
    let targets = topics(outline) { other in
      other != topic && !outline.isInside(other, topic) && isHeading(other, outline) == heads
        && !own.contains(outline[other].marker.int)
        && (!heads || outline.kind(of: other) == outline.kind(of: topic))
    }
    guard let target = one(targets) else { return false }
    let at = outline.offset(ofLine: outline[target].line).int
    var moved = isCopy ? text.copy(of: own) : text[own]
    if !heads { moved = moved.indented(from: column(topic), to: column(target)) }
    if moved.bytes.last != 0x0A { moved.append(TracedText(new: "\n")) }
    if at <= own.lowerBound {
      if !isCopy { text.replace(own, by: "") }
      text.replace(at..<at, by: moved)
    } else {
      text.replace(at..<at, by: moved)
      if !isCopy { text.replace(own, by: "") }
    }
    return true
  }

  private mutating func correctAndCopy(_ outline: Outline) {
    let limit = text.bytes.count / 10
    guard let topic = one(topics(outline) { block($0, outline).count <= limit }) else { return }
    // Corrected first, so that the copy can be taken of what it was.
    let before = text
    let title = outline[topic].title.ints
    editWords(title, 1 + pick(2))
    let corrected = text
    guard corrected.bytes != before.bytes else { return }
    let growth = corrected.bytes.count - before.bytes.count
    text = before
    guard put(topic, outline, isCopy: true) else { return }
    let copied = text
    // Where the original is in the text with the copy.
    guard
      let start = copied.origins.indices.first(where: {
        copied.origins[$0] >= 0 && copied.origins[$0] == before.origins[title.lowerBound]
      })
    else { return }
    text.replace(start..<start + title.count, by: corrected[title.lowerBound..<title.upperBound + growth])
  }

  private mutating func split(_ outline: Outline) {
    let found = topics(outline) { topic in
      !isHeading(topic, outline) && outline[topic].line == outline[topic].endLine
        && wordRanges(in: outline[topic].title.ints).count >= 6
    }
    guard let topic = one(found) else { return }
    let row = outline[topic]
    let start = outline.offset(ofLine: row.line).int
    let words = wordRanges(in: row.title.ints)
    let at = words[2 + pick(words.count - 4)].lowerBound
    guard at > 0, text.bytes[at - 1] == 0x20 else { return }
    text.replace(at - 1..<at, by: "\n" + String(repeating: " ", count: row.marker.int - start) + "- ")
  }

  private mutating func merge(_ outline: Outline) {
    let found = topics(outline) { topic in
      guard !isHeading(topic, outline), outline[topic].subtreeCount == 1, let next = outline.nextSibling(of: topic),
        !isHeading(next, outline), outline[next].subtreeCount == 1
      else { return false }
      return outline[topic].lastLine == outline[topic].line && outline[next].line.int == outline[topic].line.int + 1
        && !outline[next].title.isEmpty
    }
    guard let topic = one(found), let next = outline.nextSibling(of: topic) else { return }
    text.replace(
      outline[topic].title.upperBound.int..<outline[next].title.lowerBound.int, by: isSo(0.5) ? ", " : " and ")
  }

  private mutating func reorder(_ outline: Outline) {
    let found = [TopicIndex.root] + topics(outline)
    let parents = found.filter { parent in
      let children = Array(outline.children(of: parent))
      guard children.count >= 2, children.allSatisfy({ topics(outline).contains($0) || !outline[$0].title.isEmpty })
      else { return false }
      return zip(children, children.dropFirst()).allSatisfy {
        block($0, outline).upperBound == block($1, outline).lowerBound
          && isHeading($0, outline) == isHeading($1, outline)
      }
    }
    guard let parent = one(parents) else { return }
    let children = Array(outline.children(of: parent))
    let blocks = children.map { block($0, outline) }
    var order = Array(blocks.indices)
    if order.count > 2, isSo(0.5) {
      order.shuffle(using: &random)
    } else {
      let at = pick(order.count - 1)
      order.swapAt(at, at + 1)
    }
    var new = TracedText(new: "")
    for index in order {
      new.append(text[blocks[index]])
      if new.bytes.last != 0x0A { new.append(TracedText(new: "\n")) }
    }
    text.replace(blocks[0].lowerBound..<blocks[blocks.count - 1].upperBound, by: new)
  }

  private mutating func indent(_ outline: Outline) {
    let found = topics(outline) { !isHeading($0, outline) && outline.previousSibling(of: $0) != nil }
    guard let topic = one(found) else { return }
    let own = block(topic, outline)
    text.replace(own, by: text[own].indented(from: 0, to: 2 + 2 * pick(2)))
  }

  private mutating func changeLevel(_ outline: Outline) {
    guard let topic = one(topics(outline) { isHeading($0, outline) }), case .heading(let level) = outline[topic].kind
    else { return }
    let at = outline[topic].marker.int
    if level < 6, isSo(0.5) {
      text.replace(at..<at, by: "#")
    } else if level > 1 {
      text.replace(at..<at + 1, by: "")
    }
  }

  private mutating func changeMarkers(_ outline: Outline) {
    let sign: UInt8 = isSo(0.5) ? 0x2A : 0x2B
    for topic in outline.indices.dropFirst() {
      let at = outline[topic].marker.int
      guard text.bytes[at] == 0x2D else { continue }
      text.setByte(sign, at: at)
    }
  }
}
