import Outline

/// The words that an annotation speaks of, as its box shows them.
package struct QuotedWords: Hashable, Sendable {
  /// The source of the words as they were, where they may be others by now.
  package var then: String?
  /// The source before the words as it was, so that markup which begins there is read as such.
  package var before = ""
  /// The source after the words as it was, so that markup which ends there is read as such.
  package var after = ""
  /// The place of the words now; nil where they are nowhere.
  package var range: Range<ByteOffset>?
  /// Whether they are nowhere in a note that is otherwise there.
  package var isGone = false
  /// The number among those that are quoted in its topic, from 1; nil for the only one.
  package var number: Int?

  /// Words by what they were and where they are now, either of which may be unknown.
  package init(then: String? = nil, range: Range<ByteOffset>? = nil) {
    self.then = then
    self.range = range
  }

  /// The earlier words without their markup, on one line; nil where they are not known.
  var shownThen: String? {
    guard let then else { return nil }
    let before = String(before.drop { $0.isWhitespace })
    let outline = Outline(parsing: Array((before + then + after).utf8))
    let start = before.utf8.count
    return DetailSegments(outline).words(in: ByteOffset(start)..<ByteOffset(start + then.utf8.count))
  }
}

extension DetailSegments {
  /// Of longer quotations only so many bytes at each end are read.
  private static let longestEnd = 2_048

  /// Returns the text that is shown for the bytes in `range`, on one line; the source itself where nothing of it is
  /// shown.
  ///
  /// - Complexity: O(pieces that the ends of `range` lie in)
  func words(in range: Range<ByteOffset>) -> String {
    let all = range.ints.clamped(to: 0..<outline.bytes.count)
    guard all.count > 2 * DetailSegments.longestEnd else {
      let shown = DetailSegments.oneLine(text(in: all))
      return shown.isEmpty ? DetailSegments.oneLine(String(decoding: outline.bytes[all], as: UTF8.self)) : shown
    }
    var head = all.lowerBound + DetailSegments.longestEnd
    var tail = all.upperBound - DetailSegments.longestEnd
    while outline.bytes[head] & 0xC0 == 0x80 { head += 1 }
    while outline.bytes[tail] & 0xC0 == 0x80 { tail -= 1 }
    let ends = text(in: all.lowerBound..<head) + " \u{2026} " + text(in: tail..<all.upperBound)
    return DetailSegments.oneLine(ends)
  }

  /// The runs that show bytes in `range`, blocks and cells parted by blanks.
  private func text(in range: Range<Int>) -> String {
    var text = ""
    var next: Segment? = range.isEmpty ? nil : piece(at: ByteOffset(range.lowerBound))
    while let piece = next, piece.range.lowerBound.int < range.upperBound {
      for block in self.text(of: piece).text.blocks {
        var parts = [block.runs]
        if case .table(let table) = block.kind { parts = table.rows.flatMap(\.self) }
        for runs in parts {
          for run in runs { text += run.text(of: range) }
          text += " "
        }
      }
      next = self.piece(after: piece)
    }
    return text
  }

  private static func oneLine(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}

extension RichText.Run {
  /// The part of the text that stands for bytes in `range`; all of it or none where it is not verbatim.
  fileprivate func text(of range: Range<Int>) -> String {
    let own = source.ints
    guard own.overlaps(range) else { return "" }
    guard isVerbatim else { return text }
    let shown = own.clamped(to: range)
    let bytes = text.utf8.dropFirst(shown.lowerBound - own.lowerBound).prefix(shown.count)
    return String(decoding: bytes, as: UTF8.self)
  }
}
