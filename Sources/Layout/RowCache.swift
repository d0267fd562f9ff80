import Synchronization

/// Remembers how rows of the outline were laid out last: from one frame to the next, nearly all are the same.
///
/// At least the last `capacity` rows of one width are remembered, at most twice as many.
package final class RowCache: Sendable {
  private struct Pages {
    var columns = 0
    var recent: [OutlineRow: OutlineLine] = [:]
    var older: [OutlineRow: OutlineLine] = [:]
  }

  private let pages = Mutex(Pages())
  private let options: LayoutOptions
  private let capacity: Int

  package init(options: LayoutOptions, capacity: Int = 1_000) {
    self.options = options
    self.capacity = capacity
  }

  /// `row` laid out in `columns`.
  package func line(of row: OutlineRow, columns: Int) -> OutlineLine {
    pages.withLock { pages in
      if pages.columns != columns { pages = Pages(columns: columns) }
      if let known = pages.recent[row] { return known }
      let line = pages.older[row] ?? row.laidOut(columns: columns, options: options)
      if pages.recent.count >= capacity {
        pages.older = pages.recent
        pages.recent = [:]
      }
      pages.recent[row] = line
      return line
    }
  }
}
