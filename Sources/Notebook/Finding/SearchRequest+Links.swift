import Outline
import Search

/// Backlinks: the topics from which a link leads to a place.
extension SearchRequest {
  func runLinks(to target: RowID, over scope: SearchScope, for host: some SearchHost) {
    var resolver = scope.links ?? LinkResolver(scope.tree)
    resolver.add(scope.open[target.file]?.outline.names ?? [], of: target.file)
    let finder = BacklinkFinder(target: target, scope: scope, resolver: resolver)
    var answer = SearchAnswer(number: number, kind: kind, hits: [])
    let files = scope.tree.files
    for (done, file) in files.enumerated() {
      guard host.isWanted else { return }
      answer.hits += finder.hits(in: file, host)
      guard host.isReportDue else { continue }
      answer.progress = Progress(done: done + 1, total: files.count)
      host.report(answer)
      answer.hits = []
      answer.isContinuation = true
    }
    guard let mentions = MentionFinder(finder) else {
      answer.progress = nil
      return host.report(answer)
    }
    for (done, file) in files.enumerated() {
      guard host.isWanted else { return }
      answer.hits += mentions.hits(in: file, self, host)
      guard host.isReportDue else { continue }
      answer.progress = Progress(done: done + 1, total: files.count)
      host.report(answer)
      answer.hits = []
      answer.isContinuation = true
    }
    answer.progress = nil
    host.report(answer)
  }
}

/// Topics that name another topic, or a note, without a link to it.
private struct MentionFinder {
  /// Names of fewer letters stand everywhere.
  private static let fewestLetters = 4

  private let links: BacklinkFinder
  private let matcher: Matcher

  /// Nil where the target has no name that could be looked for.
  init?(_ links: BacklinkFinder) {
    let (target, scope) = (links.target, links.scope)
    var names: [String] = []
    if target.topic == .root {
      let name = scope.tree[target.file].name
      names.append(name.lastIndex(of: ".").map { String(name[..<$0]) } ?? name)
    } else if let title = links.outline?.title(of: target.topic) {
      names.append(title)
    }
    names = names.map { NotebookState.oneLine($0).replacing("\"", with: " ") }
      .filter { $0.count { $0.isLetter || $0.isNumber } >= MentionFinder.fewestLetters }
    guard !names.isEmpty, let query = try? Query(parsing: names.map { "\"\($0)\"" }.joined(separator: " OR ")) else {
      return nil
    }
    self.links = links
    matcher = Matcher(query)
  }

  func hits(in file: FileID, _ request: SearchRequest, _ host: some SearchHost) -> [SearchHit] {
    let scope = links.scope
    var outline = scope.open[file]?.outline
    if outline == nil, let bytes = host.bytes(of: scope.tree[file].path), matcher.mayFindTopics(in: bytes) {
      outline = Outline(parsing: bytes)
    }
    guard let outline, matcher.mayFindTopics(in: outline.bytes) else { return [] }
    let linked = Set(links.hits(in: file, host).map(\.place.topic))
    let own = file == links.target.file
    return matcher.topics(in: outline).hits.compactMap { hit in
      let topic = hit.topic
      guard hit.rank.quality >= .wholeWord, !hit.found.isEmpty, !linked.contains(topic) else { return nil }
      // A topic does not mention itself, nor does a note.
      if own, links.target.topic == .root || topic == links.target.topic { return nil }
      var description: HitDescription
      var field = SearchHit.Field.title
      if hit.rank.field != .title, let first = hit.found.first {
        field = .text(first)
        description = HitDescription(of: first, in: topic, of: outline)
      } else {
        let titles = topic == .root ? [] : outline.path(of: topic) + [outline.title(of: topic)]
        description = HitDescription(titles: titles, text: NotebookState.oneLine(titles.last ?? ""))
        description.matches = matcher.ranges(in: description.text)
      }
      description.isMention = true
      return SearchHit(place: RowID(file, topic), field: field, description: description)
    }
  }
}

private struct BacklinkFinder {
  let target: RowID
  let scope: SearchScope
  let resolver: LinkResolver
  /// The outline of the target's file.
  let outline: Outline?
  /// Its title, in small letters, where wikilinks in its own file lead to it by that.
  let title: String?
  /// Whether links to the file lead to it: to the file itself, and to the heading that it begins with and has no other
  /// of
  /// that rank.
  let isWholeFile: Bool
  /// Parts of the target's names, one of which stands as it is, but for case, in every link to it; empty where nothing
  /// is known of that.
  let names: [[UInt8]]

