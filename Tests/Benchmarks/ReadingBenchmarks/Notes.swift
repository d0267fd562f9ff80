import Foundation

/// Notes as people write them, made up: the same every time.
struct NoteMaker {
  private var state: UInt64 = 42
  private static let lines = [
    "\n## Section with **bold** and `code`\n\n",
    "Some text that goes on, with a [link](https://example.org/a/b) in it.\n\n",
    "* A topic\n", "    * Another, *nested*, with more words than the one above it\n", "    * [ ] something to do\n",
    "1. first\n2. second\n\n", "| a | b |\n|---|---|\n| c | d |\n\n", "```swift\nlet x = 1\n```\n\n",
    "> quoted text\n\n",
  ]

  mutating func note(_ title: String, size: Int) -> Data {
    var text = "# \(title)\n"
    while text.utf8.count < size {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      text += Self.lines[Int(state >> 33) % Self.lines.count]
    }
    return Data(text.utf8)
  }

  /// 10,000 files of 10,000 bytes in 200 folders; one of a million bytes before them.
  mutating func folder(at root: URL) throws {
    let files = FileManager.default
    try files.createDirectory(at: root, withIntermediateDirectories: true)
    try note("Large", size: 1_000_000).write(to: root.appending(path: "0.md"))
    for part in 1...20 {
      for chapter in 1...10 {
        let folder = root.appending(path: "part \(part)/chapter \(chapter)")
        try files.createDirectory(at: folder, withIntermediateDirectories: true)
        for number in 1...50 {
          try note("Note \(part).\(chapter).\(number)", size: 10_000).write(to: folder.appending(path: "\(number).md"))
        }
      }
    }
  }

  /// One topic of 100 MB, in numbered paragraphs.
  static func topic(at file: URL) throws {
    var text = Data("# One topic\n\n".utf8)
    text.reserveCapacity(101_000_000)
    var number = 0
    while text.count < 100_000_000 {
      number += 1
      text.append(Data("Paragraph \(number) says some words, and then it says no more.\n\n".utf8))
    }
    try text.write(to: file)
  }
}
