/// The notes below a folder that git tracks although `.gitignore` leaves them out: added by force, or before the rule.
struct TrackedNotes: Sendable {
  /// Absolute paths of the notes, and of the folders that lead to them.
  private var paths: Set<String> = []

  /// Asks git; there are none where there is no git or no work tree.
  init(in folder: String) {
    let patterns = FolderListing.endings.map { ":(icase)*" + $0 }
    let command = ["git", "-C", folder, "ls-files", "--cached", "--ignored", "--exclude-standard", "-z", "--"]
    guard let found = Subprocess.output(of: command + patterns) else { return }
    for name in found.split(separator: 0) {
      var path = join(folder, String(decoding: name, as: UTF8.self))
      while path != folder, paths.insert(path).inserted { path = split(path).folder }
    }
  }

  /// Whether the note at the absolute path is one, or one lies in the folder there.
  func contains(_ path: String) -> Bool { paths.contains(path) }
}
