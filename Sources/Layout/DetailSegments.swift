import Outline
import Synchronization

/// The segments of a file with the long ones cut up, so that no step of the detail pane handles more than a few pages.
///
/// A piece of a segment is a `Segment` itself, with a part of the range; only the first has the topic's marker.
struct DetailSegments: Sendable {
  let outline: Outline
  private let known: KnownCuts
  /// Of segments that are cut because of what is said of their words.
  private let marked = KnownCuts()
  private let annotations: [TopicIndex: [AnnotationBox]]
  private let editor: EditorBox.Place?
  private let hosted = Hosted()

  /// Segments longer than this many bytes are cut up.
  private let length: Int
  /// Longer segments are not cut up because of annotations: their pieces are short enough.
  private static let longestMarked = 1 << 18

  /// - Parameter earlier: of the same outline, for what it knows.
  init(
    _ outline: Outline, length: Int = SegmentSplitter.length, annotations: [TopicIndex: [AnnotationBox]] = [:],
    editor: EditorBox.Place? = nil, after earlier: DetailSegments? = nil
  ) {
    self.outline = outline
    self.length = length
    self.annotations = annotations
    self.editor = editor
    known = earlier?.known ?? KnownCuts()
  }

  /// The annotations that stand below `piece`: those of words in it, in the order of the words, and, at the end of what
  /// the topic says before its children, those of it as a whole.
  func boxes(below piece: Segment) -> [AnnotationBox] {
    guard let boxes = annotations[piece.topic] else { return [] }
    if let known = hosted.boxes.withLock({ $0[piece.topic] }) { return known[piece] ?? [] }
    let inOrder = boxes.enumerated().sorted { a, b in
      (a.element.place?.int ?? .max, a.offset) < (b.element.place?.int ?? .max, b.offset)
    }
    let found = Dictionary(grouping: inOrder.map(\.element)) { host(of: $0.place, at: piece.topic) }
    hosted.boxes.withLock { $0[piece.topic] = found }
    return found[piece] ?? []
  }

  /// The piece below which stands what speaks of the words at `place`, or, where that is nil or not of `topic` any
  /// more, of the topic.
  func host(of place: ByteOffset?, at topic: TopicIndex) -> Segment {
    guard let place, place.int < outline.bytes.count else { return last(of: topic) }
    let piece = piece(at: place)
    return piece.topic == topic ? piece : last(of: topic)
  }

  /// Whether `segment` is cut up because of words that annotations speak of, as far as its topic tells.
  private func hasMarks(_ segment: Segment) -> Bool {
    guard 1...DetailSegments.longestMarked ~= segment.range.ints.count else { return false }
    if case .new(segment.topic, _?) = editor { return true }
    return annotations[segment.topic] != nil
  }

  /// The words in `segment` that annotations speak of, by their first bytes, the one that is being written included.
  private func marks(in segment: Segment) -> [Int] {
    var places = annotations[segment.topic]?.compactMap(\.place) ?? []
    if case .new(segment.topic, let place?) = editor { places.append(place) }
    return places.map(\.int).filter(segment.range.ints.contains).sorted()
  }

  /// The annotations of topics by the pieces that they stand below.
  private final class Hosted: Sendable {
    let boxes = Mutex<[TopicIndex: [Segment: [AnnotationBox]]]>([:])
  }

  /// The cuts of segments that were found so far, by the bytes where the segments begin. No segment without text is
  /// cut.
  private final class KnownCuts: Sendable {
    let cuts = Mutex<[Int: SegmentSplitter]>([:])
  }

  /// The piece that begins with the topic's marker.
  func first(of topic: TopicIndex) -> Segment { piece(0, of: outline.firstSegment(of: topic)) }

  /// The piece at whose end the topic's annotations stand: the last before its first child.
  func last(of topic: TopicIndex) -> Segment {
    let whole = outline.firstSegment(of: topic)
    return piece(cuts(of: whole).count - 1, of: whole)
  }

