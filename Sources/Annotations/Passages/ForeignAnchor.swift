import Outline

/// The search for the place of another program's record in the text that it is first seen with: it has at most lines,
/// columns and a text to go by (MRSF 1.0 section 7.4).
///
/// A text that is where its line says has its place. One that is elsewhere was moved there only if nothing like it is
/// where it was: else it may be a copy, and the text that is meant was edited.
struct ForeignAnchor {
  private let anchor: Anchor
  private let outline: Outline
  /// Whether something says that the source was changed since the record was made.
  private let isStale: Bool

  /// In its place, and elsewhere: how alike a text has to be to be offered as the one that is meant.
  private enum Threshold {
    static let edited: Float = 0.75
    static let changed: Float = 0.45
    /// For the text in its place while an equal one is elsewhere: so much alike that it may be the one that is meant;
    /// and a trace of it.
    static let alike: Float = 0.55
    static let traces: Float = 0.30
    static let elsewhere: Float = 0.60
    static let likely: Float = 0.40
    static let offered: Float = 0.25
    static let margin: Float = 0.08
  }

  /// In lines.
  private static let farAway = 5

  init(of anchor: Anchor, in outline: Outline, isStale: Bool = false) {
    (self.anchor, self.outline, self.isStale) = (anchor, outline, isStale)
  }

  /// The place, and the lines that the record names as far as the file has them.
  func sighting(_ search: inout PassageSearch) -> Sighting {
    let text = anchor.selectedText.flatMap { $0.allSatisfy(\.isWhitespace) ? nil : $0 }
    guard let text else { return sightingOfLine() }
    let named = namedLines
    if let named {
      var hits = search.hits(of: text, in: bytes(of: reach(of: text, from: named)))
      let start = bytes(of: named)
      hits.ranges.removeAll { $0.lowerBound > start.upperBound }
      if let found = chosen(hits, on: named) { return found }
    }
    return sighting(of: text, awayFrom: named, &search)
  }

  /// A record that names a line and no text.
  private func sightingOfLine() -> Sighting {
    guard let line = anchor.line else { return Sighting(state: .exact, range: 0..<0) }
    guard line >= 1, line <= outline.lineCount else { return .lost }
    let last = min(max(line, anchor.endLine ?? line), outline.lineCount)
    let bytes = trimmed(bytes(of: line...last))
    return Sighting(state: isStale ? .edited : .exact, range: bytes, remark: isStale ? .lineOnly : nil)
  }

  private var namedLines: ClosedRange<Int>? {
    guard let line = anchor.line, line >= 1, line <= outline.lineCount else { return nil }
    return line...min(max(line, anchor.endLine ?? line), outline.lineCount)
  }

  /// The lines that a text may stand on that begins on some.
  private func reach(of text: String, from lines: ClosedRange<Int>) -> ClosedRange<Int> {
    let breaks = text.utf8.count { $0 == 0x0A } + 2
    return lines.lowerBound...min(lines.upperBound + breaks, outline.lineCount)
  }

  private func bytes(of lines: ClosedRange<Int>) -> Range<Int> {
    let start = outline.offset(ofLine: LineNumber(lines.lowerBound)).int
    return start..<max(start, outline.range(ofLine: LineNumber(lines.upperBound)).upperBound.int)
  }

