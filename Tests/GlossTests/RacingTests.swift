import Foundation
import Testing

/// Programs that write annotations of one file at the same time. `GLOSS_RACE_SECONDS` asks for more than a moment.
@Suite struct RacingTests {
  private static let seconds = ProcessInfo.processInfo.environment["GLOSS_RACE_SECONDS"].flatMap(Int.init) ?? 3

  /// Every writer keeps a list of what was called saved.
  private static let writer = """
    end=$((SECONDS + $1))
    while [ $SECONDS -lt $end ]; do
      number=$((number + 1))
      text="$2-$number-"
      "$GLOSS" annotate garden.md --line $((1 + number % 9)) --text "$text" > /dev/null && echo "$text" >> "$3"
    done
    true
    """

  @Test("What two programs call saved is there, all of it") func losesNothing() throws {
    let home = try Home()
    try home.write(Home.garden, to: "garden.md")
    let list = home.folder + "/saved"
    let environment = ["GLOSS": Home.gloss]
    let both = "(\(Self.writer)) & (set -- $1 other $3; \(Self.writer)) & wait"
    let result = try home.run(
      program: "/bin/bash", ["-c", both, "bash", String(Self.seconds), "one", list], environment: environment)
    #expect(result.complaints == "")
    let saved = try String(contentsOfFile: list, encoding: .utf8).split(separator: "\n")
    let sidecar = home.read("garden.md.review.yaml")
    #expect(saved.count >= 2 && Set(saved.map { $0.prefix(3) }) == ["one", "oth"])
    for text in saved { #expect(sidecar.contains("text: \"\(text)\""), "lost: \(text)") }
    #expect(sidecar.components(separatedBy: "- id:").count - 1 == saved.count)
    #expect(try home.run("check", "garden.md").status == 0)
    print("\(saved.count) annotations saved by two programs in \(Self.seconds) s, none lost")
  }
}
