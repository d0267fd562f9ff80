/// How many colours a terminal shows.
package enum ColorDepth: Hashable, Sendable, Comparable {
  /// Attributes only.
  case none
  case eight, sixteen, indexed256, trueColor
}

/// What the environment says about the terminal, and what the reader wants of it.
package struct TerminalOptions: Hashable, Sendable {
  /// A program between this one and the terminal, which has to be talked past.
  package enum Multiplexer: Hashable, Sendable {
    case none, tmux, screen
  }

  /// Which colours may be used: those that the terminal's description names, or any.
  package enum Colors: Hashable, Sendable {
    case none, described, trueColor
  }

  /// The name of the terminal's description; nil where the environment has none.
  package var term: String?
  package var colors: Colors
  package var multiplexer: Multiplexer
  /// Whether the terminal is sent, and sends, UTF-8.
  package var utf8: Bool
  /// Whether the mouse reports to the program from the start.
  package var mouse: Bool
  /// Whether the terminal gives two cells to characters of East Asian ambiguous width. Frames must be made with a
  /// `TextWidth` that says the same.
  package var ambiguousIsWide = false

  /// The options that `environment` asks for.
  ///
  /// `NO_COLOR` (when not empty) means attributes only; `COLORTERM` of `truecolor` or `24bit` means any colour, save
  /// inside GNU screen, which passes that variable on but not the colours.
  ///
  /// - Parameter mouse: Whether the mouse reports. Nil: everywhere but inside GNU screen, which keeps an Escape back
  ///   until another key comes while a program has the mouse.
  package init(environment: [String: String], mouse: Bool? = nil) {
    func isSet(_ name: String) -> Bool { !(environment[name] ?? "").isEmpty }
    term = environment["TERM"].flatMap { $0.isEmpty ? nil : $0 }
    if isSet("TMUX") || (term ?? "").hasPrefix("tmux") {
      multiplexer = .tmux
    } else {
      multiplexer = isSet("STY") || (term ?? "").hasPrefix("screen") ? .screen : .none
    }
    if isSet("NO_COLOR") {
      colors = .none
    } else if let said = environment["COLORTERM"], ["truecolor", "24bit"].contains(said), multiplexer != .screen {
      colors = .trueColor
    } else {
      colors = .described
    }
    utf8 = TerminalOptions.isUTF8(environment)
    self.mouse = mouse ?? (multiplexer != .screen)
  }

  /// Whether the locale of `environment` writes UTF-8: the first of LC_ALL, LC_CTYPE and LANG that is set decides.
  private static func isUTF8(_ environment: [String: String]) -> Bool {
    for name in ["LC_ALL", "LC_CTYPE", "LANG"] {
      guard let value = environment[name], !value.isEmpty else { continue }
      // As in `de_AT.UTF-8@euro`.
      let encoding = value.drop { $0 != "." }.dropFirst().prefix { $0 != "@" }
      return ["utf-8", "utf8"].contains((encoding.isEmpty ? value : String(encoding)).lowercased())
    }
    return false
  }
}
