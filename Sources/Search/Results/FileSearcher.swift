import Annotations
import Outline

/// Something that a query found in a file.
package struct FileHit: Hashable, Sendable {
  /// The part of a note in which something was found.
  package enum Field: Hashable, Sendable {
    case title
    /// In the bytes of the file.
    case text(Range<ByteOffset>)
    /// The annotation's id.
    case annotation(String)
  }

  /// The topic, in the outline that was searched; for an annotation the one that it is shown with.
  package var topic: TopicIndex
  /// The part in which it was found.
  package var field: Field
  /// The quality of the match, for the order of results.
  package var rank: Rank
  /// The occurrences of the terms, in the bytes of the file; in those of its text for an annotation.
  package var found: [Range<Int>]
  /// The words that occur there in another form than they were typed in.
  package var forms: [FormMatch]
}

/// Holds one query against one file after the other.
package final class FileSearcher {
  private let matcher: Matcher
  private let evaluator: Evaluator

  /// A searcher that compiles `query` once for all files.
  package init(_ query: Query) {
    matcher = Matcher(query)
    evaluator = Evaluator(query)
  }

  /// Whether a regular expression was too costly somewhere, so that there may be more than was found.
  package var hasGivenUp: Bool { evaluator.hasGivenUp }

  /// Whether topics of a file with these bytes may be found.
  /// - Complexity: O(length × terms)
  package func mayFindTopics(in bytes: [UInt8], facts: FileFacts) -> Bool {
    bytes.withUnsafeBufferPointer { matcher.mayFindTopics(in: $0, facts: facts, evaluator) }
  }

  /// Everything that is found in one file, each topic and each annotation at most once, in the order of the file.
  package func hits(in outline: Outline, _ annotations: AnnotationIndex?, facts: FileFacts) -> [FileHit] {
    var facts = facts
    for entry in annotations?.entries ?? [] { facts.annotated.insert(entry.topic) }
    let topics = matcher.topics(in: outline, from: .start, budget: .max, facts: facts, evaluator).hits
    var hits = topics.map { FileSearcher.hit(of: $0, in: outline) }
    for entry in annotations?.entries ?? [] {
      let searchable: SearchableAnnotation
      switch entry {
      case .annotation(let annotation, let placement): searchable = SearchableAnnotation(annotation, placement)
      case .draft(let draft, _): searchable = SearchableAnnotation(draft)
      }
      guard let hit = matcher.match(searchable, at: entry.topic, in: outline, facts: facts) else { continue }
      hits.append(
        FileHit(
          topic: entry.topic, field: .annotation(hit.id), rank: hit.rank, found: hit.found, forms: hit.forms))
    }
    return hits.enumerated().sorted { ($0.element.topic, $0.offset) < ($1.element.topic, $1.offset) }.map(\.element)
  }

  /// Topics that have all words only together with their neighbours.
  package func neighbours(in outline: Outline, facts: FileFacts) -> [FileHit] {
    matcher.neighbours(in: outline, facts: facts).map { FileSearcher.hit(of: $0, in: outline) }
  }

  private static func hit(of hit: TopicHit, in outline: Outline) -> FileHit {
    let lead = hit.lead(in: outline)
    let field: FileHit.Field = lead.flatMap { $0.isTitle ? nil : .text($0.range) } ?? .title
    return FileHit(topic: hit.topic, field: field, rank: hit.rank, found: hit.found.map(\.ints), forms: hit.forms)
  }
}
