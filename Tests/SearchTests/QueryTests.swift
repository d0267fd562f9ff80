import Testing

@testable import Search

@Suite struct QueryTests {
  @Test(arguments: [
    ("", [String]()),
    ("   ", []),
    ("hash", ["hash"]),
    ("hash  map", ["hash", "map"]),
    ("\"hash map\" x", ["\"hash map\"", "x"]),
    ("“hash map”", ["\"hash map\""]),
    ("\"hash ma", ["\"hash ma\""]),
    ("\"\" x", ["x"]),
    ("-hash map", ["-hash", "map"]),
    ("-\"hash map\"", ["-\"hash map\""]),
    ("a - b", ["a", "-", "b"]),
    ("--flag", ["--flag"]),
    ("10:30 http://x", ["10:30", "http://x"]),
    ("#todo", ["#todo"]),
    ("# todo", ["#", "todo"]),
    ("tag:todo -tag:#done", ["#todo", "-#done"]),
    ("type:Question", ["type:question"]),
    ("STATE:open -state:orphan", ["state:open", "-state:orphan"]),
    ("type:\"my own\" x", ["type:my own", "x"]),
    ("\"state:open\"", ["state:open"]),
  ])
  func aQueryIsReadAsTerms(text: String, terms: [String]) throws {
    let query = try Query(parsing: text)
    #expect(query.terms.map(described) == terms)
    #expect(query.terms.allSatisfy { $0.condition != .state(.open) } || text.hasPrefix("STATE"))
    #expect(query.fields == .all)
    #expect(query.isEmpty == terms.isEmpty)
  }

  @Test(arguments: [
    ("in:title x", Query.Fields.title),
    ("x in:text in:note", Query.Fields([.text, .note])),
    ("-in:note x", Query.Fields([.title, .text])),
    ("in:TITLE", Query.Fields.title),
  ])
  func fieldsNarrowTheSearch(text: String, fields: Query.Fields) throws {
    #expect(try Query(parsing: text).fields == fields)
  }

  @Test(arguments: [
    ("state:opne", QueryError.unknownState("opne")),
    ("in:header x", QueryError.unknownField("header")),
    ("x tag:", QueryError.missingValue("tag")),
    ("in:title -in:title", QueryError.nothingToSearch),
  ])
  func whatCannotBeMeantIsRefused(text: String, error: QueryError) {
    #expect(throws: error) { try Query(parsing: text) }
    #expect(!error.description.isEmpty)
  }

  private func described(_ term: Query.Term) -> String {
    let sign = term.isNegated ? "-" : ""
    switch term.condition {
    case .text(let needle): return sign + (needle.text.contains(" ") ? "\"\(needle.text)\"" : needle.text)
    case .tag(let needle): return sign + needle.text
    case .type(let type): return sign + "type:" + type
    case .state(let state): return sign + "state:" + state.rawValue
    case .author(let name): return sign + "author:" + name
    }
  }
}
