import Outline
import Search

/// Backlinks: the topics from which a link leads to a place.
extension SearchRequest {
  func runLinks(to target: Place, over scope: SearchScope, for host: some SearchHost) {
    let resolver = LinkResolver(scope.tree)
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
    answer.progress = nil
    host.report(answer)
  }
}

private struct BacklinkFinder {
  let target: Place
  let scope: SearchScope
  let resolver: LinkResolver
  /// The outline of the target's file, which is open.
  let outline: Outline?
  /// A part of the target's name that stands as it is, but for case, in every link to it; empty where there is none.
  let name: [UInt8]

  init(target: Place, scope: SearchScope, resolver: LinkResolver) {
    self.target = target
    self.scope = scope
    self.resolver = resolver
    outline = scope.open[target.file]?.outline
    let file = scope.tree[target.file].name.lowercased()
    let stem = file.lastIndex(of: ".").map { file[..<$0] } ?? file[...]
    let words = stem.utf8.split { !($0 &- 0x30 < 10 || $0 &- 0x61 < 26) }
    name = words.max { $0.count < $1.count }.map(Array.init) ?? []
  }

  func hits(in file: FileIndex, _ host: some SearchHost) -> [SearchHit] {
    let isOwn = file == target.file
    var outline = scope.open[file]?.outline
    if outline == nil, let bytes = host.bytes(of: scope.tree[file].path), isOwn || mayName(bytes) {
      outline = Outline(parsing: bytes)
    }
    guard let outline, isOwn || mayName(outline.bytes) else { return [] }
    var hits: [SearchHit] = []
    for segment in outline.segments(of: .root) {
      guard host.isWanted else { return [] }
      guard hits.last?.place.topic != segment.topic, outline.bytes[segment.range.ints].contains(0x5B),
        let link = outline.richText(of: segment).links.first(where: { leadsHere($0, from: file) })
      else { continue }
      let topic = segment.topic
      let titles = topic == .root ? [scope.tree[file].name] : outline.path(of: topic) + [outline.title(of: topic)]
      hits.append(
        SearchHit(place: Place(file, topic), field: .text(segment.range), titles: titles + [link.destination]))
    }
    return hits.sorted { $0.place < $1.place }
  }

  private func leadsHere(_ link: RichText.Link, from file: FileIndex) -> Bool {
    let found = resolver.target(of: link, in: file)
    switch found {
    case .anchor(let anchor, target.file):
      // All links to a file are links to its own row.
      if target.topic == .root { return file != target.file || anchor.isEmpty }
      return !anchor.isEmpty && outline?.topic(for: found) == target.topic
    case .title(_, target.file): return outline?.topic(for: found) == target.topic
    case .anchor, .title, .elsewhere, .image, .address, .nothing: return false
    }
  }

  /// Whether the target's name stands in `bytes`, capitals or not.
  private func mayName(_ bytes: [UInt8]) -> Bool {
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
