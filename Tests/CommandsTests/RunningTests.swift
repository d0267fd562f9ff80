import App
import Glibc
import Store
import StoreHarness
import Testing

@testable import Commands

/// Commands run in this process, with their outputs recorded.
struct RunningTests {
  private let folder = TemporaryFolder()

  init() {
    mkdir(folder.path + "/notes", 0o755)
    folder.write("# Maps\n\n- hash tables are \"fast\"\n  - a\\b\n\n## Trees\n\n1. balanced\n", to: "notes/a.md")
    folder.write("# Other\n", to: "notes/b.md")
  }

  private struct Outcome {
    var status: Int32
    var output: String
    var errors: String
    var lines: [String] { output.split(separator: "\n").map(String.init) }
  }

  private func gloss(_ arguments: String...) -> Outcome {
    let home = folder.path + "/home"
    let variables = ["HOME": home, "XDG_STATE_HOME": home + "/state", "XDG_CONFIG_HOME": home + "/config"]
    let recorder = Output.Recorder()
    let words = arguments.map { $0.hasPrefix("notes") ? folder.path + "/" + $0 : $0 }
    let status = ProgramEnvironment.$replacement.withValue(ProgramEnvironment(variables: variables)) {
      Output.$recorder.withValue(recorder) { Program.run(["gloss"] + words, news: []) }
    }
    return Outcome(status: status, output: recorder.output, errors: recorder.errors)
  }

