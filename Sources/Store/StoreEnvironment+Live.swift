import Glibc

extension StoreEnvironment {
  /// The machine's own, with the folders that the environment variables name.
  package static func live(variables: [String: String]) -> StoreEnvironment {
    let state = folder(variables["XDG_STATE_HOME"]) ?? join(home(variables), ".local/state")
    var environment = StoreEnvironment(
      stateDirectory: join(state, "gloss"),
      currentDirectory: currentFolder(),
      now: { Timestamp.now() },
      newID: {
        var randomness = SystemRandomNumberGenerator()
        return ULID.make(at: Timestamp.now(), using: &randomness)
      },
      processID: getpid(),
      isRunning: { kill($0, 0) == 0 || errno == EPERM },
      fileSystem: LinuxFileSystem())
    environment.homeFolder = home(variables)
    environment.configurationFolder = folder(variables["XDG_CONFIG_HOME"]) ?? join(home(variables), ".config")
    if variables["GIT_CONFIG_NOSYSTEM"] == nil { environment.gitConfiguration = "/etc/gitconfig" }
    return environment
  }

  /// An XDG folder counts only where it is absolute (XDG Base Directory Specification).
  private static func folder(_ value: String?) -> String? {
    value.flatMap { $0.utf8.first == UInt8(ascii: "/") ? $0 : nil }
  }

  private static func home(_ variables: [String: String]) -> String {
    if let home = folder(variables["HOME"]) { return home }
    return getpwuid(getuid()).flatMap { String(validatingCString: $0.pointee.pw_dir) } ?? "/"
  }

  private static func currentFolder() -> String {
    guard let path = getcwd(nil, 0) else { return "/" }
    defer { free(path) }
    return String(cString: path)
  }
}
