import Outline

extension AnchorResolver {
  /// Finds the words that another program quoted, from the source or from what is shown of it.
  ///
  /// - Parameters:
  ///   - prefix: what stood before them.
  ///   - suffix: what stood behind them.
  ///   - position: where the other program saw them, in Unicode scalars of the source; it may be out of date.
  ///   - line: where it saw them, 1-based.
  package static func place(
    words: String, prefix: String?, suffix: String?, position: Range<Int>?, line: Int?, in outline: Outline
  ) -> Placement {
    var search = PassageSearch(outline)
    let hits = search.hits(of: words)
    let state: Placement.State = hits.form == .respaced ? .edited : .exact
    if hits.ranges.count == 1 { return Sighting(state: state, range: hits.ranges[0]).placement(in: outline) }
    var anchor = Anchor(target: .topic, selectedText: words)
    guard hits.ranges.count > 1 else {
      return ForeignAnchor(of: anchor, in: outline).sighting(&search).placement(in: outline)
    }
    func context(_ text: String?) -> String? { text.flatMap { $0.allSatisfy(\.isWhitespace) ? nil : $0 } }
    let length = Anchor.Evidence.contextLength
    anchor.evidence = Anchor.Evidence(
      path: [], prefix: context(prefix).map { String(String.UnicodeScalarView($0.unicodeScalars.suffix(length))) },
      suffix: context(suffix)?.cut(to: length))
    let context = QuotationContext(of: anchor, in: outline)
    let scored = hits.ranges.map { (range: $0, agreement: context.agreement(around: $0)) }
      .sorted { $0.agreement > $1.agreement }
    if !context.isUnknown, scored[0].agreement.bytes > 0, scored[0].agreement > scored[1].agreement {
      return Sighting(state: state, range: scored[0].range).placement(in: outline)
    }
    let offset = position.flatMap { outline.offset(ofScalar: $0.lowerBound)?.int }
    if let found = hits.ranges.first(where: { $0.lowerBound == offset }) {
      return Sighting(state: state, range: found).placement(in: outline)
    }
    if let line {
      let there = hits.ranges.filter { outline.line(at: ByteOffset($0.lowerBound)).int == line }
      if there.count == 1 { return Sighting(state: state, range: there[0]).placement(in: outline) }
    }
    return Sighting(state: .ambiguous, candidates: Array(hits.ranges.prefix(3))).placement(in: outline)
  }
}

extension Outline {
  /// The place of the scalar with an index from the beginning of the file; nil behind its end.
  /// - Complexity: O(length before it)
  package func offset(ofScalar index: Int) -> ByteOffset? {
    var count = 0
    for (offset, byte) in bytes.enumerated() where byte & 0xC0 != 0x80 {
      if count == index { return ByteOffset(offset) }
      count += 1
    }
    return count == index ? ByteOffset(bytes.count) : nil
  }
}

/// Short names for texts, the same in every run.
package enum StableName {
  /// Sixteen letters and digits.
  package static func of(_ text: String) -> String {
    let hashes = [StableHash.of(text.utf8), StableHash.of(StableHash.of(text.utf8), 1)]
    return String(hashes.map { String($0, radix: 36) }.joined().prefix(16))
  }
}
