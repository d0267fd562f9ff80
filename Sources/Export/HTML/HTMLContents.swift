import Outline

/// A table of contents whose branches fold.
struct HTMLContents {
  private let files: [AnnotatedFile]
  private let addresses: HTMLAddresses
  private var html = ""

  /// Headings of all ranks are listed, and items with children down to this depth, counted from 1.
  private static let deepestItem = 2

  /// The contents of some files, with links as they lead from the page of `page`.
  ///
  /// - Parameter page: The file whose page the contents stand on; nil for the first page of a site.
  /// - Complexity: O(topics)
  static func html(of files: [AnnotatedFile], showing shown: [Int], addresses: HTMLAddresses, page: Int?) -> String {
    var contents = HTMLContents(files: files, addresses: addresses)
    for file in shown { contents.write(file, isOnly: shown.count == 1 && page != nil, page: page) }
    guard !contents.html.isEmpty else { return "" }
    return "<nav aria-label=\"Contents\">\n<details open><summary>Contents</summary>\n<ul>\n" + contents.html
      + "</ul>\n</details>\n</nav>\n"
  }

  private init(files: [AnnotatedFile], addresses: HTMLAddresses) {
    self.files = files
    self.addresses = addresses
  }

  private mutating func write(_ file: Int, isOnly: Bool, page: Int?) {
    let outline = files[file].outline
    let topics = outline.indices.filter { isListed($0, of: files[file]) }
    if topics.isEmpty, isOnly { return }
    let base = isOnly ? 0 : 1
    if !isOnly {
      let link = link(to: .root, in: file, page: page, title: files[file].name)
      if topics.isEmpty {
        html += "<li>\(link)</li>\n"
        return
      }
      beginBranch(link, title: files[file].name, isOpen: false)
    }
    // The depth of each open branch.
    var open: [Int] = []
    for (position, topic) in topics.enumerated() {
      let depth = outline.depth(of: topic)
      while let last = open.last, last >= depth {
        html += "</ul></details></li>\n"
        open.removeLast()
      }
      let link = link(to: topic, in: file, page: page, title: outline.title(of: topic))
      let hasListed = position + 1 < topics.count && outline.depth(of: topics[position + 1]) > depth
      if hasListed {
        let isOpen = !files[file].folded.contains(topic) && open.count + base < 1
        beginBranch(link, title: outline.title(of: topic), isOpen: isOpen)
        open.append(depth)
      } else {
        html += "<li>\(link)</li>\n"
      }
    }
    html += String(repeating: "</ul></details></li>\n", count: open.count)
    if !isOnly { html += "</ul></details></li>\n" }
  }

  /// Begins an entry with others below it. The link stands beside what folds and not inside, where neither a keyboard
  /// nor a screen reader can tell the two apart.
  private mutating func beginBranch(_ link: String, title: String, isOpen: Bool) {
    let label = HTMLText.escaped(title.isEmpty ? "(empty)" : title)
    html += "<li class=\"branch\">\(link)\n<details\(isOpen ? " open" : "")>"
    html += "<summary aria-label=\"Parts of \(label)\"></summary>\n<ul>\n"
  }

  private func isListed(_ topic: TopicIndex, of file: AnnotatedFile) -> Bool {
    guard topic != .root, file.scope.share(of: topic) != .nothing else { return false }
    switch file.outline.kind(of: topic) {
    case .root: return false
    case .heading: return true
    case .item: return file.outline.hasChildren(topic) && file.outline.depth(of: topic) <= Self.deepestItem
    }
  }

  private func link(to topic: TopicIndex, in file: Int, page: Int?, title: String) -> String {
    let address = addresses.address(of: topic, in: file, from: page)
    let text = title.isEmpty ? "(empty)" : title
    return "<a href=\"\(HTMLText.escaped(address))\">\(HTMLText.escaped(text))</a>"
  }
}
