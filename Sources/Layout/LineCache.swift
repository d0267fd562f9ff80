import Outline
import Synchronization

/// Remembers what was laid out last: at least the last `capacity` lines, at most about twice as many.
final class LineCache: Sendable {
  private struct Key: Hashable {
    var segment: Segment
    var piece: DetailPosition.Piece
  }

  /// A struct, for reading one element of a stored tuple copies all of it.
  private struct Entry {
    var key: Key
    var lines: [DetailLine]
  }

  private let pieces: Mutex<GenerationalCache<Entry>>
  private let counted = Mutex<Count?>(nil)

  init(capacity: Int = 2_000) { pieces = Mutex(GenerationalCache(capacity: capacity)) }

  /// Returns the lines of a piece; nil where they are not remembered.
  func lines(_ segment: Segment, _ piece: DetailPosition.Piece) -> [DetailLine]? {
    let key = Key(segment: segment, piece: piece)
    let hash = key.hashValue
    return pieces.withLock { pieces in
      pieces.find(hash, weight: { $0.lines.count + 1 }, where: { $0.pointee.key == key }, part: { $0.pointee.lines })
    }
  }

  /// Remembers the lines of a piece.
  func insert(_ lines: [DetailLine], _ segment: Segment, _ piece: DetailPosition.Piece) {
    let key = Key(segment: segment, piece: piece)
    pieces.withLock { $0.insert(Entry(key: key, lines: lines), key.hashValue, weight: lines.count + 1) }
  }

  /// The number of lines from a position on, as far as they were counted.
  struct Count {
    var position: DetailPosition
    var lines: Int
    /// Whether these are all lines that there are.
    var isWhole: Bool
  }

  /// Returns the number of lines from `position` on, at most `limit`; nil where that was not what was counted last.
  ///
  /// Each key asks several times, and mostly about the line at the top.
  func count(from position: DetailPosition, limit: Int) -> Int? {
    counted.withLock { counted in
      guard let counted, counted.position == position, counted.isWhole || counted.lines >= limit else { return nil }
      return min(counted.lines, limit)
    }
  }

  /// Remembers what was counted last.
  func setCount(_ count: Count) { counted.withLock { $0 = count } }
}
