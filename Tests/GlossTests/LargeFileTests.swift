import Foundation
import Glibc
import ProgramHarness
import PseudoTerminal
import Testing

/// Files that are on the screen before they are read whole.
@Suite struct LargeFileTests {
  /// Three megabytes; the titles say which topic it is.
  static let many = (1...30_000).map { number in
    (number % 100 == 1 ? "# Chapter \(number / 100)\n\n" : "")
      + "- Topic \(number) with a line that is about as long as such lines are, and some **words** in it\n"
  }.joined()

  @Test("A large file is whole soon after its beginning, and left and found again at its end") func opens() throws {
    let home = try TemporaryHome()
    try home.write(Self.many, to: "many.md")
    var terminal = try home.open("many.md")
    try terminal.wait { $0.shows("Chapter 0") && $0.shows("Topic 2 ") }
    try terminal.wait { $0.shows("30300 topics") && !$0.shows("topics…") }
    terminal.send("G")
    try terminal.wait { $0.row($0.cursor.row).contains("Topic 30000") }
    terminal.send("q")
    #expect(try terminal.waitForExit() == .exited(0))
    terminal = try home.open("many.md")
    try terminal.wait { $0.row($0.cursor.row).contains("Topic 30000") }
    terminal.send("aat the end\u{13}")
    try terminal.wait { $0.shows("saved") && $0.shows("1 annotation") }
    terminal.send("q")
    #expect(try terminal.waitForExit() == .exited(0))
    #expect(home.read("many.md.review.yaml").contains("Topic 30000"))
  }

  private enum Change: CaseIterable { case truncate, replace, removeAndRestore, append }

  @Test("What happens to a large file while its rest is being read is in view in the end", arguments: Change.allCases)
  private func changesMeanwhile(_ change: Change) throws {
    let home = try TemporaryHome()
    let path = try home.write(Self.many, to: "many.md")
    let terminal = try home.open("many.md")
    try terminal.wait { $0.shows("Topic 2 ") }
    terminal.send("3j")
    let topics: Int
    switch change {
    case .truncate:
      let half = Self.many.split(separator: "\n", omittingEmptySubsequences: false).prefix(15_300)
      truncate(path, off_t(half.reduce(0) { $0 + $1.utf8.count + 1 }))
      topics = half.count { $0.hasPrefix("- ") || $0.hasPrefix("# ") }
    case .replace:
      try home.write(
        "# Chapter 0\n\n" + Self.many.replacing("# Chapter 0\n\n", with: "- New\n") + "- End\n", to: "many.md")
      topics = 30_302
    case .removeAndRestore:
      unlink(path)
      try home.write(Self.many + "- End\n", to: "many.md")
      topics = 30_301
    case .append:
      let file = try FileHandle(forWritingTo: URL(filePath: path))
      try file.seekToEnd()
      for _ in 0..<20 { try file.write(contentsOf: Data("- End\n".utf8)) }
      try file.close()
      topics = 30_320
    }
    let screen = try terminal.wait { $0.shows("\(topics) topics ") }
    #expect(screen.row(screen.cursor.row).contains("Topic 2 "))
    terminal.send("q")
    #expect(try terminal.waitForExit() == .exited(0))
  }
}
