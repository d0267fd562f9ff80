import Notebook
import NotebookHarness
import Testing

@Suite struct ResultsTests {
  private static let files = [
    (
      path: "math/algebra.md",
      text: """
      # Algebra
      - Matrices
        - Eigenvalues
          The power method finds the dominant eigenvalue.
      - [ ] prove it
      - Rings #tag/ring #exam

      """
    ),
    (
      path: "math/stats.md",
      text: """
      ---
      tags: [exam, stats]
      ---
      # Statistics
      - Mean
      - Eigenvalues of a covariance <!-- eigenvalue hint -->
      - [x] read
      - [/] exercises

      """
    ),
    (
      path: "notes.md",
      text: """
      - See [rings](math/algebra.md#algebra) and [gone](gone.md)
      - [[Nowhere]] and [a](math/stats.md#median)
      - Read stats again
      - ![picture](missing.png) #Exam

      """
    ),
  ]

  private static func notebook(_ keys: String, columns: Int = 100) throws -> NotebookHarness {
    var notebook = try NotebookHarness(folder: files, size: .init(columns: columns, rows: 30))
    notebook.press(keys)
    try notebook.state.checkInvariants()
    return notebook
  }

  private static func rows(_ notebook: NotebookHarness) -> [String] {
    (notebook.overlay ?? "").split(separator: "\n").map(String.init)
  }

