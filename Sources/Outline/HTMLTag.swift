/// A tag of raw HTML: its name and the attributes that matter.
struct HTMLTag {
  /// In small letters.
  var name: String
  var isEnd: Bool
  /// The bytes between `<` and `>`, both included.
  let range: Range<Int>
  private let bytes: UnsafeBufferPointer<UInt8>

  /// The tag that begins at `offset` of `bytes`; nil where none does, or where nothing ends it.
  init?(at offset: Int, in bytes: UnsafeBufferPointer<UInt8>) {
    guard offset + 2 < bytes.count, bytes[offset] == 0x3C else { return nil }
    var at = offset + 1
    isEnd = bytes[at] == 0x2F
    if isEnd { at += 1 }
    let start = at
    while at < bytes.count, HTMLTag.isName(bytes[at]) { at += 1 }
    guard at > start, bytes[start] | 0x20 &- 0x61 < 26 else { return nil }
    name = String(decoding: bytes[start..<at], as: UTF8.self).lowercased()
    var quote: UInt8 = 0
    // Longer ones are no tags that anybody wrote.
    let limit = min(bytes.count, offset + 16_384)
    while at < limit, quote != 0 || bytes[at] != 0x3E {
      if quote != 0 {
        if bytes[at] == quote { quote = 0 }
      } else if (bytes[at] == 0x22 || bytes[at] == 0x27) && bytes[at - 1] == 0x3D {
        quote = bytes[at]
      } else if bytes[at] == 0x3C {
        return nil
      }
      at += 1
    }
    guard at < limit else { return nil }
    range = offset..<at + 1
    self.bytes = bytes
  }

  private static func isName(_ byte: UInt8) -> Bool {
    byte | 0x20 &- 0x61 < 26 || Bytes.isDigit(byte) || byte == 0x2D || byte == 0x3A
  }

  /// Returns the bytes of an attribute's value, without its quotes; nil for a tag that lacks it.
  func range(of attribute: String) -> Range<Int>? {
    var at = range.lowerBound + 1
    let end = range.upperBound - 1
    while at < end, HTMLTag.isName(bytes[at]) || bytes[at] == 0x2F { at += 1 }
    while at < end {
      while at < end, Bytes.isSpace(bytes[at]) || bytes[at] == 0x2F { at += 1 }
      let start = at
      while at < end, !Bytes.isSpace(bytes[at]), bytes[at] != 0x3D { at += 1 }
      let name = start..<at
      while at < end, Bytes.isSpace(bytes[at]) { at += 1 }
      guard at < end, bytes[at] == 0x3D else {
        if at == start { at += 1 }
        continue
      }
      at += 1
      while at < end, Bytes.isSpace(bytes[at]) { at += 1 }
      let value: Range<Int>
      if at < end, bytes[at] == 0x22 || bytes[at] == 0x27 {
        let quote = bytes[at]
        let first = at + 1
        at = first
        while at < end, bytes[at] != quote { at += 1 }
        value = first..<at
        at += 1
      } else {
        let first = at
        while at < end, !Bytes.isSpace(bytes[at]) { at += 1 }
        value = first..<at
      }
      if String(decoding: bytes[name], as: UTF8.self).lowercased() == attribute { return value }
    }
    return nil
  }

  /// The value of an attribute, entities resolved.
  func value(of attribute: String) -> String? {
    range(of: attribute).map { Entity.resolved(bytes[$0]) }
  }

  /// The emphasis that the tag gives to its text; nil for a tag that gives none.
  var emphasis: RichText.Emphasis? {
    switch name {
    case "b", "strong": .strong
    case "i", "em", "cite", "var", "dfn": .emphasis
    case "s", "del", "strike": .strikethrough
    case "code", "samp", "tt": .code
    case "mark": .highlight
    default: nil
    }
  }

  /// Elements that show a picture, a film, a sound or a page of their own.
  static let media: Set<String> = ["img", "video", "audio", "source", "iframe", "embed", "object"]

  /// Elements that stand apart from each other in a line.
  static let controls: Set<String> = ["button", "select", "input", "output", "meter", "progress"]

  /// Whether what it encloses is on lines of its own.
  var isBlock: Bool { HTMLTag.blocks.contains(name) }

  private static let blocks: Set<String> = Set(
    """
    address article aside blockquote body caption center col colgroup dd details dialog dir div dl dt fieldset
    figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li link main
    menu menuitem meta nav noframes ol optgroup option p pre script search section style summary table tbody td template
    textarea tfoot th thead title tr ul
    """.split(whereSeparator: \.isWhitespace).map(String.init))
}

extension Entity {
  /// Text with its entities resolved.
  static func resolved(_ bytes: some RandomAccessCollection<UInt8>) -> String {
    guard bytes.contains(0x26) else { return String(decoding: bytes, as: UTF8.self) }
    var text = ""
    var rest = bytes[...]
    while let sign = rest.firstIndex(of: 0x26) {
      text += String(decoding: rest[..<sign], as: UTF8.self)
      rest = rest[sign...]
      if let end = rest.prefix(40).firstIndex(of: 0x3B), let entity = Entity.text(of: rest[...end]) {
        text += entity
        rest = rest[rest.index(after: end)...]
      } else {
        text += "&"
        rest = rest.dropFirst()
      }
    }
    return text + String(decoding: rest, as: UTF8.self)
  }
}