  @Test("Topics are printed indented, with the markers of the source")
  func outlineText() {
    #expect(
      gloss("outline", "notes/a.md").lines
        == ["# Maps", "  - hash tables are \"fast\"", "    - a\\b", "  ## Trees", "    1. balanced"])
    #expect(gloss("outline", "notes/a.md", "--depth", "1").lines == ["# Maps"])
  }

  @Test("Topics as JSON have the titles above them, whatever is in those")
  func outlineJSON() {
    let lines = gloss("outline", "notes/a.md", "--format", "json").lines
    #expect(lines.count == 5)
    let file = folder.path + "/notes/a.md"
    #expect(
      lines[2]
        == #"{"annotations":0,"depth":2,"end_line":4,"file":"\#(file)","kind":"item","line":4,"marker":"-","#
        + #""path":["Maps","hash tables are \"fast\""],"title":"a\\b"}"#)
    #expect(lines[3].contains(#""kind":"heading","level":2,"line":6,"path":["Maps"],"title":"Trees"}"#))
    #expect(lines[4].contains(#""marker":"1.","path":["Maps","Trees"],"title":"balanced"}"#))
  }

  @Test("Links that lead to nothing are findings where they are asked for")
  func brokenLinks() {
    folder.write(
      "- [a](a.md#trees) [b](b.md#none)\n- [[Nowhere]] and ![p](p.png)\n\n  [x](gone.md) <https://example.org>\n",
      to: "notes/links.md")
    #expect(gloss("check", "notes").status == 0)
    let outcome = gloss("check", "--links", "notes")
    #expect(outcome.status == 1)
    #expect(
      outcome.lines.map { $0.replacing(folder.path + "/notes/", with: "") } == [
        "links.md:1: b.md#none: no such heading in b.md", "links.md:2: Nowhere: no note and no topic of that name",
        "links.md:2: p.png: no such picture", "links.md:4: gone.md: no such file",
      ])
  }

  @Test("A search that is kept under a name is run by it")
  func keptSearches() {
    mkdir(folder.path + "/home", 0o755)
    mkdir(folder.path + "/home/config", 0o755)
    mkdir(folder.path + "/home/config/gloss", 0o755)
    folder.write("searches:\n  quick: title:hash\n  \"@trees\": balanced\n", to: "home/config/gloss/config.yaml")
    #expect(gloss("search", "-l", "@quick", "notes").lines == [folder.path + "/notes/a.md"])
    #expect(gloss("search", "@trees", "notes").lines.count == 1)
    let mistaken = gloss("search", "@quik", "notes")
    #expect(mistaken.status == 2 && mistaken.errors.contains("is it @quick?"))
    #expect(gloss("search", "@other", "notes").errors.contains("there are @quick, @trees"))
  }

  @Test("In a folder, files come before their topics and are above them")
  func outlineFolder() {
    let lines = gloss("outline", "notes", "--format", "json").lines
    #expect(lines.count == 8)
    #expect(lines[0].contains(#""kind":"file","path":[],"title":"a.md"}"#))
    #expect(
      lines[3].contains(#""path":["a.md","Maps","hash tables are \"fast\""]"#) && lines[3].contains(#""depth":3"#))
    #expect(gloss("outline", "notes", "--depth", "1").lines == ["a.md", "b.md"])
  }

  @Test("OPML nests as the outline does, and closes what it opens")
  func outlineOPML() {
    let text = gloss("outline", "notes", "--format", "opml").output
    #expect(text.hasPrefix("<?xml") && text.hasSuffix("</opml>\n"))
    let opened = text.split(separator: "<outline ").dropFirst().count { !$0.contains("/>") }
    #expect(opened == text.split(separator: "</outline>").count - 1)
  }

  @Test("An annotation that was added is listed, counted and checked")
  func annotate() throws {
    let added = gloss("annotate", "notes/a.md", "--line", "4", "--type", "question", "--text", "why?")
    #expect(added.status == 0 && added.output.utf8.count == 27)
    #expect(gloss("annotations", "notes").lines.map { $0.hasSuffix("why?") } == [true])
    #expect(gloss("annotations", "notes", "--type", "issue").lines.isEmpty)
    #expect(gloss("annotations", "notes", "--format", "json").output.contains(#""type":"question"}"#))
    #expect(gloss("outline", "notes/a.md", "--format", "json").lines[2].hasPrefix(#"{"annotations":1,"#))
    #expect(gloss("check", "notes").status == 0)
    folder.write("# Maps\n\nnothing of all that\n", to: "notes/a.md")
    let checked = gloss("check", "notes", "--format", "json")
    #expect(checked.status == 1 && checked.lines.count == 1 && checked.output.contains(#""state":"orphan"}"#))
  }

  @Test("A sidecar without its notes is found, beside many notes that have none")
  func detached() {
    #expect(gloss("annotate", "notes/b.md", "--line", "1", "--text", "why?").status == 0)
    folder.rename("notes/b.md", to: "notes/c.md")
    let checked = gloss("check", "notes")
    #expect(checked.status == 1 && checked.output.contains("gloss rename") && checked.output.contains("c.md"))
  }

  @Test("Search tells by its status whether it found anything")
  func search() {
    let found = gloss("search", "balanced", "notes")
    #expect(found.status == 0 && found.lines.count == 1 && found.output.contains("a.md:8:"))
    #expect(gloss("search", "nowhere", "notes").status == 1)
    #expect(gloss("search", "", "notes").status == 2)
  }

  @Test(
    "A mistake is an error of its own status, and says what to do",
    arguments: [
      (["outline"], "gloss help outline"), (["outlin", "x"], "did you mean the command gloss outline?"),
      (["help", "serch"], "did you mean gloss help search?"),
      (["annotations", "notes", "--state", "odd"], "no state odd"),
    ])
  func mistakes(_ arguments: [String], _ words: String) {
    let outcome: Outcome
    switch arguments.count {
    case 1: outcome = gloss(arguments[0])
    case 2: outcome = gloss(arguments[0], arguments[1])
    default: outcome = gloss(arguments[0], arguments[1], arguments[2], arguments[3])
    }
    #expect(outcome.status == 2 && outcome.output.isEmpty)
    #expect(outcome.errors.contains(words), "\(outcome.errors)")
  }

  @Test("Notes that were renamed keep their annotations")
  func rename() {
    #expect(gloss("annotate", "notes/b.md", "--line", "1", "--text", "why?").status == 0)
    #expect(gloss("rename", "notes/b.md", "notes/c.md").status == 0)
    #expect(gloss("annotations", "notes/c.md").lines.count == 1)
  }
}
