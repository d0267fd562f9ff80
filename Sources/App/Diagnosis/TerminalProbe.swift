import Glibc

/// A terminal asked what it can do.
package enum TerminalProbe {
  /// The answers of a terminal to the questions of the probe.
  package struct Answer: Hashable, Sendable {
    /// Whether it answered anything.
    package var isAlive = false
    /// Whether it knows kitty's keyboard protocol.
    package var hasKeyboardProtocol = false
    /// Whether its background is light; nil where it did not tell.
    package var isLight: Bool?

    /// Reads what came back: replies to `CSI ? u`, OSC 11 and DA1, in any order and among anything else.
    package init(_ bytes: [UInt8]) {
      let text = String(decoding: bytes, as: UTF8.self)
      isAlive = text.contains("\u{1B}[?")
      hasKeyboardProtocol = text.split(separator: "\u{1B}[?").dropFirst(text.hasPrefix("\u{1B}[?") ? 0 : 1).contains {
        reply in
        let rest = reply.drop { $0.isASCII && $0.isNumber }
        return rest.first == "u" && rest.startIndex > reply.startIndex
      }
      guard let start = text.ranges(of: "\u{1B}]11;rgb:").first?.upperBound else { return }
      let parts = text[start...].prefix { $0.isHexDigit || $0 == "/" }.split(separator: "/")
      let channels = parts.prefix(3).compactMap { part in
        Int(part, radix: 16).map { Double($0) / (pow(16, Double(part.count)) - 1) }
      }
      if channels.count == 3 { isLight = 0.299 * channels[0] + 0.587 * channels[1] + 0.114 * channels[2] > 0.5 }
    }
  }

  /// Asks the terminal and waits half a second at most; nil where there is none.
  ///
  /// Its modes are as before when this returns; keys that were pressed meanwhile are lost.
  package static func ask() -> Answer? {
    let terminal = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)
    guard terminal >= 0 else { return nil }
    defer { close(terminal) }
    var modes = termios()
    guard tcgetattr(terminal, &modes) == 0 else { return nil }
    let before = modes
    cfmakeraw(&modes)
    tcsetattr(terminal, TCSANOW, &modes)
    defer {
      var modes = before
      tcsetattr(terminal, TCSAFLUSH, &modes)
    }
    let questions = Array("\u{1B}[?u\u{1B}]11;?\u{1B}\\\u{1B}[c".utf8)
    guard write(terminal, questions, questions.count) == questions.count else { return Answer([]) }
    var bytes: [UInt8] = []
    let end = ContinuousClock.now + .milliseconds(500)
    // DA1 comes last: `CSI ? … c`.
    while !(bytes.last == UInt8(ascii: "c") && bytes.contains(UInt8(ascii: "?"))) {
      let left = Int((end - .now) / .milliseconds(1))
      var entry = pollfd(fd: terminal, events: Int16(POLLIN), revents: 0)
      guard left > 0, poll(&entry, 1, Int32(left)) > 0 else { break }
      var part = [UInt8](repeating: 0, count: 256)
      let count = read(terminal, &part, part.count)
      guard count > 0 else { break }
      bytes += part[..<count]
    }
    return Answer(bytes)
  }
}
