import Outline

/// A reason not to rely on a truth file's answer for a topic.
///
/// Decided from the two versions and the truth alone, before and regardless of any answer, for every row. A row in
/// doubt counts for no method, neither as right nor as wrong.
enum Doubt: String, CaseIterable {
  /// The first web address in its title occurs in one title of either version, and there on another topic.
  case address
  /// Its line, without indentation, occurs once in either version, and there on another topic.
  case line
  /// Other topics of the new version have the same title and path as the one that is called true.
  case twins
}

/// The titles of an outline by their addresses, their lines and their paths.
struct LineCensus {
  private let outline: Outline
  private var addresses: [Substring: [TopicIndex]] = [:]
  private var lines: [String: [TopicIndex]] = [:]
  private var paths: [[String]: Int] = [:]

  init(_ outline: Outline) {
    self.outline = outline
    for topic in outline.indices.dropFirst() {
      for address in Set(Self.addresses(in: outline.sourceText(outline[topic].title))) {
        addresses[address, default: []].append(topic)
      }
      lines[Self.line(of: topic, in: outline), default: []].append(topic)
      paths[Self.path(of: topic, in: outline), default: 0] += 1
    }
  }

  /// Returns the reason to doubt that a topic of this outline became `place` (nil: deleted); nil for none.
  func doubt(about topic: TopicIndex, _ place: TopicIndex?, _ new: LineCensus) -> Doubt? {
    if let address = Self.addresses(in: outline.sourceText(outline[topic].title)).first,
      addresses[address]?.count == 1, let found = new.addresses[address], found.count == 1, found[0] != place
    {
      return .address
    }
    let line = Self.line(of: topic, in: outline)
    if lines[line]?.count == 1, let found = new.lines[line], found.count == 1, found[0] != place { return .line }
    if let place, new.paths[Self.path(of: place, in: new.outline), default: 0] > 1 { return .twins }
    return nil
  }

  /// Without the scheme, `www.` and a slash or dot at the end.
  private static func addresses(in text: String) -> [Substring] {
    text.matches(of: /https?:\/\/(?:www\.)?([^\s)>\]]+)/).map { match in
      var address = match.output.1
      while let last = address.last, "/.,".contains(last) { address.removeLast() }
      return address
    }
  }

  private static func line(of topic: TopicIndex, in outline: Outline) -> String {
    let start = outline[topic].title.lowerBound.int
    let end = outline.bytes[start...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? outline.bytes.endIndex
    return String(decoding: outline.bytes[start..<end], as: UTF8.self)
  }

  private static func path(of topic: TopicIndex, in outline: Outline) -> [String] {
    outline.path(of: topic) + [outline.title(of: topic)]
  }
}
