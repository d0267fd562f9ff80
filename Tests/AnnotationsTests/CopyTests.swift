import Outline
import Testing

@testable import Annotations

/// Something is corrected where it stands, and what it was is written somewhere else: an equal text is no proof then.
@Suite struct CopyTests {
  private func outline(_ text: String) -> Outline { Outline(parsing: Array(text.utf8)) }

  private static let note = """
    # Manual
    ## Setting up
    Some words first.
    ## Cleaning the left filter
    Take it out once a month.
    - Rinse it with cold water
    - Let it dry
    ## Storing
    - Keep it dry and dark
    - Turn it over every spring
    - Look for moths
    ## Contact
    Write to us.
    """

  /// The placement of what stands on a line, with the older text at hand and from what one annotation remembers.
  private func placements(_ line: Int, in old: String, after new: String, quoting words: String? = nil) throws
    -> [Placement]
  {
    let (old, new) = (outline(old), outline(new))
    let topic = old.topic(atLine: LineNumber(line))
    var anchor = Anchor(of: topic, in: old, blob: "then")
    if let words {
      let start = try #require(
        ByteSearch.first(
          Array(words.utf8), in: old.bytes, range: old.offset(ofLine: LineNumber(line)).int..<old.bytes.count))
      anchor = Anchor(
        quoting: Range(offsets: start..<start + words.utf8.count), of: old.topic(at: ByteOffset(start)), in: old,
        blob: "then")
    }
    return AnchorResolver.place([anchor], in: new) { _ in old } + AnchorResolver.place([anchor], in: new)
  }

  private func lines(_ placement: Placement, _ note: String) -> [Int] {
    let note = outline(note)
    let offered = placement.candidates.enumerated().map { index, topic in
      (placement.quotations.indices.contains(index) ? placement.quotations[index] : nil)?.lowerBound
        ?? note[topic].marker
    }
    let here = placement.quotation?.lowerBound ?? note[placement.topic].marker
    return ((placement.state.isAttached ? [here] : []) + offered).map { note.line(at: $0).int }
  }

  private static let section =
    "## Cleaning the left filter\nTake it out once a month.\n- Rinse it with cold water\n- Let it dry\n"

  /// The section with another title, and as it was behind another one.
  private static let copied =
    note.replacing("## Cleaning the left", with: "## Cleaning the coarse").replacing(
      "## Contact", with: section + "## Contact")

  @Test(arguments: [4, 6, 7]) func `a section that was copied and then renamed is asked about`(_ line: Int) throws {
    for placement in try placements(line, in: Self.note, after: Self.copied) {
      #expect(!placement.state.isSilent || lines(placement, Self.copied) == [line])
    }
  }

  @Test func `an item that was corrected in its place is not the copy elsewhere in its list`() throws {
    let new = Self.note.replacing("- Keep it dry and dark", with: "- Keep it dry and cool").replacing(
      "- Look for moths", with: "- Look for moths\n- Keep it dry and dark")
    for placement in try placements(9, in: Self.note, after: new) {
      #expect(!placement.state.isSilent)
      #expect(lines(placement, new).contains(9))
    }
  }

  @Test func `an item that went to the end of its list is where it went`() throws {
    let new = Self.note.replacing("- Keep it dry and dark\n", with: "").replacing(
      "- Look for moths", with: "- Look for moths\n- Keep it dry and dark")
    for placement in try placements(9, in: Self.note, after: new) {
      #expect(placement.state.isSilent)
      #expect(lines(placement, new) == [11])
    }
  }

  @Test func `a new section of the same title is not the one whose text stands elsewhere`() throws {
    let new = Self.note.replacing("## Cleaning the left filter", with: "# Care\n### Cleaning the left filter")
      .replacing(
        "## Setting up", with: "## Cleaning the left filter\nNothing yet.\n## Setting up")
    for placement in try placements(4, in: Self.note, after: new) {
      #expect(!placement.state.isSilent || lines(placement, new) == [7])
    }
  }

  @Test(arguments: ["cold water", "Rinse it with cold"])
  func `words of a section that was copied and then renamed are asked about`(_ words: String) throws {
    for placement in try placements(6, in: Self.note, after: Self.copied, quoting: words) {
      #expect(!placement.state.isSilent || lines(placement, Self.copied) == [6])
    }
  }

  @Test(arguments: ["once a month", "out once"])
  func `words that were replaced are not those that stand in another sentence`(_ words: String) throws {
    let new = Self.note.replacing("Take it out once a month.", with: "Take it away every week.").replacing(
      "Write to us.", with: "Write to us, \(words) will do.")
    for placement in try placements(5, in: Self.note, after: new, quoting: words) { #expect(!placement.state.isSilent) }
  }

  @Test func `a paragraph that went to another section is where it went`() throws {
    let new = Self.note.replacing("Take it out once a month.\n", with: "").replacing(
      "Write to us.", with: "Write to us.\n\nTake it out once a month.")
    for placement in try placements(5, in: Self.note, after: new, quoting: "Take it out once a month") {
      #expect(placement.state.isAttached)
      #expect(lines(placement, new).first == 14)
    }
  }

  @Test func `a title that was reworded in its place is not the same words in another list`() throws {
    let old =
      "# Keys\n## Stepping\n- `cont`, `c`: Go on\n- `next`, `n`: Step next\n- `out`, `o`: Step out\n"
      + "## Stops\n- `set`: Set one\n"
    let new = old.replacing("`next`, `n`: Step next", with: "`like`, `n`: Step disk") + "- `next`, `n`: Step next\n"
    let found = try placements(4, in: old, after: new, quoting: "`next`, `n`: Step next")
    #expect(found.allSatisfy { !$0.state.isSilent })
    #expect(lines(found[0], new).contains(4))
  }

  private static let lists = """
    # Keys
    Wrapping is done with:
    - HMAC
    - GCM
    - KW

    Keys are wrapped by:
    - HMAC
    - GCM
    - KW
    """

  @Test func `of two equal lists the one that is left may be the other`() throws {
    let new = Self.lists.split(separator: "\n", omittingEmptySubsequences: false).prefix(5).joined(separator: "\n")
    let found = try placements(9, in: Self.lists, after: new)[1]
    #expect(!found.state.isSilent)
  }

  @Test func `a short name in another place is asked about where nothing speaks for it`() throws {
    let old = "# Interviews\n## Before\nPrepare.\n- C\n- Go\n## On the day\nSleep well.\n"
    let new = "# Learning\n## Before you start\nPrepare.\n## Every day\n- Smalltalk\n- C\n- Prolog\n"
    let found = try placements(4, in: old, after: new)[1]
    #expect(!found.state.isAttached)
    #expect(lines(found, new).contains(6))
  }

  @Test func `an entry of a list of contents is not the section that it names`() throws {
    let old = """
      # University
      ## Table of contents
      - [Trees](#trees)
        - AVL trees
        - Splay trees
      ## More
      ### Trees
      - AVL trees
        - In theory
      - Splay trees
        - In practice
      """
    let new = """
      # University
      ## Topics of study
      - [Trees](#trees)
        - AVL trees
        - Splay trees
      ## Optional
      ### Trees
      - AVL trees
        - In books
      - Splay trees
        - In code
      """
    let found = try placements(4, in: old, after: new)[1]
    #expect(found.state.isAttached)
    #expect(lines(found, new).first == 4)
  }

  @Test func `a topic that was written anew as a sentence is offered there`() throws {
    let old = "# Reading\n\n- the parser reads tokens lazily\n- errors carry source ranges\n\n# Writing\n- slowly\n"
    let new =
      "# Design\n\nTokens are read lazily by the parser when needed.\n\n- Every error has ranges of the source\n"
      + "\n# Writing\n- slowly\n"
    for placement in try placements(3, in: old, after: new) {
      #expect(!placement.state.isAttached && lines(placement, new).first == 3)
    }
  }
}
