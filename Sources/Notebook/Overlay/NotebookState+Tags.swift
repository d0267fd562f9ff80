import Search

/// The list of all tags, with the number of topics that have them.
extension NotebookState {
  mutating func beginTags() -> [Effect] {
    overlays.push(.list(ListOverlay(purpose: .tags, title: "Tags", isSearching: true, origin: snapshot)))
    return ask(.tags, "")
  }

  mutating func takeTags(_ answer: SearchAnswer) {
    guard case .list(var list)? = overlay, list.purpose == .tags else { return }
    list.isSearching = answer.progress != nil
    list.tags = answer.tags
    if answer.progress == nil { finding.setTags(answer.tags.map(\.name)) }
    if list.tags.isEmpty, !list.isSearching {
      overlays.pop()
      say(.noTags)
      return
    }
    show(tags: list)
  }

  /// Marks a tag, or takes the mark away: marked ones are looked for together.
  mutating func toggle(_ list: ListOverlay) {
    guard list.purpose == .tags, list.shown.indices.contains(list.selected),
      case .tag(let name) = list.shown[list.selected].value
    else { return }
    var list = list
    if list.marked.remove(name) == nil { list.marked.insert(name) }
    show(tags: list)
  }

  /// The query for the marked tags, and for the selected one where none is.
  func query(for list: ListOverlay, selected name: String) -> String {
    let names = list.marked.isEmpty ? [name] : list.tags.map(\.name).filter(list.marked.contains)
    return names.map { "tag:" + $0 }.joined(separator: " ")
  }

  mutating func show(tags list: ListOverlay) {
    var list = list
    let chosen = list.shown.indices.contains(list.selected) ? list.shown[list.selected].value : nil
    let typed = list.query.lowercased()
    let tags = list.tags.filter { typed.isEmpty || $0.name.lowercased().contains(typed) }
    let sorted = list.order == .rank ? tags : tags.sorted { $0.sortedName.lexicographicallyPrecedes($1.sortedName) }
    let mark = options.ascii ? "*" : "✓"
    list.shown = sorted.map { tag in
      let isMarked = list.marked.contains(tag.name)
      let lead = (list.marked.isEmpty ? "" : isMarked ? mark + " " : "  ") + String(repeating: "  ", count: tag.depth)
      let title = lead + "#" + tag.name
      var matched: [Range<Int>] = []
      let small = tag.name.lowercased()
      if !typed.isEmpty, small.utf8.count == tag.name.utf8.count, let found = small.firstRange(of: typed) {
        let start = lead.utf8.count + 1 + small[..<found.lowerBound].utf8.count
        matched = [start..<start + typed.utf8.count]
      }
      return ListOverlay.Item(title: title, note: "\(tag.count)", value: .tag(tag.name), matched: matched)
    }
    let number = list.marked.isEmpty ? "\(list.tags.count)" : "\(list.marked.count) marked"
    list.title = "Tags: \(number)"
    list.selected = chosen.flatMap { value in list.shown.firstIndex { $0.value == value } } ?? 0
    overlays.replaceTop(with: .list(list))
  }
}

extension TagCount {
  /// The parts of the name in small letters, so that what is below a tag stands behind it.
  fileprivate var sortedName: [String] { name.lowercased().split(separator: "/").map(String.init) }
}
