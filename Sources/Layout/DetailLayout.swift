import Outline
import TextWidth

/// The detail pane as lines, each laid out when it is asked for: a topic of a hundred megabytes costs what a page of it
/// costs.
///
/// A value; what has been laid out is kept in a cache of limited size that copies share.
package struct DetailLayout: Sendable {
  /// The content that is laid out.
  package let content: DetailContent
  private let segments: DetailSegments
  private let cache: LineCache

  /// - Parameter previous: A layout whose outline is perhaps the same; what was found out about that is used again.
  package init(_ content: DetailContent, after previous: DetailLayout? = nil) {
    self.init(content, after: previous, pieceLength: SegmentSplitter.length)
  }

  /// With another length of the pieces that long segments are cut into.
  init(_ content: DetailContent, after previous: DetailLayout? = nil, pieceLength: Int) {
    self.content = content
    let known = previous.flatMap { $0.content.outline.isSame(as: content.outline) ? $0.segments : nil }
    segments = DetailSegments(
      content.outline, length: pieceLength, annotations: content.annotations, editor: content.editor?.place,
      after: known)
    cache = LineCache()
  }

  /// Whether it shows what this reading of a file says, not another one.
  package func shows(_ outline: Outline) -> Bool { content.outline.isSame(as: outline) }

  // MARK: Lines

  /// The line at `position`, or nil where there is none.
  package func line(at position: DetailPosition) -> DetailLine? {
    let lines = lines(of: position.segment, position.piece)
    return lines.indices.contains(position.line) ? lines[position.line] : nil
  }

  /// At most `count` lines from `position` on; fewer at the end.
  package func lines(from position: DetailPosition, count: Int) -> [DetailLine] {
    var lines: [DetailLine] = []
    var next: DetailPosition? = position
    while lines.count < count, let place = next {
      let piece = self.lines(of: place.segment, place.piece)
      lines += piece.dropFirst(place.line).prefix(count - lines.count)
      next = lines.count < count ? firstLine(after: place) : nil
    }
    return lines
  }

  /// Returns the number of lines from `position` on, at most `limit`.
  package func count(from position: DetailPosition, limit: Int) -> Int {
    if let known = cache.count(from: position, limit: limit) { return known }
    // A little further than asked for: that is what is asked for next.
    let most = limit + 1
    var count = 0
    var next: DetailPosition? = position
    while count < most, let place = next {
      count += max(0, lines(of: place.segment, place.piece).count - place.line)
      next = count < most ? firstLine(after: place) : nil
    }
    cache.setCount(LineCache.Count(position: position, lines: count, isWhole: count < most))
    return min(count, limit)
  }

  // MARK: Stepping

  /// The first line; for a topic without any text, a position that has no line.
  package var top: DetailPosition {
    let first = DetailPosition(segment: segments.first(of: content.topic))
    return lines(of: first.segment, .text).isEmpty ? firstLine(after: first) ?? first : first
  }

  /// The last line.
  package var end: DetailPosition { end(of: content.topic) }

  /// The last line of the branch of `topic`, which is in view.
  package func end(of topic: TopicIndex) -> DetailPosition {
    let outline = content.outline
    let last = TopicIndex(outline.subtree(of: topic).upperBound - 1)
    var segment = segments.last(of: last)
    while let next = self.segment(after: segment), outline.isInside(next.topic, topic) { segment = next }
    let place = DetailPosition(segment: segment, piece: lastPiece(of: segment))
    let count = lines(of: place.segment, place.piece).count
    return count > 0
      ? DetailPosition(segment: segment, piece: place.piece, line: count - 1) : lastLine(before: place) ?? top
  }

  /// The line below; nil at the end.
  package func position(after position: DetailPosition) -> DetailPosition? {
    if position.line + 1 < lines(of: position.segment, position.piece).count {
      return DetailPosition(segment: position.segment, piece: position.piece, line: position.line + 1)
    }
    return firstLine(after: position)
  }

  /// The line above; nil at the top.
  package func position(before position: DetailPosition) -> DetailPosition? {
    let count = lines(of: position.segment, position.piece).count
    if position.line > 0, count > 0 {
      let line = min(position.line, count) - 1
      return DetailPosition(segment: position.segment, piece: position.piece, line: line)
    }
    return lastLine(before: position)
  }

  /// The line `distance` lines further down, or up where it is negative; the first or the last beyond these.
  /// - Complexity: O(`distance`)
  package func position(_ position: DetailPosition, movedBy distance: Int) -> DetailPosition {
    var place = position
    for _ in 0..<distance.magnitude {
      guard let next = distance > 0 ? self.position(after: place) : self.position(before: place) else { break }
      place = next
    }
    return place
  }

  /// The rows that one line of the notes takes: `position` with what it goes on with above and below it, at most
  /// `limit` rows each way.
  package func line(around position: DetailPosition, limit: Int = 500) -> ClosedRange<DetailPosition> {
    var (first, last) = (position, position)
    for _ in 0..<limit {
      guard line(at: first)?.text.isContinuation == true, let above = self.position(before: first) else { break }
      first = above
    }
    for _ in 0..<limit {
      guard let below = self.position(after: last), line(at: below)?.text.isContinuation == true else { break }
      last = below
    }
    return min(first, last)...last
  }

  /// Returns the number of lines from `position` down to `other`; nil where `other` is above or further than `limit`.
  package func distance(from position: DetailPosition, to other: DetailPosition, limit: Int) -> Int? {
    guard position <= other else { return nil }
    var place = position
    var distance = 0
    // By pieces: of each, its lines are looked up once.
    while place.segment != other.segment || place.piece != other.piece {
      distance += max(1, lines(of: place.segment, place.piece).count - place.line)
      guard distance <= limit, let next = firstLine(after: place), next <= other else { return nil }
      place = next
    }
    distance += other.line - place.line
    let count = lines(of: other.segment, other.piece).count
    return distance <= limit && (distance == 0 || other.line < count) ? distance : nil
  }

  // MARK: Finding

  /// The line that shows the byte at `offset`, or the one that it would stand behind; nil outside the topic.
  package func position(of offset: ByteOffset) -> DetailPosition? {
    let segment = segments.piece(at: offset)
    guard isInside(segment.topic) else { return nil }
    let lines = lines(of: segment, .text)
    let found =
      lines.firstIndex { $0.text.shows(offset) }
      ?? lines.lastIndex { line in
        guard let source = line.text.source else { return false }
        return source.lowerBound <= offset
      }
    return nearest(to: DetailPosition(segment: segment, line: found ?? 0))
  }

  /// The first line of `topic`'s text; nil outside the topic in view.
  package func position(of topic: TopicIndex) -> DetailPosition? {
    isInside(topic) ? nearest(to: DetailPosition(segment: segments.first(of: topic))) : nil
  }

  /// The first line of an annotation or a reply; nil where it is not in view.
  /// - Complexity: O(number of annotations)
  package func position(ofAnnotation id: String) -> DetailPosition? {
    for (topic, boxes) in content.annotations where isInside(topic) {
      guard let box = boxes.first(where: { $0.contains(id) }) else { continue }
      let segment = segments.host(of: box.place, at: topic)
      let number = self.boxes(of: segment).firstIndex { $0.id == box.id } ?? 0
      let line = lines(of: segment, .annotation(number)).firstIndex { line in
        if case .annotation(id, _) = line.owner { true } else { false }
      }
      return DetailPosition(segment: segment, piece: .annotation(number), line: line ?? 0)
    }
    return nil
  }

  /// The first row of the editor's text.
  package var editorPosition: DetailPosition? {
    let place: DetailPosition
    switch content.editor?.place {
    case nil: return nil
    case .new(let topic, let words):
      guard isInside(topic) else { return nil }
      place = DetailPosition(segment: segments.host(of: words, at: topic), piece: .editor)
    case .edit(let id), .reply(to: let id):
      guard let box = position(ofAnnotation: id) else { return nil }
      place = box
    }
    let row = lines(of: place.segment, place.piece).firstIndex { line in
      if case .editor(row: 0, _) = line.owner { true } else { false }
    }
    return row.map { DetailPosition(segment: place.segment, piece: place.piece, line: $0) }
  }

  /// The closest line that there is to `position`, which may come from another layout of the same outline.
  package func nearest(to position: DetailPosition) -> DetailPosition {
    let topic = position.segment.topic
    guard topic.int < content.outline.count, isInside(topic) else { return top }
    let first = segments.first(of: topic)
    let found = segments.piece(at: position.segment.range.lowerBound)
    let segment = first.range.lowerBound == position.segment.range.lowerBound ? first : found
    guard isInside(segment.topic) else { return top }
    let piece = min(position.piece, lastPiece(of: segment))
    let place = DetailPosition(segment: segment, piece: piece, line: max(0, position.line))
    let count = lines(of: segment, piece).count
    if count > 0 { return DetailPosition(segment: segment, piece: piece, line: min(place.line, count - 1)) }
    return firstLine(after: place) ?? lastLine(before: place) ?? place
  }

  /// Returns the share of the text that is above `position`, from 0 at the top to 1 at the end, by the bytes of the
  /// file and of annotations.
  ///
  /// - Complexity: O(topics with annotations); where these are many, annotations are left out.
  package func fraction(of position: DetailPosition) -> Double {
    let start = top.segment.range.lowerBound.int
    let segment = position.segment.range.ints
    var total = Double(end.segment.range.upperBound.int - start)
    var above = Double(segment.lowerBound - start)
    let isWeighed = content.annotations.count <= DetailLayout.mostWeighed
    if isWeighed {
      for (topic, boxes) in content.annotations where isInside(topic) {
        for box in boxes {
          total += box.weight
          let host = segments.host(of: box.place, at: topic)
          if DetailPosition(segment: host) < DetailPosition(segment: position.segment) { above += box.weight }
        }
      }
    }
    let count = lines(of: position.segment, position.piece).count
    let within = count > 1 ? Double(min(position.line, count - 1)) / Double(count - 1) : 0
    switch position.piece {
    case .text: above += within * Double(segment.count)
    case .annotation where !isWeighed, .editor where !isWeighed: above += Double(segment.count)
    case .annotation(let number):
      let boxes = boxes(of: position.segment)
      above += Double(segment.count) + boxes.prefix(number).reduce(0) { $0 + $1.weight }
      if boxes.indices.contains(number) { above += within * boxes[number].weight }
    case .editor: above += boxes(of: position.segment).reduce(Double(segment.count)) { $0 + $1.weight }
    }
    return total > 0 ? min(1, max(0, above / total)) : 0
  }

  private static let mostWeighed = 200

  // MARK: Pieces

  private func isInside(_ topic: TopicIndex) -> Bool { content.outline.isInside(topic, content.topic) }

  private func segment(after segment: Segment) -> Segment? {
    segments.piece(after: segment).flatMap { isInside($0.topic) ? $0 : nil }
  }

  private func boxes(of segment: Segment) -> [AnnotationBox] { segments.boxes(below: segment) }

  private func hasEditor(_ segment: Segment) -> Bool {
    guard case .new(segment.topic, let place)? = content.editor?.place else { return false }
    return segments.host(of: place, at: segment.topic) == segment
  }

  private func lastPiece(of segment: Segment) -> DetailPosition.Piece {
    if hasEditor(segment) { return .editor }
    let count = boxes(of: segment).count
    return count > 0 ? .annotation(count - 1) : .text
  }

  private func piece(after piece: DetailPosition.Piece, of segment: Segment) -> DetailPosition.Piece? {
    let next: Int
    switch piece {
    case .text: next = 0
    case .annotation(let number): next = number + 1
    case .editor: return nil
    }
    if next < boxes(of: segment).count { return .annotation(next) }
    return hasEditor(segment) ? .editor : nil
  }

  private func piece(before piece: DetailPosition.Piece, of segment: Segment) -> DetailPosition.Piece? {
    let count = boxes(of: segment).count
    switch piece {
    case .text: return nil
    case .annotation(let number): return number > 0 && count > 0 ? .annotation(min(number, count) - 1) : .text
    case .editor: return count > 0 ? .annotation(count - 1) : .text
    }
  }

  private func firstLine(after position: DetailPosition) -> DetailPosition? {
    var place = position
    while true {
      if let piece = piece(after: place.piece, of: place.segment) {
        place = DetailPosition(segment: place.segment, piece: piece)
      } else if let segment = segment(after: place.segment) {
        place = DetailPosition(segment: segment)
      } else {
        return nil
      }
      if !lines(of: place.segment, place.piece).isEmpty { return place }
    }
  }

  private func lastLine(before position: DetailPosition) -> DetailPosition? {
    var place = position
    while true {
      if let piece = piece(before: place.piece, of: place.segment) {
        place = DetailPosition(segment: place.segment, piece: piece)
      } else if let segment = segments.piece(before: place.segment), isInside(segment.topic) {
        place = DetailPosition(segment: segment, piece: lastPiece(of: segment))
      } else {
        return nil
      }
      let count = lines(of: place.segment, place.piece).count
      if count > 0 { return DetailPosition(segment: place.segment, piece: place.piece, line: count - 1) }
    }
  }

  private func lines(of segment: Segment, _ piece: DetailPosition.Piece) -> [DetailLine] {
    // A closure would copy the whole layout.
    if let known = cache.lines(segment, piece) { return known }
    let lines = PieceLayout(content: content, segments: segments, segment: segment, piece: piece).lines(
      isLast: self.piece(after: piece, of: segment) == nil, next: self.segment(after: segment))
    cache.insert(lines, segment, piece)
    return lines
  }
}

extension Outline {
  /// Whether both are copies of one reading of one file: their bytes are the same memory.
  fileprivate func isSame(as other: Outline) -> Bool {
    bytes.withUnsafeBufferPointer { ours in
      other.bytes.withUnsafeBufferPointer { ours.baseAddress == $0.baseAddress && ours.count == $0.count }
    }
  }
}
