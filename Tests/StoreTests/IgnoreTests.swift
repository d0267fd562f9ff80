import Foundation
import Seeding
import Testing

@testable import Store

/// What `.gitignore` leaves out, as git itself has it.
@Suite(.enabled(if: access("/usr/bin/git", X_OK) == 0))
struct IgnoreTests {
  private let folder = TemporaryFolder()

  @Test(arguments: [
    ("*.md", []), ("one.md", ["a/two.md", "b/a/three.md", "b/four 4.md", "two.md"]),
    ("/one.md", ["a/one.md", "a/two.md", "b/a/three.md", "b/four 4.md", "two.md"]),
    ("a/", ["b/four 4.md", "one.md", "two.md"]), ("/a/", ["b/a/three.md", "b/four 4.md", "one.md", "two.md"]),
    ("b/*.md", ["a/one.md", "a/two.md", "b/a/three.md", "one.md", "two.md"]),
    ("b/**", ["a/one.md", "a/two.md", "one.md", "two.md"]),
    ("**/a", ["b/four 4.md", "one.md", "two.md"]),
    ("b/**/three.md", ["a/one.md", "a/two.md", "b/four 4.md", "one.md", "two.md"]),
    ("*.md\n!two.md", ["a/two.md", "two.md"]), ("a/\n!a/two.md", ["b/four 4.md", "one.md", "two.md"]),
    ("# one.md\n\n\\#x\nt[a-w]*", ["a/one.md", "b/four 4.md", "one.md"]),
    ("four\\ 4.md  \n[!ot]*.md", ["a/one.md", "a/two.md", "b/a/three.md", "one.md", "two.md"]),
  ])
  func aPatternLeavesOut(pattern: String, left: [String]) throws {
    for name in ["one.md", "two.md", "a/one.md", "a/two.md", "b/four 4.md", "b/a/three.md"] { try put(name) }
    folder.write(pattern, to: ".gitignore")
    #expect(try listed().sorted() == left.sorted())
  }

  @Test func theRulesAboveTheFolderHoldToo() throws {
    try put("notes/sub/x.md")
    try put("notes/sub/y.md")
    try put("notes/z.md")
    folder.write("x.md\n/notes/sub/y.md\n", to: ".gitignore")
    #expect(try FolderListing.markdownFiles(under: folder.path + "/notes", folder.environment()).files.count == 3)
    git("init", "-q")
    folder.write("z.md\n", to: ".git/info/exclude")
    folder.write("!x.md\n", to: "notes/sub/.gitignore")
    let listing = try FolderListing.markdownFiles(under: folder.path + "/notes", folder.environment())
    #expect(listing.files.map(\.path) == ["sub/x.md"])
  }

  @Test func unreadableFoldersAndCirclesOfLinksAreNoTrouble() throws {
    try put("a/one.md")
    try put("shut/two.md")
    symlink("..", folder.path + "/a/up")
    symlink("self", folder.path + "/self")
    symlink("nowhere.md", folder.path + "/dangling.md")
    chmod(folder.path + "/shut", 0)
    defer { chmod(folder.path + "/shut", 0o755) }
    let listing = try FolderListing.markdownFiles(under: folder.path, folder.environment())
    let isRoot = getuid() == 0
    #expect(listing.files.map(\.path) == (isRoot ? ["a/one.md", "shut/two.md"] : ["a/one.md"]))
    #expect(listing.failures.count == (isRoot ? 0 : 1))
  }

  @Test(arguments: 0..<12) func gitLeavesOutTheSame(seed: UInt64) throws {
    var random = Seeded(seed: seed)
    git("init", "-q")
    let names = ["a", "b", "ab", "a b", "x[1]", "Abc", "c-d", "a1"]
    var folders = [""]
    for _ in 0..<8 { folders.append((folders.randomElement(using: &random) ?? "") + random.pick(names) + "/") }
    for at in folders {
      for _ in 0..<3 { try put(at + random.pick(names) + ".md") }
    }
    for at in folders where at.isEmpty || Bool.random(using: &random) {
      let lines = (0..<Int.random(in: 1...4, using: &random)).map { _ in random.pattern(names) }
      folder.write(lines.joined(separator: "\n") + "\n", to: at + ".gitignore")
    }
    let theirs = git("ls-files", "-o", "--exclude-standard", "-z").split(separator: "\0").map(String.init)
      .filter { $0.hasSuffix(".md") }
    #expect(try listed().sorted() == theirs.sorted())
  }

  private func put(_ path: String) throws {
    let file = URL(fileURLWithPath: folder.path + "/" + path)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    folder.write("# note\n", to: path)
  }

  private func listed() throws -> [String] {
    try FolderListing.markdownFiles(under: folder.path, folder.environment()).files.map(\.path)
  }

  @discardableResult
  private func git(_ arguments: String...) -> String {
    run(["/usr/bin/env", "HOME=" + folder.path, "GIT_CONFIG_NOSYSTEM=1", "git"] + arguments, in: folder.path).output
  }
}

extension Seeded {
  fileprivate mutating func pick(_ words: [String]) -> String { words.randomElement(using: &self) ?? "" }

  fileprivate mutating func pattern(_ names: [String]) -> String {
    let pieces = names + ["*", "**", "?", "a*", "*b", "[ab]", "[!a]*", "[[:upper:]]*", "\\a", "a\\ b", "[a-c]?*"]
    let parts = (0..<Int.random(in: 1...3, using: &self)).map { _ in pick(pieces) }
    return pick(["", "", "", "!", "#"]) + pick(["", "", "/", "**/"]) + parts.joined(separator: "/")
      + pick(["", "", ".md", "*.md", "/", "/**"])
  }
}
