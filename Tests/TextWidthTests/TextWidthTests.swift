import Testing
import TextWidth

@Test func placeholder() { #expect(TextWidth.standard.columns(of: "日本") == 4) }
