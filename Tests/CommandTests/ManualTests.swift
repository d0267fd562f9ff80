import Foundation
import ProgramHarness
import Testing

@Suite struct ManualTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  @Test func manualHasEveryCommandAndEveryKey() throws {
    let place = try TemporaryHome()
    let manual = try place.gloss("manual").output
    let help = try place.gloss("--help").output
    let commands = try #require(help.range(of: "SUBCOMMANDS:"))
    let names = help[commands.upperBound...].split(separator: "\n").filter {
      $0.hasPrefix("  ") && !$0.hasPrefix("   ")
    }
    .compactMap { $0.split(separator: " ").first }
    #expect(names.count >= 10)
    for name in names where name != "help" && name != "See" {
      #expect(manual.contains("\n.SS gloss \(name.replacing("-", with: "\\-"))"))
    }
    for line in try place.gloss("keys").lines where !line.hasPrefix(" ") { #expect(manual.contains(".SS \(line)\n")) }
    #expect(manual.contains("fold everything but this branch"))
  }

  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/mandoc"), "mandoc is not there"))
  func manualIsAWellFormedPage() throws {
    let place = try TemporaryHome()
    try place.write(try place.gloss("manual").output, to: "gloss.1")
    let lint = try place.run(["/usr/bin/mandoc", "-Tlint", "-W", "warning", "gloss.1"])
    #expect(lint.output.isEmpty, "\(lint.output)")
  }

  @Test func readmeHasTheKeysOfEveryDay() throws {
    let readme = try String(contentsOf: Self.root.appendingPathComponent("README.md"), encoding: .utf8)
    let start = try #require(readme.range(of: "<!-- keys -->\n"))
    let end = try #require(readme.range(of: "<!-- end of keys -->"))
    let keys = try TemporaryHome().gloss("keys", "--format", "markdown", "--short").output
    #expect(
      readme[start.upperBound..<end.lowerBound].trimmingCharacters(in: .newlines)
        == keys.trimmingCharacters(in: .newlines))
  }
}
