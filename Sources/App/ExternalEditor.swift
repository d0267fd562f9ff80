import Glibc
import Store

/// The reader's own editor, on the terminal that the screen has given back.
package enum ExternalEditor {
  /// Opens `path` at a line; returns what went wrong, if anything did.
  package static func edit(_ path: String, line: Int) -> String? {
    switch run(arguments(for: path, line: line)) {
    case .done: nil
    case .failed: "\(command) failed"
    case .killed: "\(command) was killed"
    case .notStarted(let reason): reason
    }
  }

  /// Opens a text; `result` is the text afterwards, nil where it is to stay as it was. Returns what went wrong, if
  /// anything did.
  ///
  /// Nothing that was written is lost: what a killed editor had written is taken, and what is not taken stays in its
  /// file.
  static func edit(text: String, result: inout String?) -> String? {
    let path: String
    do throws(SystemError) {
      path = try FileBytes.writeTemporary(Array(text.utf8), ending: ".md")
    } catch {
      return "no temporary file for the editor: \(error.reason)"
    }
    let ending = run([path])
    guard let data = try? FileBytes.read(path) else { return "the edited text is gone" }
    let edited = String(validating: data, as: UTF8.self).map { $0.hasSuffix("\n") ? String($0.dropLast()) : $0 }
    let isChanged = edited != text
    let left = isChanged ? "its text was not taken; it is in \(path)" : "the text is as it was"
    var message: String?
    switch ending {
    case .done where edited == nil: message = "what \(command) wrote is not UTF-8: \(left)"
    case .done: result = isChanged ? edited : nil
    // It may have died after emptying the file.
    case .killed where edited.map { !isChanged || $0.allSatisfy(\.isWhitespace) } ?? true:
      message = "\(command) was killed: \(left)"
    case .killed:
      result = edited
      message = "\(command) was killed: what it had written is here; undo brings back the text before"
    case .failed: message = "\(command) failed: \(left)"
    case .notStarted(let reason): message = "\(reason): \(left)"
    }
    if result != nil || !isChanged { unlink(path) }
    return message
  }

  private static var command: String {
    let environment = processVariables()
    return [environment["VISUAL"], environment["EDITOR"]].compactMap { $0 }.first { !$0.isEmpty } ?? "vi"
  }

  /// Returns the arguments that make `editor` open a file at a line (1-based).
  static func arguments(for path: String, line: Int, editor: String = command) -> [String] {
    let program = editor.split(separator: " ").first.map { $0.split(separator: "/").last.map(String.init) ?? "" } ?? ""
    switch program {
    case "hx", "helix": return ["\(path):\(line)"]
    case "code", "code-insiders", "codium", "vscodium":
      return (editor.contains("--wait") || editor.contains(" -w") ? [] : ["--wait"]) + ["--goto", "\(path):\(line)"]
    case "subl": return ["\(path):\(line)"]
    default: return ["+\(line)", path]
    }
  }

  private enum Ending {
    case done
    /// The editor exited with an error.
    case failed
    case killed
    case notStarted(String)
  }

  /// Runs the editor, which may come with arguments of its own, through the shell, as other programs do.
  private static func run(_ arguments: [String]) -> Ending {
    switch Subprocess.run(["/bin/sh", "-c", command + " \"$@\"", command] + arguments, .terminal) {
    case .notStarted(let code):
      return .notStarted("\(command) could not be started: \(String(cString: strerror(code)))")
    case .killed: return .killed
    case .exited(0): return .done
    case .exited(126), .exited(127): return .notStarted("\(command) could not be started")
    // The shell reports a killed child as 128 and the signal.
    case .exited(129...192): return .killed
    case .exited: return .failed
    }
  }
}
