import Foundation
import ProgramHarness
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
    let home = try TemporaryHome()
    try home.write(TemporaryHome.garden, to: "garden.md")
    let list = home.folder + "/saved"
    let environment = ["GLOSS": TemporaryHome.program]
    let both = "(\(Self.writer)) & (set -- $1 other $3; \(Self.writer)) & wait"
    let result = try home.run(
      ["/bin/bash", "-c", both, "bash", String(Self.seconds), "one", list], environment: environment)
    #expect(result.errors == "")
    let saved = try String(contentsOfFile: list, encoding: .utf8).split(separator: "\n")
    let sidecar = home.read("garden.md.review.yaml")
    #expect(saved.count >= 2 && Set(saved.map { $0.prefix(3) }) == ["one", "oth"])
    for text in saved { #expect(sidecar.contains("text: \"\(text)\""), "lost: \(text)") }
    #expect(sidecar.components(separatedBy: "- id:").count - 1 == saved.count)
    #expect(try home.gloss("check", "garden.md").status == 0)
    print("\(saved.count) annotations saved by two programs in \(Self.seconds) s, none lost")
  }

  /// The search path of whoever runs the tests.
  private static let path = ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"]
  private static let hasStranger =
    (try? TemporaryHome().run(["/usr/bin/env", "mrsf", "--version"], environment: path))?.status == 0

  /// The format's reference implementation, which takes no lock and knows of no others.
  private static let stranger = """
    end=$((SECONDS + $1))
    while [ $SECONDS -lt $end ]; do
      number=$((number + 1))
      text="$2-$number-"
      mrsf add -l $((1 + number % 9)) -a "M (m)" -t "$text" garden.md > /dev/null 2>&1 && echo "$text" >> "$3"
    done
    true
    """

  @Test(
    "What a program without locks leaves out is there or told",
    .enabled(if: RacingTests.hasStranger, "mrsf is not installed"))
  func tellsWhatAStrangerLeavesOut() throws {
    let home = try TemporaryHome()
    try home.write(TemporaryHome.garden, to: "garden.md")
    let (list, others) = (home.folder + "/saved", home.folder + "/others")
    let all =
      "(\(Self.writer)) & (set -- $1 other $3; \(Self.writer)) & (set -- $1 ref $4; \(Self.stranger)) & wait"
    let result = try home.run(
      ["/bin/bash", "-c", all, "bash", String(Self.seconds), "one", list, others],
      environment: Self.path.merging(["GLOSS": TemporaryHome.program]) { $1 })
    let saved = try String(contentsOfFile: list, encoding: .utf8).split(separator: "\n")
    let added = ((try? String(contentsOfFile: others, encoding: .utf8)) ?? "").split(separator: "\n")
    let sidecar = home.read("garden.md.review.yaml")
    let told = try home.gloss("check", "garden.md").lines.joined(separator: "\n")
    let kept = saved.filter { sidecar.contains("text: \"\($0)\"") }
    let missing = saved.filter { !kept.contains($0) && told.contains("\"\($0)\"") }
    for text in saved where !kept.contains(text) && !missing.contains(text) {
      Issue.record("forgotten without a word: \(text)\n\(told)\n\(result.errors)")
    }
    print(
      "\(saved.count) annotations saved by two programs beside \(added.count) of a third in \(Self.seconds) s: "
        + "\(kept.count) there, \(missing.count) left out by the third and told; of its own, "
        + "\(added.count { sidecar.contains("text: \($0)") }) there")
  }
}
