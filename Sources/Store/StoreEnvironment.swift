/// The store's view of the outside: folders, clock, identifiers, file system.
package struct StoreEnvironment: Sendable {
  /// `$XDG_STATE_HOME/gloss`.
  package var stateDirectory: String
  /// Absolute; relative paths are taken from here.
  package var currentDirectory: String
  /// Whether new sidecars go to the state folder even where they could stand beside their source.
  package var keepsSidecarsApart = false
  /// The reader's own, and `$XDG_CONFIG_HOME`: what git is told about all repositories is there. Nil for none.
  package var homeFolder: String?
  /// `$XDG_CONFIG_HOME`, or `.config` in the home folder; nil for none.
  package var configurationFolder: String?
  /// The path of git's configuration for all users.
  package var gitConfiguration: String?
  /// Returns the present time.
  package var now: @Sendable () -> Timestamp
  /// A ULID.
  package var newID: @Sendable () -> String
  /// The id of this process: tells it apart from others that write drafts at the same time.
  package var processID: Int32
  /// Whether the process that left a mark is still running.
  package var isRunning: @Sendable (Int32) -> Bool
  /// The calls of the operating system, real or made to fail.
  package var fileSystem: any FileSystem

  /// Creates an environment without the reader's own folders and git's configuration, to be set where they are known.
  package init(
    stateDirectory: String, currentDirectory: String, now: @escaping @Sendable () -> Timestamp,
    newID: @escaping @Sendable () -> String, processID: Int32, isRunning: @escaping @Sendable (Int32) -> Bool,
    fileSystem: any FileSystem
  ) {
    self.stateDirectory = stateDirectory
    self.currentDirectory = currentDirectory
    self.now = now
    self.newID = newID
    self.processID = processID
    self.isRunning = isRunning
    self.fileSystem = fileSystem
  }
}
