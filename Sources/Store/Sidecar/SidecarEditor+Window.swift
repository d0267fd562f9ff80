import YAML

/// Checking a change of a large sidecar by the records around it.
///
/// In a list in block style nothing that stands before a record or behind it has a say in how it is read, but for
/// anchors and directives. So where the changed records and an unchanged one on either side are read as they were
/// meant, the rest is as it was. Wherever that is in doubt, the whole is looked at.
extension SidecarEditor {
  /// Fewer records are read as a whole in no time.
  private static let few = 64

  /// Reads the part of `bytes` that these edits made; nil where the whole has to be read.
  func resultByWindow(_ bytes: [UInt8], _ edits: [RecordEdit]) -> SidecarDocument? {
    guard document.syntax == .yaml, document.records.count > Self.few, document.problems.isEmpty, !splices.isEmpty,
      let root = document.root, !root.isFlow, let comments = document.comments, !comments.isFlow,
      root.fields.last?.key == "comments",
      hasOnlyPlainEdits(edits), let window = window(comments)
    else { return nil }
    var text = Array("mrsf_version: \"1.0\"\ndocument: a\n".utf8)
    if window.records.lowerBound > 0 { text += Array("comments:\n".utf8) }
    let offset = window.bytes.lowerBound - text.count
    let growth = bytes.count - document.bytes.count
    text += bytes[window.bytes.lowerBound..<window.bytes.upperBound + growth]
    let result = SidecarDocument(text, format: .yaml, path: document.path)
    guard isAsMeant(result, edits, window.records) else { return nil }
    // Lines are counted from a record that is where it was, or from the list's key.
    let lines: Int
    if let first = result.records.first, window.records.lowerBound > 0 {
      lines = document.records[window.records.lowerBound].line - first.line
    } else {
      lines = document.lines.position(of: window.bytes.lowerBound).line - 3
    }
    let records = result.records.map { $0.moved(by: offset, lines: lines) }
    let head = window.records.lowerBound > 0 ? 3 : 2
    let grownLines = lineCount(text) - head - lineCount(Array(document.bytes[window.bytes]))
    return SidecarDocument(
      bytes, like: document, records, insteadOf: window.records, growth: (growth, grownLines))
  }

  /// The records that the splices lie in, with a neighbour on either side, and their lines; nil where they are most of
  /// the file, or do not each begin on a line of their own.
  private func window(_ comments: SidecarDocument.CommentList) -> (records: Range<Int>, bytes: Range<Int>)? {
    let records = document.records
    guard let from = splices.map(\.range.lowerBound).min(), let to = splices.map(\.range.upperBound).max() else {
      return nil
    }
    let before = records.partitioningIndex { $0.range.upperBound >= from }
    let behind = max(before, records.partitioningIndex { $0.range.lowerBound > to })
    let first = max(0, before - 2)
    let last = min(records.count, behind + 2)
    guard last - first < records.count / 2 else { return nil }
    var start = comments.keyRange.lowerBound
    if first > 0 {
      guard let dash = dashLine(of: records[first]) else { return nil }
      start = dash
    }
    var end = document.bytes.count
    if last < records.count {
      guard let dash = dashLine(of: records[last]) else { return nil }
      end = dash
    }
    guard start <= from, to < end || to == document.bytes.count else { return nil }
    return (first..<last, start..<end)
  }

  private func lineCount(_ bytes: [UInt8]) -> Int {
    var counter = LineCounter(LineLocator(bytes))
    return counter.line(of: bytes.count)
  }

  /// The offset where the line of a record's dash begins, if the record begins on it.
  private func dashLine(of record: SidecarDocument.Record) -> Int? {
    let start = document.lines.start(ofLineAt: record.range.lowerBound)
    let lead = document.bytes[start..<record.range.lowerBound]
    return lead.contains(UInt8(ascii: "-")) && lead.allSatisfy { $0 == 0x20 || $0 == UInt8(ascii: "-") } ? start : nil
  }

  /// Whether nothing outside the window can have to do with what changes: no anchor goes, no id comes twice, no reply
  /// loses what it answers.
  private func hasOnlyPlainEdits(_ edits: [RecordEdit]) -> Bool {
    if splices.contains(where: { document.bytes[$0.range].contains(UInt8(ascii: "&")) }) { return false }
    var deleted: Set<String> = []
    for edit in edits {
      switch edit {
      case .insert(let id, _, _): if document.record(id) != nil { return false }
      case .delete(let id): deleted.insert(id)
      case .set: continue
      }
    }
    return deleted.isEmpty || !document.records.contains { $0.replyTo.map(deleted.contains) ?? false }
  }

  private func isAsMeant(_ result: SidecarDocument, _ edits: [RecordEdit], _ window: Range<Int>) -> Bool {
    let fromOutside = result.problems.allSatisfy { problem in
      if case .unknownParent(_, let parent) = problem.kind { document.record(parent) != nil } else { false }
    }
    guard fromOutside, result.isWhole, result.root?.fields.map(\.key) == ["mrsf_version", "document", "comments"] else {
      return false
    }
    let before = document.part(window)
    return result.records.map(\.value.withSortedFields).sorted(by: Self.byID)
      == Self.expectation(edits, before).sorted(by: Self.byID)
      && result.untouchedRecords(but: edits) == before.untouchedRecords(but: edits)
  }
}
