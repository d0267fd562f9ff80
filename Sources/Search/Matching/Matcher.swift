import Annotations
import Outline

/// Holds a query against topics, annotations and names.
package struct Matcher: Hashable, Sendable {
  /// The query that everything is matched with.
  package let query: Query
  /// The patterns that are not negated and may be in topics.
  private let patterns: [Query.Pattern]
  private let hasForms: Bool

  /// A matcher for any query; an empty one matches nothing.
  package init(_ query: Query) {
    self.query = query
    var patterns: [Query.Pattern] = []
    query.expression?.forEachPattern { pattern, fields in
      if !fields.isDisjoint(with: [.title, .text]), !patterns.contains(pattern) { patterns.append(pattern) }
    }
    self.patterns = patterns
    hasForms = query.words.contains { !$0.forms.isEmpty }
  }

  // MARK: Annotations

  /// The hit that `annotation` is, or nil: its words are in its text or in `titles`, those of the topic that it is
  /// shown with and of the topics above that one.
  /// - Complexity: O(length of its text × terms)
  package func match(
    _ annotation: SearchableAnnotation, titles: [String] = [], facts: FileFacts = FileFacts()
  ) -> AnnotationHit? {
    match(annotation, titles: titles, facts: facts, topic: { _ in false })
  }

  /// The hit that an annotation of a topic is, or nil.
  package func match(
    _ annotation: SearchableAnnotation, at topic: TopicIndex, in outline: Outline, facts: FileFacts = FileFacts()
  ) -> AnnotationHit? {
    guard !query.isEmpty else { return nil }
    let titles = outline.path(of: topic) + [outline.title(of: topic)]
    return outline.bytes.withUnsafeBufferPointer { buffer in
      let subject = TopicSubject(
        topic, continuations: outline.continuations(of: topic), in: outline, Haystack(bytes: buffer), facts)
      return match(annotation, titles: titles, facts: facts, topic: subject.holds)
    }
  }

  private func match(
    _ annotation: SearchableAnnotation, titles: [String], facts: FileFacts, topic: (Query.Condition) -> Bool
  ) -> AnnotationHit? {
    guard !query.isEmpty else { return nil }
    let evaluator = Evaluator(query)
    var text = annotation.text
    return withoutActuallyEscaping(topic) { topic in
      text.withUTF8 { buffer in
        let haystack = Haystack(bytes: buffer, isMarkdown: false)
        if hasForms { evaluator.language = .guess(buffer) }
        let subject = AnnotationSubject(
          annotation: annotation, haystack: haystack, titles: titles, facts: facts, topic: topic)
        guard let evidence = evaluator.evidence(for: subject) else { return nil }
        // A query that says nothing of annotations, and has no words, is about topics.
        guard evidence.hasPattern || isAboutAnnotations else { return nil }
        var rank = evidence.rank
        rank.field = min(rank.field, .annotation)
        return AnnotationHit(id: annotation.id, rank: rank, found: evidence.found, forms: evidence.forms)
      }
    }
  }

  /// Whether a condition that is not negated, or one that is, is about annotations.
  private var isAboutAnnotations: Bool {
    var isAbout = false
    query.expression?.forEachCondition { condition, _ in
      switch condition {
      case .before, .after: isAbout = true
      default: isAbout = isAbout || condition.isOfAnnotations
      }
    }
    return isAbout
  }

  // MARK: Topics

  /// Whether topics can match at all: not where only annotations are asked for.
  package var searchesTopics: Bool { query.expression?.canBeTopic ?? false }

  /// Whether topics of a file with these bytes may match: false where a term that must be there is neither in them nor
  /// in the file's path.
  /// - Complexity: O(length × terms)
  package func mayFindTopics(in bytes: [UInt8], facts: FileFacts = FileFacts()) -> Bool {
    bytes.withUnsafeBufferPointer { mayFindTopics(in: $0, facts: facts, Evaluator(query)) }
  }

  func mayFindTopics(in bytes: UnsafeBufferPointer<UInt8>, facts: FileFacts, _ evaluator: Evaluator) -> Bool {
    guard searchesTopics, let expression = query.expression else { return false }
    let haystack = Haystack(bytes: bytes)
    return expression.isPossible { pattern in
      evaluator.stands(pattern, in: haystack) || evaluator.isInName(pattern, facts.context)
    }
  }

  /// Topics that match, in document order, from `start` on.
  ///
  /// Looks at about `budget` bytes and says where to go on; nil at the end.
  /// - Complexity: O(`budget` + hits × terms)
  package func topics(
    in outline: Outline, from start: SearchPlace = .start, budget: Int = .max, facts: FileFacts = FileFacts()
  ) -> (hits: [TopicHit], next: SearchPlace?) {
    topics(in: outline, from: start, budget: budget, facts: facts, Evaluator(query))
  }

  func topics(
    in outline: Outline, from start: SearchPlace, budget: Int, facts: FileFacts, _ evaluator: Evaluator
  ) -> (hits: [TopicHit], next: SearchPlace?) {
    guard searchesTopics, let expression = query.expression else { return ([], nil) }
    return outline.bytes.withUnsafeBufferPointer { buffer in
      if hasForms { evaluator.language = .guess(buffer) }
      let length = max(1, budget)
      let limit = start.offset > buffer.count - length ? buffer.count : start.offset + length
      let scanner = TopicScanner(
        evaluator: evaluator, outline: outline, haystack: Haystack(bytes: buffer), facts: facts, limit: limit)
      guard expression.needsPattern else { return scanner.everyTopic(from: start) }
      let anchors = Anchors(of: patterns.map(\.bareTag), language: evaluator.language, evaluator)
      return scanner.topics(at: anchors, from: start)
    }
  }

  /// Returns the rank of a file's or folder's name; nil for one that does not match.
  package func match(name: String) -> Rank? {
    NameMatcher(self)?.match(name)
  }

  // MARK: Highlighting

  /// Everything that a term of the query finds in `range` of the file.
  package func ranges(in outline: Outline, _ range: Range<ByteOffset>) -> [Range<ByteOffset>] {
    outline.bytes.withUnsafeBufferPointer { buffer in
      let evaluator = Evaluator(query)
      if hasForms { evaluator.language = .guess(buffer) }
      return ranges(in: Haystack(bytes: buffer), range.ints.clamped(to: 0..<buffer.count), evaluator)
        .map { ByteOffset($0.lowerBound)..<ByteOffset($0.upperBound) }
    }
  }

  /// Everything that a term of the query finds in `text`, in its UTF-8 bytes: for titles and annotations.
  package func ranges(in text: String) -> [Range<Int>] {
    var text = text
    return text.withUTF8 { buffer in
      let evaluator = Evaluator(query)
      if hasForms { evaluator.language = .guess(buffer) }
      return ranges(in: Haystack(bytes: buffer, isMarkdown: false), 0..<buffer.count, evaluator)
    }
  }

  /// The place in `text` that is shown where not all of it can be: the first of the words that stand nearest together,
  /// in its UTF-8 bytes; nil where there is none of them.
  package func lead(in text: String) -> Range<Int>? {
    var text = text
    return text.withUTF8 { buffer in
      let evaluator = Evaluator(query)
      if hasForms { evaluator.language = .guess(buffer) }
      let haystack = Haystack(bytes: buffer, isMarkdown: false)
      var terms: [[Place]] = []
      query.expression?.forEachPattern { pattern, _ in
        let places = evaluator.places(of: pattern, in: haystack, 0..<buffer.count)
        if !places.isEmpty { terms.append(Evaluator.worthShowing(places)) }
      }
      return ClusterFinder(terms, in: buffer).closest()?.ranges.first
    }
  }

  private func ranges(in haystack: Haystack, _ range: Range<Int>, _ evaluator: Evaluator) -> [Range<Int>] {
    var found: [Range<Int>] = []
    query.expression?.forEachPattern { pattern, _ in found += evaluator.all(pattern, in: haystack, range) }
    found.sort { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }
    return found.reduce(into: []) { joined, next in
      if let last = joined.last, next.lowerBound <= last.upperBound {
        joined[joined.count - 1] = last.lowerBound..<max(last.upperBound, next.upperBound)
      } else {
        joined.append(next)
      }
    }
  }
}

/// Holds one query against many names of files and folders.
package final class NameMatcher {
  private let evaluator: Evaluator

  /// Nil for a query that no name fulfils.
  package init?(_ matcher: Matcher) {
    guard matcher.searchesTopics, matcher.query.expression?.needsPattern == true else { return nil }
    evaluator = Evaluator(matcher.query)
  }

  /// Returns the rank of a name; nil for one that does not match.
  package func match(_ name: String) -> Rank? {
    guard var rank = evaluator.evidence(for: NameSubject(name: name))?.rank else { return nil }
    rank.setBrevity(title: name.utf8.count)
    return rank
  }
}

extension Query.Pattern {
  /// A tag without its `#`, as front matter has it.
  fileprivate var bareTag: Query.Pattern {
    guard case .tag(let needle) = self, let bare = SearchWord(String(needle.text.dropFirst()), isQuoted: true) else {
      return self
    }
    return .word(bare)
  }
}
