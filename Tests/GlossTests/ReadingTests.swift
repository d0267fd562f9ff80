import Foundation
import Glibc
import ProgramHarness
import PseudoTerminal
import Testing

@Suite struct ReadingTests {
  @Test("A link is followed into another note, and the way leads back and forth") func follows() throws {
    let home = try TemporaryHome()
    try home.write("# Start\n- See [the trees](sub/trees.md#old-oaks)\n- Last\n", to: "a.md")
    try home.write("# Young elms\n\n# Old oaks\nThey stand. Back to [[a#Start]].\n", to: "sub/trees.md")
    let terminal = try home.open(".")
    try terminal.wait { $0.shows("2 notes") }
    terminal.send("jl")
    // What is typed before the note is there would go past it.
    try terminal.wait { $0.row(3).contains("See the trees") }
    terminal.send("jj")
    try terminal.wait { $0.row($0.cursor.row).contains("See the trees") }
    terminal.send("gx")
    try terminal.wait { $0.row($0.cursor.row).contains("Old oaks") && $0.shows("They stand.") }
    terminal.send("gx")
    try terminal.wait { $0.row($0.cursor.row).contains("▾ Start") }
    terminal.send(Keys.control("o"))
    try terminal.wait { $0.row($0.cursor.row).contains("Old oaks") }
    terminal.send("\u{1B}[1;3D")
    try terminal.wait { $0.row($0.cursor.row).contains("See the trees") }
    terminal.send("\u{1B}[1;3C")
    try terminal.wait { $0.row($0.cursor.row).contains("Old oaks") }
    terminal.send("gb")
    // In the list, not only in the outline behind it: it is made beside the keys.
    try terminal.wait { $0.shows("Links to Old oaks: 1") && $0.shows("Start › See the trees") }
    terminal.send("\r")
    try terminal.wait { $0.row($0.cursor.row).contains("See the trees") }
  }

  @Test("A source that is gone, or empty, stays in view and is marked until it is back", arguments: [true, false])
  func staysInView(isRemoved: Bool) throws {
    let home = try TemporaryHome()
    let path = try home.write(TemporaryHome.garden, to: "garden.md")
    let terminal = try home.open("garden.md", size: (120, 24))
    try terminal.wait { $0.shows("9 topics") }
    terminal.send("G")
    try terminal.wait { $0.row($0.cursor.row).contains("Daisies") }
    if isRemoved { unlink(path) } else { truncate(path, 0) }
    let screen = try terminal.wait { $0.shows("as it was last read") }
    #expect(screen.row(screen.cursor.row).contains("Daisies"))
    try home.write(TemporaryHome.garden, to: "garden.md")
    let back = try terminal.wait { !$0.shows("as it was last read") }
    #expect(back.row(back.cursor.row).contains("Daisies") && back.shows("9 topics"))
  }

  @Test("What comes, goes and takes another name in a folder is followed, the selection kept") func followsFolder()
    throws
  {
    let home = try TemporaryHome()
    try home.write(TemporaryHome.garden, to: "garden.md")
    try home.write("# Oaks\n- old\n", to: "trees/oaks.md")
    try home.write("*.tmp.md\n", to: ".gitignore")
    _ = try home.gloss("annotate", home.path("trees/oaks.md"), "--line", "2", "--text", "how old?")
    let terminal = try home.open(".", size: (120, 24))
    try terminal.wait { $0.shows("2 notes") }
    terminal.send("j")
    try terminal.wait { $0.shows("topics") }
    // Escape while the search is still under way would stop it.
    terminal.send("l/Daisies")
    try terminal.wait { $0.shows("1 of 1") }
    terminal.send("\r")
    try terminal.wait { $0.row($0.cursor.row).contains("Daisies") && $0.shows("1 of 1") }
    terminal.send("\u{1B}")
    try terminal.wait { $0.row($0.cursor.row).contains("Daisies") && !$0.shows("1 of 1") }
    func isKept(_ screen: Screen) -> Bool { screen.row(screen.cursor.row).contains("Daisies") }
    try home.write("# New\n", to: "annexe/new.md")
    try terminal.wait { $0.shows("new: annexe/") && $0.shows("▸ annexe") && isKept($0) }
    rename(home.path("garden.md"), home.path("yard.md"))
    try terminal.wait { $0.shows("garden.md is now yard.md") && $0.shows("▾ yard.md") && isKept($0) }
    try home.write("# x\n", to: "draft.tmp.md")
    try home.write("# x\n", to: "zoo.md")
    try terminal.wait { $0.shows("new: zoo.md") && !$0.shows("draft") && isKept($0) }
    try home.write("", to: ".gitignore")
    try terminal.wait { $0.shows("new: draft.tmp.md") && isKept($0) }
    unlink(home.path("zoo.md"))
    try terminal.wait { $0.shows("gone: zoo.md") && !$0.shows("▸ zoo") && isKept($0) }
    unlink(home.path("yard.md"))
    try terminal.wait { $0.shows("as it was last read") && $0.shows("yard.md") && isKept($0) && $0.shows("gone") }
    try home.write(TemporaryHome.garden + "- More\n", to: "yard.md")
    try terminal.wait { $0.shows("More") && !$0.shows("as it was last read") && isKept($0) }
    // Annotations of a note that is not open are counted as they come and go.
    try terminal.wait { $0.shows("●1") }
    let sidecar = home.path("trees/oaks.md.review.yaml")
    rename(sidecar, sidecar + ".away")
    try terminal.wait { !$0.shows("●1") }
    rename(sidecar + ".away", sidecar)
    try terminal.wait { $0.shows("●1") && isKept($0) }
    // What happens to it under its other name is seen, too.
    try home.write(TemporaryHome.garden + "- Much more\n", to: "yard.md")
    try terminal.wait { $0.shows("yard.md changed on the disk") && $0.shows("Much more") && isKept($0) }
    terminal.send("q")
    #expect(try terminal.waitForExit() == .exited(0))
  }

