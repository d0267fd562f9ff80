/// An occurrence of a pattern in a text, with its quality.
struct Occurrence: Hashable {
  var range: Range<Int>
  var quality: MatchQuality
  var form = Rank.Form.literal
  var isExact = true
  /// The word that was found, where it is another form.
  var other: FormMatch?
}

/// A query made ready to be held against many texts, one after the other.
final class Evaluator {
  let query: Query
  /// The language of the text at hand.
  var language = Language.english
  let stems = StemCache()
  private var compiled: [RegularExpression: CompiledPattern] = [:]
  /// By expression, letters that every match has.
  private var literals: [RegularExpression: [Needle]] = [:]
  /// The anchors of single patterns, in whatever language; there are few patterns in a query.
  private var anchors: [(pattern: Query.Pattern, anchors: Anchors)] = []

  init(_ query: Query) { self.query = query }

  /// Whether a regular expression was too costly somewhere, so that there may be more than was found.
  var hasGivenUp: Bool { compiled.values.contains { $0.hasGivenUp } }

  /// Returns the anchors of a pattern as they are before the first look at a text; made once for each pattern.
  func anchors(of pattern: Query.Pattern) -> Anchors {
    if let known = anchors.first(where: { $0.pattern == pattern }) { return known.anchors }
    let new = Anchors(of: [pattern], language: nil, self)
    anchors.append((pattern, new))
    return new
  }

  /// Whether letters are in a text that every match of an expression has.
  func mayMatch(_ regex: RegularExpression, in haystack: Haystack) -> Bool {
    let needles: [Needle]
    if let known = literals[regex] {
      needles = known
    } else {
      needles = regex.literals.compactMap { run in
        Needle(String(String.UnicodeScalarView(run.compactMap(Unicode.Scalar.init))))
      }
      literals[regex] = needles
    }
    let plain = Haystack(bytes: haystack.bytes, isMarkdown: false)
    return needles.allSatisfy { plain.first($0, in: 0..<plain.bytes.count) != nil }
  }

  /// Whether a pattern stands in a text at all, in one of the forms that count in the text's language.
  /// - Complexity: O(length × forms)
  func stands(_ pattern: Query.Pattern, in haystack: Haystack) -> Bool {
    let whole = 0..<haystack.bytes.count
    switch pattern {
    case .word(let word):
      // Nearly always there is none of them.
      var anchors = anchors(of: pattern)
      guard let first = anchors.next(in: haystack, whole) else { return false }
      let rest = first.lowerBound..<whole.upperBound
      if word.forms.isEmpty || haystack.first(word.needle, in: rest) != nil { return true }
      return word.forms(in: .guess(haystack.bytes)).contains {
        haystack.first($0, in: rest, of: whole, stems) != nil
      }
    case .tag(let needle):
      return Needle(String(needle.text.dropFirst())).map { haystack.first($0, in: whole) != nil } ?? true
    case .regex(let regex):
      return mayMatch(regex, in: haystack) && compiled(regex)?.first(in: haystack.bytes, whole) != nil
    }
  }

  func compiled(_ regex: RegularExpression) -> CompiledPattern? {
    if let known = compiled[regex] { return known }
    let new = try? CompiledPattern(regex)
    compiled[regex] = new
    return new
  }

  /// The first of the best-fitting among the first occurrences in `range`; a look at more would not be worth its time.
  /// - Parameter isShown: Whether a needle occurs in the rendered text at a place where the source has markup in it.
  func best(
    _ pattern: Query.Pattern, in haystack: Haystack, _ range: Range<Int>, literally: Bool = false,
    isShown: (Needle, Range<Int>) -> Bool = { _, _ in true }
  ) -> Occurrence? {
    switch pattern {
    case .word(let word):
      if let found = haystack.best(word.needle, in: range, isShown: isShown) { return found }
      guard !literally, !word.forms.isEmpty else { return nil }
      return haystack.best(word.forms(in: language), of: word, in: range, stems)
    case .tag(let needle):
      return haystack.tag(needle, in: range).map { Occurrence(range: $0, quality: .wholeWord) }
    case .regex(let regex):
      return compiled(regex)?.first(in: haystack.bytes, range).map {
        Occurrence(range: $0, quality: haystack.quality(of: $0, in: range))
      }
    }
  }

