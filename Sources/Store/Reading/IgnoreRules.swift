/// The rules of the `.gitignore` files that hold for a folder.
///
/// As git has it: of one file the last line that matches decides, the file nearest to the entry before those above it,
/// then `.git/info/exclude`, then the file that `core.excludesFile` names. `TrackedNotes` are the exceptions.
struct IgnoreRules: Sendable {
  private struct Level: Sendable {
    /// The folder that its paths begin at, with a slash at its end.
    var base: String
    var patterns: [IgnorePattern]
  }

  /// The nearest last.
  private var levels: [Level] = []

  /// The rules of the folders above `folder`, up to the root of its git work tree, if it is in one.
  init(above folder: String, _ environment: StoreEnvironment) {
    let files = environment.fileSystem
    var above: [String] = []
    var current = folder
    while (try? files.status(of: join(current, ".git"), in: nil, followingLinks: true)) == nil {
      if current == "/" { return }
      current = split(current).folder
      above.append(current)
    }
    readExcludes(of: current, environment)
    for folder in above.reversed() { read(join(folder, ".gitignore"), base: folder, files) }
  }

  private init() {}

  /// These rules and those of the `.gitignore` in `folder`, where git has another work tree only the latter.
  func entering(
    _ folder: String, names: Set<String>, isRoot: Bool, _ environment: StoreEnvironment
  ) -> IgnoreRules {
    let files = environment.fileSystem
    var rules = names.contains(".git") && !isRoot ? IgnoreRules() : self
    if names.contains(".git"), !isRoot { rules.readExcludes(of: folder, environment) }
    if names.contains(".gitignore") { rules.read(join(folder, ".gitignore"), base: folder, files) }
    return rules
  }

  private mutating func readExcludes(of folder: String, _ environment: StoreEnvironment) {
    let paths = GitExcludes(of: folder, environment).paths
    if let everywhere = paths.everywhere { read(everywhere, base: folder, environment.fileSystem) }
    read(paths.here, base: folder, environment.fileSystem)
  }

  private mutating func read(_ path: String, base: String, _ files: any FileSystem) {
    guard let bytes = try? OpenFile(path, for: .read, on: files).readAll() else { return }
    let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
    let patterns = text.split(separator: UInt8(ascii: "\n")).compactMap { IgnorePattern(line: $0) }
    if !patterns.isEmpty { levels.append(Level(base: base == "/" ? base : base + "/", patterns: patterns)) }
  }

  /// Whether the entry `name` of `folder` is left out.
  func ignore(_ name: String, in folder: String, isFolder: Bool) -> Bool {
    for level in levels.reversed() {
      for pattern in level.patterns.reversed()
      where pattern.matches(
        name: name, path: String(join(folder, name).dropFirst(level.base.count)), isFolder: isFolder)
      {
        return !pattern.isNegated
      }
    }
    return false
  }
}
