import Annotations
import Outline
import Search
import Terminal

/// Lists to choose from: commands, topics, annotations, types, themes.
extension NotebookState {
  mutating func beginPalette() {
    let items = Command.allCases.filter { isInPalette($0) }.map { command in
      let entry = CommandTable.entries.first { $0.command == command }
      return ListOverlay.Item(
        title: command.rawValue + (entry.map { ": " + $0.help } ?? ""),
        note: entry.map { HelpText.keys(for: $0, keymap: keymap, ascii: options.ascii) } ?? "", value: .command(command)
      )
    }
    let searches = options.searches.map {
      ListOverlay.Item(title: "@\($0.name): \($0.query)", note: "search", value: .query($0.query))
    }
    overlays.push(
      .list(
        ListOverlay(
          purpose: .palette, title: "Command, or a source line", all: items + searches, shown: items + searches)))
  }

  /// The commands that vi's line commands stand for.
  private static let exCommands: [String: Command] = [
    "q": .program(.quit), "q!": .program(.quit), "qa": .program(.quit), "qa!": .program(.quit), "wq": .program(.quit),
    "wq!": .program(.quit), "wqa": .program(.quit), "x": .program(.quit),
    "x!": .program(.quit),
    "xa": .program(.quit), "noh": .find(.forgetSearch), "nohl": .find(.forgetSearch),
    "nohlsearch": .find(.forgetSearch), "h": .program(.help), "help": .program(.help),
  ]

  /// The commands of vim that write, where there is never anything left to write.
  private static let exWriteCommands: Set<String> = ["w", "w!", "wa", "wa!", "update"]

  private func isInPalette(_ command: Command) -> Bool {
    CommandTable.entries.contains {
      $0.command == command && $0.keys.contains { $0.key == .outline || $0.key == .detail }
        && command != .find(.palette)
    }
  }

  mutating func beginJump() -> [Effect] {
    let title = tree.isSingleFile ? "Jump to a topic" : "Jump to a topic or note"
    overlays.push(.list(ListOverlay(purpose: .jump, title: title, isSearching: true, origin: snapshot)))
    return ask(.titles, "")
  }

  mutating func beginThemes() {
    let active = screen.activeTheme
    let items = options.themes.map { ListOverlay.Item(title: $0, note: $0 == active ? "now" : "", value: .theme($0)) }
    overlays.push(
      .list(
        ListOverlay(
          purpose: .themes, title: "Theme", all: items, shown: items,
          selected: items.firstIndex { $0.value == .theme(active ?? "") } ?? 0)))
    screen.beginThemePreview()
  }

  func item(for entry: AnnotationIndex.Entry, in file: FileID) -> ListOverlay.Item {
    let text: String
    // The sign of a question says what it is.
    var type = ""
    switch entry {
    case .annotation(let annotation, _):
      text = annotation.text
      if let word = annotation.type, word != .question || entry.mark != .question { type = word.rawValue + ": " }
    case .draft(let draft, _): text = draft.text
    }
    return ListOverlay.Item(
      title: "\(entry.mark.glyph(ascii: options.ascii)) \(type)\(NotebookState.oneLine(text))",
      note: annotatedTitle(RowID(file, entry.topic)),
      value: .annotation(entry.id, file))
  }

  // MARK: Keys in a list

  /// Takes the entry that a key stands for; nil where it stands for none.
  mutating func choose(_ key: Key, in list: ListOverlay, in context: UpdateContext) -> [Effect]? {
    guard let scalar = key.typed, let index = list.shown.firstIndex(where: { $0.key == Character(scalar) }) else {
      return nil
    }
    var list = list
    list.selected = index
    screen.show(nil)
    return take(from: list, in: context)
  }

  mutating func typeIntoList(_ text: String) -> [Effect] {
    guard case .list(let list)? = overlay else { return [] }
    screen.show(nil)
    return narrow(list, to: list.query + text)
  }

