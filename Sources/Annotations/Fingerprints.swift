import Outline

/// The properties of every topic of a file that matching compares: one column a property, one row a topic, row 0 the
/// file itself.
///
/// Topics without a text are looked through: what is below one counts as its parent's, and neighbours are the nearest
/// that have a text. So `- ### Title`, which is a heading in an item without a text, compares as `- Title` does.
///
/// Made from a whole outline, or from what anchors remember of one; then only some topics are there, and what is not
/// known of them is 0.
struct Fingerprints: Sendable {
  /// The properties of a topic apart from its text.
  struct Traits: OptionSet, Sendable {
    let rawValue: UInt8
    static let heading = Traits(rawValue: 1)
    static let contentsEntry = Traits(rawValue: 2)
    /// Too short or common a text to be a witness alone: under 12 bytes or one word.
    static let brief = Traits(rawValue: 4)
    static let empty = Traits(rawValue: 8)
    /// Has topics below it.
    static let branch = Traits(rawValue: 16)
    /// Its whole text is an address.
    static let address = Traits(rawValue: 32)
  }

  /// The texts, one after the other.
  var texts: [UInt8] = []
  /// The start of each topic's text in `texts`, and the end of the last.
  var textStarts: [Int] = [0]
  /// Hash of the whole text; of a table of contents' entry another than of the topic that it leads to.
  var text: [UInt64] = []
  /// Hash of the text's beginning, as far as neighbours and paths remember it.
  var head: [UInt64] = []
  /// Hash of the heads of all ancestors, and of the text.
  var path: [UInt64] = []
  /// Hash of the heads of all ancestors, and of the head.
  var place: [UInt64] = []
  /// Hash of the topic with all below it, contents included.
  var subtree: [UInt64] = []
  /// Hash of what it says below its title and above what is below it; 0 for nothing, and where it is not known.
  var body: [UInt64] = []
  /// Heads of the neighbours; `none` where there is none.
  var previous: [UInt64] = []
  var next: [UInt64] = []
  /// Hash of what it links to; 0 for nothing.
  var link: [UInt64] = []
  var traits: [Traits] = []
  var parent: [Int32] = []
  var childCount: [Int32] = []
  /// Topics in its subtree, itself included.
  var subtreeCount: [Int32] = []

  /// The head of a neighbour that is not there.
  static let none: UInt64 = 0x6E6F_6E65
  /// The length of the part of a text that its neighbours and the paths below it remember, in bytes.
  static let headLength = 80

  var count: Int { text.count }

  /// The comparable text of a topic, as UTF-8.
  func textRange(_ topic: Int) -> Range<Int> { textStarts[topic]..<textStarts[topic + 1] }

  func isEmpty(_ topic: Int) -> Bool { traits[topic].contains(.empty) }

  /// Whether it is an entry of a table of contents, or directly below one.
  func isInContents(_ topic: Int) -> Bool {
    traits[topic].contains(.contentsEntry)
      || parent[topic] > 0 && traits[Int(parent[topic])].contains(.contentsEntry)
  }

  /// The topics directly below, in order, with those below the ones that have no text; only where the whole outline is
  /// known.
  func children(_ topic: Int) -> some Sequence<Int> {
    let end = topic + Int(subtreeCount[topic])
    return sequence(state: topic + 1) { child -> Int? in
      guard child < end else { return nil }
      defer { child += isEmpty(child) ? 1 : Int(subtreeCount[child]) }
      return child
    }
  }
}

