/// `((64aa…))`: Logseq's references to the block with that `id::`.
extension InlineMarkupScanner {
  mutating func takeBlockReference() {
    let start = at
    at += 1
    let end = start + 40
    guard end <= paragraphEnd, bytes[start + 1] == 0x28, bytes[end - 1] == 0x29, bytes[end - 2] == 0x29 else { return }
    let name = start + 2..<end - 2
    let isIdentifier = name.allSatisfy { place in
      let byte = bytes[place]
      let isHyphen = [8, 13, 18, 23].contains(place - name.lowerBound)
      return isHyphen ? byte == 0x2D : Bytes.isDigit(byte) || byte | 0x20 &- 0x61 < 6
    }
    guard isIdentifier else { return }
    markup.links.append((start..<end, RichText.Link(kind: .wikilink, destination: "#^" + text(name))))
    at = end
    taken = end
  }
}

extension InlineMarkupScanner {
  /// Takes `{{embed ((64aa…))}}` and `{{embed [[Page]]}}`, Logseq's way to embed a block or a page.
  mutating func takeMacro() {
    let start = at
    at += 1
    let word = Array("{{embed ".utf8)
    guard start + word.count + 5 < paragraphEnd, bytes[start..<start + word.count].elementsEqual(word) else { return }
    var inside = start + word.count
    while inside < paragraphEnd, bytes[inside] == 0x20 { inside += 1 }
    guard inside + 1 < paragraphEnd else { return }
    let links = markup.links.count
    at = inside
    if bytes[inside] == 0x5B, bytes[inside + 1] == 0x5B {
      takeWikilink(at: inside, isEmbed: false)
    } else if bytes[inside] == 0x28, inside + 40 <= paragraphEnd {
      takeBlockReference()
    }
    var end = at
    while end < paragraphEnd, bytes[end] == 0x20 { end += 1 }
    guard markup.links.count == links + 1, end + 1 < paragraphEnd, bytes[end] == 0x7D, bytes[end + 1] == 0x7D else {
      return
    }
    markup.links[links].link.kind = .embed
    hide(start..<inside)
    hide(at..<end + 2)
    cover(start..<end + 2, with: Self.letter)
    at = end + 2
    taken = at
  }
}

extension Outline {
  /// A title with references to blocks of this file shown by what these are called; what these refer to stays.
  func namingReferences(_ title: String, _ markup: InlineMarkup) -> String {
    guard title.contains("((") else { return title }
    var named = title
    for link in markup.links.map(\.link) where link.destination.hasPrefix("#^") {
      let reference = "((" + link.destination.dropFirst(2) + "))"
      guard named.contains(reference), let topic = topic(anchor: String(link.destination.dropFirst())), topic != .root
      else { continue }
      let record = storage.records[topic.int]
      guard record.titleStart < record.titleEnd else { continue }
      let other = withBytes { $0.plainText(Int(record.titleStart)..<Int(record.titleEnd)) }
      if !other.contains("((") { named = named.replacing(reference, with: self.title(of: topic)) }
    }
    return named
  }

  /// The text with references to blocks of this file shown by what these are called.
  func namingReferences(_ text: RichText) -> RichText {
    guard text.links.contains(where: { $0.destination.hasPrefix("#^") }) else { return text }
    var text = text
    for block in text.blocks.indices {
      for index in text.blocks[block].runs.indices {
        let run = text.blocks[block].runs[index]
        guard run.isVerbatim, run.text.hasPrefix("(("), run.text.utf8.count == 40, let link = run.link,
          text.links[link].destination.hasPrefix("#^"),
          let topic = topic(anchor: String(text.links[link].destination.dropFirst())), topic != .root
        else { continue }
        let title = title(of: topic)
        guard !title.isEmpty else { continue }
        text.blocks[block].runs[index].text = title
        text.blocks[block].runs[index].isVerbatim = false
      }
    }
    return text
  }
}
