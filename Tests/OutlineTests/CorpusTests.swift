import Foundation
import Testing

@testable import Outline

/// Real notes, kept beside the checkout and never in it.
enum Corpus {
  static let folder: URL? = {
    let beside = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "../../../shared/corpus")
    let named = ProcessInfo.processInfo.environment["GLOSS_CORPUS"].map { URL(fileURLWithPath: $0) }
    let folder = (named ?? beside).standardizedFileURL
    return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
  }()

  /// Every Markdown file of it, sorted by path.
  static let files: [URL] = {
    guard let folder, let found = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil) else {
      return []
    }
    return found.compactMap { $0 as? URL }.filter { $0.pathExtension == "md" }.sorted { $0.path < $1.path }
  }()

  /// Those that are not just another version of one among them.
  static var distinct: [URL] {
    files.filter { !$0.path.contains("/edits/") || $0.path.hasSuffix("-0/new.md") }
  }

  static func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: try #require(folder).appending(path: name)))
  }
}

@Suite(.enabled(if: Corpus.folder != nil))
struct CorpusTests {
  @Test func everyBulletOfANotebookOfNestedBulletsIsATopic() throws {
    let outline = Outline(parsing: try Corpus.bytes("python.md"))
    let kinds = outline.indices.map { outline.kind(of: $0) }
    let items = kinds.filter { if case .item = $0 { true } else { false } }
    #expect(items.count == 158)
    #expect(kinds.filter { $0 == .heading(level: 2) }.count == 1)
    #expect(outline.count == 160)
    let lines = outline.indices.map { outline[$0].line.int }
    #expect(lines.contains(92))
    #expect(lines.contains(97))
  }

  @Test func everyFileIsSound() throws {
    for file in Corpus.files {
      let outline = Outline(parsing: Array(try Data(contentsOf: file)))
      #expect(outline.checkInvariants() == [], "\(file.path)")
    }
  }
}
