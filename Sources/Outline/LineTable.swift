import Glibc

/// Where the lines of a file begin, and which of them look like definitions.
struct LineTable {
  /// Never empty; a line break at the very end begins no line.
  private(set) var starts: [UInt32] = [0]
  /// Offsets of the `[` of `[label]:`, links and footnotes alike, from `start` on.
  private(set) var definitions: [UInt32] = []

  init(of bytes: Bytes, from start: Int) {
    starts.reserveCapacity(bytes.count / 32 + 1)
    let hasReturns = memchr(bytes.base, 0x0D, bytes.count) != nil
    var line = 0
    while line < bytes.count {
      if line >= start { noteDefinition(line, in: bytes) }
      var next = bytes.count
      if let found = memchr(bytes.base + line, 0x0A, bytes.count - line) {
        next = UnsafeRawPointer(bytes.base).distance(to: found) + 1
      }
      if hasReturns, let found = memchr(bytes.base + line, 0x0D, next - line) {
        let after = UnsafeRawPointer(bytes.base).distance(to: found) + 1
        if after < next, bytes[after] != 0x0A { next = after }
      }
      if next < bytes.count { starts.append(UInt32(next)) }
      line = next
    }
  }

  @inline(__always)
  private mutating func noteDefinition(_ line: Int, in bytes: Bytes) {
    var at = line
    while at < bytes.count, Bytes.isBlank(bytes[at]) || bytes[at] == 0x3E { at += 1 }
    guard at < bytes.count, bytes[at] == 0x5B else { return }
    if bytes.isDefinition(at, footnote: false) || bytes.isDefinition(at, footnote: true) {
      definitions.append(UInt32(at))
    }
  }
}
