import CCurses
import Terminal

/// Turns the bytes that a terminal sends into events. Reads nothing and waits for nothing itself.
///
/// A lone Escape byte may be the Escape key or the beginning of another: while `hasPending`, the caller waits a moment
/// for more and then calls `flush()`.
package struct KeyDecoder: ~Copyable {
  private let term: String
  /// Made for the first key that is more than a letter: the first frame does not wait for it.
  private var table: OpaquePointer?
  private var triedTable = false
  private let utf8: Bool
  private var tokenizer = InputTokenizer()

  /// A decoder for the keys of `term`, a name from the terminfo database.
  package init(term: String, utf8: Bool = true) {
    self.term = term
    self.utf8 = utf8
  }

  deinit {
    if let table { key_table_close(table) }
  }

  /// Whether bytes wait that may be a whole key press.
  package var hasPending: Bool { tokenizer.isWaiting }

  /// Whether a paste has begun and not ended.
  package var isPasting: Bool { tokenizer.isPasting }

  /// The events that `bytes` complete.
  package mutating func decode(_ bytes: some Sequence<UInt8>) -> [TerminalEvent] {
    tokenizer.append(bytes)
    var events: [TerminalEvent] = []
    while let token = tokenizer.next() {
      if let event = event(of: token) { events.append(event) }
    }
    return events
  }

  /// The events that the waiting bytes are if nothing follows them.
  package mutating func flush() -> [TerminalEvent] {
    var events: [TerminalEvent] = []
    for token in tokenizer.flush() {
      if let event = event(of: token) { events.append(event) }
    }
    return events
  }

  private mutating func event(of token: InputTokenizer.Token) -> TerminalEvent? {
    switch token {
    case .paste(let bytes): .paste(text(of: bytes))
    case .reply(let body): KeyDecoder.reply(body).map(TerminalEvent.reply)
    case .key(let bytes): event(of: bytes)
    }
  }

  private func text(of bytes: [UInt8]) -> String {
    if utf8 { return String(decoding: bytes, as: UTF8.self) }
    var text = String.UnicodeScalarView()
    text.append(contentsOf: bytes.lazy.map { Unicode.Scalar($0) })
    return String(text)
  }

  private mutating func event(of bytes: [UInt8]) -> TerminalEvent? {
    if bytes.count == 1, let byte = bytes.first, (0x20..<0x7F).contains(byte) { return .key(Key(Unicode.Scalar(byte))) }
    let isAlt = bytes.count > 1 && bytes[0] == 0x1B
    if let lead = bytes.dropFirst(isAlt ? 1 : 0).first, lead >= 0x80 {
      let scalar = text(of: Array(bytes.dropFirst(isAlt ? 1 : 0))).unicodeScalars.first
      return scalar.flatMap { KeyDecoder.character($0.value, isAlt ? .alt : []) }.map(TerminalEvent.key)
    }
    if !triedTable {
      triedTable = true
      table = key_table_open(term, utf8 ? 1 : 0)
    }
    guard let table else { return nil }
    var decoded = DecodedKey()
    let keys = key_table_decode(table, bytes, bytes.count, &decoded)
    // A sequence that the table does not know falls apart into letters, which nobody has typed.
    guard keys == 1 || keys > 1 && bytes.count < 3 else { return nil }
    return KeyDecoder.event(of: decoded)
  }

  private static func event(of decoded: DecodedKey) -> TerminalEvent? {
    // Not from a literal, which is made by code for sets of any kind.
    var modifiers = Key.Modifiers()
    let flags = Int(decoded.modifiers)
    if flags & Int(DECODED_SHIFT) != 0 { modifiers.insert(.shift) }
    if flags & Int(DECODED_ALT) != 0 { modifiers.insert(.alt) }
    if flags & Int(DECODED_CONTROL) != 0 { modifiers.insert(.control) }

    let kind = Int(decoded.kind)
    if let code = code(of: kind) { return .key(Key(code, modifiers)) }
    let position = Position(column: max(0, Int(decoded.column) - 1), row: max(0, Int(decoded.row) - 1))
    let button = Int(decoded.code)
    switch kind {
    case Int(DECODED_CHARACTER):
      return character(UInt32(bitPattern: decoded.code), modifiers).map(TerminalEvent.key)
    case Int(DECODED_FUNCTION):
      return .key(Key(.function(button), modifiers))
    case Int(DECODED_MOUSE_PRESS) where button == 4:
      return .mouse(MouseEvent(.wheelUp, at: position, modifiers: modifiers))
    case Int(DECODED_MOUSE_PRESS) where button == 5:
      return .mouse(MouseEvent(.wheelDown, at: position, modifiers: modifiers))
    case Int(DECODED_MOUSE_PRESS):
      return .mouse(MouseEvent(.press(button: button), at: position, modifiers: modifiers))
    case Int(DECODED_MOUSE_DRAG):
      return .mouse(MouseEvent(.drag(button: button), at: position, modifiers: modifiers))
    case Int(DECODED_MOUSE_RELEASE):
      return .mouse(MouseEvent(.release, at: position, modifiers: modifiers))
    case Int(DECODED_FOCUS_IN):
      return .focus(true)
    case Int(DECODED_FOCUS_OUT):
      return .focus(false)
    default:
      return nil
    }
  }

  /// The key of a kind that has no other particulars.
  private static func code(of kind: Int) -> Key.Code? {
    switch kind {
    case Int(DECODED_ENTER): .enter
    case Int(DECODED_TAB): .tab
    case Int(DECODED_ESCAPE): .escape
    case Int(DECODED_BACKSPACE): .backspace
    case Int(DECODED_DELETE): .delete
    case Int(DECODED_INSERT): .insert
    case Int(DECODED_UP): .up
    case Int(DECODED_DOWN): .down
    case Int(DECODED_LEFT): .left
    case Int(DECODED_RIGHT): .right
    case Int(DECODED_HOME): .home
    case Int(DECODED_END): .end
    case Int(DECODED_PAGE_UP): .pageUp
    case Int(DECODED_PAGE_DOWN): .pageDown
    default: nil
    }
  }

  /// The key of a character: with control a small letter, and shift only where it is not in the character already.
  private static func character(_ value: UInt32, _ modifiers: Key.Modifiers) -> Key? {
    guard var scalar = Unicode.Scalar(value) else { return nil }
    var modifiers = modifiers
    if modifiers.contains(.shift) {
      modifiers.remove(.shift)
      if ("a"..."z").contains(scalar) { scalar = Unicode.Scalar(UInt8(value) - 32) }
    }
    if modifiers.contains(.control), ("A"..."Z").contains(scalar) { scalar = Unicode.Scalar(UInt8(value) + 32) }
    let isControl = scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value)
    return isControl ? nil : Key(scalar, modifiers)
  }

  /// What an operating system command answers; nil where it is no answer to what is ever asked.
  private static func reply(_ body: [UInt8]) -> TerminalReply? {
    let text = String(decoding: body, as: UTF8.self)
    guard text.hasPrefix("11;rgb:") || text.hasPrefix("11;rgba:"), let colon = text.firstIndex(of: ":") else {
      return nil
    }
    let channels = text[text.index(after: colon)...].split(separator: "/", omittingEmptySubsequences: false)
    guard channels.count >= 3, let red = channel(channels[0]), let green = channel(channels[1]),
      let blue = channel(channels[2])
    else { return nil }
    return .background(red: red, green: green, blue: blue)
  }

  /// One to four hexadecimal digits, scaled to 16 bits.
  private static func channel(_ digits: Substring) -> UInt16? {
    guard (1...4).contains(digits.utf8.count), digits.allSatisfy(\.isHexDigit), let value = UInt32(digits, radix: 16)
    else { return nil }
    let full = UInt32(1) << (4 * UInt32(digits.utf8.count)) - 1
    return UInt16(value * 0xFFFF / full)
  }
}
