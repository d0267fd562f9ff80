/// A word to the reader on the status line.
package struct Message: Hashable, Sendable {
  package enum Tone: Hashable, Sendable { case plain, good, warning, error }
  package var text: String
  package var tone: Tone

  package init(_ text: String, _ tone: Tone = .plain) {
    self.text = text
    self.tone = tone
  }
}
