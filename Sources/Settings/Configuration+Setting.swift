extension Configuration {
  /// The keys of `config.yaml`, in the order in which they are explained.
  package enum Setting: String, CaseIterable, Sendable {
    case theme, author, preset, glyphs
    case ambiguousWidth = "ambiguous-width"
    case mouse, layout
    case outlineShare = "outline-share"
    case textColumns = "text-columns"
    case context, wrap, titles
    case afterMark = "after-mark"
    case types
    case sidecars, clipboard
    case escapeDelay = "escape-delay"
    case searches, langmap, keys
  }
}

extension Configuration.Setting {
  /// The meaning of the setting, in a few words.
  package var help: String {
    switch self {
    case .theme: "a theme's name, or {light: NAME, dark: NAME} by the terminal's background"
    case .author: "who signs annotations; otherwise git's user.name with the login name"
    case .preset: "default, vim or org: the keys to begin with"
    case .glyphs: "auto (by the locale), unicode or ascii"
    case .ambiguousWidth: "narrow or wide: cells of characters of ambiguous width"
    case .mouse: "true or false; otherwise true, save inside GNU screen"
    case .layout: "side-by-side, stacked or one: the panes at the first start with some notes"
    case .outlineShare: "the outline's part of the width, 20 to 80 percent"
    case .textColumns: "the longest line of running text, 20 to 1000; otherwise all the room there is"
    case .context: "on or off: a topic shorter than the detail pane among what surrounds it, or alone"
    case .wrap: "selected, all or none: rows of the outline whose titles go on below"
    case .titles: "name, title or both: the words of a note's row"
    case .afterMark: "next or stay: the selection after a topic was marked as read"
    case .types: "a list of your own types of annotations, to be offered with the others"
    case .sidecars: "beside (the notes) or state (the state folder): where new annotations go"
    case .clipboard: "a shell command that copies its input; otherwise what the terminal or the desktop has"
    case .escapeDelay: "milliseconds that a lone Escape waits, 0 to 5000; otherwise by the connection"
    case .searches: "searches kept under a name: {NAME: QUERY}; the palette and gloss search @NAME have them"
    case .langmap: "keys of another keyboard layout, and the keys of a US keyboard at their places"
    case .keys: "bindings by context: {outline: {KEYS: COMMAND}}"
    }
  }

  /// An example that changes nothing, or the default, as it is written in the file.
  package var example: String {
    switch self {
    case .theme: "{light: gloss-light, dark: gloss-dark}"
    case .author: "Ada Lovelace (ada)"
    case .preset: "default"
    case .glyphs: "auto"
    case .ambiguousWidth: "narrow"
    case .mouse: "true"
    case .layout: "side-by-side"
    case .outlineShare: "50"
    case .textColumns: "80"
    case .context: "on"
    case .wrap: "selected"
    case .titles: "both"
    case .afterMark: "next"
    case .types: "[exam, definition]"
    case .sidecars: "beside"
    case .clipboard: "wl-copy"
    case .escapeDelay: "25"
    case .searches: "{exam: \"tag:exam is:todo\"}"
    case .langmap: "{й: q}"
    case .keys: "{outline: {\"<C-j>\": down}}"
    }
  }

  /// The value that holds, as it is written in the file; nil where the program decides when it runs.
  package func value(in configuration: Configuration) -> String? {
    switch self {
    case .theme:
      configuration.theme
        ?? "{light: \(configuration.lightTheme ?? "gloss-light"), dark: \(configuration.darkTheme ?? "gloss-dark")}"
    case .author: configuration.author
    case .preset: configuration.preset.rawValue
    case .glyphs: configuration.glyphs.rawValue
    case .ambiguousWidth: configuration.ambiguousIsWide ? "wide" : "narrow"
    case .mouse: configuration.mouse.map(String.init)
    case .layout: configuration.layout.rawValue
    case .outlineShare: String(configuration.outlineShare)
    case .textColumns: configuration.textColumns.map(String.init)
    case .context: configuration.context ? "on" : "off"
    case .wrap: configuration.wrap.rawValue
    case .titles: configuration.titles.rawValue
    case .afterMark: configuration.afterMark.rawValue
    case .types: configuration.types.isEmpty ? nil : "[" + configuration.types.joined(separator: ", ") + "]"
    case .sidecars: configuration.keepsSidecarsApart ? "state" : "beside"
    case .clipboard: configuration.clipboardCommand
    case .escapeDelay: configuration.escapeDelay.map(String.init)
    case .searches: configuration.searches.isEmpty ? nil : configuration.searches.map(\.name).joined(separator: ", ")
    case .langmap: configuration.langmap.isEmpty ? nil : "\(configuration.langmap.count) keys"
    case .keys: configuration.bindings.isEmpty ? nil : "\(configuration.bindings.count) bindings"
    }
  }
}
