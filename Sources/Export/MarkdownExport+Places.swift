import Outline

extension MarkdownExport {
  /// The places where block quotes can be put without changing the text around them.
  struct Places {
    /// The distance between a topic and the annotations on it.
    enum Distance: CaseIterable { case below, afterTheBranch, atTheEnd }

    struct Place {
      /// The beginning of a line, or the end of the file.
      var offset: Int
      /// Columns before the `>`.
      var indent: Int
      /// Whether the topic's own text stands right above.
      var isBelow: Bool
    }

    private let outline: Outline
    private let distance: Distance
    /// The offset from which text may begin: behind a byte order mark.
    let start: Int

    init(_ outline: Outline, _ distance: Distance) {
      self.outline = outline
      self.distance = distance
      let mark = outline.bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
      start = mark
    }

    func place(of topic: TopicIndex) -> Place {
      if topic == .root { return placeOfRoot }
      switch distance {
      case .below: return nearest(to: topic)
      case .afterTheBranch:
        let branch = outline.ancestors(of: topic).reduce(topic) { $1 == .root ? $0 : $1 }
        return behind(branch)
      case .atTheEnd: return Place(offset: outline.bytes.count, indent: 0, isBelow: false)
      }
    }

    private var placeOfRoot: Place {
      if distance == .atTheEnd { return Place(offset: outline.bytes.count, indent: 0, isBelow: true) }
      let text = outline.firstSegment(of: .root).range
      let end = max(text.isEmpty ? start : text.upperBound.int, outline.frontMatter?.upperBound.int ?? start)
      return Place(offset: end == start ? start : nextLine(end), indent: 0, isBelow: true)
    }

    private func nearest(to topic: TopicIndex) -> Place {
      if !isLoose(topic) {
        let end = outline.firstSegment(of: topic).range.upperBound
        let place = Place(offset: nextLine(end.int), indent: contentColumn(of: topic), isBelow: true)
        let next = topic.int + 1
        if isFree(before: next), next == outline.count || outline[TopicIndex(next)].line > outline[topic].line {
          return place
        }
      }
      return behind(topic)
    }

    /// Behind a topic with all below it, or further out.
    private func behind(_ topic: TopicIndex) -> Place {
      var host = topic
      while host != .root, isLoose(host) || !isFree(before: outline.subtree(of: host).upperBound) {
        host = outline.parent(of: host) ?? .root
      }
      if host == .root { return Place(offset: outline.bytes.count, indent: 0, isBelow: false) }
      let offset = outline.offset(ofLine: LineNumber(outline[host].lastLine.int + 1)).int
      return Place(offset: offset, indent: contentColumn(of: host), isBelow: false)
    }

    /// Whether what comes next is no part of the paragraph before it.
    private func isFree(before next: Int) -> Bool { next >= outline.count || !isLoose(TopicIndex(next)) }

    /// Whether an item stands too far in to be one but for the paragraph that it goes on with.
    private func isLoose(_ topic: TopicIndex) -> Bool {
      guard case .item = outline.kind(of: topic) else { return false }
      return column(of: outline[topic].marker.int) - contentColumn(of: outline.parent(of: topic) ?? .root) >= 4
    }

    /// The column where the text of an item, or of what stands in one, begins.
    private func contentColumn(of topic: TopicIndex) -> Int {
      var host = topic
      while host != .root {
        if case .item(let marker, _) = outline.kind(of: host) { return contentColumn(of: host, marker) }
        host = outline.parent(of: host) ?? .root
      }
      return 0
    }

    private func contentColumn(of item: TopicIndex, _ marker: Topic.Marker) -> Int {
      let start = outline[item].marker.int
      let bytes = outline.bytes
      var end = start
      switch marker {
      case .bullet(let sign): end += String(Character(sign)).utf8.count
      case .ordered:
        while end < bytes.count, (0x30...0x39).contains(bytes[end]) { end += 1 }
        end += 1
      }
      let behind = column(of: end)
      var text = end
      while text < bytes.count, bytes[text] == 0x20 || bytes[text] == 0x09 { text += 1 }
      let isEmpty = text >= bytes.count || bytes[text] == 0x0A || bytes[text] == 0x0D
      let spaces = column(of: text) - behind
      // An empty item and one that begins with indented code have one space (CommonMark, list items).
      return behind + (isEmpty || spaces > 4 ? 1 : max(1, spaces))
    }

    /// The column of a place on its line, tabs counted to the next multiple of four.
    private func column(of offset: Int) -> Int {
      let bytes = outline.bytes
      let start = outline.offset(ofLine: outline.line(at: ByteOffset(offset))).int
      var column = 0
      for at in max(start, self.start)..<max(start, self.start, offset) where at < bytes.count {
        if bytes[at] == 0x09 {
          column += 4 - column % 4
        } else if bytes[at] & 0xC0 != 0x80 {
          column += 1
        }
      }
      return column
    }

    /// Returns the start of the line behind the one that ends with `end`.
    private func nextLine(_ end: Int) -> Int {
      let line = outline.line(at: ByteOffset(max(start, end - 1)))
      return outline.offset(ofLine: LineNumber(line.int + 1)).int
    }
  }
}
