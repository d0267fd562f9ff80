import Annotations
import Notebook
import NotebookHarness
import Outline
import Seeding
import Terminal
import Testing

/// Stored rows, and their places after their file was read again.
@Suite struct RelocationTests {
  /// Put before everything: each topic that was there has a higher number afterwards.
  private static let shift = 100
  private static let prefix = (0..<shift).map { "- Before \($0)\n" }.joined() + "\n"

  @Test(
    "No row that is stored anywhere is forgotten when its file is read again", arguments: 1...24 as ClosedRange<UInt64>)
  func visitsEverything(seed: UInt64) throws {
    var random = Seeded(seed: seed)
    var notebook = try NotebookHarness.animals(
      annotations: [annotation("A remark", line: 13, id: "a"), annotation("Another", line: 4, id: "b")])
    var history: [String] = []
    for _ in 0..<Int.random(in: 5..<40, using: &random) {
      let keys = Self.ways.randomElement(using: &random) ?? "j"
      history.append(keys)
      notebook.press(keys)
    }
    // Whatever is open stays open.
    notebook.press(
      ["", "/o", "&s", "<C-k>o", "@", "ax", "axy<F1>", "gb", "mq", "T"].randomElement(using: &random) ?? "")
    notebook.diskIsSlow = true
    let source = OpenedSource(outline: Outline(parsing: Array((Self.prefix + animals).utf8)))
    notebook.take(.opened(.root, source))
    // The first row in view is wherever scrolling puts it.
    for (path, row) in rows(in: notebook.state, at: "state") where row.topic != .root && !path.hasSuffix(".top") {
      #expect(
        row.topic.int > Self.shift, "\(path) still is \(row.topic.int) after \(history.joined(separator: " "))")
    }
    try notebook.state.checkInvariants()
  }

  @Test("The search for stored rows finds them in every kind of container") func findsRows() {
    struct Holder {
      var plain = RowID(FileTree.root, TopicIndex(1))
      var optional: RowID? = RowID(FileTree.root, TopicIndex(2))
      var list = [RowID(FileTree.root, TopicIndex(3))]
      var keyed = ["a": RowID(FileTree.root, TopicIndex(4))]
      var set: Set = [RowID(FileTree.root, TopicIndex(5))]
      var pair = (1, RowID(FileTree.root, TopicIndex(6)))
      var value = Wrapper.row(RowID(FileTree.root, TopicIndex(7)))
    }
    enum Wrapper { case row(RowID) }
    #expect(rows(in: Holder(), at: "").map(\.row.topic.int).sorted() == Array(1...7))
  }

  /// Ways to have rows remembered: jumps, bookmarks, searches, lists, drafts, marks of reading, cut annotations.
  private static let ways = [
    "j", "k", "G", "gg", "3j", "l", "h", "ma", "mb", "mz", "''", "/o<Enter>", "/a<Enter>", "n", "N", "<Esc>", "s", "gs",
    "]a", "[a", "]axx", "X", "P", "aSome text<C-c>", "aMore<C-s>", "u", "<C-r>", "zi", "zw", "<C-o>", "]o", "z2", "zR",
    "<Tab>", "&a<Enter>", "5G", "20G", "*", "]r",
  ]

  /// Every row that `value` holds, with the way to it. Documents and what is read of a file are replaced whole.
  private func rows(in value: Any, at path: String) -> [(path: String, row: RowID)] {
    if let row = value as? RowID { return [(path, row)] }
    if value is Document || value is Outline || value is Key { return [] }
    return Mirror(reflecting: value).children.enumerated().flatMap { number, child in
      rows(in: child.value, at: path + "." + (child.label ?? "\(number)"))
    }
  }
}
