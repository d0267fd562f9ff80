/// A motion from a place in the text; every one stops at the ends of the text.
package enum EditorMotion: Hashable, Sendable {
  /// One grapheme cluster.
  case left, right
  /// To the start of the word before, past the end of the word after.
  case wordLeft, wordRight
  /// To the start of the next word or run of punctuation; to the last character of it.
  case nextWordStart, nextWordEnd
  /// To the start of the run of anything but white space before; past the end of the one after.
  case blankLeft, blankRight
  /// One row as it is drawn; the column is kept over short rows.
  case up, down
  /// To the ends of the row as it is drawn.
  case rowStart, rowEnd
  /// To the ends of the line; to its first character that is no blank.
  case lineStart, lineEnd, lineText
  /// To the blank line before, after the paragraph.
  case paragraphUp, paragraphDown
  case textStart, textEnd
  /// To the next, the previous occurrence of a character in the line; `before` stops short of it.
  case character(Character, forward: Bool, before: Bool)
}

/// A part of the text around the cursor.
package enum EditorObject: Hashable, Sendable {
  case word
  /// The line without, with its line break.
  case line, wholeLine
  /// The lines between two blank ones.
  case paragraph
  case all
}

/// The case that letters are changed to.
package enum LetterCase: Hashable, Sendable {
  case upper, lower, capitalized
}

/// Everything that can be done in an editor. The key tables of all presets lead here.
package enum EditorAction: Hashable, Sendable {
  // Moving; with a mark set, moving extends the selection.
  case move(EditorMotion)
  case select(EditorMotion)
  case selectObject(EditorObject)
  /// Puts the cursor somewhere (a click), or the moving end of the selection (a drag).
  case place(TextOffset)
  case extend(TextOffset)
  /// Sets a mark at the cursor, or drops it and the selection.
  case toggleMark
  case swapEnds
  case deselect
  /// To the next, the previous place where a text occurs, around the end; the cursor is before it.
  case find(String, forward: Bool)

  // Changing; what is selected is replaced.
  /// Typed or pasted text as it is, CRLF and CR as LF.
  case insert(String)
  /// A line break that continues the list, quotation or indentation of its line.
  case newline
  case delete(EditorMotion)
  case deleteObject(EditorObject)
  /// List items, or all lines of the selection, two columns in or out; elsewhere, blanks to the next even column.
  case indent, outdent
  /// Swaps the characters, the words around the cursor.
  case transposeCharacters, transposeWords
  case changeCase(LetterCase, EditorMotion)
  /// The lines of the selection one up, down.
  case moveLinesUp, moveLinesDown
  case joinLines
  /// Breaks the lines of the selected paragraphs, or of the one at the cursor, at the given number of columns.
  case fillParagraph(columns: Int)

  // Killing and yanking.
  /// Deletes and remembers; one kill after the other is remembered as one.
  case kill(EditorMotion)
  case killObject(EditorObject)
  case killSelection
  case copySelection
  case copyObject(EditorObject)
  case yank
  /// Right after a yank: the kill before the one yanked, in its place.
  case yankPop

  case undo, redo
}
