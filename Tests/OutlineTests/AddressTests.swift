import Testing

@testable import Outline

/// The targets of links: addresses that are typed without angle brackets, and anchors.
struct AddressTests {
  @Test(arguments: [
    ("看 https://example.org/a，谢谢", ["https://example.org/a"]), ("（https://a/x）", ["https://a/x"]),
    ("见https://a.b/c。", ["https://a.b/c"]), ("https://x.y/plan\u{2028}Second", ["https://x.y/plan"]),
    ("https://x.y/t\u{A0}next", ["https://x.y/t"]), ("https://x.y/t\u{200B}next", ["https://x.y/t"]),
    ("https://ru.example/путь/страница", ["https://ru.example/путь/страница"]),
    ("see (http://a.b/c_(d)), or http://a.b/c.", ["http://a.b/c_(d)", "http://a.b/c"]),
    ("**https://a.b/c_d_e**", ["https://a.b/c_d_e"]), ("http://a.b/?x&amp;y=1&copy;", ["http://a.b/?x&y=1"]),
    (#"http://a.b/x\_y"#, ["http://a.b/x_y"]), ("xhttp://a.b http:// http://-", []),
    ("www.a.org/b, www.foo", ["http://www.a.org/b"]), ("to me.x@a-b.org.", ["mailto:me.x@a-b.org"]), ("a@b @c.d", []),
    ("`http://a.b` <http://c.d> [e](http://f.g) [http://h.i](http://j.k)", ["http://c.d", "http://f.g", "http://j.k"]),
    ("“http://a.b”", ["http://a.b"]), ("http://a.b|http://c.d", ["http://a.b", "http://c.d"]),
  ])
  func bareAddressesEndWhereTheirWritersEndedThem(source: String, addresses: [String]) {
    let outline = Outline(source)
    let text = outline.richText(of: outline.firstSegment(of: .root))
    let used = Set(text.runs.compactMap(\.link))
    #expect(text.links.indices.filter(used.contains).map { text.links[$0].destination } == addresses)
    #expect(outline.findFaults() == [])
  }

  private static let headings = """
    # Part A
    ## 🛠️ Tools
    ## Tools
    ## Tools
    ## 1. Äpfel & Birnen
    ## C++ / C# `code`
    ## Named {#own-id}
    ## Same
    text ^block-1

    ### Below
    ## Other
    ### Below
    <a name="spot"></a>
    - item ^c1
    - Bed
      id:: 64aa0000-0000-4000-8000-000000000001
    """

  @Test(arguments: [
    ("part-a", "Part A"), ("Part A", "Part A"), ("PART-A", "Part A"), ("️-tools", "🛠️ Tools"), ("-tools", "🛠️ Tools"),
    ("tools", "Tools"), ("tools-1", "Tools"), ("1-äpfel--birnen", "1. Äpfel & Birnen"),
    ("1-äpfel-birnen", "1. Äpfel & Birnen"), ("äpfel-birnen", "1. Äpfel & Birnen"), ("c--c-code", "C++ / C# code"),
    ("own-id", "Named"), ("named", "Named"), ("^block-1", "Same"), ("Other#Below", "Below"), ("spot", "Below"),
    ("^c1", "item"), ("^64aa0000-0000-4000-8000-000000000001", "Bed"),
  ])
  func anchorsLeadToTopics(anchor: String, title: String) throws {
    let outline = Outline(Self.headings)
    let topic = try #require(outline.topic(anchor: anchor))
    #expect(outline.title(of: topic) == title)
    #expect(outline.leads(anchor, to: topic))
  }

  @Test func theNearestFormOfAnAnchorCounts() throws {
    let outline = Outline(Self.headings)
    #expect(outline.topic(anchor: "tools")?.int == 3)
    #expect(outline.topic(anchor: "tools-1")?.int == 4)
    #expect(outline.topic(anchor: "Other#Below").map { outline.parent(of: $0) } == TopicIndex(10))
    #expect(outline.topic(anchor: "nowhere") == nil)
    #expect(outline.topic(anchor: "^none") == nil)
  }

  /// As the public cases of github-slugger have them.
  @Test func laterHeadingsOfOneNameHaveNumbersThatNoneHasByItself() {
    let outline = Outline("# Echo\n# Echo\n# Echo 1\n# Echo-1\n# Echo\n")
    let anchors = outline.indices.dropFirst().map { outline.anchor(of: $0) }
    #expect(anchors == ["echo", "echo-1", "echo-1-1", "echo-1-2", "echo-2"])
  }
}
