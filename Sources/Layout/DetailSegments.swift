import Outline
import Synchronization

/// The segments of a file with the long ones cut up, so that no step of the detail pane handles more than a few pages.
///
/// A piece of a segment is a `Segment` itself, with a part of the range; only the first has the topic's marker.
struct DetailSegments: Sendable {
  let outline: Outline
  private let known = KnownCuts()

  /// Segments longer than this many bytes are cut up.
  private let length: Int

  init(_ outline: Outline, length: Int = SegmentCuts.length) {
    self.outline = outline
    self.length = length
  }

  /// What the pieces of long segments were found to be.
  private final class KnownCuts: Sendable {
    let cuts = Mutex<[Segment: SegmentCuts]>([:])
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

  /// What `piece` is a part of.
  func whole(of piece: Segment) -> Segment {
    if piece.isFirst { return outline.firstSegment(of: piece.topic) }
    return outline.segment(at: piece.range.lowerBound)
  }

  /// Whether `piece` is the last of its segment.
  func isLast(_ piece: Segment) -> Bool {
    let whole = whole(of: piece)
    return number(of: piece, in: whole) == cuts(of: whole).count - 1
  }

  /// What `piece` says, and whether a blank line sets it apart from a next piece of the same segment.
  func text(of piece: Segment) -> (text: RichText, isApart: Bool) {
    let whole = whole(of: piece)
    let cuts = cuts(of: whole)
    let number = number(of: piece, in: whole)
    let isApart = number + 1 < cuts.count && cuts.isApart(number + 1)
    guard cuts.isCode(number) else { return (outline.richText(of: piece), isApart) }
    return (code(piece.range.ints, indentation: cuts.indentation(number)), isApart)
  }

  private func cuts(of segment: Segment) -> SegmentCuts {
    guard segment.range.ints.count > length else { return .none }
    if let cuts = known.cuts.withLock({ $0[segment] }) { return cuts }
    let cuts = outline.bytes.withUnsafeBufferPointer { SegmentCuts(of: segment.range.ints, in: $0, length: length) }
    known.cuts.withLock { $0[segment] = cuts }
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
