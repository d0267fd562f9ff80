import Outline
import TextWidth

/// The left edge of each line of text: the topic's marker and the bars and markers of the block's containers.
package struct Gutter {
  /// The marker before the first block of a topic's own text.
  package enum Start: Hashable, Sendable {
    case none
    /// The text begins with the title of the topic in view.
    case title(Topic.TaskState?)
    /// The text is a list item's.
    case item(Topic.Marker, Topic.TaskState?)
  }

  private struct Part {
    var first: [TextSpan]
    var rest: [TextSpan]
    var columns: Int
  }

  private let options: LayoutOptions
  private let room: Int
  private let topic: Part?
  private var hasBegun = false
  private var parts: [Part] = []
  private var isFirstLine = true

  init(_ start: Start, room: Int, options: LayoutOptions) {
    self.options = options
    self.room = room
    let part: Part?
    switch start {
    case .none, .title(nil): part = nil
    case .title(.some(let task)): part = Gutter.marked(nil, task, options)
    case .item(let marker, let task): part = Gutter.marked(marker, task, options)
    }
    topic = part.flatMap { $0.columns + 3 <= room ? $0 : nil }
  }

  /// The columns that the gutter of a block in `containers` takes: at most half the room, or all but 24 columns of it.
  func columns(containers: [RichText.Container]) -> Int {
    fitting(containers).reduce(topic?.columns ?? 0) { $0 + $1.columns }
  }

  /// Begins a block; `next` then gives what stands before each of its lines.
  mutating func begin(containers: [RichText.Container]) {
    parts = fitting(containers)
    isFirstLine = true
  }

  mutating func next() -> [TextSpan] {
    defer {
      isFirstLine = false
      hasBegun = true
    }
    let own = topic.map { hasBegun ? $0.rest : $0.first } ?? []
    return own + parts.flatMap { isFirstLine ? $0.first : $0.rest }
  }

  /// The gutter of the blank line between two blocks that share `shared` containers.
  func blank(containers: [RichText.Container], sharing shared: Int) -> [TextSpan] {
    (topic?.rest ?? []) + fitting(Array(containers.prefix(shared))).flatMap(\.rest)
  }

  /// The parts of the innermost containers that there is room for.
  private func fitting(_ containers: [RichText.Container]) -> [Part] {
    var budget = max(room / 2, room - 24) - (topic?.columns ?? 0)
    var parts: [Part] = []
    for container in containers.reversed() {
      let part = part(container)
      guard part.columns <= budget else { break }
      budget -= part.columns
      parts.append(part)
    }
    return parts.reversed()
  }

  private func part(_ container: RichText.Container) -> Part {
    switch container {
    case .quote, .callout:
      let bar = [TextSpan(options.glyphs.vertical + " ", .quoteBar)]
      return Part(first: bar, rest: bar, columns: options.width.columns(of: options.glyphs.vertical) + 1)
    case .item(let marker, let task, let first):
      var part = Gutter.marked(marker, task, options)
      if !first { part.first = part.rest }
      return part
    case .footnote(let label, let first):
      let short = label.count > 12 ? label.prefix(11) + options.glyphs.ellipsis : label[...]
      let mark = "[\(short)] "
      let columns = options.width.columns(of: mark)
      let rest = [TextSpan(String(repeating: " ", count: columns), .text)]
      return Part(first: first ? [TextSpan(mark, .footnote)] : rest, rest: rest, columns: columns)
    }
  }

  /// The marker of a list item and its task box; a box stands in the place of a bullet.
  private static func marked(
    _ marker: Topic.Marker?, _ task: Topic.TaskState?, _ options: LayoutOptions
  ) -> Part {
    var first: [TextSpan] = []
    switch marker {
    case .definition?: first.append(TextSpan("  : ", .marker))
    case .bullet where task == nil: first.append(TextSpan(options.glyphs.bullet + " ", .marker))
    case .ordered(let number, let delimiter): first.append(TextSpan("\(number)\(delimiter) ", .marker))
    case .bullet, nil: break
    }
    switch task {
    case .open: first.append(TextSpan(options.glyphs.taskOpen + " ", .taskBox(isDone: false)))
    case .done: first.append(TextSpan(options.glyphs.taskDone + " ", .taskBox(isDone: true)))
    case .other(let sign): first.append(TextSpan("[\(Character(sign))] ", .taskBox(isDone: false)))
    case nil: break
    }
    let columns = first.reduce(0) { $0 + options.width.columns(of: $1.text) }
    return Part(first: first, rest: [TextSpan(String(repeating: " ", count: columns), .text)], columns: columns)
  }
}
