import Foundation

/// Notes as people write them, for tests that compare readings of whole files.
package enum Corpus {
  /// The folder of this package's own notes, which are there in every clone.
  package static let fixtures = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Notes")

  /// The folder of real notes, named in `GLOSS_CORPUS` or beside the checkout and never in it; nil where there is none.
  package static let realNotes: URL? = {
    let beside = fixtures.appending(path: "../../../../shared/corpus")
    let named = ProcessInfo.processInfo.environment["GLOSS_CORPUS"].map { URL(filePath: $0) }
    let folder = (named ?? beside).standardizedFileURL
    return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
  }()

  /// Every Markdown file of both, sorted by path in each.
  package static let files = markdown(in: fixtures) + (realNotes.map(markdown) ?? [])

  /// Those that are not just another version of one among them.
  package static var distinct: [URL] {
    files.filter { !$0.path.contains("/edits/") || $0.path.hasSuffix("-0/new.md") }
  }

  /// The bytes of a file of the real notes; nil where it is not there.
  package static func bytes(ofRealNote name: String) -> [UInt8]? {
    realNotes.flatMap { FileManager.default.contents(atPath: $0.path + "/" + name) }.map(Array.init)
  }

  /// The sources of the examples of the CommonMark specification, which lies among the real notes; none without.
  package static let specification: [[UInt8]] = {
    guard let bytes = bytes(ofRealNote: "commonmark-spec.txt") else { return [] }
    let fence = String(repeating: "`", count: 32)
    return String(decoding: bytes, as: UTF8.self).components(separatedBy: fence + " example").dropFirst().map { part in
      let body = part.components(separatedBy: "\n" + fence)[0]
      let source = body.components(separatedBy: "\n.\n")[0].drop { $0 != "\n" }.dropFirst()
      return Array(source.replacing("→", with: "\t").utf8)
    }
  }()

  private static func markdown(in folder: URL) -> [URL] {
    let found = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    let files = found?.compactMap { $0 as? URL } ?? []
    return files.filter { $0.pathExtension == "md" }.sorted { $0.path < $1.path }
  }
}