  init(target: RowID, scope: SearchScope, resolver: LinkResolver) {
    self.target = target
    self.scope = scope
    self.resolver = resolver
    let outline = scope.open[target.file]?.outline
    self.outline = outline
    let title = outline?.title(of: target.topic).lowercased()
    let named = title.flatMap { outline?.topic(for: .title($0, in: target.file)) }
    self.title = named == target.topic && target.topic != .root ? title : nil
    isWholeFile = target.topic == .root || outline?.standsForAll(target.topic) == true
    let file = scope.tree[target.file].name.lowercased()
    let stem = file.lastIndex(of: ".").map { file[..<$0] } ?? file[...]
    let names = ([String(stem)] + (outline?.aliases ?? [])).map { name in
      let words = name.lowercased().utf8.split { !($0 &- 0x30 < 10 || $0 &- 0x61 < 26) }
      return words.max { $0.count < $1.count }.map(Array.init) ?? []
    }
    self.names = names.contains { $0.isEmpty } ? [] : names
  }

  func hits(in file: FileID, _ host: some SearchHost) -> [SearchHit] {
    let isOwn = file == target.file
    var outline = scope.open[file]?.outline
    if outline == nil, let bytes = host.bytes(of: scope.tree[file].path), isOwn || mayName(bytes) {
      outline = Outline(parsing: bytes)
    }
    guard let outline, isOwn || mayName(outline.bytes) else { return [] }
    var hits: [SearchHit] = []
    for segment in outline.segments(of: .root) {
      guard host.isWanted else { return [] }
      guard hits.last?.place.topic != segment.topic,
        outline.bytes[segment.range.ints].contains(where: { $0 == 0x5B || $0 == 0x3C }),
        case let text = outline.richText(of: segment),
        let link = text.links.firstIndex(where: { leadsHere($0, from: file) })
      else { continue }
      let place = text.source(ofLink: link) ?? segment.range
      hits.append(
        SearchHit(
          place: RowID(file, segment.topic), field: .text(place),
          description: HitDescription(of: place, in: segment.topic, of: outline)))
    }
    return hits.sorted { $0.place.topic < $1.place.topic }
  }

  private func leadsHere(_ link: RichText.Link, from file: FileID) -> Bool {
    let found = resolver.target(of: link, in: file)
    switch found {
    case .anchor(let anchor, target.file):
      // All links to a file are links to its own row.
      if target.topic == .root { return file != target.file || anchor.isEmpty }
      if anchor.isEmpty { return isWholeFile && file != target.file }
      return outline?.leads(anchor, to: target.topic) ?? false
    case .title(let title, target.file): return title == self.title
    case .anchor, .title, .elsewhere, .image, .address, .nothing: return false
    }
  }

  /// Whether one of the target's names stands in `bytes`, capitals or not.
  private func mayName(_ bytes: [UInt8]) -> Bool {
    names.isEmpty || names.contains { holds($0, in: bytes) }
  }

  private func holds(_ name: [UInt8], in bytes: [UInt8]) -> Bool {
    guard let first = name.first else { return true }
    return bytes.withUnsafeBufferPointer { bytes in
      let last = bytes.count - name.count
      var at = 0
      while at <= last {
        if lower(bytes[at]) == first, name.indices.allSatisfy({ lower(bytes[at + $0]) == name[$0] }) { return true }
        at += 1
      }
      return false
    }
  }

  private func lower(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }
}

extension RichText {
  /// The bytes that show the link with this number, where it is first shown.
  fileprivate func source(ofLink number: Int) -> Range<ByteOffset>? {
    let shown = runs.drop { $0.link != number }.prefix { $0.link == number }.map(\.source)
    guard let first = shown.first, let last = shown.last else { return nil }
    return first.lowerBound..<max(first.upperBound, last.upperBound)
  }
}

extension Outline {
  /// Whether a topic is the heading that a file begins with, and the only one of its rank: the title of the whole.
  fileprivate func standsForAll(_ topic: TopicIndex) -> Bool {
    guard topic.int == 1, case .heading(level: 1) = kind(of: topic) else { return false }
    return subtree(of: topic).upperBound == count
  }
}
