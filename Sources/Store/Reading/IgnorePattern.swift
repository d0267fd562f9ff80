/// One line of a `.gitignore` (gitignore(5), with the matching of git's `wildmatch`).
struct IgnorePattern: Hashable, Sendable {
  /// `!`: what it matches is not ignored after all.
  let isNegated: Bool
  let onlyFolders: Bool
  /// Whether it is held against the path from the file's folder, not against the name alone.
  let isAnchored: Bool
  private let glob: [UInt8]
  /// Whether the glob has no special characters, so that comparing does.
  private let isLiteral: Bool

  /// Reads one line; nil for blank lines and comments.
  init?(line: some Sequence<UInt8>) {
    var bytes = Array(line)
    if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
    while bytes.last == UInt8(ascii: " "), bytes.dropLast().last != UInt8(ascii: "\\") { bytes.removeLast() }
    guard let first = bytes.first, first != UInt8(ascii: "#") else { return nil }
    isNegated = first == UInt8(ascii: "!")
    if isNegated { bytes.removeFirst() }
    onlyFolders = bytes.last == UInt8(ascii: "/")
    if onlyFolders { bytes.removeLast() }
    isAnchored = bytes.contains(UInt8(ascii: "/"))
    if bytes.first == UInt8(ascii: "/") { bytes.removeFirst() }
    guard !bytes.isEmpty else { return nil }
    glob = bytes
    isLiteral = !bytes.contains { "*?[\\".utf8.contains($0) }
  }

  /// Whether it matches an entry; `path` leads from the folder of the `.gitignore` to it.
  func matches(name: String, path: @autoclosure () -> String, isFolder: Bool) -> Bool {
    if onlyFolders, !isFolder { return false }
    let subject = Array((isAnchored ? path() : name).utf8)
    return isLiteral ? subject == glob : matches(subject, from: 0, 0)
  }

  private static let slash = UInt8(ascii: "/")
  private static let star = UInt8(ascii: "*")

  /// Whether the glob from `g` on matches the subject from `s` on.
  private func matches(_ subject: [UInt8], from start: Int, _ globStart: Int) -> Bool {
    var (s, g) = (start, globStart)
    // Where the last single star stands and how much it has taken: it takes more when the rest does not fit.
    var retry: (glob: Int, subject: Int)?
    while true {
      if g < glob.count, glob[g] == IgnorePattern.star {
        if let next = foldersEnd(at: g) { return matchesFolders(subject, s, g, next) }
        while g < glob.count, glob[g] == IgnorePattern.star { g += 1 }
        retry = (g, s)
        continue
      }
      if g == glob.count, s == subject.count { return true }
      if s < subject.count, g < glob.count, let next = step(g, subject[s]) {
        (s, g) = (s + 1, next)
        continue
      }
      guard let last = retry, last.subject < subject.count, subject[last.subject] != IgnorePattern.slash else {
        return false
      }
      retry = (last.glob, last.subject + 1)
      (s, g) = (last.subject + 1, last.glob)
    }
  }

  /// The end of a `**` between slashes or at an end; nil where the stars at `g` are ordinary ones.
  private func foldersEnd(at g: Int) -> Int? {
    guard g + 1 < glob.count, glob[g + 1] == IgnorePattern.star, g == 0 || glob[g - 1] == IgnorePattern.slash else {
      return nil
    }
    let end = g + 2
    return end == glob.count || glob[end] == IgnorePattern.slash ? end : nil
  }

  /// `**/` takes any number of folders, none too; `/**` at the end takes everything below.
  private func matchesFolders(_ subject: [UInt8], _ s: Int, _ g: Int, _ end: Int) -> Bool {
    if end == glob.count { return s < subject.count }
    if matches(subject, from: s, end + 1) { return true }
    for at in s..<subject.count where subject[at] == IgnorePattern.slash {
      if matches(subject, from: at + 1, end + 1) { return true }
    }
    return false
  }

  /// The place in the glob behind its part at `g`, if that takes `byte`; else nil.
  private func step(_ g: Int, _ byte: UInt8) -> Int? {
    switch glob[g] {
    case UInt8(ascii: "?"): byte == IgnorePattern.slash ? nil : g + 1
    case UInt8(ascii: "["): byte == IgnorePattern.slash ? nil : set(at: g, byte)
    case UInt8(ascii: "\\"): g + 1 < glob.count && glob[g + 1] == byte ? g + 2 : nil
    case let sign: sign == byte ? g + 1 : nil
    }
  }

  /// The end of the set of characters at `g`, if `byte` is in it.
  private func set(at g: Int, _ byte: UInt8) -> Int? {
    var at = g + 1
    var isIn = false
    guard at < glob.count else { return nil }
    let isInverted = glob[at] == UInt8(ascii: "!") || glob[at] == UInt8(ascii: "^")
    if isInverted { at += 1 }
    var isFirst = true
    while at < glob.count, isFirst || glob[at] != UInt8(ascii: "]") {
      isFirst = false
      if let (end, contains) = namedClass(at: at, byte) {
        if contains { isIn = true }
        at = end
        continue
      }
      guard let (low, next) = literal(at: at) else { return nil }
      at = next
      if at + 1 < glob.count, glob[at] == UInt8(ascii: "-"), glob[at + 1] != UInt8(ascii: "]") {
        guard let (high, end) = literal(at: at + 1) else { return nil }
        if low <= byte, byte <= high { isIn = true }
        at = end
      } else if low == byte {
        isIn = true
      }
    }
    guard at < glob.count, isIn != isInverted else { return nil }
    return at + 1
  }

  private func literal(at: Int) -> (byte: UInt8, next: Int)? {
    guard glob[at] == UInt8(ascii: "\\") else { return (glob[at], at + 1) }
    return at + 1 < glob.count ? (glob[at + 1], at + 2) : nil
  }

  /// `[:alpha:]` and the like.
  private func namedClass(at: Int, _ byte: UInt8) -> (end: Int, contains: Bool)? {
    guard glob[at...].starts(with: "[:".utf8), let close = glob[(at + 2)...].firstIndex(of: UInt8(ascii: ":")),
      close + 1 < glob.count, glob[close + 1] == UInt8(ascii: "]")
    else { return nil }
    let isDigit = byte &- 0x30 < 10
    let isLetter = (byte | 0x20) &- 0x61 < 26
    let isGraphic = byte > 0x20 && byte < 0x7F
    let contains: Bool
    switch String(decoding: glob[(at + 2)..<close], as: UTF8.self) {
    case "alpha": contains = isLetter
    case "digit": contains = isDigit
    case "alnum": contains = isLetter || isDigit
    case "upper": contains = byte &- 0x41 < 26
    case "lower": contains = byte &- 0x61 < 26
    case "space": contains = byte == 0x20 || byte &- 0x09 < 5
    case "blank": contains = byte == 0x20 || byte == 0x09
    case "punct": contains = isGraphic && !isLetter && !isDigit
    case "xdigit": contains = isDigit || (byte | 0x20) &- 0x61 < 6
    case "cntrl": contains = byte < 0x20 || byte == 0x7F
    case "graph": contains = isGraphic
    case "print": contains = isGraphic || byte == 0x20
    default: return nil
    }
    return (close + 2, contains)
  }
}
