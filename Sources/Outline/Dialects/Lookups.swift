import Glibc

/// The lookups that take the whole of a file, each made at most once.
struct Lookups: ~Copyable {
  private var tagIndex: TagIndex?
  private var referredLabels: Set<UInt32>?
  /// Behind these places nothing ends a block of the kind any more.
  private var missing = [Int](repeating: .max, count: Closing.allCases.count)

  /// The end of a block of raw HTML.
  enum Closing: Int, CaseIterable {
    case pre, script, style, textarea, comment, instruction, declaration, data

    var opening: StaticString {
      switch self {
      case .pre: "<pre"
      case .script: "<script"
      case .style: "<style"
      case .textarea: "<textarea"
      case .comment: "<!--"
      case .instruction: "<?"
      case .declaration: "<!"
      case .data: "<![CDATA["
      }
    }

    var closing: StaticString {
      switch self {
      case .pre: "</pre>"
      case .script: "</script>"
      case .style: "</style>"
      case .textarea: "</textarea>"
      case .comment: "-->"
      case .instruction: "?>"
      case .declaration: ">"
      case .data: "]]>"
      }
    }
  }

  /// Whether `[label]` is anywhere but where it is defined.
  mutating func isReferred(toLabelAt offset: Int, in bytes: Bytes) -> Bool {
    let labels = referredLabels ?? Self.labels(in: bytes)
    referredLabels = labels
    return labels.contains(Definitions.hash(ofLabelAt: offset, in: bytes))
  }

  private static func labels(in bytes: Bytes) -> Set<UInt32> {
    var labels: Set<UInt32> = []
    let base = UnsafeRawPointer(bytes.base)
    var at = 0
    while at < bytes.count, let found = memchr(base + at, 0x5B, bytes.count - at) {
      let offset = base.distance(to: found)
      at = offset + 1
      guard let end = bytes.labelEnd(offset, min(bytes.count, offset + 1000)) else { continue }
      let next = end < bytes.count ? bytes[end] : 0
      if next == 0x28 { continue }
      if next == 0x3A, bytes.beginsText(offset) { continue }
      labels.insert(Definitions.hash(ofLabelAt: offset + 1, in: bytes))
    }
    return labels
  }

  mutating func tags<Result>(of bytes: Bytes, _ body: (inout TagIndex) -> Result) -> Result {
    var index = tagIndex.take() ?? TagIndex(of: bytes)
    defer { tagIndex = index }
    return body(&index)
  }

  /// Returns the end of the block that begins at `start`; nil where nothing ends it before another of its kind begins.
  /// - Complexity: O(length of the block); O(length of the file) once for each kind.
  mutating func end(of kind: Closing, from start: Int, in bytes: Bytes) -> Int? {
    guard start < missing[kind.rawValue] else { return nil }
    // `<!-->` is a comment.
    var at = start + (kind == .comment ? 2 : kind.opening.utf8CodeUnitCount)
    var isAfterBlank = false
    while at < bytes.count {
      let end = bytes.lineEnd(at)
      if let found = close(of: kind, in: at..<end, bytes) { return found }
      at = bytes.nextLine(at)
      if bytes.isBlankLine(at) {
        if kind == .declaration { return nil }
        isAfterBlank = true
      } else if isAfterBlank, bytes.begins(bytes.skipBlanks(at), kind.opening) {
        return nil
      }
    }
    missing[kind.rawValue] = start
    return nil
  }

  private func close(of kind: Closing, in range: Range<Int>, _ bytes: Bytes) -> Int? {
    guard kind.rawValue <= Closing.textarea.rawValue else { return bytes.first(kind.closing, in: range) }
    return [Closing.pre, .script, .style, .textarea].compactMap { bytes.first($0.closing, in: range) }.min()
  }
}

extension Bytes {
  /// Returns the offset of the first `word` in a range that is a whole word, in any case; nil for none.
  /// - Complexity: O(length of the range)
  func first(_ word: StaticString, in range: Range<Int>) -> Int? {
    let base = UnsafeRawPointer(base)
    var at = range.lowerBound
    while at < range.upperBound, let found = memchr(base + at, Int32(word.utf8Start[0]), range.upperBound - at) {
      at = base.distance(to: found)
      guard at + word.utf8CodeUnitCount <= range.upperBound else { return nil }
      if begins(at, word) { return at }
      at += 1
    }
    return nil
  }

  /// Whether only blanks and markers of containers are before `offset` on its line.
  fileprivate func beginsText(_ offset: Int) -> Bool {
    (lineStart(offset)..<offset).allSatisfy {
      switch base[$0] {
      case 0x20, 0x09, 0x3E, 0x2D, 0x2A, 0x2B, 0x2E, 0x29, 0x30...0x39: true
      default: false
      }
    }
  }
}
