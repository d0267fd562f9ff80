import Annotations
import Outline

/// A topic as a query sees it.
final class TopicSubject: SearchSubject {
  let outline: Outline
  let haystack: Haystack
  let facts: FileFacts
  let topic: TopicIndex
  private let title: Range<Int>
  private let texts: [Range<Int>]
  /// The lines of its first segment, marker and all.
  private let source: Range<Int>
  private lazy var segments = [outline.firstSegment(of: topic)] + continuations
  private let continuations: [Segment]

  init(_ topic: TopicIndex, continuations: [Segment], in outline: Outline, _ haystack: Haystack, _ facts: FileFacts) {
    self.topic = topic
    self.outline = outline
    self.haystack = haystack
    self.facts = facts
    self.continuations = continuations
    title = outline[topic].title.ints
    let own = outline.firstSegment(of: topic).range.ints
    // The own text without the title: before it there is only the marker.
    let text = min(max(title.upperBound, own.lowerBound), own.upperBound)..<own.upperBound
    var texts = [text] + continuations.map(\.range.ints)
    if title.lowerBound > own.lowerBound, case .item(.ordered, _) = outline.kind(of: topic) {
      // The number is shown.
      texts.append(own.lowerBound..<title.lowerBound)
    }
    if topic == .root, let head = outline.frontMatter?.ints, head.lowerBound < text.lowerBound || text.isEmpty {
      texts.append(head)
    }
    self.texts = texts
    var start = own.lowerBound
    while start > 0, haystack.bytes[start - 1] == 0x20 || haystack.bytes[start - 1] == 0x09 { start -= 1 }
    var end = own.upperBound
    while end < haystack.bytes.count, haystack.bytes[end] != 0x0A { end += 1 }
    source = start..<end
  }

  func occurrence(
    of pattern: Query.Pattern, _ fields: Query.Fields, literally: Bool, _ evaluator: Evaluator
  ) -> (found: Occurrence, field: Rank.Field)? {
    var best: (found: Occurrence, field: Rank.Field)?
    func look(_ range: Range<Int>, _ field: Rank.Field) {
      guard best.map({ $0.found.form < .literal || !$0.found.isExact }) ?? true, !range.isEmpty else { return }
      guard
        var found = evaluator.best(
          pattern, in: haystack, range, literally: literally, isShown: { self.isShown($0, $1) })
      else { return }
      if field == .text { found.quality = min(found.quality, .wholeWord) }
      if best.map({ ($0.found.form, $0.found.isExact ? 1 : 0) < (found.form, found.isExact ? 1 : 0) }) ?? true {
        best = (found, field)
      }
    }
    if fields.contains(.title) { look(title, .title) }
    if fields.contains(.text) {
      for range in texts { look(range, .text) }
      // A match may also begin in the marker, or go over the end of the title.
      if best == nil, fields.contains(.title) { look(source, .text) }
      if best == nil, case .tag(let needle) = pattern, topic == .root, let head = outline.frontMatter?.ints {
        let wanted = needle.scalars.dropFirst()
        let tag = FrontMatterTags.tags(in: haystack.bytes, head).first { tag, _ in
          let letters = Typos.letters(tag)
          return letters.starts(with: wanted) && (letters.count == wanted.count || letters[wanted.count] == 0x2F)
        }
        if let tag { best = (Occurrence(range: tag.range, quality: .wholeWord), .text) }
      }
    }
    return best
  }

  func cluster(of terms: [Evidence.Term], _ evaluator: Evaluator) -> Cluster? {
    let places = terms.map { term in
      var places: [Place] = []
      func look(_ range: Range<Int>) {
        if range.isEmpty { return }
        places += evaluator.places(of: term.pattern, in: haystack, range, isShown: { self.isShown($0, $1) })
      }
      if term.fields.contains(.title) { look(title) }
      if term.fields.contains(.text) { texts.forEach(look) }
      // It may also begin in the marker, or go over the end of the title.
      return places.isEmpty ? [Place(range: term.range)] : Evaluator.worthShowing(places)
    }
    let edges = continuations.map(\.range.lowerBound.int)
    let closest = ClusterFinder(places, in: haystack.bytes, edges: edges).closest()
    guard closest?.ranges.contains(where: mayBeHidden) ?? false, places.map(\.count).reduce(0, +) <= 400 else {
      return closest
    }
    // What a reader sees comes before what is only in the source.
    let blocks = segments.flatMap { ShownText.blocks(of: $0, in: outline) }
    let shown = places.map { places in
      let shown = places.filter { place in blocks.contains { $0.shown(place.range) != nil } }
      return shown.isEmpty ? places : shown
    }
    return ClusterFinder(shown, in: haystack.bytes, edges: edges).closest()
  }

  /// Whether something before a place, in its line, may begin a link's target, a comment or a tag.
  private func mayBeHidden(_ range: Range<Int>) -> Bool {
    var at = range.lowerBound
    let start = max(0, at - 1_000)
    while at > start, haystack.bytes[at - 1] != 0x0A {
      at -= 1
      switch haystack.bytes[at] {
      case 0x3C, 0x5B, 0x5D, 0x7B: return true
      default: break
      }
    }
    return false
  }

