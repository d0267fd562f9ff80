import Outline

/// Looks for texts in a source: letter for letter, as it is shown, and with changes.
///
/// What a search needs of the source is made once, and only when it is needed.
struct PassageSearch {
  let outline: Outline
  private var letters: FoldedText?
  private var shown: FoldedText?
  private var sourceLines: SourceLines?
  private var linesOfWord: [UInt64: [Int32]]?
  private var similarity = TextSimilarity()

  /// The difference between a text that was found and the one that was looked for.
  enum Form: Sendable {
    /// Not at all, line breaks and the form of letters with marks aside.
    case verbatim
    /// The markup was left out, as where something is quoted from what is shown.
    case shown
    /// White space was changed.
    case respaced
  }

  struct Hits {
    var ranges: [Range<Int>]
    var form: Form
  }

  /// Sources longer than this are searched letter for letter only, in bytes.
  private static let mostFolded = 16 << 20
  /// No more of equal texts are told apart.
  static let mostHits = 64

  init(_ outline: Outline) { self.outline = outline }

  // MARK: - The same words

  /// Returns the places of `text` in `range`, in the most faithful form that there is; without ranges where it is not
  /// found.
  mutating func hits(of text: String, in range: Range<Int>? = nil) -> Hits {
    let range = range ?? 0..<outline.bytes.count
    let verbatim = verbatim(text, in: range)
    if !verbatim.isEmpty { return Hits(ranges: verbatim, form: .verbatim) }
    guard outline.bytes.count <= Self.mostFolded else { return Hits(ranges: [], form: .verbatim) }
    if text.utf8.contains(where: { $0 >= 0x80 }) {
      let folded = foldedLetters().occurrences(of: FoldedText(text, .letters), in: range, limit: Self.mostHits)
      if !folded.isEmpty { return Hits(ranges: folded, form: .verbatim) }
    }
    return shownHits(of: text, in: range)
  }

  /// Byte for byte, a line break of any kind for each of its own.
  func verbatim(_ text: String, in range: Range<Int>) -> [Range<Int>] {
    let needle = ByteSearch.needle(text)
    guard !needle.isEmpty else { return [] }
    var found: [Range<Int>] = []
    var start = range.lowerBound
    while found.count < Self.mostHits,
      let at = ByteSearch.first(needle, in: outline.bytes, range: start..<range.upperBound),
      let end = ByteSearch.end(of: needle, in: outline.bytes, at: at, limit: range.upperBound)
    {
      found.append(at..<end)
      start = max(end, at + 1)
    }
    return found
  }

  private mutating func shownHits(of text: String, in range: Range<Int>) -> Hits {
    let plain = FoldedText(text, .words)
    guard plain.keys.contains(where: { $0 > 0x20 }) else { return Hits(ranges: [], form: .verbatim) }
    var ranges = foldedShown().occurrences(of: plain, in: range, limit: Self.mostHits)
    if ranges.isEmpty {
      // What was selected may have markup of its own, other than there is now.
      var parsed = FoldedText(rendered: Outline(parsing: Array(text.utf8)))
      parsed.trimEnd()
      if parsed.keys != plain.keys, parsed.keys.contains(where: { $0 > 0x20 }) {
        ranges = foldedShown().occurrences(of: parsed, in: range, limit: Self.mostHits)
        return Hits(ranges: ranges.map(widened), form: .respaced)
      }
    }
    let isChanged = ranges.contains { isRespaced($0, text) }
    return Hits(ranges: ranges.map(widened), form: isChanged ? .respaced : .shown)
  }

  /// A range with the marks of emphasis and code right around all of it.
  private func widened(_ range: Range<Int>) -> Range<Int> {
    let bytes = outline.bytes
    var (start, end) = (range.lowerBound, range.upperBound)
    let marks: [UInt8] = [0x2A, 0x5F, 0x60, 0x7E]
    while start > 0, end < bytes.count, bytes[start - 1] == bytes[end], marks.contains(bytes[end]) {
      (start, end) = (start - 1, end + 1)
    }
    // What closes inside, or opens there, and is not a pair.
    for mark in marks {
      let count = bytes[range].count { $0 == mark }
      guard count > 0, count <= 3 else { continue }
      if start >= count, bytes[start - count..<start].allSatisfy({ $0 == mark }) {
        start -= count
      } else if end + count <= bytes.count, bytes[end..<end + count].allSatisfy({ $0 == mark }) {
        end += count
      }
    }
    return start..<end
  }

  /// Whether the white space of what was found is not that of what was looked for.
  private func isRespaced(_ range: Range<Int>, _ text: String) -> Bool {
    let source = outline.bytes[range]
    let breaks = text.utf8.count { $0 == 0x0A }
    if breaks > 0, source.count(where: { $0 == 0x0A }) != breaks { return true }
    if text.utf8.contains(0x09) || text.contains("  ") { return true }
    var wasSpace = false
    var wasBreak = false
    for byte in source {
      if byte == 0x0A {
        if wasBreak, breaks == 0 { return true }
        wasBreak = true
      } else if byte == 0x20 || byte == 0x09 {
        if wasSpace, !wasBreak { return true }
        wasSpace = true
        continue
      } else if byte != 0x0D {
        wasBreak = false
      }
      wasSpace = false
    }
    return false
  }

  private mutating func foldedLetters() -> FoldedText {
    if let letters { return letters }
    let made = FoldedText(source: outline.bytes, .letters)
    letters = made
    return made
  }

