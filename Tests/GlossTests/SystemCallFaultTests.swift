import Foundation
import ProgramHarness
import PseudoTerminal
import Testing

/// Every system call with which the real program saves an annotation goes wrong in turn.
///
/// `GLOSS_FAULTS=all` lets every call fail in every way in every situation; else, over an earlier version and from the
/// lock on, those that change something do and the others fail in one way each, and elsewhere in two ways.
@Suite(.enabled(if: Injection.isPossible, "strace is missing or not allowed to trace here"), .timeLimit(.minutes(60)))
struct SystemCallFaultTests {
  @Test(arguments: Situation.allCases)
  func sidecarIsTheOldOrTheNewOne(_ situation: Situation) throws {
    let world = try World(situation)
    var table = FaultTable(name: situation.rawValue)
    for (call, fault) in world.cases {
      let outcome = try world.outcome(of: call, fault)
      table.add(call.name, fault, outcome)
    }
    print(table)
    #expect(table.count >= 20)
  }
}

/// The behaviour of the file system, and the files that are there already.
enum Situation: String, CaseIterable, CustomTestStringConvertible {
  case later = "over an earlier version"
  case first = "the first annotation"
  case withoutExchange = "names cannot be exchanged"
  case withoutLocks = "folders cannot be locked"

  var testDescription: String { rawValue }

  /// The faults that strace injects into every call of a kind.
  var injections: [String] {
    switch self {
    case .later, .first: []
    case .withoutExchange: ["renameat2:error=EINVAL"]
    case .withoutLocks: ["flock:error=ENOLCK"]
    }
  }
}

enum Fault: String, CaseIterable {
  case inputOutput = "EIO"
  case noSpace = "ENOSPC"
  case interrupted = "EINTR"
  case noAccess = "EACCES"
  case killed = "SIGKILL"

  var injection: String { self == .killed ? "signal=SIGKILL" : "error=\(rawValue)" }
}

/// A system call of a run: the `number`th of its name, from 1.
struct SystemCall {
  var name: String
  var number: Int
  /// As strace writes it.
  var line: String

  /// Those that a save is made of; memory, signals, clocks and chance are left out.
  static let kinds: Set = [
    "openat", "newfstatat", "statx", "read", "write", "close", "fsync", "fdatasync", "renameat", "renameat2", "linkat",
    "unlinkat", "mkdir", "mkdirat", "fchmod", "fchown", "ftruncate", "flock", "fcntl", "getdents64", "readlinkat",
    "flistxattr", "fgetxattr", "fsetxattr",
  ]

  var changesSomething: Bool {
    let isChange = [
      "write", "fsync", "fdatasync", "renameat", "renameat2", "linkat", "unlinkat", "mkdir", "mkdirat", "fchmod",
      "fchown", "ftruncate", "flock",
    ].contains(name)
    return isChange || line.contains("O_CREAT")
  }

  /// Whether it hands the id to whoever asked, which is no part of saving.
  var isAnswer: Bool { line.hasPrefix("write(1,") }
}

/// The outcomes that are allowed for a save with a fault in it.
enum FaultOutcome: CaseIterable {
  /// Saved in spite of it.
  case saved
  /// Not saved, and said so or killed; the old version is there.
  case old
  /// Not said to be saved, or killed; the new version is there all the same.
  case new
}

/// Calls by faults, with what came of them.
struct FaultTable: CustomStringConvertible {
  var name: String
  private var cells: [String: [Fault: [FaultOutcome: Int]]] = [:]
  private(set) var count = 0

  init(name: String) { self.name = name }

  mutating func add(_ call: String, _ fault: Fault, _ outcome: FaultOutcome) {
    cells[call, default: [:]][fault, default: [:]][outcome, default: 0] += 1
    count += 1
  }

  var description: String {
    func row(_ cells: [String]) -> String {
      cells.map { $0.padding(toLength: max(14, $0.count + 1), withPad: " ", startingAt: 0) }.joined()
    }
    var rows = ["\(name): \(count) faults held (saved all the same / old version there / new version there)"]
    rows.append(row(["call"] + Fault.allCases.map(\.rawValue)))
    for call in cells.keys.sorted() {
      let counts = Fault.allCases.map { fault in
        cells[call]?[fault].map { found in
          FaultOutcome.allCases.map { String(found[$0] ?? 0) }.joined(separator: "/")
        } ?? "–"
      }
      rows.append(row([call] + counts))
    }
    return rows.joined(separator: "\n")
  }
}

