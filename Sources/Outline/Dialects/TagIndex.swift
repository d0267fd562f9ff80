import Glibc

/// The tags of a file and which of them belong together, found once where the first is met.
struct TagIndex {
  struct Tag: BitwiseCopyable {
    var offset: Int
    /// The index of the tag that ends it, or begins it; -1 for none.
    var partner = -1
    var isEnd: Bool
    /// Whether it was taken for markup.
    var isAccepted = false
  }

  private var tags = [Tag]()
  private var cursor = 0

  /// - Complexity: O(length)
  init(of bytes: Bytes) {
    var open: [Int: [Int]] = [:]
    let base = UnsafeRawPointer(bytes.base)
    var at = 0
    while at < bytes.count, let found = memchr(base + at, 0x3C, bytes.count - at) {
      let offset = base.distance(to: found)
      at = offset + 1
      guard let name = HTMLName(at: offset, in: bytes) else { continue }
      guard let element = name.element, !name.isVoid else { continue }
      if name.isEnd {
        guard let start = open[element]?.popLast() else { continue }
        tags[start].partner = tags.count
        tags.append(Tag(offset: offset, partner: start, isEnd: true))
      } else {
        open[element, default: []].append(tags.count)
        tags.append(Tag(offset: offset, isEnd: false))
      }
    }
  }

  /// The index of the tag at `offset`; asked for in the order of the file, mostly.
  private mutating func index(at offset: Int) -> Int? {
    while cursor > 0, tags[cursor - 1].offset >= offset { cursor -= 1 }
    while cursor < tags.count, tags[cursor].offset < offset { cursor += 1 }
    return cursor < tags.count && tags[cursor].offset == offset ? cursor : nil
  }

  /// Returns the offset of the tag that ends or begins the element of the one at `offset`, and whether that was taken
  /// for markup; nil for a tag without a partner.
  mutating func partner(of offset: Int) -> (offset: Int, isAccepted: Bool)? {
    guard let index = index(at: offset), tags[index].partner >= 0 else { return nil }
    let partner = tags[tags[index].partner]
    return (partner.offset, partner.isAccepted)
  }

  /// Remembers that the tag at `offset` is markup.
  mutating func accept(_ offset: Int) {
    if let index = index(at: offset) { tags[index].isAccepted = true }
  }
}

/// The name of a tag.
struct HTMLName {
  var isEnd: Bool
  /// The offset behind the name.
  var end: Int
  /// Its number among the elements of HTML, nil for other names.
  var element: Int?

  /// Nil where `<` is not followed by a name.
  init?(at offset: Int, in bytes: Bytes) {
    var at = offset + 1
    isEnd = at < bytes.count && bytes[at] == 0x2F
    if isEnd { at += 1 }
    guard at < bytes.count, (bytes[at] | 0x20) &- 0x61 < 26 else { return nil }
    var hash: UInt64 = 14_695_981_039_346_656_037
    while at < bytes.count, (bytes[at] | 0x20) &- 0x61 < 26 || Bytes.isDigit(bytes[at]) || bytes[at] == 0x2D {
      hash = (hash ^ UInt64(bytes[at] | 0x20)) &* 1_099_511_628_211
      at += 1
    }
    end = at
    element = HTMLName.elements[hash]
  }

  /// Elements that have no end tag.
  var isVoid: Bool { element.map { $0 < HTMLName.voidCount } ?? false }
  /// Whether a line that begins with it begins a block of raw HTML (CommonMark 4.6, condition 6).
  var beginsBlock: Bool { element.map { HTMLName.blockRange.contains($0) || $0 == HTMLName.hr } ?? false }
  /// Whether its end tag may be left out.
  var mayLackEnd: Bool { element.map { HTMLName.endless.contains($0) } ?? false }
  var isBreak: Bool { element == 0 || element == 2 }
  var isRule: Bool { element == HTMLName.hr }

  private static let hr = 1
  private static let void = "br hr wbr img input source link param area base col embed meta track basefont frame"
  private static let block = """
    address article aside blockquote body caption center colgroup dd details dialog dir div dl dt fieldset figcaption
    figure footer form frameset h1 h2 h3 h4 h5 h6 head header html iframe legend li main menu menuitem nav noframes ol
    optgroup option p search section summary table tbody td tfoot th thead title tr ul
    """
  private static let inline = """
    a abbr acronym applet audio b bdi bdo big button canvas cite code data datalist del dfn em font hgroup i ins kbd
    label map mark marquee math meter nobr noembed noscript object output picture pre progress q rp rt ruby s samp
    script select slot small span strike strong style sub sup svg template textarea time tt u var video
    """
  private static let names = [void, block, inline].map { $0.split(whereSeparator: \.isWhitespace).map(String.init) }
  private static let voidCount = names[0].count
  private static let blockRange = names[0].count..<names[0].count + names[1].count
  private static let elements: [UInt64: Int] = Dictionary(
    names.joined().enumerated().map { number, name in
      (name.utf8.reduce(14_695_981_039_346_656_037) { ($0 ^ UInt64($1 | 0x20)) &* 1_099_511_628_211 }, number)
    }, uniquingKeysWith: { first, _ in first })
  private static let endless: Set<Int> = Set(
    names.joined().enumerated().filter {
      ["li", "p", "td", "th", "tr", "dt", "dd", "option", "thead", "tbody", "tfoot", "colgroup"].contains($0.1)
    }.map(\.0))
}
