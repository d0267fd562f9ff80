/// Blocks that md4c sees as one line in the whole file, made ready to be read by themselves.
extension FragmentSource {
  /// Appends a line of `covered` that belongs to a block: formulas and metadata as code, boxes as quotes.
  mutating func appendBlock(
    _ block: Patch, line: Range<Int>, of covered: Bytes, source: Bytes, without columns: Int
  ) {
    let range = block.range
    let begun = bytes.count
    appendLine(line.lowerBound..<range.lowerBound, of: covered, without: columns)
    // What is before the block on its line is before each of its lines: markers of quotes.
    let prefix = bytes[begun...].map { $0 == 0x3E ? $0 : 0x20 }
    var lines: [Range<Int>] = []
    var at = range.lowerBound
    while at < range.upperBound {
      let end = min(source.nextLine(at), range.upperBound)
      lines.append(text(at..<end, of: source, isFirst: at == range.lowerBound, behind: prefix, columns))
      at = end
    }
    let opening = range.lowerBound..<range.lowerBound
    switch block.effect {
    case .box where !source.isRawBox(range.lowerBound):
      appendBox(lines, of: source, prefix: prefix, from: begun)
      append(prefix + [0x0A], for: range.upperBound..<range.upperBound)
    default:
      let fence = [UInt8](repeating: 0x7E, count: max(8, source.longestRun(of: 0x7E, in: range) + 1))
      append(fence + (block.effect == .mathBlock ? Array("math".utf8) : []) + [0x0A], for: opening)
      let shown = block.effect == .box ? Array(lines.dropFirst().dropLast()) : lines
      for line in shown {
        append(prefix, for: line.lowerBound..<line.lowerBound)
        append(line, of: source)
        if line.isEmpty || !Bytes.isNewline(source[line.upperBound - 1]) {
          append([0x0A], for: line.upperBound..<line.upperBound)
        }
      }
      append(prefix + fence + [0x0A], for: range.upperBound..<range.upperBound)
    }
    if covered.isBlankLine(range.upperBound) { return }
    appendLine(range.upperBound..<line.upperBound, of: covered, without: 0)
  }

  /// Appends the line of a definition as a paragraph by itself, its bracket covered.
  mutating func appendDefinition(_ bracket: Int, line: Range<Int>, of covered: Bytes, without columns: Int) {
    let begun = bytes.count
    appendLine(line.lowerBound..<bracket, of: covered, without: columns)
    let prefix = bytes[begun...].map { $0 == 0x3E ? $0 : 0x20 }
    append([0x0A] + prefix, for: bracket..<bracket)
    append([Patch.punctuation], for: bracket..<bracket + 1)
    append(bracket + 1..<line.upperBound, of: covered)
    append(prefix + [0x0A], for: line.upperBound..<line.upperBound)
  }

