import Annotations
import Outline

/// The annotations of a file that is not open, and the titles of what they belong to.
package struct AnnotationSummary: Sendable {
  package var index: AnnotationIndex
  package var titles: [TopicIndex: String]

  package init(of document: Document) {
    index = document.index
    var titles: [TopicIndex: String] = [:]
    for entry in index.entries { titles[entry.topic] = document.outline.title(of: entry.topic) }
    self.titles = titles
  }
}

/// The annotations of files that were looked through without being opened.
package struct AnnotationScan: Sendable {
  package var digests: [FileID: AnnotationSummary]
  /// Files that have none.
  package var without: [FileID] = []
  /// How far it has come; nil at its end.
  package var progress: Progress?

  package init(digests: [FileID: AnnotationSummary], progress: Progress? = nil) {
    self.digests = digests
    self.progress = progress
  }
}

/// How far some long work has come.
package struct Progress: Hashable, Sendable {
  package var done: Int
  package var total: Int

  package init(done: Int, total: Int) {
    self.done = done
    self.total = total
  }
}

/// Annotations of the notes that are open and of those that are not, and how many there are in each folder.
extension NotebookState {
  /// The annotations of a file as far as they are known.
  package func annotationIndex(of file: FileID) -> AnnotationIndex? {
    documents[file]?.index ?? digests[file]?.index
  }

  /// Files whose annotations are known, in the order of the notebook.
  var annotatedFiles: [FileID] { Set(documents.keys).union(digests.keys).sorted() }

  /// What the topic of an annotation is called.
  func annotatedTitle(_ place: RowID) -> String {
    documents[place.file] == nil ? digests[place.file]?.titles[place.topic] ?? "" : title(of: place)
  }

  mutating func take(_ census: AnnotationScan) {
    scanProgress = census.progress
    for (file, digest) in census.digests where documents[file] == nil {
      digests[file] = digest
      count(file)
    }
    for file in census.without where digests[file] != nil {
      digests[file] = nil
      count(file)
    }
    refreshAnnotationList()
  }

  /// Brings the counts of `file` and of the folders above it up to date.
  /// - Complexity: O(depth)
  mutating func count(_ file: FileID) {
    let before = tallies[file]
    let after = annotationIndex(of: file)?.tally
    guard before != after else { return }
    tallies[file] = after
    var folder = tree[file].parent
    while let current = folder {
      var tally = tallies[current] ?? AnnotationTally()
      if let before { tally.subtract(before) }
      if let after { tally.add(after) }
      tallies[current] = tally
      folder = tree[current].parent
    }
  }
}
