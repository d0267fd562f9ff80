/// Cuts what a terminal sends into whole key presses, reports, replies and pastes, however the reads have cut it.
///
/// What a terminal sends by itself never turns into key presses, even if it is broken off, comes in pieces or never
/// ends. It knows no time: `InputMachine` calls `expire()` when what waits has waited long enough.
struct InputTokenizer {
  enum Token: Equatable {
    /// The bytes of one key press, mouse report, focus report or short reply.
    case key([UInt8])
    /// The bytes of a key press that came behind an Escape that was already given out as a key.
    case keyBehindEscape([UInt8])
    /// The Escape that was given out as a key was the beginning of what follows.
    case escapeWithdrawn
    /// The text between the marks of a bracketed paste.
    case paste([UInt8])
    /// The body of an operating system command (OSC), which answers a question.
    case reply([UInt8])
  }

  /// The thing at the front of the buffer.
  enum Front {
    case token(length: Int)
    case reply(length: Int, body: Range<Int>)
    case pasteMark(length: Int)
    /// Not to be understood: thrown away.
    case noise(length: Int)
    /// The beginning of something. `typed`: it may be all of a key press.
    case beginning(typed: Bool)
  }

  /// The kind of thing that more bytes are waited for.
  enum Waiting: Equatable {
    case nothing
    /// An Escape, or two, which may be keys by themselves.
    case escape
    /// An Escape with a character that begins sequences, such as `ESC [`.
    case introducer
    /// Such a character behind an Escape that was given out as a key.
    case behindEscape(UInt8)
    /// The rest of a sequence or of a character.
    case rest
    /// The last byte of the `ESC \` that ends a reply.
    case stringEnd
    /// The end of a paste.
    case paste
    /// Another end of a paste that contained an end.
    case behindPaste
  }

  /// A sequence that goes on for longer is thrown away.
  private static let longest = 4096
  private static let pasteStart: [UInt8] = [.escape, .leftBracket, 0x32, 0x30, 0x30, 0x7E]
  private static let pasteEnd: [UInt8] = [.escape, .leftBracket, 0x32, 0x30, 0x31, 0x7E]

  /// Whether `ESC [` with a small letter is a key, as rxvt sends it, and not what somebody typed behind an Escape.
  private let hasSmallLetterKeys: Bool
  private(set) var buffer: [UInt8] = []
  private var front = 0
  /// The paste so far; nil outside of a paste.
  private var pasted: [UInt8]?
  /// Whether the buffer came right behind a paste's end, so that it may be pasted as well.
  private(set) var isBehindPaste = false
  /// The rest of a sequence that was too long is being thrown away.
  private var discarding: Discarding?
  private enum Discarding { case parameters, text }
  /// Whether the Escape at the front of the buffer was given out as a key.
  private var escapeIsGiven = false
  /// Whether a backslash that comes next is the end of a reply that was given out.
  private var swallowsBackslash = false

  init(hasSmallLetterKeys: Bool) { self.hasSmallLetterKeys = hasSmallLetterKeys }

  /// Whether a paste has begun and not ended.
  var isPasting: Bool { pasted != nil }

  /// Whether no byte waits for others.
  var isEmpty: Bool { front == buffer.count && pasted == nil }

  /// Takes in the bytes of one read; `behindEscape` if an Escape was given out as a key shortly before.
  mutating func append(_ bytes: some Collection<UInt8>, behindEscape: Bool = false) {
    buffer.removeFirst(front)
    front = 0
    if behindEscape, buffer.isEmpty, pasted == nil, let first = bytes.first, first != .escape {
      buffer.append(.escape)
      escapeIsGiven = true
    }
    if swallowsBackslash, let first = bytes.first {
      swallowsBackslash = false
      // Without the backslash, the Escape began something else.
      if first == .leftBracket, bytes.count > 1 { buffer.append(.escape) }
      buffer.append(contentsOf: first == .backslash ? bytes.dropFirst() : bytes[...])
    } else {
      buffer.append(contentsOf: bytes)
    }
  }

  /// Takes what comes next as the rest of a paste that was given out before its end.
  mutating func resumePaste() { if pasted == nil { pasted = [] } }

  /// Ends the last paste: bytes from now on are no longer taken for a part of it.
  mutating func leavePaste() { isBehindPaste = false }

  /// Whether `bytes` contain the end of a paste.
  static func containsPasteEnd(_ bytes: some Collection<UInt8>) -> Bool {
    Array(bytes).firstRange(of: pasteEnd) != nil
  }

