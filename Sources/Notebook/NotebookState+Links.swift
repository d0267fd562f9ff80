import Annotations
import Layout
import Outline

/// Following links: to topics, to other notes, out into the world.
extension NotebookState {
  /// What Enter does in the detail pane: goes on with the annotation, or follows the link, under the cursor.
  mutating func takeUnderCursor(at moment: Moment) -> [Effect] {
    if annotationUnderDetailCursor != nil { return annotate(.editAnnotation, at: moment) }
    guard let cursor = detail.cursor, let line = detail.layout?.line(at: cursor) else { return [] }
    return offer(links(on: [line]), else: "neither a link nor an annotation on this line")
  }

  /// Opens the link under the cursor, or the only one of the topic.
  mutating func openLink() -> [Effect] {
    if focus == .detail, let cursor = detail.cursor, let line = detail.layout?.line(at: cursor) {
      let links = links(on: [line])
      if !links.isEmpty { return offer(links, else: "") }
    }
    return offer(linksInView, else: "no link in view")
  }

  mutating func listLinks() -> [Effect] {
    let links = linksInView
    guard !links.isEmpty else {
      message = Message("no link in view")
      return []
    }
    mode = .list(linkList(links))
    return []
  }

  private mutating func offer(_ links: [RichText.Link], else complaint: String) -> [Effect] {
    guard let first = links.first else {
      message = Message(complaint)
      return []
    }
    if links.count == 1 { return follow(first) }
    mode = .list(linkList(links))
    return []
  }

  private func linkList(_ links: [RichText.Link]) -> ListOverlay {
    let items = links.map {
      ListOverlay.Item(title: $0.destination, note: $0.kind == .image ? "image" : "", value: .link($0))
    }
    return ListOverlay(purpose: .links, title: "Links", all: items, shown: items)
  }

  private var linksInView: [RichText.Link] {
    guard let layout = detail.layout, let top = detail.top else { return [] }
    return links(on: layout.lines(from: top, count: detailHeight))
  }

  /// The links of some lines, each once, in the order in which they stand there.
  private func links(on lines: [DetailLine]) -> [RichText.Link] {
    var links: [RichText.Link] = []
    for link in lines.flatMap({ $0.text.spans.compactMap(\.link) }) where !links.contains(link) { links.append(link) }
    return links
  }

  /// Goes where `link` leads: inside the notebook, or through the desktop.
  mutating func follow(_ link: RichText.Link) -> [Effect] {
    let destination = link.destination
    if link.kind == .wikilink { return followWikilink(destination) }
    if let scheme = scheme(of: destination) {
      guard ["http", "https", "mailto", "file"].contains(scheme) else {
        message = Message("links of the kind \(scheme): are not opened: y copies the topic", .warning)
        return []
      }
      return [.openLink(destination)]
    }
    let parts = destination.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    let path = String(parts[0]).removingPercentEncoding
    let anchor = parts.count > 1 ? String(parts[1]).removingPercentEncoding : ""
    if path.isEmpty { return followAnchor(anchor, in: selection.file) }
    if link.kind == .image { return [.openLink(beside(path, selection.file))] }
    let target = beside(path, selection.file)
    guard let file = tree.files.first(where: { Path.simplified(tree[$0].path) == target }) else {
      message = Message("\(path) is not in this notebook: gloss \(target) opens it", .warning)
      return []
    }
    awaitedAnchor = anchor.isEmpty ? nil : anchor
    if documents[file] != nil { return followAnchor(anchor, in: file) }
    leaveAndSelect(Place(file))
    return []
  }

  /// Selects the topic of `file` that GitHub would give `anchor` to; the file itself where `anchor` is empty.
  mutating func followAnchor(_ anchor: String, in file: FileIndex) -> [Effect] {
    awaitedAnchor = nil
    guard !anchor.isEmpty else {
      leaveAndSelect(Place(file))
      return []
    }
    guard let topic = documents[file]?.outline.topic(anchor: anchor) else {
      message = Message("no heading #\(anchor) in \(tree[file].name)", .warning)
      return []
    }
    leaveAndSelect(Place(file, topic))
    return []
  }

