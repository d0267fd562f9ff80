import Annotations
import Outline

/// Files and folders that come, go and take other names while the notebook is open.
extension NotebookState {
  /// Shows the notebook's folder as it is now. A note that is gone stays as it was last read while the reader is in it,
  /// and while something is written about it.
  mutating func apply(_ listed: FolderSnapshot) -> [Effect] {
    if let trouble = listed.trouble { screen.show(trouble) }
    guard !tree.isSingleFile, !listed.tree.isSame(as: tree) else { return [] }
    let diff = TreeDiff(of: tree, as: listed, keeping: isKeptWhenMissing)
    let wasMissing = files.missing
    let oldPaths = Dictionary(uniqueKeysWithValues: diff.relocated.map { ($0, tree[$0].path) })
    install(diff)
    let news = tree.sorted(files.missing.subtracting(wasMissing))
    var summary = diff.summary
    summary.missing = news.map(tree.name(of:))
    summary.hasNotes = news.first.map(hasNotes) ?? false
    if !summary.isEmpty { say(.relisted(summary)) }
    finding.modify { $0.noteChange() }
    return [.unwatchMoved]
      + diff.relocated.filter { documents[$0] != nil }.map { .reopen($0, was: oldPaths[$0] ?? "") }
      + scanUnopened(diff.new + diff.relocated) + searchAgain()
  }

  /// Whether notes that are gone are still shown and need not be any more.
  package var hasLeftMissingFile: Bool { files.missing.contains { !isKeptWhenMissing($0) } }

  /// Takes notes away that are gone and that nothing holds any more.
  mutating func removeMissingFiles() -> [Effect] {
    install(TreeDiff(of: tree, as: FolderSnapshot(tree: tree.without(files.missing)), keeping: isKeptWhenMissing))
    finding.modify { $0.noteChange() }
    return [.unwatchMoved] + searchAgain()
  }

  private func isKeptWhenMissing(_ file: FileID) -> Bool {
    documents[file] != nil && (selection.file == file || hasNotes(file))
  }

  /// Whether a file has annotations or drafts, saved or on their way.
  private func hasNotes(_ file: FileID) -> Bool {
    guard let document = documents[file] else { return false }
    return !document.annotations.isEmpty || !document.drafts.isEmpty || !document.missing.isEmpty
      || session?.file == file || annotating.pendingSaves.values.contains { $0.file == file }
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
    files.install(diff)
    annotating.forgetFiles(notIn: tree)
    let selected = selection
    relocate(map)
    if selection != selected {
      // What was shown belongs to nothing now.
      detail.clear()
      resetDetail()
    }
    for file in annotatedFiles { updateTally(of: file) }
    settle()
  }
}
