/// Raw HTML: the text of its blocks, and tags inside of paragraphs.
extension RichTextReader {
  /// A tag inside of a paragraph that sets what follows.
  struct OpenTag {
    var name: String
    var emphasis: RichText.Emphasis
    var link: Int?
  }

  /// The greatest depth of HTML in HTML that is read as Markdown.
  private static let deepestHTML = 4

  // MARK: Blocks

  /// Adds the blocks that a block of raw HTML says.
  func addHTML(_ runs: [RichText.Run]) {
    guard htmlDepth < Self.deepestHTML else {
      let text = HTMLText.runs(of: runs)
      if !text.isEmpty { addBlock(.html, text) }
      return
    }
    for item in HTMLBlockReader.items(of: runs, in: covered) {
      switch item {
      case .text(let fragment, let kind, _): addText(fragment, kind)
      case .code(let fragment, let language): addBlock(.code(language: language), raw(fragment))
      case .rule(let offset):
        append(RichText.Block(kind: .rule, runs: [], source: lines(of: offset..<offset)))
      case .open(let container): containers.append(Container(container: container))
      case .close: containers.removeLast()
      case .table(let rows, let hasHead): addTable(rows, hasHead: hasHead)
      }
    }
  }

  private func addText(_ fragment: FragmentSource, _ kind: RichText.Block.Kind) {
    for block in blocks(of: fragment) {
      var block = block
      if block.kind == .paragraph, !block.runs.isEmpty { block.kind = kind }
      append(block, inside: block.containers)
    }
  }

  private func addTable(_ rows: [[HTMLBlockReader.Cell]], hasHead: Bool) {
    let columns = rows.map { $0.reduce(0) { $0 + $1.columns } }.max() ?? 0
    guard columns > 0 else { return }
    var cells: [[[RichText.Run]]] = hasHead ? [] : [Array(repeating: [], count: columns)]
    for row in rows {
      var line: [[RichText.Run]] = []
      for cell in row {
        var runs: [RichText.Run] = []
        for paragraph in cell.paragraphs {
          let text = blocks(of: paragraph).flatMap(\.runs)
          if let last = runs.last, let first = text.first {
            runs.append(
              RichText.Run(
                text: "\n", source: last.source.upperBound..<max(last.source.upperBound, first.source.lowerBound),
                isVerbatim: false))
          }
          runs += text
        }
        line.append(runs)
        line += Array(repeating: [], count: cell.columns - 1)
      }
      cells.append(line + Array(repeating: [], count: columns - line.count))
    }
    let table = RichText.Table(alignments: Array(repeating: .none, count: columns), rows: cells)
    let all = cells.flatMap { $0.flatMap { $0 } }
    guard let first = all.first, let last = all.last else { return }
    append(
      RichText.Block(
        kind: .table(table), runs: [], source: lines(of: first.source.lowerBound.int..<last.source.upperBound.int)))
  }

  private func addBlock(_ kind: RichText.Block.Kind, _ runs: [RichText.Run]) {
    guard let first = runs.first, let last = runs.last else { return }
    let range = first.source.lowerBound.int..<max(first.source.lowerBound.int, last.source.upperBound.int)
    append(RichText.Block(kind: kind, runs: runs, source: lines(of: range)))
  }

  /// The blocks of a fragment of HTML, its links among those of this text.
  private func blocks(of fragment: FragmentSource) -> [RichText.Block] {
    let reader = RichTextReader.read(
      fragment, of: source, covered: covered, definitions: definitions, patches: patches, htmlDepth: htmlDepth + 1)
    let base = links.count
    links += reader.links
    return reader.blocks.map { block in
      var block = block
      block.editRuns { run in
        run.emphasis.insert(.html)
        run.link = run.link.map { $0 + base }
      }
      return block
    }
  }

