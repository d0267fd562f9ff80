import Outline
import Synchronization

/// Remembers what was laid out last: at least the last `capacity` lines, at most about twice as many.
final class LineCache: Sendable {
  private struct Key: Hashable {
    var segment: Segment
    var piece: DetailPosition.Piece
  }

  private struct Pages {
    var recent: [Key: [DetailLine]] = [:]
    var older: [Key: [DetailLine]] = [:]
    var count = 0
  }

  private let pages = Mutex(Pages())
  private let capacity: Int

  init(capacity: Int = 2_000) { self.capacity = capacity }

  /// The lines of a piece, made by `layOut` where they are not remembered.
  func lines(
    _ segment: Segment, _ piece: DetailPosition.Piece, _ layOut: () -> [DetailLine]
  ) -> [DetailLine] {
    let key = Key(segment: segment, piece: piece)
    let known = pages.withLock { $0.recent[key] ?? $0.older[key] }
    let lines = known ?? layOut()
    pages.withLock { pages in
      guard pages.recent.updateValue(lines, forKey: key) == nil else { return }
      pages.count += lines.count + 1
      if pages.count > capacity {
        pages.older = pages.recent
        pages.recent = [:]
        pages.count = 0
      }
    }
    return lines
  }
}
