import Annotations
import Outline

/// Markdown with the annotations as block quotes below their topics.
///
/// The source stays as it is between them, byte for byte, and keeps its topics: where a block quote below its topic
/// would make something else of the text around it, it stands further down and says what it speaks of.
package enum MarkdownExport {
  /// The file with its annotations in between.
  package static func document(_ file: AnnotatedFile) -> [UInt8] {
    let topics = TopicList(file.outline)
    for distance in Places.Distance.allCases {
      let bytes = document(file, distance)
      if TopicList(Outline(parsing: bytes)) == topics { return bytes }
    }
    return document(file, .atTheEnd)
  }

  private static func document(_ file: AnnotatedFile, _ distance: Places.Distance) -> [UInt8] {
    let places = Places(file.outline, distance)
    var insertions = file.annotatedTopics.map { topic in (place: places.place(of: topic), topic: topic) }
    // Of those at one place, the innermost come first: further out, they would be inside no more.
    insertions.sort { ($0.place.offset, -$0.place.indent, $0.topic) < ($1.place.offset, -$1.place.indent, $1.topic) }
    let source = file.outline.bytes
    let lineBreak = lineBreak(of: source)
    var bytes: [UInt8] = []
    var position = 0
    for (index, (place, topic)) in insertions.enumerated() {
      bytes += source[position..<place.offset]
      position = place.offset
      if let last = bytes.last, last != 0x0A, last != 0x0D, position > places.start { bytes += lineBreak }
      for thread in file.threads[topic] ?? [] {
        if bytes.count > places.start, !endsInBlankLine(bytes) { bytes += lineBreak }
        let indentation = Array(repeating: UInt8(ascii: " "), count: place.indent)
        for line in lines(of: thread, title: place.isBelow ? nil : file.outline.title(of: topic)) {
          bytes += indentation + Array(line.utf8) + lineBreak
        }
      }
      let isLast = index + 1 == insertions.count || insertions[index + 1].place.offset > position
      if isLast, position < source.count, source[position] != 0x0A, source[position] != 0x0D { bytes += lineBreak }
    }
    return bytes + source[position...]
  }

  private static func lineBreak(of source: [UInt8]) -> [UInt8] {
    guard let first = source.firstIndex(of: 0x0A), first > 0, source[first - 1] == 0x0D else { return [0x0A] }
    return [0x0D, 0x0A]
  }

  private static func endsInBlankLine(_ bytes: [UInt8]) -> Bool {
    let end = bytes.suffix(4)
    return end.suffix(2).elementsEqual([0x0A, 0x0A]) || end.elementsEqual([0x0D, 0x0A, 0x0D, 0x0A])
  }

  // MARK: One thread

  /// Deeper replies stand with those of the last level.
  private static let deepest = 8

  private static func lines(of thread: [AnnotatedFile.Entry], title: String?) -> [String] {
    var lines: [String] = []
    for entry in thread {
      let prefix = String(repeating: "> ", count: min(entry.level, deepest) + 1)
      let blank = String(prefix.dropLast())
      if entry.level > 0 { lines.append(">") }
      lines.append(prefix + "**" + MarkdownText.escaped(entry.header) + "**")
      if let title, entry.level == 0 {
        lines += [
          blank, prefix + "On *" + MarkdownText.escaped(OneLine.text(title.isEmpty ? "(empty)" : title)) + "*:",
        ]
      }
      if let quoted = entry.quoted {
        lines += [blank, prefix + "On “" + MarkdownText.escaped(OneLine.text(quoted)) + "”:"]
      }
      lines.append(blank)
      lines += MarkdownText.lines(entry.annotation.text).map { $0.isEmpty ? blank : prefix + $0 }
    }
    return lines
  }
}

/// The topics of a file, for finding out whether two files have the same.
private struct TopicList: Equatable {
  private struct Row: Equatable {
    var kind: Topic.Kind
    var depth: Int
    var title: String
  }

  private let rows: [Row]

  init(_ outline: Outline) {
    rows = outline.indices.map {
      Row(kind: outline.kind(of: $0), depth: outline.depth(of: $0), title: outline.title(of: $0))
    }
  }
}
