import Terminal
import YAML

extension Configuration {
  /// Reads a configuration; whatever is wrong in it is left at its default and reported. `file` is its name for people.
  package static func parse(_ bytes: [UInt8], file: String) -> (Configuration, [SettingsProblem]) {
    var reader = SettingsReader(file: file)
    var configuration = Configuration()
    do throws(SettingsProblem) {
      for field in try reader.root(bytes) { configuration.set(field, &reader) }
    } catch {
      reader.problems.append(error)
    }
    return (configuration, reader.problems)
  }

  private mutating func set(_ field: SourceNode.Field, _ reader: inout SettingsReader) {
    let (name, value) = (field.key, field.content)
    guard let setting = Setting(rawValue: name) else {
      let nearest = nearestName(to: name, in: Setting.allCases.map(\.rawValue))
      return reader.report(.unknownKey(name, nearest: nearest), at: field)
    }
    if reader.isNull(value) { return }
    places[setting] = reader.place(field)
    switch setting {
    case .theme: setTheme(value, &reader)
    case .author: author = reader.string(value, key: name, expected: "a name") ?? author
    case .preset: preset = reader.choice(value, key: name, ["default": .standard, "vim": .vim, "org": .org]) ?? preset
    case .glyphs:
      glyphs = reader.choice(value, key: name, ["auto": .auto, "unicode": .unicode, "ascii": .ascii]) ?? glyphs
    case .layout:
      let choices: KeyValuePairs = ["side-by-side": Layout.sideBySide, "stacked": .stacked, "one": .one]
      layout = reader.choice(value, key: name, choices) ?? layout
    case .mouse:
      let choices: KeyValuePairs = ["true": true, "false": false, "yes": true, "no": false, "on": true, "off": false]
      mouse = reader.choice(value, key: name, choices) ?? mouse
    case .context:
      let choices: KeyValuePairs = ["on": true, "off": false, "true": true, "false": false, "yes": true, "no": false]
      context = reader.choice(value, key: name, choices) ?? context
    case .wrap:
      wrap = reader.choice(value, key: name, ["selected": Wrap.selected, "all": .all, "none": .none]) ?? wrap
    case .titles:
      titles = reader.choice(value, key: name, ["name": Titles.name, "title": .title, "both": .both]) ?? titles
    case .afterMark: afterMark = reader.choice(value, key: name, ["next": AfterMark.next, "stay": .stay]) ?? afterMark
    case .types: setTypes(value, &reader)
    case .sidecars:
      keepsSidecarsApart = reader.choice(value, key: name, ["beside": false, "state": true]) ?? keepsSidecarsApart
    case .ambiguousWidth:
      ambiguousIsWide = reader.choice(value, key: name, ["narrow": false, "wide": true]) ?? ambiguousIsWide
    case .outlineShare: outlineShare = number(value, key: name, in: 20...80, &reader) ?? outlineShare
    case .textColumns: textColumns = number(value, key: name, in: 20...1000, &reader) ?? textColumns
    case .escapeDelay: escapeDelay = number(value, key: name, in: 0...5000, &reader) ?? escapeDelay
    case .clipboard:
      clipboardCommand = reader.string(value, key: name, expected: "a shell command") ?? clipboardCommand
    case .searches: setSearches(value, &reader)
    case .langmap: setLangmap(value, &reader)
    case .keys: setKeys(value, &reader)
    }
  }

  /// Reads a list of words, or one of them.
  private mutating func setTypes(_ node: SourceNode, _ reader: inout SettingsReader) {
    var nodes = [node]
    if case .sequence(let items) = node.content { nodes = items }
    let expected = "a word of letters, digits and hyphens, or a list of such words"
    for item in nodes {
      guard let word = reader.string(item, key: "types", expected: expected) else { continue }
      let isWord = word.unicodeScalars.allSatisfy {
        $0.properties.isAlphabetic || $0.properties.numericType != nil || $0 == "-" || $0 == "_"
      }
      guard isWord, word.unicodeScalars.count <= 40 else {
        reader.report(.badValue(key: "types", value: word, expected: expected), at: item)
        continue
      }
      if !types.contains(word) { types.append(word) }
    }
  }

