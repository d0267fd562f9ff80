import Testing

@testable import Import

/// The annotations that each format's files come to; the samples are made up, with the known traits of real ones.
@Suite struct FormatTests {
  private func read(_ text: String, as format: ImportFormat? = nil) throws -> ImportedFile {
    let found = try #require(ImportFormat(recognising: text))
    #expect(found == format ?? found)
    return try found.read(Array(text.utf8))
  }

  @Test func `critic markup is parted from its text`() throws {
    let file = try read(
      "The {==kettle==}{>>which one?<<} is {~~hot~>boiling~~}{>>EB: passive?<<}. {++Pour. ++}{--Stop.--}\n\n"
        + "`{>>code<<}` \\{>>escaped<<}\n\nLast{>>a lone\nremark<<}\n", as: .criticMarkup)
    #expect(file.text?.accepted == "The kettle is boiling. Pour. \n\n`{>>code<<}` \\{>>escaped<<}\n\nLast\n")
    #expect(file.text?.rejected == "The kettle is hot. Stop.\n\n`{>>code<<}` \\{>>escaped<<}\n\nLast\n")
    #expect(file.remarks.map(\.quote) == ["kettle", "boiling", "Pour.", nil, nil])
    #expect(
      file.remarks.map(\.text) == [
        "which one?", "replaced: hot -> boiling\n\nEB: passive?", "added: Pour.", "deleted: Stop.", "a lone\nremark",
      ])
  }

  @Test func `a mark of critic markup without a comment is kept`() throws {
    let file = try read("Black {==or green==}, {==with milk==}{>>no<<}.\n", as: .criticMarkup)
    #expect(file.remarks.map(\.quote) == ["or green", "with milk"] && file.remarks.map(\.text) == ["", "no"])
    #expect(file.remarks[0].annotationText == "(highlighted)")
  }

  @Test(
    arguments: [
      ("Added on Wednesday, April 3, 2019 8:40:13 PM", "2019-04-03T20:40:13Z"),
      ("Added on Monday, 15 August 2016 23:44:11", "2016-08-15T23:44:11Z"),
      ("Added on Sunday, 1 May 2016 12:04:11 AM", "2016-05-01T00:04:11Z"),
      ("Hinzugefügt am Samstag, 13. April 2019 10:25:27", "2019-04-13T10:25:27Z"),
      ("Adicionado: domingo, 5 de maio de 2019 23h32min06s GMT-03:00", "2019-05-05T23:32:06-03:00"),
      ("Ajouté le mardi 2 mars 2021 07:05:09", "2021-03-02T07:05:09Z"),
      ("添加于 2020年11月12日星期四 下午5:54:04", "2020-11-12T17:54:04Z"),
      ("Location 170-172", nil), ("Added on Someday, 45 May 2019 99:99:99", nil),
    ] as [(String, String?)])
  func `the time of a clipping is read in its language`(_ text: String, _ time: String?) {
    #expect(KindleTime.read(text) == time)
  }

  @Test func `org-remark notes belong to the highlight above them`() throws {
    let file = try read(
      """
      * Tea
      :PROPERTIES:
      :org-remark-file: ~/tea.md
      :END:
      ** a renamed heading
      :PROPERTIES:
      :org-remark-beg: 11
      :org-remark-end: 16
      :org-remark-id: 12ab
      :org-remark-label: nil
      :org-remark-link: [[file:~/tea.md::4]]
      :org-remark-original-text: green
      :END:
      See [[https://example.org][there]].
      *** More
      words
      ** black
      :PROPERTIES:
      :org-remark-id: 34cd
      :END:
      """, as: .orgRemark)
    #expect(file.remarks.map(\.key) == ["12ab", "34cd"] && file.remarks.map(\.quote) == ["green", "black"])
    #expect(file.remarks[0].text == "a renamed heading\n\nSee there (https://example.org).\nMore\nwords")
    #expect(file.remarks[0].position == 10..<15 && file.remarks[0].line == 4 && file.remarks[0].tags.isEmpty)
    #expect(file.remarks[0].source == "~/tea.md")
  }

  @Test func `annotations in a Zotero note are known by their links`() throws {
    let file = try read(
      """
      # Annotations
      (1/9/2026, 10:00:00)

      “Steep it for three minutes.” ([Leaf, 2026, p. 3](zotero://select/library/items/AAAA1111)) \
      ([pdf](zotero://open-pdf/library/items/BBBB2222?page=3&annotation=CCCC3333)) Longer in winter?
      A second line of it.
      <span style="background-color: #ff666680">„Grün ist nicht schwarz“</span> \
      ([Leaf, 2026, p. iv](zotero://select/groups/42/items/AAAA1111)) \
      ([pdf](zotero://open-pdf/groups/42/items/BBBB2222?page=4&annotation=DDDD4444))

      - ([pdf](zotero://open-pdf/library/items/BBBB2222?page=5&annotation=EEEE5555)) A comment alone.

      Words of the reader's own.
      """, as: .zoteroNote)
    #expect(file.remarks.map(\.key) == ["CCCC3333", "DDDD4444", "EEEE5555"])
    #expect(file.remarks.map(\.quote) == ["Steep it for three minutes.", "Grün ist nicht schwarz", nil])
    #expect(file.remarks.map(\.text) == ["Longer in winter?\nA second line of it.", "", "A comment alone."])
    #expect(file.remarks[0].source == "zotero BBBB2222, Leaf, 2026, p. 3")
    #expect(file.leftOut == ["Words of the reader's own.: no link to an annotation"])
  }

  @Test func `classes of a web annotation are its type, its severity and whether it is settled`() throws {
    let file = try read(
      #"""
      {"@context": "http://www.w3.org/ns/anno.jsonld", "type": "Annotation", "modified": "2030-02-03T04:05:06Z",
       "id": "tea.md.review.yaml#01ARZ3NDEKTSV4RRFFQ69G5FAV", "motivation": "assessing",
       "body": [{"type": "TextualBody", "value": "too hot", "purpose": "assessing"},
                {"type": "TextualBody", "value": "accuracy", "purpose": "classifying"},
                {"type": "TextualBody", "value": "severity: high", "purpose": "classifying"},
                {"type": "TextualBody", "value": "resolved", "purpose": "classifying"}],
       "target": "tea.md"}
      """#, as: .webAnnotation)
    let remark = try #require(file.remarks.first)
    #expect(remark.text == "too hot" && remark.type == "accuracy" && remark.severity == "high" && remark.isResolved)
    #expect(remark.edited == "2030-02-03T04:05:06Z")
  }

  @Test func `answers in Hypothesis come behind what they answer`() throws {
    let file = try read(
      #"""
      {"export_date": "x", "annotations": [
        {"id": "b", "user": "acct:ann@h.is", "text": "two", "references": ["a"], "target": [{"source": "u"}]},
        {"id": "a", "user": "acct:ann@h.is", "user_info": {"display_name": "Ann"}, "text": "", "tags": ["t"], "uri": "u",
         "created": "2026-01-02T03:04:05.678901+00:00", "document": {"title": ["T"]},
         "target": [{"source": "u", "selector": [null, {"type": "TextPositionSelector", "start": 3, "end": 5},
           {"type": "TextQuoteSelector", "exact": "ab", "prefix": "x", "suffix": "y"}]}]}]}
      """#, as: .hypothesis)
    #expect(file.remarks.map(\.key) == ["a", "b"] && file.remarks[1].replyTo == "a")
    #expect(file.remarks[0].quote == "ab" && file.remarks[0].prefix == "x" && file.remarks[0].position == 3..<5)
    #expect(file.remarks[0].author == "Ann (ann@h.is)" && file.remarks[0].source == "T, u")
    #expect(file.remarks[0].annotationText == "(highlighted) #t")
  }

  @Test func `web annotations may say everything in several ways`() throws {
    let file = try read(
      #"""
      {"@context": "http://www.w3.org/ns/anno.jsonld", "type": ["AnnotationPage"], "items": [
        {"id": "i:1", "type": "Annotation", "motivation": ["questioning"], "creator": {"name": "Ann"},
         "body": [{"value": "a &lt; b<br>c", "format": "text/html"}, {"value": "t", "purpose": "tagging"}],
         "target": {"source": "n", "selector": {"type": "FragmentSelector", "refinedBy": {"exact": "q", "prefix": "p"}}}},
        {"id": "i:2", "type": "Annotation", "bodyValue": "all", "target": "n"},
        {"id": "i:3", "type": "Annotation", "motivation": "replying", "body": {"value": "re"}, "target": "i:1"},
        {"id": "i:4", "type": "Annotation", "target": [{"source": "n", "selector":
          {"startSelector": {"exact": "from"}, "endSelector": {"exact": "to"}}}, "m"]}]}
      """#, as: .webAnnotation)
    #expect(file.remarks.map(\.key) == ["i:1", "i:2", "i:3", "i:4", "i:4#2"])
    #expect(file.remarks.map(\.quote) == ["q", nil, nil, "from", nil])
    #expect(file.remarks[0].text == "a < b\nc" && file.remarks[0].tags == ["t"] && file.remarks[0].type == "question")
    #expect(file.remarks[2].replyTo == "i:1")
  }

  @Test func `clippings of a Kindle come with the note at their end`() throws {
    let file = try read(
      "\u{FEFF}Tea (2nd ed.) (Ann;Ben)\r\n- Your Highlight on page 3 | Location 10-12 | Added on Monday\r\n\r\nhot water\r\n"
        + "==========\r\n\u{FEFF}Tea (2nd ed.) (Ann;Ben)\r\n- Your Note on page 3 | Location 12 | Added on Monday\r\n\r\nhow hot?\r\n"
        + "==========\r\nTea (2nd ed.) (Ann;Ben)\r\n- Your Highlight at location 20-21 | Added on x\r\n\r\nfirst\r\n"
        + "==========\r\nTea (2nd ed.) (Ann;Ben)\r\n- Ihre Markierung bei Position 20-22 | Hinzugefügt am x\r\n\r\nfirst and more\r\n"
        + "==========\r\nTea (2nd ed.) (Ann;Ben)\r\n- Your Bookmark at location 99 | Added on x\r\n\r\n\r\n==========\r\n"
        + "茶 (某)\r\n- 您在位置 #359-63的标注 | 添加于 x\r\n\r\n另一\r\n==========\r\n"
        + "Tea (2nd ed.) (Ann;Ben)\r\n- Your Note at location 70 | Added on x\r\n\r\nalone\r\n==========\r\n",
      as: .kindle)
    #expect(file.remarks.map(\.quote) == ["hot water", "first and more", "另一", nil])
    #expect(file.remarks.map(\.text) == ["how hot?", "", "", "alone"])
    #expect(file.leftOut.count == 1 && file.remarks[2].source == "茶 (某), location 359-363")
  }

  @Test func `UTF-16 is read`() throws {
    let text = "Tea (A)\r\n- Your Highlight at location 1-2 | x\r\n\r\nwörter\r\n==========\r\n"
    let bytes: [UInt8] = [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    #expect(try ImportFormat.kindle.read(bytes).remarks.map(\.quote) == ["wörter"])
  }

  @Test func `rows of Readwise may hold commas, quotes and lines`() throws {
    let file = try read(
      "\u{FEFF}Highlight,Book Title,Note,Tags,Location Type,Location,Highlighted at\n"
        + "\"one, \"\"two\"\"\",Tea,\".exam really\nso\",\"x,y\",page,3,2026-07-17 14:00:25+00:00\n\"lone\",,,,order,0,\n",
      as: .readwise)
    #expect(file.remarks.map(\.quote) == ["one, \"two\"", "lone"])
    #expect(file.remarks[0].text == "really\nso" && file.remarks[0].tags == ["exam", "x", "y"])
    #expect(file.remarks[0].timestamp == "2026-07-17 14:00:25+00:00" && file.remarks[0].source == "Tea, page 3")
  }

  @Test func `annotations of Zotero come in the order of the pages`() throws {
    let file = try read(
      #"""
      [{"key": "B", "data": {"key": "B", "annotationType": "highlight", "annotationText": "second", "annotationSortIndex":
        "00002|1|1", "annotationComment": "<b>why</b>?", "tags": [{"tag": "t"}], "parentItem": "P", "annotationPageLabel": "iv"}},
       {"key": "A", "data": {"key": "A", "annotationType": "note", "annotationText": "", "annotationSortIndex": "00001|1|1",
        "annotationComment": "first"}}, {"data": {"itemType": "book", "title": "Tea"}},
       {"data": {"key": "I", "annotationType": "ink"}}]
      """#, as: .zotero)
    #expect(file.remarks.map(\.key) == ["A", "B"] && file.remarks.map(\.quote) == [nil, "second"])
    #expect(file.remarks[1].text == "why?" && file.remarks[1].source == "zotero P, page iv")
    #expect(file.leftOut.count == 2)
  }

  @Test func `lists of annotate.el are read`() throws {
    let file = try read(
      #"(("/n/tea.md" ((5 9 "say \"why\"\nso" "cold") (1 2 "x")) "md5") ("/n/empty" nil))"#, as: .annotateEl)
    #expect(file.remarks.map(\.text) == ["say \"why\"\nso", "x"] && file.remarks.map(\.quote) == ["cold", nil])
    #expect(file.remarks[0].position == 4..<8 && file.remarks[0].source == "/n/tea.md")
  }

  @Test(arguments: ["{", "(((", "", "Highlight,\n", "[1, 2", "* x\n", "{\"annotations\": []}"])
  func `what is broken is an error and no more`(_ text: String) {
    for format in ImportFormat.allCases {
      // Not to crash is all that is asked.
      _ = try? format.read(Array(text.utf8))
    }
  }

  @Test(arguments: [
    (ImportFormat.hypothesis, "{\n  \"annotations\": [\n    oops\n]}", 3), (.webAnnotation, "{\n\"a\": 1,\n", 2),
    (.annotateEl, "((\"a\" ((1 2 \"x\")))\n\n", 3), (.readwise, "Highlight,Note\na,b\n\"c,d\ne,f\n", 3),
    (.readwise, "a,b\n", 1),
  ])
  func `an error names its line`(_ format: ImportFormat, _ text: String, _ line: Int) throws {
    let error = try #require(throws: ImportError.self) { try format.read(Array(text.utf8)) }
    #expect(error.line == line, "\(error.words)")
  }

  @Test(arguments: ImportFormat.allCases) func `a file that says nothing of its format is an error`(
    _ format: ImportFormat
  ) {
    for text in ["", "Dear diary,\nnothing.\n", "{}", "[]"] {
      #expect(throws: ImportError.self) { try format.read(Array(text.utf8)) }
    }
  }

  @Test func `a quote inside a field of Readwise is a letter`() throws {
    let file = try read("Highlight,Book Title\nthe 5\" pipe,\"a \"\"b\"\"\"\n", as: .readwise)
    #expect(file.remarks.map(\.quote) == ["the 5\" pipe"] && file.remarks[0].source == "a \"b\"")
  }

  @Test func `HTML of Zotero is read and what only looks like it is kept`() throws {
    let file = try read(
      #"[{"key": "K", "itemType": "annotation", "annotationType": "highlight", "annotationText": "H<sub>2</sub>O", "#
        + #""annotationComment": "if a < b &amp; c > d: it&#8217;s <b>so</b><br>next"}, "#
        + #"{"key": "L", "itemType": "annotation", "annotationType": "note", "annotationComment": "by hand"}]"#,
      as: .zotero)
    #expect(file.remarks.map(\.quote) == ["H2O", nil])
    #expect(file.remarks[0].text == "if a < b & c > d: it’s so\nnext")
    // It is on a place of a page that these notes do not have.
    #expect(file.remarks.map(\.isUnplaceable) == [false, true])
  }

  @Test(arguments: [
    ("[1, 2", 1), ("[1,\n,2]", 2), ("{\"a\":\n\"b\n\"}", 2), ("{\"a\" 1}", 1), ("[\n]\n]", 3), ("{\n\"a\": tru\n}", 2),
    ("{\n\"a\": [{}, [], \"\\\"]\"],\n}", 3), ("\n\nx", 3), (String(repeating: "[\n", count: 40_000), 40_000),
  ])
  func `the line is found where a text stops being JSON`(_ text: String, _ line: Int) {
    #expect(JSONScanner.lineOfFault(in: text) == line)
  }
}