  func piece(after piece: Segment) -> Segment? {
    let whole = whole(of: piece)
    let number = number(of: piece, in: whole)
    if number + 1 < cuts(of: whole).count { return self.piece(number + 1, of: whole) }
    return outline.segment(after: whole).map { self.piece(0, of: $0) }
  }

  func piece(before piece: Segment) -> Segment? {
    let whole = whole(of: piece)
    let number = number(of: piece, in: whole)
    if number > 0 { return self.piece(number - 1, of: whole) }
    return outline.segment(before: whole).map { self.piece(cuts(of: $0).count - 1, of: $0) }
  }

  func piece(at offset: ByteOffset) -> Segment {
    let whole = outline.segment(at: offset)
    return piece(cuts(of: whole).number(at: offset.int), of: whole)
  }

  /// Returns the segment that `piece` is a part of.
  func whole(of piece: Segment) -> Segment {
    if piece.isFirst { return outline.firstSegment(of: piece.topic) }
    return outline.segment(at: piece.range.lowerBound)
  }

  /// Whether `piece` is the last of its segment.
  func isLast(_ piece: Segment) -> Bool {
    let whole = whole(of: piece)
    return number(of: piece, in: whole) == cuts(of: whole).count - 1
  }

  /// Returns the text of `piece`, and whether a blank line separates it from a next piece of the same segment.
  func text(of piece: Segment) -> (text: RichText, isApart: Bool) {
    let whole = whole(of: piece)
    let cuts = cuts(of: whole)
    let number = number(of: piece, in: whole)
    let isApart = number + 1 < cuts.count && cuts.isApart(number + 1)
    guard cuts.isCode(number) else { return (outline.richText(of: piece), isApart) }
    return (code(piece.range.ints, indentation: cuts.indentation(number)), isApart)
  }

  private func cuts(of segment: Segment) -> SegmentSplitter {
    let isSpokenOf = hasMarks(segment)
    guard segment.range.ints.count > length || isSpokenOf else { return .none }
    let known = isSpokenOf ? marked : known
    if let cuts = known.cuts.withLock({ $0[segment.range.lowerBound.int] }) { return cuts }
    let marks = isSpokenOf ? marks(in: segment) : []
    let cuts = outline.bytes.withUnsafeBufferPointer {
      SegmentSplitter(of: segment.range.ints, in: $0, length: length, marks: marks)
    }
    known.cuts.withLock { $0[segment.range.lowerBound.int] = cuts }
    return cuts
  }

  private func number(of piece: Segment, in whole: Segment) -> Int {
    cuts(of: whole).number(at: piece.range.lowerBound.int)
  }

  private func piece(_ number: Int, of whole: Segment) -> Segment {
    var piece = whole
    let range = cuts(of: whole).range(number, of: whole.range.ints)
    piece.range = ByteOffset(range.lowerBound)..<ByteOffset(range.upperBound)
    piece.isFirst = whole.isFirst && number == 0
    return piece
  }

  /// Lines out of the middle of a code block.
  private func code(_ range: Range<Int>, indentation: Int) -> RichText {
    var runs: [RichText.Run] = []
    let bytes = outline.bytes
    var at = range.lowerBound
    while at < range.upperBound {
      let end = bytes[at..<range.upperBound].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? range.upperBound
      var start = at
      while start < end, start - at < indentation, bytes[start] == 0x20 { start += 1 }
      let text = String(decoding: bytes[start..<end], as: UTF8.self)
      runs.append(
        RichText.Run(
          text: text, source: ByteOffset(start)..<ByteOffset(end), isVerbatim: text.utf8.count == end - start))
      at =
        end < range.upperBound && bytes[end] == 0x0D && end + 1 < range.upperBound && bytes[end + 1] == 0x0A
        ? end + 2 : end + 1
      if end < range.upperBound {
        let newline = ByteOffset(end)..<ByteOffset(min(at, range.upperBound))
        runs.append(RichText.Run(text: "\n", source: newline, isVerbatim: false))
      }
    }
    let source = ByteOffset(range.lowerBound)..<ByteOffset(range.upperBound)
    return RichText(blocks: [RichText.Block(kind: .code(language: ""), runs: runs, source: source)])
  }
}
