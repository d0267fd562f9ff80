/// The quality of a hit; the better first. Hits that rank alike keep the order of the document.
package struct Rank: Comparable, Hashable, Sendable {
  /// The part of a note that the terms were found in, from the least to the most telling.
  package enum Field: Int, Comparable, Hashable, Sendable {
    /// A word is only in the titles above.
    case path
    case text, annotation, title
    /// Whether `a` tells less.
    package static func < (a: Field, b: Field) -> Bool { a.rawValue < b.rawValue }
  }

  /// The nearness of what was found to what was typed, the nearest last.
  package enum Form: Int, Comparable, Hashable, Sendable {
    /// The words are spread over neighbouring topics.
    case neighbours
    case typo, variant, stem, literal
    /// Whether `a` is farther from what was typed.
    package static func < (a: Form, b: Form) -> Bool { a.rawValue < b.rawValue }
  }

  /// That of the term that is farthest from what was typed.
  package var form = Form.literal
  /// Whether capitals and marks are as they were typed, where some were.
  package var isExact = true
  /// The part in which all the terms were found; the least of them where it was several.
  package var field: Field
  /// The quality of the term that fits worst.
  package var quality: MatchQuality

  /// The closeness of the terms that are in the subject itself.
  package var nearness = Nearness.phrase
  /// Of what was found in titles, how much of the title it is: the shorter ones say what was looked for and little
  /// else.
  package var brevity = 0

  /// A rank with a brevity of 0.
  package init(field: Field, quality: MatchQuality, form: Form = .literal, isExact: Bool = true) {
    self.field = field
    self.quality = quality
    self.form = form
    self.isExact = isExact
  }

  /// Whether `a` is the worse: by form, exactness, field, quality and nearness, and among equals by brevity.
  package static func < (a: Rank, b: Rank) -> Bool {
    if (a.form, a.field, a.quality) != (b.form, b.field, b.quality) || a.isExact != b.isExact {
      return (a.form, a.isExact ? 1 : 0, a.field, a.quality) < (b.form, b.isExact ? 1 : 0, b.field, b.quality)
    }
    return (a.nearness, a.brevity) < (b.nearness, b.brevity)
  }

  /// The worse of both in every respect.
  mutating func lower(to other: Rank) {
    form = min(form, other.form)
    isExact = isExact && other.isExact
    field = min(field, other.field)
    quality = min(quality, other.quality)
    nearness = min(nearness, other.nearness)
  }

  /// Sets the brevity of a hit in a title of so many bytes: one less for each doubling.
  mutating func setBrevity(title length: Int) {
    brevity = field == .title ? length.leadingZeroBitCount - Int.bitWidth : -Int.bitWidth
  }

  static let best = Rank(field: .title, quality: .everything)
}

/// A word that was found in another form than it was typed in.
package struct FormMatch: Hashable, Sendable {
  /// As typed.
  package var word: String
  /// As found, in small letters.
  package var found: String
  /// The relation of `found` to `word`.
  package var form: Rank.Form

  /// A match of `word`, as typed, with `found`, in small letters.
  package init(word: String, found: String, form: Rank.Form) {
    self.word = word
    self.found = found
    self.form = form
  }
}
