import Annotations
import App
import ArgumentParser
import Export
import Foundation
import Notebook
import Search

struct SearchCommand: ParsableCommand {
  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

  static let configuration = CommandConfiguration(
    commandName: "search", abstract: "Find topics and annotations, the best first.",
    discussion: """
      A query is words that must all be there, "phrases", -words that must not, #tags, type:question, state:open, \
      in:title, in:text or in:note. Exit status 0: found, 1: nothing, 2: an error.
      """)

  @Argument(help: "What to look for.")
  var query: String

  @Argument(help: "Markdown files or folders.")
  var paths: [String]

  @Option(help: "text or json (one object a line).")
  var format: Format = .text

  func run() throws {
    do {
      if try Query(parsing: query).isEmpty {
        throw Failure("there is nothing to search for: the query has no words and no conditions")
      }
    } catch let error as QueryError {
      throw Failure("\(error)")
    }
    let reader = try NoteReader(opening: paths)
    var found: [(hit: SearchHit, record: SearchResultRecord)] = []
    for file in reader.files {
      guard let opened = reader.openIfReadable(file) else { continue }
      let index = AnnotationIndex(entries: zip(opened.annotations, opened.placements).map { .annotation($0, $1) })
      let answer = SearchRequest(number: 0, kind: .query, text: query)
        .answer(over: [SearchableFile(file: file, outline: opened.outline, index: index)])
      for hit in answer.hits {
        let record = SearchResultRecord(
          hit.place.topic, .init(hit.field), in: opened.outline, annotations: opened.annotations, file: opened.path)
        found.append((hit, record))
      }
    }
    found.sort { one, other in
      one.hit.rank == other.hit.rank
        ? reader.tree.precedes(one.hit.place, other.hit.place) : one.hit.rank > other.hit.rank
    }
    var output = Output.Lines()
    for (_, record) in found {
      output.write(format == .json ? JSONLine.encode(record) : record.textLine)
    }
    output.finish()
    reader.reportTroubles(onlyErrors: true)
    try reader.finish()
    if found.isEmpty { throw ExitCode(1) }
  }
}

extension SearchResultRecord.Field {
  fileprivate init(_ field: SearchHit.Field) {
    switch field {
    case .title: self = .title
    case .text(let range): self = .text(range)
    case .annotation(let id): self = .annotation(id)
    }
  }
}
