/// Paths as `path:` means them.
enum PathPattern {
  /// Whether a path from the notebook's folder holds `pattern`, which is folded; one with `*`, `?` or `[` must match
  /// the whole path or its end behind a slash.
  static func matches(_ pattern: String, _ path: String) -> Bool {
    let path = Array(CharacterFolding.all(path).unicodeScalars)
    let pattern = Array(pattern.unicodeScalars)
    guard pattern.contains(where: { $0 == "*" || $0 == "?" || $0 == "[" }) else {
      return path.indices.contains { path[$0...].starts(with: pattern) }
    }
    if glob(pattern[...], path[...]) { return true }
    return path.indices.contains { path[$0] == "/" && glob(pattern[...], path[($0 + 1)...]) }
  }

  /// - Complexity: O(pattern × path), by going back to the last `*` only.
  private static func glob(_ pattern: ArraySlice<Unicode.Scalar>, _ path: ArraySlice<Unicode.Scalar>) -> Bool {
    var p = pattern.startIndex
    var s = path.startIndex
    var star: (pattern: Int, path: Int)?
    while s < path.endIndex {
      if p < pattern.endIndex, pattern[p] == "*" {
        star = (p, s)
        p += 1
      } else if p < pattern.endIndex, let length = one(pattern[p...], path[s]) {
        p += length
        s += 1
      } else if let last = star {
        star = (last.pattern, last.path + 1)
        p = last.pattern + 1
        s = last.path + 1
      } else {
        return false
      }
    }
    while p < pattern.endIndex, pattern[p] == "*" { p += 1 }
    return p == pattern.endIndex
  }

  /// The length of the sign of a pattern that stands for `scalar`; nil where it doesn't.
  private static func one(_ pattern: ArraySlice<Unicode.Scalar>, _ scalar: Unicode.Scalar) -> Int? {
    switch pattern[pattern.startIndex] {
    case "?": return 1
    case "[":
      guard let end = pattern.dropFirst(2).firstIndex(of: "]") else { return scalar == "[" ? 1 : nil }
      let set = pattern[(pattern.startIndex + 1)..<end]
      return set.contains(scalar) ? end + 1 - pattern.startIndex : nil
    case let sign: return sign == scalar ? 1 : nil
    }
  }
}

/// The signs of mathematics: `$x$`, `$$`, `\(`, `\[`.
enum MathSigns {
  static func are(in bytes: UnsafeBufferPointer<UInt8>, _ ranges: [Range<Int>]) -> Bool {
    ranges.contains { range in
      var open: Int?
      for at in range {
        switch bytes[at] {
        case 0x5C where at + 1 < range.upperBound && (bytes[at + 1] == 0x28 || bytes[at + 1] == 0x5B):
          // `\[` of an escaped bracket has no `\]`.
          let close: UInt8 = bytes[at + 1] == 0x28 ? 0x29 : 0x5D
          for end in at + 2..<max(at + 2, range.upperBound - 1) where bytes[end] == 0x5C && bytes[end + 1] == close {
            return true
          }
        case 0x24:
          if at + 1 < range.upperBound, bytes[at + 1] == 0x24 { return true }
          if let start = open, at > start + 1, !Haystack.isSpace(bytes[at - 1]),
            at + 1 >= range.upperBound || bytes[at + 1] &- 0x30 >= 10
          {
            return true
          }
          open = at + 1 < range.upperBound && !Haystack.isSpace(bytes[at + 1]) ? at : nil
        case 0x0A:
          if at + 1 < range.upperBound, bytes[at + 1] == 0x0A { open = nil }
        default: break
        }
      }
      return false
    }
  }
}
