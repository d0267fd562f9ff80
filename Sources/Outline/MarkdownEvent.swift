/// A report of md4c about a block or a text of a file, limited to what the table of topics needs.
struct MarkdownEvent: BitwiseCopyable, Sendable {
  enum Kind: UInt8 {
    case text, null
    /// A hard or soft line break.
    case lineBreak
    /// Links, images and code spans.
    case enterLink, leaveLink
    /// Any other span; its end is not told.
    case enterMark
    case enterParagraph, leaveParagraph, enterItem, leaveItem, enterList, leaveList, enterHeading, leaveHeading
    case enterQuote, leaveQuote, rule, enterCode, leaveCode, enterHTML, enterTable, leaveTableHead
    /// The end of HTML or a table.
    case leaveLeaf

    /// Whether a block is entered or left.
    @inline(__always) var isOfBlock: Bool { rawValue > Kind.enterMark.rawValue }
  }

  var kind: Kind
  /// The delimiter of a list, the character of a task or a fence, 0 for none; the level of a heading.
  var value: UInt8 = 0
  /// The offset of a text in the file, or of the character of a task, from behind the head of the file.
  var offset: UInt32 = 0
  /// The length of a text.
  var size: UInt32 = 0
}

/// A receiver of events, in batches.
protocol MarkdownEventSink: AnyObject {
  /// Goes on with what md4c tells next; `events` are there for as long as this runs.
  func read(_ events: UnsafeBufferPointer<MarkdownEvent>)
}

/// Collects the events of md4c's callbacks, and tells them a batch at a time.
struct MarkdownEventWriter: ~Copyable {
  /// The address of the file's first byte.
  private let source: Int
  private let count: Int
  /// The number of events in a batch.
  private let batch: Int
  private let reader: any MarkdownEventSink
  private var events: RawBuffer<MarkdownEvent>

  init(of source: UnsafePointer<UInt8>, count: Int, batch: Int, reader: any MarkdownEventSink) {
    self.source = Int(bitPattern: source)
    self.count = count
    self.batch = batch
    self.reader = reader
    events = RawBuffer(capacity: batch)
  }

  @inline(__always) mutating func write(
    _ kind: MarkdownEvent.Kind, value: UInt8 = 0, offset: UInt32 = 0, size: UInt32 = 0
  ) {
    if events.count == batch { flush() }
    events.append(MarkdownEvent(kind: kind, value: value, offset: offset, size: size))
  }

  /// Notes a text that lies in the file; md4c's own, and those of a size that it made up, are left out.
  @inline(__always) mutating func write(text: UnsafePointer<CChar>, size: UInt32) {
    let offset = Int(bitPattern: text) &- source
    guard offset >= 0, offset < count, Int(size) <= count - offset else { return }
    write(.text, offset: UInt32(truncatingIfNeeded: offset), size: size)
  }

  /// Tells what has been collected.
  @inline(never) mutating func flush() {
    guard !events.isEmpty else { return }
    events.withBuffer { reader.read($0) }
    events.truncate(to: 0)
  }
}
