import Foundation
import ProgramHarness
import PseudoTerminal
import Testing

/// Links that lead out of the notebook.
@Suite struct LinkTests {
  @Test(
    "Where a link leads to no note, it is said what there is",
    arguments: [
      ("[it](nope.md)", "there is no file nope.md"),
      ("[it](keys)", "no desktop to open it: sent to the terminal: keys"),
      ("[it](empty)", "no Markdown notes (.md, .markdown, .mdown, .mkd, .mkdn) in empty"),
      ("[it](there.md/x)", "there is no file there.md/x"), ("[[nope]]", "no note and no topic called nope"),
      ("[[nope#There]]", "no note and no topic called nope#There"),
    ])
  func leadsNowhere(link: String, says: String) throws {
    let home = try TemporaryHome()
    try home.write("- Other\n", to: "there.md")
    try home.write("- Other\n", to: "keys")
    try home.write("nothing\n", to: "empty/notes.txt")
    try home.write("- See \(link)\n", to: "notes.md")
    let terminal = try home.open("notes.md", size: (120, 24))
    try terminal.wait { $0.shows("See") }
    terminal.send("jgx")
    try terminal.wait { $0.shows(says) }
  }

  @Test(
    "A link out of a note that was opened alone leads into the other, and back to where it was followed",
    arguments: [
      ("[it](sub/trees.md#old-oaks)", "sub/trees.md"), ("[[trees#Old oaks]]", "trees.md"),
      ("[[trees.markdown#Old oaks]]", "trees.markdown"), ("[[trees#Old oaks]]", "trees.mkd"),
      ("[it](trees#old-oaks)", "trees.md"), ("[it](-x.md#old-oaks)", "-x.md"),
      ("[it](<it's;$(rm).md#old-oaks>)", "it's;$(rm).md"), ("[it](a%20b%25.md#old-oaks)", "a b%.md"),
    ])
  func leadsOn(link: String, file: String) throws {
    let home = try TemporaryHome()
    try home.write("# Young elms\n\n# Old oaks\n- They stand: [on](#young-elms)\n", to: file)
    try home.write("- First\n- See \(link)\n- Last\n", to: "notes.md")
    let terminal = try home.open("notes.md", size: (100, 24))
    try terminal.wait { $0.shows("3 topics") }
    terminal.send("jjgx")
    try terminal.wait { $0.row($0.cursor.row).contains("Old oaks") && $0.shows("^O leads back to notes.md") }
    // The way inside the note comes first.
    terminal.send("jgx")
    try terminal.wait { $0.row($0.cursor.row).contains("Young elms") }
    terminal.send(Keys.control("o"))
    try terminal.wait { $0.row($0.cursor.row).contains("They stand") }
    terminal.send(Keys.control("o"))
    try terminal.wait { $0.shows("Last") && $0.row($0.cursor.row).contains("See") }
    terminal.send("q")
    #expect(try terminal.waitForExit() == .exited(0))
  }

  @Test("A link leads to its heading, however the other note was left", arguments: ["zM", "Gzi", "G", ""])
  func remembered(
    keys: String
  ) throws {
    let home = try TemporaryHome()
    try home.write("# Trees\n## Young elms\n### Old oaks\nThey stand.\n# Flowers\n- Roses\n", to: "b.md")
    try home.write("- See [it](b.md#old-oaks)\n", to: "a.md")
    let other = try home.open("b.md", size: (100, 24))
    try other.wait { $0.shows("5 topics") }
    other.send(keys + "q")
    #expect(try other.waitForExit() == .exited(0))
    let terminal = try home.open("a.md", size: (100, 24))
    try terminal.wait { $0.shows("See it") }
    terminal.send("jgx")
    try terminal.wait { $0.row($0.cursor.row).contains("Old oaks") && $0.shows("They stand.") }
  }

  @Test("A link leads from folder to folder, a draft is kept, and the way back is as long as the way") func farther()
    throws
  {
    let home = try TemporaryHome()
    try home.write("- To [the folder](b)\n", to: "a.md")
    try home.write("# In b\n- To [c](../c.md)\n", to: "b/b.md")
    try home.write("- In c\n", to: "c.md")
    let terminal = try home.open("a.md", size: (100, 24))
    try terminal.wait { $0.shows("To the folder") }
    terminal.send("jahalf a thought\u{1B}")
    try terminal.wait { $0.shows("draft, not saved") }
    terminal.send("gx")
    try terminal.wait { $0.shows("1 note") && $0.shows("leads back to a.md") }
    terminal.send("jl")
    try terminal.wait { $0.shows("In b") }
    terminal.send("jj")
    try terminal.wait { $0.row($0.cursor.row).contains("To c") }
    terminal.send("gx")
    try terminal.wait { $0.shows("In c") && $0.shows("leads back to b") }
    terminal.send(Keys.control("o"))
    try terminal.wait { $0.row($0.cursor.row).contains("To c") }
    // Selecting the note that was selected at first, and back over that.
    for _ in 0..<2 { terminal.send(Keys.control("o")) }
    try terminal.wait { $0.shows("To the folder") && $0.shows("1 draft") }
    terminal.send("q")
    #expect(try terminal.waitForExit() == .exited(0))
  }

  @Test(
    "The desktop is given addresses as they are and files by their absolute paths",
    arguments: [
      ("[x](https://example.org/-a)", "https://example.org/-a"),
      ("![x](--gpu-launcher=xcalc)", "/--gpu-launcher=xcalc"),
      ("![x](%6aavascript:alert)", "/javascript:alert"), ("![x](pics/a%20b.png)", "/pics/a b.png"),
    ])
  func desktop(link: String, given: String) throws {
    let home = try TemporaryHome()
    let opener = try home.write("#!/bin/sh\nprintf '%s|' \"$@\" > given.new; mv given.new given\n", to: "bin/xdg-open")
    chmod(opener, 0o755)
    try home.write("- See \(link)\n", to: "notes.md")
    let terminal = try home.open(
      "notes.md", environment: ["BROWSER": "false", "PATH": home.path("bin") + ":/usr/bin:/bin"])
    try terminal.wait { $0.shows("See") }
    terminal.send("jgx")
    try terminal.wait { $0.shows("opened") }
    #expect(home.wait { home.exists("given") })
    let expected = given.hasPrefix("/") ? home.path("").replacing("//", with: "/").dropLast() + given : given[...]
    #expect(home.read("given") == expected + "|")
  }
}
