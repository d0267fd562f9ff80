import Annotations
import Outline

/// The annotations of a file as they stand on a page: numbered at their words, in the margin, and again as endnotes
/// of their chapter, which only print shows.
struct HTMLNotes {
  private let file: AnnotatedFile
  private let context: HTMLContext
  /// The number that the next thread has.
  private(set) var next: Int
  /// The threads of the topic that is being written, with their numbers.
  private var threads: [(number: Int, entries: [AnnotatedFile.Entry])] = []
  private var written: [(number: Int, entries: [AnnotatedFile.Entry])] = []

  init(_ file: AnnotatedFile, _ context: HTMLContext, first: Int) {
    self.file = file
    self.context = context
    next = first
  }

  /// Goes on to a topic; its threads are numbered.
  mutating func enter(_ topic: TopicIndex, isWhole: Bool) {
    threads = []
    guard isWhole else { return }
    for thread in file.threads[topic] ?? [] {
      threads.append((next, thread))
      next += 1
    }
    written += threads
  }

  /// The quotations that lie in a segment of the topic, each with what refers to its annotation.
  func marks(in segment: Segment) -> [HTMLWriter.Mark] {
    threads.compactMap { number, entries in
      guard let quotation = entries.first?.placement.quotation?.ints, quotation.overlaps(segment.range.ints) else {
        return nil
      }
      return HTMLWriter.Mark(source: quotation, reference: reference(number, entries))
    }
  }

  /// The references of annotations that speak of the whole topic.
  var topicReferences: String {
    threads.filter { $0.entries.first?.placement.quotation == nil }.map { reference($0.number, $0.entries) }.joined()
  }

  /// The threads of the topic, for the margin.
  func asides() -> String { threads.map(aside).joined() }

  /// All annotations that were written, for the end of the printed file; empty without any.
  func endnotes() -> String {
    if written.isEmpty { return "" }
    let items = written.map { number, entries in
      "<li value=\"\(number)\" class=\"\(classes(of: entries[0], isFirst: true))\">"
        + entries.map { "<p class=\"by\">\(HTMLText.escaped($0.header))</p>\n" + text(of: $0) }.joined() + "</li>\n"
    }
    return "<div class=\"endnotes\" aria-hidden=\"true\">\n<hr>\n<ol>\n" + items.joined() + "</ol>\n</div>\n"
  }

  // MARK: One thread

  private func reference(_ number: Int, _ entries: [AnnotatedFile.Entry]) -> String {
    guard let first = entries.first else { return "" }
    return "<sup class=\"\(classes(of: first, isFirst: true))\"><a id=\"r\(number)\" href=\"#n\(number)\""
      + " aria-label=\"annotation \(number)\">\(number)</a></sup>"
  }

  private func aside(_ number: Int, _ entries: [AnnotatedFile.Entry]) -> String {
    guard let first = entries.first else { return "" }
    var html = "<aside id=\"n\(number)\" class=\"\(classes(of: first, isFirst: true))\""
    html += " aria-label=\"annotation \(number)\">\n"
    for (index, entry) in entries.enumerated() {
      if entry.level > 0 { html += "<div class=\"\(classes(of: entry, isFirst: false))\">\n" }
      let back = index == 0 ? "<a href=\"#r\(number)\" aria-label=\"back to the text\">\(number)</a> " : ""
      html += "<header>\(back)\(HTMLText.escaped(entry.header))</header>\n"
      if let quoted = entry.quoted { html += "<blockquote>\(HTMLText.escaped(quoted))</blockquote>\n" }
      html += text(of: entry)
      if entry.level > 0 { html += "</div>\n" }
    }
    return html + "</aside>\n"
  }

  private func classes(of entry: AnnotatedFile.Entry, isFirst: Bool) -> String {
    var classes = isFirst ? ["note"] : ["reply", "level\(min(entry.level, 4))"]
    guard isFirst else { return classes.joined(separator: " ") }
    classes.append(entry.placement.isResolved(entry.annotation) ? "resolved" : "open")
    if entry.placement.state.needsReview { classes.append("review") }
    classes.append(HTMLFilters.className(of: entry.annotation.type))
    return classes.joined(separator: " ")
  }

  /// An annotation's text with its Markdown; its line breaks are kept, headings are only bold.
  private func text(of entry: AnnotatedFile.Entry) -> String {
    let source = entry.annotation.text.split(separator: "\n", omittingEmptySubsequences: false).joined(
      separator: "  \n")
    let outline = Outline(parsing: Array(source.utf8))
    var html = ""
    var depth = 0
    for segment in outline.segments(of: .root) {
      let level = segment.topic == .root ? 0 : outline.depth(of: segment.topic)
      while depth > level {
        html += "</div>\n"
        depth -= 1
      }
      while depth < level {
        html += "<div class=\"below\">"
        depth += 1
      }
      if segment.isFirst, case .item(let marker, let task) = outline.kind(of: segment.topic) {
        html += "<span class=\"marker\">\(HTMLText.escaped(marker.label)) </span>"
        if let task { html += HTMLPage.checkbox(isDone: task == .done) }
      }
      var writer = HTMLWriter(
        outline.richText(of: segment), headingsAreBold: true, in: context)
      html += writer.blocks().joined()
    }
    return html + String(repeating: "</div>\n", count: depth)
  }
}

extension Topic.Marker {
  /// The marker as it is read: `•`, `3.`
  fileprivate var label: String {
    switch self {
    case .bullet: "•"
    case .ordered(let number, let delimiter): "\(number)\(delimiter)"
    }
  }
}
