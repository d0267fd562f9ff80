import Glibc

/// The author of annotations: `Name (identifier)`, as MRSF 1.0 section 6.1 advises.
package enum Identity {
  /// From the configuration, else git's `user.name` with the login name, else the login name alone.
  ///
  /// - Parameter configured: taken as it stands.
  package static func author(configured: String?, source: String, variables: [String: String]) -> String {
    if let configured, !configured.isEmpty { return configured }
    let login = login(variables)
    guard let name = Git(source: source).configuration("user.name"), !name.isEmpty else { return login }
    return name + " (" + login + ")"
  }

  private static func login(_ variables: [String: String]) -> String {
    if let name = getpwuid(getuid()).flatMap({ String(validatingCString: $0.pointee.pw_name) }), !name.isEmpty {
      return name
    }
    for key in ["LOGNAME", "USER"] {
      if let name = variables[key], !name.isEmpty { return name }
    }
    return String(getuid())
  }
}
