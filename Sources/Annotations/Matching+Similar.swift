extension Matching {
  mutating func matchSimilarText() {}
}
