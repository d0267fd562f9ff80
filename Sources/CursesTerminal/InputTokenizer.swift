/// Cuts what a terminal sends into whole key presses, reports, replies and pastes, wherever the reads have cut it.
///
/// What a terminal sends by itself never turns into key presses, even where it is broken off, comes in pieces or never
/// ends. Only what a hand can have typed (Escape, Alt with a character) is given out by `flush`.
struct InputTokenizer {
  enum Token: Equatable {
    /// The bytes of one key press, mouse report or focus report.
    case key([UInt8])
    /// What was between the marks of a bracketed paste.
    case paste([UInt8])
    /// The body of an operating system command (OSC), which answers a question.
    case reply([UInt8])
  }

  /// What the front of the buffer is.
  private enum Front {
    case token(length: Int)
    case reply(length: Int, body: Range<Int>)
    case pasteMark(length: Int)
    /// Not to be understood: thrown away.
    case noise(length: Int)
    /// The beginning of something. `typed` where it may be all of a key press.
    case beginning(typed: Bool)
  }

  /// A sequence that goes on for longer is thrown away.
  private static let longest = 4096

  private var buffer: [UInt8] = []
  private var front = 0
  /// What has been pasted so far; nil outside of a paste.
  private var pasted: [UInt8]?
  /// Whether the rest of a sequence that was too long is being thrown away, and of which kind.
  private var discarding: Discarding?
  private enum Discarding { case parameters, text }
  /// Whether the Escape before the buffer was given out as a key.
  private var escapeWasFlushed = false

  /// Takes in what was read.
  mutating func append(_ bytes: some Sequence<UInt8>) {
    buffer.removeFirst(front)
    front = 0
    buffer.append(contentsOf: bytes)
    if escapeWasFlushed, let first = buffer.first {
      escapeWasFlushed = false
      let second = buffer.count > 1 ? buffer[1] : 0
      // Nobody types this within one read: the Escape was the beginning of it after all.
      let isReport = first == .leftBracket && (second.isDigit || second == .less || second == .question)
      if isReport || first == .rightBracket && second.isDigit { buffer.insert(.escape, at: 0) }
      if first == .backslash, swallowsBackslash { front = 1 }
      swallowsBackslash = false
    }
  }
  private var swallowsBackslash = false

  /// Whether a key press may be complete in the buffer, which only time can tell.
  var isWaiting: Bool {
    guard pasted == nil, discarding == nil, front < buffer.count else { return false }
    if case .beginning(typed: true) = look(at: front) { return true }
    return false
  }

  /// Whether a paste has begun and not ended.
  var isPasting: Bool { pasted != nil }

  /// The next whole token, nil where more bytes are needed.
  mutating func next() -> Token? {
    while front < buffer.count {
      if pasted != nil {
        guard let paste = takePaste() else { return nil }
        return .paste(paste)
      }
      if discarding != nil {
        discard()
        continue
      }
      switch look(at: front) {
      case .token(let length):
        return .key(take(length))
      case .reply(let length, let body):
        let reply = Array(buffer[body])
        front += length
        return .reply(reply)
      case .pasteMark(let length):
        front += length
        pasted = []
      case .noise(let length):
        front += length
      case .beginning:
        if buffer.count - front > Self.longest {
          discarding = buffer[front + 1] == .leftBracket ? .parameters : .text
          front = buffer.count
        }
        return nil
      }
    }
    return nil
  }

  /// Gives out what waits in the buffer as the key presses that it is if nothing follows.
  mutating func flush() -> [Token] {
    guard front < buffer.count, pasted == nil, discarding == nil else { return [] }
    guard case .beginning(let typed) = look(at: front) else { return [] }
    let waiting = Array(buffer[front...])
    if typed {
      front = buffer.count
      if waiting == [.escape, .escape] {
        escapeWasFlushed = true
        return [.key([.escape]), .key([.escape])]
      }
      if waiting == [.escape] { escapeWasFlushed = true }
      return [.key(waiting)]
    }
    // A reply whose end was cut in two: its backslash is still to come.
    if waiting.last == .escape, waiting.count > 2, waiting[1] != .leftBracket {
      front = buffer.count
      escapeWasFlushed = true
      swallowsBackslash = true
      return [.reply(Array(waiting[2..<(waiting.count - 1)]))]
    }
    return []
  }

