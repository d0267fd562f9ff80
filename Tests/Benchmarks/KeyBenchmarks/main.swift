import Foundation
import PseudoTerminal

/// The program whose keys and start are measured: against a C program that paints the same cells with ncurses, and
/// against the start of `less`.
///
/// `GLOSS_PROGRAM` names the program; without it, it is what was built together with this. `GLOSS_BEFORE` may name
/// another state of it, which is measured in turn with it.
let program = ProcessInfo.processInfo.environment["GLOSS_PROGRAM"] ?? PseudoTerminal.product("gloss")
let before = ProcessInfo.processInfo.environment["GLOSS_BEFORE"]
let programs = [("", program)] + (before.map { [(" (before)", $0)] } ?? [])
let player = PseudoTerminal.product("FramePlayer")
let place = FileManager.default.temporaryDirectory.appending(path: "gloss-keys-\(UUID().uuidString)")
defer { try? FileManager.default.removeItem(at: place) }
try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
let size = (columns: 120, rows: 40)

/// A home in which nothing is remembered.
func home() -> [String: String] {
  ["HOME": place.path, "XDG_STATE_HOME": place.path + "/" + UUID().uuidString, "XDG_CONFIG_HOME": place.path + "/none"]
}

/// Nested bullets with some text, as long as asked.
func notes(bytes: Int) -> Data {
  var text = Data("# Notes\n\n".utf8)
  text.reserveCapacity(bytes + 1000)
  var number = 0
  while text.count < bytes {
    number += 1
    text.append(Data("* topic number \(number)\n    * what is said of it, in some words\n    * and *more*\n".utf8))
  }
  return text
}

/// Keys that are typed one after the other, after those that lead there.
struct Walk {
  var name: String
  var before: String
  var keys: [String]
}
let walks = [
  Walk(
    name: "a step in the middle", before: "gg3j",
    keys: Array(repeating: ["j", "j", "j", "k", "k", "k"], count: 8).flatMap { $0 }),
  Walk(name: "a step that scrolls", before: "gg60j", keys: Array(repeating: "j", count: 40)),
  Walk(
    name: "a page", before: "5j",
    keys: Array(repeating: ["\u{6}", "\u{6}", "\u{6}", "\u{2}", "\u{2}", "\u{6}", "\u{2}", "\u{2}"], count: 5)
      .flatMap { $0 }),
  Walk(name: "fold and unfold", before: "gg1j", keys: Array(repeating: " ", count: 20)),
]

for (name, bytes) in [("10 kB", 10_000), ("1 MB", 1_000_000), ("100 MB", 100_000_000)] {
  let file = place.appending(path: "notes \(bytes).md")
  try notes(bytes: bytes).write(to: file)
  for walk in walks {
    var costs: [(ours: Cost, theirs: Cost)] = programs.map { _ in (Cost(), Cost()) }
    // Each shows frames of its own.
    let frames = try programs.indices.map { index in
      let frames = place.appending(path: "frames \(index)")
      try record(walk, of: file, with: programs[index].1).write(to: frames)
      return frames
    }
    for round in 0..<4 {
      for index in programs.indices {
        let gloss = try PseudoTerminal(command: [programs[index].1, file.path], environment: home(), size: size)
        try ready(gloss, walk)
        let other = try PseudoTerminal(command: [player, frames[index].path], environment: home(), size: size)
        try other.wait { $0.shows("topic number") }
        for key in walk.keys {
          let (our, their) = (try gloss.answer(to: key), try other.answer(to: key))
          guard round > 0 else { continue }
          costs[index].ours.add(our)
          costs[index].theirs.add(their)
        }
        if gloss.screen.cells != other.screen.cells { print("  the player's screen is not the same") }
        gloss.send("q")
        other.send(" ")
        _ = try gloss.waitForExit()
        _ = try other.waitForExit()
      }
    }
    for (index, cost) in costs.enumerated() {
      print("\(name), \(walk.name)\(programs[index].0): \(cost.ours.line(beside: cost.theirs))")
    }
  }
}

/// The frames that a program shows on a walk.
func record(_ walk: Walk, of file: URL, with program: String) throws -> Recording {
  var recording = Recording(size: size)
  let recorder = try PseudoTerminal(command: [program, file.path], environment: home(), size: size)
  try ready(recorder, walk)
  recording.append(recorder.screen)
  for key in walk.keys {
    _ = try recorder.answer(to: key)
    recording.append(recorder.screen)
  }
  recorder.send("q")
  _ = try recorder.waitForExit()
  return recording
}

/// Waits until the notes are read whole, and goes to where a walk begins.
func ready(_ terminal: PseudoTerminal, _ walk: Walk) throws {
  try terminal.wait(within: .seconds(120)) { $0.shows(" topics") && !$0.shows("…") }
  _ = try terminal.answer(to: walk.before)
}

/// Milliseconds from the start of a command until its first screen is there.
func start(_ command: [String]) throws -> Double {
  let start = ContinuousClock.now
  let terminal = try PseudoTerminal(command: command, environment: home(), size: size)
  let first = try terminal.firstScreen()
  terminal.send("q")
  _ = try terminal.waitForExit()
  return (first - start) / .milliseconds(1)
}

// The start, beside `less`, and beside that of the shortest notes.
let sizes = [10_000, 100_000, 300_000, 1_000_000, 4_000_000, 10_000_000, 100_000_000]
for bytes in sizes { try notes(bytes: bytes).write(to: place.appending(path: "start \(bytes).md")) }
var starts = programs.map { _ in sizes.map { _ in Tally() } }
var less = Tally()
for round in 0..<25 {
  for (size, bytes) in sizes.enumerated() {
    let file = place.appending(path: "start \(bytes).md").path
    for (index, program) in programs.enumerated() {
      let time = try start([program.1, file])
      if round > 2 { starts[index][size].add(time) }
    }
    if size == 0 {
      let time = try start(["/usr/bin/less", file])
      if round > 2 { less.add(time) }
    }
  }
}
for (index, program) in programs.enumerated() {
  let first = starts[index][0].median
  print(
    String(
      format: "start to first screen, 10 kB\(program.0): %.2f ms beside less %.2f: %.2f times", first, less.median,
      first / less.median))
  for (size, bytes) in sizes.enumerated() {
    let median = starts[index][size].median
    print(String(format: "  %d bytes: %.2f ms, %.2f times that of 10 kB", bytes, median, median / first))
  }
}