  /// Whether `needle` occurs in the rendered text of the segment at `range`.
  private func isShown(_ needle: Needle, _ range: Range<Int>) -> Bool {
    let segment = outline.segment(at: ByteOffset(range.lowerBound))
    var text = outline.richText(of: segment).blocks.flatMap(\.texts).joined(separator: "\n")
    return text.withUTF8 { buffer in
      Haystack(bytes: buffer, isMarkdown: false).first(needle, in: 0..<buffer.count) != nil
    }
  }

  func above(_ pattern: Query.Pattern, _ fields: Query.Fields, _ evaluator: Evaluator) -> Occurrence? {
    guard fields == .all else { return nil }
    if case .tag = pattern { return nil }
    let titles = outline.ancestors(of: topic).lazy.filter { $0 != .root }
      .compactMap { [outline, haystack] in evaluator.best(pattern, in: haystack, outline[$0].title.ints) }
    let found = titles.nearest
    if found?.form == .literal { return found }
    return [found, evaluator.best(pattern, inName: facts.context)].compactMap { $0 }.nearest
  }

  func holds(_ condition: Query.Condition) -> Bool {
    switch condition {
    case .type, .author: false
    case .path(let wanted): PathPattern.matches(wanted, facts.path)
    case .inside(let needles): isInside(needles)
    case .level(let levels):
      if case .heading(let level) = outline.kind(of: topic) { levels.contains(level) } else { false }
    case .language(let language):
      has(0x60, 0x7E, or: "    ")
        && blocks.contains { block in
          if case .code(let name) = block.kind { return name.lowercased() == language }
          return false
        }
    case .state(let state): holds(state)
    case .feature(let feature): has(feature)
    case .before(let date): facts.day.map { $0 < date.days(today: facts.today).first } ?? false
    case .after(let date): facts.day.map { $0 >= date.days(today: facts.today).first } ?? false
    }
  }

  private func holds(_ state: Query.State) -> Bool {
    switch state {
    case .todo, .doing, .done:
      guard case .item(_, let task?) = outline.kind(of: topic) else { return false }
      return task.searchState == state
    case .unread: return topic != .root && (facts.reading.map { $0.mark(of: topic) == .none } ?? false)
    case .again: return facts.reading?.mark(of: topic) == .again
    case .changed: return facts.reading?.unseen.contains(topic) ?? false
    case .open, .resolved, .orphan, .review, .draft, .exact, .moved, .edited, .confirm, .ambiguous: return false
    }
  }

  private func isInside(_ needles: [Needle]) -> Bool {
    var wanted = needles[...]
    for above in [topic] + Array(outline.ancestors(of: topic)) {
      guard let needle = wanted.last else { break }
      if above == .root { continue }
      if haystack.first(needle, in: outline[above].title.ints) != nil { wanted.removeLast() }
    }
    guard let needle = wanted.last, wanted.count == 1 else { return wanted.isEmpty }
    var name = facts.context
    return name.withUTF8 { Haystack(bytes: $0, isMarkdown: false).first(needle, in: 0..<$0.count) != nil }
  }

  private var blocks: [RichText.Block] { segments.flatMap { outline.richText(of: $0).blocks } }

  private func has(_ feature: Query.Feature) -> Bool {
    switch feature {
    case .note: facts.annotated.contains(topic)
    case .code:
      has(0x60, 0x7E, or: "    ", "\t")
        && blocks.contains { if case .code = $0.kind { true } else { false } }
    case .table: has(0x7C) && blocks.contains { if case .table = $0.kind { true } else { false } }
    case .link: has(0x5B, 0x3C, 0x3A, 0x40, or: "www.") && links.contains { !$0.isPicture }
    case .image: has(0x21, 0x3C) && links.contains(where: \.isPicture)
    case .math: MathSigns.are(in: haystack.bytes, [title] + texts)
    }
  }

  private var links: [RichText.Link] { segments.flatMap { outline.richText(of: $0).links } }

  /// Whether one of some bytes or texts is in the topic at all.
  private func has(_ bytes: UInt8..., or texts: String...) -> Bool {
    segments.contains { segment in
      let source = haystack.bytes[segment.range.ints]
      if source.contains(where: { bytes.contains($0) }) { return true }
      return texts.contains { text in
        Needle(text).map { haystack.first($0, in: segment.range.ints) != nil }
          ?? (String(decoding: UnsafeBufferPointer(rebasing: source), as: UTF8.self).contains(text))
      }
    }
  }
}

extension RichText.Link {
  /// Whether it shows a picture: also `![[picture.png]]`.
  fileprivate var isPicture: Bool {
    switch kind {
    case .image: return true
    case .link, .wikilink: return false
    case .embed:
      let name = destination.prefix { $0 != "#" && $0 != "|" }
      guard let dot = name.lastIndex(of: ".") else { return false }
      let ending = name[name.index(after: dot)...].lowercased()
      return ["png", "jpg", "jpeg", "gif", "svg", "webp", "avif", "bmp", "tif", "tiff", "heic"].contains(ending)
    }
  }
}

extension Topic.TaskState {
  fileprivate var searchState: Query.State {
    switch self {
    case .open: .todo
    case .done, .other("-"): .done
    case .other("/"): .doing
    case .other: .todo
    }
  }
}

extension RichText.Block {
  /// The rendered text; of a table, of each cell.
  var texts: [String] {
    if case .table(let table) = kind { return table.rows.flatMap { $0.map { $0.map(\.text).joined() } } }
    return [runs.map(\.text).joined()]
  }
}