  private mutating func take(_ length: Int) -> [UInt8] {
    defer { front += length }
    return Array(buffer[front..<(front + length)])
  }

  /// Moves what is certainly pasted out of the buffer; all of the paste when its end is there.
  private mutating func takePaste() -> [UInt8]? {
    let mark: [UInt8] = [.escape, .leftBracket, 0x32, 0x30, 0x31, 0x7E]
    while let escape = buffer[front...].firstIndex(of: .escape) {
      pasted?.append(contentsOf: buffer[front..<escape])
      front = escape
      let candidate = buffer[escape...].prefix(mark.count)
      if candidate.elementsEqual(mark) {
        front += mark.count
        defer { pasted = nil }
        return pasted
      }
      if mark.starts(with: candidate) { return nil }
      pasted?.append(.escape)
      front += 1
    }
    pasted?.append(contentsOf: buffer[front...])
    front = buffer.count
    return nil
  }

  /// Throws away the rest of a sequence that was too long.
  private mutating func discard() {
    while front < buffer.count, let kind = discarding {
      let byte = buffer[front]
      switch kind {
      case .parameters where (0x20..<0x40).contains(byte), .text where byte >= 0x20:
        front += 1
      case .parameters:
        if (0x40..<0x7F).contains(byte) { front += 1 }
        discarding = nil
      case .text:
        if byte == .bell { front += 1 }
        discarding = nil
      }
    }
  }

  /// What stands at `start`, which is in the buffer.
  private func look(at start: Int) -> Front {
    let byte = buffer[start]
    if byte != .escape { return lookAtCharacter(at: start, before: 0) }
    guard start + 1 < buffer.count else { return .beginning(typed: true) }
    let second = buffer[start + 1]
    let third = start + 2 < buffer.count ? buffer[start + 2] : nil
    switch second {
    case .leftBracket:
      return lookAtControlSequence(at: start)
    case UInt8(ascii: "O"):
      return lookAtSingleShift(at: start)
    case .escape:
      return lookBehindEscape(at: start, third: third)
    case .rightBracket:
      guard let third else { return .beginning(typed: true) }
      return third.isDigit ? lookAtString(at: start, isReply: true) : .token(length: 2)
    case UInt8(ascii: "P"):
      guard let third else { return .beginning(typed: true) }
      return third.isDigit || third == UInt8(ascii: ">") || third == UInt8(ascii: "!")
        ? lookAtString(at: start, isReply: false) : .token(length: 2)
    case UInt8(ascii: "_"):
      guard let third else { return .beginning(typed: true) }
      return third == UInt8(ascii: "G") ? lookAtString(at: start, isReply: false) : .token(length: 2)
    default:
      return lookAtCharacter(at: start + 1, before: 1)
    }
  }

  /// A character, `before` bytes into a token: one byte, or as many as UTF-8 says. A slow line may bring it byte by byte:
  /// half of one is no key, however long the rest takes.
  private func lookAtCharacter(at start: Int, before: Int) -> Front {
    let length: Int
    switch buffer[start] {
    case 0xC2...0xDF: length = 2
    case 0xE0...0xEF: length = 3
    case 0xF0...0xF4: length = 4
    default: return .token(length: before + 1)
    }
    for index in start + 1..<start + length {
      guard index < buffer.count else { return .beginning(typed: false) }
      if buffer[index] & 0xC0 != 0x80 { return .token(length: before + index - start) }
    }
    return .token(length: before + length)
  }