  private func trimmed(_ range: Range<Int>) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, outline.bytes[start] <= 0x20 { start += 1 }
    while end > start, outline.bytes[end - 1] <= 0x20 { end -= 1 }
    return start < end ? start..<end : range
  }

  // MARK: - Where the lines say

  /// Of equal texts on the named lines, the one at the column.
  private func chosen(_ hits: PassageSearch.Hits, on lines: ClosedRange<Int>) -> Sighting? {
    guard let first = hits.ranges.first else { return nil }
    let state: Placement.State = hits.form == .respaced ? .edited : .exact
    guard hits.ranges.count > 1, let column = anchor.startColumn else { return Sighting(state: state, range: first) }
    let line = LineNumber(lines.lowerBound)
    let inScalars = outline.offset(ofScalarColumn: column, line: line).int
    if let found = hits.ranges.first(where: { $0.lowerBound == inScalars }) {
      return Sighting(state: state, range: found)
    }
    if let offset = outline.offset(ofUTF16Column: column, line: line),
      let found = hits.ranges.first(where: { $0.lowerBound == offset })
    {
      return Sighting(state: state, range: found, remark: .utf16Columns)
    }
    // Neither: the nearest is likely, and likely is not sure.
    let nearest = hits.ranges.sorted { abs($0.lowerBound - inScalars) < abs($1.lowerBound - inScalars) }
    return Sighting(state: .confirm, range: nearest[0], candidates: Array(nearest.prefix(3)))
  }

  // MARK: - Elsewhere

  private func sighting(
    of text: String, awayFrom named: ClosedRange<Int>?, _ search: inout PassageSearch
  ) -> Sighting {
    let hits = search.hits(of: text)
    let lines = search.lines()
    let near = named.map { lines.lines(in: bytes(of: $0)).lowerBound }
    let there = named.map { trimmed(bytes(of: $0)) }
    if hits.ranges.count == 1 {
      return sighting(of: text, at: hits.ranges[0], hits.form, there, near, &search)
    }
    if hits.ranges.count > 1 {
      let ordered = there.map { there in
        hits.ranges.sorted { abs($0.lowerBound - there.lowerBound) < abs($1.lowerBound - there.lowerBound) }
      }
      return Sighting(state: .ambiguous, candidates: ordered ?? hits.ranges)
    }
    return changed(text, there, near, &search)
  }

  /// The text stands at one place that is not where the record says.
  private func sighting(
    of text: String, at hit: Range<Int>, _ form: PassageSearch.Form, _ there: Range<Int>?, _ near: Int?,
    _ search: inout PassageSearch
  ) -> Sighting {
    let state: Placement.State = form == .respaced ? .edited : anchor.line == nil ? .exact : .moved
    guard anchor.line != nil else { return Sighting(state: state, range: hit) }
    let wanted = ComparableText(ofLines: text).bytes
    if let near, let there {
      let rival = search.likenesses(of: text, near: near, limit: .max, growing: false)
        .first { $0.range.overlaps(there) }
      // The farther it went, the less there may be left of it where it was.
      let isFar = abs(outline.line(at: ByteOffset(hit.lowerBound)).int - (anchor.line ?? 0)) > Self.farAway
      let words = rival.map { search.lines().comparable($0.lines) } ?? []
      let hasAllWords = TextSimilarity.containment(of: wanted, in: words) == 1
      let least = isFar || hasAllWords ? Threshold.traces : Threshold.alike
      if let rival, rival.score >= least, !rival.range.overlaps(hit) {
        // Words were only added there: edited in place, and copied. Others were put in: either may be meant.
        return hasAllWords && rival.score >= Threshold.changed
          ? Sighting(state: .confirm, range: rival.range, candidates: [rival.range, hit], remark: .copied)
          : Sighting(state: .ambiguous, candidates: [hit, rival.range], remark: .copied)
      }
    }
    let isWholeLine = outline.fillsLines(hit)
    if isBrief(wanted), !isWholeLine {
      return Sighting(state: .ambiguous, candidates: [hit] + (there.map { [$0] } ?? []))
    }
    if let rival = rival(of: text, at: hit, isWholeLine: isWholeLine, near, &search) {
      return Sighting(state: .confirm, range: hit, candidates: [hit, rival], remark: .copied)
    }
    // One word far away may be another of that name.
    if !wanted.contains(0x20), distance(to: hit) > Self.farAway {
      return Sighting(state: .edited, range: hit, remark: .oneWord)
    }
    return Sighting(state: state, range: hit)
  }

  /// The distance of a place from the line that the record names, in lines.
  private func distance(to range: Range<Int>) -> Int {
    abs(outline.line(at: ByteOffset(range.lowerBound)).int - (anchor.line ?? 0))
  }

  /// The near copy of the text that is as likely as the text itself to be what the record is about: around the hit, or
  /// nearer to the line that the record names. Of lines that are alike, as in many lists, only one that is much nearer.
  private func rival(
    of text: String, at hit: Range<Int>, isWholeLine: Bool, _ near: Int?, _ search: inout PassageSearch
  ) -> Range<Int>? {
    let limit = distance(to: hit)
    if !isWholeLine {
      return search.nearCopy(of: text, besides: hit, atLeast: Threshold.elsewhere) { range in
        distance(to: range) <= limit + Self.farAway
      }
    }
    let likeness = search.likenesses(of: text, near: near, growing: false).first { likeness in
      likeness.score >= Threshold.elsewhere && !likeness.range.overlaps(hit)
        && distance(to: likeness.range) + Self.farAway < limit
    }
    return likeness?.range
  }

  /// One word, or a few letters, are no proof by themselves.
  private func isBrief(_ words: [UInt8]) -> Bool { words.count < 8 || !words.contains(0x20) }

  /// The text stands nowhere as it was.
  private func changed(
    _ text: String, _ there: Range<Int>?, _ near: Int?, _ search: inout PassageSearch
  ) -> Sighting {
    let found = search.likenesses(of: text, near: near).filter { $0.score >= Threshold.offered }
    let inPlace = found.first { likeness in there.map { likeness.range.overlaps($0) } ?? false }
    if let inPlace {
      let rival = found.first { !$0.range.overlaps(inPlace.range) }?.score ?? 0
      let isClear = inPlace.score - rival >= Threshold.margin
      if inPlace.score >= Threshold.edited, isClear { return Sighting(state: .edited, range: inPlace.range) }
      if inPlace.score >= Threshold.changed, isClear {
        return Sighting(state: .confirm, range: inPlace.range, candidates: found.map(\.range))
      }
    }
    if let best = found.first, best.score >= Threshold.elsewhere,
      best.score - (found.first { !$0.range.overlaps(best.range) }?.score ?? 0) >= Threshold.margin
    {
      return Sighting(state: .confirm, range: best.range, candidates: found.map(\.range))
    }
    var candidates = found.map(\.range)
    if let there, !candidates.contains(where: { $0.overlaps(there) }) {
      candidates.insert(there, at: min(2, candidates.count))
    }
    let isOffered = there != nil || found.contains { $0.score >= Threshold.likely }
    return Sighting(state: isOffered ? .ambiguous : .orphan, candidates: candidates, remark: .wordsGone)
  }
}

extension Outline {
  /// Whether bytes are all that stands on their lines, markers and white space aside.
  func fillsLines(_ range: Range<Int>) -> Bool {
    var start = range.lowerBound
    while start > 0, bytes[start - 1] != 0x0A, bytes[start - 1] != 0x0D {
      start -= 1
      guard [0x20, 0x09, 0x23, 0x2A, 0x2B, 0x2D, 0x3E].contains(bytes[start]) else { return false }
    }
    var end = range.upperBound
    while end < bytes.count, bytes[end] != 0x0A, bytes[end] != 0x0D {
      guard bytes[end] == 0x20 || bytes[end] == 0x09 else { return false }
      end += 1
    }
    return true
  }

  /// The place at a 0-based column of a line, counted in UTF-16 units as programs in JavaScript do; nil where none
  /// begins there.
  func offset(ofUTF16Column column: Int, line: LineNumber) -> Int? {
    let range = range(ofLine: line)
    var units = 0
    var offset = range.lowerBound.int
    for scalar in sourceText(range).unicodeScalars {
      if units >= column { break }
      units += scalar.value > 0xFFFF ? 2 : 1
      offset += UTF8.width(scalar)
    }
    return units == column ? offset : nil
  }
}