  @Test("A search in a folder lists what it has found by note and topic, the best first, with what stands around it")
  func lists() throws {
    var notebook = try ResultsTests.notebook("/eigenvalue<Enter>")
    #expect(notebook.state.keyContext == .results)
    #expect(
      ResultsTests.rows(notebook) == [
        "eigenvalue: 2, best first: ", " math/algebra.md", ">  Algebra › Matrices › Eigenvalues", " math/stats.md",
        "   Statistics › Eigenvalues of a covariance",
      ])
    // The detail pane shows it.
    #expect(notebook.detail.contains("The power method"))
    notebook.press("j")
    #expect(notebook.detail.contains("covariance"))
    notebook.press("<Enter>")
    #expect(notebook.overlay == nil && notebook.selected.hasPrefix("Eigenvalues of"))
    notebook.press("N")
    #expect(notebook.selected == "Eigenvalues")
    notebook.press("<C-o><C-o>")
    #expect(notebook.selected == "folder")
  }

  @Test("The words around a hit are shown, also those that a reader does not see, and that is said") func snippets()
    throws
  {
    var notebook = try ResultsTests.notebook("/dominant OR hint<Enter>")
    #expect(ResultsTests.rows(notebook).contains { $0.hasPrefix("     ") && $0.contains("dominant") })
    #expect(ResultsTests.rows(notebook).contains { $0.hasPrefix("     (hidden) ") && $0.contains("hint") })
    notebook.press("j<Enter>")
    #expect(notebook.message.contains("in the source only"))
  }

  @Test("The order of the results can be turned, and they can be narrowed") func order() throws {
    var notebook = try ResultsTests.notebook("/exam<Enter>")
    let best = ResultsTests.rows(notebook)
    notebook.press("o")
    #expect(ResultsTests.rows(notebook)[0].hasSuffix("in order: "))
    #expect(Set(ResultsTests.rows(notebook).dropFirst()).count == Set(best.dropFirst()).count)
    notebook.press("/rings")
    #expect(ResultsTests.rows(notebook).count < best.count)
    #expect(ResultsTests.rows(notebook).contains { $0.contains("Rings") })
    notebook.press("<Enter>")
    #expect(notebook.selected.hasPrefix("Rings"))
  }

  @Test("Escape restores the place, and the list opens again") func escapes() throws {
    var notebook = try ResultsTests.notebook("/eigenvalue<Enter>jj<Esc>")
    #expect(notebook.overlay == nil && notebook.selected == "folder")
    #expect(notebook.outline.contains("▸ algebra.md"))
    notebook.press("g/")
    #expect(notebook.state.keyContext == .results)
    try notebook.state.checkInvariants()
  }

  @Test(
    "The bar goes from entry to entry and from note to note",
    arguments: [
      ("j", "Eigenvalues of"), ("jk", "Eigenvalues"), ("}", "Eigenvalues of"), ("}{", "Eigenvalues"),
      ("G", "Eigenvalues of"),
      ("Ggg", "Eigenvalues"), ("jjjj", "Eigenvalues of"), ("n", "Eigenvalues of"),
    ]) func moves(keys: String, selected: String) throws
  {
    let notebook = try ResultsTests.notebook("/eigenvalue<Enter>" + keys + "<Enter>")
    #expect(notebook.selected.hasPrefix(selected))
  }

  @Test("Open tasks of all notes are listed") func tasks() throws {
    var notebook = try ResultsTests.notebook("gT")
    let rows = ResultsTests.rows(notebook)
    #expect(rows.contains { $0.hasSuffix("prove it") } && rows.contains { $0.hasSuffix("exercises") })
    #expect(!rows.contains { $0.hasSuffix("read") })
    notebook.press("<Enter>")
    #expect(notebook.selected == "prove it")
    notebook.press("n")
    #expect(notebook.selected == "exercises")
  }

  @Test("Tags are listed with their counts, nested, and combined") func tags() throws {
    var notebook = try ResultsTests.notebook("gt")
    guard case .list(let list)? = notebook.state.overlay else { return #expect(Bool(false)) }
    #expect(list.shown.map { $0.title + " " + $0.note } == ["#exam 3", "#stats 1", "#tag 1", "  #tag/ring 1"])
    notebook.press("<Enter>")
    #expect(notebook.state.searching.text == "tag:exam" && notebook.state.searching.hits.count == 3)
    notebook.press("<Esc>gt<Space>G<Space><Enter>")
    #expect(notebook.state.searching.text == "tag:exam tag:tag/ring")
    #expect(notebook.state.searching.hits.count == 1)
  }

  @Test("Links that lead to nothing are listed with the reason") func brokenLinks() throws {
    let notebook = try ResultsTests.notebook("gB", columns: 200)
    let rows = ResultsTests.rows(notebook).joined(separator: "\n")
    for part in [
      "gone.md: no such file", "missing.png: no such picture", "Nowhere: no note and no topic of that name",
      "math/stats.md#median: no such heading in stats.md",
    ] {
      #expect(rows.contains(part), "\(rows)")
    }
    #expect(!rows.contains("algebra.md#"))
  }

  @Test("Topics that name a note without a link to it follow its backlinks") func mentions() throws {
    var notebook = try ResultsTests.notebook("")
    while notebook.selected != "stats.md" { notebook.press("j") }
    notebook.press("gb")
    let rows = ResultsTests.rows(notebook)
    let mention = try #require(rows.firstIndex { $0.hasSuffix("Read stats again") })
    #expect(rows[..<mention].contains { $0.hasSuffix("Mentioned, not linked") })
    #expect(rows.count { $0.contains("not linked") } == 1)
    #expect(rows.count { $0.hasSuffix("Read stats again") } == 1)
  }

  @Test("Backlinks name the note that has the link, with the sentence around it, and lead to the link itself")
  func backlinks() throws {
    let long = String(repeating: "Much is said before it. ", count: 9)
    var notebook = try NotebookHarness(
      folder: [
        ("a.md", "# Alpha\n"),
        ("far/b.md", "- Of other things\n  \(long)Here is [the first](../a.md) of all. And more.\n"),
      ], size: .init(columns: 100, rows: 30))
    notebook.press("jgb")
    let rows = ResultsTests.rows(notebook)
    #expect(rows[0].hasPrefix("Links to a.md: 1"))
    #expect(rows.contains { $0.hasSuffix("b.md") })
    #expect(rows.contains { $0.contains("Here is the first of all.") }, "\(rows)")
    notebook.press("<Enter>")
    let point = try #require(notebook.state.detail.cursorPoint)
    let line = try #require(notebook.state.detail.layout?.line(at: point.position))
    #expect(line.text.span(atColumn: point.column)?.text == "the first")
  }

  @Test(
    "Enter leads to hits in one note and lists those in several, whether the search is through or not",
    arguments: [
      ("/dominant<Enter>", "Eigenvalues", false), ("/rings<Enter>", nil, false),
      ("/dominant<Enter>", "Eigenvalues", true),
      ("/rings<Enter>", nil, true), ("/xyzzy<Enter>", "folder", false), ("/xyzzy<Enter>", "folder", true),
    ] as [(String, String?, Bool)]) func oneRule(keys: String, selected: String?, isSlow: Bool) throws
  {
    var notebook = try ResultsTests.notebook("")
    notebook.diskIsSlow = isSlow
    notebook.press(keys)
    if isSlow {
      #expect(notebook.state.isAwaitingSearch && notebook.overlay == nil && notebook.selected == "folder")
      notebook.catchUp()
    }
    #expect(!notebook.state.isAwaitingSearch)
    if let selected {
      #expect(notebook.overlay == nil && notebook.selected == selected)
    } else {
      #expect(notebook.state.keyContext == .results)
    }
    try notebook.state.checkInvariants()
  }

  @Test("Escape gives a search up that was accepted, and one who has gone on is not called back") func givesUp() throws
  {
    var notebook = try ResultsTests.notebook("")
    notebook.diskIsSlow = true
    notebook.press("/rings<Enter><Esc>")
    #expect(notebook.message.hasPrefix("search stopped"))
    notebook.catchUp()
    #expect(notebook.overlay == nil && notebook.selected == "folder")
    notebook.diskIsSlow = true
    notebook.press("/rings<Enter>j")
    let here = notebook.selected
    notebook.catchUp()
    #expect(notebook.overlay == nil && notebook.selected == here)
    #expect(notebook.message == "found: rings")
    notebook.press("g/")
    #expect(notebook.state.keyContext == .results)
  }

  @Test(
    "Where nothing is found, that is said with a reason",
    arguments: [
      ("/is:again<Enter>", "nothing is again"), ("/is:again OR is:draft<Enter>", "nothing is again or draft"),
      ("/eigenvalu xyzzy<Enter>", "“xyzzy” is nowhere"),
      ("/title:covariances note:mean<Enter>", "nothing"), ("//qq+/<Enter>", "nothing matches /qq+/"),
    ]) func nothing(keys: String, message: String) throws
  {
    let notebook = try ResultsTests.notebook(keys)
    #expect(notebook.message.contains(message) && notebook.overlay == nil, "\(notebook.message)")
  }

  @Test("A query of conditions alone comes to an end in empty notes") func emptyNotes() throws {
    var notebook = try NotebookHarness(folder: [
      ("a.md", ""), ("b.md", "- [ ] one"), ("c.md", "-"), ("d.md", "- [ ] two\n-"),
    ])
    notebook.press("gT")
    #expect(notebook.state.searching.hits.count == 2)
  }

  @Test("The palette searches, and has the searches that are kept") func palette() throws {
    var options = NotebookState.Options()
    options.searches = [("exam", "tag:exam")]
    var notebook = try NotebookHarness("# A #exam\n# B\n", options: options)
    notebook.press(":exam<Enter>")
    #expect(notebook.state.searching.text == "tag:exam" && notebook.state.keyContext == .results)
    notebook.press("<Esc>:/title:b<Enter>")
    #expect(notebook.state.searching.text == "title:b")
  }

  @Test(
    "Tab completes operators and values, one after the other",
    arguments: [
      ("/ti<Tab>", "/title:"), ("/is:to<Tab>", "/is:todo"), ("/has:<Tab>", "/has:note"),
      ("/has:<Tab><Tab>", "/has:code"),
      ("/foo -is:do<Tab>", "/foo -is:doing"), ("/is:do<Tab><Tab>", "/is:done"), ("/tag:ex<Tab>", "/tag:exam"),
      ("/path:alg<Tab>", "/path:math/algebra.md"), ("/zzz<Tab>", "/zzz"),
    ]) func completes(keys: String, prompt: String) throws
  {
    var notebook = try ResultsTests.notebook("gt<Esc>")
    notebook.press(keys)
    #expect(notebook.overlay == prompt)
  }
}
