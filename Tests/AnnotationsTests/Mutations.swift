import Outline
import Testing

@testable import Annotations

/// A note, what somebody did to it, and where the topics of some titles should be afterwards.
struct Mutation: CustomTestStringConvertible, Sendable {
  var name: String
  var before: String
  var after: String
  var expected: [Expectation]

  var testDescription: String { name }

  init(_ name: String, _ after: String, of before: String = Mutation.note, _ expected: Expectation...) {
    self.name = name
    self.before = before
    self.after = after
    self.expected = expected
  }

  struct Expectation: Sendable {
    /// The topic, by its line in the old text.
    var line: Int
    var state: Placement.State
    /// Its line now; for what is not attached, the line of the topic that it is shown with (0: the file).
    var now: Int
    var candidates: [Int] = []

    init(_ line: Int, _ state: Placement.State, _ now: Int, candidates: [Int] = []) {
      self.line = line
      self.state = state
      self.now = now
      self.candidates = candidates
    }
  }

  static let note = """
    # Python
    ## Maps
    - Dictionaries keep the order in which keys were added
      - Only the keys need to be hashable
      - Counter
        - Good for counting words in a text
    - Ordered dictionaries compare their order as well
    ## Lists
    - A list can be sliced with negative steps
    - Appending is amortized constant time
    - Sorting is stable since version 2.2
    ## Strings
    - Strings are immutable sequences of code points
      - Examples
    - Formatting with f-strings is the fastest way
      - Examples
    """
}

extension String {
  func swapping(_ old: String, _ new: String) -> String { replacing(old, with: new) }
}

