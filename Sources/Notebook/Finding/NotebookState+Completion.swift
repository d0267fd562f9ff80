import Annotations
import Outline
import Search

/// Completion of operators and values in a prompt, and where a query is wrong.
extension NotebookState {
  /// The most names of notes that are offered as paths.
  private static let mostPaths = 2_000
  /// Open files are looked through for tags and languages up to this size.
  private static let mostBytes = 1 << 20

  /// Returns the completions of the word before the cursor, the likeliest first.
  package func completions(in prompt: Prompt) -> [QueryCompletion] {
    if let completion = prompt.completion { return completion.choices }
    return Query.completions(of: prompt.text, at: prompt.text.count, values: queryValues(for: prompt.text))
  }

  /// Puts the next completion in the place of the word before the cursor.
  mutating func complete(_ prompt: Prompt) -> [Effect] {
    var prompt = prompt
    var completion =
      prompt.completion ?? Prompt.Completion(typed: prompt.text, choices: completions(in: prompt), index: -1)
    guard !completion.choices.isEmpty else {
      say(.nothingToComplete)
      return []
    }
    completion.index = (completion.index + 1) % completion.choices.count
    let choice = completion.choices[completion.index]
    prompt.text = String(completion.typed.prefix(choice.range.lowerBound)) + choice.text
    // Of one there is nothing to choose from: its values come next.
    prompt.completion = completion.choices.count > 1 ? completion : nil
    prompt.historyIndex = nil
    overlays.replaceTop(with: .prompt(prompt))
    return searchAsTyped(prompt)
  }

  /// The characters of a prompt that are no query, 0-based; nil where all is well.
  package func mistake(in prompt: Prompt) -> Range<Int>? {
    do throws(QueryError) {
      _ = try Query(parsing: prompt.text)
    } catch {
      return error.range
    }
    return nil
  }

  /// Whether what is wrong is only that the last word is still being typed.
  package func isUnfinished(_ prompt: Prompt) -> Bool {
    guard let mistake = mistake(in: prompt), mistake.upperBound >= prompt.text.count else { return false }
    return !completions(in: prompt).isEmpty
  }

  /// The values that these notes have for operators whose values are free, for the word that is being typed.
  private func queryValues(for text: String) -> QueryValues {
    let word = text.split(separator: " ").last.map { $0.drop { $0 == "-" || $0 == "(" }.lowercased() } ?? ""
    var values = QueryValues(types: ["note"] + AnnotationType.known.map(\.rawValue))
    if word.hasPrefix("#") || word.hasPrefix("tag:") { values.tags = finding.tags ?? openTags }
    if word.hasPrefix("path:") {
      values.paths = tree.nodes.dropFirst().prefix(NotebookState.mostPaths).map { tree.name(of: $0.id) }
    }
    if word.hasPrefix("lang:") { values.languages = openLanguages }
    if word.hasPrefix("type:") || word.hasPrefix("author:") {
      var (types, authors) = (Set(values.types), Set<String>())
      for file in annotatedFiles {
        for case .annotation(let annotation, _) in annotationIndex(of: file)?.entries ?? [] {
          if let type = annotation.type?.rawValue, types.insert(type).inserted { values.types.append(type) }
          if !annotation.author.isEmpty, authors.insert(annotation.author).inserted {
            values.authors.append(annotation.author)
          }
        }
      }
    }
    return values
  }

  private var openOutlines: [Outline] {
    tree.sorted(documents.keys).compactMap { documents[$0]?.outline }.filter {
      $0.bytes.count < NotebookState.mostBytes
    }
  }

  private var openTags: [String] {
    var scanner = TagScanner()
    for outline in openOutlines { scanner.add(outline) }
    return scanner.tags.map(\.name)
  }

  private var openLanguages: [String] {
    var languages: Set<String> = []
    for outline in openOutlines {
      for segment in outline.segments(of: .root) where outline.bytes[segment.range.ints].contains(0x60) {
        for case .code(let language) in outline.richText(of: segment).blocks.map(\.kind) where !language.isEmpty {
          languages.insert(language.lowercased())
        }
      }
    }
    return languages.sorted()
  }
}
