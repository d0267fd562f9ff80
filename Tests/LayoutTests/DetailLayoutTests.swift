import Outline
import Testing

@testable import Layout

@Suite struct DetailLayoutTests {
  static let notes = """
    intro

    # Maps

    - Dicts
      - Counter
        - Good for counts
        - [x] Read
      - Ordered

      after the list

    1. first
       - deep

    ## Sets

    text
    """

  @Test func aTopicIsShownWithAllBelowIt() {
    #expect(
      all(Self.notes, topic: 1) == [
        "Maps", "", "• Dicts", "  • Counter", "    • Good for counts", "    ☑ Read", "  • Ordered", "",
        "  after the list", "", "1. first", "   • deep", "", "Sets", "", "text",
      ])
  }

  @Test func anItemIsShownAsAnItem() {
    #expect(all(Self.notes, topic: 3) == ["• Counter", "  • Good for counts", "  ☑ Read"])
    #expect(all(Self.notes, topic: 5) == ["☑ Read"])
    #expect(all(Self.notes, topic: 7) == ["1. first", "   • deep"])
    // Its own emphasis is left as it is.
    let item = layout("- one **two**\n  three\n", topic: 1)
    #expect(item.line(at: item.top)?.text.spans.map(\.style) == [.marker, .text, .text, .text, .text])
    let heading = layout("# one\n", topic: 1)
    #expect(heading.line(at: heading.top)?.text.spans.map(\.style) == [.title])
  }

  @Test func theRootIsCalledAsTheFile() {
    let lines = all(Self.notes, topic: 0)
    #expect(lines.prefix(5) == ["notes.md", "", "intro", "", "Maps"])
    #expect(all("", topic: 0) == ["notes.md"])
    #expect(all("# T", topic: 0) == ["notes.md", "", "T"])
  }

  @Test func annotationsStandBelowTheTextOfTheirTopic() {
    let reply = AnnotationBox(id: "r", header: "reply · Eve", look: .open, text: "Yes: heapq")
    let box = AnnotationBox(
      id: "a", header: "question · open · Ann", look: .question, text: "most_common(n):\n  is it a heap?",
      replies: [reply])
    let annotations = [
      TopicIndex(3): [box], TopicIndex(4): [AnnotationBox(id: "b", header: "note", look: .resolved, text: "ok")],
      TopicIndex(9): [AnnotationBox(id: "z", header: "note", look: .open, text: "not in view")],
    ]
    #expect(
      all(Self.notes, topic: 3, annotations: annotations) == [
        "• Counter",
        "  ┌ question · open · Ann ──────────────",
        "  │ most_common(n):",
        "  │   is it a heap?",
        "  │ ┌ reply · Eve ──────────────────────",
        "  │ │ Yes: heapq",
        "  │ └───────────────────────────────────",
        "  └─────────────────────────────────────",
        "  • Good for counts",
        "    ┌ note ─────────────────────────────",
        "    │ ok",
        "    └───────────────────────────────────",
        "  ☑ Read",
      ])
  }

  /// Words behind a sublist, in the middle of several paragraphs, in a title; and the topic as a whole.
  @Test func annotationsStandBelowTheWordsThatTheySpeakOf() throws {
    let notes = "# T\n\none\n\ntwo\nlines\n\n- item\n\nthree\n\n> four\n\nfive\n"
    let words = ["T", "two", "three", "four", "five"]
    let source = Array(notes.utf8)
    let whole = AnnotationBox(id: "all", header: "all", look: .open, text: "of all")
    let boxes =
      try [whole]
      + words.map { word in
        let start = try #require(source.indices.first { source[$0...].starts(with: word.utf8) })
        return AnnotationBox(id: word, header: word, look: .open, text: "of \(word)", place: ByteOffset(start))
      }
    let layout = layout(notes, topic: 1, annotations: [TopicIndex(1): boxes])
    let lines = layout.lines(from: layout.top, count: 99).map(\.text.text)
    #expect(
      lines.filter { !$0.isEmpty && !$0.hasPrefix("┌") && !$0.hasPrefix("└") } == [
        "T", "│ of T", "one", "two lines", "│ of two", "│ of all", "• item", "three", "│ of three", "│ four",
        "│ of four", "five", "│ of five",
      ])
    for box in boxes {
      let position = try #require(layout.position(ofAnnotation: box.id))
      #expect(layout.line(at: position)?.owner == .annotation(box.id, TopicIndex(1)))
    }
  }

  @Test(arguments: [
    (EditorBox.Place.new(TopicIndex(3)), ["┌ note", "│ text", "└", "┌ new", "│", "│", "└"]),
    (EditorBox.Place.edit("a"), ["┌ new", "│", "│", "└"]),
    (EditorBox.Place.reply(to: "a"), ["┌ note", "│ text", "│ ┌ new", "│ │", "│ │", "│ └", "└"]),
  ])
  func theEditorStandsWhereItsTextWillBe(place: EditorBox.Place, expected: [String]) throws {
    let box = AnnotationBox(id: "a", header: "note", look: .open, text: "text")
    let layout = layout(
      Self.notes, topic: 3, annotations: [TopicIndex(3): [box]],
      editor: EditorBox(place: place, header: "new", rows: 2))
    let lines = picture(layout.lines(from: layout.top, count: 99).map(\.text)).dropFirst().dropLast(2)
    #expect(lines.map { String($0.replacing(#/\ ?─+$/#, with: "").dropFirst(2)) } == expected)
    let position = try #require(layout.editorPosition)
    let line = try #require(layout.line(at: position))
    guard case .editor(row: 0, let columns) = line.owner else {
      Issue.record("not the editor")
      return
    }
    #expect(columns.upperBound == 40)
    #expect(columns.lowerBound == line.text.columns)
  }

  @Test func everyLineIsReachedFromBothEnds() throws {
    for layout in worlds() {
      let whole = layout.lines(from: layout.top, count: 10_000)
      var down: [DetailLine] = []
      var places: [DetailPosition] = []
      var place: DetailPosition? = layout.top
      while let here = place {
        down.append(try #require(layout.line(at: here)))
        places.append(here)
        place = layout.position(after: here)
      }
      #expect(down == whole)
      #expect(places.last == layout.end)
      #expect(places == places.sorted())
      var up: [DetailPosition] = []
      place = layout.end
      while let here = place {
        up.append(here)
        place = layout.position(before: here)
      }
      #expect(up.reversed() == places)
      for (number, position) in places.enumerated() {
        #expect(layout.nearest(to: position) == position)
        #expect(layout.count(from: position, limit: 3) == min(3, places.count - number))
        #expect(layout.lines(from: position, count: 3) == Array(whole.dropFirst(number).prefix(3)))
        #expect(layout.distance(from: layout.top, to: position, limit: 10_000) == number)
        #expect(layout.position(layout.top, movedBy: number) == position)
        #expect(layout.position(layout.end, movedBy: number + 1 - places.count) == position)
      }
      let fractions = places.map { layout.fraction(of: $0) }
      #expect(fractions == fractions.sorted())
      #expect((0...1).contains(fractions[0]) && fractions.allSatisfy { $0 <= 1 })
    }
  }

  @Test func everyShownByteIsFoundWhereItIsShown() throws {
    for layout in worlds() {
      var place: DetailPosition? = layout.top
      while let here = place {
        let line = try #require(layout.line(at: here))
        if case .text = line.owner, let source = line.text.source {
          #expect(layout.position(of: source.lowerBound) == here)
        }
        place = layout.position(after: here)
      }
    }
  }

  @Test func annotationsAndTopicsAreFound() throws {
    let reply = AnnotationBox(id: "r", header: "reply", look: .open, text: "Yes")
    let box = AnnotationBox(id: "a", header: "note", look: .open, text: "text", replies: [reply])
    let layout = layout(Self.notes, topic: 2, annotations: [TopicIndex(3): [box]])
    let first = try #require(layout.position(ofAnnotation: "a"))
    #expect(layout.line(at: first)?.owner == .annotation("a", TopicIndex(3)))
    #expect(layout.position(before: first).flatMap(layout.line(at:))?.owner == .text(TopicIndex(3)))
    let second = try #require(layout.position(ofAnnotation: "r"))
    #expect(layout.line(at: second)?.owner == .annotation("r", TopicIndex(3)))
    #expect(layout.position(ofAnnotation: "x") == nil)
    #expect(layout.position(of: TopicIndex(4)).flatMap(layout.line(at:))?.text.text == "    • Good for counts")
    #expect(layout.position(of: TopicIndex(1)) == nil)
    #expect(layout.position(of: ByteOffset(0)) == nil)
  }

  @Test func aPositionOfAnotherLayoutFindsTheClosestLine() {
    let wide = layout(Self.notes, topic: 1, columns: 80)
    let narrow = layout(Self.notes, topic: 1, columns: 3)
    var place: DetailPosition? = narrow.top
    while let here = place {
      #expect(wide.line(at: wide.nearest(to: here)) != nil)
      place = narrow.position(after: here)
    }
    let gone = DetailPosition(segment: narrow.end.segment, piece: .annotation(7), line: 99)
    #expect(wide.nearest(to: gone) == wide.end)
  }

  @Test func aMatchInAnAnnotationIsPaintedInItsTextOnly() throws {
    let box = AnnotationBox(id: "a", header: "note", look: .open, text: "a heap")
    let layout = layout(Self.notes, topic: 3, annotations: [TopicIndex(3): [box]])
    let place = try #require(layout.position(ofAnnotation: "a"))
    let line = try #require(layout.line(at: layout.position(place, movedBy: 1)))
    #expect(line.text.columns(of: 2..<6, inAnnotation: "a") == [6..<10])
    #expect(line.text.columns(of: 2..<6, inAnnotation: "b") == [])
    #expect(line.text.columns(of: ByteOffset(0)..<ByteOffset(99)) == [])
  }

  private func worlds() -> [DetailLayout] {
    let reply = AnnotationBox(id: "r", header: "reply", look: .open, text: "Yes")
    let boxes = [
      AnnotationBox(id: "a", header: "note", look: .open, text: "one\ntwo", replies: [reply]),
      AnnotationBox(id: "b", header: "note", look: .open, text: "three"),
    ]
    let placed = ["Maps", "after", "gone"].map { word in
      let start = Self.notes.utf8.firstRange(of: word.utf8).map {
        Self.notes.utf8.distance(from: Self.notes.startIndex, to: $0.lowerBound)
      }
      return AnnotationBox(
        id: word, header: "note", look: .open, text: word, place: ByteOffset(start ?? 1_000))
    }
    let annotations = [
      TopicIndex(0): boxes, TopicIndex(1): [placed[0]], TopicIndex(2): placed + boxes, TopicIndex(6): [boxes[1]],
    ]
    return [0, 1, 2, 3].flatMap { topic in
      [4, 12, 40].flatMap { columns in
        [
          layout(Self.notes, topic: topic, columns: columns),
          layout(
            Self.notes, topic: topic, columns: columns, annotations: annotations,
            editor: EditorBox(place: .new(TopicIndex(topic)), header: "new", rows: 2)),
        ]
      }
    }
  }

  private func layout(
    _ source: String, topic: Int, columns: Int = 40, annotations: [TopicIndex: [AnnotationBox]] = [:],
    editor: EditorBox? = nil
  ) -> DetailLayout {
    DetailLayout(
      DetailContent(
        outline: Outline(parsing: Array(source.utf8)), topic: TopicIndex(topic), rootTitle: "notes.md",
        columns: columns, annotations: annotations, editor: editor))
  }

  private func all(
    _ source: String, topic: Int, annotations: [TopicIndex: [AnnotationBox]] = [:]
  ) -> [String] {
    let layout = layout(source, topic: topic, annotations: annotations)
    return picture(layout.lines(from: layout.top, count: 10_000).map(\.text))
  }
}
