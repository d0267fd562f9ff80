import Outline

/// Finds stretches of an older version of a file in a newer one.
struct PassageMapper {
  private let old: Outline
  private let new: Outline
  private let lines: LineMatcher
  private var similarity = TextSimilarity()

  private static let edited: Float = 0.5
  private static let elsewhere: Float = 0.60
  private static let offered: Float = 0.25
  private static let margin: Float = 0.08

  /// - Complexity: O(length of both)
  init(from old: Outline, to new: Outline, _ search: inout PassageSearch) {
    (self.old, self.new) = (old, new)
    lines = LineMatcher(SourceLines(of: old), search.lines())
  }

  /// The place of a stretch of the older version.
  mutating func sighting(of range: Range<Int>, _ search: inout PassageSearch) -> Sighting {
    let touched = lines.old.lines(in: range)
    guard let first = touched.first, let last = touched.last else { return .lost }
    if isKept(first...last) {
      let start = offset(range.lowerBound, in: first) - lead(of: range, before: first)
      let end = offset(range.upperBound, in: last) + tail(of: range, behind: last)
      if start <= end, isSameText(range, start..<end) {
        if let twin = twin(of: first...last) {
          return Sighting(state: .ambiguous, candidates: [start..<end, twin].sorted { $0.lowerBound < $1.lowerBound })
        }
        return Sighting(state: isMoved(first...last) ? .moved : .exact, range: start..<end)
      }
    }
    if first == last, lines.newOf[first] >= 0 { return sighting(of: range, inLine: first) }
    if let found = sighting(of: range, acrossLines: first...last) { return found }
    return sighting(ofLost: range, in: first...last, &search)
  }

  /// Whether all lines are there, letter for letter and in their order, nothing between them.
  private func isKept(_ range: ClosedRange<Int>) -> Bool {
    let start = Int(lines.newOf[range.lowerBound])
    return start >= 0
      && range.allSatisfy {
        lines.tier[$0] == .same && Int(lines.newOf[$0]) == start + $0 - range.lowerBound
      }
  }

  private func isMoved(_ range: ClosedRange<Int>) -> Bool {
    guard let start = lines.place(of: range.lowerBound), let end = lines.place(of: range.upperBound) else {
      return true
    }
    return lines.place(of: range.lowerBound - 1) != start - 1 && lines.place(of: range.upperBound + 1) != end + 1
  }

  /// The same place in the new form of a line that has the same letters.
  private func offset(_ offset: Int, in line: Int) -> Int {
    let was = lines.old.ranges[line]
    let now = lines.new.ranges[Int(lines.newOf[line])]
    // What stands outside the words of the line is white space.
    return now.lowerBound + min(max(offset - was.lowerBound, 0), was.count)
  }

  private func isSameText(_ was: Range<Int>, _ now: Range<Int>) -> Bool {
    func text(_ outline: Outline, _ range: Range<Int>) -> [UInt8] {
      var bytes = ByteSearch.needle(outline.sourceText(Range(offsets: range)))
      while let last = bytes.last, last <= 0x20 { bytes.removeLast() }
      return Array(bytes.drop { $0 <= 0x20 })
    }
    let (one, other) = (text(old, was), text(new, now))
    // Indentation of further lines does not count.
    func folded(_ bytes: [UInt8]) -> [[UInt8]] {
      bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map { Array($0.drop { $0 <= 0x20 }) }
    }
    return one == other || folded(one) == folded(other)
  }

  /// Of a stretch that begins above its first line with words, what of that stands above the line now, in bytes.
  private func lead(of range: Range<Int>, before line: Int) -> Int {
    let was = lines.old.ranges[line].lowerBound
    let now = lines.new.ranges[Int(lines.newOf[line])].lowerBound
    var count = 0
    while was - count > range.lowerBound, now - count > 0, new.bytes[now - count - 1] == old.bytes[was - count - 1] {
      count += 1
    }
    return count
  }

  private func tail(of range: Range<Int>, behind line: Int) -> Int {
    let was = lines.old.ranges[line].upperBound
    let now = lines.new.ranges[Int(lines.newOf[line])].upperBound
    var count = 0
    while was + count < range.upperBound, now + count < new.bytes.count,
      new.bytes[now + count] == old.bytes[was + count]
    {
      count += 1
    }
    return count
  }

  /// An equal stretch right beside the place of some lines that was not there before: either may be the copy.
  private func twin(of range: ClosedRange<Int>) -> Range<Int>? {
    guard range.count == 1, let place = lines.place(of: range.lowerBound) else { return nil }
    let hash = lines.new.hashes[place]
    let found = [place - 1, place + 1].first {
      lines.new.ranges.indices.contains($0) && lines.oldOf[$0] < 0 && lines.new.hashes[$0] == hash
    }
    return found.map { lines.new.ranges[$0] }
  }

  // MARK: - In an edited line

  private mutating func sighting(of range: Range<Int>, inLine line: Int) -> Sighting {
    let was = lines.old.ranges[line]
    let now = lines.new.ranges[Int(lines.newOf[line])]
    let range = range.clamped(to: was)
    let copies = lines.copies[line].map { [lines.new.ranges[$0]] } ?? []
    let diff = TokenDiff(old.bytes[was], new.bytes[now])
    let mapped = diff.range(of: range)
    let text = old.sourceText(Range(offsets: range))
    if let mapped, !mapped.range.isEmpty {
      let found = mapped.range
      let needle = ByteSearch.needle(text)
      // Where something was put in at its edges, the words themselves stand inside.
      if let start = ByteSearch.first(needle, in: new.bytes, range: found) {
        let range = start..<start + needle.count
        return copies.isEmpty
          ? Sighting(state: .edited, range: range)
          : Sighting(state: .confirm, range: range, candidates: [range] + copies, remark: .copied)
      }
      let one = ComparableText(ofLines: text).bytes
      let score = similarity.score(one, ComparableText(ofLines: new.sourceText(Range(offsets: found))).bytes)
      let remark: Placement.Remark? = copies.isEmpty ? nil : .copied
      if score >= Self.edited, lines.tier[line] != .replaced, copies.isEmpty {
        return Sighting(state: .edited, range: found)
      }
      if score >= Self.edited || mapped.isEnclosed || lines.tier[line] == .replaced && range == was {
        return Sighting(state: .confirm, range: found, candidates: [found] + copies, remark: remark)
      }
    }
    return Sighting(state: .ambiguous, candidates: [now] + copies, remark: .wordsGone)
  }

