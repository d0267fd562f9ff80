import Annotations
import App
import Dispatch
import Export
import Glibc
import Notebook
import Outline
import Search
import Store
import Synchronization

/// A search over all files of some arguments, on all processors.
final class NoteSearch {
  /// The parts of results that are wanted.
  enum Detail {
    /// The files with the number of their hits.
    case files
    /// The hits with their snippets.
    case hits
    /// With the files that they are from, where lines around the hits are printed.
    case lines
  }

  /// One hit, with all that is printed of it.
  struct Result: Sendable {
    /// Of the file, among those that are searched.
    var file: Int
    var hit: FileHit
    var record: SearchResultRecord
    /// The text around the hit.
    var shown: ShownPart
    /// The day of the annotation, or of the file.
    var day: Day?
    /// The file's lines, where lines around the hits are wanted.
    var outline: Outline?
  }

  /// Text that is shown around a hit, as much of it as there is room for.
  struct ShownPart: Sendable {
    var text = ""
    /// The matches, in its UTF-8 bytes.
    var matches: [Range<Int>] = []
    /// The one that is in view; nil for the first.
    var focus: Range<Int>?
  }

  private let reader: NoteReader
  private let files: [(id: FileID, path: String, name: String)]
  private let isAnnotated: [Bool]
  private let index: NoteIndex?
  private let today: Day
  /// Whether the files are those of a folder that was listed.
  private let isListed: Bool
  private let detail: Detail
  private(set) var hasGivenUp = false

  /// - Parameter folder: The folder that is searched, which may have an index; nil where it is something else.
  init(_ reader: NoteReader, in folder: String?, _ detail: Detail) {
    self.reader = reader
    self.detail = detail
    files = reader.files.map { id in
      let name = reader.isSingleFile ? reader.tree[id].name : reader.tree.name(of: id)
      return (id, reader.tree[id].path, name)
    }
    var sources = AnnotatedSources(reader.environment)
    isAnnotated = files.map { $0.path != "-" && sources.contains($0.path) }
    index = folder.flatMap {
      NoteIndex(of: $0, isNeeded: false, reader.environment, variables: processVariables())
    }
    isListed = folder != nil
    today = Day(prefix: reader.environment.now().text) ?? Day(number: 0)
  }

  /// The outcome of a search: what was found, and what to say about it.
  struct Outcome {
    var results: [Result] = []
    /// A sentence about other forms that were found, or about words that are nowhere; empty where there is none.
    var message = ""
  }

  /// Searches for the words as they are typed and their forms; where that finds nothing, for the words of the notes
  /// that they may have been meant to be; and then for topics that have them all together with their neighbours.
  func run(_ query: Query) -> Outcome {
    var outcome = Outcome(results: pass(query) { $0.hits(in: $1, $2, facts: $3) })
    guard outcome.results.isEmpty, !query.words.isEmpty else {
      if outcome.results.isEmpty { outcome.message = query.nothingFound ?? "" }
      return described(outcome)
    }
    let vocabulary = vocabulary()
    let forgiving = ForgivingSearch(query, vocabulary: vocabulary)
    let other = forgiving.forgiving
    if let other { outcome.results = pass(other) { $0.hits(in: $1, $2, facts: $3) } }
    // What is nowhere is not in neighbouring topics either.
    if outcome.results.isEmpty, (other ?? query).mayBeSpread, forgiving.isSomewhere {
      outcome.results = pass(other ?? query) { searcher, outline, _, facts in
        searcher.neighbours(in: outline, facts: facts)
      }
      if !outcome.results.isEmpty { outcome.message = "the words stand in neighbouring topics" }
    }
    if outcome.results.isEmpty { outcome.message = forgiving.message }
    return described(outcome)
  }

  private func described(_ outcome: Outcome) -> Outcome {
    var summary = FormSummary()
    for result in outcome.results { summary.add(result.hit.forms) }
    var outcome = outcome
    outcome.message = [summary.text(), outcome.message].filter { !$0.isEmpty }.joined(separator: "; ")
    return outcome
  }

