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
}
