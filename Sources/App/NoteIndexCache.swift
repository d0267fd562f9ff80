import Dispatch
import Notebook
import Store
import Synchronization

/// The index of the notebook that was searched last.
final class NoteIndexCache: Sendable {
  /// The time for which an index is good enough: files that change meanwhile are read by each search.
  private static let delay = Duration.seconds(20)

  private struct Known {
    var root: String
    var index: NoteIndex
    /// The time at which it is brought up to date next.
    var due = ContinuousClock.now
  }

  private let known = Mutex<Known?>(nil)

  /// The index of a large notebook, which is made and kept up in the background; nil for others.
  func index(of tree: FileTree, _ environment: StoreEnvironment) -> NoteIndex? {
    let root = tree[FileTree.root].path
    guard tree.fileCount >= NoteIndex.fewestFiles, !root.isEmpty else { return nil }
    let (index, isDue) = known.withLock { known -> (NoteIndex?, Bool) in
      if known?.root != root {
        let new = NoteIndex(of: root, isNeeded: true, environment, variables: processVariables())
        known = new.map { Known(root: root, index: $0) }
      }
      let now = ContinuousClock.now
      let isDue = known.map { $0.due <= now } ?? false
      if isDue { known?.due = now + NoteIndexCache.delay }
      return (known?.index, isDue)
    }
    if let index, isDue {
      let paths = tree.files.map { tree[$0].path }
      DispatchQueue.global(qos: .utility).async { index.refresh(paths) }
    }
    return index
  }
}
