import Terminal

/// The state machine that turns what a terminal sends into events: bytes and times in, events out. It reads nothing and
/// waits for nothing itself.
///
/// A lone Escape may be a key or the beginning of something. It is given out as a key after a short time, and can be
/// taken back: if what follows within a second completes a sequence, `TerminalEvent.escapeWithdrawn` comes before that;
/// a key that may have been pressed together with Alt comes as `TerminalEvent.keyAfterEscape`.
package struct InputMachine: ~Copyable {
  /// A moment of the clock that the times are measured with.
  package typealias Instant = ContinuousClock.Instant

  /// The times after which what has arrived is all of a key; may be changed at any time.
  package var timing: EscapeTiming
  /// Whether answers are under way, one of which may be cut behind its Escape.
  package var awaitsReplies = false
  /// Whether the terminal sends the Escape key as a sequence, so that a lone Escape byte is hardly ever a key.
  package var reportsEscapeKey = false

  private var tokenizer: InputTokenizer
  private var decoder: KeyDecoder
  /// The moment of the last byte.
  private var lastByte: Instant?
  /// The moment at which an Escape was given out because nothing followed it.
  private var escapeGiven: Instant?
  /// The moment at which a paste was given out because its end did not come.
  private var pasteGivenUp: Instant?

  /// A machine for the keys of `term`, a name from the terminfo database.
  package init(term: String, utf8: Bool = true, timing: EscapeTiming = EscapeTiming()) {
    self.timing = timing
    tokenizer = InputTokenizer(hasSmallLetterKeys: term.hasPrefix("rxvt"))
    decoder = KeyDecoder(term: term, utf8: utf8)
  }

  /// Whether a paste has begun and not ended.
  package var isPasting: Bool { tokenizer.isPasting }

  /// The moment at which `advance(to:)` has to be called unless bytes come before; nil while nothing waits.
  package var deadline: Instant? {
    guard let lastByte, let patience = patience(for: tokenizer.waiting) else { return nil }
    return lastByte + patience
  }

  private func patience(for waiting: InputTokenizer.Waiting) -> Duration? {
    switch waiting {
    case .nothing: nil
    case .escape, .stringEnd: awaitsReplies || reportsEscapeKey ? timing.escapeWhileAsking : timing.escape
    case .introducer: timing.introducer
    case .behindEscape(let byte) where timing.expectsCommandsBehindEscape && byte != .leftBracket: timing.escape * 4
    case .behindEscape: timing.introducer
    case .rest: timing.sequence
    case .paste: timing.paste
    case .behindPaste: timing.secondEnd
    }
  }

  /// Returns the events that the bytes of one read complete.
  package mutating func receive(_ bytes: some Collection<UInt8>, at now: Instant) -> [TerminalEvent] {
    if bytes.isEmpty { return [] }
    let silence = lastByte.map { now - $0 } ?? .seconds(3600)
    lastByte = now
    // A reader who presses ^C while a paste has no end wants it to be over.
    if tokenizer.isPasting, silence >= .milliseconds(50), bytes.elementsEqual([0x03]) { return expire(at: now) }
    if tokenizer.isBehindPaste, silence > timing.behindPaste, tokenizer.isEmpty { tokenizer.leavePaste() }
    resumePaste(with: bytes, at: now)
    let isBehindEscape = escapeGiven.map { now - $0 <= timing.withdrawal } ?? false
    escapeGiven = nil
    tokenizer.append(bytes, behindEscape: isBehindEscape)
    var events: [TerminalEvent] = []
    while let token = tokenizer.next() { add(token, to: &events) }
    return events
  }

  /// The rest of a paste that was given up comes late: it is pasted, too. A few bytes without a mark are keys, with
  /// which somebody found out that the program is there again.
  private mutating func resumePaste(with bytes: some Collection<UInt8>, at now: Instant) {
    guard let since = pasteGivenUp else { return }
    guard now - since <= timing.overduePaste else {
      pasteGivenUp = nil
      return
    }
    let hasEnd = InputTokenizer.containsPasteEnd(bytes)
    if hasEnd || bytes.count >= 16 && bytes.first != .escape {
      pasteGivenUp = hasEnd ? nil : now
      tokenizer.resumePaste()
    }
  }

  /// Returns the events that are due at `now` because nothing has followed.
  package mutating func advance(to now: Instant) -> [TerminalEvent] {
    var events: [TerminalEvent] = []
    while let deadline, deadline <= now {
      events += expire(at: deadline)
    }
    return events
  }

  private mutating func expire(at moment: Instant) -> [TerminalEvent] {
    let waiting = tokenizer.waiting
    let tokens = tokenizer.expire()
    var events: [TerminalEvent] = []
    for token in tokens { add(token, to: &events) }
    switch waiting {
    case .escape: escapeGiven = moment
    case .paste: pasteGivenUp = moment
    case .nothing, .introducer, .behindEscape, .rest, .stringEnd, .behindPaste: break
    }
    // What waits now, waits from now on.
    lastByte = moment
    return events
  }

  private mutating func add(_ token: InputTokenizer.Token, to events: inout [TerminalEvent]) {
    switch token {
    case .paste(let bytes): events.append(.paste(decoder.text(of: bytes)))
    case .reply(let body): if let reply = TerminalReply(commandBody: body) { events.append(.reply(reply)) }
    case .key(let bytes): if let event = decoder.event(of: bytes) { events.append(event) }
    case .escapeWithdrawn: events.append(.escapeWithdrawn)
    case .keyBehindEscape(let bytes):
      if case .key(let key)? = decoder.event(of: bytes) { events.append(.keyAfterEscape(key)) }
    }
  }
}
