import Testing

@testable import Store

@Suite struct StateCodecTests {
  static let foreign = [
    "", "folds", "gloss-state 1", "gloss-state 1\na\\x\n", "gloss-state 1\na\\\n", "gloss-state 2\na\n",
  ]

  @Test(arguments: foreign) func whatIsNotOursOrIsCutOffIsNotRead(text: String) {
    #expect(StateCodec.decode(Array(text.utf8)) == nil)
  }

  @Test func whatIsNotUTF8IsNotRead() {
    #expect(StateCodec.decode(Array("gloss-state 1\na".utf8) + [0xFF, 0x0A]) == nil)
  }
}
