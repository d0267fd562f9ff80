/// The rules of dialects inside of boxes: md4c sees a box of the file as one line, and so does `LineScanner`.
extension FragmentSource {
  /// Boxes are nested no deeper than this.
  private static let deepestBox = 8

  /// Looks through the text of the boxes as `Dialects` does through a file: covers what is read otherwise than
  /// CommonMark reads it, and makes blocks of the formulas and boxes in them.
  /// - Complexity: O(length of the boxes), for each level of boxes in boxes
  mutating func readBoxes() {
    var depth = 0
    while !boxes.isEmpty, depth < Self.deepestBox {
      depth += 1
      let waiting = boxes
      boxes = []
      var blocks: [Patch] = []
      for box in waiting { blocks += read(box) }
      if !blocks.isEmpty { setApart(blocks) }
    }
  }

  /// Covers what is in the lines of a box; returns the blocks in it, with offsets in the fragment.
  private mutating func read(_ box: Box) -> [Patch] {
    var text = Array(bytes[box.range])
    // What opens the box has been read.
    for header in box.headers {
      for at in header - box.range.lowerBound..<min(header - box.range.lowerBound + 3, text.count) {
        text[at] = Patch.letter
      }
    }
    let found = Outline.withBytes(text) {
      Dialects.patches(of: $0, FrontMatter(), isWhole: true, without: []).patches
    }
    var covered = bytes
    var blocks: [Patch] = []
    for var patch in found.all {
      patch.offset += UInt32(box.range.lowerBound)
      if patch.isBlock {
        blocks.append(patch)
        continue
      }
      if patch.effect == .definition {
        covered[patch.range.lowerBound] = Patch.punctuation
      } else if patch.cover != 0 {
        for at in patch.range where patch.cover != Patch.space || !Bytes.isNewline(covered[at]) {
          covered[at] = patch.cover
        }
      }
      for part in parts(of: patch.range) where !part.source.isEmpty {
        innerPatches.append(Patch(part.source, patch.rule, patch.effect, cover: patch.cover))
      }
    }
    replaceBytes(with: covered)
    return blocks
  }

  /// Makes blocks of their own of what is in the text of boxes.
  private mutating func setApart(_ blocks: [Patch]) {
    for block in blocks {
      for part in parts(of: block.range) where !part.source.isEmpty && block.effect != .box {
        innerPatches.append(Patch(part.source, block.rule, block.effect, cover: block.cover))
      }
    }
    let fragment = Outline.withBytes(bytes) { bytes in
      var inner = FragmentSource()
      var from = 0
      for block in blocks {
        let line = bytes.lineStart(block.range.lowerBound)
        guard line >= from else { continue }
        let end = bytes.nextLine(block.range.upperBound)
        inner.append(from..<line, of: bytes)
        inner.appendBlock(block, line: line..<end, of: bytes, source: bytes, without: 0)
        from = end
      }
      inner.append(from..<bytes.count, of: bytes)
      return inner
    }
    self = composed(fragment)
  }
}
