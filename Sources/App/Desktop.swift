import Glibc
import Store

/// The desktop around the terminal, if there is one.
enum Desktop {
  /// Has `link`, an address or a path, opened by whatever the reader opens such things with; false where there is no
  /// desktop to ask.
  static func open(_ link: String) -> Bool {
    let environment = processVariables()
    guard environment["DISPLAY"] != nil || environment["WAYLAND_DISPLAY"] != nil || environment["BROWSER"] != nil else {
      return false
    }
    let argument = argument(for: link)
    guard !argument.hasPrefix("-") else { return false }
    // Detached: the opener must neither write on the screen nor be waited for.
    let words = [
      "/bin/sh", "-c",
      "(xdg-open \"$1\" </dev/null >/dev/null 2>&1 || \"${BROWSER:-false}\" \"$1\" </dev/null >/dev/null 2>&1) &",
      "open", argument,
    ]
    return Subprocess.run(words, .none) == .exited(0)
  }

  /// Returns the argument for the opener. Paths come out of notes and are made absolute, so that none is taken for an
  /// option or for an address of another kind than those that are opened.
  private static func argument(for link: String) -> String {
    let isAddress = ["http:", "https:", "mailto:", "file:"].contains { link.lowercased().hasPrefix($0) }
    return isAddress
      ? link : normalized(link, from: StoreEnvironment.live(variables: processVariables()).currentDirectory)
  }
}
