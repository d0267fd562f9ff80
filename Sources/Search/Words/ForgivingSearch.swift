/// The second attempt of a search that found nothing: which words are nowhere, what they may have been meant to be, and
/// what to tell the reader.
package struct ForgivingSearch: Sendable {
  private let query: Query
  private let vocabulary: Vocabulary

  /// - Parameter vocabulary: The words of the notes that were searched.
  package init(_ query: Query, vocabulary: Vocabulary) {
    self.query = query
    self.vocabulary = vocabulary
  }

  /// The query with words of the notes in place of those that the notes don't have; nil where that changes nothing.
  package var forgiving: Query? {
    var isChanged = false
    let changed = query.mapWords { word in
      guard !word.isLiteral, !isThere(word) else { return word }
      let near = vocabulary.words(near: word.text)
      if !near.isEmpty { isChanged = true }
      return word.adding(typos: near)
    }
    return isChanged ? changed : nil
  }

  /// Words of the query that are nowhere in the notes, in no form, and the words of the notes that are nearest to each.
  package var missing: [(word: String, nearest: [String])] {
    query.words.filter { !isThere($0) }.map { ($0.text, vocabulary.suggestions(for: $0.text)) }
  }

  /// Whether each word is somewhere in the notes, in a form or as what it may have been meant to be.
  package var isSomewhere: Bool {
    query.words.allSatisfy { isThere($0) || !$0.isLiteral && !vocabulary.words(near: $0.text).isEmpty }
  }

  /// Whether a word, or any form of it, begins or is part of a word of the notes.
  private func isThere(_ word: SearchWord) -> Bool {
    let parts = word.needle.scalars.split { $0 == 0x20 }
    return parts.allSatisfy { part in
      let letters = String(String.UnicodeScalarView(part.compactMap(Unicode.Scalar.init)))
      let isPlain = letters.unicodeScalars.allSatisfy {
        $0.properties.isAlphabetic || $0.properties.numericType == .decimal
      }
      if letters.unicodeScalars.count < 3 || !isPlain {
        return true
      }
      if vocabulary.contains(letters) { return true }
      // The stems of other languages are not looked for in these notes.
      let forms = word.forms.filter { form in
        form.kind != .typo && form.stem.map { vocabulary.languages.contains($0.language) } ?? true
      }.map { ($0, $0.letters) }
      let bytes = Array(letters.utf8)
      return vocabulary.contains { known in
        if known.count >= bytes.count, known.contains(bytes) { return true }
        return forms.contains { form, start in
          guard known.starts(with: start) else { return false }
          return form.stem.map { $0.language.stem(of: String(decoding: known, as: UTF8.self)) == $0.text } ?? true
        }
      }
    }
  }

  /// A sentence for a search that found nothing.
  package var message: String {
    let missing = missing
    guard let first = missing.first else {
      if query.hasConditions { return "the words are there, but nothing that is all the rest as well" }
      // Of short words it is not known whether they are there, but one alone was looked for.
      return query.words.count < 2
        ? query.words.first.map { "“\($0.text)” is nowhere" } ?? "" : "these words are nowhere together"
    }
    if missing.count == 1, query.words.count > 1, first.nearest.isEmpty { return "“\(first.word)” is nowhere" }
    let nearest = missing.filter { !$0.nearest.isEmpty }.map { word, nearest in
      "“\(word)” is nowhere: \(nearest.joined(separator: ", "))?"
    }
    guard nearest.isEmpty else { return nearest.joined(separator: "; ") }
    return missing.map { "“\($0.word)”" }.joined(separator: ", ") + (missing.count > 1 ? " are nowhere" : " is nowhere")
  }
}

extension Query {
  /// A sentence for a search without words that found nothing; nil where there is nothing to be said.
  package var nothingFound: String? {
    let states = alternativeStates.map(\.rawValue)
    if !states.isEmpty { return "nothing is " + states.joined(separator: " or ") }
    var sentence: String?
    expression?.forEachPattern { pattern, _ in
      switch pattern {
      case .regex(let regex): sentence = "nothing matches /\(regex.pattern)/"
      case .tag(let needle): sentence = "nothing has the tag \(needle.text)"
      case .word: break
      }
    }
    return sentence ?? (hasConditions ? "nothing is like that" : nil)
  }
}

/// The forms in which the words of a query were found, and how often.
package struct FormSummary: Hashable, Sendable {
  private var counts: [FormMatch: Int] = [:]

  /// A summary of no forms.
  package init() {}

  /// Counts the forms of one hit.
  package mutating func add(_ forms: [FormMatch]) {
    for form in forms { counts[form, default: 0] += 1 }
  }

  /// Whether every word was found as typed.
  package var isEmpty: Bool { counts.isEmpty }

  /// `generator · 3, for “generators”`; the commonest forms, `limit` at most. Empty where all was literal.
  package func text(limit: Int = 4) -> String {
    let words = Dictionary(grouping: counts, by: \.key.word)
    return words.sorted { $0.key < $1.key }.map { word, found in
      let sorted = found.sorted { ($1.value, $0.key.found) < ($0.value, $1.key.found) }
      let forms = sorted.prefix(limit).map { "\($0.key.found) · \($0.value)" }
      return (forms + (sorted.count > limit ? ["…"] : [])).joined(separator: ", ") + ", for “\(word)”"
    }.joined(separator: "; ")
  }
}

extension WordForm {
  /// The letters that such words begin with, folded, as UTF-8.
  fileprivate var letters: [UInt8] {
    Array(String(String.UnicodeScalarView(needle.scalars.compactMap(Unicode.Scalar.init))).utf8)
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Whether some bytes stand in it, one after the other.
  fileprivate func contains(_ wanted: [UInt8]) -> Bool {
    guard let first = wanted.first else { return true }
    var at = 0
    while at + wanted.count <= count {
      if self[at] == first, self[at..<at + wanted.count].elementsEqual(wanted) { return true }
      at += 1
    }
    return false
  }
}
