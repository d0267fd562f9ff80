import Annotations
import Layout
import Outline

/// Following links: to topics, to other notes, out into the world.
extension NotebookState {
  /// Goes on with the annotation, or follows the link, under the cursor: Enter in the detail pane.
  mutating func takeUnderCursor(in context: UpdateContext) -> [Effect] {
    if isFolder(selection) {
      openFolderEntry()
      return []
    }
    if isOnAnnotationBox { return annotate(.editAnnotation, in: context) }
    if let link = linkUnderCursor { return follow(link) }
    if annotationUnderDetailCursor != nil { return annotate(.editAnnotation, in: context) }
    guard let cursor = detail.cursor, let line = detail.layout?.line(at: cursor) else { return [] }
    return offer(links(on: [line]), else: .noLinkOnLine)
  }

  /// The link whose text the cursor stands on.
  private var linkUnderCursor: RichText.Link? {
    guard let point = detail.cursorPoint else { return nil }
    return detail.layout?.line(at: point.position)?.text.span(atColumn: point.column)?.link
  }

  /// Opens the link under the cursor, or the only one of the topic.
  mutating func openLink() -> [Effect] {
    if focus == .detail, let link = linkUnderCursor { return follow(link) }
    if focus == .detail, let cursor = detail.cursor, let line = detail.layout?.line(at: cursor) {
      let links = links(on: [line])
      if !links.isEmpty { return offer(links, else: .noLinkInView) }
    }
    return offer(linksInView, else: .noLinkInView)
  }

  mutating func listLinks() -> [Effect] {
    let links = linksInView
    guard !links.isEmpty else {
      say(.noLinkInView)
      return []
    }
    overlays.push(.list(linkList(links)))
    return []
  }

  private mutating func offer(_ links: [RichText.Link], else complaint: Notice) -> [Effect] {
    guard let first = links.first else {
      say(complaint)
      return []
    }
    if links.count == 1 { return follow(first) }
    overlays.push(.list(linkList(links)))
    return []
  }

  private func linkList(_ links: [RichText.Link]) -> ListOverlay {
    let items = links.map {
      ListOverlay.Item(
        title: $0.destination, note: $0.kind == .image || $0.kind == .embed ? "image" : "", value: .link($0))
    }
    return ListOverlay(purpose: .links, title: "Links", all: items, shown: items)
  }

  private var linksInView: [RichText.Link] {
    guard let layout = detail.layout, let top = detail.top else { return [] }
    let lines = layout.lines(from: top, count: detailHeight)
    guard let mark = detail.mark, let outline = selectedDocument?.outline else { return links(on: lines) }
    // Those of the marked topic are meant before those around it.
    let marked = links(
      on: lines.filter { line in
        switch line.owner {
        case .text(let topic), .annotation(_, let topic): outline.isInside(topic, mark)
        case .editor, .editorFrame, .gap: false
        }
      })
    return marked.isEmpty ? links(on: lines) : marked
  }

  /// The links of some lines, each once, in the order in which they stand there.
  private func links(on lines: [DetailLine]) -> [RichText.Link] {
    var links: [RichText.Link] = []
    for link in lines.flatMap({ $0.text.spans.compactMap(\.link) })
    where !link.destination.hasPrefix("data:") && !links.contains(link) { links.append(link) }
    return links
  }

  /// Goes where `link` leads: inside the notebook, or through the desktop.
  mutating func follow(_ link: RichText.Link) -> [Effect] {
    let resolver = files.linkResolver()
    switch resolver.target(of: link, in: selection.file) {
    case .address(let address, let scheme):
      guard ["http", "https", "mailto", "file"].contains(scheme) else {
        say(.schemeNotOpened(scheme))
        return []
      }
      return [.openLink(address)]
    case .image(let path): return [.openLink(path)]
    case .elsewhere(let path, let anchor): return [.lookElsewhere(path, anchor: anchor, complaint: nil)]
    case .nothing: return lookBeside(link.destination, resolver)
    case .anchor(let anchor, let file): return followAnchor(anchor, in: file)
    case .title(let title, let file):
      if let topic = documents[file]?.outline.topic(for: .title(title, in: file)) {
        leaveAndSelect(RowID(file, topic))
      } else {
        return lookBeside(link.destination, resolver)
      }
    }
    return []
  }

  /// Looks for the note of a wikilink that no note has the name of: in the front matter of the notebook's notes, or
  /// beside a note that was opened alone.
  private mutating func lookBeside(_ target: String, _ resolver: LinkResolver) -> [Effect] {
    guard tree.isSingleFile else {
      let parts = target.split(separator: "#", maxSplits: 1).map(String.init)
      guard let name = parts.first, !target.hasPrefix("#") else {
        say(.noNote(target))
        return []
      }
      return [.lookForAlias(name, anchor: parts.count > 1 ? parts[1] : "", complaint: message(for: .noNote(target)))]
    }
    guard let note = resolver.neighbour(called: target, of: selection.file) else {
      say(.noNote(target))
      return []
    }
    return [.lookElsewhere(note.path, anchor: note.anchor, complaint: message(for: .noNote(target)))]
  }

  /// Notes how the reader came here, before the first file is opened: from another notebook, if any, and to the topic
  /// that GitHub would give `anchor` to.
  package mutating func arrive(from origin: String?, at anchor: String?) {
    files.setOrigin(origin)
    finding.setPendingAnchor(anchor)
  }

  /// Selects the topic of `file` that GitHub would give `anchor` to; the file itself where `anchor` is empty.
  ///
  /// - Parameter isArriving: Whether the way back has been noted already.
  mutating func followAnchor(_ anchor: String, in file: FileID, isArriving: Bool = false) -> [Effect] {
    finding.setPendingAnchor(nil)
    guard !anchor.isEmpty, documents[file] != nil else {
      finding.setPendingAnchor(anchor.isEmpty ? nil : anchor)
      leaveAndSelect(RowID(file))
      return []
    }
    guard let topic = documents[file]?.outline.topic(anchor: anchor) else {
      say(.noHeading(anchor, note: tree[file].name))
      return []
    }
    if isArriving { select(RowID(file, topic)) } else { leaveAndSelect(RowID(file, topic)) }
    return []
  }

  /// A link to the selected topic that Gloss and GitHub both understand.
  mutating func copyLink() -> [Effect] {
    guard let document = selectedDocument else {
      refuseToCopy()
      return []
    }
    let name = tree[selection.file].name.addingPercentEncoding
    var link = name
    var heading: TopicIndex? = selection.topic
    while let topic = heading, topic != .root {
      if let anchor = document.outline.anchor(of: topic) {
        link = name + "#" + anchor
        break
      }
      heading = document.outline.parent(of: topic)
    }
    let isOwn = selection.topic == .root || heading == selection.topic
    let title = heading.flatMap { $0 == .root ? nil : document.outline.title(of: $0) }
    return [.copy(link, .link(link, heading: title, isOwn: isOwn))]
  }

  /// Says why there is nothing to copy, neither a text nor a link to it.
  mutating func refuseToCopy() {
    let node = tree[selection.file]
    let reason =
      node.kind == .folder
      ? "\(node.name) is a folder: select a note or a topic" : failures[selection.file] ?? "\(node.name) is being read"
    say(.nothingCopied(reason))
  }
}