  mutating func runInList(_ command: Command, in context: UpdateContext) -> [Effect] {
    guard case .list(var list)? = overlay else { return [] }
    switch command {
    case .move(.down): list.selected = list.entry(from: list.selected, by: 1)
    case .move(.up): list.selected = list.entry(from: list.selected, by: -1)
    case .move(.pageDown): list.selected = list.entry(from: list.selected, by: 10)
    case .move(.pageUp): list.selected = list.entry(from: list.selected, by: -10)
    case .move(.first): list.selected = list.firstEntry
    case .move(.last): list.selected = list.entry(from: list.shown.count, by: -1)
    case .move(.nextSibling): list.selected = list.group(from: list.selected, by: 1)
    case .move(.previousSibling): list.selected = list.group(from: list.selected, by: -1)
    case .pane(.scrollDetailDown):
      scrollDetail(by: 1)
      return []
    case .pane(.scrollDetailUp):
      scrollDetail(by: -1)
      return []
    case .choose(.order): return turnOrder(of: list)
    case .choose(.toggle):
      toggle(list)
      return []
    case .find(.search): list.isTyping = true
    case .choose(.erase):
      guard !list.query.isEmpty || list.isTyping else { return closeList(list) }
      list.isTyping = false
      return narrow(list, to: String(list.query.dropLast()))
    case .choose(.eraseAll): return narrow(list, to: "")
    case .choose(.nextTab): return turnTab(of: list, by: 1)
    case .choose(.previousTab): return turnTab(of: list, by: -1)
    case .choose(.cancel): return closeList(list)
    case .choose(.accept): return take(from: list, in: context)
    case .program(.help):
      say(.listKeys(keys(in: list)))
      return []
    case .move, .fold, .pane, .find, .annotation, .reading, .link, .program, .select, .write, .choose(.complete):
      return []
    }
    list.selected = max(0, list.selected)
    overlays.replaceTop(with: .list(list))
    preview(list)
    return []
  }

  /// Puts the bar on an entry.
  mutating func select(_ entry: Int, in list: ListOverlay) {
    var list = list
    list.selected = list.entry(at: entry)
    overlays.replaceTop(with: .list(list))
    preview(list)
  }

  /// The help on the keys in `list`.
  package func keys(in list: ListOverlay) -> String {
    let context: KeyContext = list.isTree ? .results : .list
    func key(_ command: Command) -> String { keymap.label(of: command, in: context, ascii: options.ascii, else: "") }
    let letters =
      switch list.keyHandling {
      case .text: "letters narrow the list"
      case .keysFirst: "\(key(.find(.search))) narrows the list"
      case .keys: list.shown.compactMap(\.key).map(String.init).joined(separator: ", ") + " take an entry"
      case .commands: treeKeys(of: list)
      }
    return
      "\(letters), \(key(.move(.down))) and \(key(.move(.up))) choose, \(key(.choose(.accept))) takes, \(key(.choose(.cancel))) closes"
  }

  private func treeKeys(of list: ListOverlay) -> String {
    func key(_ command: Command) -> String { keymap.label(of: command, in: .results, ascii: options.ascii, else: "") }
    let order = "\(key(.choose(.order))) " + (list.purpose == .tags ? "sorts by name" : "turns the order")
    let marks = list.purpose == .tags ? ", \(key(.choose(.toggle))) marks several" : ""
    return (list.purpose == .brokenLinks || list.purpose == .backlinks ? "" : order + marks + ", ")
      + "\(key(.find(.search))) narrows the list"
  }

