/// The outcome of asking the terminal to copy a text.
package enum ClipboardRequest: Hashable, Sendable {
  case sent
  /// Terminals drop what is longer than that many bytes.
  case tooLong(limit: Int)
  /// The terminal is of a kind that can't be asked.
  case unknown
}

/// The way of a text into the clipboard of the terminal's user: OSC 52, also from afar.
enum Clipboard {
  /// The most bytes of base64 that are sent: many terminals drop a longer command without a word.
  static let limit = 74_996

  /// The bytes that put `text` into the clipboard through `multiplexer`.
  ///
  /// tmux takes the command itself where `set-clipboard` is on and passes it on where `allow-passthrough` is; both are
  /// tried. GNU screen passes on what comes wrapped, in pieces that fit its buffer.
  static func command(for text: String, through multiplexer: TerminalOptions.Multiplexer) -> [UInt8] {
    let encoded = base64(Array(text.utf8))
    let plain = Array("\u{1B}]52;c;".utf8) + encoded + [0x07]
    switch multiplexer {
    case .none:
      return plain
    case .tmux:
      return plain + Array("\u{1B}Ptmux;\u{1B}".utf8) + plain + Array("\u{1B}\\".utf8)
    case .screen:
      var wrapped: [UInt8] = []
      for start in stride(from: 0, to: plain.count, by: 240) {
        wrapped += Array("\u{1B}P".utf8) + plain[start..<min(start + 240, plain.count)] + Array("\u{1B}\\".utf8)
      }
      return wrapped
    }
  }

  /// RFC 4648, section 4.
  static func base64(_ bytes: [UInt8]) -> [UInt8] {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var encoded: [UInt8] = []
    encoded.reserveCapacity((bytes.count + 2) / 3 * 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
      for digit in 0..<4 {
        encoded.append(digit <= group.count ? alphabet[bits >> (18 - 6 * digit) & 63] : UInt8(ascii: "="))
      }
    }
    return encoded
  }
}
