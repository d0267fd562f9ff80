import Annotations
import Outline

/// The notes of the notebook: the tree of files and folders, what was read of them, and what is on its way.
package struct Files: Sendable {
  /// The files and folders of the notebook, as far as they were found.
  package private(set) var tree: FileTree { didSet { links = nil } }
  /// Whether files are still being found.
  package private(set) var isListing: Bool
  /// The files that are open.
  package private(set) var documents: [FileID: Document] = [:]
  /// Files that were asked for and have not come.
  package private(set) var opening: Set<FileID> = []
  /// The reasons why files could not be opened, or read to their end.
  package private(set) var failures: [FileID: String] = [:]
  /// Files that are there no more and shown as they were last read.
  private(set) var missing: Set<FileID> = []
  /// The reader's progress in each file and folder, as far as it is known.
  private(set) var readingProgress: [FileID: ReadingProgress] = [:]
  /// The marks of reading in files that are not open, as far as some were stored.
  private(set) var scannedReadings: [FileID: NoteReading] = [:]
  /// The beginnings of files that are not open, as far as they were read; nil for those that were asked for.
  private(set) var heads: [FileID: NoteHead?] = [:]
  /// The view as it was left the last time, for files that are still to be opened.
  private(set) var savedView: SavedView?
  /// The name of the notebook that was left for this one by a link: the way back leads there at last.
  package private(set) var origin: String?
  /// The resolver of links in the tree, once one was followed.
  private(set) var links: LinkResolver?

  init(_ tree: FileTree, isListing: Bool) {
    self.tree = tree
    self.isListing = isListing
  }

  // MARK: The tree

  /// Adds files that were found to the end of the tree and returns the files and folders that this adds to it.
  mutating func append(_ files: [ListedFile], isComplete: Bool) -> [FileID] {
    let start = tree.nodes.count
    for file in files { tree.append(file.name, in: file.folders) }
    if isComplete { isListing = false }
    return tree.nodes[start...].map(\.id)
  }

  /// Takes the tree as it is after a new listing; what was known of files that are gone is forgotten.
  mutating func install(_ diff: TreeDiff) {
    tree = diff.tree
    missing = Set(diff.missing)
    for file in diff.dropped {
      documents[file] = nil
      opening.remove(file)
      failures[file] = nil
    }
    // The answer will name the path that a file had: it is asked for again.
    for file in diff.relocated { opening.remove(file) }
    for file in missing { documents[file]?.isMissing = true }
    for file in diff.relocated where !missing.contains(file) { documents[file]?.isMissing = false }
    readingProgress = [:]
    // Files that came, or came back, say something else perhaps.
    heads = heads.filter { tree.contains($0.key) && !diff.relocated.contains($0.key) }
    scannedReadings = scannedReadings.filter { tree.contains($0.key) && !diff.relocated.contains($0.key) }
    for file in Set(documents.keys).union(scannedReadings.keys) { updateReadingProgress(of: file) }
  }

  /// The resolver of links in the tree, made where there is none yet.
  mutating func linkResolver() -> LinkResolver {
    let resolver = links ?? LinkResolver(tree)
    links = resolver
    return resolver
  }

  mutating func setOrigin(_ origin: String?) { self.origin = origin }

  mutating func setSavedView(_ view: SavedView?) { savedView = view }

  /// A file is as it was left the last time: what was remembered of it is of no use any more.
  mutating func forgetSavedView(ofFile name: String) { savedView?.files[name] = nil }

  // MARK: Beginnings

  /// Returns those of `files` that are not open and whose beginnings are not known, which are asked for from now on.
  mutating func requestHeads(_ files: some Sequence<FileID>) -> [FileID] {
    files.filter { file in
      guard tree.contains(file), tree[file].kind == .file, documents[file] == nil, heads[file] == nil else {
        return false
      }
      heads[file] = .some(nil)
      return true
    }
  }

  mutating func setHead(_ head: NoteHead, of file: FileID) { heads[file] = head }

  // MARK: Opening

  /// Returns those of `files` that are neither open nor on their way, which they are from now on.
  mutating func request(_ files: some Sequence<FileID>) -> [FileID] {
    files.filter { file in
      guard tree[file].kind == .file, documents[file] == nil, failures[file] == nil else { return false }
      return opening.insert(file).inserted
    }
  }

  /// A file has come, or a part of it.
  mutating func finishOpening(_ file: FileID, isPartial: Bool) {
    if !isPartial { opening.remove(file) }
    failures[file] = nil
  }

  /// Shows a file that was not open.
  mutating func open(_ file: FileID, _ document: Document) { documents[file] = document }

  /// A file can't be read: one that is open stays as it was last read.
  mutating func fail(_ file: FileID, because reason: String) {
    opening.remove(file)
    guard let document = documents[file] else {
      failures[file] = reason
      return
    }
    // The rest of a file does not come any more, unless something happens to it.
    if document.isPartial { failures[file] = reason }
    documents[file]?.isMissing = true
  }

  /// Changes an open file and returns what `change` does; nil where the file is not open.
  @discardableResult
  mutating func modify<Result>(_ file: FileID, _ change: (inout Document) -> Result) -> Result? {
    guard let index = documents.index(forKey: file) else { return nil }
    return change(&documents.values[index])
  }

  /// Changes every open file.
  mutating func modifyAll(_ change: (FileID, inout Document) -> Void) {
    for index in documents.indices { change(documents.keys[index], &documents.values[index]) }
  }

  // MARK: Reading

  /// The marks of reading in a file: those of the reader where it is open, else those that were stored.
  func reading(of file: FileID) -> NoteReading? {
    if let document = documents[file], let state = document.reading {
      return NoteReading(state, topics: document.outline.count)
    }
    return scannedReadings[file]
  }

  mutating func setScannedReading(_ reading: NoteReading, of file: FileID) {
    scannedReadings[file] = reading
    updateReadingProgress(of: file)
  }

  /// Brings what is known of the reading of `file` up to date in the folders above it.
  /// - Complexity: O(depth)
  mutating func updateReadingProgress(of file: FileID) {
    guard !tree.isSingleFile else { return }
    var after = ReadingProgress()
    if let reading = reading(of: file) {
      after = ReadingProgress(
        files: 1, topics: reading.topics, read: reading.state.read.count, unseen: reading.state.unseen.count)
    }
    let before = readingProgress[file] ?? ReadingProgress()
    guard before != after else { return }
    var node: FileID? = file
    while let current = node {
      readingProgress[current, default: ReadingProgress()].replace(before, by: after)
      node = tree[current].parent
    }
  }
}
