import Annotations
import App
import ArgumentParser
import Export
import Notebook
import Outline
import Search

/// The part of notes and annotations that an export is of.
struct ExportChoice: ParsableArguments {
  @Option(
    help: ArgumentHelp("Only the topic with this path of titles, \"A > B\", and all below it.", valueName: "path"))
  var topic: String?

  @Option(
    help: ArgumentHelp("Only the topics that gloss search finds with this, under their titles.", valueName: "query"))
  var query: String?

  @Option(
    help: "Only annotations in this state: open, resolved or review.",
    completion: .list(AnnotationState.names))
  var state: String?

  @Option(help: "Only annotations of this type; note for those that have none.")
  var type: String?

  @Flag(help: "Only annotated topics, under their titles.")
  var onlyAnnotations = false

  @Flag(help: "Only topics with open questions, and just these questions.")
  var questions = false

  /// - Throws: `ValidationError` for values that there are not, and for choices that a format can't make.
  func validate(for format: ExportCommand.Format) throws {
    if let state, AnnotationState(rawValue: state) == nil {
      throw ValidationError("no state \(state): \(AnnotationState.names.joined(separator: ", "))")
    }
    if topic != nil, query != nil { throw ValidationError("--topic and --query choose topics both: give one of them") }
    if format == .w3c, topic != nil || query != nil {
      throw ValidationError("w3c holds annotations alone: choose them with --state and --type")
    }
  }

  /// Whether anything is left out.
  private var isOfAll: Bool { topic == nil && query == nil && !onlyAnnotations && !questions }

  /// The annotations that are wanted; a reply goes with what it answers.
  func annotations(of file: NoteReader.Note) -> [(annotation: Annotation, placement: Placement)] {
    let all = Array(zip(file.annotations, file.placements)).map { (annotation: $0, placement: $1) }
    var wanted: [String: Bool] = [:]
    for (annotation, placement) in all where annotation.replyTo == nil {
      wanted[annotation.id] = isWanted(annotation, placement)
    }
    let parents = Dictionary(all.map { ($0.annotation.id, $0.annotation.replyTo) }) { first, _ in first }
    return all.filter { annotation, placement in
      var id = annotation.id
      // Replies that answer each other in a ring have no first.
      for _ in 0..<all.count {
        guard let parent = parents[id] ?? nil, parents[parent] != nil else { break }
        id = parent
      }
      return wanted[id] ?? isWanted(annotation, placement)
    }
  }

  private func isWanted(_ annotation: Annotation, _ placement: Placement) -> Bool {
    if questions, annotation.type != .question || placement.isResolved(annotation) { return false }
    if let type, annotation.type?.rawValue ?? "note" != type { return false }
    return state.flatMap(AnnotationState.init(rawValue:))?.isState(of: annotation, placement) ?? true
  }

  /// The topics that are wanted.
  ///
  /// - Throws: `Failure` where `topic` names none or several, and for a query that can't be read.
  func scope(of file: NoteReader.Note) throws -> ExportScope {
    if isOfAll { return .all }
    let outline = file.outline
    var topics: Set<TopicIndex>?
    if let topic { topics = Set([try TopicPath.find(topic, in: outline, of: file.path)]) }
    if let query { topics = try found(query, in: file) }
    guard onlyAnnotations || questions else {
      return ExportScope(topics ?? [], of: outline, withBranches: topic != nil)
    }
    var annotated = Set(annotations(of: file).filter { $0.annotation.replyTo == nil }.map(\.placement.topic))
    if let topics, topic != nil {
      annotated = annotated.filter { found in topics.contains { outline.subtree(of: $0).contains(found.int) } }
    } else if let topics {
      annotated.formIntersection(topics)
    }
    return ExportScope(annotated, of: outline, withBranches: false)
  }

  private func found(_ query: String, in file: NoteReader.Note) throws -> Set<TopicIndex> {
    do {
      _ = try Query(parsing: query)
    } catch {
      throw Failure("\(error)")
    }
    let index = AnnotationIndex(entries: zip(file.annotations, file.placements).map { .annotation($0, $1) })
    let answer = SearchRequest(number: 0, kind: .query, text: query)
      .answer(over: [SearchableFile(file: FileTree.root, outline: file.outline, index: index)])
    return Set(answer.hits.map(\.place.topic))
  }

  /// Says so where a choice leaves nothing.
  ///
  /// - Throws: exit status 1 without a single topic to show.
  func checkFound(_ isFound: Bool) throws {
    guard !isFound, !isOfAll else { return }
    Output.printError("nothing to export: no topic of these notes is chosen")
    throw ExitCode(1)
  }
}
