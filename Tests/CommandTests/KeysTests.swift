import Testing

/// What is wrong in the configuration.
@Suite struct KeysTests {
  @Test func mistakesInTheConfigurationAreAFinding() throws {
    let place = try Workplace()
    try place.write("theme: nord\n", to: "home/config/gloss/config.yaml")
    let fine = try place.gloss("keys", "--configured")
    #expect(fine.status == 0 && fine.errors.isEmpty)
    try place.write("theem: nord\n", to: "home/config/gloss/config.yaml")
    let mistaken = try place.gloss("keys", "--configured")
    #expect(mistaken.status == 1 && mistaken.errors.contains("theem"))
    #expect(mistaken.output == fine.output)
    #expect(try place.gloss("keys").status == 0)
  }
}
