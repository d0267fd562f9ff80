/// Builds the tables of a file from what md4c tells.
///
/// In a short file md4c and what is done with its events take turns. In a longer one they run beside each other: md4c
/// on the thread that asks for the outline, all the rest on another, in the same order and by the same code. The file
/// is not cut, so nothing has to be joined, and the tables are the same. If the other thread has not begun when the
/// first events come, as where the processors have too much to do, it is not waited for.
final class TableBuilder: MarkdownEventSink {
  private let bytes: Bytes
  private let start: Int
  private let beside: ConcurrentTableBuilder?
  private var here: SerialTableBuilder?

  /// - Parameters:
  ///   - source: The same bytes as `bytes`, for the other thread.
  ///   - start: Where the Markdown begins.
  init(of bytes: Bytes, from start: Int, keptBy source: [UInt8], parallelism: Parallelism) {
    self.bytes = bytes
    self.start = start
    beside =
      parallelism.other == .never ? nil : ConcurrentTableBuilder(of: source, from: start, parallelism: parallelism)
  }

  func read(_ events: UnsafeBufferPointer<MarkdownEvent>) {
    if here == nil, let beside, beside.isTaken() { return beside.read(events) }
    serialBuilder().read(events)
  }

  /// The tables, once md4c has told all.
  func finish() -> OutlineTables {
    if here == nil, let beside, beside.isTaken() { return beside.finish() }
    return serialBuilder().finish()
  }

  private func serialBuilder() -> SerialTableBuilder {
    if let here { return here }
    let made = SerialTableBuilder(of: bytes, from: start)
    here = made
    return made
  }
}

/// Builds tables on the thread that it is called from.
private final class SerialTableBuilder: MarkdownEventSink {
  private var topics: TopicBuilder

  init(of bytes: Bytes, from start: Int) { topics = TopicBuilder(bytes: bytes, start: start) }

  func read(_ events: UnsafeBufferPointer<MarkdownEvent>) { topics.read(events) }

  func finish() -> OutlineTables { topics.finish(LineTable(of: topics.bytes, from: topics.start)) }
}
