import Annotations
import YAML

/// Makes records of the nodes of a sidecar and gathers what is wrong with them.
struct RecordReader {
  private let lines: LineLocator
  private let path: String
  private var counter: LineCounter
  private(set) var problems: [SidecarProblem] = []

  init(lines: LineLocator, path: String) {
    self.lines = lines
    self.path = path
    counter = LineCounter(lines)
  }

  /// Notes a problem at a byte offset.
  mutating func report(_ kind: SidecarProblem.Kind, at offset: Int) {
    problems.append(
      SidecarProblem(kind: kind, path: path, line: counter.line(of: offset), column: lines.column(of: offset)))
  }

  /// Notes escapes that stand for half a character.
  mutating func report(halves offsets: [Int]) {
    for offset in offsets { report(.halfCharacter, at: offset) }
  }

  mutating func checkVersion(_ root: SourceNode) {
    guard let field = root.fields.first(where: { $0.key == "mrsf_version" }), let version = field.content.text else {
      return report(.missingField("mrsf_version"), at: 0)
    }
    let parts = version.split(separator: ".", omittingEmptySubsequences: false)
    if parts.first != "1" {
      report(.unsupportedVersion(version), at: field.content.range.lowerBound)
    } else if version != "1.0" {
      report(.newerVersion(version), at: field.content.range.lowerBound)
    }
  }

  /// The records that can be read, in their order.
  mutating func records(_ items: [SourceNode]) -> [SidecarDocument.Record] {
    var seen: Set<String> = []
    var records: [SidecarDocument.Record] = []
    records.reserveCapacity(items.count)
    for item in items {
      let start = item.range.lowerBound
      guard case .mapping = item.content else {
        report(.recordNotAMapping, at: start)
        continue
      }
      guard let id = item["id"]?.presentText, !id.isEmpty else {
        report(.recordWithoutID, at: start)
        continue
      }
      let line = counter.line(of: start)
      if !seen.insert(id).inserted { report(.repeatedID(id), at: start) }
      for fault in RecordCodec.faults(in: item, id: id) {
        report(fault.kind, at: item.fields.first { $0.key == fault.field }?.keyRange.lowerBound ?? start)
      }
      records.append(
        SidecarDocument.Record(
          id: id, annotation: RecordCodec.annotation(from: item, id: id), line: line, node: item))
    }
    for record in records {
      guard let parent = record.replyTo, !seen.contains(parent) else { continue }
      report(.unknownParent(id: record.id, parent: parent), at: record.range.lowerBound)
    }
    return records
  }
}
