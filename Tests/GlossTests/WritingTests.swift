import Foundation
import Glibc
import ProgramHarness
import PseudoTerminal
import Testing

/// Whether the format's reference tool is here to say what it thinks.
private let isReferenceToolInstalled = {
  let process = Process()
  process.executableURL = URL(filePath: "/bin/sh")
  process.arguments = ["-c", "mrsf --version > /dev/null 2>&1"]
  guard (try? process.run()) != nil else { return false }
  process.waitUntilExit()
  return process.terminationStatus == 0
}()

@Suite struct WritingTests {
  /// Opens the garden with the cursor on the topic called `title`, and begins an annotation there.
  private func begin(_ home: TemporaryHome, at title: String) throws -> PseudoTerminal {
    if !home.exists("garden.md") { try home.write(TemporaryHome.garden, to: "garden.md") }
    let terminal = try open(home, at: title)
    terminal.send("a")
    try terminal.wait { $0.shows("saves") }
    return terminal
  }

  private func open(_ home: TemporaryHome, at title: String) throws -> PseudoTerminal {
    let terminal = try home.open("garden.md")
    try terminal.wait { $0.shows("9 topics") }
    terminal.send("/\(title)\r")
    try terminal.wait { $0.row($0.cursor.row).contains(title) && !$0.row($0.cursor.row).contains("/") }
    return terminal
  }

  @Test("What was written, changed and deleted is taken back after a restart, and done again") func undo() throws {
    let home = try TemporaryHome()
    var terminal = try begin(home, at: "Carrots")
    terminal.send("First" + Keys.control("s"))
    try terminal.wait { $0.row(23).hasPrefix(" saved") && $0.shows("1 annotation") }
    terminal.send("\tj\r")
    try terminal.wait { $0.shows("saves") }
    terminal.send(Keys.control("u") + "Second" + Keys.control("s"))
    try terminal.wait { $0.row(23).hasPrefix(" saved") && $0.shows("Second") }
    terminal.send("hd")
    try terminal.wait { $0.shows("deleted") }
    terminal.send("q")
    #expect(try terminal.waitForExit() == .exited(0))
    #expect(!home.read("garden.md.review.yaml").contains("Second"))

    terminal = try open(home, at: "Daisies")
    terminal.send("u")
    try terminal.wait { $0.shows("undone: delete of") && $0.row($0.cursor.row).contains("Carrots") }
    terminal.send("u")
    try terminal.wait { $0.shows("undone: edit of ‘Second’") && $0.rows.dropLast().contains { $0.contains("First") } }
    #expect(home.read("garden.md.review.yaml").contains("First"))
    terminal.send("q")
    #expect(try terminal.waitForExit() == .exited(0))

    terminal = try open(home, at: "Daisies")
    terminal.send(Keys.control("r"))
    try terminal.wait {
      $0.shows("done again: edit of") && $0.rows.dropLast().contains { $0.contains("Second") }
    }
    // Faster than the disk answers.
    terminal.send("uu")
    try terminal.wait { $0.shows("undone: writing of ‘First’") && !$0.shows("1 annotation") }
    terminal.send("u")
    try terminal.wait { $0.shows("nothing to undo") }
  }

  @Test(
    "A paste of a megabyte is there at once; saving it is refused, and the draft keeps it",
    arguments: [
      (line: String(repeating: "eleven chars ", count: 6), lines: 13_500),
      (line: "short line", lines: 100_000),
      (line: String(repeating: "word ", count: 210_000), lines: 1),
    ])
  func largePaste(line: String, lines: Int) throws {
    let home = try TemporaryHome()
    var terminal = try begin(home, at: "Lettuce")
    let text = String(repeating: line + "\n", count: lines - 1) + line + "\nTHEEND"
    #expect(text.utf8.count > 1_000_000)
    terminal.paste(text)
    try terminal.wait { $0.shows("THEEND") }
    // Each key is on the screen before the next.
    let start = ContinuousClock.now
    for letter in "abcdefghijklmnopqrst" {
      terminal.send(String(letter))
      try terminal.wait { $0.row($0.cursor.row).contains("THEEND" + "abcdefghijklmnopqrst".prefix { $0 <= letter }) }
    }
    terminal.send(Keys.control("a"))
    terminal.send("\u{1B}<")
    try terminal.wait { !$0.shows("THEEND") }
    terminal.send("\u{1B}>")
    try terminal.wait { $0.shows("THEEND") }
    let took = ContinuousClock.now - start
    #expect(took < .seconds(20), "22 keys took \(took)")
    terminal.send(Keys.control("s"))
    try terminal.wait { $0.shows("split or shorten") && $0.shows("THEEND") }
    #expect(home.read("garden.md.review.yaml") == "")
    terminal.send(Keys.escape)
    try terminal.wait { $0.shows("draft, not saved: a resumes") }
    terminal.send("q")
    #expect(try terminal.waitForExit() == .exited(0))
    terminal = try open(home, at: "Lettuce")
    terminal.send("a")
    try terminal.wait { $0.shows("THEENDabcdefghijklmnopqrst") }
  }

