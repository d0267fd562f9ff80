/// The targets of links inside a file.
extension Outline {
  /// The topic that `anchor` leads to: a block by its identifier (`^id`), what names itself so with `{#anchor}`, `<a
  /// name="anchor">` or `id:: anchor`, or a heading by its anchor, as GitHub, GitLab, pandoc or Obsidian make it. Of
  /// `A#B`, the heading B below A.
  ///
  /// The nearest form counts, the first of several topics that have it.
  /// - Complexity: O(topics)
  package func topic(anchor: String) -> TopicIndex? {
    if anchor.hasPrefix("^") { return topic(block: String(anchor.dropFirst())) }
    if let found = topic(anchor: anchor, in: 0..<count) { return found }
    let parts = anchor.split(separator: "#").map(String.init)
    if parts.count > 1 {
      var range = 0..<count
      var found: TopicIndex?
      for part in parts {
        found = part.hasPrefix("^") ? topic(block: String(part.dropFirst())) : topic(anchor: part, in: range)
        guard let found else { break }
        range = subtree(of: found)
      }
      if found != nil { return found }
    }
    return topic(named: anchor)
  }

  private func topic(anchor: String, in range: Range<Int>) -> TopicIndex? {
    let wanted = anchor.lowercased()
    let plain = AnchorForm.plain(wanted)
    let loose = AnchorForm.loose(wanted)
    var seen: [String: Int] = [:]
    /// By how far they are from what was asked for.
    var found: [TopicIndex?] = [nil, nil, nil]
    for index in 0..<range.upperBound {
      let topic = TopicIndex(index)
      guard case .heading = kind(of: topic) else { continue }
      let title = title(of: topic)
      let slug = numbered(title, &seen)
      guard range.contains(index) else { continue }
      if let own = ownAnchor(of: topic), own == anchor { return topic }
      if found[0] == nil, slug == wanted || title.lowercased() == wanted { found[0] = topic }
      if found[1] == nil, AnchorForm.plain(slug) == plain { found[1] = topic }
      if found[2] == nil, !loose.isEmpty, AnchorForm.loose(title.lowercased()) == loose { found[2] = topic }
    }
    return found.lazy.compactMap { $0 }.first
  }

  /// The topic with a block that is called `^name`, or has the property `id:: name`.
  private func topic(block name: String) -> TopicIndex? {
    let bytes = Array(name.utf8)
    guard !bytes.isEmpty else { return nil }
    for patch in storage.patches.all {
      let text = self.bytes[patch.range]
      switch patch.rule {
      case .blockID where text.dropFirst().elementsEqual(bytes): return segment(at: ByteOffset(Int(patch.offset))).topic
      case .property where text.count > bytes.count && text.starts(with: "id::".utf8):
        if text.dropFirst(4).drop(while: { Bytes.isBlank($0) }).elementsEqual(bytes) {
          return segment(at: ByteOffset(Int(patch.offset))).topic
        }
      default: continue
      }
    }
    return nil
  }

  /// The topic in whose text a tag of HTML is called `name`.
  private func topic(named name: String) -> TopicIndex? {
    let wanted = Array(name.utf8)
    guard !wanted.isEmpty, !wanted.contains(0x22) else { return nil }
    return withBytes { bytes in
      var at = 0
      while at + wanted.count + 6 < bytes.count {
        guard bytes[at] == 0x3D, bytes[at + 1] == 0x22 || bytes[at + 1] == 0x27,
          bytes[at + 2 + wanted.count] == bytes[at + 1],
          wanted.indices.allSatisfy({ bytes[at + 2 + $0] == wanted[$0] }), isNameOrID(before: at, in: bytes)
        else {
          at += 1
          continue
        }
        return segment(at: ByteOffset(at)).topic
      }
      return nil
    }
  }

  private func isNameOrID(before offset: Int, in bytes: Bytes) -> Bool {
    [Array("id".utf8), Array("name".utf8)].contains { word in
      let start = offset - word.count
      return start > 0 && Bytes.isSpace(bytes[start - 1])
        && word.indices.allSatisfy { bytes[start + $0] | 0x20 == word[$0] }
    }
  }

  /// Whether `anchor` leads to `topic`.
  /// - Complexity: O(topics) where it may
  package func leads(_ anchor: String, to topic: TopicIndex) -> Bool {
    if !anchor.contains("#"), !anchor.hasPrefix("^"), ownAnchor(of: topic) != anchor, case .heading = kind(of: topic) {
      let title = AnchorForm.loose(title(of: topic).lowercased())
      let isAlike = AnchorForm.loose(anchor.lowercased()).hasPrefix(title)
      guard isAlike || self.topic(named: anchor) == topic else { return false }
    }
    return self.topic(anchor: anchor) == topic
  }

  /// The anchor of a heading, as GitHub makes it; nil for other topics.
  /// - Complexity: O(topics above it in the file)
  package func anchor(of topic: TopicIndex) -> String? {
    guard case .heading = kind(of: topic) else { return nil }
    var seen: [String: Int] = [:]
    for other in indices {
      guard case .heading = kind(of: other) else { continue }
      let anchor = numbered(title(of: other), &seen)
      if other == topic { return anchor }
    }
    return nil
  }

  /// The slug, with `-1`, `-2` on later headings of the same one, as far as no heading is called so itself.
  private func numbered(_ title: String, _ seen: inout [String: Int]) -> String {
    let slug = GitHubAnchor.slug(of: title)
    var anchor = slug
    while seen[anchor] != nil {
      seen[slug, default: 0] += 1
      anchor = "\(slug)-\(seen[slug, default: 0])"
    }
    seen[anchor] = 0
    return anchor
  }

  /// The anchor in `{#...}` at the end of a heading's or an item's source; nil for none.
  private func ownAnchor(of topic: TopicIndex) -> String? {
    let record = storage.records[topic.int]
    let line = withBytes { Int(record.marker)..<$0.lineEnd(max(Int(record.marker), Int(record.titleEnd))) }
    let source = bytes[line]
    guard let close = source.lastIndex(of: 0x7D), let open = source[..<close].lastIndex(of: 0x7B) else { return nil }
    let words = source[(open + 1)..<close].split { Bytes.isBlank($0) }
    return words.first { $0.first == 0x23 }.map { String(decoding: $0.dropFirst(), as: UTF8.self) }
  }
}

/// Forms in which makers of anchors disagree.
private enum AnchorForm {
  /// Without what only some keep of emoji, hyphens at the ends, and with one hyphen for several.
  static func plain(_ anchor: String) -> String {
    var plain = String.UnicodeScalarView()
    for scalar in anchor.unicodeScalars {
      if scalar == "-" || scalar == " " {
        if plain.last != "-", !plain.isEmpty { plain.append("-") }
      } else if !isInvisible(scalar) {
        plain.append(scalar)
      }
    }
    if plain.last == "-" { plain.removeLast() }
    return String(plain)
  }

  /// Letters and digits alone, those before the first letter left out, as pandoc does.
  static func loose(_ anchor: String) -> String {
    let scalars = anchor.unicodeScalars.filter { $0.properties.isAlphabetic || $0.properties.numericType != nil }
    let letters = scalars.drop { !$0.properties.isAlphabetic }
    return String(String.UnicodeScalarView(letters.isEmpty ? scalars[...] : letters))
  }

  private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    (0xFE00...0xFE0F).contains(scalar.value) || scalar.value == 0x200D || scalar.value == 0x20E3
  }
}
