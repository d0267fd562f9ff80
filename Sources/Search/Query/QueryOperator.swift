/// The words that a query may have before a colon.
package enum QueryOperator: String, CaseIterable, Hashable, Sendable {
  case title, text, note, type, tag, author, path
  case inside = "in"
  case level, lang
  case state = "is"
  case has, before, after, sort
  case letterCase = "case"

  /// The operator called `name`, in capitals or not; `state:` is an older name of `is:`.
  init?(name: String) {
    let name = name.lowercased()
    guard let found = name == "state" ? .state : QueryOperator(rawValue: name) else { return nil }
    self = found
  }

  /// Its meaning in a few words, for help and completion.
  package var summary: String {
    switch self {
    case .title: "words of titles"
    case .text: "words below titles"
    case .note: "words of annotations"
    case .type: "annotations of a type"
    case .tag: "#tags, also of front matter"
    case .author: "annotations of an author"
    case .path: "files by their path"
    case .inside: "below a topic: in:\"A > B\""
    case .level: "headings of a level: 2, 1-3"
    case .lang: "code in a language"
    case .state: "state of a note, an annotation or a task"
    case .has: "topics that have something"
    case .before: "before a day: 2024-05-01, 7d, monday"
    case .after: "on a day or later"
    case .sort: "order of what is found"
    case .letterCase: "whether capitals matter"
    }
  }

  /// The values that there are; nil where any text is allowed.
  package var values: [String]? {
    switch self {
    case .state: Query.State.allCases.map(\.rawValue)
    case .has: Query.Feature.allCases.map(\.rawValue)
    case .sort: Query.Order.allCases.map(\.rawValue)
    case .letterCase: ["yes", "no"]
    case .level: ["1", "2", "3", "4", "5", "6"]
    case .title, .text, .note, .type, .tag, .author, .path, .inside, .lang, .before, .after: nil
    }
  }
}
