/// Builds the tables of a file from what md4c tells.
///
/// In a short file md4c and what is done with its events take turns. In a longer one they run beside each other: md4c
/// on the thread that asks for the outline, all the rest on another, in the same order and by the same code. The file
/// is not cut, so nothing has to be joined, and the tables are the same. If the other thread has not begun when the
/// first events come, as where the processors have too much to do, it is not waited for.
final class TableBuilder: EventReader {
  private let bytes: Bytes
  private let start: Int
  private let beside: TablesBeside?
  private var here: TablesHere?

  /// - Parameters:
  ///   - source: The same bytes as `bytes`, for the other thread.
  ///   - start: Where the Markdown begins.
  init(of bytes: Bytes, from start: Int, keptBy source: [UInt8], sharing: Sharing) {
    self.bytes = bytes
    self.start = start
    beside = sharing.other == .never ? nil : TablesBeside(of: source, from: start, sharing: sharing)
  }

  func read(_ events: UnsafeBufferPointer<Event>) {
    if here == nil, let beside, beside.isTaken() { return beside.read(events) }
    tablesHere().read(events)
  }

  /// The tables, once md4c has told all.
  func finish() -> Tables {
    if here == nil, let beside, beside.isTaken() { return beside.finish() }
    return tablesHere().finish()
  }

  private func tablesHere() -> TablesHere {
    if let here { return here }
    let made = TablesHere(of: bytes, from: start)
    here = made
    return made
  }
}

/// Builds tables on the thread that it is called from.
private final class TablesHere: EventReader {
  private var topics: TopicBuilder

  init(of bytes: Bytes, from start: Int) { topics = TopicBuilder(bytes: bytes, start: start) }

  func read(_ events: UnsafeBufferPointer<Event>) { topics.read(events) }

  func finish() -> Tables { topics.finish(LineTable(of: topics.bytes, from: topics.start)) }
}
