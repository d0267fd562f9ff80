import Outline

/// Remembering a place in an outline.
extension Anchor {
  /// The longest text that a record may select, in Unicode scalars (MRSF 1.0 section 6.2).
  package static let maximumSelectedLength = 4096

  /// The whole of `topic`: its own first paragraph, with the lines that it stands on.
  package init(of topic: TopicIndex, in outline: Outline, blob: String?) {
    guard topic != .root else {
      self.init(ofFile: outline, blob: blob)
      return
    }
    let row = outline[topic]
    self.init(
      target: .topic, line: row.line.int, endLine: row.endLine.int,
      selectedText: Anchor.cut(outline.text(ofLines: row.line...row.endLine)),
      evidence: Evidence(of: topic, in: outline, blob: blob))
  }

  /// The bytes `quotation` inside `topic`.
  package init(quoting quotation: Range<ByteOffset>, of topic: TopicIndex, in outline: Outline, blob: String?) {
    self.init(
      target: .quote, line: outline.line(at: quotation.lowerBound).int,
      endLine: outline.line(at: quotation.upperBound).int, startColumn: outline.scalarColumn(of: quotation.lowerBound),
      endColumn: outline.scalarColumn(of: quotation.upperBound),
      selectedText: Anchor.cut(outline.sourceText(quotation)),
      evidence: Evidence(of: topic, in: outline, blob: blob))
  }

  /// The whole file.
  package init(ofFile outline: Outline, blob: String?) {
    self.init(target: .file, evidence: Evidence(path: [], blob: blob))
  }

  private static func cut(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.prefix(maximumSelectedLength)))
  }
}

extension Anchor.Evidence {
  /// What `topic` looks like and stands among.
  /// - Complexity: O(siblings).
  package init(of topic: TopicIndex, in outline: Outline, blob: String?) {
    let title = outline.title(of: topic)
    var ordinal = 1
    var twins = 1
    var sibling = outline.previousSibling(of: topic)
    let previous = sibling.map(outline.title(of:))
    while let other = sibling {
      if outline.title(of: other) == title {
        ordinal += 1
        twins += 1
      }
      sibling = outline.previousSibling(of: other)
    }
    sibling = outline.nextSibling(of: topic)
    let next = sibling.map(outline.title(of:))
    while let other = sibling {
      if outline.title(of: other) == title { twins += 1 }
      sibling = outline.nextSibling(of: other)
    }
    self.init(
      path: outline.path(of: topic) + [title], previousSibling: previous, nextSibling: next, ordinal: ordinal,
      twins: twins, blob: blob)
  }
}
