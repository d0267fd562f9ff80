import Terminal
import Testing

@Suite struct KeyboardLayoutTests {
  @Test(
    "A letter stands for the key at the same place of a US keyboard",
    arguments: [
      ("й", "q"), ("о", "j"), ("л", "k"), ("П", "G"), ("ж", ";"), ("Ж", ":"), ("х", "["), ("ё", "`"), ("і", "s"),
      ("ї", "]"),
      ("ξ", "j"), ("κ", "k"), ("Γ", "G"), ("ח", "j"), ("ל", "k"), ("ת", ","), ("ت", "j"), ("ن", "k"), ("؟", "?"),
      ("ㅓ", "j"), ("ㅏ", "k"), ("ㄲ", "R"), ("저", "wj"), ("값", "rkqt"), ("٣", "3"), ("j", ""), ("ä", ""), ("日", ""),
    ])
  func places(typed: String, places: String) throws {
    let scalar = try #require(typed.unicodeScalars.first)
    #expect(KeyboardLayout.places(of: scalar) == Array(places.unicodeScalars))
  }
}
