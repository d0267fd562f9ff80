/// Rows that were left by a jump, to go back to.
package struct JumpList: Hashable, Sendable {
  private var rows: [RowID] = []
  private var position = 0

  /// Remembers `row` before a jump away from it; what lay ahead is forgotten.
  package mutating func leave(_ row: RowID) {
    rows.removeSubrange(position...)
    if rows.last != row { rows.append(row) }
    position = rows.count
  }

  /// Whether nothing lies behind.
  var isAtStart: Bool { position == 0 }

  /// Whether nothing was left yet.
  var isEmpty: Bool { rows.isEmpty }

  /// Goes back from `current` and returns the row there, or nil at the beginning.
  package mutating func back(from current: RowID) -> RowID? {
    guard position > 0 else { return nil }
    if position == rows.count { rows.append(current) }
    position -= 1
    return rows[position]
  }

  /// Goes forward again and returns the row there, or nil at the end.
  package mutating func forward() -> RowID? {
    guard position + 1 < rows.count else { return nil }
    position += 1
    return rows[position]
  }

  /// Puts the rows where they are now, those of files that are gone on what stood before them.
  mutating func relocate(_ map: Relocation) { rows = rows.map(map.nearest) }
}
