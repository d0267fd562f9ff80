import Outline
import Search

/// Jumping to a topic by a few letters of its title.
extension SearchRequest {
  /// How many titles a fuzzy search gives at most.
  private static let mostTitles = 200
  /// Titles that are looked at between two looks at whether the search is still wanted.
  private static let titleStride = 20_000

  private struct Candidate {
    var file: FileIndex
    var hit: FuzzyHit

    /// Whether it stands before `other`: by score, then the shorter, then by place. Where nothing was typed, all score
    /// alike.
    func precedes(_ other: Candidate) -> Bool {
      if hit.match.score == 0, other.hit.match.score == 0 { return (file, hit.topic) < (other.file, other.hit.topic) }
      let mine = (-hit.match.score, hit.title.utf8.count, file, hit.topic)
      return mine < (-other.hit.match.score, other.hit.title.utf8.count, other.file, other.hit.topic)
    }
  }

  func runTitles(over scope: SearchScope, for host: some SearchHost) {
    let pattern = FuzzyPattern(text)
    let files = scope.tree.files
    var best: [Candidate] = []
    for (done, file) in files.enumerated() {
      if pattern.isEmpty, best.count >= SearchRequest.mostTitles { break }
      var place: TopicIndex? = .root
      while let start = place {
        guard host.isWanted else { return }
        let (hits, next) = topics(like: pattern, in: file, from: start, scope, host)
        best += hits.map { Candidate(file: file, hit: $0) }
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
    report(best, progress: nil, scope, host)
  }

  private func topics(
    like pattern: FuzzyPattern, in file: FileIndex, from start: TopicIndex, _ scope: SearchScope,
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
      let (file, topic) = (candidate.file, candidate.hit.topic)
      let path =
        scope.open[file]?.outline.path(of: topic)
        ?? host.titles(of: file, path: scope.tree[file].path)?.path(of: topic) ?? []
      return SearchHit(
        place: Place(file, topic), field: .title, score: candidate.hit.match.score,
        matched: candidate.hit.match.ranges, titles: path + [candidate.hit.title])
    }
    host.report(SearchAnswer(number: number, kind: kind, hits: hits, progress: progress))
  }
}