  /// `[[Name]]`, `[[Name#Heading]]`: a note of that name, else a topic of that title in this file.
  private mutating func followWikilink(_ target: String) -> [Effect] {
    let parts = target.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let name = parts[0].lowercased()
    let anchor = parts.count > 1 ? GitHubAnchor.slug(of: parts[1]) : ""
    if name.isEmpty { return followAnchor(anchor, in: selection.file) }
    let file = tree.files.first { file in
      let title = tree[file].name.lowercased()
      return title == name || title.hasPrefix(name + ".") && !title.dropFirst(name.count + 1).contains(".")
    }
    if let file {
      awaitedAnchor = anchor.isEmpty ? nil : anchor
      if documents[file] != nil { return followAnchor(anchor, in: file) }
      leaveAndSelect(Place(file))
      return []
    }
    if let outline = selectedDocument?.outline,
      let topic = outline.indices.first(where: { $0 != .root && outline.title(of: $0).lowercased() == name })
    {
      leaveAndSelect(Place(selection.file, topic))
      return []
    }
    message = Message("no note and no topic called \(target)", .warning)
    return []
  }

  /// A link to the selected topic that Gloss and GitHub both understand.
  mutating func copyLink() -> [Effect] {
    guard let document = selectedDocument else { return [] }
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
    message = Message("copied \(link)", .good)
    return [.copy(link)]
  }

  /// `path` as seen from the folder that `file` is in.
  private func beside(_ path: String, _ file: FileIndex) -> String {
    if path.hasPrefix("/") { return Path.simplified(path) }
    let folder = tree[file].path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
    return Path.simplified((folder.map(String.init) + [path]).joined(separator: "/"))
  }

  /// The part before the first colon, if that is a scheme (RFC 3986, section 3.1) and no drive or time.
  private func scheme(of destination: String) -> String? {
    guard let colon = destination.firstIndex(of: ":") else { return nil }
    let scheme = destination[..<colon].lowercased()
    guard scheme.count > 1, let first = scheme.unicodeScalars.first, ("a"..."z").contains(first),
      scheme.unicodeScalars.allSatisfy({
        ("a"..."z").contains($0) || ("0"..."9").contains($0) || "+-.".unicodeScalars.contains($0)
      })
    else { return nil }
    return scheme
  }
}

/// Paths as text: nothing is looked up.
enum Path {
  /// `path` without `.` and `..` as far as these can be resolved.
  static func simplified(_ path: String) -> String {
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part == "..", let last = parts.last, last != ".." { parts.removeLast() } else { parts.append(part) }
    }
    return (path.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
  }
}

extension String {
  /// Percent escapes as the bytes that they stand for; as it is where these are not UTF-8.
  var removingPercentEncoding: String {
    guard utf8.contains(UInt8(ascii: "%")) else { return self }
    var bytes: [UInt8] = []
    var rest = Substring(self).utf8
    while let byte = rest.popFirst() {
      let digits = rest.prefix(2)
      if byte == UInt8(ascii: "%"), digits.count == 2, let value = UInt8(String(Substring(digits)), radix: 16) {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(validating: bytes, as: UTF8.self) ?? self
  }

  /// Fit for the destination of a Markdown link: blanks and signs that would end it escaped.
  var addingPercentEncoding: String {
    var text = ""
    for byte in utf8 {
      let isPlain = byte > 0x20 && byte != 0x7F && !"%()<>\"#?".utf8.contains(byte)
      if isPlain && byte < 0x80 {
        text.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        let hexadecimal = String(byte, radix: 16, uppercase: true)
        text += "%" + (hexadecimal.count == 1 ? "0" : "") + hexadecimal
      }
    }
    return text
  }
}