/// strace, which makes a program's system calls fail.
enum Injection {
  static let isPossible: Bool = {
    guard let home = try? TemporaryHome() else { return false }
    let probe = ["strace", "-qq", "-o", "/dev/null", "-e", "inject=getpid:error=EIO", "true"]
    return (try? home.run(["/usr/bin/env"] + probe))?.status == 0
  }()
}

/// A folder with notes, their sidecar and a state folder, put back as they were before each run.
private final class World {
  let home: TemporaryHome
  let situation: Situation
  /// The sidecar before, and after a run without a fault.
  private let old: String
  private let new: String
  private(set) var cases: [(SystemCall, Fault)] = []

  init(_ situation: Situation) throws {
    self.situation = situation
    home = try TemporaryHome()
    try home.write(TemporaryHome.garden, to: "a.md")
    if situation != .first {
      #expect(try home.gloss("annotate", "a.md", "--line", "5", "--text", "one").status == 0)
      #expect(try home.gloss("annotate", "a.md", "--line", "8", "--text", "two\nlines").status == 0)
    }
    for name in ["notes", "state"] {
      try FileManager.default.copyItem(atPath: home.folder + "/" + name, toPath: home.folder + "/kept-" + name)
    }
    old = Self.withoutChance(home.read("a.md.review.yaml"))
    let trace = home.folder + "/tmp/trace"
    let result = try home.run(["/usr/bin/env"] + Self.arguments(situation, output: trace, trace: "all", []))
    #expect(result.status == 0, "\(result.errors)")
    new = Self.withoutChance(home.read("a.md.review.yaml"))
    cases = Self.cases(try String(contentsOfFile: trace, encoding: .utf8), situation)
  }

  private static func arguments(
    _ situation: Situation, output: String, trace: String, _ injections: [String]
  ) -> [String] {
    ["strace", "-qq", "-o", output, "-e", "trace=" + trace]
      + (situation.injections + injections).flatMap { ["-e", "inject=" + $0] }
      + [TemporaryHome.program, "annotate", "a.md", "--line", "6", "--text", "three"]
  }

  /// The calls from where the notes are opened (all of them), or from where the save begins.
  private static func cases(_ trace: String, _ situation: Situation) -> [(SystemCall, Fault)] {
    let wantsAll = ProcessInfo.processInfo.environment["GLOSS_FAULTS"] == "all"
    let special = Set(situation.injections.map { String($0.prefix { $0 != ":" }) })
    var numbers: [String: Int] = [:]
    var calls: [SystemCall] = []
    var begin = 0
    for line in trace.split(separator: "\n") {
      let name = String(line.prefix { $0 != "(" })
      numbers[name, default: 0] += 1
      if line.contains("execve") || calls.isEmpty && !line.contains("/a.md\"") { continue }
      if name == "flock" { begin = calls.count }
      calls.append(SystemCall(name: name, number: numbers[name] ?? 1, line: String(line)))
    }
    let chosen = calls[(wantsAll ? 0 : begin)...].filter {
      SystemCall.kinds.contains($0.name) && !special.contains($0.name)
    }
    return chosen.enumerated().flatMap { index, call -> [(SystemCall, Fault)] in
      let faults: [Fault] =
        if wantsAll || situation == .later && call.changesSomething {
          Fault.allCases
        } else if call.changesSomething {
          [index.isMultiple(of: 2) ? .inputOutput : .noSpace, .killed]
        } else if situation == .later {
          [Fault.allCases[index % Fault.allCases.count]]
        } else {
          []
        }
      return faults.map { (call, $0) }
    }
  }