  /// The thing that the bytes in the buffer wait for.
  var waiting: Waiting {
    if pasted != nil { return .paste }
    guard discarding == nil, front < buffer.count else { return .nothing }
    if isBehindPaste { return .behindPaste }
    guard case .beginning(let typed) = look(at: front) else { return .nothing }
    let count = buffer.count - front
    if escapeIsGiven { return count == 2 ? .behindEscape(buffer[front + 1]) : .rest }
    if typed { return count == 1 || count == 2 && buffer[front + 1] == .escape ? .escape : .introducer }
    return endsInTheMiddleOfItsEnd ? .stringEnd : .rest
  }

  /// Whether the buffer is a reply that lacks only the backslash of its `ESC \`.
  private var endsInTheMiddleOfItsEnd: Bool {
    buffer.last == .escape && buffer.count - front > 2 && buffer[front + 1] != .leftBracket
      && buffer[front + 1] != .escape
  }

  /// Returns the next whole token, nil if more bytes are needed.
  mutating func next() -> Token? {
    while front < buffer.count {
      if pasted != nil {
        guard let paste = takePaste() else { return nil }
        isBehindPaste = true
        return .paste(paste)
      }
      if isBehindPaste {
        guard let token = takeBehindPaste() else { return nil }
        if case .paste(let text) = token, text.isEmpty { continue }
        return token
      }
      if discarding != nil {
        discard()
        continue
      }
      let found = look(at: front)
      if escapeIsGiven {
        if case .beginning = found, buffer.count - front <= Self.longest { return nil }
        escapeIsGiven = false
        guard let typed = typedLength(found) else { return .escapeWithdrawn }
        front += 1
        return .keyBehindEscape(take(typed))
      }
      switch found {
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

  /// The length of what somebody typed behind the Escape at the front; nil if the Escape begins a sequence.
  private func typedLength(_ found: Front) -> Int? {
    guard case .token(let length) = found else { return nil }
    if length == 2 { return 1 }
    let second = buffer[front + 1]
    if second >= 0x80 { return length - 1 }
    let isLetter = (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(buffer[front + 2])
    return length == 3 && second == .leftBracket && isLetter && !hasSmallLetterKeys ? 1 : nil
  }

  /// Gives out what waits as what it is if nothing follows.
  mutating func expire() -> [Token] {
    let waiting = waiting
    switch waiting {
    case .nothing:
      return []
    case .escape:
      return takeRest().map { .key([$0]) }
    case .introducer:
      return [.key(takeRest())]
    case .behindEscape(let byte):
      escapeIsGiven = false
      _ = takeRest()
      return [.keyBehindEscape([byte])]
    case .rest:
      escapeIsGiven = false
      _ = takeRest()
      return []
    case .stringEnd:
      swallowsBackslash = true
      return [.reply(Array(takeRest().dropFirst(2).dropLast()))]
    case .paste:
      let text = (pasted ?? []) + takeRest()
      pasted = nil
      return text.isEmpty ? [] : [.paste(text)]
    case .behindPaste:
      isBehindPaste = false
      var tokens: [Token] = []
      while let token = next() { tokens.append(token) }
      return tokens
    }
  }

  private mutating func take(_ length: Int) -> [UInt8] {
    defer { front += length }
    return Array(buffer[front..<(front + length)])
  }

  private mutating func takeRest() -> [UInt8] { take(buffer.count - front) }

  /// Moves what is certainly pasted out of the buffer; all of the paste once its end is there.
  private mutating func takePaste() -> [UInt8]? {
    let mark = Self.pasteEnd
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

  /// Takes what stands between the end of a paste and the next mark: it was pasted, too, because the paste contained
  /// its own end. Nil while there is no mark; an empty paste where one mark follows the other.
  private mutating func takeBehindPaste() -> Token? {
    var index = front
    while let escape = buffer[index...].firstIndex(of: .escape) {
      let candidate = buffer[escape...].prefix(Self.pasteEnd.count)
      let isStart = candidate.elementsEqual(Self.pasteStart)
      if isStart || candidate.elementsEqual(Self.pasteEnd) {
        let text = take(escape - front)
        if isStart { isBehindPaste = false } else { front += Self.pasteEnd.count }
        return .paste(text)
      }
      index = escape + 1
    }
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
}

extension UInt8 {
  static let escape: UInt8 = 0x1B
  static let bell: UInt8 = 0x07
  static let leftBracket = UInt8(ascii: "[")
  static let rightBracket = UInt8(ascii: "]")
  static let backslash = UInt8(ascii: "\\")

  var isDigit: Bool { (0x30...0x39).contains(self) }
}
