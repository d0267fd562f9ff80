import Annotations
import Outline
import Search

extension SearchRequest {
  /// Bytes of a file that are looked at between two looks at whether the search is still wanted.
  static let stride = 4 << 20

  /// Does the search, reporting what it finds as it comes, until it is through or not wanted any more.
  package func run(over scope: SearchScope, for host: some SearchHost) {
    switch kind {
    case .query: runQuery(over: scope, for: host)
    case .titles: runTitles(over: scope, for: host)
    case .links(let target): runLinks(to: target, over: scope, for: host)
    case .describe(let hits, let query): runDescriptions(of: hits, query, over: scope, for: host)
    case .brokenLinks: runBrokenLinks(over: scope, for: host)
    case .tags: runTags(over: scope, for: host)
    }
  }

  /// The answer over files that are all open.
  package func answer(over files: [SearchableFile]) -> SearchAnswer {
    let open = Dictionary(files.map { ($0.file, $0) }) { first, _ in first }
    let host = PatientHost()
    let scope = SearchScope(tree: FileTree(several: files.map { _ in (name: "", path: "") }), open: open)
    switch kind {
    case .query: runQuery(over: scope, files: files.map(\.file), isNamed: false, for: host)
    case .titles, .links, .describe, .brokenLinks, .tags: run(over: scope, for: host)
    }
    return host.answer ?? SearchAnswer(number: number, kind: kind, hits: [])
  }

  private func runQuery(over scope: SearchScope, for host: some SearchHost) {
    runQuery(over: scope, files: scope.tree.nodes.map(\.id), isNamed: true, for: host)
  }

  /// - Parameter isNamed: Whether names count, of folders too.
  private func runQuery(
    over scope: SearchScope, files: [FileID], isNamed: Bool, for host: some SearchHost
  ) {
    let query: Query
    do {
      query = try Query(parsing: text)
    } catch {
      host.report(SearchAnswer(number: number, kind: kind, hits: [], complaint: "\(error)"))
      return
    }
    guard var answer = pass(query, over: scope, files: files, isNamed: isNamed, for: host) else { return }
    if answer.isEmpty, !query.words.isEmpty {
      guard let forgiven = forgive(query, over: scope, files: files, isNamed: isNamed, for: host) else { return }
      answer = forgiven
    } else if answer.isEmpty {
      answer.complaint = query.nothingFound
    }
    host.report(answer)
  }

  /// Returns the hits for words of the notes in place of those of the query that no note has, or for words in
  /// neighbouring topics; nil where the search is no longer wanted.
  private func forgive(
    _ query: Query, over scope: SearchScope, files: [FileID], isNamed: Bool, for host: some SearchHost
  ) -> SearchAnswer? {
    var answer = SearchAnswer(number: number, kind: kind, hits: [])
    let paths = files.filter { scope.tree[$0].kind == .file }.map { scope.tree[$0].path }
    let known = host.vocabulary(of: paths)
    var vocabulary = known ?? Vocabulary()
    for file in files where scope.tree[file].kind == .file {
      guard host.isWanted else { return nil }
      if known == nil, let bytes = scope.open[file]?.outline.bytes ?? host.bytes(of: scope.tree[file].path) {
        vocabulary.add(bytes)
      }
      for case .annotation(let annotation, _) in (scope.open[file]?.index ?? scope.annotations[file])?.entries ?? [] {
        vocabulary.add(Array(annotation.text.utf8))
      }
    }
    let forgiving = ForgivingSearch(query, vocabulary: vocabulary)
    let other = forgiving.forgiving
    if let other {
      guard let found = pass(other, over: scope, files: files, isNamed: isNamed, for: host) else { return nil }
      answer = found
      answer.query = other
    }
    if answer.isEmpty, (other ?? query).mayBeSpread, forgiving.isSomewhere {
      let matcher = Matcher(other ?? query)
      for file in files where scope.tree[file].kind == .file {
        guard host.isWanted else { return nil }
        guard let outline = outline(of: file, scope, host) else { continue }
        answer.hits += matcher.neighbours(in: outline, facts: facts(of: file, query, scope, host)).map {
          searchHit($0, in: file, outline)
        }
      }
    }
    if answer.isEmpty { answer.complaint = forgiving.message.isEmpty ? nil : forgiving.message }
    return answer
  }

  /// The outline of a file, open or not; nil where it can't be read.
  func outline(of file: FileID, _ scope: SearchScope, _ host: some SearchHost) -> Outline? {
    scope.open[file]?.outline ?? host.bytes(of: scope.tree[file].path).map { Outline(parsing: $0) }
  }

  private func facts(
    of file: FileID, _ query: Query, _ scope: SearchScope, _ host: some SearchHost
  ) -> FileFacts {
    let name = scope.tree.isSingleFile ? scope.tree[file].name : scope.tree.name(of: file)
    return FileFacts(
      path: name, modified: query.asksForDays ? host.day(of: scope.tree[file].path) : nil, today: host.today,
      reading: scope.open[file]?.reading)
  }

