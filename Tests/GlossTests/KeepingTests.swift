import Foundation
import ProgramHarness
import PseudoTerminal
import Testing

/// Typed text is kept through locks, renames, full disks and signals.
@Suite struct KeepingTests {
  private static let notes = "# Garden\n- roses\n- ferns\n"

  @Test("A draft is kept although somebody holds the lock on the folder") func draftsWaitForNoLock() throws {
    let home = try TemporaryHome()
    try home.write(Self.notes, to: "notes.md")
    let terminal = try home.open("notes.md")
    try terminal.wait { $0.shows("3 topics") }
    let lock = open(home.path("."), O_RDONLY)
    defer { close(lock) }
    #expect(flock(lock, LOCK_EX) == 0)
    terminal.send("2jafirst\u{13}")
    terminal.send("jasecond")
    try terminal.wait { $0.shows("second") }
    #expect(home.waitForState(in: "drafts", containing: "second"))
    terminal.signal(SIGKILL)
    _ = try terminal.waitForExit()
  }

  @Test("A draft goes along with a note that is renamed while it is open") func draftsFollowARename() throws {
    let home = try TemporaryHome()
    try home.write(Self.notes, to: "old.md")
    let terminal = try home.open(".")
    try terminal.wait { $0.shows("1 note") }
    terminal.send("jl")
    try terminal.wait { $0.shows("topics") }
    terminal.send("2jahalf a thought\u{1B}")
    try terminal.wait { $0.shows("draft, not saved") }
    rename(home.path("old.md"), home.path("new.md"))
    try terminal.wait { $0.shows("old.md is now new.md") }
    terminal.send(Keys.control("c"))
    #expect(try terminal.waitForExit() == .exited(0))
    let again = try home.open("new.md")
    try again.wait { $0.shows("1 draft") }
    again.send("q")
    _ = try again.waitForExit()
  }

  @Test("Of annotations whose note is gone it is said that they are there") func straysAreTold() throws {
    let home = try TemporaryHome()
    try home.write(Self.notes, to: "kept.md")
    try home.write(Self.notes, to: "gone.md")
    _ = try home.gloss("annotate", home.path("gone.md"), "--line", "2", "--text", "which ones?")
    unlink(home.path("gone.md"))
    let terminal = try home.open(".", size: (120, 24))
    try terminal.wait { $0.shows("gone.md: annotations without their notes; gloss check says where") }
    terminal.send("q")
    #expect(try terminal.waitForExit() == .exited(0))
  }

  @Test("Annotations that are kept in a folder of their own are not taken for left behind") func noStrays() throws {
    let home = try TemporaryHome()
    for name in ["kept.md", "gone.md"] { try home.write(Self.notes, to: name) }
    try home.write("sidecar_root: reviews\n", to: ".mrsf.yaml")
    for name in ["kept.md", "gone.md"] {
      _ = try home.gloss("annotate", home.path(name), "--line", "2", "--text", "which ones?")
      #expect(FileManager.default.fileExists(atPath: home.path("reviews/\(name).review.yaml")))
    }
    unlink(home.path("gone.md"))
    let terminal = try home.open(".", size: (120, 24))
    // They were looked for: those of the other note are found.
    let screen = try terminal.wait { $0.shows("annotations without their notes") }
    #expect(screen.shows("gone.md: annotations without their notes"))
    terminal.send("q")
    #expect(try terminal.waitForExit() == .exited(0))
  }

  @Test("Where the reader was is kept although the program is killed") func viewOutlivesAKill() throws {
    let home = try TemporaryHome()
    try home.write(TemporaryHome.garden, to: "garden.md")
    let terminal = try home.open("garden.md")
    try terminal.wait { $0.shows("9 topics") }
    terminal.send("G")
    try terminal.wait { $0.row($0.cursor.row).contains("Daisies") }
    #expect(home.waitForState(in: "notebooks", containing: "Daisies"))
    terminal.signal(SIGKILL)
    _ = try terminal.waitForExit()
    let again = try home.open("garden.md")
    try again.wait { $0.row($0.cursor.row).contains("Daisies") }
    again.send("q")
    _ = try again.waitForExit()
  }

