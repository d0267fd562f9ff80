import Outline
import Synchronization

/// The titles of one outline that were asked for last: those in view are asked for with every frame.
///
/// Topics share places by their number, so that those that follow one another don't meet. Any thread may call it.
final class TitleCache: Sendable {
  private struct Entry {
    var topic: TopicIndex
    var title: String
  }

  private static let places = 512
  private let entries = Mutex<[Entry]>([])

  /// The title of `topic`, made by `decode` where it is not remembered.
  func title(of topic: TopicIndex, _ decode: () -> String) -> String {
    let place = topic.int % TitleCache.places
    let known: String? = entries.withLock { entries in
      guard !entries.isEmpty, entries[place].topic == topic else { return nil }
      return entries[place].title
    }
    if let known { return known }
    let title = decode()
    entries.withLock { entries in
      // The root, which has the first place, has no title.
      if entries.isEmpty { entries = Array(repeating: Entry(topic: .root, title: ""), count: TitleCache.places) }
      entries[place] = Entry(topic: topic, title: title)
    }
    return title
  }
}