  private mutating func narrow(_ list: ListOverlay, to query: String) -> [Effect] {
    var list = list
    list.query = query
    if list.isTree {
      narrowTree(list)
      return []
    }
    list.selected = 0
    defer { if case .list(let narrowed)? = overlay { preview(narrowed) } }
    if list.purpose == .jump {
      overlays.replaceTop(with: .list(list))
      return ask(.titles, query)
    }
    if list.purpose == .annotations, list.tab == .annotations {
      narrowAnnotations(&list)
      overlays.replaceTop(with: .list(list))
      return []
    }
    let pattern = FuzzyPattern(query)
    list.shown = NotebookState.ranked(list.all, by: pattern)
    if list.purpose == .palette || list.purpose == .help {
      // Letters here and there in what is said of a command make it no answer: Enter would run it.
      list.shown.removeAll { item in
        let name = item.title.prefix { $0 != ":" }
        return pattern.match(String(name)) == nil && !pattern.standsWhole(in: item.title)
      }
    }
    if list.purpose == .palette {
      if NotebookState.exWriteCommands.contains(query) { list.shown = [] }
      if let text = NotebookState.searched(by: query) {
        let item = ListOverlay.Item(title: "search: " + text, note: "in all notes", value: .query(text))
        if query.hasPrefix("/") { list.shown.insert(item, at: 0) } else { list.shown.append(item) }
      }
      if let line = Int(query) {
        list.shown.insert(
          ListOverlay.Item(title: "line \(line)", note: "the topic at that source line", value: .line(line)), at: 0)
      }
      if let meant = NotebookState.exCommands[query], var item = list.all.first(where: { $0.value == .command(meant) })
      {
        list.shown.removeAll { $0.value == item.value }
        item.title = "\(query): " + (CommandTable.entries.first { $0.command == meant }?.help ?? meant.rawValue)
        list.shown.insert(item, at: 0)
      }
    }
    if case .types = list.purpose, !query.isEmpty, !list.all.contains(where: { $0.title == query }) {
      list.shown.append(
        ListOverlay.Item(title: query, note: "a type of your own", value: .type(AnnotationType(query))))
    }
    overlays.replaceTop(with: .list(list))
    return []
  }

  /// Returns the text that a query in the palette would search for: `/text`, or words and operators that name no
  /// command. Nil where it can only mean a command.
  private static func searched(by query: String) -> String? {
    if query.hasPrefix("/") {
      let text = query.dropFirst()
      return text.contains { !$0.isWhitespace } ? String(text) : nil
    }
    let isQuery = query.contains { $0.isWhitespace || $0 == ":" || $0 == "#" }
    return isQuery && query.count > 2 ? query : nil
  }

  /// The items whose titles match, the best first; those that match alike keep their order.
  static func ranked(_ items: [ListOverlay.Item], by pattern: FuzzyPattern) -> [ListOverlay.Item] {
    let matches = items.enumerated().compactMap { index, item in
      pattern.match(item.title).map { (index: index, item: item, match: $0) }
    }
    return matches.sorted { ($1.match.score, $0.index) < ($0.match.score, $1.index) }.map { found in
      var item = found.item
      item.matched = found.match.ranges
      return item
    }
  }

  /// The answer of a title search, for the list that is open.
  mutating func takeTitles(_ answer: SearchAnswer) {
    guard case .list(var list)? = overlay, list.purpose == .jump else { return }
    let chosen = list.selected > 0 && list.shown.indices.contains(list.selected) ? list.shown[list.selected].value : nil
    list.isSearching = answer.progress != nil
    list.shown = answer.hits.map { hit in
      let path = path(to: RowID(hit.place.file)) + hit.titles.dropLast().filter { !$0.isEmpty }
      let kind = tree[hit.place.file].kind == .folder ? "folder" : "note"
      return ListOverlay.Item(
        title: hit.titles.last ?? "",
        note: hit.place.topic == .root ? kind : path.suffix(3).joined(separator: between.titles),
        value: .place(hit.place),
        matched: hit.matched)
    }
    // Where the reader has moved the bar it stays on what it was on, wherever that comes to stand.
    list.selected =
      chosen.flatMap { chosen in list.shown.firstIndex { $0.value == chosen } }
      ?? min(list.selected, max(0, list.shown.count - 1))
    overlays.replaceTop(with: .list(list))
  }

  /// Shows the entry under the bar of a list of themes or annotations behind it.
  mutating func preview(_ list: ListOverlay) {
    guard list.shown.indices.contains(list.selected) else { return }
    switch list.shown[list.selected].value {
    case .theme(let name): screen.setTheme(name)
    case .attach(let row?, _): select(row)
    case .annotation(let id, let file):
      guard list.purpose == .annotations, let entry = annotationIndex(of: file)?.entry(id) else { return }
      show(SearchHit(place: RowID(file, entry.topic), field: .annotation(id)))
    case .hit(let hit): if list.isTree { show(hit) }
    case .attach(nil, _), .attachElsewhere, .review, .command, .place, .type, .severity, .link, .line, .missing,
      .restore, .conflict, .helpLine, .tag, .query:
      break
    }
  }

