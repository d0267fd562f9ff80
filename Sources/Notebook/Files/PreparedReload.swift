import Annotations
import Outline

/// A document of a file that was read again, derived in the background from the one before: with a large file, the
/// comparison takes a while.
package struct PreparedReload: Sendable {
  fileprivate let before: Document
  fileprivate let after: Document
  fileprivate let correspondence: Correspondence

  /// - Complexity: O(length of both files), and that of `AnchorResolver.place`
  package init(of source: OpenedSource, after document: Document) {
    before = document
    var next = document
    correspondence = next.replace(with: source)
    after = next
  }
}

extension Document {
  /// Shows another reading of the file, and returns where its old topics are now; folds stay on the topics that they
  /// were
  /// on, a filter is dropped. What was worked out already is taken over, as far as nothing has changed since.
  package mutating func replace(with source: OpenedSource) -> Correspondence {
    let known = source.rereading.flatMap { $0.before.outline.isSame(as: outline) ? $0 : nil }
    let correspondence = known?.correspondence ?? Correspondence(from: outline, to: source.outline)
    let old = self
    setFilter(nil)
    show(source)
    if let known, known.before.rows == old.rows {
      rows = known.after.rows
    } else {
      rows = rows.moved(by: correspondence)
    }
    if let known, known.before.reading == old.reading {
      reading = known.after.reading
    } else {
      reading = reading?.moved(by: correspondence, from: old.outline, to: outline)
    }
    if let known, known.before.version == old.version {
      takeIndex(of: known.after)
    } else {
      reindex()
    }
    return correspondence
  }
}

extension Outline {
  /// Whether it is of the very same bytes in memory.
  fileprivate func isSame(as other: Outline) -> Bool {
    bytes.withUnsafeBufferPointer { ours in
      other.bytes.withUnsafeBufferPointer { ours.baseAddress == $0.baseAddress && ours.count == $0.count }
    }
  }
}
