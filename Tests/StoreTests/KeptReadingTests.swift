import Annotations
import Store
import StoreHarness
import Testing

@Suite struct KeptReadingTests {
  let folder = TemporaryFolder()

  @Test func whatWasReadComesBackAsItWas() throws {
    let store = Store(folder.environment())
    let reading = KeptReading(
      ReadingState(read: [0..<3, 5..<6], again: [3..<4], unseen: [1..<2, 4..<5]), blob: "e69de29b")
    #expect(try store.reading(for: "/a.md") == nil)
    try store.setReading(reading, for: "/a.md")
    #expect(try store.reading(for: "/a.md") == reading)
    #expect(try store.reading(for: "/b.md") == nil)
    try store.setReading(KeptReading(ReadingState(), blob: "00"), for: "/a.md")
    #expect(try store.reading(for: "/a.md") == KeptReading(ReadingState(), blob: "00"))
  }

  @Test(arguments: ["", "\n", "gloss-reading 3\nblob a\nread\nagain\nunseen\n", "gloss-reading 1\nblob a\n"])
  func whatMakesNoSenseIsNothing(text: String) throws {
    let store = Store(folder.environment())
    try store.setReading(KeptReading(ReadingState(), blob: "00"), for: "/a.md")
    folder.write(text, to: ".state/notebooks/98715b91f4fe41d7c4184e3a20ce1e41c7459ff0/reading")
    #expect(try store.reading(for: "/a.md") == nil)
  }

  @Test func rangesThatMakeNoSenseAreLeftOut() throws {
    let store = Store(folder.environment())
    try store.setReading(KeptReading(ReadingState(), blob: "00"), for: "/a.md")
    folder.write(
      "gloss-reading 1\nblob a\nread 1-2,-3,x-y,9-4,99999999999999999999-1,7-7\nagain 2-3\nunseen \n",
      to: ".state/notebooks/98715b91f4fe41d7c4184e3a20ce1e41c7459ff0/reading")
    #expect(
      try store.reading(for: "/a.md")
        == KeptReading(ReadingState(read: [1..<3, 7..<8], again: [3..<4], unseen: []), .earlierTopics, blob: "a"))
  }
}
