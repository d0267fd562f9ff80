import Outline
import Search

/// A link that leads to nothing.
package struct BrokenLink: Hashable, Sendable {
  /// The topic that it stands in.
  package var place: RowID
  /// The stretch of its file that it stands in.
  package var range: Range<ByteOffset>
  /// The destination, as it is written.
  package var destination: String
  /// The reason why it leads to nothing, for people to read.
  package var reason: String
  /// The number of links before it in its file.
  package var number: Int
}

extension BrokenLink {
  /// Whether both are links to the same in the same place.
  fileprivate func saysTheSame(as other: BrokenLink) -> Bool {
    (place, range, destination, reason) == (other.place, other.range, other.destination, other.reason)
  }
}

/// Looks through the notes of a notebook for links that lead to nothing: to notes, headings, pictures and other files
/// that are not there. Addresses on the net are not asked.
package struct BrokenLinkFinder {
  private let tree: FileTree
  private let resolver: LinkResolver
  private let exists: (String) -> Bool
  /// Links to headings of other files, by file: they are looked up when all files have been seen.
  private var pending: [FileID: [(anchor: String, link: BrokenLink)]] = [:]
  /// Wikilinks that mean no file by its name, by what they call it, in small letters.
  private var unknown: [String: [BrokenLink]] = [:]
  /// The names that the notes seen so far have besides those of their files, in small letters.
  private var names: Set<String> = []

  /// - Parameter exists: Whether there is a file or folder of that path.
  package init(_ tree: FileTree, resolver: LinkResolver? = nil, exists: @escaping (String) -> Bool) {
    self.tree = tree
    self.resolver = resolver ?? LinkResolver(tree)
    self.exists = exists
  }

  /// The files whose headings links from others lead to.
  package var awaited: [FileID] { tree.sorted(pending.keys) }

  /// The broken links of a file, in order, those aside that lead to headings of other files or mean a note by another
  /// name than its file's.
  package mutating func links(of file: FileID, in outline: Outline) -> [BrokenLink] {
    var broken: [BrokenLink] = []
    var number = 0
    names.formUnion(outline.names.map { $0.lowercased() })
    for segment in outline.segments(of: .root) {
      guard outline.bytes[segment.range.ints].contains(where: { $0 == 0x5B || $0 == 0x3C }) else { continue }
      for link in outline.richText(of: segment).links {
        var found = BrokenLink(
          place: RowID(file, segment.topic), range: segment.range, destination: link.destination, reason: "",
          number: number)
        number += 1
        switch resolver.target(of: link, in: file) {
        case .address, .anchor("", _): continue
        case .anchor(let anchor, file):
          guard outline.topic(anchor: anchor) == nil else { continue }
          found.reason = "no such heading"
        case .anchor(let anchor, let other):
          found.reason = "no such heading in \(tree[other].name)"
          pending[other, default: []].append((anchor, found))
          continue
        case .title(let title, _):
          guard outline.topic(for: .title(title, in: file)) == nil else { continue }
          found.reason = "no note and no topic of that name"
          unknown[title, default: []].append(found)
          continue
        case .nothing(let target):
          found.reason = "no note of that name"
          unknown[String(target.prefix { $0 != "#" }).lowercased(), default: []].append(found)
          continue
        case .elsewhere(let path, _):
          guard !([path] + NoteEndings.all.map { path + $0 }).contains(where: exists) else { continue }
          found.reason = "no such file"
        case .image(let path):
          guard !link.destination.isEmpty, !exists(path) else { continue }
          found.reason = "no such picture"
        }
        if broken.last?.saysTheSame(as: found) != true { broken.append(found) }
      }
    }
    return broken.sorted { $0.range.lowerBound < $1.range.lowerBound }
  }

  /// The wikilinks that mean no note, neither by its file's name nor by another, in the order of the notes; to be asked
  /// for when all files have been seen.
  package var nameless: [BrokenLink] {
    unknown.filter { !names.contains($0.key) }.flatMap(\.value).sorted {
      $0.place.file == $1.place.file ? $0.number < $1.number : tree.precedes($0.place, $1.place)
    }
  }

  /// The links of other files to headings that `outline`, of `file`, does not have.
  package func links(to file: FileID, in outline: Outline) -> [BrokenLink] {
    var known: [String: Bool] = [:]
    return (pending[file] ?? []).filter { anchor, _ in
      if let isThere = known[anchor] { return !isThere }
      let isThere = outline.topic(anchor: anchor) != nil
      known[anchor] = isThere
      return !isThere
    }.map(\.link)
  }
}

extension SearchRequest {
  func runBrokenLinks(over scope: SearchScope, for host: some SearchHost) {
    var finder = BrokenLinkFinder(scope.tree, resolver: scope.links, exists: host.exists)
    var found: [SearchHit] = []
    let files = scope.tree.files
    func hits(_ links: [BrokenLink], titles: (TopicIndex) -> [String]) -> [SearchHit] {
      links.map { link in
        var text = link.destination + ": " + link.reason
        text = NotebookState.oneLine(text)
        var description = HitDescription(titles: titles(link.place.topic), text: text)
        description.matches = [0..<min(text.utf8.count, link.destination.utf8.count)]
        return SearchHit(place: link.place, field: .text(link.range), description: description)
      }
    }
    func report(done: Int?) {
      let progress = done.map { Progress(done: $0, total: files.count) }
      host.report(SearchAnswer(number: number, kind: kind, hits: found, progress: progress))
    }
    func titles(_ outline: Outline?) -> (TopicIndex) -> [String] {
      { topic in
        guard topic != .root, let outline else { return [] }
        return outline.path(of: topic) + [outline.title(of: topic)]
      }
    }
    for (done, file) in files.enumerated() {
      guard host.isWanted else { return }
      if let outline = outline(of: file, scope, host) {
        found += hits(finder.links(of: file, in: outline), titles: titles(outline))
      }
      if host.isReportDue { report(done: done + 1) }
    }
    for file in finder.awaited {
      guard host.isWanted else { return }
      guard let target = outline(of: file, scope, host) else { continue }
      for link in finder.links(to: file, in: target) {
        found += hits([link], titles: titles(outline(of: link.place.file, scope, host)))
      }
    }
    for link in finder.nameless {
      found += hits([link], titles: titles(outline(of: link.place.file, scope, host)))
    }
    found.sort { scope.tree.precedes($0.place, $1.place) }
    report(done: nil)
  }
}
