import Glibc
import Synchronization
import Terminal

/// The two outputs: data on one, words for people on the other.
package enum Output {
  /// Takes what would be printed, for tests of commands.
  package final class Recorder: Sendable {
    private let recorded = Mutex<(output: [UInt8], errors: String)>(([], ""))

    /// A recorder that nothing was printed to yet.
    package init() {}

    /// The text that would be on standard output.
    package var output: String { recorded.withLock { String(decoding: $0.output, as: UTF8.self) } }
    /// The text that would be on standard error.
    package var errors: String { recorded.withLock { $0.errors } }

    fileprivate func write(_ bytes: [UInt8]) { recorded.withLock { $0.output += bytes } }
    fileprivate func printError(_ line: String) { recorded.withLock { $0.errors += line } }
  }

  /// Nil for the standard output and standard error of the process.
  @TaskLocal package static var recorder: Recorder?

  /// Collects lines and writes them in large pieces.
  package struct Lines: ~Copyable {
    private var buffer: [UInt8] = []

    /// A writer with no lines yet.
    package init() {}

    /// Writes a line, all controls in it written out.
    package mutating func write(_ line: String) {
      write { $0.append(contentsOf: VisibleText.escaped(line).utf8) }
    }

    /// Writes a line with the program's own sequences for colours in it, which stay; all other controls are written
    /// out.
    package mutating func writeStyled(_ line: String) {
      var rest = Substring(line)
      var shown = ""
      while let start = rest.firstIndex(of: "\u{1B}") {
        let parameters = rest[start...].dropFirst().dropFirst().prefix { $0.isASCII && $0.isNumber || $0 == ";" }
        let end = parameters.endIndex
        guard rest[start...].hasPrefix("\u{1B}["), end < rest.endIndex, rest[end] == "m" else {
          shown += VisibleText.escaped(String(rest[...start]))
          rest = rest[rest.index(after: start)...]
          continue
        }
        shown += VisibleText.escaped(String(rest[..<start])) + rest[start...end]
        rest = rest[rest.index(after: end)...]
      }
      shown += VisibleText.escaped(String(rest))
      write { $0.append(contentsOf: shown.utf8) }
    }

    /// Writes the line that `body` appends.
    package mutating func write(_ body: (inout [UInt8]) -> Void) {
      body(&buffer)
      buffer.append(UInt8(ascii: "\n"))
      if buffer.count > 1 << 16 { flush() }
    }

    private mutating func flush() {
      Output.send(buffer)
      buffer.removeAll(keepingCapacity: true)
    }

    /// Writes what is left; without it, the last lines are lost.
    package consuming func finish() { flush() }
  }

  /// Writes text on standard output, controls written out.
  package static func write(_ text: String) { send(Array(VisibleText.escaped(text).utf8)) }

  /// Writes a document on standard output: byte by byte, but to a terminal, which would obey what is in it.
  package static func write(_ bytes: [UInt8]) {
    if isatty(STDOUT_FILENO) == 1 { write(String(decoding: bytes, as: UTF8.self)) } else { send(bytes) }
  }

  /// Returns a file's name as it is to stand in output: quoted as `ls` does it on a terminal.
  package static func name(_ path: String) -> String {
    isatty(STDOUT_FILENO) == 1 ? VisibleText.quoted(path) : path
  }

  /// Writes bytes on standard output; where they don't arrive, that is reported and the program ends.
  private static func send(_ bytes: [UInt8]) {
    if let recorder {
      recorder.write(bytes)
    } else if let code = write(bytes, to: STDOUT_FILENO) {
      printError("the output cannot be written: \(String(cString: strerror(code)))")
      exit(2)
    }
  }

  /// Prints a line on standard error; `plain` leaves the program's name out.
  package static func printError(_ message: String, plain: Bool = false) {
    let line = (plain ? "" : "gloss: ") + VisibleText.escaped(message) + "\n"
    if let recorder {
      recorder.printError(line)
    } else {
      _ = write(Array(line.utf8), to: STDERR_FILENO)
    }
  }

  /// Writes all of `bytes`; returns the error number where that fails.
  private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Int32? {
    bytes.withUnsafeBytes { bytes in
      var rest = bytes[...]
      while !rest.isEmpty {
        let count = Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        if count > 0 {
          rest = rest.dropFirst(count)
        } else if count < 0, errno != EINTR {
          return errno
        }
      }
      return nil
    }
  }
}
