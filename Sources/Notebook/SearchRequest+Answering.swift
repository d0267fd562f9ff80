import Annotations
import Outline
import Search

/// A file as a search sees it: a value, so that the search can run beside the keys.
package struct SearchableFile: Sendable {
  package var file: FileIndex
  package var outline: Outline
  package var index: AnnotationIndex

  package init(file: FileIndex, outline: Outline, index: AnnotationIndex) {
    self.file = file
    self.outline = outline
    self.index = index
  }
}

extension NotebookState {
  /// Every open file.
  package var searchable: [SearchableFile] {
    documents.keys.sorted().compactMap { file in
      documents[file].map { SearchableFile(file: file, outline: $0.outline, index: $0.index) }
    }
  }
}

extension SearchRequest {
  /// How many titles a fuzzy search gives at most.
  private static let mostTitles = 200

  /// Does the search. Pure; may take long on large files.
  package func answer(over files: [SearchableFile]) -> SearchAnswer {
    switch kind {
    case .query: answerQuery(files)
    case .titles: answerTitles(files)
    }
  }

  private func answerQuery(_ files: [SearchableFile]) -> SearchAnswer {
    let query: Query
    do {
      query = try Query(parsing: text)
    } catch {
      return SearchAnswer(number: number, kind: kind, hits: [], complaint: "\(error)")
    }
    let matcher = Matcher(query)
    var hits: [SearchHit] = []
    for file in files {
      var found: [TopicIndex: SearchHit] = [:]
      for hit in matcher.topics(in: file.outline).hits {
        found[hit.topic] = SearchHit(
          place: Place(file.file, hit.topic), field: field(of: hit, in: file.outline), rank: hit.rank)
      }
      for case .annotation(let annotation, let placement) in file.index.entries {
        let place: SearchableAnnotation.Place =
          placement.state == .orphan ? .orphan : placement.state.needsReview ? .review : .attached
        guard let hit = matcher.match(SearchableAnnotation(annotation, place: place)) else { continue }
        if let known = found[placement.topic], known.rank >= hit.rank { continue }
        found[placement.topic] = SearchHit(
          place: Place(file.file, placement.topic), field: .annotation(annotation.id), rank: hit.rank)
      }
      hits += found.values.sorted { $0.place < $1.place }
    }
    return SearchAnswer(number: number, kind: kind, hits: hits)
  }

  private func field(of hit: TopicHit, in outline: Outline) -> SearchHit.Field {
    guard hit.rank.field != .title, let first = hit.found.first else { return .title }
    return .text(first)
  }

  private func answerTitles(_ files: [SearchableFile]) -> SearchAnswer {
    let pattern = FuzzyPattern(text)
    var best: [SearchHit] = []
    for file in files {
      for topic in file.outline.indices where topic != .root {
        if pattern.isEmpty, best.count >= SearchRequest.mostTitles { break }
        let title = file.outline.title(of: topic)
        guard !title.isEmpty, let match = pattern.match(title) else { continue }
        best.append(
          SearchHit(place: Place(file.file, topic), field: .title, score: match.score, matched: match.ranges))
        if best.count > 4 * SearchRequest.mostTitles { SearchRequest.keepBest(&best) }
      }
    }
    SearchRequest.keepBest(&best)
    return SearchAnswer(number: number, kind: kind, hits: best)
  }

  private static func keepBest(_ hits: inout [SearchHit]) {
    hits.sort { ($1.score, $0.place) < ($0.score, $1.place) }
    hits.removeLast(max(0, hits.count - mostTitles))
  }
}
