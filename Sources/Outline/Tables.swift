/// What an outline keeps of a file beside its bytes.
struct Tables: Equatable, Sendable {
  let records: [Record]
  let tails: [Tail]
  let lines: LineTable
  let maximumDepth: Int
  /// Topics that were found nowhere and put at a guess. Zero, as far as is known.
  let misplaced: Int
  /// Offsets of the signs of fences and HTML that the parser took for blocks although they are indented too far; see
  /// `DeepStarts`.
  var deepStarts: [UInt32]
}
