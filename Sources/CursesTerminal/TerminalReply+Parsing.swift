import Terminal

extension TerminalReply {
  /// Reads the body of an operating system command; nil where it answers no question that is ever asked.
  init?(commandBody body: [UInt8]) {
    let text = String(decoding: body, as: UTF8.self)
    guard text.hasPrefix("11;rgb:") || text.hasPrefix("11;rgba:"), let colon = text.firstIndex(of: ":") else {
      return nil
    }
    let channels = text[text.index(after: colon)...].split(separator: "/", omittingEmptySubsequences: false)
    guard channels.count >= 3, let red = TerminalReply.channel(channels[0]),
      let green = TerminalReply.channel(channels[1]), let blue = TerminalReply.channel(channels[2])
    else { return nil }
    self = .background(red: red, green: green, blue: blue)
  }

  /// Reads one to four hexadecimal digits, scaled to 16 bits.
  private static func channel(_ digits: Substring) -> UInt16? {
    guard (1...4).contains(digits.utf8.count), digits.allSatisfy(\.isHexDigit), let value = UInt32(digits, radix: 16)
    else { return nil }
    let full = UInt32(1) << (4 * UInt32(digits.utf8.count)) - 1
    return UInt16(value * 0xFFFF / full)
  }
}
