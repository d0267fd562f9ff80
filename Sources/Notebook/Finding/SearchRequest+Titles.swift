import Outline
import Search

/// Jumping to a topic, a note or a folder by a few letters of what it is called.
extension SearchRequest {
  /// The most titles that a fuzzy search gives.
  private static let mostTitles = 200
  /// Titles that are looked at between two looks at whether the search is still wanted.
  private static let titleStride = 20_000
  /// The score that a title loses when some of the words only stand in the path of its note.
  private static let pathPenalty = 8

  private struct Candidate {
    var place: RowID
    /// The place of its file in the tree.
    var position: Int
    var title: String
    var match: FuzzyMatch
    /// File or folder, where it is no topic.
    var kind: FileTree.Node.Kind?
    /// The shorter come first among those that match alike; of a file, the length of its name without the ending.
    var length: Int

    /// Whether it stands before `other`: by score, then the shorter, then by place. Where nothing was typed, all score
    /// alike.
    func precedes(_ other: Candidate) -> Bool {
      let mine = (-match.score, length, position, place.topic)
      let others = (-other.match.score, other.length, other.position, other.place.topic)
      if match.ranges.isEmpty, other.match.ranges.isEmpty { return (mine.2, mine.3) < (others.2, others.3) }
      return mine < others
    }
  }

  /// The score that a title loses when a letter had to be left out or swapped.
  private static let typoPenalty = 16

  /// Searches the titles for the letters as they were typed and, where none has them, for the letters with one slip.
  func runTitles(over scope: SearchScope, for host: some SearchHost) {
    let pattern = FuzzyPattern(text)
    guard var best = titles(like: pattern, over: scope, for: host) else { return }
    if best.isEmpty {
      for other in pattern.forgiving {
        guard let found = titles(like: other, over: scope, for: host) else { return }
        let known = Set(best.map(\.place))
        best += found.filter { !known.contains($0.place) }.map { candidate in
          var candidate = candidate
          candidate.match.score -= SearchRequest.typoPenalty
          return candidate
        }
      }
      keepBest(&best)
    }
    report(best, progress: nil, scope, host)
  }

  /// The best titles, reported as they come; nil where the search is not wanted any more.
  private func titles(
    like pattern: FuzzyPattern, over scope: SearchScope, for host: some SearchHost
  ) -> [Candidate]? {
    let files = scope.tree.files
    // Names are there at once, whatever the notes hold.
    var best = scope.tree.isSingleFile ? [] : names(like: pattern, in: scope.tree)
    if pattern.isEmpty { best.removeLast(max(0, best.count - SearchRequest.mostTitles / 2)) }
    for (done, file) in files.enumerated() {
      if pattern.isEmpty, best.count >= SearchRequest.mostTitles { break }
      let rest = scope.tree.isSingleFile ? nil : pattern.without(wordsIn: scope.tree.name(of: file))
      var place: TopicIndex? = .root
      while let start = place {
        guard host.isWanted else { return nil }
        let (hits, next) = topics(like: pattern, in: file, from: start, scope, host)
        best += hits.map {
          Candidate(
            place: RowID(file, $0.topic), position: scope.tree.position(of: file), title: $0.title, match: $0.match,
            length: $0.title.utf8.count)
        }
        if let rest { best += others(like: rest, in: file, from: start, besides: hits, scope, host) }
        place = next
        if best.count > 4 * SearchRequest.mostTitles { keepBest(&best) }
        if pattern.isEmpty, best.count >= SearchRequest.mostTitles { break }
        if host.isReportDue {
          keepBest(&best)
          report(best, progress: Progress(done: done + 1, total: files.count), scope, host)
        }
      }
    }
    keepBest(&best)
    return best
  }

  /// Files and folders whose names, or whose paths from the notebook's folder, have the letters.
  private func names(like pattern: FuzzyPattern, in tree: FileTree) -> [Candidate] {
    tree.nodes.indices.dropFirst().compactMap { index in
      let node = tree.nodes[index]
      let path = tree.name(of: node.id)
      guard var match = pattern.match(path) else { return nil }
      // Letters that all stand in the name itself are worth what they are worth in a title.
      let start = path.utf8.count - node.name.utf8.count
      var length = path.utf8.count
      if let own = pattern.match(node.name), own.score >= match.score {
        length = (node.name.lastIndex(of: ".").map { node.name[..<$0] } ?? node.name[...]).utf8.count
        match = FuzzyMatch(
          score: own.score, ranges: own.ranges.map { $0.lowerBound + start..<$0.upperBound + start })
      }
      return Candidate(
        place: RowID(node.id), position: index, title: path, match: match, kind: node.kind, length: length)
    }
  }

  /// Topics that have those of the words which the path of their note does not have.
  private func others(
    like rest: FuzzyPattern, in file: FileID, from start: TopicIndex, besides hits: [FuzzyHit],
    _ scope: SearchScope, _ host: some SearchHost
  ) -> [Candidate] {
    let known = Set(hits.map(\.topic))
    return topics(like: rest, in: file, from: start, scope, host).hits.filter { !known.contains($0.topic) }.map { hit in
      let match = FuzzyMatch(score: hit.match.score - SearchRequest.pathPenalty, ranges: hit.match.ranges)
      return Candidate(
        place: RowID(file, hit.topic), position: scope.tree.position(of: file), title: hit.title, match: match,
        length: hit.title.utf8.count)
    }
  }

  private func topics(
    like pattern: FuzzyPattern, in file: FileID, from start: TopicIndex, _ scope: SearchScope,
    _ host: some SearchHost
  ) -> (hits: [FuzzyHit], next: TopicIndex?) {
    // Nothing typed: the first that there are, not the best.
    let most = pattern.isEmpty ? .max : SearchRequest.mostTitles
    let stride = pattern.isEmpty ? SearchRequest.mostTitles : SearchRequest.titleStride
    if let open = scope.open[file] {
      return pattern.topics(in: open.outline, from: start, limit: most, budget: stride)
    }
    guard let titles = host.titles(of: file, path: scope.tree[file].path) else { return ([], nil) }
    return pattern.topics(in: titles, from: start, limit: most, budget: stride)
  }

  private func keepBest(_ best: inout [Candidate]) {
    best.sort { $0.precedes($1) }
    best.removeLast(max(0, best.count - SearchRequest.mostTitles))
  }

  private func report(_ best: [Candidate], progress: Progress?, _ scope: SearchScope, _ host: some SearchHost) {
    let hits = best.map { candidate in
      let (file, topic) = (candidate.place.file, candidate.place.topic)
      var path: [String] = []
      if candidate.kind == nil {
        path =
          scope.open[file]?.outline.path(of: topic)
          ?? host.titles(of: file, path: scope.tree[file].path)?.path(of: topic) ?? []
      }
      return SearchHit(
        place: candidate.place, field: .title, score: candidate.match.score, matched: candidate.match.ranges,
        titles: path + [candidate.title + (candidate.kind == .folder ? "/" : "")])
    }
    host.report(SearchAnswer(number: number, kind: kind, hits: hits, progress: progress))
  }
}
