/// A text as libfyaml is given it, and checks that come before.
struct PreparedText {
  let bytes: [UInt8]
  /// The offsets in the text, ascending, before which line breaks were put in.
  private let insertions: [Int]

  /// The deepest nesting that is read.
  static let maximumDepth = 200
  /// Brackets and commas on one line, all of which libfyaml keeps in mind until the line ends.
  private static let mostOnOneLine = 50_000
  /// The length of a line of JSON at which it is broken, in bytes.
  private static let lineLength = 4096

  /// - Parameter replaced: offsets of escapes of four digits that are read as U+FFFD.
  /// - Throws: `.tooComplex` where JSON is nested too deeply.
  init(_ original: [UInt8], as syntax: YAMLText.Syntax, replacing replaced: [Int]) throws(YAMLError) {
    var bytes = original
    for offset in replaced { bytes.replaceSubrange(offset + 2..<offset + 6, with: "FFFD".utf8) }
    insertions = syntax == .json ? try PreparedText.breaks(in: bytes) : []
    if !insertions.isEmpty {
      var broken: [UInt8] = []
      broken.reserveCapacity(bytes.count + insertions.count)
      var position = 0
      for offset in insertions {
        broken += bytes[position..<offset]
        broken.append(0x0A)
        position = offset
      }
      bytes = broken + bytes[position...]
    }
    self.bytes = bytes
  }

  /// The offset in the text of an offset in `bytes`.
  /// - Complexity: O(log(line breaks that were put in))
  func offset(of prepared: Int) -> Int {
    if insertions.isEmpty { return prepared }
    var (low, high) = (0, insertions.count)
    while low < high {
      let middle = (low + high) / 2
      if insertions[middle] + middle < prepared { low = middle + 1 } else { high = middle }
    }
    return prepared - low
  }

  /// An error with its place in `original`, where line breaks were put in.
  func located(_ error: YAMLError, in original: [UInt8]) -> YAMLError {
    if insertions.isEmpty { return error }
    let offset = LineLocator(bytes).offset(line: error.line, column: error.column)
    return YAMLError(error.kind, at: self.offset(of: offset), in: original)
  }

  /// The offsets at which to break a JSON text into lines: behind commas, outside strings.
  private static func breaks(in bytes: [UInt8]) throws(YAMLError) -> [Int] {
    var breaks: [Int] = []
    var depth = 0
    var lineStart = 0
    var index = 0
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "\""):
        index += 1
        while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
          index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
        }
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        depth += 1
        if depth > maximumDepth { throw YAMLError(.tooComplex, at: index, in: bytes) }
      case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
      case 0x0A, 0x0D: lineStart = index
      case UInt8(ascii: ",") where index - lineStart > lineLength:
        breaks.append(index + 1)
        lineStart = index
      default: break
      }
      index += 1
    }
    return breaks
  }

  /// - Throws: for what is not UTF-8, and for NUL, which libfyaml takes for the end of the text.
  static func checkCharacters(_ bytes: [UInt8]) throws(YAMLError) {
    if bytes.count > Int(UInt32.max) / 2 { throw YAMLError(.tooComplex, line: 1, column: 1) }
    var invalid: Int?
    do throws(UTF8.ValidationError) {
      _ = try UTF8Span(validating: bytes.span)
    } catch {
      invalid = error.byteOffsets.lowerBound
    }
    if let invalid { throw YAMLError(.notUTF8, at: invalid, in: bytes) }
    if let nul = bytes.firstIndex(of: 0) {
      throw YAMLError(.syntax("a NUL character stands there"), at: nul, in: bytes)
    }
  }

  /// The offset of a line with more brackets and commas than can be read at once.
  static func denseLine(in bytes: [UInt8]) -> Int? {
    if bytes.count < mostOnOneLine { return nil }
    var found = 0
    var lineStart = 0
    for index in bytes.indices {
      switch bytes[index] {
      case 0x0A, 0x0D:
        found = 0
        lineStart = index + 1
      case UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: ","):
        found += 1
        if found > mostOnOneLine { return lineStart }
      default: continue
      }
    }
    return nil
  }

  /// The offsets of escapes (`\uD83D`) that stand for half a surrogate pair, without the other half.
  static func unpairedSurrogates(in bytes: [UInt8]) -> [Int] {
    var found: [Int] = []
    var index = 0
    while index < bytes.count {
      guard bytes[index] == UInt8(ascii: "\\") else {
        index += 1
        continue
      }
      guard let code = surrogate(in: bytes, at: index) else {
        index += 2
        continue
      }
      if code < 0xDC00, let low = surrogate(in: bytes, at: index + 6), low >= 0xDC00 {
        index += 12
        continue
      }
      found.append(index)
      index += 6
    }
    return found
  }

  /// The code of an escape of four digits that is a surrogate.
  private static func surrogate(in bytes: [UInt8], at index: Int) -> Int? {
    guard index + 6 <= bytes.count, bytes[index] == UInt8(ascii: "\\"), bytes[index + 1] == UInt8(ascii: "u"),
      bytes[index + 2] | 0x20 == UInt8(ascii: "d")
    else { return nil }
    var code = 0
    for byte in bytes[index + 2..<index + 6] {
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
      code = code << 4 | digit
    }
    return code >= 0xD800 ? code : nil
  }
}
