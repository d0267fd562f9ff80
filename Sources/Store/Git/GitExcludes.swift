/// The files besides `.gitignore` that say what git leaves out of a work tree (gitignore(5)).
struct GitExcludes {
  /// `.git/info/exclude`, and the one that holds for all of a user's work trees; absolute, they need not exist.
  let paths: (everywhere: String?, here: String)

  /// - Parameter folder: the root of the work tree.
  init(of folder: String, _ environment: StoreEnvironment) {
    let store = GitExcludes.store(of: folder, environment.fileSystem)
    let configured = GitExcludes.configured(in: folder, store: store, environment)
    paths = (
      configured ?? environment.configurationFolder.map { join($0, "git/ignore") }, join(store, "info/exclude")
    )
  }

  /// The folder of the repository: `.git`, or the one that a file of that name leads to.
  private static func store(of folder: String, _ files: any FileSystem) -> String {
    let path = join(folder, ".git")
    guard let line = text(path, files)?.split(separator: "\n").first, line.hasPrefix("gitdir:") else { return path }
    let store = normalized(trimmed(line.dropFirst(7)), from: folder)
    // The work trees of one repository have that in common.
    guard let common = text(join(store, "commondir"), files) else { return store }
    return normalized(trimmed(common[...]), from: store)
  }

  /// The value of `core.excludesFile`.
  private static func configured(in folder: String, store: String, _ environment: StoreEnvironment) -> String? {
    var places = [environment.gitConfiguration].compactMap(\.self)
    if let configuration = environment.configurationFolder { places.append(join(configuration, "git/config")) }
    if let home = environment.homeFolder { places.append(join(home, ".gitconfig")) }
    places.append(join(store, "config"))
    let texts = places.compactMap { text($0, environment.fileSystem) }
    var value: String?
    if texts.contains(where: { $0.lowercased().contains("[include") }) {
      // What other files say only git itself knows.
      let git = ["git", "-C", folder, "config", "--type=path", "--get", "core.excludesFile"]
      value = Subprocess.output(of: git).map { trimmed(String(decoding: $0, as: UTF8.self)[...]) }
    } else {
      value = texts.compactMap(GitExcludes.value).last
    }
    guard let value, !value.isEmpty else { return nil }
    guard value.hasPrefix("~/") else { return value.hasPrefix("/") ? value : join(folder, value) }
    return environment.homeFolder.map { join($0, String(value.dropFirst(2))) }
  }

  /// The last `excludesFile` in the section `core` of a configuration (git-config(1), "Syntax").
  static func value(in text: String) -> String? {
    var isCore = false
    var found: String?
    for line in text.split(whereSeparator: \.isNewline) {
      let line = trimmed(line)
      if line.hasPrefix("[") {
        isCore = line.dropFirst().prefix { $0 != "]" }.lowercased() == "core"
        continue
      }
      guard isCore, let sign = line.firstIndex(of: "="), trimmed(line[..<sign]).lowercased() == "excludesfile" else {
        continue
      }
      found = unquoted(line[line.index(after: sign)...])
    }
    return found
  }

  /// A value without its quotes, escapes and comment.
  private static func unquoted(_ value: Substring) -> String {
    var result = ""
    var isQuoted = false
    var rest = trimmed(value)[...]
    while let sign = rest.popFirst() {
      switch sign {
      case "\"": isQuoted.toggle()
      case "\\": if let next = rest.popFirst() { result.append(next) }
      case "#" where !isQuoted, ";" where !isQuoted: return trimmed(result[...])
      default: result.append(sign)
      }
    }
    return result
  }

  private static func trimmed(_ text: Substring) -> String {
    var text = text.drop(while: \.isWhitespace)
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }

  private static func text(_ path: String, _ files: any FileSystem) -> String? {
    (try? OpenFile(path, for: .read, on: files).readAll()).map { String(decoding: $0, as: UTF8.self) }
  }
}
