import Annotations
import Outline

/// A file's facts that a query may ask for besides its text.
package struct FileFacts: Sendable {
  /// From the notebook's folder.
  package var path = ""
  /// The day on which it was last changed.
  package var modified: Day?
  /// The day that `today` and `7d` in a query are counted from.
  package var today = Day(number: 0)
  /// The reader's state for the file; nil where none is known.
  package var reading: ReadingState?
  /// The topics that have annotations.
  package var annotated: Set<TopicIndex> = []

  /// The facts of a file of which nothing is known.
  package init() {}

  /// The facts of a file without annotations; `path` from the notebook's folder.
  package init(path: String, modified: Day? = nil, today: Day, reading: ReadingState? = nil) {
    self.path = path
    self.today = today
    self.reading = reading
    self.modified = modified
  }

  /// The day in its name, else that on which it was last changed.
  package var day: Day? { FileFacts.day(inName: path) ?? modified }

  /// The path's words, which are above every topic of the file: without the ending of the name.
  var context: String {
    let bytes = path.utf8
    let name = bytes.lastIndex(of: 0x2F).map { bytes.index(after: $0) } ?? bytes.startIndex
    guard let dot = bytes[name...].lastIndex(of: 0x2E), dot > name else { return path }
    return String(path[..<dot])
  }

  /// The day that the name of a journal's page begins or ends with.
  private static func day(inName path: String) -> Day? {
    let name = path.split(separator: "/").last ?? ""
    let stem = name.lastIndex(of: ".").map { name[..<$0] } ?? name
    let plain = stem.replacing("_", with: "-")
    return Day(prefix: plain) ?? (plain.count > 10 ? Day(prefix: plain.suffix(10)) : nil)
  }
}

/// Tags in the front matter of a file.
enum FrontMatterTags {
  /// The values of `tags:` (or `tag:`, `keywords:`) in YAML or TOML: a list in brackets, after commas or spaces, or one
  /// a line; where each is.
  static func tags(in bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> [(tag: String, range: Range<Int>)] {
    var tags: [(String, Range<Int>)] = []
    var isInList = false
    var line = range.lowerBound
    while line < range.upperBound {
      let end = bytes[line..<range.upperBound].firstIndex(of: 0x0A) ?? range.upperBound
      let text = String(decoding: UnsafeBufferPointer(rebasing: bytes[line..<end]), as: UTF8.self)
      let trimmed = text.drop(while: \.isWhitespace)
      var values = line..<line
      if isInList, trimmed.hasPrefix("-") || text.first?.isWhitespace == true {
        values = line..<end
      } else {
        isInList = false
        let small = trimmed.lowercased()
        if let key = ["tags", "tag", "keywords"].first(where: { small.hasPrefix($0) }) {
          let rest = small.dropFirst(key.count).drop(while: { $0 == " " })
          if rest.first == ":" || rest.first == "=" {
            isInList = true
            values = line + text.utf8.count - rest.utf8.count + 1..<end
            if values.upperBound < values.lowerBound { values = end..<end }
          }
        }
      }
      var at = values.lowerBound
      while at < values.upperBound {
        while at < values.upperBound, isSeparator(bytes[at]) { at += 1 }
        let start = at
        while at < values.upperBound, !isSeparator(bytes[at]) || (at > start && bytes[at] == 0x2D) { at += 1 }
        if at > start {
          tags.append((String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<at]), as: UTF8.self), start..<at))
        }
      }
      line = end + 1
    }
    return tags
  }

  private static func isSeparator(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x09, 0x0D, 0x20, 0x22, 0x23, 0x27, 0x2C, 0x2D, 0x5B, 0x5D: true
    default: false
    }
  }
}
