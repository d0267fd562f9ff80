/// The text of topics, rendered.
extension Outline {
  /// A segment rendered: leaf blocks in document order, every run with its place in the file. The first segment of a
  /// topic begins with its title.
  /// - Complexity: O(length of the segment, and of the definitions that it refers to)
  package func richText(of segment: Segment) -> RichText {
    withBytes { bytes in
      withCoveredBytes { covered in
        let fragment = fragment(of: segment, in: covered, source: bytes)
        func read(_ covered: Bytes, _ patches: Patches) -> RichText {
          let reader = RichTextReader.read(
            fragment, of: bytes, covered: covered, definitions: storage.definitions, patches: patches)
          return namingReferences(RichText(blocks: reader.blocks, links: reader.links))
        }
        let patches = storage.patches
        let boxes = patches.overlapping(segment.range.ints).filter { $0.effect == .box }
        guard !boxes.isEmpty else { return read(covered, patches) }
        let opened = patches.opening(boxesIn: segment.range.ints, with: fragment.innerPatches)
        // Only HTML is taken from the covered file.
        guard boxes.contains(where: { bytes.contains(0x3C, in: $0.range) }) else { return read(covered, opened) }
        var text = Array(covered.buffer)
        for box in boxes { text.replaceSubrange(box.range, with: bytes.buffer[box.range]) }
        Patches(fragment.innerPatches).cover(&text)
        return Outline.withBytes(text) { read($0, opened) }
      }
    }
  }

  /// The segment as a document of its own: without markers, and without the indentation that they ask for.
  ///
  /// - Parameters:
  ///   - bytes: The file with its patches covered.
  ///   - source: The file as it is.
  func fragment(of segment: Segment, in bytes: Bytes, source: Bytes) -> FragmentSource {
    var fragment = FragmentSource()
    var range = segment.range.ints
    fragment.addDefinitions(for: range, of: source, covered: bytes, from: storage.definitions)
    let record = storage.records[segment.topic.int]
    let columns = contentColumn(of: segment.topic, in: bytes)
    if segment.isFirst, record.isItem {
      var at = range.lowerBound + bytes.markerLength(range.lowerBound)
      if record.task != 0, bytes.isTask(at) { at = max(at, taskEnd(from: at, in: bytes)) }
      range = min(at, range.upperBound)..<range.upperBound
    } else {
      let line = bytes.lineStart(range.lowerBound)
      if bytes.skipBlanks(line) >= range.lowerBound { range = line..<range.upperBound }
    }
    let text = bytes.skipBlanks(range.lowerBound)
    if text + 1 < range.upperBound, bytes[text] == 0x5B, isBehindLooseMarker(range.lowerBound, in: bytes),
      bytes.isDefinition(text, footnote: false)
    {
      // In the middle of md4c's paragraph nothing is defined. A comma of no source says so.
      fragment.append([Patch.punctuation], for: text..<text)
      range = text..<range.upperBound
    }
    let tables = LooseTables(in: range, of: bytes)
    var definitions = DefinitionLists()
    var line = range.lowerBound
    while line < range.upperBound {
      var next = min(bytes.nextLine(line), range.upperBound)
      let block = storage.patches.overlapping(line..<next).first { $0.isBlock && $0.range.lowerBound >= line }
      if let block, block.range.upperBound > next {
        next = min(bytes.nextLine(block.range.upperBound), range.upperBound)
      }
      // A line that md4c would take for the beginning of code or HTML goes on with the one above it.
      let first = bytes.skipBlanks(next)
      let goesOn = first < range.upperBound && storage.tables.isOverindented(first)
      let end = goesOn ? bytes.lineEnd(line, before: next) : next
      if line == range.lowerBound, record.task != 0, segment.isFirst, bytes[range.lowerBound - 1] == 0x5D {
        fragment.appendText(min(bytes.skipBlanks(line), end)..<end, of: bytes)
      } else if let definition = storage.patches.overlapping(line..<end).first(where: { $0.effect == .definition }) {
        fragment.appendDefinition(definition.range.lowerBound, line: line..<end, of: bytes, without: columns)
      } else if let block {
        fragment.appendBlock(block, line: line..<end, of: bytes, source: source, without: columns)
      } else {
        let isDefinition = definitions.beginsDefinition(line..<end, without: columns, in: bytes)
        fragment.appendLine(line..<end, of: bytes, without: columns, tables: tables, isDefinition: isDefinition)
      }
      if goesOn { fragment.appendJoin(end..<first) }
      line = goesOn ? first : next
    }
    fragment.readBoxes()
    return fragment
  }

  /// Whether the marker of an item that was taken out of a paragraph stands before `offset` on its line, or alone on the
  /// line above.
  private func isBehindLooseMarker(_ offset: Int, in bytes: Bytes) -> Bool {
    var (low, high) = (0, storage.records.count)
    while low < high {
      let middle = (low + high) / 2
      if Int(storage.records[middle].marker) < offset { low = middle + 1 } else { high = middle }
    }
    guard low > 0, case let record = storage.records[low - 1], record.flags.contains(.loose) else { return false }
    let marker = Int(record.marker)
    return bytes.lineEnd(marker, before: offset) >= offset
      || bytes.isBlankLine(marker + bytes.markerLength(marker)) && bytes.nextLine(marker) >= bytes.lineStart(offset)
  }

  private func taskEnd(from offset: Int, in bytes: Bytes) -> Int {
    var at = offset
    while at < bytes.count, Bytes.isSpace(bytes[at]) || bytes[at] == 0x5B { at += 1 }
    while at < bytes.count, bytes[at - 1] != 0x5D, !Bytes.isNewline(bytes[at]) { at += 1 }
    return at
  }

  /// The column at which what the topic says begins: that of the item that it is or belongs to.
  private func contentColumn(of topic: TopicIndex, in bytes: Bytes) -> Int {
    var index = topic.int
    while index != 0, !storage.records[index].isItem { index = Int(storage.records[index].parent) }
    return index == 0 ? 0 : bytes.contentColumn(marker: Int(storage.records[index].marker))
  }
}

extension Bytes {
  /// Whether the brackets of a task are at `offset`, blanks aside.
  fileprivate func isTask(_ offset: Int) -> Bool {
    let at = skipBlanks(offset)
    return at + 2 < count && base[at] == 0x5B && base[at + 2] == 0x5D
  }
}
