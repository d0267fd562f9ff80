import Foundation
import PseudoTerminal

/// What a key costs, beside a C program that paints the same cells with ncurses, and a start beside `less`.
///
/// `GLOSS_PROGRAM` names the program; without it, it is what was built together with this.
let program = ProcessInfo.processInfo.environment["GLOSS_PROGRAM"] ?? PseudoTerminal.product("gloss")
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
    // Once to record the frames, then three times beside the player.
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
    let frames = place.appending(path: "frames")
    try recording.write(to: frames)
    var (ours, theirs) = (Cost(), Cost())
    for round in 0..<4 {
      let gloss = try PseudoTerminal(command: [program, file.path], environment: home(), size: size)
      try ready(gloss, walk)
      let other = try PseudoTerminal(command: [player, frames.path], environment: home(), size: size)
      try other.wait { $0.shows("topic number") }
      for key in walk.keys {
        let (our, their) = (try gloss.answer(to: key), try other.answer(to: key))
        guard round > 0 else { continue }
        ours.add(our)
        theirs.add(their)
      }
      if gloss.screen.cells != other.screen.cells { print("  the player's screen is not the same") }
      gloss.send("q")
      other.send(" ")
      _ = try gloss.waitForExit()
      _ = try other.waitForExit()
    }
    print("\(name), \(walk.name): \(ours.line(beside: theirs))")
  }
}

/// Waits until the notes are read whole, and goes to where a walk begins.
func ready(_ terminal: PseudoTerminal, _ walk: Walk) throws {
  try terminal.wait(within: .seconds(120)) { $0.shows(" topics") && !$0.shows("…") }
  _ = try terminal.answer(to: walk.before)
}

// The start.
let short = place.appending(path: "notes 10000.md")
var (gloss, less) = (Tally(), Tally())
for round in 0..<25 {
  for (isGloss, command) in [(true, [program, short.path]), (false, ["/usr/bin/less", short.path])] {
    let start = ContinuousClock.now
    let terminal = try PseudoTerminal(command: command, environment: home(), size: size)
    let first = try terminal.firstScreen()
    terminal.send("q")
    _ = try terminal.waitForExit()
    let time = (first - start) / .milliseconds(1)
    guard round > 2 else { continue }
    if isGloss { gloss.add(time) } else { less.add(time) }
  }
}
print(
  String(
    format: "start to first screen, 10 kB: %.2f ms beside less %.2f: %.2f times", gloss.median, less.median,
    gloss.median / less.median))
