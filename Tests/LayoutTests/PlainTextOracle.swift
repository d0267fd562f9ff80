import Foundation

/// The plain text of cmark-gfm: an independent reading of the same files.
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
