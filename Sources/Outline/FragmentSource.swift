/// A piece of a file made ready for the parser by itself: indentation of its containers taken off, definitions from
/// elsewhere in the file put before it; and the way back from each byte to the file.
struct FragmentSource {
  private(set) var bytes: [UInt8] = []
  /// Where the piece begins, behind the definitions.
  private(set) var start = 0
  private(set) var footnotes: [Footnote] = []
  private var pieces: [Piece] = []
  /// Where a blank stands for the end of a line and the indentation of the next one.
  private var joins: [Int] = []

  /// `[label]:` of a footnote, for which a list marker stands in, since md4c knows no footnotes.
  struct Footnote {
    var offset: Int
    var label: String
  }

  private struct Piece {
    var offset: Int
    var source: Range<Int>
    var isVerbatim: Bool
  }

  /// Puts the definitions of all labels that `range` may refer to before the piece; called first.
  ///
  /// - Parameters:
  ///   - source: The file as it is.
  ///   - covered: The file with its patches covered; what is covered in the range is no definition there.
  mutating func addDefinitions(
    for range: Range<Int>, of source: Bytes, covered: Bytes, from definitions: Definitions
  ) {
    guard !definitions.isEmpty else { return }
    var seen: Set<Int> = []
    for at in range where source[at] == 0x5B && at + 1 < range.upperBound && source[at + 1] != 0x5E {
      for definition in definitions.candidates(forLabelAt: at + 1, in: source)
      where (!range.contains(definition) || covered[definition] != 0x5B) && source[definition + 1] != 0x5E
        && seen.insert(definition).inserted
      {
        bytes.append(contentsOf: Self.withoutNULs(Self.definition(at: definition, in: source)))
        bytes.append(contentsOf: [0x0A, 0x0A])
        // Labels with many definitions or many labels: enough is enough, a page shows no more.
        if seen.count >= 256 { break }
      }
      if seen.count >= 256 { break }
    }
    start = bytes.count
  }

  mutating func append(_ range: Range<Int>, of source: Bytes) {
    guard !range.isEmpty else { return }
    pieces.append(Piece(offset: bytes.count, source: range, isVerbatim: true))
    bytes.append(contentsOf: UnsafeBufferPointer(rebasing: source.buffer[range]))
  }

  mutating func append(_ replacement: [UInt8], for range: Range<Int>) {
    pieces.append(Piece(offset: bytes.count, source: range, isVerbatim: false))
    bytes.append(contentsOf: replacement)
  }

  /// Appends a blank for the line break and the indentation in `range`.
  mutating func appendJoin(_ range: Range<Int>) {
    joins.append(bytes.count)
    append([0x20], for: range)
  }

  /// `range` of the piece, cut where lines were joined: a join is a part of its own.
  func partsBetweenJoins(_ range: Range<Int>) -> [(range: Range<Int>, isJoin: Bool)] {
    var parts: [(range: Range<Int>, isJoin: Bool)] = []
    var from = range.lowerBound
    for join in joins where range.contains(join) {
      if from < join { parts.append((from..<join, false)) }
      parts.append((join..<join + 1, true))
      from = join + 1
    }
    if from < range.upperBound || parts.isEmpty { parts.append((from..<range.upperBound, false)) }
    return parts
  }

  /// Appends the line of `range` without its first `columns` columns of indentation and, where a footnote begins,
  /// with a list marker for its label.
  mutating func appendLine(_ range: Range<Int>, of source: Bytes, without columns: Int) {
    var at = range.lowerBound
    var column = source.column(at)
    while column < columns, at < range.upperBound, Bytes.isBlank(source[at]) {
      let width = source[at] == 0x09 ? 4 - column % 4 : 1
      column += width
      at += 1
      if column > columns {
        append([UInt8](repeating: 0x20, count: column - columns), for: at - 1..<at)
        break
      }
    }
    let first = min(source.skipBlanks(at), range.upperBound)
    if first - at < 4, let colon = source.footnoteColon(first..<range.upperBound) {
      let label = String(decoding: source.buffer[first + 2..<colon - 1], as: UTF8.self)
      let text = min(source.skipBlanks(colon + 1), range.upperBound)
      append(at..<first, of: source)
      footnotes.append(Footnote(offset: bytes.count, label: label))
      append([0x31, 0x29, 0x20, 0x20], for: first..<text)
      at = text
    }
    if source.isTableRule(at..<range.upperBound) {
      appendTableRule(at..<range.upperBound, of: source)
    } else {
      appendText(at..<range.upperBound, of: source)
    }
  }

  /// Appends text with the inner brackets of `[[text]](address)` escaped: it is a link, where md4c sees a `[[wikilink]]`
  /// and an address behind it.
  mutating func appendText(_ range: Range<Int>, of source: Bytes) {
    var from = range.lowerBound
    var at = from
    var opening: Int?
    while at + 2 < range.upperBound {
      if source[at] == 0x5B, source[at + 1] == 0x5B {
        opening = at + 1
        at += 2
      } else if source[at] == 0x5D, source[at + 1] == 0x5D {
        if let opening, source[at + 2] == 0x28 {
          append(from..<opening, of: source)
          append([0x5C, 0x5B], for: opening..<opening + 1)
          append(opening + 1..<at, of: source)
          append([0x5C, 0x5D], for: at..<at + 1)
          from = at + 1
        }
        opening = nil
        at += 2
      } else {
        at += 1
      }
    }
    append(from..<range.upperBound, of: source)
  }

