import Annotations
import Outline

/// Files and folders that come, go and take other names while the notebook is open.
extension NotebookState {
  /// Shows the notebook's folder as it is now. A note that is gone stays as it was last read while the reader is in it,
  /// and while something is written about it.
  mutating func apply(_ listed: FolderSnapshot) -> [Effect] {
    if let trouble = listed.trouble { message = trouble }
    guard !tree.isSingleFile, !listed.tree.isSame(as: tree) else { return [] }
    let diff = TreeDiff(of: tree, as: listed, keeping: isKeptWhenMissing)
    let wasMissing = missingFiles
    let oldPaths = Dictionary(uniqueKeysWithValues: diff.relocated.map { ($0, tree[$0].path) })
    install(diff)
    for file in missingFiles { documents[file]?.isMissing = true }
    let reopened = diff.relocated.filter { documents[$0] != nil }
    for file in reopened { documents[file]?.isMissing = false }
    let news = tree.sorted(missingFiles.subtracting(wasMissing))
    var parts = [diff.summary].compactMap(\.self)
    if let first = news.first {
      let rest = news.count > 1 ? " and \(news.count - 1) more" : ""
      let why = hasNotes(first) ? "kept for what is written about it" : "as last read here"
      parts.append("gone: \(tree.name(of: first))\(rest), \(why)")
    }
    if !parts.isEmpty { message = Message(parts.joined(separator: " · "), news.isEmpty ? .plain : .warning) }
    if !searching.text.isEmpty { searching.isIncomplete = true }
    return reopened.map { .reopen($0, was: oldPaths[$0] ?? "") } + scanUnopened(diff.new + diff.relocated)
      + searchAgain()
  }

  /// Whether notes that are gone are still shown and need not be any more.
  package var hasLeftMissingFile: Bool { missingFiles.contains { !isKeptWhenMissing($0) } }

  /// Takes notes away that are gone and that nothing holds any more.
  mutating func removeMissingFiles() -> [Effect] {
    install(TreeDiff(of: tree, as: FolderSnapshot(tree: tree.without(missingFiles)), keeping: isKeptWhenMissing))
    if !searching.text.isEmpty { searching.isIncomplete = true }
    return searchAgain()
  }

  private func isKeptWhenMissing(_ file: FileID) -> Bool {
    documents[file] != nil && (selection.file == file || hasNotes(file))
  }

  /// Whether a file has annotations or drafts, saved or on their way.
  private func hasNotes(_ file: FileID) -> Bool {
    guard let document = documents[file] else { return false }
    return !document.annotations.isEmpty || !document.drafts.isEmpty || !document.missing.isEmpty
      || session?.file == file || pendingSaves.values.contains { $0.file == file }
  }

  /// Asks for the annotations of files that are not open, which somebody has changed.
  func scanAnnotated(_ names: [String]) -> [Effect] {
    let names = Set(names)
    return scanUnopened(tree.files.filter { names.contains(tree.name(of: $0)) })
  }

  /// Asks for the annotations of those of `files` that are not open.
  private func scanUnopened(_ files: [FileID]) -> [Effect] {
    let unopened = files.filter { tree[$0].kind == .file && documents[$0] == nil }
    return unopened.isEmpty || isListing ? [] : [.scanAnnotations(unopened)]
  }

  /// Shows the tree as it is after a new listing; what remembers rows of files that are gone is brought elsewhere.
  private mutating func install(_ diff: TreeDiff) {
    for file in diff.dropped {
      saveFolds(of: file)
      if zoom?.file == file { setZoom(nil) }
    }
    let map = Relocation(listing: diff, after: tree)
    tree = diff.tree
    missingFiles = Set(diff.missing)
    for file in diff.dropped {
      documents[file] = nil
      summaries[file] = nil
      opening.remove(file)
      failures[file] = nil
      detachedSidecars[file] = nil
    }
    // The answer names the path that a file had: it is asked for again.
    for file in diff.relocated { opening.remove(file) }
    foldedNodes.formUnion(diff.new)
    undoStack.keepFiles(where: tree.contains)
    detail.atHand = []
    let selected = selection
    relocate(map)
    if selection != selected {
      // What was shown belongs to nothing now.
      detail.layout = nil
      detail.key = nil
      resetDetail()
    }
    tallies = [:]
    for file in annotatedFiles { updateTally(of: file) }
    readingProgress = [:]
    for file in documents.keys { updateReadingProgress(of: file) }
    settle()
  }
}
