import Terminal
import Testing

@Test func placeholder() { #expect(Key(notation: "<C-s>") == Key("s", .control)) }
