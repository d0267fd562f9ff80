import Outline
import TextWidth

/// An annotation and its replies, ready to be shown: what its header says is up to the caller, who knows the time.
package struct AnnotationBox: Identifiable, Hashable, Sendable {
  /// The id of the annotation.
  package var id: String
  /// `question · open · today 11:42 · Author`
  package var header: String
  /// The look of the frame, which follows from the state of the annotation.
  package var look: AnnotationLook
  /// The text of the annotation, as it was written.
  package var text: String
  /// The replies to it, in the order in which they are shown.
  package var replies: [AnnotationBox]
  /// The start of the words that it is about; nil where it is about the topic.
  package var place: ByteOffset?
  /// The words that it speaks of; nil where it speaks of the topic, or answers another one.
  package var quote: QuotedWords?

  /// The box of an annotation, by default of one about the whole topic.
  package init(
    id: String, header: String, look: AnnotationLook, text: String, replies: [AnnotationBox] = [],
    place: ByteOffset? = nil, quote: QuotedWords? = nil
  ) {
    self.place = place
    self.quote = quote
    self.id = id
    self.header = header
    self.look = look
    self.text = text
    self.replies = replies
  }

  /// Whether it or a reply below it has `id`.
  package func contains(_ id: String) -> Bool {
    var waiting = [self]
    while let box = waiting.popLast() {
      if box.id == id { return true }
      waiting += box.replies
    }
    return false
  }
}

/// Room for the editor among the annotations; the caller draws into it.
package struct EditorBox: Hashable, Sendable {
  /// The position of the editor among the annotations.
  package enum Place: Hashable, Sendable {
    /// Below the annotations of this topic, or of the words in it that begin at `place`.
    case new(TopicIndex, at: ByteOffset? = nil)
    /// Instead of the annotation with this id.
    case edit(String)
    /// Below the annotation with this id and the replies that it has.
    case reply(to: String)
  }

  /// The position among the annotations.
  package var place: Place
  /// The words above the text.
  package var header: String
  /// Rows of text, at least 1.
  package var rows: Int

  /// Room for `rows` rows of text, at least for one.
  package init(place: Place, header: String, rows: Int) {
    self.place = place
    self.header = header
    self.rows = max(1, rows)
  }
}

/// A line of the detail pane: what it shows and whose it is.
package struct DetailLine: Hashable, Sendable {
  /// The thing that a line of the pane belongs to.
  package enum Owner: Hashable, Sendable {
    /// The text of this topic.
    case text(TopicIndex)
    /// The annotation with this id, at this topic.
    case annotation(String, TopicIndex)
    /// A row of the editor, from 0, whose text goes into `columns`.
    case editor(row: Int, columns: Range<Int>)
    /// The frame of the editor.
    case editorFrame
    /// A blank line between two things.
    case gap
  }

  /// The line as it is drawn.
  package var text: TextLine
  /// The thing that the line belongs to.
  package var owner: Owner

  /// A line that is drawn as `text`.
  package init(text: TextLine, owner: Owner) {
    self.text = text
    self.owner = owner
  }
}

extension AnnotationBox {
  /// The amount of text in it and in its replies, in bytes; each frame counts as 120, a line and a half.
  var weight: Double { replies.reduce(Double(text.utf8.count) + 120) { $0 + $1.weight } }
}
