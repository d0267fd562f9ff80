import Layout
import Outline
import Terminal

/// What each command does, by what the keys speak to.
extension NotebookState {
  mutating func run(_ command: Command, count: Int?, in context: UpdateContext) -> [Effect] {
    if command == .redraw { return [.redraw] }
    if command == .suspend { return [.suspend] }
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
    let times = count ?? 1
    switch command {
    case .back where origin != nil && jumpList.isAtStart: return [.goBack]
    case .down, .up, .first, .last, .left, .right, .pageDown, .pageUp, .halfPageDown, .halfPageUp, .nextSibling,
      .previousSibling, .parent, .placeMiddle, .placeTop, .placeBottom, .back, .forward:
      if focus == .detail, moveInDetail(command, count: count) { return [] }
      move(command, count: count)
    case .foldToggle, .foldOpen, .foldClose, .foldToggleAll, .foldOpenAll, .foldCloseAll, .closeEverything,
      .openEverything, .foldMore, .foldLess, .foldLevel1, .foldLevel2, .foldLevel3, .foldLevel4, .foldLevel5,
      .foldLevel6, .foldLevel7, .foldLevel8, .foldLevel9, .foldCycle, .foldCycleHere, .foldOthers, .zoomIn, .zoomUp,
      .zoomOut:
      fold(command, count: count)
    case .enterDetail: return enterDetail()
    case .otherPane: focus = focus == .outline ? .detail : .outline
    case .scrollDetailDown: scrollDetail(by: times)
    case .scrollDetailUp: scrollDetail(by: -times)
    case .wider: outlineShare = min(0.8, outlineShare + 0.05 * Double(times))
    case .narrower: outlineShare = max(0.2, outlineShare - 0.05 * Double(times))
    case .arrangement: nextArrangement()
    case .rawSource:
      showsSource.toggle()
      resetDetail()
      // Where it can't be seen, it is said.
      if panes.detail.isEmpty {
        let key = keymap.label(of: .otherPane, in: .outline, else: "the other pane")
        message = Message(showsSource ? "the source: \(key) shows it" : "the text again, not the source")
      }
    case .search: beginPrompt(.search)
    case .filter: beginPrompt(.filter)
    case .nextHit: walkHits(by: times)
    case .previousHit: walkHits(by: -times)
    case .forgetSearch: return forgetSearch()
    case .searchTitle: return searchTitle()
    case .jump: return beginJump()
    case .palette: beginPalette()
    case .editAnnotation: return takeUnderCursor(in: context)
    case .annotate, .annotateFile, .reply, .resolve, .setType, .setSeverity, .delete, .cut:
      return annotate(command, in: context)
    case .undo: return takeBack(.undo)
    case .redo: return takeBack(.redo)
    case .nextAnnotation: walkAnnotations(by: times)
    case .previousAnnotation: walkAnnotations(by: -times)
    case .nextReview: review(by: times)
    case .previousReview: review(by: -times)
    case .reading: return markReading()
    case .readBranch: return markBranchRead()
    case .nextChange: return walkUnseen(by: times)
    case .previousChange: return walkUnseen(by: -times)
    case .listAnnotations: beginAnnotationList()
    case .copyTopic: return copyTopic()
    case .copyLink: return copyLink()
    case .openLink: return openLink()
    case .listLinks: return listLinks()
    case .listBacklinks: return listBacklinks()
    case .mark, .goToMark: awaitingLetter = command
    case .paste: return pasteAnnotation()
    case .openEditor: return editSource()
    case .theme: beginThemes()
    case .mouse: return toggleMouse()
    case .help: push(.help(HelpView()))
    case .quit: return [.quit]
    case .suspend: return [.suspend]
    case .redraw: return [.redraw]
    case .select: beginSelecting()
    case .extendDown, .extendUp, .extendLeft, .extendRight, .extendWord, .extendWordBack, .extendWordEnd,
      .extendLineStart, .extendLineEnd, .accept, .cancel, .erase, .eraseAll, .save, .leaveDraft, .discard,
      .externalEditor, .findText, .findNext, .findPrevious:
      break
    }
    return []
  }

  /// The next of the three ways for the panes to stand.
  private mutating func nextArrangement() {
    let all = PaneArrangement.allCases
    arrangement = all[((all.firstIndex(of: arrangement) ?? 0) + 1) % all.count]
    let name = arrangement.rawValue.replacing("-", with: " ")
    message = Message(
      panes.arrangement == arrangement ? "panes: \(name)" : "panes: \(name), where there is room for it")
  }

  private mutating func toggleMouse() -> [Effect] {
    mouseIsOn.toggle()
    message = Message(mouseIsOn ? "mouse on" : "mouse off: the terminal has it")
    return [.setMouse(mouseIsOn)]
  }

  private mutating func copyTopic() -> [Effect] {
    guard let document = selectedDocument else {
      refuseToCopy()
      return []
    }
    let subtree = document.sourceRange(of: selection.topic)
    message = Message("copied \"\(title(of: selection))\"", .good)
    return [.copy(document.outline.sourceText(subtree))]
  }

  private mutating func editSource() -> [Effect] {
    guard let document = selectedDocument else {
      message = Message(failures[selection.file] ?? "a folder can't be edited: open a note", .warning)
      return []
    }
    var line = document.outline[selection.topic].line
    if focus == .detail, showsSource {
      line = LineNumber(detail.sourceCursor.line)
    } else if focus == .detail, let cursor = detail.cursor, let source = detail.layout?.line(at: cursor)?.text.source {
      line = document.outline.line(at: source.lowerBound)
    }
    return [.editSource(selection.file, line)]
  }

  private mutating func enterDetail() -> [Effect] {
    if tree[selection.file].kind == .folder || (selection.topic == .root && !tree.isSingleFile),
      isFolded(selection)
    {
      fold(.foldOpen)
      return []
    }
    focus = .detail
    return []
  }
}
