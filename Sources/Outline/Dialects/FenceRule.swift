/// Fences inside of a fence of Markdown, as chat programs write them: a fence with a word opens, the next bare one
/// closes it, and only then is the outer one closed.
extension LineScanner {
  /// Covers the fences inside of one that was just opened and whose info string is in the given place, where it is
  /// Markdown and the file comes out even by that and not otherwise.
  mutating func coverInnerFences(_ info: Int, _ end: Int) {
    guard isMarkdown(bytes.skipBlanks(info), end) else { return }
    let opening = fence
    var inner: [Int] = []
    var isOpen = false
    var line = bytes.nextLine(info)
    while line < bytes.count {
      if let found = fenceLine(line), found.character == opening.character, found.length >= 3 {
        if isOpen {
          if found.isBare { isOpen = false }
          inner.append(found.start)
        } else if found.isBare {
          if found.length >= opening.length { break }
        } else {
          isOpen = true
          inner.append(found.start)
        }
      }
      line = bytes.nextLine(line)
    }
    guard !inner.isEmpty else { return }
    doubt(at: info)
    guard line < bytes.count, comesOutEven(behind: line, opening: nil),
      !comesOutEven(behind: bytes.nextLine(info), opening: opening)
    else { return }
    for start in inner { patch(start..<start + 3, .fence, .verbatim, cover: Patch.letter) }
    fence.end = line
  }

  private func isMarkdown(_ start: Int, _ end: Int) -> Bool {
    var word = start
    while word < end, !Bytes.isBlank(bytes[word]) { word += 1 }
    return bytes.equals(start..<word, "markdown") || bytes.equals(start..<word, "md")
      || bytes.equals(start..<word, "mdx")
  }

  private struct FenceLine {
    var start: Int
    var character: UInt8
    var length: Int
    var isBare: Bool
  }

  /// The fence on a line, in whatever containers it may be.
  private func fenceLine(_ line: Int) -> FenceLine? {
    var at = line
    while at < bytes.count, Bytes.isBlank(bytes[at]) || bytes[at] == 0x3E { at += 1 }
    guard at < bytes.count, bytes[at] == 0x60 || bytes[at] == 0x7E else { return nil }
    let length = bytes.run(of: bytes[at], at: at)
    guard length >= 3 else { return nil }
    return FenceLine(start: at, character: bytes[at], length: length, isBare: bytes.isBlankLine(at + length))
  }

  /// Whether no fence is left open at the end of the file, read from a line on, inside of a fence or outside of all.
  private func comesOutEven(behind start: Int, opening: Fence?) -> Bool {
    var open = opening
    var line = opening == nil ? bytes.nextLine(start) : start
    while line < bytes.count {
      if let found = fenceLine(line) {
        if let fence = open {
          if found.isBare, found.character == fence.character, found.length >= fence.length { open = nil }
        } else if found.character == 0x7E || !bytes.contains(0x60, in: found.start + found.length..<bytes.lineEnd(line))
        {
          open = Fence(character: found.character, length: found.length)
        }
      }
      line = bytes.nextLine(line)
    }
    return open == nil
  }
}

extension Bytes {
  /// Whether the bytes of a range are a word, letters of any case.
  func equals(_ range: Range<Int>, _ word: StaticString) -> Bool {
    guard range.count == word.utf8CodeUnitCount, range.upperBound <= count else { return false }
    return range.allSatisfy { base[$0] | 0x20 == word.utf8Start[$0 - range.lowerBound] | 0x20 }
  }

  /// Whether `word` is at `offset`, letters of any case.
  func begins(_ offset: Int, _ word: StaticString) -> Bool {
    equals(offset..<offset + word.utf8CodeUnitCount, word)
  }
}
