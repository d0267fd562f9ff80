import Annotations
import Notebook
import NotebookHarness
import Outline
import Seeding
import Terminal
import Testing

@Suite struct PropertyTests {
  /// Ways into every mode.
  static let modes = [
    "", "5j<Tab>", "5j<Tab>v", "5j<Tab>vjjw", "5jaSome text<Enter>and more", "/s", "&oak", "<C-k>o", ":", "@", "?",
    "12jt", "T",
    "5jaText<C-x><C-k>", "jr", "jr<Tab>", "2jzi", "z", "12", "zM", "&oak<Enter>", "12j<Tab>G<Enter>",
  ]

  @Test("Every mode stands any size of the screen", arguments: modes)
  func resizes(keys: String) throws {
    var notebook = try NotebookHarness.animals(keys, annotations: [annotation("A remark", line: 13, id: "a")])
    for size in [
      (1, 1), (2, 1), (1, 2), (3, 3), (10, 3), (200, 1), (1, 60), (79, 5), (80, 24), (0, 0), (500, 200), (80, 7),
    ] {
      notebook.take(.terminal(.resize(Size(columns: size.0, rows: size.1))))
      try notebook.state.checkInvariants()
    }
    for key in ["j", "l", "G", "k", "<C-d>", "<Enter>", "<Esc>", "<Esc>"] {
      notebook.take(.terminal(.resize(Size(columns: 1, rows: 1))))
      notebook.press(key)
      try notebook.state.checkInvariants()
    }
  }

  static let outlines = [
    animals, "", "plain text\n\nand more", "- \n-\n  - \n# \n", "# One\n\n## Two\n\n### Three\n\ntext\n\n# Four\n",
    "- 漢字 and 🇩🇪 flags\n  - e\u{301}\u{200D}\n\tcode\n- `a`\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n> quote\n> - not a topic\n",
    (0..<60).map { String(repeating: "  ", count: $0 % 7) + "- Topic \($0) " + String(repeating: "word ", count: $0) }
      .joined(separator: "\n"),
  ]

  static let seeds = [1, 2, 3, 4] as [UInt64]

  @Test("Whatever happens, the state does not contradict itself", arguments: outlines.indices, seeds)
  func random(outline: Int, seed: UInt64) throws {
    let notes = PropertyTests.outlines[outline]
    var random = Seeded(seed: seed &* 1000 &+ UInt64(outline))
    var notebook = try NotebookHarness(
      notes, size: Size(columns: 80, rows: 12),
      annotations: [
        annotation("A remark", line: 1, of: notes, id: "a"),
        annotation("A reply", line: 1, of: notes, id: "b", replyTo: "a"),
      ])
    try drive(&notebook, steps: 250, with: &random)
  }

  @Test("Whatever happens, a folder does not contradict itself", arguments: seeds)
  func randomFolder(seed: UInt64) throws {
    var random = Seeded(seed: seed &+ 77)
    var notebook = try FolderTests.notebook()
    for _ in 0..<25 {
      try drive(&notebook, steps: 10, with: &random)
      notebook.relist(
        RelistingTests.notes(with: &random),
        renamed: Bool.random(using: &random) ? ["plants": "trees", "stones.md": "rocks.md"] : [:])
      try notebook.state.checkInvariants()
    }
  }

  private func drive(_ notebook: inout NotebookHarness, steps: Int, with random: inout Seeded) throws {
    var history: [String] = []
    for _ in 0..<steps {
      history.append(PropertyTests.step(&notebook, with: &random))
      do {
        try notebook.state.checkInvariants()
      } catch {
        Issue.record("\(error) after \(history.suffix(40).joined(separator: " "))")
        return
      }
      if !notebook.state.isBrowsing, Int.random(in: 0..<12, using: &random) == 0 {
        history.append("<Esc>")
        notebook.press("<Esc>")
      }
      notebook.diskFailure = Int.random(in: 0..<10, using: &random) == 0 ? "no space left" : nil
    }
  }

  /// Lets something happen and says what.
  static func step(_ notebook: inout NotebookHarness, with random: inout Seeded) -> String {
    switch Int.random(in: 0..<40, using: &random) {
    case 0:
      let size = Size(columns: .random(in: 1..<130, using: &random), rows: .random(in: 1..<40, using: &random))
      notebook.take(.terminal(.resize(size)))
      return "resize(\(size.columns)x\(size.rows))"
    case 1:
      notebook.take(.terminal(.paste("pasted\ntext")))
      return "paste"
    case 2...4:
      let position = Position(
        column: .random(in: 0..<max(1, notebook.state.size.columns), using: &random),
        row: .random(in: 0..<max(1, notebook.state.size.rows), using: &random))
      let actions: [MouseEvent.Action] = [
        .press(button: 1), .drag(button: 1), .release, .wheelUp, .wheelDown, .press(button: 3),
      ]
      let action = actions.randomElement(using: &random) ?? .release
      notebook.take(.terminal(.mouse(MouseEvent(action, at: position))))
      return "\(action)@\(position.column),\(position.row)"
    case 5:
      notebook.take(.hintDue)
      return "hint"
    case 6 where notebook.state.selectedDocument != nil:
      let notes = PropertyTests.outlines.randomElement(using: &random) ?? ""
      notebook.take(
        .opened(
          notebook.state.tree.version(of: notebook.state.selection.file),
          OpenedSource(outline: Outline(parsing: Array(notes.utf8)))))
      return "source(\(notes.prefix(10)))"
    case 7...12:
      let key =
        ["<Enter>", "<Esc>", "<Tab>", "<Up>", "<Down>", "<Left>", "<Right>", "<PageDown>", "<C-s>", "<Backspace>"]
        .randomElement(using: &random) ?? "j"
      notebook.press(key)
      return key
    default:
      let bound = PropertyTests.bound[notebook.state.keyContext] ?? []
      let keys = bound.randomElement(using: &random) ?? "j"
      let count = Int.random(in: 0..<8, using: &random) == 0 && notebook.state.keyContext == .outline ? "3" : ""
      notebook.press(count + keys)
      return count + keys
    }
  }

  /// Every bound sequence of each context.
  static let bound: [KeyContext: [String]] = {
    var bound: [KeyContext: [String]] = [:]
    for entry in CommandTable.entries {
      for (context, keys) in entry.keys.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
        bound[context, default: []] += keys.split(separator: " ").map(String.init)
      }
    }
    bound[.editor, default: []] +=
      EditorKeys.entries.flatMap { $0.keys.split(separator: " ").map(String.init) } + ["a", "b", "<Space>"]
    bound[.prompt, default: []] += ["o", "s", "a", "x"]
    bound[.list, default: []] += ["o", "s", "a", "1"]
    return bound
  }()
}