  /// One pass over all files.
  private func pass(
    _ query: Query,
    _ hits: @Sendable (FileSearcher, Outline, AnnotationIndex?, FileFacts) -> [FileHit]
  ) -> [Result] {
    let found = Mutex<[Result]>([])
    let failures = Mutex<[(Int, Failure)]>([])
    let gaveUp = Atomic(false)
    let next = Atomic(0)
    let environment = reader.environment
    let (files, isAnnotated, today, detail, isListed) = (files, isAnnotated, today, detail, isListed)
    let matcher = Matcher(query)
    let signatures = index?.signatures(of: files.map(\.path))
    let workers = min(files.count, max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))))
    DispatchQueue.concurrentPerform(iterations: workers) { _ in
      let searcher = FileSearcher(query)
      let filter = SignatureFilter(matcher)
      var mine: [Result] = []
      while true {
        let file = next.add(1, ordering: .relaxed).oldValue
        guard file < files.count else { break }
        if isAnnotated[file] || files[file].path == "-" { continue }
        let name = FileFacts(path: files[file].name, today: today)
        if let signature = signatures?[file], !filter.mayFindTopics(signature, facts: name) { continue }
        do throws(StoreError) {
          let source = try SourceFile.read(files[file].path, environment, isListed: isListed)
          let text = SourceEncoding(of: source.bytes).decode(source.bytes)
          let facts = NoteSearch.facts(files[file].name, source, today)
          guard searcher.mayFindTopics(in: text, facts: facts) else { continue }
          let outline = Outline(decoding: source.bytes)
          for hit in hits(searcher, outline, nil, facts) {
            mine.append(
              NoteSearch.result(
                of: hit, file: file, path: files[file].path, outline, [], facts, detail))
          }
        } catch {
          failures.withLock { $0.append((file, Failure(error.message))) }
        }
      }
      found.withLock { $0 += mine }
      if searcher.hasGivenUp { gaveUp.store(true, ordering: .relaxed) }
    }
    var results = found.withLock { $0 }
    for (_, failure) in failures.withLock({ $0 }).sorted(by: { $0.0 < $1.0 }) { reader.complain(failure) }
    let searcher = FileSearcher(query)
    for file in files.indices where isAnnotated[file] || files[file].path == "-" {
      guard let opened = reader.openIfReadable(files[file].id) else { continue }
      let index = AnnotationIndex(entries: zip(opened.annotations, opened.placements).map { .annotation($0, $1) })
      let facts = NoteSearch.facts(files[file].name, nil, today)
      for hit in hits(searcher, opened.outline, index, facts) {
        results.append(
          NoteSearch.result(
            of: hit, file: file, path: opened.path, opened.outline, opened.annotations, facts, detail))
      }
    }
    if searcher.hasGivenUp || gaveUp.load(ordering: .relaxed) { hasGivenUp = true }
    return results
  }

  private static func facts(_ name: String, _ source: SourceFile?, _ today: Day) -> FileFacts {
    FileFacts(path: name, modified: source?.status.map { Day(seconds: Int($0.modified / 1_000_000_000)) }, today: today)
  }

  /// The words of all files.
  private func vocabulary() -> Vocabulary {
    var vocabulary = index?.vocabulary(of: files.map(\.path).filter { $0 != "-" }) ?? wordsOfFiles()
    for file in files.indices where isAnnotated[file] || files[file].path == "-" {
      guard let opened = reader.openIfReadable(files[file].id) else { continue }
      if files[file].path == "-" { vocabulary.add(opened.outline.bytes) }
      for annotation in opened.annotations { vocabulary.add(Array(annotation.text.utf8)) }
    }
    return vocabulary
  }

  private func wordsOfFiles() -> Vocabulary {
    let all = Mutex(Vocabulary())
    let next = Atomic(0)
    let (files, environment, isListed) = (files, reader.environment, isListed)
    DispatchQueue.concurrentPerform(iterations: max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))) { _ in
      var mine = Vocabulary()
      while true {
        let file = next.add(1, ordering: .relaxed).oldValue
        guard file < files.count else { break }
        if files[file].path != "-",
          let source = try? SourceFile.read(files[file].path, environment, isListed: isListed)
        {
          mine.add(SourceEncoding(of: source.bytes).decode(source.bytes))
        }
      }
      all.withLock { $0.merge(mine) }
    }
    return all.withLock { $0 }
  }
}

extension NoteSearch {
  fileprivate static func result(
    of hit: FileHit, file: Int, path: String, _ outline: Outline, _ annotations: [Annotation], _ facts: FileFacts,
    _ detail: Detail
  ) -> Result {
    if detail == .files {
      let record = SearchResultRecord(
        file: path, line: 0, column: nil, found: "", title: "", path: [], text: "", matches: [], forms: [])
      return Result(file: file, hit: hit, record: record, shown: ShownPart())
    }
    let topic = hit.topic
    var line = outline[topic].line
    var column: Int?
    var found = "title"
    var text: String
    var matches: [Range<Int>]
    var shown: ShownPart
    var annotation: String?
    var day = facts.day
    func place(_ range: Range<Int>) {
      line = outline.line(at: ByteOffset(range.lowerBound))
      column = outline.scalarColumn(of: ByteOffset(range.lowerBound)) + 1
      let whole = outline.range(ofLine: line).ints
      text = outline.text(ofLines: line...line)
      matches = hit.found.compactMap { match in
        let part = match.clamped(to: whole)
        return part.isEmpty ? nil : part.lowerBound - whole.lowerBound..<part.upperBound - whole.lowerBound
      }.sorted { $0.lowerBound < $1.lowerBound }
    }
    text = ""
    matches = []
    switch hit.field {
    case .title:
      let title = outline[topic].title.ints
      if let range = hit.found.first(where: { title.contains($0.lowerBound) }) {
        place(range)
      } else {
        text = outline.text(ofLines: line...line)
      }
      shown = ShownPart()
    case .text(let range):
      found = "text"
      place(range.ints)
      shown =
        NoteSearch.shown(range.ints, hit.found, in: outline) ?? ShownPart(text: text, matches: matches)
    case .annotation(let id):
      found = "annotation"
      annotation = id
      let own = annotations.first { $0.id == id }
      text = own?.text ?? ""
      day = own.flatMap { Day(prefix: $0.timestamp) }
      matches = hit.found.sorted { $0.lowerBound < $1.lowerBound }
      shown = ShownPart(text: text, matches: matches, focus: hit.found.first)
    }
    let record = SearchResultRecord(
      file: path, line: line.int, column: column, found: found, title: outline.title(of: topic),
      path: outline.path(of: topic), text: text, matches: matches, forms: hit.forms.map(\.found),
      annotation: annotation)
    return Result(
      file: file, hit: hit, record: record, shown: shown, day: day,
      outline: detail == .lines ? outline : nil)
  }

  /// The block around a range of the file as it is shown; nil where it is not shown.
  private static func shown(
    _ range: Range<Int>, _ found: [Range<Int>], in outline: Outline
  ) -> ShownPart? {
    let segment = outline.segment(at: ByteOffset(range.lowerBound))
    guard let block = ShownText.blocks(of: segment, in: outline).first(where: { $0.shown(range) != nil }) else {
      return nil
    }
    return ShownPart(
      text: block.text, matches: found.compactMap(block.shown).sorted { $0.lowerBound < $1.lowerBound },
      focus: block.shown(range))
  }
}
