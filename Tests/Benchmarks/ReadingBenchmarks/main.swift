import BareParser
import Foundation
import PseudoTerminal

/// Reading measured on the program itself, compared with what others need for the same.
///
/// `GLOSS_PROGRAM` names the program; without it, it is what was built together with this.
let program = ProcessInfo.processInfo.environment["GLOSS_PROGRAM"] ?? PseudoTerminal.product("gloss")
let place = FileManager.default.temporaryDirectory.appending(path: "gloss-reading-\(UUID().uuidString)")
defer { try? FileManager.default.removeItem(at: place) }
let folder = place.appending(path: "notes")
let home = ["HOME": place.path, "XDG_STATE_HOME": place.path + "/state", "XDG_CONFIG_HOME": place.path + "/config"]
var maker = NoteMaker()
try maker.folder(at: folder)

/// Prints a line at once.
func say(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }

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
  let passStart = ContinuousClock.now
  large.withUnsafeBytes(bareParse)
  let pass = ContinuousClock.now - passStart
  // The first rounds warm the caches of the disk.
  guard round > 1 else { continue }
  find.add(listing)
  first.add(shown - start)
  whole.add(listed - start)
  unfold.add(opened)
  bare.add(pass)
}
say("folder of 10,000 files, 100 MB: find \(find.text)")
say("  first screen \(first.text): \(String(format: "%.2f", first.median / find.median)) times find")
say("  all listed \(whole.text)")
say("1 MB in it: md4c alone \(bare.text)")
say("  from key to text \(unfold.text): \(String(format: "%.2f", unfold.median - bare.median)) ms beyond md4c")

// A page of a topic of 100 MB.
let topic = place.appending(path: "topic.md")
try NoteMaker.topic(at: topic)

/// The number of the last paragraph in view.
func lastParagraph(_ screen: Screen) -> Int {
  for row in (0..<24).reversed() {
    let words = screen.row(row).split(separator: " ")
    if let word = words.firstIndex(of: "Paragraph"), word + 1 < words.count, let number = Int(words[word + 1]) {
      return number
    }
  }
  return 0
}

/// One side of the comparison: turns pages and measures each until its last paragraph is there.
struct Pager {
  let terminal: PseudoTerminal
  /// The least number of paragraphs that a page brings.
  private let step: Int
  private(set) var times = Times()
  private(set) var bytes = 0

  init(_ terminal: PseudoTerminal) throws {
    self.terminal = terminal
    var steps: [Int] = []
    for _ in 0..<4 {
      let before = lastParagraph(terminal.screen)
      terminal.send(" ")
      steps.append(lastParagraph(try terminal.wait { lastParagraph($0) > before }) - before)
    }
    step = steps.min() ?? 1
  }

  mutating func turn(pages: Int) throws {
    let start = terminal.bytesWritten
    for _ in 0..<pages {
      let before = lastParagraph(terminal.screen)
      terminal.send(" ")
      let step = step
      times.add(try terminal.time { lastParagraph($0) >= before + step })
    }
    bytes += terminal.bytesWritten - start
  }
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
var pagers = [try Pager(less), try Pager(gloss)]
for _ in 0..<turns {
  for index in pagers.indices { try pagers[index].turn(pages: pagesAtOnce) }
}
less.send("q")
gloss.send("q")
let pages = pagesAtOnce * turns
let (theirs, ours) = (pagers[0], pagers[1])
say("a page of a topic of 100 MB: less \(theirs.times.text), \(theirs.bytes / pages) bytes")
say(
  "  gloss \(ours.times.text), \(ours.bytes / pages) bytes: "
    + String(
      format: "%.2f times the time, %.2f times the bytes", ours.times.median / theirs.times.median,
      Double(ours.bytes) / Double(theirs.bytes)))