  /// Text as it is, entities resolved.
  private func raw(_ fragment: FragmentSource) -> [RichText.Run] {
    var runs: [RichText.Run] = []
    var at = 0
    var start = 0
    func addText(_ range: Range<Int>) {
      for part in fragment.parts(of: range) where !part.source.isEmpty {
        for piece in source.wellFormed(part.source) {
          runs.append(
            RichText.Run(
              text: part.isVerbatim ? piece.text : String(decoding: fragment.bytes[part.range], as: UTF8.self),
              emphasis: .html, source: Range(offsets: piece.range), isVerbatim: part.isVerbatim && piece.isVerbatim))
        }
      }
    }
    while at < fragment.bytes.count {
      if fragment.bytes[at] == 0x26, let end = fragment.bytes[at...].prefix(40).firstIndex(of: 0x3B),
        let text = Entity.text(of: fragment.bytes[at...end])
      {
        addText(start..<at)
        runs.append(
          RichText.Run(
            text: text, emphasis: .html, source: Range(offsets: fragment.source(of: at..<end + 1)), isVerbatim: false))
        at = end + 1
        start = at
      } else {
        at += 1
      }
    }
    addText(start..<at)
    return runs
  }

  // MARK: Tags in paragraphs

  /// Acts on a tag inside of a paragraph; `range` is a line of it at least.
  func takeTag(_ range: Range<Int>, _ bytes: UnsafeBufferPointer<UInt8>) {
    let beginsHere = !isInTag
    if HTML.isPart(bytes, of: &isInTag) {
      // The first line of a tag of several: what it says counts once.
      if beginsHere { act(at: range.lowerBound) }
    } else if HTML.isBreak(bytes) {
      add(run("\n", from: range, isVerbatim: false))
    } else if HTML.isText(bytes) {
      addVerbatim(range, adding: .html)
    } else {
      act(at: range.lowerBound)
    }
  }

  private func act(at offset: Int) {
    guard let tag = HTMLTag(at: offset, in: piece.buffer) else { return }
    if tag.isBlock || HTMLTag.controls.contains(tag.name) { separator = tag.range }
    if tag.isEnd {
      if let index = openTags.lastIndex(where: { $0.name == tag.name }) { openTags.removeSubrange(index...) }
    } else if HTMLTag.media.contains(tag.name) {
      addImage(tag)
    } else if tag.name == "a", let address = tag.value(of: "href"), !address.isEmpty {
      links.append(RichText.Link(kind: .link, destination: address))
      openTags.append(OpenTag(name: "a", emphasis: openTags.last?.emphasis ?? [], link: links.count - 1))
    } else if let emphasis = tag.emphasis {
      openTags.append(
        OpenTag(name: tag.name, emphasis: (openTags.last?.emphasis ?? []).union(emphasis), link: openTags.last?.link))
    }
  }

  private func addImage(_ tag: HTMLTag) {
    guard let address = tag.value(of: "src") ?? tag.value(of: "data-src") ?? tag.value(of: "data") else { return }
    links.append(RichText.Link(kind: .image, destination: address))
    let description = (tag.range(of: "alt") ?? tag.range(of: "title")).flatMap { $0.isEmpty ? nil : $0 }
    var image = run("", from: tag.range, isVerbatim: false)
    image.link = links.count - 1
    if let description, case let source = fragment.source(of: description),
      let text = String(validating: piece.buffer[description], as: UTF8.self), !text.contains("&"),
      !text.contains(where: \.isNewline), self.source.buffer[source].elementsEqual(text.utf8)
    {
      (image.text, image.source, image.isVerbatim) = (text, Range(offsets: source), true)
    } else {
      let text = description.map { Entity.resolved(piece.buffer[$0]).split(whereSeparator: \.isWhitespace) }
      image.text = text.map { $0.joined(separator: " ") } ?? imageName(address)
    }
    add(image)
  }

  /// Returns the name for an image without a description: the last part of its destination, or `image`.
  func imageName(_ destination: String) -> String {
    let name = destination.hasPrefix("data:") ? "" : destination.split(separator: "/").last.map(String.init) ?? ""
    return name.isEmpty ? "image" : name
  }
}

extension RichText.Block {
  /// Changes each run, those of a table's cells included.
  fileprivate mutating func editRuns(_ edit: (inout RichText.Run) -> Void) {
    for index in runs.indices { edit(&runs[index]) }
    guard case .table(var table) = kind else { return }
    for row in table.rows.indices {
      for cell in table.rows[row].indices {
        for index in table.rows[row][cell].indices { edit(&table.rows[row][cell][index]) }
      }
    }
    kind = .table(table)
  }
}
