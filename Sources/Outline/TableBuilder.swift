/// Builds the tables of a file from what md4c tells.
///
/// In a short file md4c and what is done with its events take turns. In a longer one they run at the same time: md4c
/// on the thread that asks for the outline, all the rest on another, in the same order and by the same code. The file
/// is not cut, so nothing has to be joined, and the tables are the same. If the other thread has not begun when the
/// first events come, as where the processors have too much to do, it is not waited for.
final class TableBuilder: MarkdownEventSink {
  private let topics: TopicBuilder.Input
  private let concurrent: ConcurrentTableBuilder?
  private var serial: SerialTableBuilder?

  /// - Parameters:
  ///   - topics: What topics are found in, for this thread.
  ///   - source: The same for the other one.
  init(of topics: TopicBuilder.Input, keptBy source: SourceText, parallelism: Parallelism) {
    self.topics = topics
    concurrent = parallelism.other == .never ? nil : ConcurrentTableBuilder(of: source, parallelism: parallelism)
  }

  func read(_ events: UnsafeBufferPointer<MarkdownEvent>) {
    if serial == nil, let concurrent, concurrent.isTaken() { return concurrent.read(events) }
    serialBuilder().read(events)
  }

  /// The tables, once md4c has told all.
  func finish() -> OutlineTables {
    if serial == nil, let concurrent, concurrent.isTaken() { return concurrent.finish() }
    return serialBuilder().finish()
  }

  private func serialBuilder() -> SerialTableBuilder {
    if let serial { return serial }
    let made = SerialTableBuilder(of: topics)
    serial = made
    return made
  }
}

/// Builds tables on the thread that it is called from.
private final class SerialTableBuilder: MarkdownEventSink {
  private var topics: TopicBuilder

  init(of input: TopicBuilder.Input) { topics = TopicBuilder(input) }

  func read(_ events: UnsafeBufferPointer<MarkdownEvent>) { topics.read(events) }

  func finish() -> OutlineTables { topics.finish(LineTable(of: topics.source, from: topics.start)) }
}
