import Testing

@testable import Search

@Suite struct QueryTests {
  @Test(arguments: [
    ("", ""),
    ("   ", ""),
    ("hash", "hash"),
    ("hash  map", "(hash map)"),
    ("\"hash map\" x", "(\"hash map\" x)"),
    ("“hash map”", "\"hash map\""),
    ("\"hash ma", "\"hash ma\""),
    ("\"\" x", "x"),
    ("-hash map", "(-hash map)"),
    ("-\"hash map\"", "-\"hash map\""),
    ("NOT hash", "-hash"),
    ("--hash", "--hash"),
    ("-(a b)", "-(a b)"),
    ("-(-a)", "a"),
    ("a - b", "(a - b)"),
    ("a OR b", "(a | b)"),
    ("a b OR c d", "((a b) | (c d))"),
    ("a (b OR c)", "(a (b | c))"),
    ("a AND b", "(a b)"),
    ("(a OR b) -c", "((a | b) -c)"),
    ("(a b", "(a b)"),
    ("a OR", "a"),
    ("or and not", "(or and not)"),
    ("ORACLE ANDY", "(ORACLE ANDY)"),
    ("f(x) g()", "(f(x) g())"),
    ("(f(x) OR b)", "(f(x) | b)"),
    ("10:30 http://x", "(10:30 http://x)"),
    ("#todo", "#todo"),
    ("# todo", "(# todo)"),
    ("tag:todo -tag:#done", "(#todo -#done)"),
    ("type:Question", "[type question]"),
    ("STATE:open -is:orphan", "([state open] -[state orphan])"),
    ("type:\"my own\" x", "([type my own] x)"),
    ("\"is:open\"", "is:open"),
    ("title:hash note:\"a b\" text:c", "(1:hash 4:\"a b\" 2:c)"),
    ("/a+b/ x", "(/a+b/ x)"),
    ("/a b\\/c/i", "/a b/c/i"),
    ("title:/^a/", "1:/^a/"),
    ("/usr/bin /tmp", "(/usr/bin /tmp)"),
    ("(/a/)", "/a/"),
    ("a) :)", "(a) :))"),
    ("in:\"Maps > Dicts\"", "[inside Maps,Dicts]"),
    ("level:2 level:1-3", "([level 2-2] [level 1-3])"),
    ("lang:Python has:code", "([language python] [feature code])"),
    ("path:Notes/*.md author:Ada", "([path notes/*.md] [author ada])"),
    ("sort:date x case:yes", "x"),
  ])
  func aQueryIsReadAsAnExpression(text: String, expected: String) throws {
    let query = try Query(parsing: text)
    #expect(query.expression.map(described) ?? "" == expected)
    #expect(query.isEmpty == expected.isEmpty)
    #expect(query.order == (text.contains("sort:date") ? .date : nil))
    #expect(query.mindsCase == text.contains("case:yes"))
  }

  @Test(arguments: [
    ("is:opne", 4, "There is no is:opne. Is it is:open?"),
    ("x has:pictures", 7, "There is no has:pictures: it is one of note, code, link, table, image, math."),
    ("x tag:", 3, "What comes after “tag:”?"),
    ("sort:dat x", 6, "There is no sort:dat. Is it sort:date?"),
    ("é before:soon", 10, "“soon” is no day: write 2024-05-01, 2024-05, 7d, monday or today."),
    ("after:2024-13", 7, "“2024-13” is no day: write 2024-05-01, 2024-05, 7d, monday or today."),
    ("level:7", 7, "“7” is no level: write 1 to 6, or 1-3."),
    ("a ) b", 3, "There is a “)” without its “(”."),
    ("OR b", 1, "“OR” needs something on each side."),
    ("a OR OR b", 3, "“OR” needs something on each side."),
    ("a (AND b)", 4, "“AND” needs something on each side."),
    ("x /a(b/", 3, "The regular expression is wrong: missing closing parenthesis at character 4."),
    ("case:maybe", 6, "There is no case:maybe: it is one of yes, no."),
  ])
  func mistakesArePointedOutAtTheirColumn(text: String, column: Int, sentence: String) {
    let error = #expect(throws: QueryError.self) { try Query(parsing: text) }
    #expect(error?.column == column)
    #expect(error?.description == "\(sentence) (column \(column))")
  }

  @Test func whatIsNestedTooDeepIsRefused() {
    for text in [String(repeating: "(", count: 100_000), String(repeating: "-(", count: 10_000) + "a"] {
      let error = #expect(throws: QueryError.self) { try Query(parsing: text) }
      #expect(error?.problem == .tooDeep)
    }
  }

