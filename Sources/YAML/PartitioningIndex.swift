extension RandomAccessCollection {
  /// The first index whose element satisfies a condition that all later ones satisfy as well; `endIndex` where none
  /// does.
  ///
  /// - Complexity: O(log(count))
  package func partitioningIndex(where isBehind: (Element) -> Bool) -> Index {
    var low = startIndex
    var count = count
    while count > 0 {
      let half = count / 2
      let middle = index(low, offsetBy: half)
      if isBehind(self[middle]) {
        count = half
      } else {
        low = index(after: middle)
        count -= half + 1
      }
    }
    return low
  }
}
