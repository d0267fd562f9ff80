import Foundation

/// The two outputs: data on one, words for people on the other.
package enum Output {
  /// Collects lines and writes them in large pieces.
  package struct Lines: ~Copyable {
    private var buffer: [UInt8] = []

    package init() {}

    package mutating func write(_ line: String) {
      buffer.append(contentsOf: line.utf8)
      buffer.append(UInt8(ascii: "\n"))
      if buffer.count > 1 << 16 { flush() }
    }

    private mutating func flush() {
      Output.write(buffer)
      buffer = []
    }

    package consuming func finish() { flush() }
  }

  /// Writes a whole document on standard output.
  package static func write(_ text: String) { write(Array(text.utf8)) }

  /// Writes bytes on standard output; where they don't arrive, that is said and the program ends.
  package static func write(_ bytes: [UInt8]) {
    do {
      try FileHandle.standardOutput.write(contentsOf: Data(bytes))
    } catch {
      printError("the output cannot be written: \(reason(of: error))")
      Foundation.exit(2)
    }
  }

  /// The operating system's own words for what Foundation could not do.
  package static func reason(of error: any Error) -> String {
    let cause = ((error as NSError).userInfo[NSUnderlyingErrorKey] as? any Error).map { $0 as NSError }
    return cause.map { String(cString: strerror(Int32($0.code))) } ?? error.localizedDescription
  }

  /// Says something on standard error; `plain` leaves the program's name out.
  package static func printError(_ message: String, plain: Bool = false) {
    try? FileHandle.standardError.write(contentsOf: Data(((plain ? "" : "gloss: ") + message + "\n").utf8))
  }
}
