import Testing

@testable import Settings

@Suite struct ConfigurationSettingTests {
  @Test("What stands for a setting as an example is read without complaint", arguments: Configuration.Setting.allCases)
  func exampleIsRead(_ setting: Configuration.Setting) {
    let text = "\(setting.rawValue): \(setting.example)\n"
    let (configuration, problems) = Configuration.parse(Array(text.utf8), file: "config.yaml")
    #expect(problems.isEmpty && configuration.places[setting]?.line == 1)
    #expect(setting.value(in: configuration) != nil)
  }

  @Test("Without a file every setting comes from the program") func defaults() {
    let configuration = Configuration()
    #expect(configuration.places.isEmpty)
    #expect(Configuration.Setting.layout.value(in: configuration) == "side-by-side")
    #expect(Configuration.Setting.author.value(in: configuration) == nil)
  }
}