extension Fingerprints {
  /// Reads every topic of `outline`.
  /// - Complexity: O(length of the file)
  init(of outline: Outline) {
    reserve(outline.count)
    let source = outline.bytes
    var reader = ComparableText()
    body.reserveCapacity(outline.count)
    for index in outline.indices {
      let topic = outline[index]
      reader.read(index == .root ? 0..<0 : topic.title.ints, of: source)
      var traits: Traits = []
      if case .heading = topic.kind { traits.insert(.heading) }
      if topic.subtreeCount > 1 { traits.insert(.branch) }
      var parent = topic.parent?.int ?? -1
      if parent > 0, isEmpty(parent) { parent = Int(self.parent[parent]) }
      append(reader, traits: traits, parent: parent)
      subtreeCount.append(Int32(topic.subtreeCount))
      let own =
        index == .root
        ? 0..<0 : min(topic.title.upperBound, topic.content.upperBound).int..<topic.content.upperBound.int
      body.append(Self.bodyHash(source, own))
    }
    addPaths()
    addNeighbours()
    addSubtrees()
  }

  private mutating func reserve(_ count: Int) {
    texts.reserveCapacity(count * 48)
    textStarts.reserveCapacity(count + 1)
    text.reserveCapacity(count)
    head.reserveCapacity(count)
    link.reserveCapacity(count)
    traits.reserveCapacity(count)
    parent.reserveCapacity(count)
    subtreeCount.reserveCapacity(count)
  }

  /// Appends a row with what its text says; the columns that depend on other rows are filled in afterwards.
  mutating func append(_ reading: ComparableText, traits: Traits, parent: Int) {
    var traits = traits
    if reading.isContentsEntry { traits.insert(.contentsEntry) }
    if reading.bytes.isEmpty { traits.insert(.empty) }
    if reading.isAddress { traits.insert(.address) }
    if reading.bytes.count < 12 || !reading.bytes.contains(0x20) { traits.insert(.brief) }
    let hash = StableHash.of(reading.bytes)
    text.append(reading.isContentsEntry ? StableHash.of(hash, 1) : hash)
    head.append(reading.bytes.count <= Self.headLength ? hash : StableHash.of(reading.bytes.prefix(Self.headLength)))
    texts.append(contentsOf: reading.bytes)
    textStarts.append(texts.count)
    link.append(reading.link)
    self.traits.append(traits)
    self.parent.append(Int32(parent))
  }

  /// White space and line ends do not count; what is left does as it is.
  private static func bodyHash(_ source: [UInt8], _ range: Range<Int>) -> UInt64 {
    let words = source[range].lazy.filter { $0 > 0x20 }
    return words.first == nil ? 0 : StableHash.of(words)
  }

  private mutating func addPaths() {
    path = Array(repeating: 0, count: count)
    place = path
    for topic in 0..<count {
      let above = parent[topic] < 0 ? 1 : place[Int(parent[topic])]
      path[topic] = StableHash.of(above, text[topic])
      place[topic] = StableHash.of(above, head[topic])
    }
  }

  private mutating func addNeighbours() {
    previous = Array(repeating: Self.none, count: count)
    next = previous
    childCount = Array(repeating: 0, count: count)
    var last = Array(repeating: Int32(-1), count: count)
    for topic in 1..<count {
      let above = Int(parent[topic])
      if last[above] >= 0 { previous[topic] = head[Int(last[above])] }
      guard !isEmpty(topic) else { continue }
      childCount[above] += 1
      last[above] = Int32(topic)
    }
    var following = Array(repeating: Int32(-1), count: count)
    for topic in stride(from: count - 1, to: 0, by: -1) {
      let above = Int(parent[topic])
      if following[above] >= 0 { next[topic] = head[Int(following[above])] }
      if !isEmpty(topic) { following[above] = Int32(topic) }
    }
  }

  /// Children come behind their parents, so a walk from the end meets each subtree's topics before it; the sum over
  /// children is weighted by their order.
  private mutating func addSubtrees() {
    subtree = Array(repeating: 0, count: count)
    var below = subtree
    for topic in stride(from: count - 1, through: 0, by: -1) {
      var hash = StableHash(seed: text[topic])
      hash.combine(body[topic])
      hash.combine(below[topic])
      subtree[topic] = hash.finished
      if parent[topic] >= 0, !isEmpty(topic) || body[topic] != 0 {
        let above = Int(parent[topic])
        below[above] = StableHash.of(below[above], subtree[topic])
      }
    }
  }
}
