import Search
import TextWidth

/// The help screen: scrolling it, and finding a command in it.
extension NotebookState {
  /// The lines of the help screen, in the keys in force.
  private var helpLines: [HelpText.Line] { HelpText.lines(keymap: keymap, ascii: options.ascii) }

  /// The rows of the help screen.
  package var helpRows: HelpText.Rows {
    HelpText.rows(helpLines, columns: helpColumns - 2) { options.width.columns(of: $0) }
  }

  /// The columns of the help screen, its frame among them.
  package var helpColumns: Int { min(size.columns, 92) }

  /// The rows of the help screen, its frame left out.
  private var helpHeight: Int { max(1, size.rows - 3) }

  mutating func runInHelp(_ command: Command, _ help: HelpView) -> [Effect] {
    var help = help
    let last = max(0, helpRows.rows.count - helpHeight)
    switch command {
    case .move(.down): help.top += 1
    case .move(.up): help.top -= 1
    case .move(.pageDown): help.top += helpHeight
    case .move(.pageUp): help.top -= helpHeight
    case .move(.first): help.top = 0
    case .move(.last): help.top = last
    case .find(.search):
      overlays.push(.list(helpList()))
      return []
    case .find(.palette):
      if session == nil {
        overlays.pop()
        beginPalette()
      } else {
        say(.saveFirst)
      }
      return []
    case .choose(.cancel):
      overlays.pop()
      return []
    case .move, .fold, .pane, .find, .annotation, .reading, .link, .program, .select, .choose, .write: break
    }
    help.top = max(0, min(last, help.top))
    overlays.replaceTop(with: .help(help))
    return []
  }

  /// The commands of the help screen, to find one by its name or by what it does.
  private func helpList() -> ListOverlay {
    let items = helpLines.enumerated().compactMap { index, line -> ListOverlay.Item? in
      guard case .command(let keys, let text, let name) = line else { return nil }
      return ListOverlay.Item(
        title: name.isEmpty ? text : "\(name): \(text)", note: keys, value: .helpLine(index))
    }
    return ListOverlay(purpose: .help, title: "Find in the help", all: items, shown: items)
  }

  /// The help screen over a text that is being written, at what is about writing.
  var helpOnWriting: HelpView { help(at: .editing) }

  /// The help screen at what is about the pane that one is in.
  var helpHere: HelpView {
    focus == .outline ? HelpView() : help(at: isFolder(selection) || showsSource ? .panes : .selecting)
  }

  private func help(at section: CommandSection) -> HelpView {
    var help = HelpView()
    let rows = helpRows
    let start = rows.rows.firstIndex(of: .section(section.rawValue)) ?? 0
    help.top = max(0, min(start, rows.rows.count - helpHeight))
    return help
  }

  /// Scrolls the help screen to a line of it, a little below the top where there is something above.
  func scrolled(_ help: HelpView, to line: Int) -> HelpView {
    var help = help
    let rows = helpRows
    let row = rows.starts.indices.contains(line) ? rows.starts[line] : 0
    help.top = max(0, min(row - helpHeight / 3, rows.rows.count - helpHeight))
    return help
  }
}
