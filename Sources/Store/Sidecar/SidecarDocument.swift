import Annotations
import YAML

/// The bytes of a sidecar, the annotations in it, and the place of each record.
package struct SidecarDocument: Sendable {
  /// The two forms in which MRSF is written.
  package enum Format: Hashable, Sendable { case yaml, json }

  /// The whole file as it was read.
  package let bytes: [UInt8]
  /// The form that the file's name promises.
  package let format: Format
  /// The form of its content: JSON may go by the name of YAML, of which it is a part.
  let syntax: Format
  /// The path of the file, for messages.
  package let path: String
  /// The records that could be read, in the order of the file.
  package private(set) var records: [Record] = []
  /// Indices into `records`; the first where an id comes twice.
  private var indices: [String: Int] = [:]
  /// Everything wrong in the file; `isWhole` tells whether it prevents writing.
  package private(set) var problems: [SidecarProblem] = []
  /// The list of records; nil in an empty file and in one that cannot be read.
  private(set) var comments: CommentList?
  /// The whole but for the records; nil in an empty file and in one that cannot be read.
  private(set) var root: SourceNode?

  /// The place of the list of records.
  struct CommentList: Sendable {
    var keyRange: Range<Int>
    /// Just past the colon after the key.
    var colon: Int
    var range: Range<Int>
    /// Written in brackets.
    var isFlow: Bool
  }

  /// One entry of `comments`.
  package struct Record: Sendable {
    /// Shared by all versions of a document that did not change the record.
    private final class Content: Sendable {
      let id: String
      let annotation: Annotation
      let node: SourceNode
      let line: Int

      init(_ id: String, _ annotation: Annotation, _ node: SourceNode, _ line: Int) {
        self.id = id
        self.annotation = annotation
        self.node = node
        self.line = line
      }
    }

    private let content: Content
    /// The distance that it has moved since it was read.
    private var shift = (bytes: 0, lines: 0)

    init(id: String, annotation: Annotation, line: Int, node: SourceNode) {
      content = Content(id, annotation, node, line)
    }

    /// The id of the record's annotation.
    package var id: String { content.id }
    /// The record as an annotation.
    package var annotation: Annotation { content.annotation }
    /// As in the annotation, without a copy of that.
    var replyTo: String? { content.annotation.replyTo }
    var promotedFrom: [String] { content.annotation.promotedFrom }
    var anchorLine: Int? { content.annotation.anchor.line }
    /// 1-based.
    package var line: Int { content.line + shift.lines }
    /// - Complexity: O(length)
    package var value: Value { content.node.value }

    /// The bytes of the record.
    var range: Range<Int> {
      let range = content.node.range
      return range.lowerBound + shift.bytes..<range.upperBound + shift.bytes
    }

    /// The record with the places of all its fields.
    /// - Complexity: O(length) where something was written before it since the file was read
    var node: SourceNode { content.node.moved(by: shift.bytes) }

    /// The same record further down.
    func moved(by bytes: Int, lines: Int) -> Record {
      var record = self
      record.shift = (shift.bytes + bytes, shift.lines + lines)
      return record
    }
  }

  /// Whether the whole of it was understood, so that it may be written.
  package var isWhole: Bool { !problems.contains(where: \.preventsWriting) }
  /// The annotations of `records`, in the order of the file.
  package var annotations: [Annotation] { records.map(\.annotation) }
  /// The source that the sidecar names; nil where it names none.
  package var document: String? { root?["document"]?.text }
  var lines: LineLocator { LineLocator(bytes) }

  /// Reads a sidecar; `problems` has what is wrong with it, and `records` what can be read all the same.
  package init(_ bytes: [UInt8], format: Format, path: String) {
    self.bytes = bytes
    self.format = format
    self.path = path
    let start = LineLocator.start(of: bytes)
    let first = bytes[start...].first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
    guard first != nil else {
      syntax = format
      return
    }
    var text: YAMLText?
    if format == .yaml, first == UInt8(ascii: "{") { text = try? YAMLText(bytes, as: .json) }
    syntax = text == nil ? format : .json
    do throws(YAMLError) {
      let text = if let text { text } else { try YAMLText(bytes, as: format == .json ? .json : .yaml) }
      var reader = RecordReader(lines: LineLocator(bytes), path: path)
      if let node = text.root { read(node, &reader) }
      reader.report(halves: text.unpairedSurrogates)
      problems += reader.problems
    } catch {
      problems.append(SidecarProblem(error, path: path))
    }
    if records.isEmpty, !isWhole { records = Salvage.records(bytes, path: path) }
    indices = Self.indices(of: records)
  }

  /// The document with some of its records replaced, all that stands around them as it is.
  ///
  /// Only for documents without problems whose `comments` are their last field, in block style.
  ///
  /// - Parameters:
  ///   - records: those that stand there now, with their places in `bytes`.
  ///   - range: the records of this document that they replace.
  ///   - growth: how far what follows them has moved.
  /// - Complexity: O(number of records), without a look at their texts.
  init(
    _ bytes: [UInt8], like other: SidecarDocument, _ records: [Record], insteadOf range: Range<Int>,
    growth: (bytes: Int, lines: Int)
  ) {
    self.bytes = bytes
    format = other.format
    syntax = other.syntax
    path = other.path
    problems = other.problems
    root = other.root
    comments = other.comments
    comments?.range = clampedRange(other.comments?.range.lowerBound ?? 0, bytes.count)
    self.records = []
    self.records.reserveCapacity(other.records.count - range.count + records.count)
    self.records += other.records[..<range.lowerBound]
    self.records += records
    for record in other.records[range.upperBound...] {
      self.records.append(record.moved(by: growth.bytes, lines: growth.lines))
    }
    let shift = records.count - range.count
    let before = other.records[range].map(\.id)
    if shift == 0, before == records.map(\.id) {
      indices = other.indices
      return
    }
    indices = shift == 0 ? other.indices : other.indices.mapValues { $0 < range.upperBound ? $0 : $0 + shift }
    for id in before { indices[id] = nil }
    for (offset, record) in records.enumerated() { indices[record.id] = range.lowerBound + offset }
  }

  /// The document as if it had only some of its records; for comparing.
  func part(_ range: Range<Int>) -> SidecarDocument {
    var part = self
    part.records = Array(records[range])
    part.indices = Self.indices(of: part.records)
    return part
  }

  private static func indices(of records: [Record]) -> [String: Int] {
    Dictionary(zip(records.map(\.id), records.indices), uniquingKeysWith: { first, _ in first })
  }

  /// Whether reading these bytes gives this document; not where conflict markers were merged.
  func isOf(_ bytes: [UInt8]) -> Bool { isReadFromFile && bytes == self.bytes }

  /// Whether its bytes are those of the file; not where conflict markers were merged.
  var isReadFromFile: Bool { !problems.contains { $0.kind == .mergedConflict } }

  /// The record with an id.
  func record(_ id: String) -> Record? { indices[id].map { records[$0] } }

  /// The index of the record with an id.
  func index(of id: String) -> Int? { indices[id] }

  /// Notes what was found out about the file from outside.
  mutating func add(_ problem: SidecarProblem) {
    problems.insert(problem, at: 0)
  }

  private mutating func read(_ node: SourceNode, _ reader: inout RecordReader) {
    guard case .mapping(var fields) = node.content else {
      // A file of nothing but remarks and a `---` holds nothing.
      if case .scalar = node.content, node.presentText == nil { return }
      return reader.report(.notAMapping, at: node.range.lowerBound)
    }
    reader.checkVersion(node)
    let index = fields.firstIndex { $0.key == "comments" }
    guard let index else {
      root = node
      return reader.report(.missingField("comments"), at: node.range.upperBound)
    }
    let list = fields[index].content
    fields[index].content = list.emptied
    var bare = node
    bare.content = .mapping(fields)
    root = bare
    if node["document"] == nil { reader.report(.missingField("document"), at: 0) }
    if case .sequence = list.content {
      records = reader.records(list.items)
    } else if list.text == nil || list.presentText != nil {
      return reader.report(.commentsNotAList, at: list.range.lowerBound)
    }
    comments = CommentList(
      keyRange: fields[index].keyRange, colon: fields[index].colon, range: list.range, isFlow: list.isFlow)
  }
}

extension SourceNode {
  /// The same node without what is in it.
  fileprivate var emptied: SourceNode {
    var node = self
    if case .sequence = content { node.content = .sequence([]) }
    return node
  }
}

extension SidecarProblem {
  fileprivate init(_ error: YAMLError, path: String) {
    let kind: Kind =
      switch error.kind {
      case .notUTF8: .notUTF8
      case .syntax(let words): .syntax(words)
      case .repeatedKey(let key): .repeatedKey(key)
      case .tooComplex: .tooComplex
      }
    self.init(kind: kind, path: path, line: error.line, column: error.column)
  }
}
