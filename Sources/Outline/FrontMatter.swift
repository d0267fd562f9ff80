/// The bytes before the Markdown of a file: a byte order mark and metadata, in YAML between `---` and `---` or `...`,
/// in TOML between `+++` and `+++`, or in JSON between `{` and `}`.
///
/// Between two rules is metadata only what reads as a mapping: every line is blank, a comment, a key, indented, an
/// entry of a list below a key, or a closing bracket, no heading is below a blank line, and there is a key.
struct FrontMatter {
  /// The start of the file behind a byte order mark, in bytes.
  var start = 0
  /// The start of the Markdown, in bytes.
  var end = 0
  /// The metadata's lines with both fences, without the last line break.
  var range: Range<Int>?

  /// Metadata is no longer than this, in bytes.
  private static let limit = 1 << 16

  /// None, at the beginning of what is no file.
  init() {}

  /// - Parameter mapping: Whether what is there has to read as a mapping.
  init(of bytes: Bytes, mapping: Bool = true) {
    if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { start = 3 }
    end = start
    guard let format = Format(at: start, in: bytes), mapping || format == .yaml else { return }
    var line = bytes.nextLine(start)
    // A thematic break has a blank line after it; metadata does not.
    guard line < bytes.count, !bytes.isBlankLine(line) else { return }
    let first = line
    var reader = Mapping(format: format)
    while line < bytes.count, !mapping || line - start < Self.limit {
      if format.isEnd(line, in: bytes) {
        // A heading or nothing but comments between two rules.
        guard !mapping || reader.hasKey || line == first else { return }
        range = start..<bytes.lineEnd(line)
        end = bytes.nextLine(line)
        return
      }
      guard !mapping || reader.read(line, in: bytes) else { return }
      line = bytes.nextLine(line)
    }
  }

  private enum Format {
    case yaml, toml, json

    /// The format that the line at `offset` begins; nil for none.
    init?(at offset: Int, in bytes: Bytes) {
      if Self.isFence(offset, in: bytes, character: 0x2D) {
        self = .yaml
      } else if Self.isFence(offset, in: bytes, character: 0x2B) {
        self = .toml
      } else if bytes.count > offset, bytes[offset] == 0x7B, bytes.isBlankLine(offset + 1) {
        self = .json
      } else {
        return nil
      }
    }

    /// Whether the line ends metadata of this format.
    func isEnd(_ line: Int, in bytes: Bytes) -> Bool {
      switch self {
      case .yaml:
        Self.isFence(line, in: bytes, character: 0x2D) || Self.isFence(line, in: bytes, character: 0x2E)
      case .toml: Self.isFence(line, in: bytes, character: 0x2B)
      case .json: bytes[line] == 0x7D && bytes.isBlankLine(line + 1)
      }
    }

    private static func isFence(_ line: Int, in bytes: Bytes, character: UInt8) -> Bool {
      bytes.run(of: character, at: line) == 3 && bytes.isBlankLine(line + 3)
    }
  }

  /// Reads lines as long as they may be those of a mapping.
  private struct Mapping {
    let format: Format
    /// Whether a key was met.
    private(set) var hasKey = false
    private var isBelowKey = false
    private var isAfterBlank = false
    /// The quotation mark, three times, that ends the string of several lines being read, `\"\"\"` or `'''`; 0 for
    /// none.
    private var quote: UInt8 = 0

    init(format: Format) { self.format = format }

    /// Whether a line may belong to the mapping.
    mutating func read(_ line: Int, in bytes: Bytes) -> Bool {
      let end = bytes.lineEnd(line)
      if quote != 0 {
        if hasTripleQuote(quote, in: line..<end, bytes) { quote = 0 }
        return true
      }
      if bytes.isBlankLine(line) {
        isAfterBlank = true
        return true
      }
      defer { isAfterBlank = false }
      let first = bytes[line]
      if format == .json { return readJSON(line, end, bytes) }
      if first == 0x23 {
        return format == .toml || !(isAfterBlank && bytes.isGap(line + bytes.run(of: 0x23, at: line)))
      }
      if Bytes.isBlank(first) || first == 0x5D || first == 0x7D { return isBelowKey }
      if format == .toml {
        if first == 0x5B { return true }
        guard let equals = (line..<end).first(where: { bytes[$0] == 0x3D }), equals > line else { return false }
        isBelowKey = true
        hasKey = true
        for mark in [0x22, 0x27] as [UInt8] where hasTripleQuote(mark, in: equals..<end, bytes) {
          let behind = (equals..<end).filter { bytes[$0] == mark }.count
          if behind < 6 { quote = mark }
        }
        return (line..<equals).allSatisfy {
          bytes[$0] >= 0x80 || isKey(bytes[$0]) || bytes[$0] == 0x22 || bytes[$0] == 0x27
        }
      }
      if first == 0x2D, bytes.isGap(line + 1) { return isBelowKey }
      isBelowKey = beginsWithKey(line, end, bytes)
      hasKey = hasKey || isBelowKey
      return isBelowKey
    }

    /// Whether a line may be one of an object: the first begins with a key in quotation marks.
    private mutating func readJSON(_ line: Int, _ end: Int, _ bytes: Bytes) -> Bool {
      let first = bytes.skipBlanks(line)
      guard !hasKey else { return first > line || [0x22, 0x5B, 0x5D, 0x7B, 0x7D].contains(bytes[first]) }
      hasKey = bytes[first] == 0x22 && beginsWithKey(first, end, bytes)
      return hasKey
    }

    /// Whether a line begins with a short key and a colon.
    private func beginsWithKey(_ line: Int, _ end: Int, _ bytes: Bytes) -> Bool {
      var at = line
      if bytes[at] == 0x22 || bytes[at] == 0x27 {
        guard let close = (at + 1..<end).first(where: { bytes[$0] == bytes[line] }) else { return false }
        at = close + 1
      } else {
        while at < end, at - line < 60, bytes[at] >= 0x80 || isKey(bytes[at]) { at += 1 }
        guard at > line, !Bytes.isBlank(bytes[at - 1]) else { return false }
      }
      return at < end && bytes[at] == 0x3A && bytes.isGap(at + 1)
    }

    private func isKey(_ byte: UInt8) -> Bool {
      (byte | 0x20) &- 0x61 < 26 || Bytes.isDigit(byte) || byte == 0x20 || byte &- 0x2D < 3 || byte == 0x5F
        || byte == 0x40
    }

    private func hasTripleQuote(_ quote: UInt8, in range: Range<Int>, _ bytes: Bytes) -> Bool {
      range.dropLast(2).contains { bytes[$0] == quote && bytes[$0 + 1] == quote && bytes[$0 + 2] == quote }
    }
  }
}