  @Test("What can't be kept is not left behind without a word") func unkeptTextIsPrinted() throws {
    let home = try TemporaryHome()
    try home.write(Self.notes, to: "notes.md")
    // A file in the place of the folder: nothing can be written there, whoever one is.
    try Data().write(to: URL(filePath: home.folder + "/state/gloss"))
    let terminal = try home.open("notes.md", size: (100, 24))
    try terminal.wait { $0.shows("drafts can't be read") }
    terminal.send("2japrecious words")
    try terminal.wait { $0.shows("the draft can't be kept") }
    terminal.send("\u{1B}")
    try terminal.wait { $0.shows("draft, not saved") }
    terminal.send(Keys.control("c"))
    try terminal.wait { $0.shows("leave once more") }
    terminal.send("q")
    #expect(try terminal.waitForExit() == .exited(2))
    #expect(terminal.screen.shows("this could not be kept:") && terminal.screen.shows("precious words"))
  }

  @Test("Keys behind the one that ends it do nothing") func keysBehindTheEnd() throws {
    let home = try TemporaryHome()
    try home.write(Self.notes, to: "notes.md")
    let mark = home.path("edited")
    let terminal = try home.open("notes.md", environment: ["EDITOR": "touch \(mark); true"])
    try terminal.wait { $0.shows("3 topics") }
    terminal.send("qe")
    #expect(try terminal.waitForExit() == .exited(0))
    #expect(!FileManager.default.fileExists(atPath: mark))
  }

  @Test("Changes of what a link leads to are followed") func linksAreFollowed() throws {
    let home = try TemporaryHome()
    let real = try home.write(Self.notes, to: "elsewhere/real.md")
    #expect(symlink("elsewhere/real.md", home.path("notes.md")) == 0)
    _ = try home.gloss("annotate", home.path("notes.md"), "--line", "2", "--text", "which?")
    let terminal = try home.open("notes.md")
    // The watch begins when what is beside the notes has been read.
    try terminal.wait { $0.shows("●1") }
    try (Self.notes + "- lilies\n").write(toFile: real, atomically: true, encoding: .utf8)
    try terminal.wait { $0.shows("lilies") }
    terminal.send("q")
    _ = try terminal.waitForExit()
  }

  @Test("Names that differ only in how a letter is composed are two notes") func namesByTheirBytes() throws {
    let home = try TemporaryHome()
    let (composed, decomposed) = ("caf\u{E9}.md", "cafe\u{301}.md")
    try home.write("# One\n- of one\n", to: composed)
    try home.write("# Two\n- of two\n", to: decomposed)
    for name in [composed, decomposed] {
      _ = try home.gloss("annotate", home.path(name), "--line", "2", "--text", "first")
    }
    let terminal = try home.open(".")
    try terminal.wait { $0.shows("2 notes") }
    terminal.send("zR")
    try terminal.wait { $0.shows("of one") && $0.shows("of two") }
    terminal.send("/of two")
    try terminal.wait { $0.shows("1 of 1") }
    terminal.send("\r")
    try terminal.wait { $0.row($0.cursor.row).contains("of two") }
    terminal.send("asecond\u{13}")
    try terminal.wait { $0.shows("saved") }
    terminal.send("q")
    #expect(try terminal.waitForExit() == .exited(0))
    #expect(!home.read(composed + ".review.yaml").contains("second"))
    #expect(home.read(decomposed + ".review.yaml").contains("second"))
  }

  @Test("A broken setting for sidecars takes neither the notes away nor what happens to them") func brokenSetting()
    throws
  {
    let home = try TemporaryHome()
    try home.write(Self.notes, to: "notes.md")
    try home.write("sidecar_root: ../x\n", to: ".mrsf.yaml")
    let terminal = try home.open(".", size: (120, 24))
    try terminal.wait { $0.shows("1 note") }
    terminal.send("jl")
    try terminal.wait { $0.shows("sidecar_root") && $0.shows("roses") && !$0.shows("as it was last read") }
    try home.write(Self.notes + "- lilies\n", to: "notes.md")
    try terminal.wait { $0.shows("lilies") }
    terminal.send("q")
    _ = try terminal.waitForExit()
  }
}
