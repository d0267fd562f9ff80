import Outline

/// Rendered text as HTML.
struct HTMLWriter {
  /// A stretch of the source that an annotation quotes.
  struct Mark {
    var source: Range<Int>
    /// HTML behind its last word.
    var reference: String
  }

  private let text: RichText
  private let marks: [Mark]
  /// HTML at the end of the first block.
  private let references: String
  private let headingsAreBold: Bool
  private let context: HTMLContext
  private var html = ""
  private var open: [RichText.Container] = []
  /// The position of the next run among all of the text.
  private var runIndex = 0
  /// For each mark the last run that it covers a part of.
  private var lastRuns: [Int: [Int]] = [:]
  /// References that wait for the end of a link.
  private var waiting = ""

  /// - Parameter headingsAreBold: Whether headings are paragraphs in bold, as in annotations.
  init(
    _ text: RichText, marks: [Mark] = [], references: String = "", headingsAreBold: Bool = false,
    in context: HTMLContext
  ) {
    self.text = text
    self.marks = marks
    self.references = references
    self.headingsAreBold = headingsAreBold
    self.context = context
    guard !marks.isEmpty else { return }
    var last: [Int?] = marks.map { _ in nil }
    for (index, run) in text.blocks.lazy.flatMap(\.orderedRuns).enumerated() {
      for (mark, range) in marks.enumerated() where range.source.overlaps(run.source.ints) { last[mark] = index }
    }
    for (mark, run) in last.enumerated() { lastRuns[run ?? -1, default: []].append(mark) }
  }

  /// The blocks, each with the ends of the containers before it and the beginnings of its own; the last one closes all.
  mutating func blocks() -> [String] {
    var blocks: [String] = []
    let unplaced = (lastRuns[-1] ?? []).map { marks[$0].reference }.joined()
    for (index, block) in text.blocks.enumerated() {
      html = ""
      enter(block.containers)
      write(block, references: index == 0 ? references + unplaced : "")
      blocks.append(html)
    }
    html = ""
    enter([])
    if blocks.isEmpty {
      if !(references + unplaced).isEmpty { blocks.append("<p>" + references + unplaced + "</p>\n") }
    } else {
      blocks[blocks.count - 1] += html
    }
    return blocks
  }

  // MARK: Containers

  private mutating func enter(_ containers: [RichText.Container]) {
    var shared = 0
    while shared < min(open.count, containers.count), containers[shared].goesOn(open[shared]) { shared += 1 }
    // The next item of a list stays in that list.
    let isNextItem = shared < min(open.count, containers.count) && containers[shared].isNextItem(after: open[shared])
    for container in open[shared...].dropFirst(isNextItem ? 1 : 0).reversed() { html += container.closing }
    for (index, container) in containers[shared...].enumerated() {
      html += index == 0 && isNextItem ? "</li>\n" + container.itemOpening : container.opening
    }
    open = containers
  }

  // MARK: Blocks

  private mutating func write(_ block: RichText.Block, references: String) {
    switch block.kind {
    case .paragraph, .html: html += "<p>" + runs(block.runs) + references + "</p>\n"
    case .calloutTitle: html += "<p class=\"word\">" + runs(block.runs, separator: " · ") + references + "</p>\n"
    case .heading(let level):
      let tag = headingsAreBold ? "p" : "h\(level)"
      let content = runs(block.runs)
      html += "<\(tag)>" + (headingsAreBold ? "<strong>\(content)</strong>" : content) + references + "</\(tag)>\n"
    case .code(let language):
      let name = language.isEmpty ? "" : " class=\"language-\(HTMLText.escaped(language))\""
      html += "<pre tabindex=\"0\"><code\(name)>"
      for run in block.runs {
        html += marked(run) + waiting
        waiting = ""
      }
      html += "</code></pre>\n" + (references.isEmpty ? "" : "<p>" + references + "</p>\n")
    case .rule: html += "<hr>\n" + (references.isEmpty ? "" : "<p>" + references + "</p>\n")
    case .table(let table): write(table, references: references)
    }
  }

