/// A word to the reader on the status line.
package struct Message: Hashable, Sendable {
  /// The weight of a message, which decides its colour.
  package enum Tone: Hashable, Sendable { case plain, good, warning, error }
  /// The words, on one line.
  package var text: String
  /// The weight of the words.
  package var tone: Tone

  /// A message, by default a plain one.
  package init(_ text: String, _ tone: Tone = .plain) {
    self.text = text
    self.tone = tone
  }
}