  /// `ESC [`, parameters, and the byte that says what it is.
  private func lookAtControlSequence(at start: Int) -> Front {
    var index = start + 2
    guard index < buffer.count else { return .beginning(typed: true) }
    switch buffer[index] {
    case .leftBracket:  // F1 to F5 on the Linux console.
      return start + 3 < buffer.count ? .token(length: 4) : .beginning(typed: true)
    case UInt8(ascii: "M"):  // The mouse of terminals without SGR reports: three bytes more.
      return start + 5 < buffer.count ? .token(length: 6) : .beginning(typed: false)
    default:
      break
    }
    var digitsOnly = true
    while index < buffer.count {
      let byte = buffer[index]
      switch byte {
      case UInt8(ascii: "$") where digitsOnly && index > start + 2:  // Shifted keys of rxvt.
        return .token(length: index + 1 - start)
      case 0x20..<0x40:
        digitsOnly = digitsOnly && byte.isDigit
        index += 1
      case 0x40..<0x7F:
        let isPaste = buffer[start...index].elementsEqual([.escape, .leftBracket, 0x32, 0x30, 0x30, 0x7E])
        if isPaste { return .pasteMark(length: 6) }
        // A number is missing, for which libtermkey would take what its memory holds.
        if index == start + 2, byte == UInt8(ascii: "~") || byte == UInt8(ascii: "u") { return .noise(length: 3) }
        // Where the cursor is, which nobody asked; F3 with modifiers looks like the first row.
        let isPlace =
          byte == UInt8(ascii: "R") && index > start + 2 && !buffer[(start + 2)...].starts(with: [0x31, 0x3B])
        return isPlace ? .noise(length: index + 1 - start) : .token(length: index + 1 - start)
      default:
        return .noise(length: index - start)
      }
    }
    return .beginning(typed: false)
  }

  /// `ESC O`, perhaps parameters, and a letter: a key of the keypad, or Alt-O.
  private func lookAtSingleShift(at start: Int) -> Front {
    var index = start + 2
    while index < buffer.count {
      let byte = buffer[index]
      if byte.isDigit || byte == UInt8(ascii: ";") {
        index += 1
      } else {
        return (0x40..<0x7F).contains(byte) ? .token(length: index + 1 - start) : .token(length: 2)
      }
    }
    return .beginning(typed: index == start + 2)
  }

  /// Two Escapes: the first is a key of its own, unless a cursor key or the like follows, which it makes an Alt key.
  private func lookBehindEscape(at start: Int, third: UInt8?) -> Front {
    guard let third else { return .beginning(typed: true) }
    guard third == .leftBracket || third == UInt8(ascii: "O") else { return .token(length: 1) }
    switch look(at: start + 1) {
    case .token(let length):
      let last = buffer[start + length]
      let isKey = length > 2 && (last == UInt8(ascii: "~") || (UInt8(ascii: "A")...UInt8(ascii: "H")).contains(last))
      return .token(length: isKey ? length + 1 : 1)
    case .beginning(let typed):
      return .beginning(typed: typed)
    case .reply, .pasteMark, .noise:
      return .token(length: 1)
    }
  }

  /// A string that ends with BEL or `ESC \`; any other control breaks it off.
  private func lookAtString(at start: Int, isReply: Bool) -> Front {
    var index = start + 2
    while index < buffer.count, buffer[index] >= 0x20 { index += 1 }
    guard index < buffer.count else { return .beginning(typed: false) }
    let body = start + 2..<index
    var length = index + 1 - start
    if buffer[index] == .escape {
      guard index + 1 < buffer.count else { return .beginning(typed: false) }
      guard buffer[index + 1] == .backslash else { return .noise(length: index - start) }
      length += 1
    } else if buffer[index] != .bell {
      return .noise(length: index - start)
    }
    return isReply ? .reply(length: length, body: body) : .noise(length: length)
  }
}

extension UInt8 {
  fileprivate static let escape: UInt8 = 0x1B
  fileprivate static let bell: UInt8 = 0x07
  fileprivate static let leftBracket = UInt8(ascii: "[")
  fileprivate static let rightBracket = UInt8(ascii: "]")
  fileprivate static let backslash = UInt8(ascii: "\\")
  fileprivate static let less = UInt8(ascii: "<")
  fileprivate static let question = UInt8(ascii: "?")

  fileprivate var isDigit: Bool { (0x30...0x39).contains(self) }
}