  /// A run in which one call fails, everything about it checked.
  func outcome(of call: SystemCall, _ fault: Fault) throws -> FaultOutcome {
    let place = "\(fault.rawValue) at \(call.name) \(call.number): \(call.line)"
    try putBack()
    let source = try Source(home.path("a.md"))
    let injection = "\(call.name):\(fault.injection):when=\(call.number)"
    let traced = Set([call.name] + situation.injections.map { String($0.prefix { $0 != ":" }) })
    let result = try home.run(
      ["/usr/bin/env"]
        + Self.arguments(situation, output: "/dev/null", trace: traced.sorted().joined(separator: ","), [injection]))
    let sidecar = home.read("a.md.review.yaml")
    let now = Self.withoutChance(sidecar)
    #expect(now == old || now == new, "neither the old nor the new version: \(place)\n\(sidecar)")
    if result.status == 0 {
      #expect(now == new, "called saved and is not: \(place)")
      #expect(result.lines.count == 1 && sidecar.contains(result.lines.first ?? "-"), "no id: \(place)")
    } else if fault != .killed, call.isAnswer {
      #expect(now == new && !result.errors.isEmpty, "nothing said: \(place)")
    } else if fault != .killed {
      let folder = URL(filePath: home.folder).lastPathComponent
      #expect(result.errors.contains(folder), "names no file: \(place)\n\(result.errors)")
      #expect(!result.errors.contains(/\/\.[0-9A-Z]{26}\.gloss/), "names a file of ours: \(place)")
      #expect(
        ["again", "permissions", "draft"].contains { result.errors.contains($0) },
        "no remedy: \(place)\n\(result.errors)")
    }
    try checkNext(after: now, place)
    #expect(try Source(home.path("a.md")) == source, "the source was touched: \(place)")
    return result.status == 0 ? .saved : now == old ? .old : .new
  }

  /// The next run finds everything and leaves nothing lying about.
  private func checkNext(after now: String, _ place: String) throws {
    // Only a lock file's age tells that its owner is dead.
    if situation == .withoutLocks { try? FileManager.default.removeItem(atPath: home.path(".lock.gloss")) }
    let next = try home.gloss("annotate", "a.md", "--line", "11", "--text", "four")
    #expect(next.status == 0, "the next save: \(place)\n\(next.errors)")
    let after = Self.withoutChance(home.read("a.md.review.yaml"))
    #expect(now.isSubsequence(of: after), "something is lost: \(place)\n\(after)")
    #expect(after.components(separatedBy: "text: \"four\"").count == 2, "not saved later: \(place)")
    let names = try FileManager.default.contentsOfDirectory(atPath: home.folder + "/notes").sorted()
    #expect(names == ["a.md", "a.md.review.yaml"], "left behind: \(place)")
  }

  private func putBack() throws {
    for name in ["notes", "state"] {
      try FileManager.default.removeItem(atPath: home.folder + "/" + name)
      try FileManager.default.copyItem(atPath: home.folder + "/kept-" + name, toPath: home.folder + "/" + name)
    }
  }

  /// Without ids and times, which no two runs share, and who wrote, which is found out elsewhere.
  private static func withoutChance(_ sidecar: String) -> String {
    sidecar.replacing(/[0-9A-HJKMNP-TV-Z]{26}/, with: "ID").replacing(/\d{4}-\d\d-\d\dT[^"]*/, with: "TIME")
      .replacing(/author: .*/, with: "author")
  }

  /// The parts of the notes that no save may change.
  private struct Source: Equatable {
    var bytes: Data
    var inode: Int
    var permissions: Int
    var modified: Date

    init(_ path: String) throws {
      bytes = try Data(contentsOf: URL(filePath: path))
      let attributes = try FileManager.default.attributesOfItem(atPath: path)
      inode = attributes[.systemFileNumber] as? Int ?? 0
      permissions = attributes[.posixPermissions] as? Int ?? 0
      modified = attributes[.modificationDate] as? Date ?? .distantPast
    }
  }
}

extension String {
  /// Whether its lines are in `other` in the same order.
  fileprivate func isSubsequence(of other: String) -> Bool {
    var rest = other.split(separator: "\n")[...]
    for line in split(separator: "\n") {
      guard let at = rest.firstIndex(of: line) else { return false }
      rest = rest[(at + 1)...]
    }
    return true
  }
}
