import Outline

/// Rendered text as HTML.
struct HTMLWriter {
  private let text: RichText
  /// Stretches of the source that annotations quote.
  private let marks: [Range<Int>]
  private var html = ""
  private var open: [RichText.Container] = []

  init(_ text: RichText, marks: [Range<Int>] = []) {
    self.text = text
    self.marks = marks
  }

  /// All blocks.
  mutating func blocks() -> String {
    for block in text.blocks {
      enter(block.containers)
      write(block)
    }
    enter([])
    return html
  }

  // MARK: Containers

  private mutating func enter(_ containers: [RichText.Container]) {
    var shared = 0
    while shared < min(open.count, containers.count), containers[shared].goesOn(open[shared]) { shared += 1 }
    for container in open[shared...].reversed() { html += container.closing }
    for container in containers[shared...] { html += container.opening }
    open = containers
  }

  // MARK: Blocks

  private mutating func write(_ block: RichText.Block) {
    switch block.kind {
    case .paragraph, .html: html += "<p>" + runs(block.runs) + "</p>\n"
    case .heading(let level): html += "<h\(level)>" + runs(block.runs) + "</h\(level)>\n"
    case .code(let language):
      let name = language.isEmpty ? "" : " class=\"language-\(HTMLText.escaped(language))\""
      html += "<pre><code\(name)>" + block.runs.map(marked).joined() + "</code></pre>\n"
    case .rule: html += "<hr>\n"
    case .table(let table): write(table)
    }
  }

  private mutating func write(_ table: RichText.Table) {
    html += "<table>\n"
    for (index, row) in table.rows.enumerated() {
      let tag = index == 0 ? "th" : "td"
      html += "<tr>"
      for (cell, alignment) in zip(row, table.alignments) {
        html += "<\(tag)\(alignment.attribute)>" + runs(cell) + "</\(tag)>"
      }
      html += "</tr>\n"
    }
    html += "</table>\n"
  }

  // MARK: Runs

  private func runs(_ runs: [RichText.Run]) -> String {
    var html = ""
    var link: Int?
    for run in runs {
      if run.link != link {
        html += closing(link) + opening(run.link)
        link = run.link
      }
      html += run.text == "\n" ? "<br>\n" : emphasized(run)
    }
    return html + closing(link)
  }

  /// Pictures are links to them: the page loads nothing.
  private func opening(_ link: Int?) -> String {
    guard let link, text.links.indices.contains(link) else { return "" }
    let target = text.links[link]
    if target.kind == .wikilink { return "<a class=\"wikilink\">" }
    let name = target.kind == .image ? " class=\"image\"" : ""
    return HTMLText.address(target.destination).map { "<a\(name) href=\"\($0)\">" } ?? "<a\(name)>"
  }

  private func closing(_ link: Int?) -> String { link == nil ? "" : "</a>" }

  private func emphasized(_ run: RichText.Run) -> String {
    let tags: [(RichText.Emphasis, String)] = [
      (.footnoteReference, "sup"), (.strong, "strong"), (.emphasis, "em"), (.strikethrough, "del"), (.code, "code"),
    ]
    var html = marked(run)
    for (emphasis, tag) in tags.reversed() where run.emphasis.contains(emphasis) { html = "<\(tag)>\(html)</\(tag)>" }
    return html
  }

  /// The text of a run, what annotations quote of it marked.
  private func marked(_ run: RichText.Run) -> String {
    let source = run.source.ints
    let marks = marks.filter { $0.overlaps(source) }
    if marks.isEmpty { return HTMLText.escaped(run.text) }
    if !run.isVerbatim { return "<mark>" + HTMLText.escaped(run.text) + "</mark>" }
    let cuts = Set([source.lowerBound, source.upperBound] + marks.flatMap { [$0.lowerBound, $0.upperBound] })
      .filter { source.contains($0) || $0 == source.upperBound }.sorted()
    let bytes = Array(run.text.utf8)
    var html = ""
    for (start, end) in zip(cuts, cuts.dropFirst()) {
      let part = bytes[min(start - source.lowerBound, bytes.count)..<min(end - source.lowerBound, bytes.count)]
      let escaped = HTMLText.escaped(String(decoding: part, as: UTF8.self))
      html += marks.contains { $0.contains(start) } ? "<mark>" + escaped + "</mark>" : escaped
    }
    return html
  }
}

extension RichText.Table.Alignment {
  fileprivate var attribute: String {
    switch self {
    case .none: ""
    case .left: " class=\"left\""
    case .center: " class=\"center\""
    case .right: " class=\"right\""
    }
  }
}

extension RichText.Container {
  /// Whether a block in this container stands in the same one as a block in `other` before it.
  fileprivate func goesOn(_ other: RichText.Container) -> Bool {
    switch (self, other) {
    case (.quote, .quote): true
    case (.callout(let word), .callout(let other)): word == other
    case (.item(_, _, first: let first), .item): !first
    case (.footnote(let label, first: let first), .footnote(let other, first: _)): !first && label == other
    default: false
    }
  }

  fileprivate var opening: String {
    switch self {
    case .quote: "<blockquote>\n"
    case .callout(let word):
      "<blockquote class=\"callout\">\n<p class=\"word\">\(HTMLText.escaped(word.capitalized))</p>\n"
    case .item(let marker, let task, first: _):
      marker.listOpening + (task.map { HTMLPage.checkbox(isDone: $0 == .done) } ?? "")
    case .footnote(let label, first: _):
      "<div class=\"footnote\"><sup>\(HTMLText.escaped(label))</sup>\n"
    }
  }

  fileprivate var closing: String {
    switch self {
    case .quote, .callout: "</blockquote>\n"
    case .item(.bullet, _, first: _): "</li></ul>\n"
    case .item(.ordered, _, first: _): "</li></ol>\n"
    case .footnote: "</div>\n"
    }
  }
}

extension Topic.Marker {
  fileprivate var listOpening: String {
    switch self {
    case .bullet: "<ul><li>"
    case .ordered(let number, _): "<ol><li value=\"\(number)\">"
    }
  }
}
