import Annotations
import ArgumentParser

extension CompletionKind {
  /// Markdown files and folders.
  static var notes: CompletionKind { .file(extensions: ["md", "markdown"]) }

  /// The types that every reader has.
  static var types: CompletionKind { .list(["note"] + AnnotationType.known.map(\.rawValue)) }
}
