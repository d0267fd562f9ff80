import Foundation
import Settings
import Terminal
import Testing
import Themes

@Suite struct BundledThemeTests {
  static let names = Themes.all.map(\.name)

  static func theme(_ name: String) throws -> (theme: Theme, warnings: [SettingsProblem]) {
    let bytes = try #require(Themes.all.first { $0.name == name }).bytes
    return try Theme.parse(bytes, name: name, file: name + ".yaml")
  }

  @Test func thereAreAtLeastEight() {
    #expect(Self.names.count >= 8)
    #expect(Set(Self.names).count == Self.names.count)
  }

  @Test(arguments: names) func parsesWithoutWarningsAndCoversEveryRole(_ name: String) throws {
    let (theme, warnings) = try Self.theme(name)
    #expect(warnings == [])
    #expect(theme.palette.styles.count == Role.allCases.count)
    #expect(theme.palette(colors: 16).styles.count == Role.allCases.count)
    #expect(theme.palette(colors: 0).styles.count == Role.allCases.count)
  }
}
