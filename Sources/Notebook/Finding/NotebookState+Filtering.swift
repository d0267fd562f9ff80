import Outline
import Search

/// Showing only what a search has found, with what it lies in.
extension NotebookState {
  /// Shows only the topics of `hits` and their ancestors; nil shows everything again.
  mutating func setFilter(_ hits: [SearchHit]?) {
    dropFilter()
    if let hits {
      outline.beginFilter(by: searching.text)
      files.modifyAll { $1.setFilter([]) }
      addToFilter(hits)
    } else {
      reveal(selection)
    }
    settle()
  }

  /// Adds the hits of a search to the filter, or replaces those that it has.
  mutating func filter(by answer: SearchAnswer) {
    guard answer.isContinuation, fileFilter != nil else {
      setFilter(searching.hits)
      return
    }
    addToFilter(answer.hits)
  }

  private mutating func addToFilter(_ hits: [SearchHit]) {
    var last: FileID?
    for hit in hits where hit.place.file != last {
      last = hit.place.file
      outline.addToFilter(hit.place.file, in: tree)
      if tree[hit.place.file].kind == .folder {
        // What is in a folder that was meant by its name is there to be unfolded.
        let below = tree.nodes[tree.subtree(of: hit.place.file)].dropFirst().map(\.id)
        for file in below { outline.addToFilter(file, in: tree) }
        outline.fold(below + [hit.place.file])
        for file in below where documents[file] != nil { filterTopics(in: file) }
      } else {
        filterTopics(in: hit.place.file)
      }
    }
    for hit in hits where hit.place.topic == .root && tree[hit.place.file].kind == .file {
      if isMeantByName(hit.place.file) { outline.setFolded(true, hit.place.file) }
    }
    // A hit shows whatever folders it lies in.
    for hit in hits {
      var above = tree[hit.place.file].parent
      while let folder = above {
        outline.setFolded(false, folder)
        above = tree[folder].parent
      }
      if tree[hit.place.file].kind == .file, !isMeantByName(hit.place.file) { outline.setFolded(false, hit.place.file) }
    }
  }

  /// Whether of a file only its name was found: then all that is in it is there to be unfolded.
  private func isMeantByName(_ file: FileID) -> Bool {
    let hits = searching.hits(in: file, of: tree)
    return hits.count == 1 && hits.first?.place.topic == .root && hits.first?.field == .title
  }

  /// Leaves of an open file only what was found, where there is a filter.
  mutating func filterTopics(in file: FileID) {
    guard fileFilter != nil else { return }
    let hits = searching.hits(in: file, of: tree)
    if hits.isEmpty || isMeantByName(file), let topics = documents[file]?.outline {
      // It shows because of its own name, or of its folder's.
      files.modify(file) { $0.setFilter(Array(topics.indices)) }
    } else {
      files.modify(file) { $0.setFilter(hits.map(\.place.topic)) }
    }
  }

  /// Shows again what the filter had left out.
  mutating func dropFilter() {
    outline.endFilter()
    files.modifyAll { $1.setFilter(nil) }
  }
}
