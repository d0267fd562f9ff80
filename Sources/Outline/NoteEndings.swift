/// The endings of the names of notes.
package enum NoteEndings {
  /// All of them, in small letters, with their dots; the usual one first.
  package static let all = [".md", ".markdown", ".mdown", ".mkd", ".mkdn"]
}
