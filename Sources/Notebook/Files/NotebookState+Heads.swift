import Annotations
import Outline

/// Titles of notes that are not open, and what a folder has in it.
extension NotebookState {
  /// The beginning of a note as far as it is known.
  package func head(of file: FileID) -> NoteHead? {
    if let document = documents[file] { return document.head }
    return files.heads[file] ?? nil
  }

  /// The title that a note gives itself, where it is to be shown.
  func ownTitle(of file: FileID) -> String? {
    guard options.titles != .name, tree[file].kind == .file, file != FileTree.root else { return nil }
    return head(of: file)?.title
  }

  /// Asks for the beginnings of notes whose titles are in view.
  mutating func readHeadsInView() -> [Effect] {
    guard !tree.isSingleFile else { return [] }
    var wanted: [FileID] = []
    if options.titles != .name { wanted += rows(from: top, count: outlineHeight).map(\.file) }
    if isFolder(selection) {
      wanted += folderFiles(of: selection.file).prefix(NotebookState.mostHeads)
      if let readme = readme(of: selection.file) { wanted.append(readme) }
    }
    let unknown = files.requestHeads(wanted)
    return unknown.isEmpty ? [] : [.readHeads(unknown)]
  }

  /// Beginnings of the notes of one folder that are read at most.
  private static let mostHeads = 300

  func isFolder(_ row: RowID) -> Bool { row.topic == .root && tree[row.file].kind == .folder }

  /// The files and folders right below a folder, in their order.
  func folderFiles(of folder: FileID) -> [FileID] {
    let inside = tree.subtree(of: folder)
    var children: [FileID] = []
    var position = inside.lowerBound + 1
    while position < inside.upperBound {
      let node = tree.nodes[position]
      children.append(node.id)
      position += max(1, node.subtreeCount)
    }
    return children
  }

  /// The note that says what a folder is.
  private func readme(of folder: FileID) -> FileID? {
    let names = ["readme.md", "index.md", "readme.markdown", "readme"]
    let children = folderFiles(of: folder)
    for name in names {
      if let file = children.first(where: { tree[$0].kind == .file && tree[$0].name.lowercased() == name }) {
        return file
      }
    }
    return nil
  }

  /// Something that a folder has in it, as the detail pane lists it.
  package struct FolderEntry: Hashable, Sendable {
    /// The note or folder.
    package var file: FileID
    /// Whether it is a folder, not a note.
    package var isFolder: Bool
    /// The title of a note, else the name.
    package var title: String
    /// The name, where that is not the title.
    package var name: String
    /// The number of notes in a folder.
    package var notes: Int
    /// The share of topics that are read, in percent, at least 1; nil where it is not known, or nothing is read.
    package var readShare: Int?
    /// The number of annotations in it that are marked as questions.
    package var questions: Int
    /// The number of annotations in it that need a review.
    package var toReview: Int
  }

  /// The notes and folders right below the selected folder; nil where no folder is selected.
  /// - Complexity: O(files and folders right below it)
  package var folderEntries: [FolderEntry]? {
    guard isFolder(selection) else { return nil }
    return folderFiles(of: selection.file).map { file in
      let node = tree[file]
      let title = node.kind == .file ? head(of: file)?.title : nil
      let progress = files.readingProgress[file]
      let isWhole = progress.map { $0.files == node.fileCount && $0.topics > 0 } ?? false
      let share = progress.flatMap { isWhole && $0.read > 0 ? max(1, $0.read * 100 / $0.topics) : nil }
      let tally = annotating.tallies[file]
      return FolderEntry(
        file: file, isFolder: node.kind == .folder, title: title ?? node.name, name: title == nil ? "" : node.name,
        notes: node.fileCount, readShare: share, questions: tally?[.question] ?? 0, toReview: tally?[.review] ?? 0)
    }
  }

  /// The first paragraph of the note that says what the selected folder is.
  package var folderParagraph: String? {
    guard isFolder(selection), let readme = readme(of: selection.file) else { return nil }
    return head(of: readme)?.paragraph
  }

  /// The entry of the selected folder under the cursor of the detail pane.
  package var folderCursor: Int {
    guard let file = detail.folderCursor else { return 0 }
    return folderFiles(of: selection.file).firstIndex(of: file) ?? 0
  }

  /// Moves the cursor over what the selected folder has in it.
  mutating func moveInFolder(_ command: Command.Move, count: Int?) -> DetailPane.Outcome {
    let files = folderFiles(of: selection.file)
    guard !files.isEmpty else { return command == .left ? .leavesPane : .isForOutline }
    let times = count ?? 1
    let target: Int
    switch command {
    case .down: target = folderCursor + times
    case .up: target = folderCursor - times
    case .halfPageDown: target = folderCursor + detailHeight / 2
    case .halfPageUp: target = folderCursor - detailHeight / 2
    case .pageDown: target = folderCursor + detailHeight
    case .pageUp: target = folderCursor - detailHeight
    case .first where count == nil: target = 0
    case .last where count == nil: target = files.count - 1
    case .left: return .leavesPane
    case .right, .first, .last, .nextSibling, .previousSibling, .parent, .placeMiddle, .placeTop, .placeBottom, .back,
      .forward, .mark, .goToMark:
      return .isForOutline
    }
    detail.setFolderCursor(files[max(0, min(files.count - 1, target))])
    return .done
  }

  /// Opens what is under the cursor in a folder's list.
  mutating func openFolderEntry() {
    let files = folderFiles(of: selection.file)
    guard files.indices.contains(folderCursor) else { return }
    let file = files[folderCursor]
    rememberPlace()
    jump(to: RowID(file))
    outline.setFolded(false, file)
  }
}
