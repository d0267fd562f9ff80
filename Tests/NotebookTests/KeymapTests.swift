import Notebook
import Testing

@Suite struct KeymapTests {
  @Test func `the declared keymap has no conflicts`() throws {
    let keymap = try Keymap(entries: CommandTable.entries)
    #expect(keymap.firstConflict == nil)
  }
}
