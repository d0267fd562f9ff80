import Terminal

/// Marks: places that a letter leads back to.
extension NotebookState {
  /// What a command that waits for a letter waits for; nil where none does.
  package var letterHint: String? {
    switch awaitingLetter {
    case .mark?: return "\(letterKey(.mark))… a letter for this place"
    case .goToMark?:
      let letters = bookmarks.keys.sorted().map { String(Character($0)) }.joined(separator: " ")
      return "\(letterKey(.goToMark))… " + (letters.isEmpty ? "no place is marked yet" : "to one of: \(letters)")
        + ", ' goes back"
    default: return nil
    }
  }

  private func letterKey(_ command: Command) -> String {
    keymap.label(of: command, in: focus == .outline ? .outline : .detail, ascii: options.ascii, else: command.rawValue)
  }

  /// Carries out a command that waited for a letter.
  mutating func finish(_ command: Command, with key: Key) -> [Effect] {
    awaitingLetter = nil
    guard let letter = key.typed else {
      message = nil
      return []
    }
    if command == .mark {
      bookmarks[letter] = selection
      message = Message("marked \(letter)")
    } else if letter == "'" {
      move(.back, count: nil)
    } else if let place = bookmarks[letter] {
      leaveAndSelect(place)
    } else {
      message = Message("no mark \(letter)", .warning)
    }
    return []
  }
}
