import Glibc

/// The starts of a file's lines, and of those that look like definitions.
struct LineTable: Equatable, Sendable {
  /// Never empty; a line break at the very end begins no line.
  let starts: [UInt32]
  /// Offsets of the `[` of `[label]:`, links and footnotes alike, from `start` on.
  let definitions: [UInt32]

  init(of bytes: Bytes, from start: Int) {
    var definitions: [UInt32] = []
    func noteDefinition(_ line: Int) {
      if let found = Self.definition(line, in: bytes) { definitions.append(UInt32(found)) }
    }
    var starts = RawBuffer<UInt32>(capacity: bytes.count / 32 + 16)
    let base = UnsafeRawPointer(bytes.base)
    let hasReturns = memchr(base, 0x0D, bytes.count) != nil
    if start > 0 { noteDefinition(start) }
    var line = 0
    repeat {
      starts.append(UInt32(truncatingIfNeeded: line))
      if line > start || line == 0 && start == 0 { noteDefinition(line) }
      var next = bytes.count
      if let found = memchr(base + line, 0x0A, bytes.count - line) { next = base.distance(to: found) + 1 }
      if hasReturns, let found = memchr(base + line, 0x0D, next - line) {
        let after = base.distance(to: found) + 1
        if after < next, bytes[after] != 0x0A { next = after }
      }
      line = next
    } while line < bytes.count
    self.starts = starts.array
    self.definitions = definitions
  }

  /// The definition on the line that begins at `line`, behind blanks and the markers of quotes, or of a link behind a
  /// bullet.
  @inline(__always) private static func definition(_ line: Int, in bytes: Bytes) -> Int? {
    var at = line
    while at < bytes.count, Bytes.isBlank(bytes[at]) || bytes[at] == 0x3E { at += 1 }
    guard at < bytes.count else { return nil }
    if bytes[at] == 0x2D || bytes[at] == 0x2A || bytes[at] == 0x2B {
      let text = bytes.skipBlanks(at + 1)
      return text > at + 1 && text < bytes.count && bytes.isDefinition(text, footnote: false) ? text : nil
    }
    guard bytes[at] == 0x5B else { return nil }
    return bytes.isDefinition(at, footnote: false) || bytes.isDefinition(at, footnote: true) ? at : nil
  }
}
