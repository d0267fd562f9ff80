import CMD4C
import Foundation
import PseudoTerminal

/// Reading measured on the program itself, beside what others need for the same.
///
/// `GLOSS_PROGRAM` names the program; without it, it is what was built together with this.
let program = ProcessInfo.processInfo.environment["GLOSS_PROGRAM"] ?? PseudoTerminal.product("gloss")
let place = FileManager.default.temporaryDirectory.appending(path: "gloss-reading-\(UUID().uuidString)")
defer { try? FileManager.default.removeItem(at: place) }
let folder = place.appending(path: "notes")
let home = ["HOME": place.path, "XDG_STATE_HOME": place.path + "/state", "XDG_CONFIG_HOME": place.path + "/config"]
var maker = NoteMaker()
try maker.folder(at: folder)

/// A pass of md4c whose callbacks do nothing.
func bareParse(_ bytes: Data) -> Duration {
  var parser = MD_PARSER()
  parser.flags = UInt32(MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_TASKLISTS)
  parser.enter_block = { _, _, _ in 0 }
  parser.leave_block = { _, _, _ in 0 }
  parser.enter_span = { _, _, _ in 0 }
  parser.leave_span = { _, _, _ in 0 }
  parser.text = { _, _, _, _ in 0 }
  let start = ContinuousClock.now
  bytes.withUnsafeBytes { buffer in
    guard let base = buffer.baseAddress else { return }
    _ = md_parse(base.assumingMemoryBound(to: CChar.self), UInt32(buffer.count), &parser, nil)
  }
  return .now - start
}

// The first screen of a folder of 10,000 files, and unfolding a large one in it.
var (find, first, whole, unfold, bare) = (Times(), Times(), Times(), Times(), Times())
let large = try Data(contentsOf: folder.appending(path: "0.md"))
for round in 0..<12 {
  let listing = try time(of: ["/usr/bin/find", folder.path])
  // Where the last round left off is not where this one is to begin.
  var home = home
  home["XDG_STATE_HOME"] = place.path + "/state-\(round)"
  let start = ContinuousClock.now
  let terminal = try PseudoTerminal(command: [program, folder.path], environment: home, size: (100, 40))
  let shown = try terminal.moment { $0.shows("0.md") && $0.shows("note") }
  let listed = try terminal.moment { $0.shows("10001 notes") && !$0.shows("listing") }
  terminal.send("j")
  let opened = try terminal.time { $0.shows("Section with bold") }
  terminal.send("q")
  _ = try terminal.waitForExit()
  let pass = bareParse(large)
  // The first rounds warm the caches of the disk.
  guard round > 1 else { continue }
  find.add(listing)
  first.add(shown - start)
  whole.add(listed - start)
  unfold.add(opened)
  bare.add(pass)
}
print("folder of 10,000 files, 100 MB: find \(find.text)")
print("  first screen \(first.text): \(String(format: "%.2f", first.median / find.median)) times find")
print("  all listed \(whole.text)")
print("1 MB in it: md4c alone \(bare.text)")
print("  from key to text \(unfold.text): \(String(format: "%.2f", unfold.median - bare.median)) ms beyond md4c")

// A page of a topic of 100 MB.
let topic = place.appending(path: "topic.md")
try NoteMaker.topic(at: topic)

/// Turns some pages and measures each until its last row has changed.
func turnPages(_ terminal: PseudoTerminal, lastRow: Int, into times: inout Times, bytes: inout Int) throws {
  let start = terminal.bytesWritten
  for _ in 0..<pagesAtOnce {
    let before = terminal.screen.row(lastRow)
    terminal.send(" ")
    times.add(try terminal.time { $0.row(lastRow) != before && !$0.row(lastRow).isEmpty })
  }
  bytes += terminal.bytesWritten - start
}

// Less shows text and blank lines alike; here the outline is hidden, so that both show the same text.
let pagesAtOnce = 10
let turns = 6
let less = try PseudoTerminal(command: ["/usr/bin/less", topic.path], environment: home, size: (80, 24))
try less.wait { $0.shows("Paragraph 5 ") }
let gloss = try PseudoTerminal(command: [program, topic.path], environment: home, size: (79, 24))
try gloss.wait(within: .seconds(120)) { $0.shows("1 topic ") && !$0.shows("…") }
gloss.send("j\r")
try gloss.wait { $0.shows("Paragraph 5 ") }
var (lessTimes, glossTimes) = (Times(), Times())
var (lessBytes, glossBytes) = (0, 0)
for _ in 0..<turns {
  try turnPages(less, lastRow: 21, into: &lessTimes, bytes: &lessBytes)
  try turnPages(gloss, lastRow: 21, into: &glossTimes, bytes: &glossBytes)
}
less.send("q")
gloss.send("q")
let pages = pagesAtOnce * turns
print("a page of a topic of 100 MB: less \(lessTimes.text), \(lessBytes / pages) bytes")
print(
  "  gloss \(glossTimes.text), \(glossBytes / pages) bytes: "
    + String(
      format: "%.2f times the time, %.2f times the bytes", glossTimes.median / lessTimes.median,
      Double(glossBytes) / Double(lessBytes)))
