/// Other names of a note, by which wikilinks mean it.
extension Outline {
  /// The values of `aliases:` or `alias:` in the front matter, or of the properties `alias::` and `title::` that the
  /// note begins with.
  /// - Complexity: O(length of the front matter)
  package var aliases: [String] { Outline.aliases(of: bytes) }

  /// The aliases of a note with these bytes.
  /// - Complexity: O(length of the front matter)
  package static func aliases(of bytes: [UInt8]) -> [String] {
    withBytes(bytes) { bytes in
      let head = FrontMatter(of: bytes)
      var reader = AliasReader()
      var line = head.range?.lowerBound ?? head.start
      let end = head.range?.upperBound ?? bytes.count
      while line < end {
        let lineEnd = bytes.lineEnd(line)
        let text = String(decoding: bytes.buffer[line..<lineEnd], as: UTF8.self)
        if head.range != nil { reader.readMetadata(text[...]) } else if !reader.readProperty(text[...]) { break }
        line = bytes.nextLine(lineEnd)
      }
      return reader.aliases
    }
  }

  /// The names by which wikilinks mean this note besides that of its file: its aliases, and the heading of the first level
  /// that it begins with.
  /// - Complexity: O(length of the front matter)
  package var names: [String] { Outline.names(of: bytes) }

  /// The names of a note with these bytes.
  /// - Complexity: O(length of the front matter)
  package static func names(of bytes: [UInt8]) -> [String] {
    let aliases = aliases(of: bytes)
    return withBytes(bytes) { bytes in
      let head = FrontMatter(of: bytes)
      return aliases + (openingTitle(bytes, from: head.range?.upperBound ?? head.start).map { [$0] } ?? [])
    }
  }

  /// The heading of the first level that a note begins with, without its marks; nil where it begins with something else.
  private static func openingTitle(_ bytes: Bytes, from start: Int) -> String? {
    var line = start
    while line < bytes.count {
      let end = bytes.lineEnd(line)
      let text = String(decoding: bytes.buffer[line..<end], as: UTF8.self)
      line = bytes.nextLine(end)
      guard text.contains(where: { !$0.isWhitespace }) else { continue }
      guard text.hasPrefix("# ") else { return nil }
      var words = text.dropFirst(2)
      while let last = words.last, last.isWhitespace || last == "#" { words.removeLast() }
      let title = String(words.drop { $0.isWhitespace }.filter { !"*`".contains($0) })
      return title.isEmpty ? nil : title
    }
    return nil
  }
}

/// Gathers aliases from lines of metadata.
private struct AliasReader {
  var aliases: [String] = []
  private var isInList = false

  /// Reads a line of YAML, TOML or JSON.
  mutating func readMetadata(_ line: Substring) {
    let text = line.drop { $0.isWhitespace || $0 == "\"" }
    if line.hasPrefix("---") || line.hasPrefix("+++") { return }
    if isInList, text.first == "-" || text.first == "]" || line.first?.isWhitespace == true {
      return add(text.first == "-" ? text.dropFirst() : text)
    }
    isInList = false
    let key = text.prefix { $0.isLetter }.lowercased()
    let rest = text.dropFirst(key.count).drop { $0 == " " || $0 == "\"" }
    guard key == "aliases" || key == "alias", rest.first == ":" || rest.first == "=" else { return }
    isInList = true
    add(rest.dropFirst())
  }

  /// Reads a property of a page; false where the line is none.
  mutating func readProperty(_ line: Substring) -> Bool {
    guard let colons = line.firstRange(of: "::") else { return false }
    let key = line[..<colons.lowerBound].lowercased()
    guard !key.isEmpty, key.allSatisfy({ $0.isLetter || $0.isNumber || "-_./".contains($0) }) else { return false }
    if key == "alias" || key == "aliases" { add(line[colons.upperBound...]) }
    if key == "title" { aliases.append(name(line[colons.upperBound...])) }
    aliases.removeAll(where: \.isEmpty)
    return true
  }

  private mutating func add(_ values: Substring) {
    aliases += values.split { ",[]".contains($0) }.map(name).filter { !$0.isEmpty }
  }

  /// A value without quotation marks and white space.
  private func name(_ value: Substring) -> String {
    func isOutside(_ character: Character) -> Bool { character.isWhitespace || "\"'".contains(character) }
    var name = value.drop(while: isOutside)
    while let last = name.last, isOutside(last) { name.removeLast() }
    return String(name)
  }
}
