import Annotations
import Outline

/// The annotations of a file that is not open, and the titles of what they belong to.
package struct AnnotationSummary: Sendable {
  /// The annotations by topic.
  package var index: AnnotationIndex
  /// The titles of the topics that have annotations.
  package var titles: [TopicIndex: String]

  /// Takes the annotations of a document and the titles of their topics.
  package init(of document: Document) {
    index = document.index
    var titles: [TopicIndex: String] = [:]
    for entry in index.entries { titles[entry.topic] = document.outline.title(of: entry.topic) }
    self.titles = titles
  }
}

/// The annotations of files that were looked through without being opened.
package struct AnnotationScan: Sendable {
  /// The annotations of each file, by the version of the file that was looked through.
  package var summaries: [FileVersion: AnnotationSummary]
  /// Files that have none.
  package var without: [FileVersion] = []
  /// The marks of reading in files that some were stored for.
  package var readings: [FileVersion: NoteReading] = [:]
  /// The progress of the scan; nil at its end.
  package var progress: Progress?

  /// A part of a scan; `progress` is nil for the last one.
  package init(summaries: [FileVersion: AnnotationSummary], progress: Progress? = nil) {
    self.summaries = summaries
    self.progress = progress
  }
}

/// The marks of reading in a file that is not open.
package struct NoteReading: Hashable, Sendable {
  /// The marks, on the topics that the file has now.
  package var state: ReadingState
  /// The number of topics, the file's own among them.
  package var topics: Int

  /// Creates the marks of a file with so many topics.
  package init(_ state: ReadingState, topics: Int) {
    self.state = state
    self.topics = topics
  }
}

/// The progress of long work.
package struct Progress: Hashable, Sendable {
  /// The number of units that are done, from 0 to `total`.
  package var done: Int
  /// The number of all units.
  package var total: Int

  /// The progress after `done` of `total` units.
  package init(done: Int, total: Int) {
    self.done = done
    self.total = total
  }
}

/// Annotations of the notes that are open and of those that are not, and how many there are in each folder.
extension NotebookState {
  /// The annotations of a file as far as they are known.
  package func annotationIndex(of file: FileID) -> AnnotationIndex? {
    documents[file]?.index ?? annotating.summaries[file]?.index
  }

  /// Files whose annotations are known, in the order of the notebook.
  var annotatedFiles: [FileID] { tree.sorted(Set(documents.keys).union(annotating.summaries.keys)) }

  /// The title of the topic of an annotation.
  func annotatedTitle(_ place: RowID) -> String {
    documents[place.file] == nil ? annotating.summaries[place.file]?.titles[place.topic] ?? "" : title(of: place)
  }

  mutating func apply(_ scan: AnnotationScan) {
    annotating.setScanProgress(scan.progress)
    for (version, summary) in scan.summaries where tree.isCurrent(version) && documents[version.file] == nil {
      annotating.setSummary(summary, of: version.file)
      updateTally(of: version.file)
    }
    for version in scan.without where tree.isCurrent(version) && annotating.summaries[version.file] != nil {
      annotating.setSummary(nil, of: version.file)
      updateTally(of: version.file)
    }
    for (version, reading) in scan.readings where tree.isCurrent(version) {
      files.setScannedReading(reading, of: version.file)
    }
    refreshAnnotationList()
  }

  /// Brings the counts of `file` and of the folders above it up to date.
  /// - Complexity: O(depth)
  mutating func updateTally(of file: FileID) {
    annotating.setTally(annotationIndex(of: file)?.tally, of: file, in: tree)
  }
}
