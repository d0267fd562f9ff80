import Foundation
import PseudoTerminal
import Testing

/// Links that lead out of the notebook.
@Suite struct LinkTests {
  @Test(
    "Of a link to a file that is not in the notebook it is said whether it is there",
    arguments: [
      ("nope.md", "there is no file nope.md"),
      ("there.md", "there.md is not in this notebook: gloss there.md opens it"),
      ("keys", "keys is not in this notebook: gloss ./keys opens it"),
      ("-x.md", "-x.md is not in this notebook: gloss ./-x.md opens it"),
      ("it's;$(rm).md", "gloss 'it'\\''s;$(rm).md' opens it"),
    ])
  func elsewhere(name: String, says: String) throws {
    let home = try Home()
    for name in ["there.md", "keys", "-x.md", "it's;$(rm).md"] { try home.write("- Other\n", to: name) }
    try home.write("- See [it](<\(name)>)\n", to: "notes.md")
    let terminal = try home.open("notes.md", size: (120, 24))
    try terminal.wait { $0.shows("See it") }
    terminal.send("jgx")
    try terminal.wait { $0.shows(says) }
  }

  @Test(
    "The desktop is given addresses as they are and files by their absolute paths",
    arguments: [
      ("[x](https://example.org/-a)", "https://example.org/-a"),
      ("![x](--gpu-launcher=xcalc)", "/--gpu-launcher=xcalc"),
      ("![x](%6aavascript:alert)", "/javascript:alert"), ("![x](pics/a%20b.png)", "/pics/a b.png"),
    ])
  func desktop(link: String, given: String) throws {
    let home = try Home()
    let opener = try home.write("#!/bin/sh\nprintf '%s|' \"$@\" > given.new; mv given.new given\n", to: "bin/xdg-open")
    chmod(opener, 0o755)
    try home.write("- See \(link)\n", to: "notes.md")
    let terminal = try home.open(
      "notes.md", environment: ["BROWSER": "false", "PATH": home.path("bin") + ":/usr/bin:/bin"])
    try terminal.wait { $0.shows("See") }
    terminal.send("jgx")
    try terminal.wait { $0.shows("opened") }
    for _ in 0..<200 where home.read("given").isEmpty { usleep(20_000) }
    let expected = given.hasPrefix("/") ? home.path("").replacing("//", with: "/").dropLast() + given : given[...]
    #expect(home.read("given") == expected + "|")
  }
}