  /// One look at all files; what is not reported yet, or nil where the search is not wanted any more.
  private func pass(
    _ query: Query, over scope: SearchScope, files: [FileID], isNamed: Bool, for host: some SearchHost
  ) -> SearchAnswer? {
    var answer = SearchAnswer(number: number, kind: kind, hits: [])
    let matcher = Matcher(query)
    let names = isNamed ? NameMatcher(matcher) : nil
    let passedOver = passedOver(by: matcher, among: files, scope, host)
    var done = 0
    // Other forms of the words count where the words as they were typed are nowhere.
    var others: [SearchHit] = []
    var hasLiteral = false
    for file in files {
      if isNamed {
        if let hit = nameHit(of: names, file, scope) { answer.hits.append(hit) }
        guard scope.tree[file].kind == .file else { continue }
      }
      guard let hits = hits(of: matcher, in: file, isPassedOver: passedOver.contains(file), scope, host) else {
        return nil
      }
      // Of a note whose name is found, its own row stands for that.
      let hasName = isNamed && answer.hits.last?.place == RowID(file)
      answer.hits += hasName && hits.first?.place == RowID(file) ? hits.dropFirst() : hits[...]
      if !hasLiteral { others += answer.hits.filter { $0.rank.form < .literal } }
      answer.hits.removeAll { $0.rank.form < .literal }
      hasLiteral = hasLiteral || !answer.hits.isEmpty
      done += 1
      guard host.isReportDue else { continue }
      answer.progress = Progress(done: done, total: isNamed ? scope.tree.fileCount : files.count)
      host.report(answer)
      // What comes after nothing is the first that there is.
      answer.isContinuation = answer.isContinuation || !answer.hits.isEmpty
      answer.hits = []
    }
    if !hasLiteral { answer.hits = others }
    answer.progress = nil
    return answer
  }

  /// The files, not open, in which no topic can be found without a look at them.
  private func passedOver(
    by matcher: Matcher, among files: [FileID], _ scope: SearchScope, _ host: some SearchHost
  ) -> Set<FileID> {
    guard matcher.searchesTopics else { return [] }
    let closed = files.filter { scope.open[$0] == nil && scope.tree[$0].kind == .file }
    let known = host.mayFind(
      matcher, in: closed.map { (scope.tree[$0].path, facts(of: $0, matcher.query, scope, host)) })
    guard let known else { return [] }
    return Set(zip(closed, known).lazy.filter { !$0.1 }.map(\.0))
  }

  /// The row of a file or folder whose name is found; with a slash in the query, whose path from the notebook's folder.
  private func nameHit(of names: NameMatcher?, _ file: FileID, _ scope: SearchScope) -> SearchHit? {
    guard let names, file != FileTree.root else { return nil }
    let name = text.contains("/") ? scope.tree.name(of: file) : scope.tree[file].name
    return names.match(name).map { SearchHit(place: RowID(file), field: .title, rank: $0) }
  }

  /// The hits in one file, by place; nil where the search is not wanted any more.
  private func hits(
    of matcher: Matcher, in file: FileID, isPassedOver: Bool, _ scope: SearchScope, _ host: some SearchHost
  ) -> [SearchHit]? {
    guard host.isWanted else { return nil }
    var found: [TopicIndex: SearchHit] = [:]
    let open = scope.open[file]
    var facts = facts(of: file, matcher.query, scope, host)
    let day = matcher.query.order == .date ? facts.day : nil
    let entries = (open?.index ?? scope.annotations[file])?.entries ?? []
    facts.annotated = Set(entries.map(\.topic))
    var outline = open?.outline
    if open == nil, matcher.searchesTopics, !isPassedOver,
      let bytes = host.bytes(of: scope.tree[file].path),
      matcher.mayFindTopics(in: bytes, facts: facts)
    {
      outline = Outline(parsing: bytes)
    }
    if let outline {
      var place: SearchPlace? = .start
      while let start = place {
        guard host.isWanted else { return nil }
        let (hits, next) = matcher.topics(
          in: outline, from: start, budget: SearchRequest.stride, facts: facts)
        for hit in hits {
          found[hit.topic] = searchHit(hit, in: file, outline, day)
        }
        place = next
      }
    }
    for case .annotation(let annotation, let placement) in entries {
      let searchable = SearchableAnnotation(annotation, placement)
      let hit =
        if let outline { matcher.match(searchable, at: placement.topic, in: outline, facts: facts) } else {
          matcher.match(searchable, facts: facts)
        }
      guard let hit else { continue }
      if let known = found[placement.topic], known.rank >= hit.rank { continue }
      found[placement.topic] = SearchHit(
        place: RowID(file, placement.topic), field: .annotation(annotation.id), rank: hit.rank, forms: hit.forms,
        day: matcher.query.order == .date ? searchable.day ?? day : nil)
    }
    return found.values.sorted { $0.place.topic < $1.place.topic }
  }

  private func searchHit(_ hit: TopicHit, in file: FileID, _ outline: Outline, _ day: Day? = nil) -> SearchHit {
    var found = SearchHit(
      place: RowID(file, hit.topic), field: .title, rank: hit.rank, forms: hit.forms, day: day)
    guard let (lead, isTitle) = hit.lead(in: outline) else { return found }
    // Of one word, a title has the first that is to be seen.
    if !isTitle { found.field = .text(lead) } else if hit.found.count > 1 { found.lead = lead }
    return found
  }
}

/// Waits for the whole answer.
private final class PatientHost: SearchHost {
  var answer: SearchAnswer?
  let isWanted = true
  let isReportDue = false
  func bytes(of path: String) -> [UInt8]? { nil }
  func titles(of file: FileID, path: String) -> TitleIndex? { nil }
  func report(_ answer: SearchAnswer) { self.answer = answer }
}
