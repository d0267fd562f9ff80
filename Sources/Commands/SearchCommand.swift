import App
import ArgumentParser
import Export
import Glibc
import Search
import Settings
import Store

struct SearchCommand: ParsableCommand {
  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }
  enum Color: String, ExpressibleByArgument, CaseIterable { case auto, always, never }

  static let configuration = CommandConfiguration(
    commandName: "search", abstract: "Find topics and annotations, the best first.",
    discussion: """
      A query is words that must all be there, in a topic or the titles above it, "phrases", -words that must not, OR, \
      parentheses, /regular expressions/, #tags, and operators: title: text: note: type: tag: author: path: in:"A > B" \
      level: lang: is: has: before: after: sort: case:. Other forms of a word are found too, and named; "…" and case:yes \
      mean what they say. @NAME is a search that the configuration keeps under searches:. Lines are FILE:LINE: TOPIC: TEXT, as vim -q and compilation-mode read them. Exit status 0: \
      found, 1: nothing, 2: an error.
      """)

  @Argument(help: "What to look for.")
  var query: String

  @Argument(help: "Markdown files or folders.")
  var paths: [String]

  @Option(help: "text or json (one object a line, with whole texts and the places of the matches).")
  var format: Format = .text

  @Flag(help: "The same as --format json.")
  var json = false

  @Flag(name: [.customShort("l"), .customLong("files-with-matches")], help: "Only the files.")
  var onlyFiles = false

  @Flag(name: .shortAndLong, help: "Only the number of hits in each file.")
  var count = false

  @Option(help: "The most hits that are printed.")
  var limit: Int?

  @Option(name: [.customShort("C"), .long], help: "Lines of the source to be printed around each hit.")
  var context = 0

  @Option(help: "auto, always or never.")
  var color: Color = .auto

  /// Checks the numbers, and that `-l` and `-c` are not given together.
  ///
  /// - Throws: `ValidationError` where a number is out of its range or both are given.
  func validate() throws {
    if let limit, limit < 1 { throw ValidationError("--limit takes a number from 1 on") }
    if !(0...1000).contains(context) { throw ValidationError("--context takes a number from 0 to 1000") }
    if onlyFiles, count { throw ValidationError("-l and -c are one or the other") }
  }

  /// Prints the hits.
  ///
  /// - Throws: `ExitCode` 1 where nothing is found; `Failure` where the query can't be read or there are no notes at a
  ///   path, and `Failure.reported` in the end where a file can't be read.
  func run() throws {
    let parsed: Query
    let text = try text()
    do {
      parsed = try Query(parsing: text)
    } catch {
      throw Failure("\(error)")
    }
    if parsed.isEmpty {
      throw Failure("there is nothing to search for: the query has no words and no conditions")
    }
    let reader = try NoteReader(opening: paths)
    let search = NoteSearch(
      reader, in: paths.count == 1 && !reader.isSingleFile ? paths[0] : nil,
      onlyFiles || count ? .files : context > 0 && !json && format == .text ? .lines : .hits)
    var outcome = search.run(parsed)
    outcome.results.sort(by: order(parsed.order ?? .rank))
    let isEmpty = outcome.results.isEmpty
    if onlyFiles || count {
      printFiles(outcome.results)
    } else {
      if let limit { outcome.results.removeLast(max(0, outcome.results.count - limit)) }
      printHits(outcome.results)
    }
    if !outcome.message.isEmpty { Output.printError(outcome.message) }
    if isEmpty, let (word, filter) = Query.misspelledFilter(in: text) {
      Output.printError(QueryError.unknownFilter(word, nearest: filter).description)
    }
    if search.hasGivenUp { Output.printError("the regular expression is too costly for some lines: there may be more") }
    reader.reportTroubles(onlyErrors: true)
    try reader.finish()
    if isEmpty { throw ExitCode(1) }
  }

  /// The query; of `@name`, the one that the configuration keeps under that name.
  private func text() throws -> String {
    guard query.first == "@", query.count > 1, !query.contains(where: \.isWhitespace) else { return query }
    let name = String(query.dropFirst())
    let searches = ProgramEnvironment.current.configuration.searches
    if let found = searches.first(where: { $0.name == name }) { return found.query }
    let nearest = nearestName(to: name, in: searches.map(\.name))
    let known =
      nearest.map { "is it @\($0)?" }
      ?? (searches.isEmpty
        ? "the configuration keeps none" : "there are @" + searches.map(\.name).joined(separator: ", @"))
    throw Failure("no search is called \(query): \(known)")
  }

  private func order(_ order: Query.Order) -> (NoteSearch.Result, NoteSearch.Result) -> Bool {
    func place(_ result: NoteSearch.Result) -> (Int, Int, Int) {
      (result.file, result.hit.topic.int, result.record.line)
    }
    return { a, b in
      switch order {
      case .rank: a.hit.rank != b.hit.rank ? a.hit.rank > b.hit.rank : place(a) < place(b)
      case .place, .path: place(a) < place(b)
      case .title: a.record.title != b.record.title ? a.record.title < b.record.title : place(a) < place(b)
      case .date: a.day != b.day ? (a.day ?? Day(number: .min)) > (b.day ?? Day(number: .min)) : place(a) < place(b)
      }
    }
  }

  private func printFiles(_ results: [NoteSearch.Result]) {
    var output = Output.Lines()
    var counts: [Int: (path: String, count: Int)] = [:]
    for result in results { counts[result.file, default: (result.record.file, 0)].count += 1 }
    for (_, file) in counts.sorted(by: { $0.key < $1.key }).prefix(limit ?? .max) {
      output.write(count ? "\(file.path):\(file.count)" : file.path)
    }
    output.finish()
  }

  private func printHits(_ results: [NoteSearch.Result]) {
    var output = Output.Lines()
    let isTerminal = isatty(STDOUT_FILENO) == 1
    let isColored =
      color == .always || (color == .auto && isTerminal && (processVariables()["NO_COLOR"] ?? "").isEmpty)
    let lines = SearchLines(columns: SearchLines.columns(isTerminal: isTerminal), isColored: isColored)
    var isFirst = true
    for result in results {
      if json || format == .json {
        output.write(JSONLine.encode(result.record))
        continue
      }
      if context > 0, !isFirst { output.write("--") }
      isFirst = false
      for line in lines.lines(of: result, context: context) { output.writeStyled(line) }
    }
    output.finish()
  }
}
