import App
import Outline

/// Paths of titles on the command line: apart by ` > `, a literal one written ` \> `.
enum TopicPath {
  private static let separator = " > "
  private static let escapedSeparator = " \\> "

  /// The titles of a path, the outermost first.
  static func titles(in path: String) -> [String] {
    var titles: [String] = []
    var title = ""
    var rest = Substring(path)
    while !rest.isEmpty {
      if rest.hasPrefix(separator) {
        titles.append(title)
        title = ""
        rest = rest.dropFirst(separator.count)
      } else if rest.hasPrefix(escapedSeparator) {
        title += separator
        rest = rest.dropFirst(escapedSeparator.count)
      } else {
        title.append(rest.removeFirst())
      }
    }
    return titles + [title]
  }

  /// The one topic whose path ends in these titles; a whole path comes before its endings.
  ///
  /// - Throws: `Failure` where there is none or several; it names the candidates with their lines.
  /// - Complexity: O(topics)
  static func find(_ path: String, in outline: Outline, of file: String) throws(Failure) -> TopicIndex {
    let wanted = titles(in: path)
    let endings = outline.indices.filter { topic in
      guard topic != .root, outline.title(of: topic) == wanted.last else { return false }
      return outline.path(of: topic).suffix(wanted.count - 1).elementsEqual(wanted.dropLast())
    }
    let whole = endings.filter { outline.depth(of: $0) == wanted.count }
    let found = whole.isEmpty ? endings : whole
    if found.count == 1 { return found[0] }
    let name = wanted.joined(separator: separator)
    if found.count > 1 {
      throw Failure(
        "several topics are called \(name): " + list(found, in: outline) + "; use --line, or more of the path")
    }
    let near = outline.indices.filter { $0 != .root && outline.title(of: $0) == wanted.last }
    throw Failure("no topic \(name) in \(file)" + (near.isEmpty ? "" : "; there is: " + list(near, in: outline)))
  }

  /// The candidates with their lines, for a complaint.
  static func list(_ topics: [TopicIndex], in outline: Outline) -> String {
    topics.prefix(10).map { topic in
      "line \(outline[topic].line.int): " + text(outline.path(of: topic) + [outline.title(of: topic)])
    }.joined(separator: "; ") + (topics.count > 10 ? "; …" : "")
  }

  /// The path with these titles, the outermost first.
  static func text(_ titles: [String]) -> String { titles.map(escaped).joined(separator: separator) }

  /// A title as it is written in a path.
  private static func escaped(_ title: String) -> String {
    title.split(separator: separator, omittingEmptySubsequences: false).joined(separator: escapedSeparator)
  }
}
