import Foundation
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
    let home = try Home()
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
}
