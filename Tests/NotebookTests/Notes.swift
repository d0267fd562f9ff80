import Annotations
import Notebook
import NotebookHarness
import Outline
import Terminal

/// The notes that most tests read; the numbers are their source lines.
let animals = """
  # Animals
  They move.
  - Mammals
    - Dogs
      - Terriers
      - Hounds
    - Cats
  - Birds
    - Crows
  # Plants
  - Trees
    - Oak
  - Moss

  """

/// An annotation of the topic at a source line of `markdown`.
func annotation(
  _ text: String, line: Int, of markdown: String = animals, id: String, type: AnnotationType? = nil,
  isResolved: Bool = false, replyTo: String? = nil
) -> Annotation {
  let outline = Outline(parsing: Array(markdown.utf8))
  let topic = outline.topic(atLine: LineNumber(line))
  return Annotation(
    id: id, author: "Reader", timestamp: "2026-01-01T10:00:00Z", text: text, type: type, isResolved: isResolved,
    replyTo: replyTo, anchor: Anchor(of: topic, in: outline, blob: nil))
}

extension NotebookHarness {
  /// A notebook with `animals` on it after `keys`.
  static func animals(
    _ keys: String = "", size: Size = Size(columns: 80, rows: 24), annotations: [Annotation] = [],
    drafts: [Draft] = [], options: NotebookState.Options = .plain
  ) throws -> NotebookHarness {
    var notebook = try NotebookHarness(
      NotebookTests.animals, size: size, annotations: annotations, drafts: drafts, options: options)
    if !keys.isEmpty { notebook.press(keys) }
    return notebook
  }
}

extension NotebookState.Options {
  /// Each topic shown alone, and no mark that leads on: for tests that are about something else.
  static var plain: NotebookState.Options {
    var options = NotebookState.Options()
    options.context = false
    options.movesOnAfterMark = false
    return options
  }
}
