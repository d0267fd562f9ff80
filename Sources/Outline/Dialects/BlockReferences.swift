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

extension Outline {
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
