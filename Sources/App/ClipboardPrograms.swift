import CursesTerminal
import Glibc
import Store

/// The programs that put a text where the reader's other programs find it.
enum ClipboardPrograms {
  /// The commands to try, the best first: the configured one alone, else those that the environment suggests.
  static func commands(configured: String?, _ variables: [String: String]) -> [[String]] {
    func isSet(_ name: String) -> Bool { !(variables[name] ?? "").isEmpty }
    if let configured { return [["/bin/sh", "-c", configured]] }
    var commands: [[String]] = []
    // tmux drops what programs send to the terminal unless it is told otherwise; this it passes on.
    if isSet("TMUX") { commands.append(["tmux", "load-buffer", "-w", "-"]) }
    if isSet("WAYLAND_DISPLAY") { commands.append(["wl-copy"]) }
    if isSet("DISPLAY") {
      commands += [["xclip", "-selection", "clipboard"], ["xsel", "--clipboard", "--input"]]
    }
    #if os(macOS)
      commands.append(["pbcopy"])
    #endif
    return commands
  }

  /// Gives `text` to the first of `commands` that takes it; whether one did.
  static func take(_ text: String, _ commands: [[String]]) -> Bool {
    let bytes = Array(text.utf8)
    return commands.contains { Subprocess.feed($0, bytes) }
  }
}
