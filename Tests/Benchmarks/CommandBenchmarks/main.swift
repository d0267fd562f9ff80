import BareParser
import Foundation

/// The commands over folders and large files, measured on the program itself: whether their time grows as the notes do,
/// and how near it is to what the machine needs. All figures of a line are from one run.
///
/// `GLOSS_PROGRAM` names the program.
let program = ProcessInfo.processInfo.environment["GLOSS_PROGRAM"] ?? ".build/release/gloss"
let place = FileManager.default.temporaryDirectory.appending(path: "gloss-commands-\(UUID().uuidString)")
defer { try? FileManager.default.removeItem(at: place) }
let home = ["HOME": place.path, "XDG_STATE_HOME": place.path + "/state", "PATH": "/usr/bin:/bin"]

/// Prints a line at once.
func say(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }

func number(_ value: Double) -> String { String(format: "%.2f", value) }

/// A note of about so many bytes: headings, nested items, words that repeat.
func note(_ size: Int, _ seed: Int) -> Data {
  let words = ["river", "stone", "light", "garden", "heap", "queue", "carrot", "tulip", "tree", "node", "hash"]
  var text = ""
  var count = seed
  func some(_ length: Int) -> String {
    (0..<length).map { _ in
      count += 7
      return words[count % words.count]
    }.joined(separator: " ")
  }
  while text.utf8.count < size {
    text += "# \(some(3)) \(count)\n\n\(some(20)).\n\n"
    for _ in 0..<6 { text += "- \(some(6))\n  - \(some(8))\n  - \(some(8))\n" }
    text += "\n"
  }
  return Data(text.utf8.prefix(size))
}

func makeFolder(_ name: String, files: Int, size: Int, perFolder: Int) throws -> String {
  let notes = (0..<20).map { note(size, $0) }
  let root = place.appending(path: name)
  for file in 0..<files {
    let folder = perFolder < files ? root.appending(path: "folder\(file / perFolder)") : root
    if file % perFolder == 0 { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) }
    try notes[file % notes.count].write(to: folder.appending(path: "note\(file).md"))
  }
  return root.path
}

/// The best of several runs, in milliseconds, and the most memory that one took, in kilobytes.
func measure(_ command: [String], runs: Int = 5) throws -> (time: Double, memory: Int) {
  var (best, memory) = (Double.infinity, 0)
  for _ in 0..<runs {
    let run = try Run(command, environment: home)
    (best, memory) = (min(best, run.time), max(memory, run.memory))
  }
  return (best, memory)
}

let commands = [["annotations"], ["check"], ["search", "carrot"], ["outline", "--format", "json"]]

say("time of a note in microseconds, in folders of 1,000, 4,000 and 16,000 small notes, and the largest ratio")
let folders = try [1_000, 4_000, 16_000].map {
  (count: $0, path: try makeFolder("small\($0)", files: $0, size: 600, perFolder: $0))
}
let start = try measure([program, "keys"], runs: 10).time
for command in commands {
  let times = try folders.map { folder in
    (try measure([program] + command + [folder.path]).time - start) * 1000 / Double(folder.count)
  }
  let ratio = (times.max() ?? 0) / (times.min() ?? 1)
  say("  \(command.joined(separator: " ")): \(times.map(number).joined(separator: ", ")): \(number(ratio)) times")
}

let large = try makeFolder("large", files: 10_000, size: 10_800, perFolder: 100)
let find = try measure(["/usr/bin/find", large], runs: 10).time
say("10,000 notes, 108 MB, no sidecar: find \(number(find)) ms")
for command in commands {
  let run = try measure([program] + command + [large], runs: 3)
  say(
    "  \(command.joined(separator: " ")): \(number(run.time)) ms, \(number(run.time / find)) times find, "
      + "\(run.memory / 1024) MB")
}

for size in [10, 100] {
  let file = place.appending(path: "\(size)MB.md")
  let bytes = note(size << 20, 1)
  try bytes.write(to: file)
  var bare = Double.infinity
  for _ in 0..<5 {
    let begin = ContinuousClock.now
    bytes.withUnsafeBytes(bareParse)
    bare = min(bare, (ContinuousClock.now - begin) / .milliseconds(1))
  }
  say("\(size) MB in one note: md4c alone \(number(bare)) ms")
  for command in [["outline"], ["outline", "--format", "json"], ["export", "--format", "text"]] {
    let run = try measure([program] + command + [file.path], runs: size > 10 ? 2 : 3)
    say(
      "  \(command.joined(separator: " ")): \(number(run.time)) ms, \(number(run.time / bare)) times md4c, "
        + "\(run.memory / 1024) MB")
  }
}
