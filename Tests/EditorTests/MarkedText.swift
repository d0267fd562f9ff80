import Editor
import Testing

/// An editor whose cursor and selection are where `marked` says: `|` is the cursor, `[` and `]` the ends of the
/// selection, of which the one beside `|` moves.
func editor(_ marked: String) -> TextEditor {
  var text = ""
  var cursor: Int?
  var ends: [Int] = []
  for scalar in marked.unicodeScalars {
    switch scalar {
    case "|": cursor = text.utf8.count
    case "[", "]": ends.append(text.utf8.count)
    default: text.unicodeScalars.append(scalar)
    }
  }
  var editor = TextEditor(text: text)
  if ends.count == 2, let cursor {
    let anchor = cursor == ends[0] ? ends[1] : ends[0]
    editor.perform(.place(TextOffset(anchor)), in: geometry)
    editor.perform(.extend(TextOffset(cursor)), in: geometry)
  } else {
    editor.perform(.place(TextOffset(cursor ?? 0)), in: geometry)
  }
  return editor
}

/// The text of `editor` with cursor and selection marked, as `editor(_:)` reads it.
func marked(_ editor: TextEditor) -> String {
  var marks = [(offset: editor.cursor.rawValue, mark: "|")]
  if let selection = editor.selection {
    if editor.cursor == selection.lowerBound {
      marks = [
        (selection.lowerBound.rawValue, "["), (selection.lowerBound.rawValue, "|"),
        (selection.upperBound.rawValue, "]"),
      ]
    } else {
      marks = [
        (selection.lowerBound.rawValue, "["), (selection.upperBound.rawValue, "|"),
        (selection.upperBound.rawValue, "]"),
      ]
    }
  }
  var bytes = Array(editor.text.utf8)
  for (offset, mark) in marks.reversed() { bytes.insert(contentsOf: mark.utf8, at: offset) }
  return String(decoding: bytes, as: UTF8.self)
}

/// The area of most tests: wide enough for their lines.
let geometry = EditorGeometry(columns: 40)

/// A text, what is done, and the text afterwards, each with cursor and selection marked.
struct Example: CustomTestStringConvertible, Sendable {
  var before: String
  var actions: [EditorAction]
  var after: String
  var count = 1

  init(_ before: String, _ actions: EditorAction..., times count: Int = 1, gives after: String) {
    (self.before, self.actions, self.after, self.count) = (before, actions, after, count)
  }

  var testDescription: String { "\(before) \(actions) \(after)" }

  /// Returns the marked text after the actions.
  func run(in geometry: EditorGeometry = geometry) -> String {
    var editor = editor(before)
    for action in actions { editor.perform(action, count: count, in: geometry) }
    return marked(editor)
  }
}
