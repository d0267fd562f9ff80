/// The number of colours that a terminal shows.
package enum ColorDepth: Hashable, Sendable, Comparable {
  /// Attributes only.
  case none
  case eight, sixteen, indexed256, trueColor
}

/// The properties of the terminal according to the environment, and the reader's wishes about it.
package struct TerminalOptions: Hashable, Sendable {
  /// A program between this one and the terminal, which has to be talked past.
  package enum Multiplexer: Hashable, Sendable {
    case none, tmux, screen
  }

  /// The colours that may be used: those that the terminal's description names, or any.
  package enum Colors: Hashable, Sendable {
    case none, described, trueColor
  }

  /// The name of the terminal's description; nil where the environment has none.
  package var term: String?
  /// The colours that may be used.
  package var colors: Colors
  /// The program between this one and the terminal.
  package var multiplexer: Multiplexer
  /// Whether the terminal is sent, and sends, UTF-8.
  package var utf8: Bool
  /// Whether the mouse reports to the program from the start.
  package var mouse: Bool
  /// Whether the terminal gives two cells to characters of East Asian ambiguous width. Frames must be made with a
  /// `TextWidth` that says the same.
  package var ambiguousIsWide = false
  /// Whether the terminal is at the far end of a network.
  package var isRemote = false
  /// The notice for the reader about the environment; nil where there is none.
  package var notice: TerminalNotice?

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
    let locale = TerminalOptions.locale(of: environment)
    utf8 = locale.map { TerminalOptions.isUTF8($0.value) } ?? true
    if let locale, !utf8 { notice = .notUTF8(variable: locale.name, value: locale.value) }
    isRemote = EscapeTiming.isRemote(environment)
    self.mouse = mouse ?? (multiplexer != .screen)
  }

  /// The variable that names the locale: the first of LC_ALL, LC_CTYPE and LANG that is set; nil where none is, as in
  /// containers, which is no reason to do without UTF-8.
  private static func locale(of environment: [String: String]) -> (name: String, value: String)? {
    for name in ["LC_ALL", "LC_CTYPE", "LANG"] {
      if let value = environment[name], !value.isEmpty { return (name, value) }
    }
    return nil
  }

  /// Whether a locale writes UTF-8, as `de_AT.UTF-8@euro` does.
  private static func isUTF8(_ locale: String) -> Bool {
    let encoding = locale.drop { $0 != "." }.dropFirst().prefix { $0 != "@" }
    return ["utf-8", "utf8"].contains((encoding.isEmpty ? locale : String(encoding)).lowercased())
  }
}
