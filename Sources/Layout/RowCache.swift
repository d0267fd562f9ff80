import Synchronization

/// Remembers how rows of the outline were laid out last: from one frame to the next, nearly all are the same.
package final class RowCache: Sendable {
  private struct Rows {
    var columns: Int
    var lines: GenerationalCache<Entry>
  }

  /// A struct, for reading one element of a stored tuple copies all of it.
  private struct Entry {
    var row: OutlineRow
    var most: Int
    var line: OutlineLine
  }

  private let rows: Mutex<Rows>
  private let options: LayoutOptions

  /// An empty cache for rows that are laid out with `options`.
  package init(options: LayoutOptions) {
    self.options = options
    rows = Mutex(Rows(columns: 0, lines: RowCache.nothing))
  }

  private static var nothing: GenerationalCache<Entry> { GenerationalCache(capacity: 1_000) }

  /// `row` laid out in `columns`, in at most `most` lines. Rows of one width are remembered.
  package func line(of row: OutlineRow, columns: Int, lines most: Int) -> OutlineLine {
    let hash = row.hashValue
    return rows.withLock { rows in
      if rows.columns != columns { rows = Rows(columns: columns, lines: RowCache.nothing) }
      if let known = rows.lines.find(
        hash, where: { $0.pointee.most == most && $0.pointee.row == row }, part: { $0.pointee.line })
      {
        return known
      }
      let line = row.laidOut(columns: columns, lines: most, options: options)
      rows.lines.insert(Entry(row: row, most: most, line: line), hash)
      return line
    }
  }
}
