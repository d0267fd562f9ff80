import Glibc

extension TerminalError: CustomStringConvertible {
  /// The sentence that people read.
  package var description: String {
    switch self {
    case .notATerminal:
      "the full screen needs a terminal; `gloss outline FILE` prints without one"
    case .unnamed:
      "the variable TERM is not set, so that the terminal's kind is unknown; `gloss outline FILE` prints without it"
    case .tooPoor(let term):
      "a terminal of the kind \"\(term)\" (from the variable TERM) cannot show a full screen; "
        + "`gloss outline FILE` prints without one"
    case .unknown(let term):
      "nothing is known of terminals of the kind \"\(term)\" (from the variable TERM), nor of \"xterm-256color\"; "
        + "is ncurses' terminfo database installed?"
    case .notStarted(let term):
      "ncurses cannot use this terminal of the kind \"\(term)\" (from the variable TERM)"
    case .system(let call, let code):
      "\(call): \(strerror(code).map { String(cString: $0) } ?? "error \(code)")"
    }
  }
}

extension TerminalNotice: CustomStringConvertible {
  /// The sentence that people read.
  package var description: String {
    switch self {
    case .unknownTerminal(let term, let used): "terminal \"\(term)\" is not in the terminfo database: using \(used)"
    case .notUTF8(let variable, let value): "drawn in ASCII: \(variable)=\(value) is not UTF-8"
    }
  }
}
