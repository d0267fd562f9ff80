import NotebookHarness
import Terminal
import Testing

@Suite struct TypingTests {
  @Test(
    "Keys that come at once type what they type one by one",
    arguments: [
      "hello world", "one<Enter>two<Enter><Enter>three", "- a<Enter>b<Enter><Enter>c", "<Tab>x<Enter>", "ä日😀<Enter>e",
    ])
  func sameAsOneByOne(notation: String) throws {
    let keys = try #require([Key](notation: notation.replacing(" ", with: "<Space>")))
    for beginning in ["5ja", "5jaold<C-a>"] {
      var single = try NotebookHarness.animals(beginning)
      for key in keys { single.take(.terminal(.key(key))) }
      var grouped = try NotebookHarness.animals(beginning)
      grouped.take(.terminal(.typed(keys)))
      #expect(grouped.writing == single.writing)
      #expect(grouped.drafts == single.drafts)
      try grouped.state.checkInvariants()
    }
  }

  @Test("Keys that come at once are commands where there is no text") func commands() throws {
    var notebook = try NotebookHarness.animals()
    notebook.take(.terminal(.typed(try #require([Key](notation: "5jahi")))))
    #expect(notebook.writing == "hi")
  }

  @Test("A text of many lines is typed in a time that grows as it does") func linear() throws {
    func time(_ lines: Int) throws -> Duration {
      let keys = (0..<lines).flatMap { _ in "some words in a line".unicodeScalars.map { Key($0) } + [Key(.enter)] }
      var notebook = try NotebookHarness.animals("5ja")
      return ContinuousClock().measure {
        for start in stride(from: 0, to: keys.count, by: 4000) {
          notebook.take(.terminal(.typed(Array(keys[start..<min(start + 4000, keys.count)]))))
        }
      }
    }
    _ = try time(100)
    let (few, many) = (try time(500), try time(4000))
    #expect(many < few * 40 + .milliseconds(200))
  }
}
