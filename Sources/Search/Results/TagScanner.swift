import Annotations
import Outline

/// Gathers the tags of notes: `#word` in the text of topics and annotations, and those of front matter.
package struct TagScanner: Sendable {
  /// By the folded name; the spelling that came first.
  private var names: [String: String] = [:]
  private var counts: [String: Int] = [:]

  /// A scanner that has seen no tag.
  package init() {}

  /// Adds the tags of a file, each once for a topic.
  /// - Complexity: O(length); where there is no tag, a fast look at each byte.
  package mutating func add(_ outline: Outline) {
    outline.bytes.withUnsafeBufferPointer { bytes in
      if let head = outline.frontMatter?.ints {
        add(Set(FrontMatterTags.tags(in: bytes, head).map(\.tag)))
      }
      var found: [TopicIndex: Set<String>] = [:]
      for segment in outline.segments(of: .root) {
        guard TagScanner.mayHold(bytes, segment.range.ints) else { continue }
        for block in outline.richText(of: segment).blocks {
          switch block.kind {
          case .code, .rule: continue
          case .paragraph, .heading, .calloutTitle, .html, .table: break
          }
          for text in block.plainTexts {
            let tags = TagScanner.tags(in: text)
            if !tags.isEmpty { found[segment.topic, default: []].formUnion(tags) }
          }
        }
      }
      for (_, tags) in found.sorted(by: { $0.key < $1.key }) { add(tags) }
    }
  }

  /// Adds the tags of an annotation.
  package mutating func add(annotation text: String) { add(TagScanner.tags(in: text)) }

  /// Each tag, and each one that another is below, with the number of topics and annotations that have it or one below:
  /// the commonest first, those below others behind them.
  package var tags: [(name: String, count: Int)] {
    var children: [String: [String]] = [:]
    for name in counts.keys {
      let parent = name.lastIndex(of: "/").map { String(name[..<$0]) } ?? ""
      children[parent, default: []].append(name)
    }
    var sorted: [(name: String, count: Int)] = []
    func append(below parent: String) {
      let below = (children[parent] ?? []).sorted {
        (-(counts[$0] ?? 0), $0) < (-(counts[$1] ?? 0), $1)
      }
      for name in below {
        sorted.append((names[name] ?? name, counts[name] ?? 0))
        append(below: name)
      }
    }
    append(below: "")
    return sorted
  }

  private mutating func add(_ tags: Set<String>) {
    var counted: Set<String> = []
    for tag in tags.sorted() {
      var name = Substring(tag)
      while true {
        let folded = CharacterFolding.all(name)
        if names[folded] == nil { names[folded] = String(name) }
        if counted.insert(folded).inserted { counts[folded, default: 0] += 1 }
        guard let slash = name.lastIndex(of: "/") else { break }
        name = name[..<slash]
      }
    }
  }

  /// Whether a letter, or a character beyond ASCII, follows a `#` somewhere.
  private static func mayHold(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool {
    var at = range.lowerBound
    while at + 1 < range.upperBound {
      if bytes[at] == 0x23, bytes[at + 1] >= 0x80 || Haystack.isAlphanumeric(bytes[at + 1]) || bytes[at + 1] == 0x5F {
        return true
      }
      at += 1
    }
    return false
  }

  /// The tags of a text: letters, digits, `_`, `-` and `/` behind a `#` without a letter before it; numbers are none.
  static func tags(in text: String) -> Set<String> {
    guard text.utf8.contains(0x23) else { return [] }
    var tags: Set<String> = []
    let scalars = Array(text.unicodeScalars)
    var at = 0
    while at < scalars.count {
      guard scalars[at] == "#", at == 0 || isBoundary(scalars[at - 1]) else {
        at += 1
        continue
      }
      var end = at + 1
      while end < scalars.count, isTagPart(scalars[end]) { end += 1 }
      var name = scalars[at + 1..<end]
      while let last = name.last, last == "/" || last == "-" { name.removeLast() }
      if let first = name.first, first != "/", first != "-", name.contains(where: { !("0"..."9").contains($0) }) {
        tags.insert(String(String.UnicodeScalarView(name)))
      }
      at = max(end, at + 1)
    }
    return tags
  }

  /// Returns whether a character may come before the `#`: not one that makes it part of a word, an address or another
  /// mark.
  private static func isBoundary(_ scalar: Unicode.Scalar) -> Bool {
    !isTagPart(scalar) && scalar != "#" && scalar != "&" && scalar != ":" && scalar != "=" && scalar != "?"
      && scalar != "."
  }

  private static func isTagPart(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "_" || scalar == "-" || scalar == "/" || scalar.properties.isAlphabetic
      || scalar.properties.numericType != nil || scalar.properties.generalCategory == .nonspacingMark
      || scalar.properties.isEmojiPresentation
  }
}

extension RichText.Block {
  /// Its texts without code and without what links lead to, each of one cell or line of text.
  fileprivate var plainTexts: [String] {
    func plain(_ runs: [RichText.Run]) -> String {
      // What is code stands for a letter, so that nothing behind it begins a word.
      runs.map { $0.emphasis.contains(.code) ? "x" : $0.text }.joined()
    }
    if case .table(let table) = kind { return table.rows.flatMap { $0.map(plain) } }
    return [plain(runs)]
  }
}
