/// The text of raw HTML, tags and comments taken away.
enum HTMLText {
  /// The runs of a block of HTML, cut to what is outside of `<...>`; none where that is nothing but white space.
  static func runs(of raw: [RichText.Run]) -> [RichText.Run] {
    var runs: [RichText.Run] = []
    var inside: String?
    for run in raw {
      guard run.isVerbatim else {
        if inside == nil { runs.append(run) }
        continue
      }
      if inside == nil, run.emphasis.contains(.html) {
        // What was found to be no tag.
        runs.append(run)
      } else {
        cut(run, inside: &inside, into: &runs)
      }
    }
    func isBlank(_ run: RichText.Run) -> Bool { run.text.allSatisfy(\.isWhitespace) }
    while let first = runs.first, isBlank(first) { runs.removeFirst() }
    while let last = runs.last, isBlank(last) { runs.removeLast() }
    if let first = runs.first, first.isVerbatim {
      let text = first.text.drop { $0.isNewline }
      runs[0].source = ByteOffset(first.source.upperBound.int - text.utf8.count)..<first.source.upperBound
      runs[0].text = String(text)
    }
    if let last = runs.last, last.isVerbatim {
      let text = last.text.reversed().drop(while: \.isWhitespace).reversed()
      let end = last.source.lowerBound.int + text.reduce(0) { $0 + $1.utf8.count }
      runs[runs.count - 1].source = last.source.lowerBound..<ByteOffset(end)
      runs[runs.count - 1].text = String(text)
    }
    return runs
  }

  /// `inside` is what ends the tag or comment being read, nil outside of both.
  private static func cut(_ run: RichText.Run, inside: inout String?, into runs: inout [RichText.Run]) {
    let bytes = Array(run.text.utf8)
    let start = run.source.lowerBound.int
    func add(_ range: Range<Int>, as text: String? = nil) {
      guard !range.isEmpty else { return }
      var part = run
      part.text = text ?? String(decoding: bytes[range], as: UTF8.self)
      part.isVerbatim = text == nil
      part.source = ByteOffset(start + range.lowerBound)..<ByteOffset(start + range.upperBound)
      runs.append(part)
    }
    var from = 0
    var at = 0
    while at < bytes.count {
      if let end = inside {
        guard let close = firstIndex(of: Array(end.utf8), in: bytes, from: at) else { return }
        at = close + end.utf8.count
        from = at
        inside = nil
      } else if bytes[at] == 0x3C, at + 1 < bytes.count, isTagStart(bytes[at + 1]) {
        add(from..<at)
        let isComment = bytes[at...].starts(with: "<!--".utf8)
        inside = isComment ? "-->" : ">"
        at += isComment ? 4 : 1
        from = bytes.count
      } else if bytes[at] == 0x26, let end = bytes[at...].prefix(40).firstIndex(of: 0x3B),
        let text = Entity.text(of: bytes[at...end])
      {
        add(from..<at)
        add(at..<end + 1, as: text)
        at = end + 1
        from = at
      } else {
        at += 1
      }
    }
    if inside == nil { add(from..<bytes.count) }
  }

  private static func isTagStart(_ byte: UInt8) -> Bool {
    byte | 0x20 &- 0x61 < 26 || byte == 0x2F || byte == 0x21 || byte == 0x3F
  }

  private static func firstIndex(of pattern: [UInt8], in bytes: [UInt8], from: Int) -> Int? {
    guard bytes.count >= pattern.count + from else { return nil }
    return (from...bytes.count - pattern.count).first { bytes[$0...].starts(with: pattern) }
  }
}
