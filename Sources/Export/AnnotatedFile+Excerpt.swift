import Annotations
import Outline

extension AnnotatedFile {
  /// The part of the file that is in its scope as a file of its own: the source of what is shown, and of topics that
  /// are only titles their first line. Its annotations are those of the topics that are shown.
  ///
  /// - Complexity: O(length of the file)
  package func excerpt() -> AnnotatedFile {
    if scope.isAll { return self }
    var cut = SourceCut(outline)
    var kept: [TopicIndex] = []
    for segment in outline.segments(of: .root) {
      switch scope.share(of: segment.topic) {
      case .nothing: continue
      case .title:
        guard segment.isFirst, segment.topic != .root else { continue }
        cut.keepTitle(of: segment.topic)
      case .whole: cut.keep(segment)
      }
      if segment.isFirst, segment.topic != .root { kept.append(segment.topic) }
    }
    let part = Outline(parsing: cut.bytes)
    // Where the parts read otherwise together, annotations stand with the file.
    let isSame = part.count == kept.count + 1
    var topics: [TopicIndex: TopicIndex] = [.root: .root]
    for (index, topic) in kept.enumerated() { topics[topic] = isSame ? TopicIndex(index + 1) : .root }
    var annotations: [Annotation] = []
    var placements: [Placement] = []
    for topic in annotatedTopics where scope.share(of: topic) == .whole {
      for entry in (threads[topic] ?? []).joined() {
        var placement = entry.placement
        placement.topic = topics[topic] ?? .root
        placement.quotation = placement.quotation.flatMap(cut.moved)
        annotations.append(entry.annotation)
        placements.append(placement)
      }
    }
    return AnnotatedFile(name: name, outline: part, annotations: annotations, placements: placements)
  }
}

/// Whole lines taken out of a source, in order.
private struct SourceCut {
  private let outline: Outline
  private(set) var bytes: [UInt8] = []
  /// The ranges of the source that were kept, and the offsets at which they are now.
  private var pieces: [(source: Range<Int>, start: Int)] = []

  init(_ outline: Outline) { self.outline = outline }

  mutating func keep(_ segment: Segment) {
    let range = segment.range.ints
    guard !range.isEmpty else { return }
    keep(lineStart(range.lowerBound)..<lineEnd(range.upperBound))
  }

  /// A heading's line, with the rule below it where that makes it one; the first line of an item.
  mutating func keepTitle(of topic: TopicIndex) {
    let record = outline[topic]
    let start = lineStart(record.marker.int)
    var end = lineEnd(start)
    if case .heading = outline.kind(of: topic), !outline.bytes[start..<end].contains(UInt8(ascii: "#")) {
      end = lineEnd(lineEnd(record.title.upperBound.int))
    }
    keep(start..<end)
  }

  private mutating func keep(_ lines: Range<Int>) {
    let start = max(lines.lowerBound, pieces.last?.source.upperBound ?? 0)
    guard start < lines.upperBound else { return }
    // Where something was left out, a blank line of it stays.
    if let last = pieces.last, hasBlankLine(last.source.upperBound..<start),
      !bytes.suffix(2).elementsEqual([0x0A, 0x0A])
    {
      bytes.append(0x0A)
    }
    pieces.append((start..<lines.upperBound, bytes.count))
    bytes += outline.bytes[start..<lines.upperBound]
    if bytes.last != 0x0A { bytes.append(0x0A) }
  }

  /// Whether one of these whole lines holds nothing but white space.
  private func hasBlankLine(_ lines: Range<Int>) -> Bool {
    outline.bytes[lines].split(separator: 0x0A, omittingEmptySubsequences: false).dropLast().contains { line in
      line.allSatisfy { $0 <= 0x20 }
    }
  }

  /// The range of the excerpt that a range of the source is now; nil where it was not kept in one piece.
  func moved(_ range: Range<ByteOffset>) -> Range<ByteOffset>? {
    let range = range.ints
    guard let piece = pieces.last(where: { $0.source.lowerBound <= range.lowerBound }),
      range.upperBound <= piece.source.upperBound
    else { return nil }
    let distance = piece.start - piece.source.lowerBound
    return ByteOffset(range.lowerBound + distance)..<ByteOffset(range.upperBound + distance)
  }

  private func lineStart(_ offset: Int) -> Int {
    outline.offset(ofLine: outline.line(at: ByteOffset(offset))).int
  }

  /// The beginning of the line behind the one that `offset` is in, or ends.
  private func lineEnd(_ offset: Int) -> Int {
    guard offset < outline.bytes.count else { return outline.bytes.count }
    return outline.bytes[offset...].firstIndex(of: 0x0A).map { $0 + 1 } ?? outline.bytes.count
  }
}
