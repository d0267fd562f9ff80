import Testing

@testable import Outline

/// A note as somebody might write it, its topics, and what the pane says of it: a block a line, breaks as `⏎`, code and
/// formulas between backticks, dimmed text between tildes.
struct DialectCase: CustomTestStringConvertible, Sendable {
  var testDescription: String
  var source: String
  var topics: String
  var shown: [String]?

  init(_ name: String, _ source: String, _ topics: String = "", _ shown: [String]? = nil) {
    (testDescription, self.source, self.topics, self.shown) = (name, source, topics, shown)
  }

  /// Expects the topics and the text, the same whatever ends the lines, and a sound outline.
  func check(_ location: SourceLocation = #_sourceLocation) {
    let outline = Outline(source)
    #expect(outline.drawing == topics, sourceLocation: location)
    if let shown { #expect(outline.shownBlocks == shown, sourceLocation: location) }
    let windows = Outline(source.replacing("\n", with: "\r\n"))
    #expect(windows.drawing == topics, "CRLF", sourceLocation: location)
    if let shown { #expect(windows.shownBlocks == shown, "CRLF", sourceLocation: location) }
    let ended = Outline(source + "\n")
    #expect(ended.drawing == topics, "with a last line break", sourceLocation: location)
    for outline in [outline, windows, ended] { #expect(outline.findFaults() == [], sourceLocation: location) }
  }
}

extension Outline {
  /// The text of the pane, a block a line.
  var shownBlocks: [String] {
    segments(of: .root).flatMap { segment -> [String] in
      richText(of: segment).blocks.map { block in
        var runs = block.runs
        if case .table(let table) = block.kind { runs = table.rows.flatMap { $0.flatMap { $0 } } }
        let isCode = if case .code = block.kind { true } else { false }
        if block.kind == .rule { return "---" }
        let text = runs.map { run in
          if run.emphasis.contains(.dimmed) { return "~" + run.text + "~" }
          return run.emphasis.contains(.code) && !isCode ? "`" + run.text + "`" : run.text
        }.joined().replacing("~~", with: "").replacing("\r\n", with: "⏎").replacing("\n", with: "⏎")
        return isCode ? "`" + text + "`" : text
      }
    }
  }
}
