import Glibc
import Settings
import Store
import Synchronization

/// The environment variables and the configuration of the program.
package struct ProgramEnvironment {
  /// The environment variables of the process.
  package let variables: [String: String]
  /// The file system, the clock and the folders that sources and sidecars are read with.
  package let store: StoreEnvironment
  /// The configuration; its defaults where there is no file.
  package let configuration: Configuration
  /// The problems of the configuration.
  package let problems: [SettingsProblem]

  /// The replacement for the process's own environment, in tests of commands.
  @TaskLocal package static var replacement: ProgramEnvironment?

  /// The environment that a command runs in.
  package static var current: ProgramEnvironment { replacement ?? ProgramEnvironment() }

  /// Reads the configuration; faulty settings keep their defaults and are told of in `problems`.
  package init(variables: [String: String] = processVariables()) {
    self.variables = variables
    var store = StoreEnvironment.live(variables: variables)
    let path = ProgramEnvironment.configurationPath(variables)
    do throws(SystemError) {
      (configuration, problems) = Configuration.parse(try FileBytes.read(path), file: path)
    } catch {
      (configuration, problems) = (Configuration(), SettingsProblem(reading: path, error).map { [$0] } ?? [])
    }
    store.keepsSidecarsApart = configuration.keepsSidecarsApart
    self.store = store
  }

  /// The path of the configuration, whether or not it is there.
  package static func configurationPath(_ variables: [String: String]) -> String {
    configurationFolder(variables) + "/config.yaml"
  }

  static func configurationFolder(_ variables: [String: String]) -> String {
    (StoreEnvironment.live(variables: variables).configurationFolder ?? "/") + "/gloss"
  }

  /// Returns the name under which annotations on `source` are written.
  package static func author(configured: String?, source: String) -> String {
    let variables = processVariables()
    return Identity.author(
      configured: configured ?? ProgramEnvironment(variables: variables).configuration.author, source: source,
      variables: variables)
  }
}

extension SettingsProblem {
  /// The problem of a file that could not be read; nil for one that is not there.
  init?(reading path: String, _ error: SystemError) {
    if error.code == ENOENT || error.code == ENOTDIR { return nil }
    self.init(.unreadable(error.reason), at: SettingsPlace(file: path, line: 1, column: 1))
  }
}

/// The name of the reader as an author, looked up in the background while the program starts.
final class AuthorName: Sendable {
  private let name = Mutex<String?>(nil)
  private let login: String?

  /// - Parameter variables: The environment, which mostly knows the login name.
  init(_ variables: [String: String]) {
    login = ["LOGNAME", "USER"].lazy.compactMap { variables[$0] }.first { !$0.isEmpty }
  }

  func set(_ value: String) { name.withLock { $0 = value } }

  /// The name; the login name while nothing better is known.
  var value: String { name.withLock { $0 } ?? login ?? loginName() ?? "" }
}
