/// The repository of a source; everything is nil where there is no git or no repository.
package struct Git: Sendable {
  private let source: String

  /// - Parameter source: an absolute path, with its links resolved.
  package init(source: String) {
    self.source = source
  }

  /// The commit that is checked out, where the source stands in it with exactly these bytes.
  package func commit(of bytes: [UInt8]) -> String? {
    let name = split(source).name
    guard let lines = lines(["rev-parse", "HEAD", "HEAD:./" + name]), lines.count == 2,
      lines[1] == blobID(of: bytes)
    else { return nil }
    return lines[0]
  }

  /// The blob id that the source had in a commit, which is named by hexadecimal digits.
  package func idOfBlob(inCommit commit: String) -> String? {
    guard 4...64 ~= commit.utf8.count, commit.utf8.allSatisfy({ Unicode.Scalar($0).properties.isHexDigit }) else {
      return nil
    }
    let found = lines(["rev-parse", "--verify", "--quiet", commit + ":./" + split(source).name])?.first
    return found.flatMap { $0.utf8.count >= 40 ? $0 : nil }
  }

  /// The bytes of a blob.
  package func blob(_ id: String) -> [UInt8]? {
    guard id.utf8.count >= 40, id.utf8.allSatisfy(Emitter.isLetterOrDigit) else { return nil }
    return run(["cat-file", "blob", id])
  }

  /// Whether a commit took a record out of a file: some commit has it, the one that is checked out has not.
  func hasCommittedDeletion(of id: String, in sidecar: String) -> Bool {
    let git = Git(source: sidecar)
    let name = split(sidecar).name
    guard let found = git.lines(["log", "--all", "-1", "--format=%H", "-S" + id, "--", name]), !found.isEmpty
    else { return false }
    let now = git.run(["cat-file", "blob", "HEAD:./" + name]) ?? []
    return !SidecarDocument(now, format: .yaml, path: sidecar).records.contains { $0.id == id }
  }

  /// A value of the configuration that holds for the folder of the source.
  func configuration(_ key: String) -> String? {
    lines(["config", "--get", key])?.first
  }

  /// The paths of the source in earlier commits, as git finds renames; absolute.
  func formerPaths() -> [String] {
    guard let top = lines(["rev-parse", "--show-toplevel"])?.first else { return [] }
    let arguments = ["log", "--follow", "-M", "--diff-filter=R", "--name-status", "--format=", "-z", "--"]
    guard let bytes = run(arguments + [split(source).name]) else { return [] }
    let fields = bytes.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
    // `R100`, the old path, the new path, and so on.
    return stride(from: 1, to: fields.count, by: 3).map { join(top, fields[$0]) }
  }

  private func lines(_ arguments: [String]) -> [String]? {
    run(arguments).map { String(decoding: $0, as: UTF8.self).split(separator: "\n").map(String.init) }
  }

  private func run(_ arguments: [String]) -> [UInt8]? {
    Subprocess.output(of: ["git", "-C", split(source).folder] + arguments)
  }
}
