import Foundation
import Seeding
import StoreHarness
import Testing

@testable import Store

/// The files that `.gitignore` leaves out, compared with git itself.
@Suite(.enabled(if: access("/usr/bin/git", X_OK) == 0, "git is not installed"))
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
    for part in ["nothing is tracked", "every second one is"] {
      let theirs = git("ls-files", "-co", "--exclude-standard", "-z").split(separator: "\0").map(String.init)
        .filter { $0.hasSuffix(".md") }
      #expect(try listed().sorted() == Set(theirs).sorted(), "\(part)")
      let all = git("ls-files", "-o", "-z").split(separator: "\0").map(String.init).filter { $0.hasSuffix(".md") }
      for (number, name) in all.sorted().enumerated() where number % 2 == 0 { git("add", "-f", "--", name) }
    }
  }

  @Test func aTrackedNoteIsListedWhateverIsIgnored() throws {
    git("init", "-q")
    for name in ["drafts/kept.md", "drafts/deep/UPPER.MD", "drafts/not.md", "one.md", "other/x.md"] { try put(name) }
    folder.write("drafts/\none.md\n", to: ".gitignore")
    git("add", "-f", "drafts/kept.md", "drafts/deep/UPPER.MD")
    #expect(try listed() == ["drafts/deep/UPPER.MD", "drafts/kept.md", "other/x.md"])
  }

  @Test(arguments: [
    ("", "git/ignore"), ("[core]\n\texcludesFile = ~/mine\n", "home/mine"),
    ("[CORE]\n  Excludesfile=\"~/my \\\"own\" # here\n[other]\nexcludesfile=/x\n", "home/my \"own"),
    ("[core \"x\"]\nexcludesFile = ~/mine\n", "git/ignore"),
    ("[include]\n\tpath = HERE/more\n", "home/more.ignore"),
  ])
  func whatIsIgnoredEverywhereIsLeftOut(configuration: String, named: String) throws {
    git("init", "-q")
    try put("one.md")
    try put("sub/two.md")
    try put("home/more")
    folder.write("[core]\nexcludesFile = \(folder.path)/home/more.ignore\n", to: "more")
    mkdir(folder.path + "/git", 0o755)
    folder.write("/sub/two.md\nhome/\n", to: named)
    let isOwn = configuration.contains("HERE")
    let before = isOwn ? folder.read(".git/config") ?? "" : ""
    folder.write(
      before + configuration.replacing("HERE", with: folder.path), to: isOwn ? ".git/config" : "home/.gitconfig")
    var environment = folder.environment()
    environment.homeFolder = folder.path + "/home"
    environment.configurationFolder = folder.path
    let variables = ["HOME=" + folder.path + "/home", "XDG_CONFIG_HOME=" + folder.path, "GIT_CONFIG_NOSYSTEM=1"]
    let git = run(
      ["/usr/bin/env"] + variables + ["git", "ls-files", "-o", "--exclude-standard", "*.md"], in: folder.path)
    #expect(git.output == "one.md\n")
    #expect(try FolderListing.markdownFiles(under: folder.path, environment).files.map(\.path) == ["one.md"])
    #expect(try FolderListing.markdownFiles(under: folder.path + "/sub", environment).files.isEmpty)
  }

  @Test func aLinkedWorkTreeHasTheExcludesOfItsRepository() throws {
    try put("main/one.md")
    let main = folder.path + "/main"
    func git(_ arguments: String...) {
      _ = run(
        ["/usr/bin/env", "HOME=" + folder.path, "git", "-C", main, "-c", "user.name=a", "-c", "user.email=a"]
          + arguments)
    }
    git("init", "-q")
    git("commit", "-q", "--allow-empty", "-m", "x")
    git("worktree", "add", "-q", "../tree")
    folder.write("two.md\n", to: "main/.git/info/exclude")
    try put("tree/one.md")
    try put("tree/two.md")
    let listing = try FolderListing.markdownFiles(under: folder.path + "/tree", folder.environment())
    #expect(listing.files.map(\.path) == ["one.md"])
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