  @Test("After kill -9 in the middle of typing, all that reached the journal is there") func killed() throws {
    let home = try TemporaryHome()
    var terminal = try begin(home, at: "Tulips")
    var typed = ""
    for number in 1...40 {
      let word = "word\(number) "
      terminal.send(word)
      typed += word
    }
    try terminal.wait { $0.shows("word40") }
    // Typing goes on until the program is dead.
    #expect(home.waitForState(in: "drafts", containing: "word40"))
    for number in 41...60 { terminal.send("late\(number) ") }
    terminal.signal(SIGKILL)
    #expect(try terminal.waitForExit() == .killed(signal: Int(SIGKILL)))
    terminal = try open(home, at: "Tulips")
    terminal.send("a")
    try terminal.wait { $0.shows("saves it") && $0.shows("word40") }
    // Readable drafts are never longer than the limit; the whole text is what is saved.
    terminal.send(Keys.control("s"))
    try terminal.wait { $0.row(23).hasPrefix(" saved") }
    let listed = try home.gloss("annotations", "garden.md", "--format", "json")
    #expect(listed.output.contains(typed.trimmingCharacters(in: .whitespaces)))
  }

  @Test("Vim's keys: modes, :w goes on, ZZ leaves; Escape in normal mode keeps a draft") func modal() throws {
    let home = try TemporaryHome()
    try home.configure("preset: vim\n")
    let terminal = try begin(home, at: "Tulips")
    try terminal.wait { $0.shows("insert mode") }
    terminal.send("one two three")
    try terminal.wait { $0.shows("one two three") }
    terminal.send(Keys.escape)
    try terminal.wait { $0.shows("normal mode") }
    terminal.send("0wdwA and four" + Keys.escape)
    try terminal.wait { $0.shows("one three and four") && $0.shows("normal mode") }
    terminal.send(":w\r")
    try terminal.wait { $0.row(23).hasPrefix(" saved") && $0.shows("one three and four") }
    #expect(home.read("garden.md.review.yaml").contains("one three and four"))
    terminal.send("ggiNow " + Keys.escape)
    try terminal.wait { $0.shows("Now one three") && $0.shows("normal mode") }
    terminal.send("ZZ")
    try terminal.wait { $0.row(23).hasPrefix(" saved") && $0.shows("1 annotation") }
    #expect(home.read("garden.md.review.yaml").contains("Now one three and four"))
    terminal.send("\tj\r")
    try terminal.wait { $0.shows("normal mode") }
    terminal.send("x")
    try terminal.wait { $0.shows("ow one") || $0.shows("Now one three and fou") }
    terminal.send(Keys.escape)
    try terminal.wait { $0.shows("draft, not saved: a resumes") }
  }

  @Test("Topics read stay read when the notes change, and what is new is badged") func reading() throws {
    let home = try TemporaryHome()
    try home.write(TemporaryHome.garden, to: "garden.md")
    var terminal = try open(home, at: "Carrots")
    terminal.send("s")
    try terminal.wait {
      $0.shows("Carrots") && $0.row($0.cursor.row).contains("✓") && $0.shows("50%") || $0.shows("33%")
    }
    terminal.send("q")
    #expect(try terminal.waitForExit() == .exited(0))
    try home.write(
      TemporaryHome.garden.replacingOccurrences(of: "# Vegetables", with: "Read me.\n\n# Fresh vegetables")
        .replacingOccurrences(of: "- Tulips", with: "- Roses\n- Tulips"), to: "garden.md")
    terminal = try home.open("garden.md")
    try terminal.wait { screen in
      screen.shows("10 topics") && screen.rows.contains { $0.contains("Carrots") && $0.contains("✓") }
        && screen.rows.contains { $0.contains("Roses") && $0.contains("+") }
    }
    terminal.send("gg]c")
    try terminal.wait { $0.row($0.cursor.row).contains("vegetables") }
    terminal.send("]c")
    try terminal.wait { $0.row($0.cursor.row).contains("Roses") }
    terminal.send("j")
    try terminal.wait { screen in !screen.rows.contains { $0.contains("Roses") && $0.contains("+") } }
  }

