import Testing

@testable import Outline

struct EncodingTests {
  private static let text = "# Café plan\n\n- print, chairs\n- 😀 Straße\n"

  private static func units(_ text: String, isLittle: Bool) -> [UInt8] {
    text.utf16.flatMap { isLittle ? [UInt8($0 & 0xFF), UInt8($0 >> 8)] : [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
  }

  private static func scalars(_ text: String, isLittle: Bool) -> [UInt8] {
    text.unicodeScalars.flatMap { scalar in
      let bytes = (0..<4).map { UInt8(truncatingIfNeeded: scalar.value >> (8 * UInt32($0))) }
      return isLittle ? bytes : bytes.reversed()
    }
  }

  @Test(arguments: [true, false], [true, false]) func wideTextIsDecoded(isLittle: Bool, hasMark: Bool) {
    let mark = hasMark ? "\u{FEFF}" : ""
    let short = Outline(decoding: Self.units(mark + Self.text, isLittle: isLittle))
    #expect(short.drawing == "# Café plan\n  - print, chairs\n  - 😀 Straße")
    #expect(short.encoding == (isLittle ? .utf16LittleEndian : .utf16BigEndian))
    #expect(short.bytes == Array(Self.text.utf8))
    let long = Outline(decoding: Self.scalars(mark + Self.text, isLittle: isLittle))
    #expect(long.drawing == short.drawing)
    #expect(long.encoding == (isLittle ? .utf32LittleEndian : .utf32BigEndian))
  }

  @Test func aShortFileWithoutAMarkIsDecoded() {
    #expect(Outline(decoding: Self.units("# Plan", isLittle: true)).drawing == "# Plan")
  }

  @Test func windowsTextIsDecoded() {
    let outline = Outline(decoding: Array("# Don".utf8) + [0x92] + Array("t, 5 ".utf8) + [0x80, 0x20, 0xE9])
    #expect(outline.drawing == "# Don’t, 5 € é")
    #expect(outline.encoding == .windows1252)
  }

  @Test(
    arguments: [
      Array("# é ".utf8) + [0xFF], [0x23, 0x20, 0x81, 0xE9], Array("# a".utf8), Array("# a\0\0b".utf8) + [0xE9],
      [0xE2, 0x82],
      [], [0xEF, 0xBB, 0xBF, 0x23], [0], [0, 0, 0, 0, 0, 0, 0, 0],
    ] as [[UInt8]])
  func otherBytesStayAsTheyAre(bytes: [UInt8]) {
    let outline = Outline(decoding: bytes)
    #expect(outline.encoding == .utf8)
    #expect(outline.bytes == bytes)
  }

  @Test func halvesOfPairsAndOddBytesAreReplaced() {
    #expect(
      Outline(decoding: [0xFF, 0xFE, 0x23, 0, 0x20, 0, 0x00, 0xD8, 0x61, 0, 0x62]).title(of: TopicIndex(1))
        == "\u{FFFD}a")
  }
}
