/// The way in which the words of a query stand together, the closest last.
package enum Nearness: Int, Comparable, Hashable, Sendable {
  /// In different paragraphs, or only in different topics.
  case apart
  case paragraph
  /// In one sentence, or in one line of a list, a table or code.
  case sentence
  /// Side by side, with no other word between.
  case adjacent
  /// Side by side as they were typed; also one word by itself.
  case phrase
  /// Whether `a` is less close.
  package static func < (a: Nearness, b: Nearness) -> Bool { a.rawValue < b.rawValue }
}

/// An occurrence of a term that a hit may be shown at.
struct Place: Hashable {
  var range: Range<Int>
  var form = Rank.Form.literal
  /// Whether no word goes on over its start.
  var startsWord = true
  /// Whether capitals and marks are as they were typed.
  var isExact = true

  /// The distance from what was typed, for places that are equally near to those of other terms.
  fileprivate var strangeness: Int {
    (Rank.Form.literal.rawValue - form.rawValue) * 4 + (startsWord ? 0 : 2) + (isExact ? 0 : 1)
  }
}

/// One place of each of several terms, those that stand nearest together.
struct Cluster {
  var nearness: Nearness
  /// By place.
  var ranges: [Range<Int>]
}

/// Finds the closest cluster among the places of several terms.
struct ClusterFinder {
  private let bytes: UnsafeBufferPointer<UInt8>
  private let places: [(place: Place, term: Int)]
  private let termCount: Int
  /// By place: the numbers of the sentence and of the paragraph that it is in.
  private var sentences: [Int] = []
  private var paragraphs: [Int] = []

  /// Bytes between two places that are looked through for the ends of sentences; what is farther apart is not together.
  private static let farthest = 4_096

  /// - Parameters:
  ///   - terms: The places of each, in bytes of `bytes`.
  ///   - edges: Where the text of something else lies between what comes before and after.
  init(_ terms: [[Place]], in bytes: UnsafeBufferPointer<UInt8>, edges: [Int] = []) {
    self.bytes = bytes
    termCount = terms.count
    places = terms.enumerated().flatMap { term, places in places.map { ($0, term) } }
      .sorted { ($0.0.range.lowerBound, $0.1) < ($1.0.range.lowerBound, $1.1) }
    var sentence = 0
    var paragraph = 0
    for (index, entry) in places.enumerated() {
      if index > 0 {
        let between = places[index - 1].place.range.lowerBound..<entry.place.range.lowerBound
        let end = edges.contains { between.lowerBound < $0 && $0 <= between.upperBound } ? .apart : end(in: between)
        if end < .sentence { paragraph += end == .apart ? 1 : 0 }
        if end < .adjacent { sentence += 1 }
      }
      sentences.append(sentence)
      paragraphs.append(paragraph)
    }
  }

  /// The closest cluster; of those that are equally close, the one with what was typed, the shortest, the first.
  /// - Complexity: O(places × terms)
  func closest() -> Cluster? {
    guard termCount > 0 else { return nil }
    var last = [Int?](repeating: nil, count: termCount)
    var best: (key: (Int, Int, Int), cluster: Cluster)?
    for (index, entry) in places.enumerated() {
      last[entry.term] = index
      let picked = last.compactMap { $0 }
      guard picked.count == termCount else { continue }
      let nearness = nearness(of: picked)
      let ranges = picked.map { places[$0].place.range }
      let span = (ranges.map(\.upperBound).max() ?? 0) - (ranges.map(\.lowerBound).min() ?? 0)
      let key = (-nearness.rawValue, picked.reduce(0) { $0 + places[$1].place.strangeness }, span)
      if let best, best.key <= key { continue }
      best = (key, Cluster(nearness: nearness, ranges: ranges.sorted { $0.lowerBound < $1.lowerBound }))
    }
    return best?.cluster
  }

  /// - Parameter picked: A place of each term, in the order of the terms.
  private func nearness(of picked: [Int]) -> Nearness {
    guard picked.count > 1 else { return .phrase }
    let sorted = picked.sorted()
    guard let first = sorted.first, let last = sorted.last, paragraphs[first] == paragraphs[last] else { return .apart }
    guard sentences[first] == sentences[last] else { return .paragraph }
    let hasNoOthers = zip(sorted, sorted.dropFirst()).allSatisfy { areSideBySide(places[$0].place, places[$1].place) }
    guard hasNoOthers else { return .sentence }
    return picked == sorted ? .phrase : .adjacent
  }

