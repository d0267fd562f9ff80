import Notebook
import Testing

@Suite struct FrontTests {
  @Test func `the declared keymap has no conflicts`() throws {
    let keymap = try Keymap(entries: CommandTable.entries)
    #expect(keymap.firstConflict == nil)
  }
}
