import CCurses
import Terminal

/// The meaning of the bytes of one key press or report.
struct KeyDecoder: ~Copyable {
  private let term: String
  private let utf8: Bool
  /// Made for the first key that needs it: the first frame does not wait for it.
  private var table: OpaquePointer?
  private var triedTable = false

  /// A decoder for the keys of `term`, a name from the terminfo database.
  init(term: String, utf8: Bool) {
    self.term = term
    self.utf8 = utf8
  }

  deinit {
    if let table { key_table_close(table) }
  }

  /// Returns `bytes` as text: as UTF-8, repaired with U+FFFD, or as Latin-1 where the terminal sends no UTF-8.
  func text(of bytes: [UInt8]) -> String {
    if utf8 { return String(decoding: bytes, as: UTF8.self) }
    var text = String.UnicodeScalarView()
    text.append(contentsOf: bytes.lazy.map { Unicode.Scalar($0) })
    return String(text)
  }

  /// Returns the event that `bytes` mean, which are one token; nil where they mean nothing.
  mutating func event(of bytes: [UInt8]) -> TerminalEvent? {
    guard let first = bytes.first else { return nil }
    if bytes.count == 1, (0x20..<0x7F).contains(first) { return .key(Key(Unicode.Scalar(first))) }
    let isAlt = bytes.count > 1 && first == .escape
    if let lead = bytes.dropFirst(isAlt ? 1 : 0).first, lead >= 0x80 {
      let scalar = text(of: Array(bytes.dropFirst(isAlt ? 1 : 0))).unicodeScalars.first
      return scalar.flatMap { Keyboard.character($0, isAlt ? .alt : []) }.map(TerminalEvent.key)
    }
    // A second Escape before a sequence is Alt.
    if isAlt, bytes.count > 3, bytes[1] == .escape {
      guard case .key(var key)? = event(of: Array(bytes.dropFirst())) else { return nil }
      key.modifiers.insert(.alt)
      return .key(key)
    }
    if bytes.count == 6, bytes[1] == .leftBracket, bytes[2] == UInt8(ascii: "M") {
      return ControlSequence.mouseEvent(x10: bytes[3...]).map(TerminalEvent.mouse)
    }
    if let sequence = ControlSequence(bytes), let known = KeyDecoder.event(of: sequence) { return known.event }
    return eventOfTable(bytes)
  }

  /// Returns the event of a sequence that all terminals mean alike; nil where it is up to the terminal.
  private static func event(of sequence: ControlSequence) -> (event: TerminalEvent?, Void)? {
    if sequence.isBare, sequence.final == UInt8(ascii: "I") { return (.focus(true), ()) }
    if sequence.isBare, sequence.final == UInt8(ascii: "O") { return (.focus(false), ()) }
    if sequence.isMouseReport { return (sequence.mouseEvent.map(TerminalEvent.mouse), ()) }
    switch sequence.keyMeaning {
    case .key(let key): return (.key(key), ())
    case .nothing: return (nil, ())
    case .other: break
    }
    if sequence.marker != 0 { return (sequence.reply.map(TerminalEvent.reply), ()) }
    // Numbers with colons are of the keyboard protocols only, and a row and a column are the cursor's place.
    let isReport =
      sequence.final == UInt8(ascii: "R") || sequence.final == UInt8(ascii: "y") || sequence.final == UInt8(ascii: "t")
      || sequence.parameters.contains { $0.count > 1 || $0.first == .some(nil) }
    return isReport ? (nil, ()) : nil
  }

  private mutating func eventOfTable(_ bytes: [UInt8]) -> TerminalEvent? {
    if !triedTable {
      triedTable = true
      table = key_table_open(term, utf8 ? 1 : 0)
    }
    guard let table else { return nil }
    var decoded = DecodedKey()
    let keys = key_table_decode(table, bytes, bytes.count, &decoded)
    // A sequence that the table does not know falls apart into letters, which nobody has typed.
    guard keys == 1 || keys > 1 && bytes.count < 3 else { return nil }
    return KeyDecoder.key(of: decoded).map(TerminalEvent.key)
  }

  private static func key(of decoded: DecodedKey) -> Key? {
    // Not from a literal, which is made by code for sets of any kind.
    var modifiers = Key.Modifiers()
    let flags = Int(decoded.modifiers)
    if flags & Int(DECODED_SHIFT) != 0 { modifiers.insert(.shift) }
    if flags & Int(DECODED_ALT) != 0 { modifiers.insert(.alt) }
    if flags & Int(DECODED_CONTROL) != 0 { modifiers.insert(.control) }
    switch Int(decoded.kind) {
    case Int(DECODED_CHARACTER):
      guard let scalar = Unicode.Scalar(UInt32(bitPattern: decoded.code)) else { return nil }
      return Keyboard.character(scalar, modifiers)
    case Int(DECODED_FUNCTION):
      return Key(.function(Int(decoded.code)), modifiers)
    default:
      return code(of: Int(decoded.kind)).map { Key($0, modifiers) }
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
}
