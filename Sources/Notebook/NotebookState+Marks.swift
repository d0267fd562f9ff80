import Terminal

/// Marks: places that a letter leads back to.
extension NotebookState {
  /// Carries out a command that waited for a letter.
  mutating func finish(_ command: Command, with key: Key) -> [Effect] {
    awaitingLetter = nil
    guard let letter = key.typed else {
      message = nil
      return []
    }
    if command == .mark {
      marks[letter] = selection
      message = Message("marked \(letter)")
    } else if letter == "'" {
      move(.back, count: nil)
    } else if let place = marks[letter] {
      leaveAndSelect(place)
    } else {
      message = Message("no mark \(letter)", .warning)
    }
    return []
  }
}
