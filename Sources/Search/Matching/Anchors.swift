/// Places at which a query may hold: where one of its patterns may begin.
struct Anchors {
  private var needles: [Needle] = []
  private let filter: StartFilter
  private var regexes: [CompiledPattern] = []
  /// By expression: its next match, as far as it is known.
  private var nextMatches: [Range<Int>?] = []

  /// - Parameter language: That of the text; nil to find what any language has.
  init(of patterns: [Query.Pattern], language: Language?, _ evaluator: Evaluator) {
    var all: [Needle] = []
    for pattern in patterns {
      switch pattern {
      case .word(let word):
        all.append(word.needle)
        all += (language.map(word.forms(in:)) ?? word.forms).map(\.needle)
      case .tag(let needle): all.append(needle)
      case .regex(let regex):
        if let compiled = evaluator.compiled(regex) { regexes.append(compiled) }
      }
    }
    for needle in all.sorted(by: { $0.scalars.count < $1.scalars.count })
    where !needles.contains(where: { $0.isPrefix(of: needle) }) {
      needles.append(needle)
    }
    filter = StartFilter(needles)
    nextMatches = regexes.map { _ in 0..<0 }
  }

  /// Bytes of the longest needle, roughly.
  var length: Int { (needles.map(\.scalars.count).max() ?? 0) * 8 + 64 }

  /// The next place in `range`.
  mutating func next(in haystack: Haystack, _ range: Range<Int>) -> Range<Int>? {
    var best = nextNeedle(in: haystack, range)
    for index in regexes.indices {
      if let known = nextMatches[index], known.lowerBound < range.lowerBound || known.isEmpty {
        nextMatches[index] = regexes[index].first(in: haystack.bytes, range.lowerBound..<haystack.bytes.count)
      }
      guard let match = nextMatches[index], match.lowerBound < range.upperBound else { continue }
      if best.map({ match.lowerBound < $0.lowerBound }) ?? true { best = match }
    }
    return best
  }

  private func nextNeedle(in haystack: Haystack, _ range: Range<Int>) -> Range<Int>? {
    guard !needles.isEmpty else { return nil }
    return haystack.first(in: range, filter) { at in
      let byte = Int(haystack.bytes[at])
      for needle in needles where needle.firstBytes[byte] {
        if let match = haystack.match(needle, at: at, limit: range.upperBound) { return match }
      }
      return nil
    }?.range
  }
}
