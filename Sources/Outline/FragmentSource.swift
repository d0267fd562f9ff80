/// A piece of a file made ready for the parser by itself: indentation of its containers taken off, definitions from
/// elsewhere in the file put before it; and the way back from each byte to the file.
struct FragmentSource {
  private(set) var bytes: [UInt8] = []
  /// The offset in `bytes` at which the piece begins, behind the definitions.
  private(set) var start = 0
  private(set) var footnotes: [Footnote] = []
  /// Tables with more columns than their own, by where the line below their head begins.
  private var widenedTables: [(offset: Int, own: Int)] = []
  private var pieces: [Piece] = []
  /// The offsets of blanks that replace the end of a line and the indentation of the next one.
  private var joins: [Int] = []
  /// Boxes whose text no rule of a dialect has been applied to.
  var boxes: [Box] = []
  /// The patches that the rules of dialects made in boxes, in no order; with offsets in the file.
  var innerPatches: [Patch] = []

  /// The lines of a box.
  struct Box {
    var range: Range<Int>
    /// The offsets of the marks of its header and of the boxes in it, three bytes each.
    var headers: [Int] = []
  }

  /// `[label]:` of a footnote or `:` of a definition, for which a list marker stands in, since md4c knows neither.
  struct Footnote {
    var offset: Int
    /// Nil for a definition.
    var label: String?
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
        var text = Self.definition(at: definition, in: covered)
        text[0] = 0x5B
        bytes.append(contentsOf: Self.withoutNULs(text))
        bytes.append(contentsOf: [0x0A, 0x0A])
        // A cap: no page shows more.
        if seen.count >= 256 { break }
      }
      if seen.count >= 256 { break }
    }
    // By this md4c tells where the piece begins, also of what it tells without a place.
    if !bytes.isEmpty { bytes.append(contentsOf: [Self.sentinel, 0x0A, 0x0A]) }
    start = bytes.count
  }

  private static let sentinel: UInt8 = 0x2E

  /// Whether `offset` is that of the last text before the piece.
  func isLastBeforeStart(_ offset: Int) -> Bool { offset == start - 3 }

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
  mutating func appendLine(
    _ range: Range<Int>, of source: Bytes, without columns: Int, tables: LooseTables? = nil, isDefinition: Bool = false
  ) {
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
      // A comma without a source: an unclosed tag would swallow the rest, and a definition would vanish.
      if text < range.upperBound, source[text] == 0x3C || source[text] == 0x5B {
        append([Patch.punctuation], for: text..<text)
      }
      at = text
    } else if isDefinition {
      let text = min(source.skipBlanks(first + 1), range.upperBound)
      append(at..<first, of: source)
      footnotes.append(Footnote(offset: bytes.count, label: nil))
      append([0x31, 0x29, 0x20, 0x20], for: first..<text)
      at = text
    }
    var text = at
    while text < range.upperBound, Bytes.isBlank(source[text]) || source[text] == 0x3E { text += 1 }
    if tables?.heads.contains(range.lowerBound) ?? false {
      let quotes = source.buffer[at..<text].contains(0x3E) ? Array(source.buffer[at..<text]) : []
      append(quotes + [0x0A], for: at..<at)
    }
    if let rule = tables?.rules[range.lowerBound] {
      append(at..<text, of: source)
      appendTableRule(text..<range.upperBound, of: source, rule)
    } else if tables?.rows.contains(range.lowerBound) ?? false {
      appendRow(at..<range.upperBound, of: source)
    } else {
      appendText(at..<range.upperBound, of: source)
    }
  }

  /// Appends text with the inner brackets of `[[text]](address)` escaped: it is a link, not a `[[wikilink]]` with an
  /// address behind it. Targets with blanks in them get angle brackets.
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
        at += source[at + 2] == 0x28 && opening == nil ? 1 : 2
        opening = nil
      } else if source[at] == 0x5D, source[at + 1] == 0x28,
        let loose = LooseTarget(at: at + 2, before: range.upperBound, in: source)
      {
        append(from..<at + 2, of: source)
        append([0x3C], for: at + 2..<at + 2)
        append(loose.target, of: source)
        append([0x3E], for: loose.target.upperBound..<loose.target.upperBound)
        append([], for: loose.size)
        from = loose.size.upperBound
        at = from
      } else {
        at += 1
      }
    }
    append(from..<range.upperBound, of: source)
  }

  /// Appends the second line of a table with three dashes a column at least, as md4c wants them, and as many columns as
  /// the longest row has.
  mutating func appendTableRule(_ range: Range<Int>, of source: Bytes, _ rule: LooseTables.Rule) {
    var at = range.lowerBound
    let end = max(at, source.trimmedEnd(min(source.lineEnd(at), range.upperBound), notBefore: at))
    if rule.columns > rule.own { widenedTables.append((bytes.count, rule.own)) }
    while true {
      if at == end, rule.columns > rule.own {
        let column: [UInt8] = source[end - 1] == 0x7C ? [0x2D, 0x2D, 0x2D, 0x7C] : [0x7C, 0x2D, 0x2D, 0x2D]
        append((rule.own..<rule.columns).flatMap { _ in column }, for: end..<end)
      }
      guard at < range.upperBound else { break }
      let dashes = min(source.run(of: 0x2D, at: at), range.upperBound - at)
      if dashes > 0, dashes < 3 {
        append([0x2D, 0x2D, 0x2D], for: at..<at + dashes)
      } else {
        append(at..<at + max(dashes, 1), of: source)
      }
      at += max(dashes, 1)
    }
  }

  /// Appends a row of a table with a blank in cells that have nothing in them, and with its bars as text from the last
  /// column on that a table may have.
  mutating func appendRow(_ range: Range<Int>, of source: Bytes) {
    var bars = 0
    var from = range.lowerBound
    for at in range where source[at] == 0x7C && (at == range.lowerBound || source[at - 1] != 0x5C) {
      bars += 1
      if bars >= LooseTables.mostColumns {
        append(from..<at, of: source)
        append([0x5C, 0x7C], for: at..<at + 1)
        from = at + 1
      } else if at + 1 < range.upperBound, source[at + 1] == 0x7C {
        appendText(from..<at + 1, of: source)
        append([0x20], for: at + 1..<at + 1)
        from = at + 1
      }
    }
    appendText(from..<range.upperBound, of: source)
  }

  /// Returns the number of columns that a widened table had, if its rule is in `range` or at its end; nil for others.
  func columns(ofTableIn range: Range<Int>) -> Int? {
    widenedTables.first { $0.offset >= range.lowerBound && $0.offset <= range.upperBound }?.own
  }

  /// Takes other bytes of the same number in the place of its own.
  mutating func replaceBytes(with bytes: [UInt8]) {
    precondition(bytes.count == self.bytes.count, "a fragment's bytes keep their places")
    self.bytes = bytes
  }

  /// `range` cut where it comes from different stretches of the file.
  func parts(of range: Range<Int>) -> [(range: Range<Int>, source: Range<Int>, isVerbatim: Bool)] {
    var parts: [(range: Range<Int>, source: Range<Int>, isVerbatim: Bool)] = []
    var (low, high) = (0, pieces.count)
    while low < high {
      let middle = (low + high) / 2
      if pieces[middle].offset <= range.lowerBound { low = middle + 1 } else { high = middle }
    }
    var index = max(0, low - 1)
    while index < pieces.count, pieces[index].offset < range.upperBound {
      let piece = pieces[index]
      let end = index + 1 < pieces.count ? pieces[index + 1].offset : bytes.count
      let inside = (piece.offset..<max(piece.offset, end)).clamped(to: range)
      index += 1
      guard !inside.isEmpty else { continue }
      let start = piece.source.lowerBound + inside.lowerBound - piece.offset
      parts.append((inside, piece.isVerbatim ? start..<start + inside.count : piece.source, piece.isVerbatim))
    }
    return parts
  }

  /// The fragment `inner`, whose offsets are those of this fragment's bytes, as one of the file.
  func composed(_ inner: FragmentSource) -> FragmentSource {
    var composed = FragmentSource()
    composed.bytes = inner.bytes
    composed.start = start
    composed.boxes = inner.boxes
    composed.innerPatches = innerPatches
    composed.widenedTables = inner.widenedTables
    composed.footnotes = inner.footnotes
    for piece in inner.pieces where piece.isVerbatim {
      let delta = piece.offset - piece.source.lowerBound
      composed.joins += joins.filter(piece.source.contains).map { $0 + delta }
      composed.footnotes += footnotes.filter { piece.source.contains($0.offset) }
        .map { Footnote(offset: $0.offset + delta, label: $0.label) }
      composed.widenedTables += widenedTables.filter { piece.source.contains($0.offset) }
        .map { ($0.offset + delta, $0.own) }
    }
    for piece in inner.pieces {
      if !piece.isVerbatim {
        composed.pieces.append(Piece(offset: piece.offset, source: source(of: piece.source), isVerbatim: false))
        continue
      }
      for part in parts(of: piece.source) {
        composed.pieces.append(
          Piece(
            offset: piece.offset + part.range.lowerBound - piece.source.lowerBound, source: part.source,
            isVerbatim: part.isVerbatim))
      }
    }
    return composed
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
  /// a blank line does not end, a fence, an item, HTML that is taken as it stands; or a heading or a quote.
  fileprivate func opensBlock(_ offset: Int) -> Bool {
    if run(of: 0x60, at: offset) >= 3 || run(of: 0x7E, at: offset) >= 3 || markerLength(offset) > 0 { return true }
    if base[offset] == 0x23 || base[offset] == 0x3E { return true }
    guard offset + 1 < count, base[offset] == 0x3C else { return false }
    if base[offset + 1] == 0x21 || base[offset + 1] == 0x3F { return true }
    return Bytes.raw.contains { word in
      offset + word.count < count && word.indices.allSatisfy { base[offset + 1 + $0] | 0x20 == word[$0] }
    }
  }

  /// Returns the offset of the colon of `[^label]:`, if the range begins with one; otherwise nil.
  fileprivate func footnoteColon(_ range: Range<Int>) -> Int? {
    guard !range.isEmpty, isDefinition(range.lowerBound, footnote: true) else { return nil }
    return range.dropFirst(3).first { base[$0] == 0x3A && base[$0 - 1] == 0x5D && base[$0 - 2] != 0x5C }
  }

  /// Whether a line can only be the second of a table: `|`, `-` and `:`, not like a list or a rule.
  func isTableRule(_ range: Range<Int>) -> Bool {
    let first = skipBlanks(range.lowerBound)
    guard first < range.upperBound, isLine(of: 0x7C, 0x2D, 0x3A, from: first) else { return false }
    let line = buffer[first..<min(lineEnd(first), range.upperBound)]
    return line.contains(0x7C) && line.contains(0x2D) && !(base[first] == 0x2D && isGap(first + 1))
  }

  var buffer: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: base, count: count) }
}
