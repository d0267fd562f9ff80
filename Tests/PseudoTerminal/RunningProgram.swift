import Foundation
import Glibc

/// A program that runs in the background of the test, told things on its standard input and read line by line.
package final class RunningProgram {
  private let process: Process
  private let input = Pipe()
  private let output = Pipe()
  private var unread: [UInt8] = []

  /// Starts it; where its output goes is set here.
  ///
  /// - Throws: Where it can't be started.
  package init(_ process: Process) throws {
    self.process = process
    process.standardInput = input
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
  }

  /// Tells it a line.
  ///
  /// - Throws: Where it does not read any more.
  package func write(_ line: String) throws {
    try input.fileHandleForWriting.write(contentsOf: Data((line + "\n").utf8))
  }

  /// The next line that it prints; nil where none comes for long.
  package func line() -> String? {
    let end = Date(timeIntervalSinceNow: 60)
    let descriptor = output.fileHandleForReading.fileDescriptor
    while true {
      if let stop = unread.firstIndex(of: 0x0A) {
        defer { unread.removeSubrange(...stop) }
        return String(decoding: unread[..<stop], as: UTF8.self)
      }
      var poll = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      let left = Int32(max(0, end.timeIntervalSinceNow * 1000))
      guard left > 0, Glibc.poll(&poll, 1, left) > 0 else { return nil }
      var buffer = [UInt8](repeating: 0, count: 65536)
      let count = read(descriptor, &buffer, buffer.count)
      guard count > 0 else { return nil }
      unread += buffer[..<count]
    }
  }

  /// Ends it and waits for its end. It has the blocked signals of the thread that started it: only one always
  /// comes.
  package func end() {
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }
}
