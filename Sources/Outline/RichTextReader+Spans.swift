/// Emphasis, links and images.
extension RichTextReader {
  func enter(_ span: Markdown.Span) {
    // A span without a block around it: a tight list.
    if leaf == nil { begin(.paragraph) }
    var emphasis = spans.last?.emphasis ?? []
    var link = spans.last?.link
    var isImage = false
    var isLink = false
    switch span {
    case .emphasis: emphasis.insert(.emphasis)
    case .strong: emphasis.insert(.strong)
    case .strikethrough: emphasis.insert(.strikethrough)
    case .code: emphasis.insert(.code)
    case .link(let destination):
      isLink = true
      link = add(.link, destination)
    case .image(let destination):
      isImage = true
      endBreakBeforeImage()
      link = add(.image, destination)
    case .other: break
    }
    spans.append(
      Span(
        emphasis: emphasis, link: link, start: cursor, runCount: leaf?.runs.count ?? 0, isImage: isImage,
        isLink: isLink))
  }

  func leave(_ span: Markdown.Span) {
    guard let last = spans.popLast() else { return }
    // An image without a description is shown by the name of its file, a link without words by what it leads to.
    guard last.isImage || last.isLink, hasBegun, let leaf, let link = last.link, leaf.runs.count >= last.runCount else {
      return
    }
    let destination = links[link].destination
    if last.isImage, leaf.runs.count > last.runCount { return }
    if last.isLink {
      guard !destination.isEmpty, leaf.runs[last.runCount...].allSatisfy({ $0.text.allSatisfy(\.isWhitespace) }) else {
        return
      }
    }
    var at = last.start
    while at + 1 < piece.count, last.isImage ? piece[at] != 0x21 || piece[at + 1] != 0x5B : piece[at] != 0x5B {
      at += 1
    }
    guard at + 1 < piece.count else { return }
    endBreak(at: at)
    let end = min(imageEnd(from: at + 1), piece.count)
    add(
      RichText.Run(
        text: last.isImage ? imageName(destination) : destination, emphasis: last.emphasis, link: link,
        source: Range(offsets: fragment.source(of: at..<end)), isVerbatim: false))
    cursor = max(cursor, end)
  }

  /// Ends the line break before an image, which is in front of its mark.
  private func endBreakBeforeImage() {
    guard leaf?.pendingBreak != nil else { return }
    var at = cursor
    while at + 1 < piece.count, piece[at] != 0x21 || piece[at + 1] != 0x5B { at += 1 }
    if at + 1 < piece.count { endBreak(at: at) }
  }

  private func imageEnd(from offset: Int) -> Int {
    guard let close = piece.buffer[offset...].firstIndex(of: 0x5D), close + 1 < piece.count else { return piece.count }
    let closing: UInt8? = piece[close + 1] == 0x28 ? 0x29 : piece[close + 1] == 0x5B ? 0x5D : nil
    guard let closing, let end = piece.buffer[(close + 1)...].firstIndex(of: closing) else { return close + 1 }
    return end + 1
  }

  private func add(_ kind: RichText.Link.Kind, _ destination: String) -> Int {
    links.append(RichText.Link(kind: kind, destination: destination))
    return links.count - 1
  }
}
