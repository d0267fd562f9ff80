import Terminal

/// Bookmarks: rows that a letter leads back to.
extension NotebookState {
  /// The hint while a command waits for a letter; nil where none does.
  package var letterHint: String? {
    switch keys.awaitingLetter {
    case .move(.mark)?: return "\(letterKey(.move(.mark)))… a letter for this place"
    case .move(.goToMark)?:
      let letters = outline.bookmarks.keys.sorted().map { String(Character($0)) }.joined(separator: " ")
      return "\(letterKey(.move(.goToMark)))… " + (letters.isEmpty ? "no place is marked yet" : "to one of: \(letters)")
        + ", ' goes back"
    case .select(let select)?:
      return "\(letterKey(.select(select)))… a character on the line"
    case .move, .fold, .pane, .find, .annotation, .reading, .link, .program, .choose, .write, nil: return nil
    }
  }

  private func letterKey(_ command: Command) -> String {
    keymap.label(of: command, in: focus == .outline ? .outline : .detail, ascii: options.ascii, else: command.rawValue)
  }

  /// Carries out a command that waited for a letter.
  mutating func finish(_ command: Command, count: Int?, with key: Key) -> [Effect] {
    guard let letter = key.typed else {
      screen.show(nil)
      return []
    }
    if case .select(let select) = command {
      screen.show(nil)
      find(letter, for: select, count: count)
    } else if command == .move(.mark) {
      outline.setBookmark(letter)
      say(.bookmarked(letter))
    } else if letter == "'" {
      move(.back, count: nil)
    } else if let row = outline.bookmarks[letter] {
      leaveAndSelect(row)
    } else {
      say(.noBookmark(letter))
    }
    return []
  }
}
