import Annotations
import Outline

/// One file as the inside of a page: its topics nested as they are, each with its annotations.
struct HTMLBody {
  private let file: AnnotatedFile
  private let context: HTMLContext
  private var notes: HTMLNotes
  private var html = ""
  private var open: [Element] = []

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
        case .bullet(let character): .bullets(character)
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

  /// The elements of a file, in document order.
  ///
  /// - Parameter numbers: The number of the next annotation on the page, counted on.
  /// - Complexity: O(length of the file)
  static func html(of file: AnnotatedFile, in context: HTMLContext, numbers: inout Int) -> String {
    var body = HTMLBody(file: file, context: context, notes: HTMLNotes(file, context, first: numbers))
    body.write()
    numbers = body.notes.next
    return body.html
  }

  private init(file: AnnotatedFile, context: HTMLContext, notes: HTMLNotes) {
    self.file = file
    self.context = context
    self.notes = notes
  }

  private mutating func write() {
    let outline = file.outline
    open = [Element(topic: .root, closing: "")]
    for segment in outline.segments(of: .root) {
      let share = file.scope.share(of: segment.topic)
      if share == .nothing { continue }
      if segment.isFirst { notes.enter(segment.topic, isWhole: share == .whole) }
      if !segment.isFirst {
        guard share == .whole else { continue }
        close(downTo: segment.topic)
        closeList()
      } else if segment.topic != .root {
        begin(segment.topic)
      }
      if share == .whole {
        write(segment)
      } else if segment.topic != .root {
        writeTitle(of: segment.topic)
      }
    }
    close(downTo: .root)
    closeList()
    html += notes.endnotes()
  }

  private mutating func write(_ segment: Segment) {
    let text = file.outline.richText(of: segment)
    let isFolded = segment.isFirst && file.folded.contains(segment.topic)
    var writer = HTMLWriter(
      text, marks: notes.marks(in: segment), references: segment.isFirst ? notes.topicReferences : "",
      in: context)
    let blocks = writer.blocks()
    if isFolded {
      // The first block stays in view; what is below it opens.
      html += "<details><summary>" + (blocks.first ?? "") + "</summary>\n" + blocks.dropFirst().joined()
    } else {
      html += blocks.joined()
    }
    if segment.isFirst { html += notes.asides() }
  }

  private mutating func writeTitle(of topic: TopicIndex) {
    let title = HTMLText.escaped(file.outline.title(of: topic))
    switch file.outline.kind(of: topic) {
    case .heading(let level): html += "<h\(level)>\(title)</h\(level)>\n"
    case .item, .root: html += "<p>\(title)</p>\n"
    }
  }

  // MARK: Topics

  private mutating func begin(_ topic: TopicIndex) {
    let outline = file.outline
    let parent = outline.parent(of: topic) ?? .root
    close(downTo: parent)
    let folding = file.folded.contains(topic) ? "</details>\n" : ""
    switch outline.kind(of: topic) {
    case .root: break
    case .heading:
      closeList()
      let isChapter = parent == .root || outline.parent(of: parent) == .root && isOnlyChild(parent)
      html += "<section\(identifier(of: topic))\(isChapter ? " class=\"chapter\"" : "")>\n"
      open.append(Element(topic: topic, closing: folding + "</section>\n"))
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
      open.append(Element(topic: topic, closing: folding + "</li>\n"))
    }
  }

  /// Whether a topic stands alone under the root: a title above the chapters.
  private func isOnlyChild(_ topic: TopicIndex) -> Bool {
    file.outline.subtree(of: topic) == 1..<file.outline.count
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

  private func identifier(of topic: TopicIndex) -> String {
    context.addresses.identifier(of: topic, in: context.file).map { " id=\"\(HTMLText.escaped($0))\"" } ?? ""
  }
}
