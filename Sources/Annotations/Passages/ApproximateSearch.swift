/// Search that forgives a few wrong bytes (Sellers 1980).
enum ApproximateSearch {
  /// The stretch of `text` that is nearest to `pattern`, how many bytes differ, and how many in the next best stretch
  /// that does not overlap it, if there is one.
  ///
  /// - Parameter worst: the most bytes that may differ; a quarter of the pattern where it is nil.
  /// - Complexity: O(pattern × text), the pattern being cut to what keeps that below 64 million
  static func best(_ pattern: [UInt8], in text: ArraySlice<UInt8>, worst: Int? = nil) -> (
    place: Range<Int>, distance: Int, next: Int?
  )? {
    guard !pattern.isEmpty, !text.isEmpty, pattern.count * text.count <= 64_000_000 else { return nil }
    var column = Array(0...pattern.count)
    // Where the best alignment that ends here began.
    var starts = Array(repeating: text.startIndex, count: pattern.count + 1)
    var ends: [(end: Int, start: Int, distance: Int)] = []
    let worst = worst ?? pattern.count / 4 + 1
    for at in text.indices {
      var diagonal = column[0]
      var diagonalStart = starts[0]
      starts[0] = at + 1
      for row in 1...pattern.count {
        let (above, aboveStart) = (column[row], starts[row])
        var value = diagonal + (pattern[row - 1] == text[at] ? 0 : 1)
        var start = row == 1 ? at : diagonalStart
        if above + 1 < value { (value, start) = (above + 1, aboveStart) }
        if column[row - 1] + 1 < value { (value, start) = (column[row - 1] + 1, starts[row - 1]) }
        (diagonal, diagonalStart) = (above, aboveStart)
        column[row] = value
        starts[row] = start
      }
      if column[pattern.count] <= worst {
        ends.append((at + 1, starts[pattern.count], column[pattern.count]))
      }
    }
    guard let best = ends.min(by: { $0.distance < $1.distance }), best.start < best.end else { return nil }
    let next = ends.lazy.filter { $0.end <= best.start || $0.start >= best.end }.map(\.distance).min()
    return (best.start..<best.end, best.distance, next)
  }
}
