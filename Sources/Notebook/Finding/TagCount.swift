/// A tag of the notebook, and how often there is one of it.
package struct TagCount: Hashable, Sendable {
  /// The name without its #, as it is written where it was found first; `a/b` is below `a`.
  package var name: String
  /// The topics and annotations that have it, or one below it.
  package var count: Int

  /// A tag, without its #, that there is `count` times.
  package init(name: String, count: Int) {
    self.name = name
    self.count = count
  }

  /// The number of tags above it: 0 for a tag without "/".
  package var depth: Int { name.count { $0 == "/" } }
}
