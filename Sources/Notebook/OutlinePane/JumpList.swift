import Outline

/// Places that were left by a jump, to go back to.
package struct JumpList: Hashable, Sendable {
  /// A row, and where the cursor was in the text of the detail pane, when it had the keys.
  package struct Place: Hashable, Sendable {
    /// The row that was selected.
    package var row: RowID
    /// The place of the cursor in the file; nil where the outline had the keys.
    package var offset: ByteOffset?

    /// A place at `row`, by default with the keys in the outline.
    package init(_ row: RowID, at offset: ByteOffset? = nil) {
      self.row = row
      self.offset = offset
    }
  }

  private var places: [Place] = []
  private var position = 0

  /// Remembers `place` before a jump away from it; what lay ahead is forgotten.
  package mutating func leave(_ place: Place) {
    places.removeSubrange(position...)
    if places.last != place { places.append(place) }
    position = places.count
  }

  /// Whether nothing lies behind.
  var isAtStart: Bool { position == 0 }

  /// Whether nothing was left yet.
  var isEmpty: Bool { places.isEmpty }

  /// Goes back from `current` and returns the place there, or nil at the beginning.
  package mutating func back(from current: Place) -> Place? {
    guard position > 0 else { return nil }
    if position == places.count { places.append(current) }
    position -= 1
    // A jump that led nowhere else is passed over.
    if places[position] == current, position > 0 { position -= 1 }
    return places[position]
  }

  /// Goes forward again and returns the place there, or nil at the end.
  package mutating func forward() -> Place? {
    guard position + 1 < places.count else { return nil }
    position += 1
    return places[position]
  }

  /// Puts the places where they are now, those of files that are gone on what stood before them.
  mutating func relocate(_ map: Relocation) {
    for index in places.indices { places[index].relocate(map) }
  }
}

extension JumpList.Place {
  /// Puts it where it is now, a file that is gone on what stood before it.
  mutating func relocate(_ map: Relocation) {
    if let offset, let reload = map.reload, reload.file == row.file {
      self.offset = reload.correspondence.offset(for: offset)
    } else if map(row) == nil {
      offset = nil
    }
    row = map.nearest(row)
  }
}
