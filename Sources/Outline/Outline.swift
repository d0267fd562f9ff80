/// A Markdown file as a tree of topics, and every topic's place in the file.
///
/// A value that never changes; copies share what they hold. Topics are numbered in document order, parents before
/// children; 0 is the root row, which stands for the file.
package struct Outline: Sendable {
  let storage: Storage
  /// The encoding that the file was read from; its bytes here are UTF-8.
  package internal(set) var encoding = SourceEncoding.utf8

  /// The data that copies of an outline share.
  final class Storage: Sendable {
    let bytes: [UInt8]
    let tables: OutlineTables
    let definitions: Definitions
    let frontMatter: Range<Int>?
    let patches: Patches
    /// The file with its patches covered, as md4c sees it; nil where there are none.
    let covered: [UInt8]?

    var records: [Record] { tables.records }
    var continuations: [Continuation] { tables.continuations }
    var lineStarts: [UInt32] { tables.lines.starts }

    init(
      bytes: [UInt8], tables: OutlineTables, definitions: Definitions, frontMatter: Range<Int>?, patches: Patches,
      covered: [UInt8]?
    ) {
      self.bytes = bytes
      self.patches = patches
      self.covered = covered
      self.tables = tables
      self.definitions = definitions
      self.frontMatter = frontMatter
    }

    /// The same, with all markers that were ever found too deep.
    func with(overindented: [UInt32]) -> Storage {
      var tables = tables
      tables.overindented = overindented
      return Storage(
        bytes: bytes, tables: tables, definitions: definitions, frontMatter: frontMatter, patches: patches,
        covered: covered)
    }
  }

  /// Reads any bytes as Markdown; invalid UTF-8, NUL, a byte order mark and any line ends included.
  /// - Precondition: fewer than 4 GiB; the caller refuses more.
  /// - Complexity: O(length), in one pass of md4c.
  package init(parsing bytes: [UInt8]) { self.init(parsing: bytes, parallelism: .usual(for: bytes.count)) }

  /// Reads the beginning of a file, up to the first place where what is read depends on the rest of it.
  /// - Precondition: as `init(parsing:)`.
  /// - Complexity: as `init(parsing:)`.
  package init(parsingPrefix bytes: [UInt8]) {
    self.init(parsing: bytes, isWhole: false, parallelism: .usual(for: bytes.count))
  }

  /// Reads any bytes as earlier versions of the program did: as CommonMark, with loose items, and without any dialect.
  ///
  /// What they noted by the numbers of topics has these numbers.
  /// - Precondition: as `init(parsing:)`.
  /// - Complexity: as `init(parsing:)`.
  package init(parsingWithoutDialects bytes: [UInt8]) {
    self.init(parsing: bytes, without: DialectRule.later, parallelism: .usual(for: bytes.count))
  }

  /// Reads bytes, with the work shared between processors as asked for; the outline is the same.
  ///
  /// - Parameters:
  ///   - isWhole: Whether the bytes are all of a file.
  ///   - rules: Rules for dialects that are not used, to see what they change.
  init(
    parsing bytes: [UInt8], isWhole: Bool = true, without rules: Set<DialectRule> = [], parallelism: Parallelism
  ) {
    precondition(bytes.count < Int(UInt32.max), "an outline's offsets are 32 bits wide")
    let (head, patches, certain) = Outline.withBytes(bytes) { bytes in
      let head = FrontMatter(of: bytes, mapping: rules != DialectRule.later)
      let (patches, certain) = Dialects.patches(of: bytes, head, isWhole: isWhole, without: rules)
      return (head, patches, certain)
    }
    let bytes = certain < bytes.count ? Array(bytes[..<certain]) : bytes
    var covered = bytes
    if !patches.isEmpty { patches.cover(&covered) }
    // md4c may look one byte behind a link that the end of the source leaves open.
    var told = covered.last == 0x0A ? covered : covered + [0x0A]
    let reading = Reading(
      bytes: bytes, covered: covered, head: head, patches: patches, parallelism: parallelism,
      joinsHeadings: rules != DialectRule.later)
    var overindented: Set<UInt32> = []
    var readings = 0
    while true {
      let storage = reading.storage(told: told)
      readings += 1
      let new = storage.tables.overindented.filter { overindented.insert($0).inserted }
      if new.isEmpty || readings == OverindentedFences.mostReadings {
        self.storage = overindented.isEmpty ? storage : storage.with(overindented: overindented.sorted())
        return
      }
      told = OverindentedFences.covered(told, at: new)
    }
  }

  /// The inputs that stay the same however often a file is read.
  private struct Reading {
    let bytes: [UInt8]
    let covered: [UInt8]
    let head: FrontMatter
    let patches: Patches
    let parallelism: Parallelism
    let joinsHeadings: Bool

    /// Reads what md4c is told: `covered` with a line break at its end, and perhaps with further bytes covered.
    func storage(told: [UInt8]) -> Storage {
      let source = SourceText(
        bytes: bytes, covered: covered, patches: patches, start: head.start, joinsHeadings: joinsHeadings)
      let tables = source.withInput { input in
        let builder = TableBuilder(of: input, keptBy: source, parallelism: parallelism)
        told.withUnsafeBufferPointer { told in
          Markdown.parse(told, from: head.start, count: bytes.count, batch: parallelism.batch, to: builder)
        }
        return builder.finish()
      }
      // What is covered at its bracket is no definition, unless it is one that is shown.
      let definitions = tables.lines.definitions.filter {
        covered[Int($0)] == 0x5B || patches.patch(at: Int($0))?.effect == .dimmed
      }
      return Storage(
        bytes: bytes, tables: tables, definitions: Outline.withBytes(bytes) { Definitions(at: definitions, in: $0) },
        frontMatter: head.range, patches: patches, covered: patches.isEmpty ? nil : covered)
    }
  }

  /// The file as it is.
  package var bytes: [UInt8] { storage.bytes }

  /// The number of topics, the root row included; at least 1.
  package var count: Int { storage.records.count }

  /// The depth of the deepest topic; 0 where there is only the root.
  package var maximumDepth: Int { storage.tables.maximumDepth }

  /// The lines between `---` and `---` or `...` at the top of the file, these included.
  package var frontMatter: Range<ByteOffset>? {
    storage.frontMatter.map { ByteOffset($0.lowerBound)..<ByteOffset($0.upperBound) }
  }

  /// All topics in document order.
  package var indices: some RandomAccessCollection<TopicIndex> {
    (0..<count).lazy.map(TopicIndex.init)
  }

  /// The topic at `index`.
  /// - Complexity: O(log n), for the lines.
  package subscript(index: TopicIndex) -> Topic {
    let record = storage.records[index.int]
    let content = firstSegment(of: index).range
    let title = ByteOffset(Int(record.titleStart))..<ByteOffset(Int(record.titleEnd))
    let last = withBytes { $0.trimmedEnd(subtreeEnd(of: index), notBefore: Int(record.marker)) }
    return Topic(
      kind: kind(of: index), depth: Int(record.depth), subtreeCount: Int(record.subtreeCount),
      parent: index == .root ? nil : TopicIndex(Int(record.parent)), marker: ByteOffset(Int(record.marker)),
      title: title, content: content, line: LineNumber(Int(record.line)),
      endLine: record.titleEnd > record.titleStart ? line(before: Int(record.titleEnd)) : LineNumber(Int(record.line)),
      lastLine: max(LineNumber(Int(record.line)), line(before: last)))
  }

  private func taskState(_ record: Record) -> Topic.TaskState {
    switch record.task {
    case 0x58, 0x78: return .done
    case 0x20:
      // md4c knows no other characters than these.
      let sign = withBytes { bytes -> UInt8? in
        let marker = Int(record.marker)
        return bytes.taskSign(bytes.skipBlanks(marker + bytes.markerLength(marker)))
      }
      return sign.map { $0 == 0x20 ? .open : .other(Unicode.Scalar($0)) } ?? .open
    default: return .other(Unicode.Scalar(record.task))
    }
  }

  /// Returns the kind of the topic at `index`: the root, a heading with its level, or an item with its marker and
  /// state.
  package func kind(of index: TopicIndex) -> Topic.Kind {
    let record = storage.records[index.int]
    let task = record.task == 0 ? nil : taskState(record)
    switch record.form {
    case .root: return .root
    case .atx, .setext: return .heading(level: Int(record.level))
    case .bullet, .ordered:
      return .item(withBytes { $0.marker(at: Int(record.marker)) } ?? .bullet("-"), task)
    }
  }

  func withBytes<Result>(_ body: (Bytes) -> Result) -> Result { Outline.withBytes(storage.bytes, body) }

  /// The bytes as md4c sees them, patches covered.
  func withCoveredBytes<Result>(_ body: (Bytes) -> Result) -> Result {
    Outline.withBytes(storage.covered ?? storage.bytes, body)
  }

  static func withBytes<Result>(_ bytes: [UInt8], _ body: (Bytes) -> Result) -> Result {
    bytes.withUnsafeBufferPointer { buffer in
      var empty: UInt8 = 0
      return withUnsafePointer(to: &empty) { body(Bytes(base: buffer.baseAddress ?? $0, count: buffer.count)) }
    }
  }
}

extension Bytes {
  /// The list marker at `offset`.
  func marker(at offset: Int) -> Topic.Marker? {
    let length = markerLength(offset)
    guard length > 0 else { return nil }
    switch base[offset] {
    case 0xE2: return .bullet(base[offset + 2] == 0xA2 ? "•" : "–")
    case 0x30...0x39:
      let digits = (offset..<offset + length - 1).reduce(0) { $0 * 10 + Int(base[$1] - 0x30) }
      return .ordered(number: digits, delimiter: Unicode.Scalar(base[offset + length - 1]))
    case let bullet: return .bullet(Unicode.Scalar(bullet))
    }
  }
}
