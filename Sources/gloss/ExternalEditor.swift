import Foundation
import Glibc
import Store

/// The reader's own editor, on the terminal that the screen has given back.
enum ExternalEditor {
  /// Opens `path` at a line; returns what went wrong, if anything did.
  static func edit(_ path: String, line: Int) -> String? {
    run(arguments(for: path, line: line))
  }

  /// Opens a text; `result` is the text afterwards, nil where it was not changed.
  static func edit(text: String, result: inout String?) -> String? {
    let path = NSTemporaryDirectory() + "/gloss-\(UUID().uuidString).md"
    let descriptor = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return "no temporary file for the editor: \(String(cString: strerror(errno)))" }
    let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    do {
      try file.write(contentsOf: Data(text.utf8))
      try file.close()
    } catch {
      return "no temporary file for the editor: \(error.localizedDescription)"
    }
    defer { unlink(path) }
    if let failure = run([path]) { return failure }
    guard let data = FileManager.default.contents(atPath: path) else { return "the edited text is gone" }
    let edited = String(decoding: data, as: UTF8.self)
    let trimmed = edited.hasSuffix("\n") ? String(edited.dropLast()) : edited
    result = trimmed == text ? nil : trimmed
    return nil
  }

  private static var command: String {
    let environment = processVariables()
    return [environment["VISUAL"], environment["EDITOR"]].compactMap { $0 }.first { !$0.isEmpty } ?? "vi"
  }

  /// How the editor takes a file and a line.
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

  /// Runs the editor, which may come with arguments of its own, through the shell, as other programs do.
  private static func run(_ arguments: [String]) -> String? {
    let words = ["/bin/sh", "-c", command + " \"$@\"", command] + arguments
    var pointers: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) }
    pointers.append(nil)
    defer { for pointer in pointers { free(pointer) } }
    var process: pid_t = 0
    let code = posix_spawn(&process, "/bin/sh", nil, nil, pointers, environ)
    guard code == 0 else { return "\(command) could not be started: \(String(cString: strerror(code)))" }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    let exit = (status >> 8) & 0xFF
    return status & 0x7F != 0 || exit == 126 || exit == 127 ? "\(command) failed" : nil
  }
}
