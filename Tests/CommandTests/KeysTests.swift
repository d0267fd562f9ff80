import ProgramHarness
import Testing

/// The mistakes in the configuration that `gloss keys` reports.
@Suite struct KeysTests {
  @Test func mistakesInTheConfigurationAreAFinding() throws {
    let place = try TemporaryHome()
    try place.configure("theme: nord\n")
    let fine = try place.gloss("keys", "--configured")
    #expect(fine.status == 0 && fine.errors.isEmpty)
    try place.configure("theem: nord\n")
    let mistaken = try place.gloss("keys", "--configured")
    #expect(mistaken.status == 1 && mistaken.errors.contains("theem"))
    #expect(mistaken.output == fine.output)
    #expect(try place.gloss("keys").status == 0)
  }
}
