import Editor
import Testing

/// A text with the cursor marked, keys, and the text afterwards; `[` and `]` mark what visual mode has selected.
struct Typed: CustomTestStringConvertible, Sendable {
  var before: String
  var keys: String
  var after: String

  init(_ before: String, _ keys: String, _ after: String) {
    (self.before, self.keys, self.after) = (before, keys, after)
  }

  var testDescription: String { "\(before.debugDescription) \(keys) \(after.debugDescription)" }
}

/// Keys as they are written here: characters, and `<Esc>`, `<Enter>`, `<BS>`, `<C-r>`.
func keys(_ notation: String) -> [ModalKey] {
  var keys: [ModalKey] = []
  var rest = Substring(notation)
  while let first = rest.popFirst() {
    guard first == "<", let end = rest.firstIndex(of: ">"), end > rest.startIndex else {
      keys.append(.character(first))
      continue
    }
    let name = rest[..<end]
    switch name {
    case "Esc": keys.append(.escape)
    case "Enter": keys.append(.enter)
    case "BS": keys.append(.backspace)
    case "lt": keys.append(.character("<"))
    default:
      guard name.hasPrefix("C-"), let letter = name.last else {
        keys.append(.character(first))
        continue
      }
      keys.append(.control(letter))
    }
    rest = rest[rest.index(after: end)...]
  }
  return keys
}

struct ModalHarness {
  var editor: TextEditor
  var modal = ModalKeys()

  init(_ marked: String) { editor = EditorTests.editor(marked) }

  mutating func press(_ notation: String) -> ModalKeys.Outcome {
    var outcome = ModalKeys.Outcome.done
    for key in keys(notation) { outcome = modal.press(key, on: &editor, in: geometry) }
    return outcome
  }

  /// The text with the cursor before its character, and the ends of what visual mode shows as selected.
  var marked: String {
    var bytes = Array(editor.text.utf8)
    var marks = [(editor.cursor.rawValue, "|")]
    if let shown = editor.highlight {
      marks = [(shown.lowerBound.rawValue, "["), (editor.cursor.rawValue, "|"), (shown.upperBound.rawValue, "]")]
    }
    for (offset, mark) in marks.reversed() { bytes.insert(contentsOf: mark.utf8, at: offset) }
    return String(decoding: bytes, as: UTF8.self)
  }
}