  /// Appends the lines of a box as those of a quote: the first as a paragraph, from which `takeCallout` makes the
  /// title.
  ///
  /// - Parameter begun: Where the first line begins in the fragment, with what is before the box.
  private mutating func appendBox(_ lines: [Range<Int>], of source: Bytes, prefix: [UInt8], from begun: Int) {
    guard let header = lines.first, let last = lines.last, header.lowerBound < header.upperBound else { return }
    let first = source[header.lowerBound]
    let isIndented = first == 0x21 || first == 0x3F || first == 0x3D
    let isPlain = source.isPlainQuote(header.lowerBound)
    var quotes: [UInt8] = [0x3E, 0x20]
    var box = Box(range: begun..<begun)
    let tables = LooseTables(in: header.upperBound..<last.upperBound, of: source)
    func addBlank(at offset: Int) { append(prefix + quotes + [0x0A], for: offset..<offset) }
    func addEnd(_ line: Range<Int>) {
      if line.isEmpty || !Bytes.isNewline(source[line.upperBound - 1]) {
        append([0x0A], for: line.upperBound..<line.upperBound)
      }
    }
    func addHeader(_ line: Range<Int>, behind prefix: [UInt8]) {
      append(prefix + quotes, for: line.lowerBound..<line.lowerBound)
      box.headers.append(bytes.count)
      append(line, of: source)
      addEnd(line)
      addBlank(at: line.upperBound)
    }
    func add(_ line: Range<Int>, behind prefix: [UInt8]) {
      let start = source.lineStart(line.lowerBound)
      if tables.heads.contains(start) { addBlank(at: line.lowerBound) }
      append(prefix + quotes, for: line.lowerBound..<line.lowerBound)
      if let rule = tables.rules[start] {
        let text = min(source.skipBlanks(line.lowerBound), line.upperBound)
        append(line.lowerBound..<text, of: source)
        appendTableRule(text..<line.upperBound, of: source, rule)
      } else if tables.rows.contains(start) {
        appendRow(line, of: source)
      } else {
        appendText(line, of: source)
      }
      addEnd(line)
    }
    if !isPlain { addHeader(header, behind: []) }
    for (number, line) in (isIndented ? lines.dropFirst() : lines.dropFirst().dropLast()).enumerated() {
      let text = min(source.skipBlanks(line.lowerBound), line.upperBound)
      let colons = first == 0x3A && text < line.upperBound ? source.run(of: 0x3A, at: text) : 0
      if colons >= 3, source.isBlankLine(text + colons) {
        if quotes.count > 2 { quotes.removeLast(2) }
        addBlank(at: line.upperBound)
      } else if colons >= 3, source.colonsOfAdmonition(text, line.upperBound) != nil {
        addBlank(at: line.lowerBound)
        quotes += [0x3E, 0x20]
        addHeader(text..<line.upperBound, behind: prefix)
      } else {
        let indentation = isIndented ? source.indentation(line, upTo: 4) : 0
        add(
          min(line.lowerBound + indentation, line.upperBound)..<line.upperBound,
          behind: number == 0 && isPlain ? [] : prefix)
      }
    }
    box.range = begun..<bytes.count
    boxes.append(box)
  }

  /// A line of a block without the markers and the indentation of its containers.
  ///
  /// - Parameter prefix: What is before each line of the block in the fragment: blanks and `>`.
  private func text(
    _ line: Range<Int>, of source: Bytes, isFirst: Bool, behind prefix: [UInt8], _ columns: Int
  ) -> Range<Int> {
    guard !isFirst else { return line }
    var at = line.lowerBound
    var rest = columns
    if let last = prefix.lastIndex(of: 0x3E) {
      for _ in 0..<prefix.count(where: { $0 == 0x3E }) {
        let marker = source.skipBlanks(at)
        guard marker < line.upperBound, source[marker] == 0x3E else { break }
        at = marker + 1
        if at < line.upperBound, Bytes.isBlank(source[at]) { at += 1 }
      }
      rest = max(0, prefix.count - last - 2)
    }
    return min(at + source.indentation(at..<line.upperBound, upTo: rest), line.upperBound)..<line.upperBound
  }
}

extension Bytes {
  /// Returns the number of blank bytes at the start of a line that fill at most `columns` columns.
  fileprivate func indentation(_ line: Range<Int>, upTo columns: Int) -> Int {
    var column = 0
    var at = line.lowerBound
    while at < line.upperBound, column < columns, Self.isBlank(base[at]) {
      column += base[at] == 0x09 ? 4 - column % 4 : 1
      at += 1
    }
    return at - line.lowerBound
  }

  /// Whether a marked block is a quote and nothing else: `#+BEGIN_QUOTE`.
  fileprivate func isPlainQuote(_ offset: Int) -> Bool {
    ["#+begin_quote", "#+begin_verse", "#+begin_center"].contains { (word: StaticString) in begins(offset, word) }
  }

  /// Whether what a marked block holds is shown as it is: `#+BEGIN_SRC`, `#+BEGIN_EXAMPLE`.
  fileprivate func isRawBox(_ offset: Int) -> Bool {
    ["#+begin_src", "#+begin_example", "#+begin_query", "#+begin_export"].contains { (word: StaticString) in
      begins(offset, word)
    }
  }

  fileprivate func longestRun(of byte: UInt8, in range: Range<Int>) -> Int {
    var longest = 0
    var length = 0
    for at in range {
      length = base[at] == byte ? length + 1 : 0
      longest = max(longest, length)
    }
    return longest
  }
}