  /// Appends the second line of a table with three dashes a column at least, as md4c wants them.
  private mutating func appendTableRule(_ range: Range<Int>, of source: Bytes) {
    var at = range.lowerBound
    while at < range.upperBound {
      let dashes = min(source.run(of: 0x2D, at: at), range.upperBound - at)
      if dashes > 0, dashes < 3 {
        append([0x2D, 0x2D, 0x2D], for: at..<at + dashes)
      } else {
        append(at..<at + max(dashes, 1), of: source)
      }
      at += max(dashes, 1)
    }
  }

  /// Ends the piece with a line break: md4c may look one byte behind an unclosed link.
  mutating func close() { bytes.append(0x0A) }

  /// The bytes of the file that a stretch of the piece stands for.
  func source(of range: Range<Int>) -> Range<Int> {
    let lower = sourceOffset(range.lowerBound, isEnd: false)
    return lower..<max(lower, range.isEmpty ? lower : sourceOffset(range.upperBound, isEnd: true))
  }

  private func sourceOffset(_ offset: Int, isEnd: Bool) -> Int {
    var low = 0
    var high = pieces.count
    while low < high {
      let middle = (low + high) / 2
      if pieces[middle].offset < offset || (!isEnd && pieces[middle].offset == offset) {
        low = middle + 1
      } else {
        high = middle
      }
    }
    guard low > 0 else { return pieces.first?.source.lowerBound ?? 0 }
    let piece = pieces[low - 1]
    if piece.isVerbatim { return min(piece.source.lowerBound + offset - piece.offset, piece.source.upperBound) }
    return isEnd || offset > piece.offset ? piece.source.upperBound : piece.source.lowerBound
  }

  /// A definition's lines, an embedded image's data cut short.
  private static func definition(at offset: Int, in source: Bytes) -> [UInt8] {
    var end = source.lineEnd(offset)
    guard end - offset < 4096 else { return shortened(offset..<end, in: source) }
    var lines = 0
    var line = source.nextLine(end)
    while lines < 4, line < source.count, !source.isBlankLine(line) {
      let first = source.skipBlanks(line)
      if source[first] == 0x5B || source.opensBlock(first) { break }
      end = min(source.lineEnd(line), offset + 8192)
      line = source.nextLine(line)
      lines += 1
    }
    return source.buffer[offset..<max(end, offset)].map { $0 == 0x0D ? 0x0A : $0 }
  }

  /// A definition without NULs behind its label. md4c tells of a NUL without its place, so that it would be looked for
  /// in the piece; another control character keeps a line from being a definition as well.
  private static func withoutNULs(_ definition: [UInt8]) -> [UInt8] {
    let label = definition.firstIndex(of: 0x5D) ?? 0
    return definition[..<label] + definition[label...].map { $0 == 0 ? 0x01 : $0 }
  }

  private static func shortened(_ range: Range<Int>, in source: Bytes) -> [UInt8] {
    var bytes = Array(source.buffer[range.prefix(1024)])
    if let angle = bytes.firstIndex(of: 0x3C), angle < 1004 { bytes.append(0x3E) }
    return bytes
  }
}

extension Bytes {
  private static let raw = ["pre", "script", "style", "textarea"].map { Array($0.utf8) }

  /// Whether a line that begins like this, its indentation left out, can be no part of a definition and would open what
  /// a blank line does not end: a fence, an item, HTML that is taken as it stands.
  fileprivate func opensBlock(_ offset: Int) -> Bool {
    if run(of: 0x60, at: offset) >= 3 || run(of: 0x7E, at: offset) >= 3 || markerLength(offset) > 0 { return true }
    guard offset + 1 < count, base[offset] == 0x3C else { return false }
    if base[offset + 1] == 0x21 || base[offset + 1] == 0x3F { return true }
    return Bytes.raw.contains { word in
      offset + word.count < count && word.indices.allSatisfy { base[offset + 1 + $0] | 0x20 == word[$0] }
    }
  }

  /// Where the colon of `[^label]:` is, if that is what the range begins with.
  fileprivate func footnoteColon(_ range: Range<Int>) -> Int? {
    guard !range.isEmpty, isDefinition(range.lowerBound, footnote: true) else { return nil }
    return range.dropFirst(3).first { base[$0] == 0x3A && base[$0 - 1] == 0x5D && base[$0 - 2] != 0x5C }
  }

  /// Whether a line can only be the second of a table: `|`, `-` and `:`, not like a list or a rule.
  fileprivate func isTableRule(_ range: Range<Int>) -> Bool {
    let first = skipBlanks(range.lowerBound)
    guard first < range.upperBound, isLine(of: 0x7C, 0x2D, 0x3A, from: first) else { return false }
    let line = buffer[first..<min(lineEnd(first), range.upperBound)]
    return line.contains(0x7C) && line.contains(0x2D) && !(base[first] == 0x2D && isGap(first + 1))
  }

  var buffer: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: base, count: count) }
}
