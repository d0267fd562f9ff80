import Annotations
import Foundation
import Layout
import NotebookHarness
import Outline
import Terminal
import Testing

@testable import Notebook

/// The tutorial: what it says is pressed, and what it promises is seen.
@Suite struct TutorialTests {
  private static let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Sources/App/Tutorial/tutorial.md")

  private func tutorial() throws -> String { try String(contentsOf: TutorialTests.file, encoding: .utf8) }

  private func notebook(at title: String, _ keys: String = "") throws -> NotebookHarness {
    let text = try tutorial()
    let outline = Outline(parsing: Array(text.utf8))
    let topic = try #require(outline.indices.first { outline.title(of: $0).contains(title) }, "no topic “\(title)”")
    var notebook = try NotebookHarness(
      text, name: "tutorial.md", size: Size(columns: 120, rows: 40),
      annotations: [annotation("Is this where my remarks stand?", line: 61, of: text, id: "a", type: .question)])
    notebook.press("\(outline[topic].line.int)G" + keys)
    return notebook
  }

  @Test("It has no more topics than one reads in a quarter of an hour") func length() throws {
    let outline = Outline(parsing: Array(try tutorial().utf8))
    #expect(outline.count - 1 <= 60)
    #expect(outline.title(of: outline.topic(atLine: LineNumber(61))).hasPrefix("This topic bears an annotation"))
  }

  @Test("Every key that it names does something") func keys() throws {
    let keymap = try Keymap(entries: CommandTable.entries)
    let names = try tutorial().matches(of: #/`([^`\s]{1,4})`/#).map { String($0.output.1) }
    #expect(names.count > 60)
    for name in Set(names).subtracting(["code", "?1", "#tag", "^"]) {
      var notation = String(name.drop { $0.isNumber })
      if notation.hasPrefix("^"), notation.count == 2 { notation = "<C-\(notation.dropFirst().lowercased())>" }
      let keys = try #require([Key](notation: notation), "\(name) is no key")
      let isBound = [KeyContext.outline, .detail, .selecting, .editor].contains { context in
        if case .command = keymap.meaning(of: keys, in: context) { true } else { false }
      }
      #expect(isBound, "\(name) does nothing")
    }
  }

  @Test("The bar goes along, and the text stays") func walking() throws {
    var notebook = try notebook(at: "Down and up")
    let top = notebook.state.detail.top
    notebook.press("j")
    #expect(notebook.state.detail.mark == notebook.state.selection.topic)
    #expect(notebook.state.detail.top == top)
    notebook.press("5j5k")
    #expect(notebook.selected.contains("go one row down and up"))
    notebook.press("42G")
    #expect(notebook.state.selectedDocument?.outline[notebook.state.selection.topic].line.int ?? 0 <= 42)
  }

  @Test("h folds or steps out, l unfolds or steps in") func inAndOut() throws {
    var notebook = try notebook(at: "And four here")
    notebook.press("h")
    #expect(notebook.selected.hasPrefix("You are three levels deep"))
    notebook.press("h")
    #expect(!notebook.outline.contains("And four here"))
    notebook.press("ll")
    #expect(notebook.selected.hasPrefix("And four here"))
  }

  @Test("Zooming shows one topic and where it is, and goes back") func zooming() throws {
    var notebook = try notebook(at: "Zooming", "zi")
    #expect(notebook.state.zoom == notebook.state.selection)
    #expect(!notebook.state.panes.zoomBreadcrumb.isEmpty)
    #expect(notebook.outline.split(separator: "\n").count == 3)
    notebook.press("zw")
    #expect(notebook.state.zoom == nil)
  }

  @Test("gc shows short topics alone, and again among others") func context() throws {
    var notebook = try notebook(at: "gc shows", "gc")
    #expect(notebook.state.detail.mark == nil)
    #expect(notebook.detail.contains("gc shows") && !notebook.detail.contains("Bold"))
    notebook.press("gc")
    #expect(notebook.detail.contains("Bold"))
  }

  @Test("s marks and goes on, ]u and ]s lead to what is left") func reading() throws {
    var notebook = try notebook(at: "s marks a topic as read")
    let topic = notebook.state.selection
    notebook.press("s")
    #expect(notebook.state.selection != topic)
    notebook.press("ks]s")
    #expect(notebook.state.selection == topic)
    notebook.press("]u")
    #expect(notebook.state.selection.topic.int == topic.topic.int + 1)
  }

  @Test("gx follows the link of the topic, ^O comes back, gb knows of it") func links() throws {
    var notebook = try notebook(at: "Links:", "gx")
    #expect(notebook.selected == "Welcome to Gloss")
    notebook.press("gb")
    #expect(notebook.state.overlay != nil)
    notebook.press("<Esc><C-o>")
    #expect(notebook.selected.hasPrefix("Links:"))
    notebook.press("y")
    #expect(
      notebook.effects.contains {
        if case .copy(let text, _) = $0 { text.contains("this one to the top") } else { false }
      }
    )
  }

  @Test("a writes an annotation, and Escape leaves a draft that a resumes") func writing() throws {
    var notebook = try notebook(at: "Press a here", "aMine<Esc>")
    #expect(notebook.journal[FileTree.root]?.count == 1)
    notebook.press("aAnd<C-s>")
    #expect(notebook.disk[FileTree.root]?.count == 2)
    notebook.press("xd")
    #expect(notebook.disk[FileTree.root]?.count == 1)
    notebook.press("u")
    #expect(notebook.disk[FileTree.root]?.count == 2)
    notebook.press("[a]a")
    #expect(notebook.selected.hasPrefix("Press a here") || notebook.selected.hasPrefix("This topic bears"))
  }

  @Test("What is not read is filtered by is:unread") func filter() throws {
    var notebook = try notebook(at: "Folding", "gs&is:unread<Enter>")
    #expect(!notebook.outline.contains("Space folds"))
    notebook.press("&<Enter>")
    #expect(notebook.outline.contains("Space folds"))
  }
}