  private mutating func setTheme(_ node: SourceNode, _ reader: inout SettingsReader) {
    guard case .mapping(let fields) = node.content else {
      theme = themeName(node, key: "theme", &reader) ?? theme
      return
    }
    for field in fields {
      let (name, value) = (field.key, field.content)
      switch name {
      case "light": lightTheme = themeName(value, key: "light", &reader)
      case "dark": darkTheme = themeName(value, key: "dark", &reader)
      default: reader.report(.unknownKey(name, nearest: nearestName(to: name, in: ["light", "dark"])), at: field)
      }
    }
  }

  private mutating func themeName(_ node: SourceNode, key: String, _ reader: inout SettingsReader) -> String? {
    let name = reader.string(node, key: key, expected: "the name of a theme")
    if let name { themePlaces[name] = reader.place(node) }
    return name
  }

  private func number(
    _ node: SourceNode, key: String, in range: ClosedRange<Int>, _ reader: inout SettingsReader
  ) -> Int? {
    let expected = "a number from \(range.lowerBound) to \(range.upperBound)"
    guard let text = reader.string(node, key: key, expected: expected) else { return nil }
    if let number = Int(text), range.contains(number) { return number }
    reader.report(.badValue(key: key, value: text, expected: expected), at: node)
    return nil
  }

  private mutating func setSearches(_ node: SourceNode, _ reader: inout SettingsReader) {
    for field in reader.fields(node, key: "searches") {
      guard let query = reader.string(field.content, key: field.key, expected: "a query") else { continue }
      // As it is written behind the `@`, on the command line and in the palette.
      let name = field.key.first == "@" ? String(field.key.dropFirst()) : field.key
      guard !name.isEmpty, !name.contains(where: \.isWhitespace) else {
        reader.report(
          .badValue(key: "searches", value: field.key, expected: "a name without spaces"), at: field.content)
        continue
      }
      searches.removeAll { $0.name == name }
      searches.append(SavedSearch(name: name, query: query))
    }
  }

  /// Reads `ABC: abc` entries: characters of a layout, and as many of a US keyboard at the same places.
  private mutating func setLangmap(_ node: SourceNode, _ reader: inout SettingsReader) {
    for field in reader.fields(node, key: "langmap") {
      let typed = Array(field.key.unicodeScalars)
      let expected = "as many characters as there are before it"
      guard let text = reader.string(field.content, key: field.key, expected: expected) else { continue }
      let meant = Array(text.unicodeScalars)
      if meant.count == typed.count, meant.allSatisfy({ (0x21..<0x7F).contains($0.value) }) {
        for (from, to) in zip(typed, meant) { langmap[from] = to }
      } else {
        reader.report(.badValue(key: field.key, value: text, expected: expected), at: field.content)
      }
    }
  }

  private mutating func setKeys(_ node: SourceNode, _ reader: inout SettingsReader) {
    for field in reader.fields(node, key: "keys") {
      let context = field.key
      guard Configuration.contexts.contains(context) else {
        let nearest = nearestName(to: context, in: Configuration.contexts)
        reader.report(.unknownContext(context, nearest: nearest), at: field)
        continue
      }
      for binding in reader.fields(field.content, key: context) { bind(binding, in: context, &reader) }
    }
  }

  private mutating func bind(_ binding: SourceNode.Field, in context: String, _ reader: inout SettingsReader) {
    let (notation, command) = (binding.key, binding.content)
    let nearest = Key.nearestNotation(to: notation)
    // What can be read as letters one after another may have been meant otherwise.
    guard let sequence = [Key](notation: notation), nearest == nil else {
      return reader.report(.badKeys(notation, nearest: nearest), at: binding)
    }
    var name: String?
    if !reader.isNull(command) {
      name = reader.string(command, key: notation, expected: "the name of a command, or nothing")
      if name == nil { return }
    }
    let place = reader.place(command)
    bindings.append(BindingOverride(context: context, keys: sequence, command: name, place: place))
  }
}
