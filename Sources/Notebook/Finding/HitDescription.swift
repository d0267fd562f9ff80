import Annotations
import Outline
import Search

/// A hit as it is listed: its way from the top of the file, and what stands around it.
package struct HitDescription: Hashable, Sendable {
  /// Titles from the top of the file down to the topic, its own last; empty for the file itself.
  package var titles: [String]
  /// The block, line or annotation that it stands in, on one line; empty where the title says it all.
  package var text = ""
  /// The parts of `text` that were looked for, in its UTF-8 bytes.
  package var matches: [Range<Int>] = []
  /// The part of `text` that is in view where not all of it is; nil for the first of `matches`.
  package var focus: Range<Int>?
  /// Whether it stands in what a reader does not see: a link's target, a comment.
  package var isHidden = false
  /// Whether it mentions the target without a link.
  package var isMention = false

  /// The longest text that is kept around a hit, in bytes.
  private static let mostBytes = 4_000

  /// The description of a hit in `text`, with no matches marked yet.
  package init(titles: [String], text: String = "") {
    self.titles = titles
    self.text = text
  }

  /// Describes a stretch of `outline` in a topic.
  init(of range: Range<ByteOffset>, in topic: TopicIndex, of outline: Outline) {
    titles = topic == .root ? [] : outline.path(of: topic) + [outline.title(of: topic)]
    describe(range, in: outline, nil)
  }

  /// Describes a topic of `outline` that `matcher` has found.
  package init(of hit: SearchHit, in outline: Outline, _ matcher: Matcher, annotation: String?) {
    let topic = hit.place.topic
    titles = topic == .root ? [] : outline.path(of: topic) + [outline.title(of: topic)]
    switch hit.field {
    case .title:
      // A title may be long, and what was found in it beyond what is shown of it, or hidden.
      guard topic != .root, let title = titles.last else { break }
      let first = hit.lead ?? matcher.ranges(in: outline, outline[topic].title).first
      guard let first else { break }
      describe(first, in: outline, matcher)
      // What is shown of a title on one line says it all.
      let shown = NotebookState.oneLine(title)
      if text.starts(with: shown), let focus, focus.upperBound <= shown.utf8.count { (text, matches) = ("", []) }
    case .annotation:
      let whole = (annotation ?? "").split(whereSeparator: \.isNewline).joined(separator: " ")
      text = NotebookState.oneLine(whole)
      if let lead = matcher.lead(in: whole) {
        (text, matches) = HitDescription.cut(whole, around: lead)
        focus = matches.first
      }
      matches = matcher.ranges(in: text)
    case .text(let range): describe(range, in: outline, matcher)
    }
  }

  private mutating func describe(_ range: Range<ByteOffset>, in outline: Outline, _ matcher: Matcher?) {
    let segment = outline.segment(at: range.lowerBound)
    let found = ShownText.blocks(of: segment, in: outline).lazy.compactMap { block in
      block.shown(range.ints).map { (block, $0) }
    }.first
    if let (block, place) = found {
      (text, matches) = HitDescription.cut(block.text, around: place)
      focus = matches.first
      let others = matcher?.ranges(in: text) ?? []
      if !others.isEmpty { matches = others }
      return
    }
    let line = outline.line(at: range.lowerBound)
    let whole = outline.range(ofLine: line).ints
    let source = outline.text(ofLines: line...line)
    let part = range.ints.clamped(to: whole)
    (text, matches) = HitDescription.cut(
      source, around: part.lowerBound - whole.lowerBound..<part.upperBound - whole.lowerBound)
    // Metadata at the top of a file is shown.
    isHidden = outline.frontMatter.map { !$0.ints.overlaps(range.ints) } ?? true
  }

  /// The part of a long text around what was found in it.
  private static func cut(_ text: String, around place: Range<Int>) -> (String, [Range<Int>]) {
    let bytes = text.utf8
    guard bytes.count > mostBytes else { return (text, [place.clamped(to: 0..<bytes.count)]) }
    func boundary(_ offset: Int) -> String.Index {
      var index = bytes.index(bytes.startIndex, offsetBy: max(0, min(bytes.count, offset)))
      while index > text.startIndex, index.samePosition(in: text) == nil { index = bytes.index(before: index) }
      return index
    }
    let start = boundary(place.lowerBound - mostBytes / 2)
    let end = boundary(max(place.upperBound, place.lowerBound + mostBytes / 2))
    let first = bytes.distance(from: bytes.startIndex, to: start)
    let part = String(text[start..<end])
    let moved = place.lowerBound - first..<place.upperBound - first
    return (part, [moved.clamped(to: 0..<part.utf8.count)])
  }
}

extension SearchRequest {
  /// Describes hits for a list, file by file in the order of the list.
  func runDescriptions(of hits: [SearchHit], _ query: Query, over scope: SearchScope, for host: some SearchHost) {
    let matcher = Matcher(query)
    var order: [FileID] = []
    var groups: [FileID: [SearchHit]] = [:]
    for hit in hits {
      if groups[hit.place.file] == nil { order.append(hit.place.file) }
      groups[hit.place.file, default: []].append(hit)
    }
    var answer = SearchAnswer(number: number, kind: .describe([], query), hits: [])
    for (done, file) in order.enumerated() {
      guard host.isWanted else { return }
      answer.hits += described(groups[file] ?? [], in: file, matcher, scope, host)
      guard host.isReportDue else { continue }
      answer.progress = Progress(done: done + 1, total: order.count)
      host.report(answer)
      answer.hits = []
      answer.isContinuation = true
    }
    answer.progress = nil
    host.report(answer)
  }

  private func described(
    _ hits: [SearchHit], in file: FileID, _ matcher: Matcher, _ scope: SearchScope, _ host: some SearchHost
  ) -> [SearchHit] {
    guard scope.tree[file].kind == .file else { return hits.map { $0.described(HitDescription(titles: [])) } }
    guard let outline = outline(of: file, scope, host) else { return [] }
    let entries = (scope.open[file]?.index ?? scope.annotations[file])?.entries ?? []
    return hits.filter { $0.place.topic.int < outline.count }.map { hit in
      var text: String?
      if case .annotation(let id) = hit.field {
        for case .annotation(let annotation, _) in entries where annotation.id == id { text = annotation.text }
      }
      return hit.described(HitDescription(of: hit, in: outline, matcher, annotation: text))
    }
  }
}

extension SearchHit {
  /// The same, described.
  func described(_ description: HitDescription) -> SearchHit {
    var hit = self
    hit.description = description
    return hit
  }
}
