import Layout
import Outline
import Terminal

/// Running commands, by what the keys speak to.
extension NotebookState {
  mutating func run(_ command: Command, count: Int?, in context: UpdateContext) -> [Effect] {
    if command == .program(.redraw) { return [.redraw] }
    if command == .program(.suspend) { return [.suspend] }
    switch overlay {
    case .prompt: return runInPrompt(command)
    case .list: return runInList(command, in: context)
    case .help(let help): return runInHelp(command, help)
    case .confirmation: return []
    case nil where session != nil: return runInEditor(command, in: context)
    case nil:
      if detail.selecting != nil, let effects = runSelecting(command, count: count, in: context) { return effects }
      return runBrowsing(command, count: count, in: context)
    }
  }

  private mutating func runBrowsing(_ command: Command, count: Int?, in context: UpdateContext) -> [Effect] {
    switch command {
    case .move(let move): return run(move, count: count)
    case .fold(let fold): self.fold(fold, count: count)
    case .pane(let pane): return run(pane, times: count ?? 1)
    case .find(let find): return run(find, times: count ?? 1)
    case .annotation(let annotation): return run(annotation, times: count ?? 1, in: context)
    case .reading(let reading): return run(reading, count: count)
    case .link(let link): return run(link)
    case .program(let program): return run(program)
    case .select(let motion): moveCursor(motion, count: count)
    case .choose, .write: break
    }
    return []
  }

  private mutating func run(_ command: Command.Move, count: Int?) -> [Effect] {
    switch command {
    case .back where files.origin != nil && outline.jumpList.isAtStart: return [.goBack]
    case .mark, .goToMark: keys.awaitLetter(for: .move(command))
    case .down, .up, .first, .last, .left, .right, .pageDown, .pageUp, .halfPageDown, .halfPageUp, .nextSibling,
      .previousSibling, .parent, .placeMiddle, .placeTop, .placeBottom, .back, .forward:
      if focus == .detail, moveInDetail(command, count: count) { return [] }
      move(command, count: count)
    }
    return []
  }

  private mutating func run(_ command: Command.Pane, times: Int) -> [Effect] {
    switch command {
    case .enterDetail: enterDetail()
    case .otherPane: screen.switchFocus()
    case .scrollDetailDown: scrollDetail(by: times)
    case .scrollDetailUp: scrollDetail(by: -times)
    case .wider: screen.widenOutline(by: times)
    case .narrower: screen.widenOutline(by: -times)
    case .arrangement: nextArrangement()
    case .context: toggleContext()
    case .wrapping: nextWrapping()
    case .rawSource:
      detail.toggleSource()
      resetDetail()
      // Where it can't be seen, it is said.
      if panes.detail.isEmpty { say(showsSource ? .sourceHidden : .textHidden) }
    }
    return []
  }

  private mutating func run(_ command: Command.Find, times: Int) -> [Effect] {
    switch command {
    case .search: beginPrompt(.search)
    case .filter: beginPrompt(.filter)
    case .nextHit: walkHits(by: times)
    case .previousHit: walkHits(by: -times)
    case .forgetSearch: return forgetSearch()
    case .searchTitle: return searchTitle()
    case .jump: return beginJump()
    case .palette: beginPalette()
    case .results: return beginResults()
    case .tags: return beginTags()
    case .tasks: return listTasks()
    case .brokenLinks: return listBrokenLinks()
    }
    return []
  }

  private mutating func run(_ command: Command.Annotation, times: Int, in context: UpdateContext) -> [Effect] {
    switch command {
    case .editAnnotation: return takeUnderCursor(in: context)
    case .annotate, .annotateFile, .reply, .resolve, .setType, .setSeverity, .delete, .cut:
      return annotate(command, in: context)
    case .paste: return pasteAnnotation(context)
    case .undo: return revert(.undo)
    case .redo: return revert(.redo)
    case .nextAnnotation: walkAnnotations(by: times)
    case .previousAnnotation: walkAnnotations(by: -times)
    case .nextReview: return review(by: times)
    case .previousReview: return review(by: -times)
    case .nextDraft: walkDrafts(by: times)
    case .previousDraft: walkDrafts(by: -times)
    case .counts: sayCounts()
    case .listAnnotations: return beginAnnotationList()
    }
    return []
  }

  private mutating func run(_ command: Command.Reading, count: Int?) -> [Effect] {
    let times = count ?? 1
    return switch command {
    case .reading: markReading(count: count)
    case .readBranch: markBranchRead()
    case .nextChange: walk(.changed, by: times)
    case .previousChange: walk(.changed, by: -times)
    case .nextUnread: walk(.unread, by: times)
    case .previousUnread: walk(.unread, by: -times)
    case .nextAgain: walk(.again, by: times)
    case .previousAgain: walk(.again, by: -times)
    }
  }

  private mutating func run(_ command: Command.Link) -> [Effect] {
    switch command {
    case .copyTopic: copyTopic()
    case .copyLink: copyLink()
    case .openLink: openLink()
    case .listLinks: listLinks()
    case .listBacklinks: listBacklinks()
    }
  }

  private mutating func run(_ command: Command.Program) -> [Effect] {
    switch command {
    case .openEditor: return editSource()
    case .theme: beginThemes()
    case .mouse: return toggleMouse()
    case .help: overlays.push(.help(helpHere))
    case .quit: return [.quit]
    case .suspend: return [.suspend]
    case .redraw: return [.redraw]
    }
    return []
  }

  /// The next of the three ways for the panes to stand.
  private mutating func nextArrangement() {
    screen.nextArrangement()
    let name = screen.arrangement.rawValue.replacing("-", with: " ")
    say(.panes(name, hasRoom: panes.arrangement == screen.arrangement))
  }

  private mutating func toggleMouse() -> [Effect] {
    screen.toggleMouse()
    say(.mouse(isOn: screen.mouseIsOn))
    return [.setMouse(screen.mouseIsOn)]
  }

  private mutating func copyTopic() -> [Effect] {
    guard let document = selectedDocument else {
      refuseToCopy()
      return []
    }
    let subtree = document.sourceRange(of: selection.topic)
    return [.copy(document.outline.sourceText(subtree), .topic(title: title(of: selection)))]
  }

  private mutating func editSource() -> [Effect] {
    guard let document = selectedDocument else {
      say(failures[selection.file].map { .unreadable($0) } ?? .folderNotEditable)
      return []
    }
    var line = document.outline[selection.topic].line
    if focus == .detail, showsSource {
      line = LineNumber(detail.source.cursor.line)
    } else if focus == .detail, let cursor = detail.cursor, let source = detail.layout?.line(at: cursor)?.text.source {
      line = document.outline.line(at: source.lowerBound)
    }
    return [.editSource(selection.file, line)]
  }

  private mutating func enterDetail() {
    if tree[selection.file].kind == .folder || (selection.topic == .root && !tree.isSingleFile),
      isFolded(selection)
    {
      fold(.foldOpen)
      return
    }
    screen.setFocus(.detail)
  }
}