  private func areSideBySide(_ a: Place, _ b: Place) -> Bool {
    let haystack = Haystack(bytes: bytes)
    let end = b.range.lowerBound
    var at = a.range.upperBound
    // What is found of a word may be less than the word.
    while at < end, haystack.isWord(at: at, 0..<bytes.count) { at += haystack.scalar(at: at, bytes.count).length }
    var between = 0
    while at < end {
      let markup = haystack.markupLength(at, bytes.count)
      if markup == 0 {
        between += 1
        guard between <= 8, bytes[at] < 0x80, !Haystack.isAlphanumeric(bytes[at]) else { return false }
      }
      at += max(markup, 1)
    }
    return true
  }

  /// The largest unit that ends in a stretch of text: `.apart` for a paragraph, `.paragraph` for a sentence or a line,
  /// `.adjacent` for none.
  private func end(in range: Range<Int>) -> Nearness {
    guard range.count <= ClusterFinder.farthest else { return .apart }
    var end = Nearness.adjacent
    var at = range.lowerBound
    while at < range.upperBound {
      defer { at += 1 }
      switch bytes[at] {
      case 0x0A:
        var next = at + 1
        while next < bytes.count, bytes[next] == 0x20 || bytes[next] == 0x09 || bytes[next] == 0x0D { next += 1 }
        guard next < bytes.count else { continue }
        if bytes[next] == 0x0A { return .apart }
        if Self.beginsBlock(bytes[next]) { end = .paragraph }
      case 0x2E, 0x21, 0x3F:
        if at + 1 < bytes.count, Haystack.isSpace(bytes[at + 1]) { end = .paragraph }
      case 0x82:
        // U+3002, the full stop of Chinese and Japanese.
        if at > 1, bytes[at - 1] == 0x80, bytes[at - 2] == 0xE3 { end = .paragraph }
      default: break
      }
    }
    return end
  }

  /// Whether a line that begins with a byte is likely to go on with nothing of the line before.
  private static func beginsBlock(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x23, 0x2A, 0x2B, 0x2D, 0x3E, 0x60, 0x7C, 0x7E: true
    default: byte &- 0x30 < 10
    }
  }
}

extension Evaluator {
  /// The most places of one pattern that are weighed.
  private static let mostPlaces = 1_000

  /// Places of a pattern in `range`, in whatever form, by form; those inside words only where there are no others.
  /// - Parameter isShown: Whether a needle occurs in the rendered text at a place where the source has markup in it.
  func places(
    of pattern: Query.Pattern, in haystack: Haystack, _ range: Range<Int>,
    isShown: (Needle, Range<Int>) -> Bool = { _, _ in true }
  ) -> [Place] {
    var places: [Place] = []
    func gather(_ next: (Range<Int>) -> Place?) {
      var at = range.lowerBound
      while at < range.upperBound, places.count < Evaluator.mostPlaces, let place = next(at..<range.upperBound) {
        places.append(place)
        at = max(place.range.upperBound, at + 1)
      }
    }
    switch pattern {
    case .word(let word):
      gather { rest in
        var rest = rest
        while let found = haystack.first(word.needle, in: rest) {
          if !found.isThroughMarkup || isShown(word.needle, found.range) {
            return Place(
              range: found.range, startsWord: haystack.startsWord(found.range.lowerBound, in: range),
              isExact: !word.needle.isMarked || haystack.text(found.range) == word.needle.text)
          }
          rest = found.range.lowerBound + 1..<rest.upperBound
        }
        return nil
      }
      let literal = Set(places.map(\.range.lowerBound))
      for form in word.forms(in: language) {
        gather { rest in
          haystack.first(form, in: rest, of: range, stems).map { Place(range: $0.range, form: form.kind.rankForm) }
        }
      }
      places.removeAll { $0.form < .literal && literal.contains($0.range.lowerBound) }
    case .tag(let needle): gather { haystack.tag(needle, in: $0, of: range).map { Place(range: $0) } }
    case .regex(let regex):
      if let compiled = compiled(regex) { gather { compiled.first(in: haystack.bytes, $0).map { Place(range: $0) } } }
    }
    return places
  }

  /// The places among which one is chosen: those inside words only where there are no others.
  static func worthShowing(_ places: [Place]) -> [Place] {
    places.contains(where: \.startsWord) ? places.filter(\.startsWord) : places
  }
}
