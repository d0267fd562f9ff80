import Annotations
import Outline
import Search

/// A file as a search sees it: a value, so that the search can run in the background.
package struct SearchableFile: Sendable {
  /// The file that is searched.
  package var file: FileID
  /// The outline of its text.
  package var outline: Outline
  /// The annotations by topic.
  package var index: AnnotationIndex
  /// Nil where it is not known.
  package var reading: ReadingState?

  /// A file to search; without `reading`, no topic is known to be read.
  package init(file: FileID, outline: Outline, index: AnnotationIndex, reading: ReadingState? = nil) {
    self.file = file
    self.outline = outline
    self.index = index
    self.reading = reading
  }
}

/// The files that a search goes over: all of the notebook, those that are open as they are in view.
package struct SearchScope: Sendable {
  /// The files and folders to search.
  package var tree: FileTree
  /// The files that are open; the host reads the others.
  package var open: [FileID: SearchableFile]
  /// The annotations of files that are not open, as far as they are known.
  package var annotations: [FileID: AnnotationIndex]

  /// The resolver of links in `tree`, if there is one already.
  var links: LinkResolver?

  /// A scope of all files of `tree`.
  package init(
    tree: FileTree, open: [FileID: SearchableFile], annotations: [FileID: AnnotationIndex] = [:]
  ) {
    self.tree = tree
    self.open = open
    self.annotations = annotations
  }
}

/// The outside of a search while it runs.
package protocol SearchHost {
  /// The bytes of a file that is not open; nil where it can't be read.
  func bytes(of path: String) -> [UInt8]?
  /// The day on which the search is done.
  var today: Day { get }
  /// The day on which a file was last changed; nil where that is not known.
  func day(of path: String) -> Day?
  /// Whether there is a file of that name, a note or not.
  func exists(_ path: String) -> Bool
  /// Of files that are not open, whether topics may be found in each; nil where that is not known of any.
  func mayFind(_ matcher: Matcher, in files: [(path: String, facts: FileFacts)]) -> [Bool]?
  /// The words of files as they are on the disk; nil where they are not known without reading them all.
  func vocabulary(of paths: [String]) -> Vocabulary?
  /// The titles of a file that is not open; nil where it can't be read.
  func titles(of file: FileID, path: String) -> TitleIndex?
  /// False once another search was asked for, or none.
  var isWanted: Bool { get }
  /// Whether the reader has waited long enough to be told what there is so far.
  var isReportDue: Bool { get }
  func report(_ answer: SearchAnswer)
}

extension SearchHost {
  /// Day 0, for hosts without a calendar.
  package var today: Day { Day(number: 0) }
  /// Nil: no file's day is known.
  package func day(of path: String) -> Day? { nil }
  /// True: every file is taken to exist.
  package func exists(_ path: String) -> Bool { true }
  /// Nil: nothing is known of any file without reading it.
  package func mayFind(_ matcher: Matcher, in files: [(path: String, facts: FileFacts)]) -> [Bool]? { nil }
  /// Nil: no words are known without reading the files.
  package func vocabulary(of paths: [String]) -> Vocabulary? { nil }
}

extension NotebookState {
  /// The files that a search goes over now.
  package var searchScope: SearchScope {
    var open: [FileID: SearchableFile] = [:]
    for (file, document) in documents {
      open[file] = SearchableFile(
        file: file, outline: document.outline, index: document.index, reading: document.reading)
    }
    var scope = SearchScope(tree: tree, open: open, annotations: annotating.summaries.mapValues(\.index))
    scope.links = files.links
    return scope
  }
}
