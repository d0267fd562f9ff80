import Annotations
import Outline
import Terminal

/// The only place where the state changes.
extension NotebookState {
  /// Takes in one event and returns what the outside has to do about it.
  package mutating func update(_ event: NotebookEvent, in context: UpdateContext) -> [Effect] {
    let pending = keys.pending
    let (selected, first) = (selection, top)
    let effects = handle(event, in: context)
    scrollToSelection(isStep: selection != selected && top == first)
    settleDetail()
    return effects + (keys.pending == pending ? [] : [keys.pending.isEmpty ? .cancelHint : .scheduleHint])
      + openWhatIsShown() + readHeadsInView()
  }

  private mutating func handle(_ event: NotebookEvent, in context: UpdateContext) -> [Effect] {
    switch event {
    case .terminal(let event):
      switch event {
      case .key, .keyAfterEscape, .typed, .paste, .mouse: screen.endGreeting()
      case .escapeWithdrawn, .resize, .focus, .reply: break
      }
      let row = selection
      let effects = handle(event, in: context)
      noteSeen(leaving: row)
      return effects
    case .opened(let version, let source):
      guard tree.isCurrent(version) else { return [] }
      install(source, as: version.file)
      let wantsReading = !source.isPartial && documents[version.file]?.reading == nil
      return searchAgain() + (wantsReading ? [.recallReading(version.file)] : [])
    case .couldNotOpen(let version, let reason):
      guard tree.isCurrent(version) else { return [] }
      fail(version.file, because: reason)
      return resumeWalk()
    case .listed(let listed, let isComplete, let trouble):
      let effects = append(listed, isComplete: isComplete)
      if let trouble { screen.show(trouble) }
      return effects
    case .relisted(let listed): return apply(listed)
    case .leftMissingFile: return removeMissingFiles()
    case .annotated(let names): return scanAnnotated(names)
    case .scanned(let scan):
      apply(scan)
      sayWaiting()
    case .annotations(let version, let read):
      guard tree.isCurrent(version) else { return [] }
      let effects = apply(read, to: version.file, in: context)
      sayWaiting()
      return [.watch(version.file)] + effects + findText(of: version.file)
    case .remembered(let request, let anchor): return apply(anchor, for: request, in: context)
    case .saved(let number, let file, let read): return finishSave(number, file, read, in: context)
    case .notSaved(let number, _, let reason): return failSave(number, because: reason)
    case .reading(let version, let reading, let blob):
      guard tree.isCurrent(version) else { return [] }
      let effects = take(reading, blob: blob, of: version.file)
      refreshAnnotationList()
      sayWaiting()
      return effects + resumeWalk()
    case .found(let answer): return take(answer)
    case .foundElsewhere(let id, let places): offer(places, for: id)
    case .textEdited(let text): return replaceText(with: text, in: context)
    case .heads(let heads):
      for (version, head) in heads where tree.isCurrent(version) { files.setHead(head, of: version.file) }
    case .notice(let notice):
      // What went wrong is not hidden by what matters less.
      if message?.tone != .error || notice.tone == .error { screen.show(notice) }
    case .copied(let copied, let outcome):
      if copied != .editedText || !outcome.isGood { say(.copied(copied, outcome)) }
    case .hintDue: keys.showHint()
    case .foundAlias(let version, let anchor):
      return tree.isCurrent(version) ? followAnchor(anchor, in: version.file) : []
    }
    return []
  }

  private mutating func handle(_ event: TerminalEvent, in context: UpdateContext) -> [Effect] {
    switch event {
    case .key(let key) where key == Key(.escape): return pressEscape(key, in: context)
    case .keyAfterEscape(let key): return pressAfterEscape(key, in: context)
    case .escapeWithdrawn: return withdrawEscape()
    case .key(let key):
      beforeEscape = nil
      return press(key, in: context)
    case .typed(let keys):
      beforeEscape = nil
      return type(keys, in: context)
    case .paste(let text):
      beforeEscape = nil
      return paste(text, in: context)
    case .mouse(let event):
      beforeEscape = nil
      return take(event, in: context)
    case .resize(let size):
      screen.resize(to: size)
      layOutTree()
      return []
    case .focus, .reply: return []
    }
  }
}