  private mutating func foldedShown() -> FoldedText {
    if let shown { return shown }
    let made = FoldedText(rendered: outline)
    shown = made
    return made
  }

  mutating func lines() -> SourceLines {
    if let sourceLines { return sourceLines }
    let made = SourceLines(of: outline)
    sourceLines = made
    return made
  }

  // MARK: - Like words

  struct Likeness {
    var range: Range<Int>
    var score: Float
    /// The lines that it stands on, counted among those that say something.
    var lines: ClosedRange<Int>
  }

  /// The places that are most like `text`, the best first; one for each line that it may begin on.
  ///
  /// - Parameters:
  ///   - near: a line that is looked at in any case, with those around it, counted among those that say something.
  ///   - growing: whether it may be on more lines than it was.
  ///   - isFree: whether a line may be what the text became.
  mutating func likenesses(
    of text: String, near: Int? = nil, limit: Int = 8, growing: Bool = true,
    where isFree: (Int) -> Bool = { _ in true }
  ) -> [Likeness] {
    let lines = lines()
    let wanted = ComparableText(ofLines: text).bytes
    guard !wanted.isEmpty, lines.count > 0 else { return [] }
    let length = max(1, text.split(whereSeparator: \.isNewline).count { $0.contains { !$0.isWhitespace } })
    var starts = linesWithWords(of: wanted)
    if let near { starts += (near - 2...near + 2).filter { lines.ranges.indices.contains($0) } }
    var found: [Likeness] = []
    for line in Set(starts).sorted() where isFree(line) {
      var best: Likeness?
      for count in max(1, length - 1)...length + (growing ? 1 : 0) where line + count <= lines.count {
        let window = line...line + count - 1
        guard window.allSatisfy(isFree), lines.bytes(of: window).count <= 4096 else { break }
        // Other lines than there were, only if they are clearly better.
        let score = similarity.score(wanted, lines.comparable(window)) - (count == length ? 0 : 0.05)
        if score > best?.score ?? 0 { best = Likeness(range: lines.bytes(of: window), score: score, lines: window) }
      }
      if let part = part(like: text, of: line...line), part.score > best?.score ?? 0 { best = part }
      if let best { found.append(best) }
    }
    return Array(found.sorted { ($0.score, $1.range.lowerBound) > ($1.score, $0.range.lowerBound) }.prefix(limit))
  }

  /// A stretch of a line that is nearly `text`.
  private func part(like text: String, of lines: ClosedRange<Int>) -> Likeness? {
    guard let source = sourceLines else { return nil }
    let pattern = ByteSearch.needle(text)
    let range = source.bytes(of: lines)
    guard pattern.count >= 5, pattern.count < range.count, pattern.count <= 1024, range.count <= 4096,
      let (place, distance, _) = ApproximateSearch.best(pattern, in: outline.bytes[range])
    else { return nil }
    let score = 1 - Float(distance) / Float(pattern.count)
    return score < 0.75 ? nil : Likeness(range: outline.wholeWords(place), score: score, lines: lines)
  }

  /// The stretch that is most like `text` and is not where that stands; nil where none is much like it.
  ///
  /// - Parameters:
  ///   - hit: where it stands; the lines around it are looked at in any case.
  ///   - least: how much of it has to be there, 0 to 1.
  mutating func nearCopy(
    of text: String, besides hit: Range<Int>, atLeast least: Float, where isWanted: (Range<Int>) -> Bool
  ) -> Range<Int>? {
    let lines = lines()
    let pattern = ByteSearch.needle(text)
    guard 12...512 ~= pattern.count, lines.count > 0 else { return nil }
    let here = lines.lines(in: hit)
    let around = max(0, here.lowerBound - 8)..<min(lines.count, here.upperBound + 8)
    let worst = Int(Float(pattern.count) * (1 - least))
    var best: (range: Range<Int>, distance: Int)?
    for line in Set(linesWithWords(of: ComparableText(ofLines: text).bytes)).union(around).sorted() {
      let range = lines.bytes(of: line...line)
      guard range.count <= 4096, isWanted(range) else { continue }
      // What stands there itself is left out.
      let cut = hit.clamped(to: range)
      let parts = cut.isEmpty ? [range] : [range.lowerBound..<cut.lowerBound, cut.upperBound..<range.upperBound]
      for part in parts where part.count >= pattern.count - worst {
        guard let found = ApproximateSearch.best(pattern, in: outline.bytes[part], worst: worst),
          found.distance < best?.distance ?? .max
        else { continue }
        best = (outline.wholeWords(found.place), found.distance)
      }
    }
    return best?.range
  }

  private mutating func linesWithWords(of text: [UInt8]) -> [Int] {
    let index = wordIndex()
    var votes: [Int32: Float] = [:]
    for word in TextSimilarity.words(of: text) {
      guard let lines = index[word], lines.count <= 256 else { continue }
      for line in lines { votes[line, default: 0] += 1 / Float(lines.count + 1) }
    }
    return votes.sorted { ($0.value, $1.key) > ($1.value, $0.key) }.prefix(24).map { Int($0.key) }
  }

  private mutating func wordIndex() -> [UInt64: [Int32]] {
    if let linesOfWord { return linesOfWord }
    let lines = lines()
    var index: [UInt64: [Int32]] = [:]
    for line in 0..<lines.count {
      for word in TextSimilarity.words(of: lines.comparable(line...line)) {
        index[word, default: []].append(Int32(line))
      }
    }
    linesOfWord = index
    return index
  }
}
