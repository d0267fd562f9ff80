import Testing

@testable import YAML

private func read(_ text: String, as syntax: YAMLText.Syntax = .yaml) throws -> YAMLText {
  try YAMLText(Array(text.utf8), as: syntax)
}

/// The pieces of a text that its nodes were written with, keys before their values.
private func pieces(_ text: String, as syntax: YAMLText.Syntax = .yaml) throws -> [String] {
  let bytes = Array(text.utf8)
  var found: [String] = []
  func visit(_ node: SourceNode) {
    found.append(String(decoding: bytes[node.range], as: UTF8.self))
    for item in node.items { visit(item) }
    for field in node.fields {
      found.append(String(decoding: bytes[field.keyRange], as: UTF8.self))
      #expect(field.colon == field.keyRange.upperBound || bytes[field.colon - 1] == UInt8(ascii: ":"))
      visit(field.content)
    }
  }
  if let root = try YAMLText(bytes, as: syntax).root { visit(root) }
  return found
}

@Suite struct PlaceTests {
  static let cases: [(String, [String])] = [
    ("a: b c  # d\n", ["a: b c", "a", "b c"]),
    ("\u{FEFF}a: b\n", ["a: b", "a", "b"]),
    ("a: 'it''s'\n\"b\": \"x\\\"y\"\n", ["a: 'it''s'\n\"b\": \"x\\\"y\"", "a", "'it''s'", "\"b\"", "\"x\\\"y\""]),
    ("a: |-\n  one\n  two\n\nb:\n", ["a: |-\n  one\n  two\n\nb:", "a", "|-\n  one\n  two", "b", ""]),
    ("a: |+\n  one\n\nb: c\n", ["a: |+\n  one\n\nb: c", "a", "|+\n  one\n", "b", "c"]),
    ("a: >  # x\n  one\n  two\n", ["a: >  # x\n  one\n  two", "a", ">  # x\n  one\n  two"]),
    ("a: |-\nb: c\n", ["a: |-\nb: c", "a", "|-", "b", "c"]),
    ("- a: 1\n  b: 2\n-   c\n", ["- a: 1\n  b: 2\n-   c", "a: 1\n  b: 2", "a", "1", "b", "2", "c"]),
    ("a: x\r\n  y\r\nb: z\r\n", ["a: x\r\n  y\r\nb: z", "a", "x\r\n  y", "b", "z"]),
    (
      "a: {b: [1, 'c'], d: }\n",
      ["a: {b: [1, 'c'], d: }", "a", "{b: [1, 'c'], d: }", "b", "[1, 'c']", "1", "'c'", "d", ""]
    ),
    ("[a: b, c]", ["[a: b, c]", "a: b", "a", "b", "c"]),
    ("a: &x !t b\nc: *x\n", ["a: &x !t b\nc: *x", "a", "&x !t b", "c", "*x"]),
    ("- &x\n  a: b\n", ["- &x\n  a: b", "&x\n  a: b", "a", "b"]),
    ("? a\n: b\n", ["? a\n: b", "a", "b"]),
    ("a: {\n  b: c\n}\n", ["a: {\n  b: c\n}", "a", "{\n  b: c\n}", "b", "c"]),
  ]

  @Test(arguments: cases) func nodesAreWhereTheyAreWritten(_ text: String, _ expected: [String]) throws {
    #expect(try pieces(text) == expected)
  }

  @Test func placesInLongLinesOfJSONAreThoseOfTheText() throws {
    let item = #"{"a":"x,\"y","b":[1,true]}"#
    let text = "[" + Array(repeating: item, count: 5000).joined(separator: ",") + "]"
    let bytes = Array(text.utf8)
    let items = try #require(try read(text, as: .json).root).items
    #expect(items.count == 5000)
    #expect(items.allSatisfy { bytes[$0.range].elementsEqual(item.utf8) })
    // The same by the name of YAML: libfyaml alone would keep the whole line in mind.
    #expect(try read("{\"a\":" + text + "}").root?["a"]?.items.count == 5000)
  }
}

@Suite struct ContentTests {
  @Test(arguments: [
    "\u{2028}", "\u{85}", "\u{7F}", "\u{FFFE}", "\u{80}", "\u{9F}", "\u{FEFF}", "\u{1}", "😀", "e\u{301}",
  ])
  func charactersOfYAML12AreRead(_ character: String) throws {
    for text in [
      "a: \"x\(character)y\"\n", "a: 'x\(character)y'\n", "a: |-\n  x\(character)y\n", "a: x\(character)y\n",
    ] {
      #expect(try read(text).root?["a"]?.text.map { Array($0.utf8) } == Array("x\(character)y".utf8))
    }
    #expect(try read("a: \"\(character)\"\n").root?["a"]?.text.map { Array($0.utf8) } == Array(character.utf8))
  }

