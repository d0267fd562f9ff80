import Annotations

/// The bytes of a sidecar, what they say, and where each record stands in them.
package struct SidecarDocument: Sendable {
  package enum Format: Hashable, Sendable { case yaml, json }

  package let bytes: [UInt8]
  package let format: Format
  package let path: String
  package private(set) var records: [Record] = [] {
    didSet { indices = Self.indices(of: records) }
  }
  private var indices: [String: Int] = [:]
  package private(set) var problems: [SidecarProblem] = []
  /// The value of `comments`; nil in an empty file and in one that cannot be read.
  private(set) var comments: SourceNode.Field?
  private(set) var root: SourceNode?
  let lines: LineIndex

  /// One entry of `comments`.
  package struct Record: Sendable {
    package let id: String
    package let value: Value
    package let annotation: Annotation
    /// 1-based.
    package private(set) var line: Int
    private let place: SourceNode
    /// How far it has moved since `place` was found out, in bytes.
    private var shift = 0

    init(id: String, value: Value, annotation: Annotation, line: Int, located: SourceNode) {
      self.id = id
      self.value = value
      self.annotation = annotation
      self.line = line
      place = located
    }

    /// Where it is written.
    var range: Range<Int> { place.range.lowerBound + shift..<place.range.upperBound + shift }

    /// Where it and all its fields are written.
    /// - Complexity: O(length) where something was written before it since the file was read
    var located: SourceNode { shift == 0 ? place : place.moved(by: shift) }

    /// The same record further down.
    func moved(by bytes: Int, lines: Int) -> Record {
      var record = self
      record.shift += bytes
      record.line += lines
      return record
    }
  }

  /// Whether the whole of it was understood, so that it may be written.
  package var isWhole: Bool { !problems.contains(where: \.preventsWriting) }
  package var annotations: [Annotation] { records.map(\.annotation) }
  package var document: String? { root?.value["document"]?.text }

  package init(_ bytes: [UInt8], format: Format, path: String) {
    self.bytes = bytes
    self.path = path
    lines = LineIndex(bytes)
    let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let first = bytes[start...].first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
    self.format = format == .json && first != nil ? .json : format
    do throws(SidecarProblem) {
      if format == .json {
        if first == nil { return }
        root = try JSONReader.read(lines, path: path)
      } else {
        root = try YAMLReader.read(lines, path: path)
      }
      if let root { try readRoot(root) }
    } catch {
      problems.insert(error, at: 0)
      if records.isEmpty { records = Salvage.records(lines, path: path) }
    }
  }

  /// The document with some of its records replaced, all that stands around them as it is.
  ///
  /// Only for documents without problems whose `comments` are their last field, in block style.
  ///
  /// - Parameters:
  ///   - records: those that stand there now, with their places in `bytes`.
  ///   - range: which of the records of this document they replace.
  init(_ bytes: [UInt8], like other: SidecarDocument, _ records: [Record], insteadOf range: Range<Int>) {
    self.bytes = bytes
    format = other.format
    path = other.path
    lines = LineIndex(bytes)
    let growth = (bytes: bytes.count - other.bytes.count, lines: lines.starts.count - other.lines.starts.count)
    self.records =
      other.records[..<range.lowerBound] + records
      + other.records[range.upperBound...].map { $0.moved(by: growth.bytes, lines: growth.lines) }
    indices = Self.indices(of: self.records)
    comments = other.comments
    comments?.content.value = .sequence(self.records.map(\.value))
    // Of a list in block style only whether it has items is asked.
    comments?.content.items = self.records.first.map { [$0.located] } ?? []
    comments?.content.range = clampedRange(other.comments?.content.range.lowerBound ?? 0, bytes.count)
    root = other.root
    guard let comments, var root else { return }
    root.range = clampedRange(root.range.lowerBound, bytes.count)
    root.fields.removeLast()
    root.fields.append(comments)
    root.value = .mapping(root.fields.map { Value.Member($0.key, $0.content.value) })
    self.root = root
  }

  /// The document as if it had only some of its records; for comparing.
  func part(_ range: Range<Int>) -> SidecarDocument {
    var part = self
    part.records = Array(records[range])
    return part
  }

  private static func indices(of records: [Record]) -> [String: Int] {
    Dictionary(zip(records.map(\.id), records.indices), uniquingKeysWith: { first, _ in first })
  }

  /// Whether reading these bytes gives this document; not where conflict markers were merged.
  func isOf(_ bytes: [UInt8]) -> Bool {
    bytes == self.bytes && !problems.contains { $0.kind == .mergedConflict }
  }

  func record(_ id: String) -> Record? {
    indices[id].map { records[$0] }
  }

  /// Notes what was found out about the file from outside.
  mutating func add(_ problem: SidecarProblem) {
    problems.insert(problem, at: 0)
  }

  private mutating func readRoot(_ root: SourceNode) throws(SidecarProblem) {
    guard case .mapping = root.value else {
      // A file of nothing but remarks and a `---` holds nothing.
      if case .scalar = root.value, root.value.presentText == nil {
        self.root = nil
        return
      }
      throw problem(.notAMapping, at: root.range.lowerBound)
    }
    checkVersion(root)
    guard let field = root.fields.first(where: { $0.key == "comments" }) else {
      throw problem(.missingField("comments"), at: root.range.upperBound)
    }
    if root.value["document"] == nil { problems.append(problem(.missingField("document"), at: 0)) }
    switch field.content.value {
    case .sequence: break
    case .scalar where field.content.value.presentText == nil: break
    default: throw problem(.commentsNotAList, at: field.content.range.lowerBound)
    }
    comments = field
    readRecords(field.content.items)
  }

  private mutating func checkVersion(_ root: SourceNode) {
    guard let field = root.fields.first(where: { $0.key == "mrsf_version" }),
      let version = field.content.value.text
    else {
      problems.append(problem(.missingField("mrsf_version"), at: 0))
      return
    }
    let parts = version.split(separator: ".", omittingEmptySubsequences: false)
    if parts.first != "1" {
      problems.append(problem(.unsupportedVersion(version), at: field.content.range.lowerBound))
    } else if version != "1.0" {
      problems.append(problem(.newerVersion(version), at: field.content.range.lowerBound))
    }
  }

  private mutating func readRecords(_ items: [SourceNode]) {
    var seen: Set<String> = []
    var found: [Record] = []
    for item in items {
      let start = item.range.lowerBound
      guard case .mapping = item.value else {
        problems.append(problem(.recordNotAMapping, at: start))
        continue
      }
      guard let id = item.value["id"]?.presentText, !id.isEmpty else {
        problems.append(problem(.recordWithoutID, at: start))
        continue
      }
      if !seen.insert(id).inserted { problems.append(problem(.repeatedID(id), at: start)) }
      let faults = RecordCodec.faults(in: item.value, id: id)
      for fault in faults {
        let field = item.fields.first { $0.key == fault.field }
        problems.append(problem(fault.kind, at: field?.keyRange.lowerBound ?? start))
      }
      found.append(
        Record(
          id: id, value: item.value, annotation: RecordCodec.annotation(from: item.value, id: id),
          line: lines.position(of: start).line, located: item))
    }
    records = found
    for record in found {
      guard let parent = record.annotation.replyTo, !seen.contains(parent) else { continue }
      problems.append(
        problem(.unknownParent(id: record.id, parent: parent), at: record.located.range.lowerBound))
    }
  }

  private func problem(_ kind: SidecarProblem.Kind, at offset: Int) -> SidecarProblem {
    let place = lines.position(of: offset)
    return SidecarProblem(kind: kind, path: path, line: place.line, column: place.column)
  }
}