let mutations: [Mutation] = {
  let note = Mutation.note
  return [
    Mutation("nothing", note, .init(3, .exact, 3), .init(6, .exact, 6), .init(14, .exact, 14), .init(16, .exact, 16)),
    Mutation(
      "a line in front", "Some words.\n\n" + note, .init(3, .exact, 5), .init(14, .exact, 16), .init(16, .exact, 18)),
    Mutation(
      "front matter", "---\ntitle: x\n---\n" + note, .init(1, .exact, 4), .init(10, .exact, 13), .init(16, .exact, 19)),
    Mutation("CRLF", note.swapping("\n", "\r\n"), .init(3, .exact, 3), .init(6, .exact, 6), .init(16, .exact, 16)),
    Mutation(
      "re-indented by four",
      note.split(separator: "\n", omittingEmptySubsequences: false).map { line in
        String(repeating: " ", count: line.prefix { $0 == " " }.count) + line
      }.joined(separator: "\n"), .init(4, .exact, 4), .init(6, .exact, 6), .init(16, .exact, 16)),
    Mutation(
      "an item moved to another section",
      note.swapping("- Appending is amortized constant time\n", "")
        .swapping("## Maps\n", "## Maps\n- Appending is amortized constant time\n"),
      .init(10, .moved, 3), .init(9, .exact, 10), .init(11, .exact, 11)),
    Mutation(
      "a section moved",
      note.swapping(
        "## Lists\n- A list can be sliced with negative steps\n- Appending is amortized constant time\n"
          + "- Sorting is stable since version 2.2\n", "") + "\n"
        + "## Lists\n- A list can be sliced with negative steps\n- Appending is amortized constant time\n"
        + "- Sorting is stable since version 2.2\n",
      .init(8, .exact, 13), .init(10, .exact, 15), .init(12, .exact, 8), .init(14, .exact, 10)),
    Mutation(
      "an item put below its neighbour", note.swapping("- Appending", "  - Appending"),
      .init(10, .moved, 10), .init(9, .exact, 9), .init(11, .exact, 11)),
    Mutation(
      "an item edited",
      note.swapping("keep the order in which keys were added", "keep the order in which the keys were put in"),
      .init(3, .edited, 3), .init(4, .exact, 4), .init(6, .exact, 6)),
    Mutation(
      "a heading renamed", note.swapping("## Maps", "## Mappings and dictionaries"),
      .init(2, .edited, 2), .init(3, .exact, 3), .init(6, .exact, 6)),
    Mutation(
      "an item moved and edited",
      note.swapping("- Formatting with f-strings is the fastest way\n", "- Text\n")
        .swapping("## Maps\n", "## Maps\n- Formatting strings with f-strings is the fastest way\n"),
      .init(15, .confirm, 3)),
    Mutation(
      "an item deleted", note.swapping("- Appending is amortized constant time\n", ""),
      .init(10, .orphan, 8), .init(9, .exact, 9), .init(11, .exact, 10)),
    Mutation(
      "a branch deleted", note.swapping("  - Counter\n    - Good for counting words in a text\n", ""),
      .init(5, .orphan, 3), .init(6, .orphan, 3), .init(4, .exact, 4)),
    Mutation(
      "deleted, a look-alike elsewhere",
      note.swapping("  - Counter\n    - Good for counting words in a text\n", "")
        .swapping("## Strings\n", "## Strings\n- Counter\n"), .init(5, .ambiguous, 3, candidates: [11])),
    Mutation(
      "an item split in two",
      note.swapping(
        "Strings are immutable sequences of code points", "Strings are immutable\n- Sequences of code points"),
      .init(13, .ambiguous, 12, candidates: [13, 14])),
    Mutation(
      "two items merged",
      note.swapping("time\n- Sorting is stable", "time, sorting is stable"),
      .init(10, .edited, 10), .init(11, .edited, 10), .init(9, .exact, 9)),
    Mutation(
      "an item repeated right behind itself",
      note.swapping(
        "- Appending is amortized constant time\n",
        "- Appending is amortized constant time\n- Appending is amortized constant time\n"),
      .init(10, .ambiguous, 8, candidates: [10, 11]), .init(9, .exact, 9), .init(11, .exact, 12)),
    Mutation(
      "an item repeated in another section", note + "\n- Appending is amortized constant time\n",
      .init(10, .exact, 10)),
    Mutation(
      "twins swapped with their parents",
      note.swapping(
        "- Strings are immutable sequences of code points\n  - Examples\n- Formatting with f-strings is the fastest way\n",
        "- Formatting with f-strings is the fastest way\n  - Examples\n- Strings are immutable sequences of code points\n"
      ),
      .init(14, .exact, 16), .init(16, .exact, 14)),
    Mutation(
      "one of two twins under different parents deleted",
      note.swapping("code points\n  - Examples\n", "code points\n"), .init(14, .orphan, 13), .init(16, .exact, 15)),
    Mutation(
      "a table of contents added",
      note.swapping("# Python\n", "# Python\n- [Maps](#maps)\n- [Lists](#lists)\n- [Strings](#strings)\n"),
      .init(2, .exact, 5), .init(8, .exact, 11), .init(12, .exact, 15), .init(3, .exact, 6)),
    Mutation(
      "restyled as an exporter does it",
      note.swapping("- ", "* ").swapping("Only the keys", "**Only the keys**").swapping("f-strings", "f\\-strings")
        .swapping("## Maps", "## **Maps** {#maps}").swapping("version 2.2", "version 2.2 "),
      .init(2, .exact, 2), .init(3, .exact, 3), .init(4, .exact, 4), .init(11, .exact, 11), .init(15, .exact, 15)),
    Mutation(
      "exported by a word processor",
      note.swapping("- ", "* ").swapping("\n  ", "\n    ").swapping("\n      ", "\n        ")
        .swapping("Python\n", "**Python** {#python}\n\n").swapping("## Maps", "##   **Maps** {#maps}\n")
        .swapping("in a text", "in a “text”\n        * ").swapping("f-strings", "f\\-strings"),
      .init(2, .exact, 3), .init(3, .exact, 5), .init(4, .exact, 6), .init(5, .exact, 7), .init(16, .exact, 19)),
    Mutation(
      "items became headings in items",
      note.swapping("  - Counter", "  - ### Counter").swapping("- A list", "- ## A list"),
      .init(5, .exact, 5), .init(6, .exact, 6), .init(9, .exact, 9)),
    Mutation(
      "cut short", String(note.prefix(note.count / 3)), .init(3, .exact, 3), .init(10, .orphan, 1),
      .init(16, .orphan, 1)),
    Mutation(
      "names that differ in their signs alone", note + "\n## Languages\n- Learn C\n  - A small language\n",
      of: note + "\n## Languages\n- C\n  - Pointers all over\n- C++\n  - Templates and classes\n",
      .init(20, .orphan, 17), .init(2, .exact, 2)),
    Mutation(
      "what was there beside it already", note.swapping("- Counter\n", "- Word counter\n"),
      of: note.swapping("- Counter\n", "- Counter\n  - Word counter\n").swapping(
        "    - Good for counting words in a text\n", ""),
      .init(6, .exact, 5), .init(5, .orphan, 3)),
    Mutation("emptied", "", .init(3, .orphan, 0), .init(16, .orphan, 0)),
  ]
}()