  @Test func pairsOfSurrogatesAreOneCharacter() throws {
    for syntax in [YAMLText.Syntax.yaml, .json] {
      let text = try read(#"{"a": "\ud83d\ude00"}"#, as: syntax)
      #expect(text.root?["a"]?.text == "😀" && text.unpairedSurrogates.isEmpty)
    }
  }

  @Test func halfASurrogatePairIsTheReplacementCharacter() throws {
    for syntax in [YAMLText.Syntax.yaml, .json] {
      let text = try read(#"{"a": "x\ud83d y\uDE00\\ud83d", "b": "c"}"#, as: syntax)
      #expect(text.root?["a"]?.text == "x\u{FFFD} y\u{FFFD}\\ud83d" && text.root?["b"]?.text == "c")
      #expect(text.unpairedSurrogates == [8, 16])
    }
  }

  @Test func outsideDoubleQuotesABackslashIsOne() throws {
    let text = try read("a: '\\ud83d'\nb: \\ud83d\nc: |-\n  \\ud83d\nd: \"\\ud83d\" # \\ud83d\n")
    for key in ["a", "b", "c"] { #expect(text.root?[key]?.text == "\\ud83d") }
    #expect(text.root?["d"]?.text == "\u{FFFD}" && text.unpairedSurrogates == [41])
  }

  @Test func referencesAreFollowed() throws {
    let root = try #require(try read("a: &x {b: c}\nd: *x\n").root)
    #expect(root["d"]?["b"]?.text == "c")
  }

  @Test(arguments: ["", " \n", "# only\n", "\u{FEFF}", "\r\n"]) func anEmptyTextHasNoRoot(_ text: String) throws {
    #expect(try read(text).root == nil)
  }
}

@Suite struct FaultTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var text: String
    var syntax = YAMLText.Syntax.yaml
    var line: Int
    var kind: YAMLError.Kind?
    var testDescription: String { String(text.debugDescription.prefix(60)) }
  }

  static let cases: [Case] = [
    Case(text: "a: 1\nb: 2\na: 3\n", line: 3, kind: .repeatedKey("a")),
    Case(text: "{\"a\": 1,\n\"a\": 2}", syntax: .json, line: 2, kind: .repeatedKey("a")),
    Case(text: "a: 1\nb: x\0y\n", line: 2),
    Case(text: "a: *x\n", line: 1, kind: .syntax("nothing is called “x”")),
    Case(text: "a: 1\n---\nb: 2\n", line: 2, kind: .syntax("there is more than one document")),
    Case(text: "a: 1\n? [b]\n: c\n", line: 2, kind: .tooComplex),
    Case(text: "a: \"x\n", line: 1),
    Case(text: "a: b\n\tc: d\n", line: 1),
    Case(text: #"{"a": "\u+042"}"#, syntax: .json, line: 1),
    Case(text: #"{"a": "\u 042"}"#, syntax: .json, line: 1),
    Case(text: #"{"a": 1,}"#, syntax: .json, line: 1),
    Case(text: #"{"a": 1} x"#, syntax: .json, line: 1),
    Case(text: #"{"a": nan}"#, syntax: .json, line: 1),
    Case(text: "{\"a\": \"x\ny\"}", syntax: .json, line: 1),
    Case(text: "{'a': 1}", syntax: .json, line: 1),
    Case(text: "", syntax: .json, line: 1),
    Case(text: String(repeating: "[", count: 1_000_000), line: 1, kind: .tooComplex),
    Case(text: String(repeating: "{\"a\":", count: 1_000_000), syntax: .json, line: 1, kind: .tooComplex),
    Case(text: String(repeating: "- ", count: 1_000_000), line: 1, kind: .tooComplex),
    Case(text: String(repeating: "[\n", count: 100_000), line: 201, kind: .tooComplex),
    Case(text: String(repeating: "? ", count: 1_000_000), line: 1, kind: .tooComplex),
    Case(text: "a: [" + String(repeating: "x,", count: 60_000) + "]\n", line: 1, kind: .tooComplex),
  ]

  @Test(arguments: cases) func faultsAreNamedWithTheirPlaces(_ example: Case) throws {
    let error = #expect(throws: YAMLError.self) { try read(example.text, as: example.syntax) }
    #expect(error?.line == example.line)
    if let kind = example.kind { #expect(error?.kind == kind) }
  }

  @Test func bytesThatAreNoUTF8AreAFault() {
    let error = #expect(throws: YAMLError.self) { try YAMLText([0x61, 0x3A, 0x20, 0x0A, 0xC3, 0xA9, 0xFF]) }
    #expect(error == YAMLError(.notUTF8, line: 2, column: 2))
  }

  @Test func referencesToReferencesDoNotMultiply() {
    var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1..<30 {
      text += "a\(level): &a\(level) [" + Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ") + "]\n"
    }
    let error = #expect(throws: YAMLError.self) { try read(text) }
    #expect(error?.kind == .tooComplex)
  }
}

@Suite struct LineTests {
  static let texts = ["", "a", "a\nb", "a\r\nbé\r\n\r\nc\rd", "\u{FEFF}x\n\ny", "\u{2028}\n\u{85}z"]

  @Test(arguments: texts) func linesAreThoseThatSplittingGives(_ text: String) {
    let bytes = Array(text.utf8)
    let lines = LineLocator(bytes)
    var counter = LineCounter(lines)
    var (line, start) = (1, LineLocator.start(of: bytes))
    for offset in start...max(start, bytes.count) {
      if offset > start, offset <= bytes.count {
        let isFeed = bytes[offset - 1] == 0x0A
        let isReturn = bytes[offset - 1] == 0x0D && !(offset < bytes.count && bytes[offset] == 0x0A)
        if isFeed || isReturn { (line, start) = (line + 1, offset) }
      }
      #expect(counter.line(of: offset) == line && lines.start(ofLineAt: offset) == start)
      #expect(lines.position(of: offset).line == line)
      let isInside = offset < bytes.count && bytes[offset] & 0xC0 == 0x80
      if !isInside, offset < bytes.count, bytes[offset] != 0x0A || bytes[max(0, offset - 1)] != 0x0D {
        #expect(lines.offset(line: line, column: lines.column(of: offset)) == offset)
      }
    }
  }
}
