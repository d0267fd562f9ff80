/// A part of the text around the cursor, as `iw` and `a(` name it.
struct TextObject: Hashable, Sendable {
  enum Kind: Hashable, Sendable {
    case word(isBig: Bool)
    case paragraph
    case quoted(Character)
    case bracketed(open: Character, close: Character)

    init?(_ name: Character) {
      switch name {
      case "w": self = .word(isBig: false)
      case "W": self = .word(isBig: true)
      case "p": self = .paragraph
      case "\"", "'", "`", "*", "_": self = .quoted(name)
      case "(", ")", "b": self = .bracketed(open: "(", close: ")")
      case "[", "]": self = .bracketed(open: "[", close: "]")
      case "{", "}", "B": self = .bracketed(open: "{", close: "}")
      case "<", ">": self = .bracketed(open: "<", close: ">")
      default: return nil
      }
    }
  }

  var kind: Kind
  /// With the white space, the quotes, the brackets around it.
  var isAround: Bool

  /// Whether it is whole lines.
  var isLines: Bool { kind == .paragraph }

  /// Returns the range that it covers around `cursor`; nil where there is none.
  func range(at cursor: TextOffset, count: Int, in buffer: TextBuffer) -> Range<TextOffset>? {
    switch kind {
    case .word(let isBig): return word(at: cursor, count, isBig, buffer)
    case .paragraph: return paragraph(at: cursor, count, buffer)
    case .quoted(let quote): return quoted(at: cursor, quote, buffer)
    case .bracketed(let open, let close): return bracketed(at: cursor, count, open, close, buffer)
    }
  }

  private func word(at cursor: TextOffset, _ count: Int, _ isBig: Bool, _ buffer: TextBuffer) -> Range<TextOffset>? {
    func kind(_ character: Character?) -> CharacterClass? {
      guard let character, character != "\n" else { return nil }
      let kind = CharacterClass(character)
      return isBig && kind != .blank ? .word : kind
    }
    guard kind(buffer.character(at: cursor)) != nil else { return nil }
    var start = cursor
    while start > .zero, kind(buffer.character(before: start)) == kind(buffer.character(at: cursor)) {
      start = buffer.previous(start)
    }
    var end = cursor
    var isStuck = false
    func passRun() {
      let run = kind(buffer.character(at: end))
      guard run != nil else { return }
      while end < buffer.end, kind(buffer.character(at: end)) == run { end = buffer.next(end) }
    }
    for _ in 0..<max(1, count) {
      let reached = (start, end)
      defer { isStuck = reached == (start, end) }
      if isStuck { break }
      let wasBlank = kind(buffer.character(at: end)) == .blank
      passRun()
      guard isAround else { continue }
      if wasBlank || kind(buffer.character(at: end)) == .blank {
        passRun()
      } else {
        while start > .zero, kind(buffer.character(before: start)) == .blank { start = buffer.previous(start) }
      }
    }
    return start..<end
  }

  private func paragraph(at cursor: TextOffset, _ count: Int, _ buffer: TextBuffer) -> Range<TextOffset> {
    var first = buffer.line(cursor)
    let isBlank = buffer.isBlank(first)
    while let line = buffer.line(before: first.lowerBound), buffer.isBlank(line) == isBlank { first = line }
    var last = first
    func passRun() {
      let isBlank = buffer.isBlank(last)
      while let line = buffer.line(after: last.upperBound), buffer.isBlank(line) == isBlank { last = line }
    }
    for step in 0..<max(1, count) {
      if step > 0, buffer.line(after: last.upperBound) == nil { break }
      if step > 0, let line = buffer.line(after: last.upperBound) { last = line }
      passRun()
      if isAround, let line = buffer.line(after: last.upperBound) {
        last = line
        passRun()
      }
    }
    return first.lowerBound..<last.upperBound
  }

  private func quoted(at cursor: TextOffset, _ quote: Character, _ buffer: TextBuffer) -> Range<TextOffset>? {
    let line = buffer.line(cursor)
    var places: [TextOffset] = []
    var place = line.lowerBound
    while place < line.upperBound {
      let character = buffer.character(at: place)
      if character == "\\" { place = buffer.next(place) } else if character == quote { places.append(place) }
      place = buffer.next(place)
    }
    for pair in stride(from: 0, to: places.count - 1, by: 2) where cursor <= places[pair + 1] {
      let (open, close) = (places[pair], places[pair + 1])
      if !isAround { return buffer.next(open)..<close }
      var end = buffer.next(close)
      var start = open
      if buffer.character(at: end) == " " {
        while buffer.character(at: end) == " " { end = buffer.next(end) }
      } else {
        while start > line.lowerBound, buffer.character(before: start) == " " { start = buffer.previous(start) }
      }
      return start..<end
    }
    return nil
  }

  private func bracketed(
    at cursor: TextOffset, _ count: Int, _ open: Character, _ close: Character, _ buffer: TextBuffer
  ) -> Range<TextOffset>? {
    let brackets = Brackets(buffer: buffer, open: open, close: close)
    var start = buffer.character(at: cursor) == open ? cursor : brackets.open(before: cursor)
    for _ in 1..<max(1, count) where start != nil { start = start.flatMap { brackets.open(before: $0) } }
    guard let start, let end = brackets.close(from: buffer.next(start)) else { return nil }
    return isAround ? start..<buffer.next(end) : buffer.next(start)..<end
  }
}
