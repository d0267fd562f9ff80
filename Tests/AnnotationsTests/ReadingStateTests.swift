import Annotations
import Outline
import Testing

@Suite struct ReadingStateTests {
  static let before = """
    # Sorting
    Intro of sorting.
    - Quicksort is fast
    - Mergesort is stable
    # Searching
    - Binary search halves
      - It needs order

      Behind its child.
    - Hashing does not

    """

  struct Change: Sendable, CustomTestStringConvertible {
    var name: String
    var after: String
    /// The titles of what is unseen.
    var unseen: [String]
    var testDescription: String { name }
  }

  static let changes = [
    Change(name: "nothing", after: before, unseen: []),
    Change(name: "more blank lines", after: before.replacing("# Searching", with: "\n\n# Searching"), unseen: []),
    Change(
      name: "a new item", after: before.replacing("# Searching", with: "- Heapsort is lean\n# Searching"),
      unseen: ["Heapsort is lean"]),
    Change(
      name: "a changed title", after: before.replacing("Mergesort is stable", with: "Mergesort is stable, too"),
      unseen: ["Mergesort is stable, too"]),
    Change(name: "a changed text", after: before.replacing("Intro of", with: "Introducing"), unseen: ["Sorting"]),
    Change(
      name: "a text behind children", after: before.replacing("Behind its child", with: "Behind its children"),
      unseen: ["Binary search halves"]),
    Change(
      name: "a text at the end", after: before + "\n  More.\n", unseen: ["Hashing does not"]),
    Change(name: "a removed item", after: before.replacing("- Quicksort is fast\n", with: ""), unseen: []),
    Change(
      name: "a moved branch",
      after: "# Searching\n- Binary search halves\n  - It needs order\n\n  Behind its child.\n- Hashing does not\n"
        + "# Sorting\nIntro of sorting.\n- Quicksort is fast\n- Mergesort is stable\n", unseen: []),
  ]

  private func titles(_ set: TopicSet, in outline: Outline) -> [String] {
    set.ranges.flatMap { $0.map { outline.title(of: TopicIndex($0)) } }
  }

  private func marked(_ outline: Outline) -> ReadingState {
    var state = ReadingState()
    for index in 1..<outline.count {
      let title = outline.title(of: TopicIndex(index))
      if title.hasPrefix("Quick") || title.hasPrefix("It needs") { state.set(.read, index..<index + 1) }
      if title.hasPrefix("Hashing") { state.set(.again, index..<index + 1) }
    }
    return state
  }

  @Test("What is new or changed is unseen, and marks stay with their topics", arguments: changes)
  func survives(change: Change) {
    let old = Outline(parsing: Array(Self.before.utf8))
    let new = Outline(parsing: Array(change.after.utf8))
    let quick = change.after.contains("Quicksort") ? ["Quicksort is fast"] : []
    // Across sessions by what the topics say, inside one by what the eye follows.
    for state in [
      marked(old).moved(from: old, to: new),
      marked(old).moved(by: Correspondence(from: old, to: new), from: old, to: new),
    ] {
      #expect(Set(titles(state.unseen, in: new)) == Set(change.unseen))
      #expect(Set(titles(state.read, in: new)) == Set(quick + ["It needs order"]))
      #expect(titles(state.again, in: new) == ["Hashing does not"])
    }
  }

  @Test("A branch is marked as read without its marks to read again, and back") func branch() {
    var state = ReadingState()
    state.set(.again, 3..<4)
    state.set(.read, 9..<10)
    state.addUnseen(TopicSet([1..<6]))
    let isRead = state.toggleRead(0..<5)
    #expect(isRead)
    #expect(state.read == TopicSet([0..<3, 4..<5, 9..<10]) && state.again == TopicSet([3..<4]))
    #expect(state.unseen == TopicSet([5..<6]))
    let isReadAgain = state.toggleRead(0..<5)
    #expect(!isReadAgain)
    #expect(state.read == TopicSet([9..<10]) && state.again == TopicSet([3..<4]))
  }

  @Test("One key goes round the marks") func cycle() {
    #expect(ReadingState.Mark.none.next == .read)
    #expect(ReadingState.Mark.read.next == .again)
    #expect(ReadingState.Mark.again.next == .none)
  }
}
