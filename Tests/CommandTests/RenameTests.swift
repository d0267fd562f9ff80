import ProgramHarness
import Testing

@Suite struct RenameTests {
  @Test func notesAndAnnotationsMoveTogether() throws {
    let place = try TemporaryHome()
    try place.write("# Maps\n", to: "old.md")
    try place.gloss("annotate", "old.md", "--line", "1", "--text", "why?")
    #expect(try place.gloss("rename", "old.md", "new.md").status == 0)
    #expect(!place.exists("old.md") && !place.exists("old.md.review.yaml"))
    #expect(try place.gloss("annotations", "new.md").output.contains("why?"))
    try place.write("taken", to: "old.md")
    let refused = try place.gloss("rename", "new.md", "old.md")
    #expect(refused.status == 2 && refused.errors.contains("old.md: this exists already"))
    #expect(place.read("old.md") == "taken" && place.read("new.md") == "# Maps\n")
    #expect(try place.gloss("rename", "nothing.md", "x.md").status == 2)
  }

  @Test func whatIsKeptInTheStateFolderFollowsARenamedFolder() throws {
    let place = try TemporaryHome()
    try place.configure("sidecars: state\n")
    try place.write("# Maps\n\n- of the sea\n", to: "here/notes.md")
    try place.gloss("annotate", "here/notes.md", "--line", "3", "--text", "why?")
    #expect(!place.exists("here/notes.md.review.yaml"))
    #expect(try place.gloss("annotations", "here/notes.md").output.contains("why?"))
    #expect(try place.run(["/bin/mv", "here", "there"]).status == 0)
    try place.write("# Other notes of that name\n", to: "elsewhere/notes.md")
    #expect(try place.gloss("check", "elsewhere").status == 0)
    let check = try place.gloss("check", "there")
    #expect(check.status == 1 && check.output.contains("gloss rename"))
    #expect(try place.gloss("rename", "here/notes.md", "there/notes.md").status == 0)
    #expect(try place.gloss("annotations", "there/notes.md").output.contains("why?"))
    #expect(try place.gloss("check", "there").status == 0)
  }

  @Test func annotationsFollowNotesThatWereRenamedElsewhere() throws {
    let place = try TemporaryHome()
    let notes = "# Maps\n\n- of the sea and of the stars\n"
    try place.write(notes, to: "old.md")
    try place.gloss("annotate", "old.md", "--line", "3", "--text", "why?")
    try place.write(notes, to: "new.md")
    try place.remove("old.md")
    let check = try place.gloss("check", ".")
    #expect(check.status == 1)
    #expect(check.output.contains("new.md (the same text): gloss rename"))
    #expect(try place.gloss("rename", "old.md", "new.md").status == 0)
    #expect(!place.exists("old.md.review.yaml"))
    #expect(try place.gloss("annotations", "new.md").output.contains("why?"))
    #expect(try place.gloss("check", ".").status == 0)
  }
}