  private mutating func closeList(_ list: ListOverlay) -> [Effect] {
    overlays.pop()
    if list.purpose == .themes { screen.cancelThemePreview() }
    if let origin = list.origin { restore(origin) }
    return endSearch(of: list)
  }

  private mutating func take(from list: ListOverlay, in context: UpdateContext) -> [Effect] {
    guard list.shown.indices.contains(list.selected) else {
      if list.purpose == .palette, NotebookState.exWriteCommands.contains(list.query) {
        say(.nothingToWrite)
      } else if list.purpose == .palette || list.purpose == .help {
        say(.noSuchCommand(list.query))
      }
      return closeList(list)
    }
    overlays.pop()
    switch list.shown[list.selected].value {
    case .command(let command): return run(command, count: nil, in: context)
    case .helpLine(let line):
      guard case .help(var help)? = overlay else { return [] }
      help.found = line
      overlays.replaceTop(with: .help(scrolled(help, to: line)))
    case .line(let line): leaveAndSelect(line: line)
    case .place(let place):
      rememberPlace()
      jump(to: place)
      return endSearch(of: list)
    case .hit(let hit):
      // What was looked at on the way stays as it was.
      if list.isTree, let origin = list.origin { restore(origin) }
      rememberPlace()
      show(hit)
      return endSearch(of: list)
    case .link(let link): return follow(link)
    case .tag(let name):
      let effects = endSearch(of: list)
      return effects + listResults(of: query(for: list, selected: name))
    case .query(let query): return listResults(of: query)
    case .attach(let row, let quotation):
      guard case .review(let id) = list.purpose else { return [] }
      return settle(id, at: row, quotation, context)
    case .attachElsewhere(let place):
      guard case .review(let id) = list.purpose else { return [] }
      return move(id, from: selection.file, to: place.file, at: place.anchor, context)
    case .review(let action):
      guard case .review(let id) = list.purpose else { return [] }
      return settle(id, action, context)
    case .theme(let name):
      screen.chooseTheme(name)
      say(.theme(name))
    case .annotation(let id, let file):
      if case .candidates(let command) = list.purpose { return apply(command, to: id, in: file, in: context) }
      if list.purpose == .annotations { preview(list) }
      if let origin = list.origin {
        if origin.place != place { outline.leave(origin.place) }
        if list.purpose == .annotations { arrive(from: origin.outline.selection, focus) }
      }
    case .missing(let id, let file): offerMissing(id, in: file)
    case .restore(let isWanted):
      guard case .missing(let id, let file) = list.purpose else { return [] }
      return restore(id, in: file, isWanted, context)
    case .conflict(let answer):
      guard case .conflict(let id) = list.purpose else { return [] }
      return settleConflict(id, answer, context)
    case .type(let type):
      guard case .types(let annotation) = list.purpose else { return [] }
      guard let id = annotation else { return classify { $0.type = type } }
      return change(id, done: type?.rawValue ?? "note", context) { $0.type = type }
    case .severity(let severity):
      guard case .severities(let annotation) = list.purpose else { return [] }
      guard let id = annotation else { return classify { $0.severity = severity } }
      return change(id, done: severity.map { "severity \($0.rawValue)" } ?? "no severity", context) {
        $0.severity = severity
      }
    }
    return []
  }

  /// Lets go of the search that supplied a list, and takes up what it interrupted.
  private mutating func endSearch(of list: ListOverlay) -> [Effect] {
    switch list.purpose {
    case .jump, .backlinks, .brokenLinks, .tags: break
    // What is only wanted for the list ends with it; the search itself goes on.
    case .results: guard finding.isDescribing else { return [] }
    case .palette, .help, .themes, .annotations, .links, .review, .candidates, .types, .severities, .comparison,
      .missing, .conflict:
      return []
    }
    _ = finding.stop()
    return [.stopSearch] + searchAgain()
  }

  /// Saves a changed copy of an annotation of the selected file.
  private mutating func change(
    _ id: String, done: String, _ context: UpdateContext, _ alter: (inout Annotation) -> Void
  ) -> [Effect] {
    guard let annotation = expected(id, in: selection.file) else { return [] }
    var changed = annotation
    alter(&changed)
    guard changed != annotation else { return [] }
    return save([.replace(changed, was: annotation)], in: selection.file, done: done, context)
  }
}
