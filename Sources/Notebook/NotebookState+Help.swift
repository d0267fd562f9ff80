import Search
import TextWidth

/// The help screen: scrolling it, and finding a command in it.
extension NotebookState {
  /// What the help screen shows, in the keys in force.
  private var helpLines: [HelpText.Line] { HelpText.lines(keymap: keymap, ascii: options.ascii) }

  /// What the help screen shows, row by row.
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
    case .down: help.top += 1
    case .up: help.top -= 1
    case .pageDown: help.top += helpHeight
    case .pageUp: help.top -= helpHeight
    case .first: help.top = 0
    case .last: help.top = last
    case .search:
      push(.list(helpList()))
      return []
    case .palette:
      if session == nil {
        popOverlay()
        beginPalette()
      } else {
        message = Message("commands wait until the text is saved or left", .warning)
      }
      return []
    case .cancel:
      popOverlay()
      return []
    default: break
    }
    help.top = max(0, min(last, help.top))
    replaceOverlay(with: .help(help))
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
  var helpOnWriting: HelpView {
    var help = HelpView()
    let rows = helpRows
    let start = rows.rows.firstIndex(of: .section(CommandSection.editing.rawValue)) ?? 0
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