  @Test(arguments: [
    ("2024-02-29", "2024-02-29", "2024-02-29"), ("2024-02", "2024-02-01", "2024-02-29"),
    ("2023", "2023-01-01", "2023-12-31"), ("7d", "2024-05-08", "2024-05-08"), ("2w", "2024-05-01", "2024-05-01"),
    ("today", "2024-05-15", "2024-05-15"), ("yesterday", "2024-05-14", "2024-05-14"),
    // The 15th is a Wednesday.
    ("wednesday", "2024-05-15", "2024-05-15"), ("thu", "2024-05-09", "2024-05-09"),
    ("Monday", "2024-05-13", "2024-05-13"),
  ])
  func daysAreReadAsPeopleNameThem(text: String, first: String, last: String) throws {
    let today = try #require(Day(year: 2024, month: 5, day: 15))
    let days = try #require(QueryDate(text)).days(today: today)
    #expect(days.first == Day(prefix: first))
    #expect(days.last == Day(prefix: last))
  }

  @Test(arguments: ["2023-02-29", "2024-00", "d", "-1d", "someday", "24", "2024-1-1-1", ""])
  func whatIsNoDayIsNone(text: String) { #expect(QueryDate(text) == nil) }

  @Test func everyDayHasItsNumber() throws {
    #expect(Day(year: 1970, month: 1, day: 1)?.number == 0)
    #expect(Day(year: 2000, month: 3, day: 1)?.number == 11_017)
    var number = try #require(Day(year: 1896, month: 1, day: 1)).number
    for year in 1896..<2101 {
      for month in 1...12 {
        for day in 1...Day.days(in: month, of: year) {
          #expect(Day(year: year, month: month, day: day)?.number == number)
          number += 1
        }
      }
    }
    #expect(Day(seconds: -1).number == -1)
    #expect(Day(seconds: 86_399).number == 0)
  }

  @Test(arguments: [
    ("t", ["title:", "text:", "type:", "tag:"]),
    ("hash is:o", ["is:open", "is:orphan"]),
    ("(has:im", ["has:image"]),
    ("-is:dr", ["is:draft"]),
    ("#ex", ["#exam", "#exam/oral", "#last-exam"]),
    ("tag:exam/", ["tag:exam/oral"]),
    ("author:", ["author:\"Ada L\"", "author:Bob"]),
    ("author:\"ad", ["author:\"Ada L\""]),
    ("before:mo", ["before:monday"]),
    ("\"t", []),
    ("x ", []),
    ("hash", []),
  ])
  func operatorsAndValuesAreCompleted(text: String, expected: [String]) {
    let values = QueryValues(tags: ["#exam", "exam/oral", "last-exam"], authors: ["Ada L", "Bob"])
    let found = Query.completions(of: text, at: text.count, values: values)
    #expect(found.map(\.text) == expected)
    for completion in found {
      var characters = Array(text)
      characters.replaceSubrange(completion.range, with: Array(completion.text))
      #expect(String(characters).hasSuffix(completion.text))
    }
  }

  @Test(arguments: [
    ("titel:x", "title"), ("autor:me", "author"), ("http://x", nil), ("10:30", nil), ("stat:open", "state"),
  ])
  func misspelledOperatorsAreRecognized(text: String, name: String?) {
    #expect(Query.misspelledFilter(in: text)?.filter == name)
  }

  private func described(_ expression: Query.Expression) -> String {
    switch expression {
    case .not(let part): return "-" + described(part)
    case .all(let parts): return "(" + parts.map(described).joined(separator: " ") + ")"
    case .any(let parts): return "(" + parts.map(described).joined(separator: " | ") + ")"
    case .term(.text(let pattern, let fields)):
      let prefix = fields == .all ? "" : "\(fields.rawValue):"
      switch pattern {
      case .word(let word): return prefix + (word.text.contains(" ") ? "\"\(word.text)\"" : word.text)
      case .tag(let needle): return prefix + needle.text
      case .regex(let regex): return prefix + "/\(regex.pattern)/\(regex.options)"
      }
    case .term(.condition(let condition)):
      switch condition {
      case .type(let type): return "[type \(type)]"
      case .author(let name): return "[author \(name)]"
      case .path(let path): return "[path \(path)]"
      case .inside(let needles): return "[inside \(needles.map(\.text).joined(separator: ","))]"
      case .level(let levels): return "[level \(levels.lowerBound)-\(levels.upperBound)]"
      case .language(let name): return "[language \(name)]"
      case .state(let state): return "[state \(state.rawValue)]"
      case .feature(let feature): return "[feature \(feature.rawValue)]"
      case .before(let date): return "[before \(date)]"
      case .after(let date): return "[after \(date)]"
      }
    }
  }
}
