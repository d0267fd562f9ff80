import Foundation

/// What cmark-gfm says in plain text: an independent reading of the same files.
enum PlainTextOracle {
  static let program = ["/usr/bin/cmark-gfm", "/usr/local/bin/cmark-gfm"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  }

  /// The text of each file, in one run of a shell.
  static func texts(of files: [[UInt8]]) throws -> [String] {
    guard let program else { return [] }
    let folder = FileManager.default.temporaryDirectory.appending(path: "gloss-words-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (number, bytes) in files.enumerated() { try Data(bytes).write(to: folder.appending(path: "\(number).md")) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.currentDirectoryURL = folder
    let extensions = "-e footnotes -e table -e strikethrough -e tasklist -e autolink"
    process.arguments = ["-c", "for f in *.md; do \(program) -t plaintext \(extensions) \"$f\" > \"$f.txt\"; done"]
    try process.run()
    process.waitUntilExit()
    return try files.indices.map {
      String(decoding: try Data(contentsOf: folder.appending(path: "\($0).md.txt")), as: UTF8.self)
    }
  }
}

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

  /// The examples of the CommonMark specification.
  static func examples() throws -> [[UInt8]] {
    guard let folder else { return [] }
    let text = try String(contentsOf: folder.appending(path: "commonmark-spec.txt"), encoding: .utf8)
    let fence = String(repeating: "`", count: 32)
    return text.components(separatedBy: fence + " example").dropFirst().map { part in
      let body = part.components(separatedBy: "\n" + fence)[0]
      let source = body.components(separatedBy: "\n.\n")[0].drop { $0 != "\n" }.dropFirst()
      return Array(source.replacing("→", with: "\t").utf8)
    }
  }
}
