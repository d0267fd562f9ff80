import Foundation
import ProgramHarness
import PseudoTerminal
import Testing

/// Every system call with which the real program moves an annotation into other notes goes wrong in turn, or is the
/// last one before it is killed.
@Suite(.enabled(if: Injection.isPossible, "strace is missing or not allowed to trace here"), .timeLimit(.minutes(60)))
struct MoveFaultTests {
  @Test("What moves is never in neither note; where it is in both, that is told, and doctor ends it")
  func neverInNeither() throws {
    let world = try MoveWorld()
    var counts: [String: Int] = [:]
    for (call, fault) in world.cases {
      counts[try world.outcome(of: call, fault), default: 0] += 1
    }
    print("a move with a fault at each of \(world.cases.count) calls: \(counts.sorted { $0.key < $1.key })")
    #expect(world.cases.count >= 40)
    #expect(counts["old"] ?? 0 > 0 && counts["new"] ?? 0 > 0 && counts["both"] ?? 0 > 0)
  }
}

/// Two notes, one of them with an annotation and its reply, put back as they were before each run.
private final class MoveWorld {
  private let home: TemporaryHome
  private let ids: [String]
  private(set) var cases: [(SystemCall, Fault)] = []

  init() throws {
    home = try TemporaryHome()
    try home.write(TemporaryHome.garden, to: "a.md")
    try home.write("# Beds\n\n- by the wall\n- by the door\n", to: "b.md")
    let first = try home.gloss("annotate", "a.md", "--line", "5", "--text", "one")
    let id = try #require(first.lines.first)
    let reply = try #require(try home.gloss("reply", id, "a.md", "--text", "two").lines.first)
    ids = [id, reply]
    #expect(try home.gloss("annotate", "b.md", "--line", "4", "--text", "three").status == 0)
    for name in ["notes", "state"] {
      try FileManager.default.copyItem(atPath: home.folder + "/" + name, toPath: home.folder + "/kept-" + name)
    }
    let trace = home.folder + "/tmp/trace"
    let result = try home.run(["/usr/bin/env"] + arguments(output: trace, trace: "all", nil))
    #expect(result.status == 0, "\(result.errors)")
    #expect(places == [0, 2])
    cases = Self.cases(try String(contentsOfFile: trace, encoding: .utf8))
  }

  private func arguments(output: String, trace: String, _ injection: String?) -> [String] {
    ["strace", "-qq", "-o", output, "-e", "trace=" + trace]
      + (injection.map { ["-e", "inject=" + $0] } ?? [])
      + [TemporaryHome.program, "move", ids[0], "b.md", "--line", "3", "--from", "a.md"]
  }

  /// The calls from the first lock on that change something: each fails, and each is the last.
  private static func cases(_ trace: String) -> [(SystemCall, Fault)] {
    var numbers: [String: Int] = [:]
    var calls: [SystemCall] = []
    var hasBegun = false
    for line in trace.split(separator: "\n") {
      let name = String(line.prefix { $0 != "(" })
      guard SystemCall.kinds.contains(name) else { continue }
      numbers[name, default: 0] += 1
      if name == "flock" { hasBegun = true }
      let call = SystemCall(name: name, number: numbers[name] ?? 1, line: String(line))
      if hasBegun, call.changesSomething, !call.isAnswer { calls.append(call) }
    }
    return calls.enumerated().flatMap { index, call in
      [(call, index.isMultiple(of: 2) ? Fault.inputOutput : .noSpace), (call, .killed)]
    }
  }

  /// The number of the two records in each of the notes.
  private var places: [Int] {
    ["a.md", "b.md"].map { name in
      let sidecar = home.read(name + ".review.yaml")
      return ids.count { sidecar.contains("- id: \"\($0)\"") }
    }
  }

  /// `old`, `new` or `both`, all being as it should be.
  func outcome(of call: SystemCall, _ fault: Fault) throws -> String {
    let place = "\(fault.rawValue) at \(call.name) \(call.number): \(call.line)"
    for name in ["notes", "state"] {
      try FileManager.default.removeItem(atPath: home.folder + "/" + name)
      try FileManager.default.copyItem(atPath: home.folder + "/kept-" + name, toPath: home.folder + "/" + name)
    }
    let injection = "\(call.name):\(fault.injection):when=\(call.number)"
    let result = try home.run(
      ["/usr/bin/env"] + arguments(output: "/dev/null", trace: call.name, injection))
    let found = places
    if result.status == 0 { #expect(found == [0, 2], "called moved and is not: \(place)") }
    if fault != .killed, result.status != 0 { #expect(!result.errors.isEmpty, "nothing said: \(place)") }
    switch found {
    case [2, 0]: return "old"
    case [0, 2]: return "new"
    case [2, 2]:
      let told = try home.gloss("doctor", "a.md", "b.md")
      // What the killed save had written already is taken up by the next one that looks.
      let isTold = told.output.contains("its move was interrupted") || places == [0, 2]
      #expect(isTold, "not told: \(place)\n\(told.output)")
      _ = try home.gloss("doctor", "a.md", "b.md", "--mend")
      #expect(places == [0, 2], "not mended: \(place)")
      return "both"
    default:
      Issue.record("\(found) of two are in either: \(place)")
      return "lost"
    }
  }
}
