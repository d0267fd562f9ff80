/// Where the files and folders of a notebook stand after it was listed anew.
package struct FileMove: Hashable, Sendable {
  /// Neighbours that have stayed neighbours.
  private struct Run: Hashable, Sendable {
    var start: Int
    var count: Int
    /// Where the first of them is now.
    var target: Int
  }

  /// By `start`; what lies between them is gone.
  private var runs: [Run] = []

  /// - Parameter targets: Where each file and folder is now; nil for those that are gone.
  package init(_ targets: [FileID?]) {
    for (index, target) in targets.enumerated() {
      guard let target = target?.int else { continue }
      if let last = runs.indices.last, runs[last].start + runs[last].count == index,
        runs[last].target + runs[last].count == target
      {
        runs[last].count += 1
      } else {
        runs.append(Run(start: index, count: 1, target: target))
      }
    }
  }

  /// Where a file or folder is now; nil where it is gone.
  /// - Complexity: O(log runs)
  package func callAsFunction(_ index: FileID) -> FileID? {
    let after = runs.partitioningIndex { $0.start > index.int }
    guard after > 0, case let run = runs[after - 1], index.int < run.start + run.count else { return nil }
    return FileID(run.target + index.int - run.start)
  }

  /// Where a row is now; of a file that is gone, nil.
  package func callAsFunction(_ place: RowID) -> RowID? { self(place.file).map { RowID($0, place.topic) } }

  /// Where a row is now, else the file or folder before it that is still there.
  func nearest(_ place: RowID) -> RowID {
    if let place = self(place) { return place }
    let after = runs.partitioningIndex { $0.start > place.file.int }
    return after > 0 ? RowID(FileID(runs[after - 1].target + runs[after - 1].count - 1)) : .root
  }
}

extension Array {
  /// The elements with their files where these are now; those of files that are gone are left out.
  func moved(by move: FileMove, _ file: WritableKeyPath<Element, FileID>) -> [Element] {
    compactMap { element in
      guard let target = move(element[keyPath: file]) else { return nil }
      var element = element
      element[keyPath: file] = target
      return element
    }
  }
}
