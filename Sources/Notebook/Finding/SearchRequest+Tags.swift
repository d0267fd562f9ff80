import Annotations
import Outline
import Search

extension SearchRequest {
  /// The tags of all notes and their annotations.
  func runTags(over scope: SearchScope, for host: some SearchHost) {
    var scanner = TagScanner()
    var answer = SearchAnswer(number: number, kind: kind, hits: [])
    let files = scope.tree.files
    for (done, file) in files.enumerated() {
      guard host.isWanted else { return }
      if let outline = scope.open[file]?.outline {
        scanner.add(outline)
      } else if let bytes = host.bytes(of: scope.tree[file].path), SearchRequest.mayHaveTags(bytes) {
        scanner.add(Outline(parsing: bytes))
      }
      for case .annotation(let annotation, _) in (scope.open[file]?.index ?? scope.annotations[file])?.entries ?? [] {
        scanner.add(annotation: annotation.text)
      }
      guard host.isReportDue else { continue }
      answer.progress = Progress(done: done + 1, total: files.count)
      answer.tags = scanner.tags.map { TagCount(name: $0.name, count: $0.count) }
      host.report(answer)
    }
    answer.progress = nil
    answer.tags = scanner.tags.map { TagCount(name: $0.name, count: $0.count) }
    host.report(answer)
  }

  /// Whether there is front matter, or a `#` with something behind it that is neither white space nor another.
  private static func mayHaveTags(_ bytes: [UInt8]) -> Bool {
    if bytes.starts(with: [0x2D, 0x2D, 0x2D]) || bytes.starts(with: [0x2B, 0x2B, 0x2B]) { return true }
    return bytes.withUnsafeBufferPointer { bytes in
      var at = 0
      while at + 1 < bytes.count {
        if bytes[at] == 0x23, bytes[at + 1] > 0x20, bytes[at + 1] != 0x23 { return true }
        at += 1
      }
      return false
    }
  }
}