  // MARK: - Across lines

  private mutating func sighting(of range: Range<Int>, acrossLines touched: ClosedRange<Int>) -> Sighting? {
    guard let first = touched.first(where: { lines.newOf[$0] >= 0 }),
      let last = touched.last(where: { lines.newOf[$0] >= 0 })
    else { return nil }
    let (start, end) = (Int(lines.newOf[first]), Int(lines.newOf[last]))
    guard start <= end, end - start <= 4 * touched.count + 8 else { return nil }
    var found = lines.new.bytes(of: start...end)
    if range.lowerBound > lines.old.ranges[first].lowerBound, let exact = boundary(range.lowerBound, in: first) {
      found = min(exact, found.upperBound)..<found.upperBound
    }
    if range.upperBound < lines.old.ranges[last].upperBound, let exact = boundary(range.upperBound, in: last) {
      found = found.lowerBound..<max(exact, found.lowerBound)
    }
    guard !found.isEmpty else { return nil }
    let score = similarity.score(
      ComparableText(ofLines: old.sourceText(Range(offsets: range))).bytes,
      ComparableText(ofLines: new.sourceText(Range(offsets: found))).bytes)
    if score >= Self.edited { return Sighting(state: .edited, range: found) }
    return Sighting(
      state: score >= Self.offered ? .confirm : .ambiguous, range: score >= Self.offered ? found : nil,
      candidates: [found])
  }

  private func boundary(_ offset: Int, in line: Int) -> Int? {
    if lines.tier[line] == .same { return self.offset(offset, in: line) }
    let was = lines.old.ranges[line]
    let now = lines.new.ranges[Int(lines.newOf[line])]
    return TokenDiff(old.bytes[was], new.bytes[now]).place(of: min(max(offset, was.lowerBound), was.upperBound))
  }

  // MARK: - The lines are gone

  /// The lines are not where they were: the text may stand elsewhere, as it was or nearly.
  private mutating func sighting(
    ofLost range: Range<Int>, in touched: ClosedRange<Int>, _ search: inout PassageSearch
  ) -> Sighting {
    let text = old.sourceText(Range(offsets: range))
    let slot = lines.slot(of: touched.lowerBound).map { lines.new.ranges[$0] }
    // Where an equal text was before it is no trace of this one.
    let all = search.hits(of: text)
    let hits = all.ranges.filter { hit in
      lines.new.lines(in: hit).allSatisfy { lines.oldOf[$0] < 0 || !hadText(Int(lines.oldOf[$0]), text) }
    }
    let words = ComparableText(ofLines: text).bytes
    if hits.count == 1 {
      // What stands where it was may be what it became, and this a copy.
      var rival: Range<Int>?
      for range in slot where rival == nil && !range.overlaps(hits[0]) {
        let text = ComparableText(ofLines: new.sourceText(Range(offsets: range))).bytes
        if similarity.score(words, text) >= Self.offered { rival = range }
      }
      let isProof =
        rival == nil && (new.fillsLines(hits[0]) && words.contains(0x20) || hasSameSurroundings(range, hits[0]))
      let state: Placement.State = all.form == .respaced ? .edited : .moved
      return Sighting(
        state: isProof ? state : .confirm, range: hits[0], candidates: isProof ? [] : [hits[0]] + slot.prefix(2))
    }
    if hits.count > 1 { return Sighting(state: .ambiguous, candidates: Array(hits.prefix(3))) }
    let taken = lines
    let found = search.likenesses(of: text) { taken.oldOf[$0] < 0 || taken.tier[Int(taken.oldOf[$0])] != .same }
      .filter { $0.score >= Self.offered }
    let rival = found.first { candidate in found.first.map { !candidate.range.overlaps($0.range) } ?? false }
    if let best = found.first, best.score >= Self.elsewhere, best.score - (rival?.score ?? 0) >= Self.margin {
      return Sighting(state: .confirm, range: best.range, candidates: found.map(\.range))
    }
    let candidates =
      slot.prefix(1) + found.map(\.range).filter { range in !slot.prefix(1).contains { $0.overlaps(range) } }
    return Sighting(
      state: found.isEmpty ? .orphan : .ambiguous, candidates: Array(candidates.prefix(3)), remark: .wordsGone)
  }

  /// Whether the same letters stand on both sides of a stretch as did, some of them at least.
  private func hasSameSurroundings(_ was: Range<Int>, _ now: Range<Int>) -> Bool {
    let enough = 12
    let before = zip(old.bytes[..<was.lowerBound].reversed(), new.bytes[..<now.lowerBound].reversed())
      .prefix(enough).prefix { $0 == $1 }.count
    let behind = zip(old.bytes[was.upperBound...], new.bytes[now.upperBound...]).prefix(enough).prefix { $0 == $1 }
      .count
    return before == enough && behind == enough
  }

  private func hadText(_ line: Int, _ text: String) -> Bool {
    lines.tier[line] == .same
      && ByteSearch.first(ByteSearch.needle(text), in: old.bytes, range: lines.old.ranges[line]) != nil
  }
}
