import Outline
import Synchronization

/// Remembers what was laid out last: at least the last `capacity` lines, at most about twice as many.
final class LineCache: Sendable {
  private struct Key: Hashable {
    var segment: Segment
    var piece: DetailPosition.Piece
  }

  /// No tuple: of one in memory, a part is not read without a copy of the whole.
  private struct Entry {
    var key: Key
    var lines: [DetailLine]
  }

  private let pieces: Mutex<GenerationalCache<Entry>>

  init(capacity: Int = 2_000) { pieces = Mutex(GenerationalCache(capacity: capacity)) }

  /// The lines of a piece, made by `layOut` where they are not remembered.
  func lines(
    _ segment: Segment, _ piece: DetailPosition.Piece, _ layOut: () -> [DetailLine]
  ) -> [DetailLine] {
    let key = Key(segment: segment, piece: piece)
    let hash = key.hashValue
    let known = pieces.withLock { pieces in
      pieces.find(hash, weight: { $0.lines.count + 1 }, where: { $0.pointee.key == key }, part: { $0.pointee.lines })
    }
    if let known { return known }
    let lines = layOut()
    pieces.withLock { $0.insert(Entry(key: key, lines: lines), hash, weight: lines.count + 1) }
    return lines
  }
}
