/// What an outline keeps of a file beside its bytes.
struct Tables: Equatable, Sendable {
  let records: [Record]
  let tails: [Tail]
  let lines: LineTable
  let maximumDepth: Int
  /// Topics that were found nowhere and put at a guess. Zero, as far as is known.
  let misplaced: Int
}
