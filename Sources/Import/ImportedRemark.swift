/// A remark that another program kept, before it is known where in the notes it belongs.
package struct ImportedRemark: Hashable, Sendable {
  /// The other program's name for it, the same at every export: what is there already is known by that.
  package var key: String
  /// The words that it speaks of, as the other program has them; nil for one on the whole text.
  package var quote: String?
  /// The text right before its words; nil where it is not known.
  package var prefix: String?
  /// The text right behind its words; nil where it is not known.
  package var suffix: String?
  /// In the text, counted in Unicode scalars from 0; where the other program says so, and seldom up to date.
  package var position: Range<Int>?
  /// 1-based.
  package var line: Int?
  /// Empty for what was only marked.
  package var text: String
  /// The name that the other program has; nil where it has none.
  package var author: String?
  /// RFC 3339.
  package var timestamp: String?
  /// One of MRSF's words or another; nil is a note.
  package var type: String?
  /// `low`, `medium` or `high`.
  package var severity: String?
  /// The time of the last change, RFC 3339.
  package var edited: String?
  /// Without the `#`, in the other program's order.
  package var tags: [String] = []
  /// The key of the remark that it answers.
  package var replyTo: String?
  /// Whether the other program calls it settled.
  package var isResolved = false
  /// The text that it was about: a title, an address.
  package var source: String?
  /// The address of the page, or the path of the file, that it was made on; nil where the other program names none.
  package var page: String?
  /// Whether it is about a part of the text that can't be told: a path in a web page, a place in a picture.
  package var isUnplaceable = false

  /// Creates a remark of which nothing else is known.
  package init(key: String, quote: String? = nil, text: String) {
    (self.key, self.quote, self.text) = (key, quote, text)
  }

  /// The annotation's text in the notes, tags included: a mark without words says that it is one.
  package var annotationText: String {
    let words = text.isEmpty ? "(highlighted)" : text
    let known = words.split(whereSeparator: \.isWhitespace)
    let tags = tags.map { "#" + $0.map { $0.isWhitespace ? "-" : String($0) }.joined() }
    let missing = tags.filter { !known.contains($0[...]) }
    return missing.isEmpty ? words : words + " " + missing.joined(separator: " ")
  }
}

/// The content of a file of another program.
package struct ImportedFile: Sendable {
  /// The format that it was read as.
  package var format: ImportFormat
  /// In the other program's order.
  package var remarks: [ImportedRemark] = []
  /// Records that say nothing about a text, in words: bookmarks, other books.
  package var leftOut: [String] = []
  /// The text itself without the remarks, where they stand in it: with what was suggested, and without.
  package var text: (accepted: String, rejected: String)?

  init(_ format: ImportFormat) { self.format = format }
}

/// A file is not what its format demands.
package struct ImportError: Error, Hashable, Sendable {
  /// The fault, in words for people.
  package var words: String
  /// The line of the file that it is on, 1-based; nil where it is none in particular.
  package var line: Int?

  static func malformed(_ words: String, line: Int? = nil) -> ImportError { ImportError(words: words, line: line) }
}
