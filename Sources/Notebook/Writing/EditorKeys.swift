import Editor
import Terminal

/// The keys of the editor that move and change text, as readline and nano have them.
package enum EditorKeys {
  /// Keys with the action that they have.
  package struct Entry: Sendable {
    /// Key sequences of one key each, apart by spaces.
    package var keys: String
    /// The action of the keys.
    package var action: EditorAction
    /// The effect of the action, in a few words.
    package var help: String
  }

  /// All keys of the editor, with their actions.
  package static let entries: [Entry] = [
    Entry(keys: "<Enter>", action: .newline, help: "new line; goes on with a list"),
    Entry(keys: "<Left> <C-b>", action: .move(.left), help: "a character left"),
    Entry(keys: "<Right> <C-f>", action: .move(.right), help: "a character right"),
    Entry(keys: "<Up> <C-p>", action: .move(.up), help: "a row up"),
    Entry(keys: "<Down> <C-n>", action: .move(.down), help: "a row down"),
    Entry(keys: "<A-b> <A-Left> <C-Left>", action: .move(.wordLeft), help: "a word left"),
    Entry(keys: "<A-f> <A-Right> <C-Right>", action: .move(.wordRight), help: "a word right"),
    Entry(keys: "<C-a> <Home>", action: .move(.lineStart), help: "to the line's start"),
    Entry(keys: "<C-e> <End>", action: .move(.lineEnd), help: "to the line's end"),
    Entry(keys: "<A-{> <C-Up>", action: .move(.paragraphUp), help: "a paragraph up"),
    Entry(keys: "<A-}> <C-Down>", action: .move(.paragraphDown), help: "a paragraph down"),
    Entry(keys: "<A-lt> <C-Home>", action: .move(.textStart), help: "to the start of the text"),
    Entry(keys: "<A-gt> <C-End>", action: .move(.textEnd), help: "to the end of the text"),
    Entry(keys: "<S-Left>", action: .select(.left), help: "select to the left"),
    Entry(keys: "<S-Right>", action: .select(.right), help: "select to the right"),
    Entry(keys: "<S-Up>", action: .select(.up), help: "select upwards"),
    Entry(keys: "<S-Down>", action: .select(.down), help: "select downwards"),
    Entry(keys: "<A-a>", action: .toggleMark, help: "set a mark: moving selects from there"),
    Entry(keys: "<A-w>", action: .copySelection, help: "copy the selection"),
    Entry(keys: "<Backspace> <C-h>", action: .delete(.left), help: "delete the character before"),
    Entry(keys: "<Delete> <C-d>", action: .delete(.right), help: "delete the character after"),
    Entry(keys: "<C-w> <A-Backspace>", action: .kill(.wordLeft), help: "cut the word before"),
    Entry(keys: "<A-d>", action: .kill(.wordRight), help: "cut the word after"),
    Entry(keys: "<C-k>", action: .kill(.lineEnd), help: "cut to the line's end"),
    Entry(keys: "<C-u>", action: .kill(.lineStart), help: "cut to the line's start"),
    Entry(keys: "<C-y>", action: .yank, help: "put back what was cut"),
    Entry(keys: "<A-y>", action: .yankPop, help: "what was cut before, instead"),
    Entry(keys: "<C-t>", action: .transposeCharacters, help: "swap two characters"),
    Entry(keys: "<A-t>", action: .transposeWords, help: "swap two words"),
    Entry(keys: "<A-u>", action: .changeCase(.upper, .wordRight), help: "the word in capitals"),
    Entry(keys: "<A-l>", action: .changeCase(.lower, .wordRight), help: "the word in small letters"),
    Entry(keys: "<A-c>", action: .changeCase(.capitalized, .wordRight), help: "the word with a capital"),
    Entry(keys: "<A-q> <C-j>", action: .fillParagraph(columns: 72), help: "fill the paragraph"),
    Entry(keys: "<Tab>", action: .indent, help: "indent"),
    Entry(keys: "<S-Tab>", action: .outdent, help: "take the indent back"),
    Entry(keys: "<C-_> <A-->", action: .undo, help: "undo in the text"),
    Entry(keys: "<A-_>", action: .redo, help: "redo in the text"),
  ]

  /// The label of the keys of an entry.
  package static func label(of entry: Entry, ascii: Bool) -> String {
    entry.keys.split(separator: " ").compactMap { [Key](notation: String($0)) }
      .map { KeyLabel.of($0, ascii: ascii) }.joined(separator: "  ")
  }

  /// The action of `key` in the editor, or nil.
  package static func action(for key: Key) -> EditorAction? { table[key] }

  private static let table: [Key: EditorAction] = {
    var table: [Key: EditorAction] = [:]
    for entry in entries {
      for notation in entry.keys.split(separator: " ") {
        if let key = [Key](notation: String(notation))?.first { table[key] = entry.action }
      }
    }
    return table
  }()
}
