import Foundation
import Glibc

/// The headings and items that cmark-gfm finds in a file, as an independent reading to compare with.
enum CMark {
  struct Topic: Sendable {
    var level: Int
    var depth: Int
    var line: Int
    var title: String
    /// The block that gives an item its name where it does not begin with a paragraph.
    var borrowed: String?
    var isItem: Bool { level == 0 }
  }

  static let program = ["/usr/bin/cmark-gfm", "/usr/local/bin/cmark-gfm"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  }

  /// The topics of each file, in one run of a shell.
  static func topics(of files: [[UInt8]]) throws -> [[Topic]] {
    guard let program else { return [] }
    let folder = FileManager.default.temporaryDirectory.appending(path: "gloss-oracle-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (number, bytes) in files.enumerated() { try Data(bytes).write(to: folder.appending(path: "\(number).md")) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.currentDirectoryURL = folder
    let extensions = "-e footnotes -e table -e strikethrough -e tasklist"
    process.arguments = [
      "-c", "for f in *.md; do \(program) -t xml --sourcepos \(extensions) \"$f\" > \"$f.xml\"; done",
    ]
    try process.run()
    process.waitUntilExit()
    return try files.indices.map { try topics(of: Data(contentsOf: folder.appending(path: "\($0).md.xml"))) }
  }

  private enum Token {
    case open(name: String, attributes: String, isEmpty: Bool)
    case close
    case text(String)
  }

  private static func topics(of xml: Data) -> [Topic] {
    var reader = Reader()
    Array(xml).withUnsafeBufferPointer { buffer in
      forEachToken(in: buffer) { reader.read($0) }
    }
    return reader.topics
  }

  /// Tags and the text between them; `<<unknown>` is how the program writes footnotes.
  private static func forEachToken(in xml: UnsafeBufferPointer<UInt8>, _ body: (Token) -> Void) {
    guard let base = xml.baseAddress else { return }
    func first(_ byte: Int32, from start: Int) -> Int {
      guard start < xml.count, let found = memchr(base + start, byte, xml.count - start) else { return xml.count }
      return UnsafeRawPointer(base).distance(to: found)
    }
    func string(_ range: Range<Int>) -> String {
      String(decoding: UnsafeBufferPointer(rebasing: xml[range]), as: UTF8.self)
    }
    var at = 0
    while at < xml.count {
      let tag = first(0x3C, from: at)
      if at < tag { body(.text(unescaped(string(at..<tag)))) }
      guard tag + 2 < xml.count else { return }
      let isFootnote = xml[tag + 1] == 0x3C
      if xml[tag + 1] == 0x2F {
        body(.close)
        let end = first(0x3E, from: tag)
        at = xml[tag + 2] == 0x3C ? first(0x3E, from: end + 1) + 1 : end + 1
        continue
      }
      let end = first(0x3E, from: isFootnote ? first(0x3E, from: tag) + 1 : tag)
      at = end + 1
      let isEmpty = xml[end - 1] == 0x2F
      let text = string(tag + 1..<(isEmpty ? end - 1 : end))
      guard text.first != "?", text.first != "!" else { continue }
      let name = isFootnote ? "footnote" : String(text.prefix { $0 != " " })
      body(.open(name: name, attributes: text, isEmpty: isEmpty))
    }
  }

  private static func unescaped(_ text: String) -> String {
    guard text.contains("&") else { return text }
    return text.replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"")
      .replacing("&amp;", with: "&")
  }

  private struct Reader {
    var topics: [Topic] = []
    private var open: [String] = []
    /// The headings and items that are open; -1 is the document.
    private var nest: [Int] = [-1]
    /// The number of blocks that have begun in each open element.
    private var children: [Int] = []
    private var contentDepth = 0
    /// The topic whose title is being read, and at how many open elements it began.
    private var title: (topic: Int, height: Int)?

    private static let content: Set<String> = ["block_quote", "footnote", "table"]
    private static let literal: Set<String> = ["text", "code", "html_inline", "code_block", "html_block"]

    mutating func read(_ token: Token) {
      switch token {
      case .open(let name, let attributes, let isEmpty):
        enter(name, attributes)
        if isEmpty { leave() }
      case .close: leave()
      case .text(let text): if title != nil, let name = open.last { read(text, in: name) }
      }
    }

    private mutating func enter(_ name: String, _ attributes: String) {
      let isFirst = children.last == 0
      if !children.isEmpty { children[children.count - 1] += 1 }
      let isItem = (name == "item" || name == "tasklist") && contentDepth == 0
      let parent = open.last
      open.append(name)
      children.append(0)
      if Self.content.contains(name) { contentDepth += 1 }
      if contentDepth == 0, name == "heading", isFirst, parent == "item", let last = nest.last, last >= 0,
        topics[last].isItem
      {
        // The item is called what its heading says.
        title = (last, open.count)
      } else if contentDepth == 0, isItem || name == "heading" {
        let level = Int(Self.attribute("level", of: attributes) ?? "") ?? 0
        if !isItem {
          while let last = nest.last, last >= 0, !topics[last].isItem, topics[last].level >= level { nest.removeLast() }
        }
        let line = Int((Self.attribute("sourcepos", of: attributes) ?? "").prefix { $0 != ":" }) ?? 0
        topics.append(Topic(level: level, depth: nest.count, line: line, title: ""))
        nest.append(topics.count - 1)
        if !isItem { title = (topics.count - 1, open.count) }
      } else if let last = nest.last, last >= 0, isFirst, parent == "item" || parent == "tasklist",
        topics[last].isItem
      {
        switch name {
        case "paragraph": if contentDepth == 0 { title = (last, open.count) }
        case "list", "heading", "thematic_break": break
        default: if contentDepth <= 1 { topics[last].borrowed = name }
        }
      }
      if let title, name == "softbreak" || name == "linebreak", topics[title.topic].title.last != " " {
        topics[title.topic].title += " "
      }
    }

    private mutating func leave() {
      if let title, title.height == open.count {
        topics[title.topic].title = topics[title.topic].title.trimmingCharacters(in: .whitespacesAndNewlines)
        self.title = nil
      }
      let name = open.removeLast()
      children.removeLast()
      if Self.content.contains(name) { contentDepth -= 1 }
      if contentDepth == 0, name == "item" || name == "tasklist" {
        while let last = nest.popLast(), !topics[last].isItem {}
      }
    }

    private mutating func read(_ text: String, in name: String) {
      guard let title, Self.literal.contains(name) else { return }
      if name == "html_inline", !HTMLRule.isText(text) { return }
      topics[title.topic].title += text.replacing("\n", with: " ")
    }

    private static func attribute(_ name: String, of tag: String) -> Substring? {
      guard let start = tag.range(of: " \(name)=\"") else { return nil }
      return tag[start.upperBound...].prefix { $0 != "\"" }
    }
  }
}
