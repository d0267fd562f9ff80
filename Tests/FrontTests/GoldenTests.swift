import Front
import Notebook
import NotebookHarness
import Terminal
import Testing

@Suite struct GoldenTests {
  @Test("The frame is as it was recorded", arguments: Exhibit.gallery)
  func golden(exhibit: Exhibit) throws {
    let notebook = try exhibit.notebook()
    try notebook.state.checkInvariants()
    try Golden.check(Rendering.draw(notebook.state), exhibit.name)
  }

  @Test("Every picture has a name of its own") func names() {
    #expect(Set(Exhibit.gallery.map(\.name)).count == Exhibit.gallery.count)
  }

  @Test("A folder is drawn with its files", arguments: ["", "j", "jl", "3jlj"])
  func folder(keys: String) throws {
    var notebook = try NotebookHarness(folder: [
      (path: "garden.md", text: Exhibit.garden), (path: "house/kitchen.md", text: "- Table\n- Chairs\n"),
      (path: "house/attic.md", text: "Dust.\n"),
    ])
    notebook.press(keys)
    try Golden.check(Rendering.draw(notebook.state), "folder-" + (keys.isEmpty ? "start" : keys))
  }

  @Test(
    "Results stand beside the detail pane, what was looked for marked in them",
    arguments: [
      ("results", "/table OR dust<Enter>"), ("results-tags", "gt"), ("prompt-completion", "/chairs is:do"),
      ("prompt-mistake", "/a level:9"),
    ])
  func results(name: String, keys: String) throws {
    var notebook = try NotebookHarness(
      folder: [
        (path: "house/kitchen.md", text: "- Table\n  Made of oak. The table was mended twice. #wood/oak\n- Chairs\n"),
        (path: "house/attic.md", text: "Dust.\n\n- Boxes\n  - Old letters, under a table #wood\n"),
      ], size: Size(columns: 90, rows: 14))
    notebook.press(keys)
    try Golden.check(Rendering.draw(notebook.state), name)
  }
}

@Suite struct DrawingTests {
  /// Something to be drawn at every size.
  static let everyMode =
    Exhibit.gallery.filter { !$0.name.hasPrefix("size-") } + [Exhibit(name: "plain")]

  @Test("Every mode is drawn at every small size, with nothing that a terminal would obey", arguments: everyMode)
  func total(exhibit: Exhibit) throws {
    var notebook = try exhibit.notebook()
    for columns in [1, 2, 3, 4, 5, 9, 10, 20, 30] {
      for rows in [1, 2, 3, 4, 5, 6, 12] {
        notebook.take(.terminal(.resize(Size(columns: columns, rows: rows))))
        let frame = Rendering.draw(notebook.state)
        try #require(frame.size == Size(columns: columns, rows: rows))
        let cursor = try #require(frame.cursor, "no cursor at \(columns)x\(rows)")
        try #require(frame.contains(cursor))
        try #require(hasNoControls(frame), "a control at \(columns)x\(rows)")
      }
    }
  }

  @Test("No frame holds a control character", arguments: everyMode)
  func controls(exhibit: Exhibit) throws {
    let frame = Rendering.draw(try exhibit.notebook().state)
    #expect(hasNoControls(frame))
    let again = Rendering.draw(try exhibit.notebook().state)
    #expect(frame == again)
  }

  private func hasNoControls(_ frame: Frame) -> Bool {
    frame.cells.allSatisfy { cell in
      cell.character == Cell.continuation
        || cell.character.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
    }
  }

  @Test("The cursor stands on the selected row, wherever that is", arguments: 0..<20)
  func cursor(steps: Int) throws {
    var notebook = try Exhibit(name: "", size: Size(columns: 80, rows: 10)).notebook()
    if steps > 0 { notebook.press("\(steps)j") }
    let frame = Rendering.draw(notebook.state)
    let cursor = try #require(frame.cursor)
    let title = notebook.selected.prefix { $0.isASCII }
    let row = String(frame.row(cursor.row).map(\.character).dropFirst(cursor.column))
    #expect(row.hasPrefix(title))
  }

  @Test(
    "Where there is only ASCII, nothing else is drawn but what stands in the notes",
    arguments: everyMode.filter { $0.notes == Exhibit.garden })
  func ascii(exhibit: Exhibit) throws {
    var exhibit = exhibit
    exhibit.notes = Exhibit.garden.filter(\.isASCII)
    exhibit.remarks = Exhibit.annotations.filter { ($0.anchor.evidence?.path ?? []).joined().allSatisfy(\.isASCII) }
    exhibit.options.ascii = true
    let frame = Rendering.draw(try exhibit.notebook().state)
    let others = frame.cells.map(\.character).filter { !$0.isASCII && $0 != Cell.continuation }
    #expect(others.isEmpty)
  }

  @Test("A row looks the same selected or not, but for its background and the bar at its edge") func selectedRow()
    throws
  {
    let first = Rendering.draw(try Exhibit(name: "", keys: "zM2j").notebook().state)
    let second = Rendering.draw(try Exhibit(name: "", keys: "zM1j").notebook().state)
    for row in 0..<4 {
      #expect(
        first.row(row).prefix(39).dropFirst().map(\.character)
          == second.row(row).prefix(39).dropFirst().map(\.character))
      #expect(
        first.row(row).prefix(39).dropFirst().map(\.paint.text)
          == second.row(row).prefix(39).dropFirst().map(\.paint.text))
    }
  }
}