  @Test("Several folders and files are followed as one folder is, and left and found again") func followsSeveral()
    throws
  {
    let home = try TemporaryHome()
    try home.write("# Roses\n", to: "north/roses.md")
    try home.write("# Ferns\n- green\n", to: "south/deep/ferns.md")
    try home.write("# Alone\n", to: "alone.md")
    func open() throws -> PseudoTerminal {
      try home.open("north", "south/", "alone.md", "./south/deep", size: (100, 24))
    }
    var terminal = try open()
    try terminal.wait { $0.shows("3 notes") && $0.shows("▾ north") && $0.shows("▾ south") && $0.shows("alone.md") }
    terminal.send("/green")
    try terminal.wait { $0.shows("1 of 1") }
    terminal.send("\r")
    try terminal.wait { $0.row($0.cursor.row).contains("green") && $0.shows("1 of 1") }
    terminal.send("\u{1B}")
    func isKept(_ screen: Screen) -> Bool { screen.row(screen.cursor.row).contains("green") }
    try terminal.wait { isKept($0) && !$0.shows("1 of 1") }
    try home.write("# New\n", to: "north/new.md")
    try terminal.wait { $0.shows("new: north/new.md") && isKept($0) }
    rename(home.path("south/deep/ferns.md"), home.path("south/deep/mosses.md"))
    try terminal.wait { $0.shows("south/deep/ferns.md is now south/deep/mosses.md") && isKept($0) }
    unlink(home.path("north/roses.md"))
    try terminal.wait { $0.shows("gone: north/roses.md") && !$0.shows("▸ roses.md") && isKept($0) }
    terminal.send(Keys.control("c"))
    #expect(try terminal.waitForExit() == .exited(0))
    terminal = try home.open(size: (100, 24))
    try terminal.wait { isKept($0) && $0.shows("▾ north") }
    terminal.send("q")
    #expect(try terminal.waitForExit() == .exited(0))
  }

  /// As a script edits a file: each way with its own traps for whoever watches.
  private enum Edit: CaseIterable {
    case append, replace, renameOver, truncateAndWrite, deleteAndRestore

    func make(_ text: String, at path: String) throws {
      switch self {
      case .append:
        let file = try FileHandle(forWritingTo: URL(filePath: path))
        try file.seekToEnd()
        try file.write(contentsOf: Data("- Appended\n".utf8))
        try file.close()
      case .replace: try Data(text.utf8).write(to: URL(filePath: path))
      case .renameOver:
        try Data(text.utf8).write(to: URL(filePath: path + ".new"))
        _ = rename(path + ".new", path)
      case .truncateAndWrite:
        let file = try FileHandle(forWritingTo: URL(filePath: path))
        try file.truncate(atOffset: 0)
        let middle = text.utf8.count / 2
        try file.write(contentsOf: Data(text.utf8.prefix(middle)))
        try file.write(contentsOf: Data(text.utf8.dropFirst(middle)))
        try file.close()
      case .deleteAndRestore:
        unlink(path)
        try Data(text.utf8).write(to: URL(filePath: path))
      }
    }
  }

  /// A thousand edits where `GLOSS_EDITS=1000`; the time is bounded by not waiting for each.
  @Test("However a script edits the notes, the selection stays on its topic") func survivesEdits() throws {
    let rounds = ProcessInfo.processInfo.environment["GLOSS_EDITS"].flatMap { Int($0) } ?? 200
    let home = try TemporaryHome()
    func text(_ round: Int) -> String {
      let before = (0..<round % 7).map { "- Before \($0) of \(round)\n  - deep\n" }.joined()
      let after = (0..<round % 5).map { "- After \($0) of \(round)\n" }.joined()
      return "# Notes\n\(before)\n## Kept\n- The chosen one\n  - below it\n\(after)\n# Round \(round) ends\n"
    }
    let path = try home.write(text(0), to: "notes.md")
    let terminal = try home.open("notes.md", size: (100, 40))
    try terminal.wait { $0.shows("topics") }
    terminal.send("/chosen\r")
    try terminal.wait { $0.shows("1 of 1") && $0.row($0.cursor.row).contains("The chosen one") }
    terminal.send("\u{1B}")
    try terminal.wait { $0.row($0.cursor.row).contains("The chosen one") && !$0.shows("1 of 1") }
    for round in 1...rounds {
      let edit = Edit.allCases[(round * 7 + round / 5) % Edit.allCases.count]
      try edit.make(text(round), at: path)
      if round % 20 == 0 || round == rounds {
        try Edit.replace.make(text(round), at: path)
        let screen = try terminal.wait { $0.shows("Round \(round) ends") && !$0.shows("as it was last read") }
        let row = screen.row(screen.cursor.row)
        try #require(row.contains("The chosen one"), "after \(round) edits the cursor is on: \(row)")
      }
    }
    terminal.send(Keys.control("c"))
    #expect(try terminal.waitForExit() == .exited(0))
  }
}
