import Annotations
import App
import Notebook

/// Values that depend on what there is: ids of annotations, themes, topics, kept searches.
enum CompletionValues {
  /// The candidates for an argument by its name; nil for one that is not known here.
  ///
  /// - Parameter paths: The paths that stand on the command line already; without any, the current folder counts.
  static func candidates(called name: String, paths: [String]) -> [CompletionAnswer.Candidate]? {
    switch name.lowercased() {
    case "id", "ids": annotations(in: paths)
    case "type": types(in: paths)
    case "state":
      (["open", "resolved", "review"] + Placement.State.allCases.map(\.rawValue)).map { .init(word: $0) }
    case "severity": Severity.allCases.map { .init(word: $0.rawValue) }
    case "theme": ThemeCatalog(ProgramEnvironment()).names.map { .init(word: $0) }
    case "topic": topics(in: paths)
    case "query": keptSearches
    case "quote", "text": []
    default: nil
    }
  }

  /// The names of the searches that the configuration keeps, with their queries.
  private static var keptSearches: [CompletionAnswer.Candidate] {
    ProgramEnvironment.current.configuration.searches.map { .init(word: "@" + $0.name, help: $0.query) }
  }

  /// Ids with the beginnings of their texts.
  private static func annotations(in paths: [String]) -> [CompletionAnswer.Candidate] {
    files(in: paths).flatMap { file in
      file.annotations.map { annotation in
        let words = annotation.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return CompletionAnswer.Candidate(word: annotation.id, help: String(words.prefix(60)))
      }
    }
  }

  /// The known types, then the reader's own in these notes.
  private static func types(in paths: [String]) -> [CompletionAnswer.Candidate] {
    let known = ["note"] + AnnotationType.known.map(\.rawValue)
    let own = Set(files(in: paths).flatMap { $0.annotations.compactMap(\.type?.rawValue) }).subtracting(known)
    return (known + own.sorted()).map { CompletionAnswer.Candidate(word: $0) }
  }

  /// The topics of one file by their shortest path that only they have.
  private static func topics(in paths: [String]) -> [CompletionAnswer.Candidate] {
    guard let file = files(in: paths).first, paths.count == 1 else { return [] }
    let outline = file.outline
    var counts: [String: Int] = [:]
    for topic in outline.indices { counts[outline.title(of: topic), default: 0] += 1 }
    return outline.indices.filter { $0.int != 0 }.prefix(2_000).map { topic in
      let title = outline.title(of: topic)
      let path = TopicPath.text((counts[title] == 1 ? [] : outline.path(of: topic)) + [title])
      return CompletionAnswer.Candidate(word: path, help: "line \(outline[topic].line.int)")
    }.filter { !$0.word.isEmpty }
  }

  /// The files that can be read; a folder beyond a hundred notes is not searched for a completion.
  private static func files(in paths: [String]) -> [NoteReader.Note] {
    guard let reader = try? NoteReader(opening: paths.isEmpty ? ["."] : paths), reader.files.count <= 100 else {
      return []
    }
    return reader.files.compactMap { try? reader.open($0) }
  }
}