  /// Words as they show, and the source that they are.
  struct Quoted: Sendable {
    var shown: String
    var source: String
    var lines: ClosedRange<Int>
    /// The column at which it begins on its first line, 0-based.
    var column: Int
  }

  static let notes = """
    # Quotations
    - The **bold words** stand here
    - A `code span` and more
    - See [the link](https://example.org/a) now
    - An escape: 2 \\* 3 \\_ 4
    - An entity: fish &amp; chips
    - First line of a
      wrapped paragraph
    - 日本語のテスト です
    - Table:

      | name | value |
      |------|-------|
      | alpha | beta |

    """

  static let quotations = [
    Quoted(shown: "bold words", source: "bold words", lines: 2...2, column: 8),
    Quoted(shown: "code span", source: "code span", lines: 3...3, column: 5),
    Quoted(shown: "the link", source: "the link", lines: 4...4, column: 7),
    Quoted(shown: "2 * 3", source: "2 \\* 3", lines: 5...5, column: 13),
    Quoted(shown: "fish & chips", source: "fish &amp; chips", lines: 6...6, column: 13),
    Quoted(shown: "of a wrapped", source: "of a\n  wrapped", lines: 7...8, column: 13),
    Quoted(shown: "のテスト", source: "のテスト", lines: 9...9, column: 5),
    Quoted(shown: "beta", source: "beta", lines: 14...14, column: 12),
  ]

  @Test(
    "Quotations of all kinds of text are found exactly by the reference tool",
    .enabled(if: isReferenceToolInstalled, "mrsf is not installed"))
  func quotations() throws {
    let home = try TemporaryHome()
    try home.write(Self.notes, to: "notes.md")
    let terminal = try home.open("notes.md", size: (100, 60))
    try terminal.wait { $0.shows("9 topics") && $0.shows("beta") }
    for (number, quotation) in Self.quotations.enumerated() {
      terminal.send("gg")
      let screen = try terminal.wait { $0.cursor.row == 0 && $0.shows(quotation.shown) }
      let place = try #require(self.place(of: quotation.shown, in: screen))
      let width = quotation.shown.unicodeScalars.reduce(0) { $0 + ($1.value >= 0x3000 ? 2 : 1) }
      terminal.drag(from: place, to: (place.column + width - 1, place.row))
      try terminal.wait { $0.row(59).contains("selected") }
      terminal.send("a")
      try terminal.wait { $0.shows("saves") }
      terminal.send("Quotation \(number)" + Keys.control("s"))
      try terminal.wait { $0.row(59).hasPrefix(" saved") && $0.shows("\(number + 1) annotation") }
      terminal.send("h")
    }
    terminal.send("q")
    #expect(try terminal.waitForExit() == .exited(0))
    let listed = try home.gloss("annotations", "notes.md", "--format", "json")
    let sidecar = home.read("notes.md.review.yaml")
    for quotation in Self.quotations {
      #expect(sidecar.contains("start_column: \(quotation.column)\n"), "\(quotation)")
    }
    #expect(listed.lines.count == Self.quotations.count)
    let own = ProcessInfo.processInfo.environment
    let report = try home.run(
      ["/bin/sh", "-c", "mrsf reanchor -n --no-git notes.md"],
      environment: ["PATH": own["PATH"] ?? "", "HOME": own["HOME"] ?? "/"])
    #expect(report.status == 0, "\(report.output)\(report.errors)")
    let exact = report.output.split(separator: "\n").filter { $0.contains("Exact text match") }
    #expect(exact.count == Self.quotations.count, "\(report.output)")
    #expect(report.output.contains("0 comment(s) would change, 0 orphaned"), "\(report.output)")
  }

  /// The cell in the right half of the screen at which `text` first occurs.
  private func place(of text: String, in screen: Screen) -> (column: Int, row: Int)? {
    for (row, cells) in screen.cells.enumerated() {
      for column in 50..<cells.count where !cells[column].text.isEmpty {
        if cells[column...].map(\.text).joined().hasPrefix(text) { return (column, row) }
      }
    }
    return nil
  }
}
