import Annotations
import Outline

/// Files as one web page that needs nothing else, the annotations beside the text that they speak of.
package struct HTMLExport {
  private let file: AnnotatedFile
  private var html = ""
  private var open: [Element] = []
  private var lastLine = 0

  /// A topic whose element is not closed yet.
  private struct Element {
    var topic: TopicIndex
    var closing: String
    /// The list that its items stand in.
    var list: List?
  }

  private enum List: Equatable {
    case bullets(Unicode.Scalar)
    case numbers(Unicode.Scalar)

    init(_ marker: Topic.Marker) {
      self =
        switch marker {
        case .bullet(let sign): .bullets(sign)
        case .ordered(_, let delimiter): .numbers(delimiter)
        }
    }

    var tag: String {
      switch self {
      case .bullets: "ul"
      case .numbers: "ol"
      }
    }
  }

  /// The whole page.
  package static func page(title: String, files: [AnnotatedFile]) -> String {
    var page = HTMLPage.head(title: title)
    for file in files {
      page += "<article>\n"
      if files.count > 1 { page += "<p class=\"file\">\(HTMLText.escaped(file.name))</p>\n" }
      page += body(of: file) + "</article>\n"
    }
    return page + HTMLPage.end
  }

  /// What stands between the tags of the page's body.
  static func body(of file: AnnotatedFile) -> String {
    var export = HTMLExport(file: file)
    export.write()
    return export.html
  }

  private init(file: AnnotatedFile) {
    self.file = file
  }

  private mutating func write() {
    let outline = file.outline
    open = [Element(topic: .root, closing: "")]
    for segment in outline.segments(of: .root) {
      if !segment.isFirst {
        close(downTo: segment.topic)
        closeList()
      } else if segment.topic != .root {
        begin(segment.topic)
      }
      var writer = HTMLWriter(outline.richText(of: segment), marks: marks(in: segment))
      html += writer.blocks()
      if segment.isFirst {
        for thread in file.threads[segment.topic] ?? [] { write(thread) }
      }
    }
    close(downTo: .root)
    closeList()
  }

  // MARK: Topics

  private mutating func begin(_ topic: TopicIndex) {
    let outline = file.outline
    close(downTo: outline.parent(of: topic) ?? .root)
    switch outline.kind(of: topic) {
    case .root: break
    case .heading:
      closeList()
      html += "<section\(identifier(of: topic))>\n"
      open.append(Element(topic: topic, closing: "</section>\n"))
    case .item(let marker, let task):
      let list = List(marker)
      if open[open.count - 1].list != list {
        closeList()
        html += "<\(list.tag)>\n"
        open[open.count - 1].list = list
      }
      html += "<li\(identifier(of: topic))"
      if case .ordered(let number, _) = marker { html += " value=\"\(number)\"" }
      html += ">"
      if let task { html += HTMLPage.checkbox(isDone: task == .done) }
      open.append(Element(topic: topic, closing: "</li>\n"))
    }
  }

  private mutating func close(downTo topic: TopicIndex) {
    while let last = open.last, last.topic != topic, open.count > 1 {
      closeList()
      html += last.closing
      open.removeLast()
    }
  }

  private mutating func closeList() {
    guard let list = open.last?.list else { return }
    html += "</\(list.tag)>\n"
    open[open.count - 1].list = nil
  }

  /// The first topic of a line can be linked to by it.
  private mutating func identifier(of topic: TopicIndex) -> String {
    let line = file.outline[topic].line.int
    defer { lastLine = line }
    return line == lastLine ? "" : " id=\"\(HTMLText.escaped(file.name))-L\(line)\""
  }

  // MARK: Annotations

  private func marks(in segment: Segment) -> [Range<Int>] {
    let threads = file.threads[segment.topic] ?? []
    return threads.compactMap { $0.first?.placement.quotation?.ints }.filter { $0.overlaps(segment.range.ints) }
  }

  private mutating func write(_ thread: [AnnotatedFile.Entry]) {
    for (index, entry) in thread.enumerated() {
      var classes = ["level\(min(entry.level, 4))"]
      if entry.placement.isResolved(entry.annotation) { classes.append("resolved") }
      if index == 0, entry.placement.state.needsReview { classes.append("review") }
      if entry.annotation.type == .question { classes.append("question") }
      html += "<aside class=\"\(classes.joined(separator: " "))\">\n"
      html += "<header>\(HTMLText.escaped(entry.header))</header>\n"
      if let quoted = entry.quoted { html += "<blockquote>\(HTMLText.escaped(quoted))</blockquote>\n" }
      html += "<p>\(HTMLText.escaped(entry.annotation.text))</p>\n</aside>\n"
    }
  }
}

/// Text as HTML.
enum HTMLText {
  /// Safe between tags and in attributes; controls, which HTML can't hold, are U+FFFD.
  static func escaped(_ text: String) -> String {
    var escaped = ""
    escaped.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&#39;"
      case "\n", "\t": escaped.unicodeScalars.append(scalar)
      case "\r": escaped += "\n"
      case _ where scalar.properties.generalCategory == .control: escaped += "\u{FFFD}"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }

  /// A link's address, where following it does no more than opening a page; nil otherwise.
  static func address(_ destination: String) -> String? {
    let scheme = destination.prefix { $0 != ":" && $0 != "/" && $0 != "?" && $0 != "#" }
    let isRelative = scheme.endIndex == destination.endIndex || destination[scheme.endIndex] != ":"
    guard isRelative || ["http", "https", "mailto", "ftp"].contains(scheme.lowercased()) else { return nil }
    guard !destination.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else { return nil }
    return escaped(destination)
  }
}
