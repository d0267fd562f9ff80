/// The tables that an outline keeps of a file, apart from its bytes.
struct OutlineTables: Equatable, Sendable {
  let records: [Record]
  let continuations: [Continuation]
  let lines: LineTable
  let maximumDepth: Int
  /// The number of topics whose marker was not found in the source; 0 is expected.
  let misplaced: Int
  /// Offsets of the markers of fences and HTML that the parser took for blocks although they are indented too far; see
  /// `OverindentedFences`.
  var overindented: [UInt32]
}
