/// Checks for tests and fuzzing that go through everything an outline answers.
extension Outline {
  /// Asks everything that can be asked, and says what is wrong with the answers: the invariants, every segment, every
  /// run, every place. For tests of small files.
  /// - Complexity: O(length squared)
  package func findFaults() -> [String] {
    var broken = checkInvariants()
    func expect(_ holds: Bool, _ what: @autoclosure () -> String) { if !holds { broken.append(what()) } }
    var seen = 0
    var end = 0
    var last: Segment?
    for segment in segments(of: .root) {
      expect(segment.range.lowerBound.int >= end, "segments overlap at \(segment.range)")
      expect(segment.range.upperBound.int <= bytes.count, "a segment leaves the file")
      expect(
        last == nil || self.segment(before: segment) == last, "a step back from \(segment) is not \(last as Any)")
      expect(
        self.segment(at: segment.range.lowerBound) == segment || segment.range.isEmpty, "\(segment) is not found")
      expect(!segment.isFirst || firstSegment(of: segment.topic) == segment, "\(segment) is not first")
      end = segment.range.upperBound.int
      last = segment
      seen += segment.isFirst ? 1 : 0
      check(richText(of: segment), segment, expect)
    }
    expect(seen == count, "\(seen) topics have segments of \(count)")
    for index in indices {
      let topic = self[index]
      expect(topic.line <= topic.endLine && topic.endLine <= topic.lastLine, "\(index): lines out of order")
      expect(topic.lastLine.int <= lineCount, "\(index): lines leave the file")
      expect(index == .root || self.topic(at: topic.marker) == index, "\(index) is not at its own marker")
      expect(!title(of: index).contains(where: \.isNewline), "\(index): a title of two lines")
      if let next = nextSibling(of: index) {
        expect(previousSibling(of: next) == index, "\(index): siblings disagree")
      }
    }
    for number in 0...bytes.count {
      let place = ByteOffset(number)
      let line = self.line(at: place)
      let column = scalarColumn(of: place)
      let back = offset(ofScalarColumn: column, line: line)
      expect(
        scalarColumn(of: back) == column || back.int <= number,
        "\(number): column \(column) comes back as \(back)")
    }
    return broken
  }

  private func check(
    _ text: RichText, _ segment: Segment, _ expect: (Bool, @autoclosure () -> String) -> Void
  ) {
    let line = offset(ofLine: self.line(at: segment.range.lowerBound))
    for block in text.blocks {
      expect(block.source.lowerBound >= line, "a block begins before its segment")
      expect(block.source.upperBound.int <= bytes.count, "a block leaves the file")
    }
    var end = line
    for run in text.runs {
      expect(run.source.lowerBound >= end, "runs out of order: \(run)")
      expect(run.source.upperBound <= segment.range.upperBound, "a run leaves its segment: \(run)")
      expect(!run.isVerbatim || Array(bytes[run.source.ints]) == Array(run.text.utf8), "not verbatim: \(run)")
      expect(run.link.map { text.links.indices.contains($0) } ?? true, "no such link: \(run)")
      end = max(end, run.source.upperBound)
    }
  }
}
