/// The recognition of what begins at a place of the buffer.
extension InputTokenizer {
  /// Returns the thing that stands at `start`, which is in the buffer.
  func look(at start: Int) -> Front {
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

  /// A character, `before` bytes into a token: one byte, or as many as UTF-8 says. A slow line may bring it byte by
  /// byte: half of one is no key, however long the rest takes.
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

  /// `ESC [`, parameters, and the byte that says which sequence it is.
  private func lookAtControlSequence(at start: Int) -> Front {
    var index = start + 2
    guard index < buffer.count else { return .beginning(typed: true) }
    switch buffer[index] {
    case .leftBracket:  // F1 to F5 on the Linux console.
      return start + 3 < buffer.count ? .token(length: 4) : .beginning(typed: false)
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
        return isPaste ? .pasteMark(length: 6) : .token(length: index + 1 - start)
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