  /// Everything that `pattern` finds in `range`, in order.
  func all(_ pattern: Query.Pattern, in haystack: Haystack, _ range: Range<Int>) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var at = range.lowerBound
    func gather(_ next: (Range<Int>) -> Range<Int>?) {
      at = range.lowerBound
      while at < range.upperBound, let match = next(at..<range.upperBound) {
        found.append(match)
        at = max(match.upperBound, match.lowerBound + 1)
      }
    }
    switch pattern {
    case .word(let word):
      gather { haystack.first(word.needle, in: $0)?.range }
      for form in word.forms(in: language) {
        gather { rest in
          var at = rest.lowerBound
          while at < rest.upperBound,
            let found = haystack.first(form, in: at..<rest.upperBound, of: range, stems)?.range
          {
            // Of what begins as it was typed, only that is marked.
            if haystack.match(word.needle, at: found.lowerBound, limit: range.upperBound) == nil { return found }
            at = max(found.upperBound, at + 1)
          }
          return nil
        }
      }
    case .tag(let needle): gather { haystack.tag(needle, in: $0, of: range) }
    case .regex(let regex):
      if let compiled = compiled(regex) { gather { compiled.first(in: haystack.bytes, $0) } }
    }
    return found
  }
}

extension Haystack {
  /// The first of the best-fitting among the first occurrences of `needle` in `range`.
  func best(
    _ needle: Needle, in range: Range<Int>, isShown: (Needle, Range<Int>) -> Bool
  ) -> Occurrence? {
    var best: Occurrence?
    var rest = range
    for _ in 0..<8 {
      guard let found = first(needle, in: rest) else { break }
      rest = found.range.lowerBound + 1..<range.upperBound
      if found.isThroughMarkup, !isShown(needle, found.range) { continue }
      let quality = isAll(found.range, of: range) ? .everything : quality(of: found.range, in: range)
      let isExact = !needle.isMarked || text(found.range) == needle.text
      if best.map({ ($0.isExact ? 1 : 0, $0.quality) < (isExact ? 1 : 0, quality) }) ?? true {
        best = Occurrence(range: found.range, quality: quality, isExact: isExact)
      }
      if isExact, quality >= .wholeWord { break }
    }
    return best
  }

  /// The best of the other forms of `word` in `range`.
  fileprivate func best(
    _ forms: [WordForm], of word: SearchWord, in range: Range<Int>, _ stems: StemCache
  ) -> Occurrence? {
    var best: (found: (range: Range<Int>, text: String), kind: WordForm.Kind)?
    for form in forms where best.map({ $0.kind < form.kind }) ?? true {
      if let found = first(form, in: range, of: range, stems) { best = (found, form.kind) }
    }
    return best.map { found, kind in
      Occurrence(
        range: found.range, quality: .wholeWord, form: kind.rankForm,
        other: FormMatch(word: word.text, found: found.text, form: kind.rankForm))
    }
  }

  /// The first word in `range` that is of a form, and its letters.
  func first(
    _ form: WordForm, in range: Range<Int>, of whole: Range<Int>, _ stems: StemCache
  ) -> (range: Range<Int>, text: String)? {
    var at = range.lowerBound
    while at < range.upperBound, let found = first(form.needle, in: at..<range.upperBound)?.range {
      at = found.lowerBound + 1
      if let word = word(of: form, at: found, in: whole, stems) { return word }
    }
    return nil
  }

  /// The word that begins at `found` if it is of a form.
  private func word(
    of form: WordForm, at found: Range<Int>, in whole: Range<Int>, _ stems: StemCache
  ) -> (range: Range<Int>, text: String)? {
    guard startsWord(found.lowerBound, in: whole), let word = word(at: found.lowerBound, limit: whole.upperBound) else {
      return nil
    }
    let isForm: Bool
    if let stem = form.stem {
      isForm = stems.stem(of: word.text, in: stem.language) == stem.text
    } else if form.kind == .typo {
      isForm = Typos.letters(word.text) == form.needle.scalars
    } else {
      isForm = form.needle.scalars.count > 4 || word.end <= found.upperBound
    }
    guard isForm else { return nil }
    return (found.lowerBound..<max(word.end, found.upperBound), word.text)
  }

  /// The next tag in `range`, which is alone among its neighbours in `whole`.
  func tag(_ needle: Needle, in range: Range<Int>, of whole: Range<Int>? = nil) -> Range<Int>? {
    var rest = range
    while let found = first(needle, in: rest)?.range {
      if standsAlone(found, in: whole ?? range) { return found }
      rest = found.lowerBound + 1..<range.upperBound
    }
    return nil
  }

  /// Whether nothing but white space and emphasis is in `whole` besides `range`.
  private func isAll(_ range: Range<Int>, of whole: Range<Int>) -> Bool {
    guard whole.count < range.count + 16 else { return false }
    return (Array(whole.lowerBound..<range.lowerBound) + Array(range.upperBound..<whole.upperBound)).allSatisfy {
      Haystack.isSpace(bytes[$0]) || Haystack.isEmphasis(bytes[$0])
    }
  }

  func text(_ range: Range<Int>) -> String {
    String(decoding: UnsafeBufferPointer(rebasing: bytes[range]), as: UTF8.self)
  }
}
