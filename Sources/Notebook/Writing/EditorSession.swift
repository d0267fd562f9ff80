import Annotations
import Editor
import Outline

/// An annotation being written.
package struct EditorSession: Sendable {
  /// The topic under which the editor stands.
  package var row: RowID
  /// Or the words in it that are spoken of.
  package var quotation: Range<ByteOffset>?
  /// The byte that was read when the writing began; nil outside of the text of the detail pane.
  var placeOfReading: ByteOffset?
  /// The draft that the text becomes; its own text is what was last journalled.
  package var draft: Draft
  /// The text, the cursor and the history of the editor.
  package var editor: TextEditor
  /// The first place in view, where the text is scrolled inside its box.
  package var top = TextOffset.zero
  /// The annotation as it was, when this is an edit of one.
  package var original: Annotation?
  /// Vim's keys, where these are wanted.
  package var keys: ModalKeys?
  /// A line that is typed below the text: a search, a command.
  package var line: EditorCommandLine?
  /// The editor's revision that the draft's text is of.
  var journalled = 0

  /// The file that the annotation is in.
  package var file: FileID { row.file }
  /// The topic that the annotation is at.
  package var topic: TopicIndex { row.topic }
}

extension EditorSession {
  var hasText: Bool { !trimmedText.isEmpty }

  /// The text without blank lines and blanks at its ends.
  var trimmedText: String {
    var text = Substring(editor.text)
    while let last = text.last, last.isWhitespace { text.removeLast() }
    while let first = text.first, first.isNewline { text.removeFirst() }
    return String(text)
  }
}

extension EditorSession {
  /// The state of the annotation that is written in its life.
  package var life: AnnotationLifecycle {
    guard let original else {
      if case .reply = draft.purpose { return AnnotationLifecycle(.newReply, .writing) }
      return AnnotationLifecycle(.new, .writing)
    }
    if original.replyTo != nil { return AnnotationLifecycle(.reply, .writing) }
    return AnnotationLifecycle(original.isResolved ? .resolved : .open, .writing)
  }

  /// The state of its text beside what is saved.
  var state: AnnotationLifecycle.Text {
    let text = trimmedText
    if text.isEmpty { return .empty }
    if text.unicodeScalars.count > Annotation.maximumTextLength { return .tooLong }
    guard let original else { return .changed }
    let isSame =
      text.utf8.elementsEqual(original.text.utf8) && draft.type == original.type && draft.severity == original.severity
    return isSame ? .unchanged : .changed
  }
}