  private mutating func write(_ table: RichText.Table, references: String) {
    html += "<table>\n"
    for (index, row) in table.rows.enumerated() {
      let tag = index == 0 ? "th scope=\"col\"" : "td"
      html += "<tr>"
      for (cell, alignment) in zip(row, table.alignments) {
        html += "<\(tag)\(alignment.attribute)>" + runs(cell) + "</\(index == 0 ? "th" : "td")>"
      }
      html += "</tr>\n"
    }
    html += "</table>\n" + (references.isEmpty ? "" : "<p>" + references + "</p>\n")
  }

  // MARK: Runs

  /// - Parameter separator: What stands behind the first run, if others follow.
  private mutating func runs(_ runs: [RichText.Run], separator: String = "") -> String {
    var html = ""
    var link: Int?
    for (number, run) in runs.enumerated() {
      if number == 1 { html += separator }
      if run.link != link {
        html += closing(link) + flushed() + opening(run.link)
        link = run.link
      }
      if run.text.first == "\n" { html += "<br>\n" }
      html += run.text == "\n" ? "" : emphasized(run)
      if link == nil { html += flushed() }
    }
    return html + closing(link) + flushed()
  }

  private mutating func flushed() -> String {
    defer { waiting = "" }
    return waiting
  }

  /// Pictures are links to them: the page loads nothing.
  private func opening(_ link: Int?) -> String {
    guard let link, text.links.indices.contains(link) else { return "" }
    let target = text.links[link]
    let name =
      switch target.kind {
      case .image, .embed: " class=\"image\""
      case .wikilink: " class=\"wikilink\""
      case .link: ""
      }
    return context.address(of: target).map { "<a\(name) href=\"\($0)\">" } ?? "<a\(name)>"
  }

  private func closing(_ link: Int?) -> String { link == nil ? "" : "</a>" }

  private mutating func emphasized(_ run: RichText.Run) -> String {
    let tags: [(RichText.Emphasis, String)] = [
      (.footnoteReference, "sup"), (.strong, "strong"), (.emphasis, "em"), (.strikethrough, "del"),
      (.highlight, "mark"), (.dimmed, "small"), (.code, "code"),
    ]
    var html = marked(run)
    for (emphasis, tag) in tags.reversed() where run.emphasis.contains(emphasis) { html = "<\(tag)>\(html)</\(tag)>" }
    return html
  }

  /// The text of a run, what annotations quote of it marked; references to those that end here wait for `flushed`.
  private mutating func marked(_ run: RichText.Run) -> String {
    for mark in lastRuns[runIndex] ?? [] { waiting += marks[mark].reference }
    runIndex += 1
    let source = run.source.ints
    let marks = marks.map(\.source).filter { $0.overlaps(source) }
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

extension RichText.Block {
  /// All runs in the order in which they are written.
  fileprivate var orderedRuns: [RichText.Run] {
    switch kind {
    case .table(let table): table.rows.flatMap { zip($0, table.alignments).flatMap(\.0) }
    case .paragraph, .html, .heading, .calloutTitle, .code, .rule: runs
    }
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

  /// Whether an item in this container follows one in `other` in the same list.
  fileprivate func isNextItem(after other: RichText.Container) -> Bool {
    guard case .item(let marker, _, first: true) = self, case .item(let last, _, first: _) = other else { return false }
    switch (marker, last) {
    case (.bullet(let character), .bullet(let other)): return character == other
    case (.ordered(_, let delimiter), .ordered(_, let other)): return delimiter == other
    case (.bullet, .ordered), (.ordered, .bullet): return false
    }
  }

  /// The opening of an item without that of its list.
  fileprivate var itemOpening: String {
    guard case .item(let marker, let task, first: _) = self else { return opening }
    let checkbox = task.map { HTMLPage.checkbox(isDone: $0 == .done) } ?? ""
    switch marker {
    case .bullet: return "<li>" + checkbox
    case .ordered(let number, _): return "<li value=\"\(number)\">" + checkbox
    }
  }

  fileprivate var opening: String {
    switch self {
    case .quote: "<blockquote>\n"
    case .callout: "<blockquote class=\"callout\">\n"
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
    case .definition: "<ul class=\"definitions\"><li>"
    case .bullet: "<ul><li>"
    case .ordered(let number, _): "<ol><li value=\"\(number)\">"
    }
  }
}
