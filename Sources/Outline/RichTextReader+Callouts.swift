/// Callouts and admonitions: quotes whose first line says what they are.
extension RichTextReader {
  /// The word of a callout, its source, and where the title begins in the text of the first run.
  private struct Heading {
    var word: String
    /// Bytes of the first run's text before the title.
    var length: Int
    /// The characters that end the title on its line and are not shown: a quotation mark, a bracket.
    var closing: Set<Character> = []
  }

  /// Makes the quote a callout where its first paragraph begins with `[!WORD]`, or where it is an admonition: the first
  /// line becomes its title, and the rest stays in `block`.
  func takeCallout(from block: inout RichText.Block) {
    guard let last = containers.last, last.container == .quote, last.blockCount == 0 else { return }
    guard let first = block.runs.first, first.isVerbatim, first.link == nil, let heading = heading(first) else {
      return
    }
    containers[containers.count - 1].container = .callout(heading.word.uppercased())
    let titleStart = ByteOffset(first.source.lowerBound.int + heading.length)
    let mark = first.source.lowerBound..<titleStart
    let name = heading.word.prefix(1).uppercased() + heading.word.dropFirst()
    var title = [RichText.Run(text: name, emphasis: .strong, source: mark, isVerbatim: false)]
    var runs = block.runs
    if heading.length == first.text.utf8.count {
      runs.removeFirst()
    } else {
      runs[0].text = String(decoding: first.text.utf8.dropFirst(heading.length), as: UTF8.self)
      runs[0].source = titleStart..<first.source.upperBound
    }
    let lineBreak = runs.firstIndex(where: isLineBreak)
    title += withoutClosing(runs[..<(lineBreak ?? runs.count)], heading.closing)
    block.runs = lineBreak.map { Array(runs[($0 + 1)...]) } ?? []
    let end = title.last?.source.upperBound.int ?? mark.upperBound.int
    append(
      RichText.Block(
        kind: .calloutTitle, runs: title, source: lines(of: mark.lowerBound.int..<max(mark.upperBound.int, end))))
    if let first = block.runs.first, let last = block.runs.last {
      block.source = lines(of: first.source.lowerBound.int..<last.source.upperBound.int)
    }
  }

  private func heading(_ run: RichText.Run) -> Heading? {
    if run.text.hasPrefix("[!") { return calloutHeading(run.text) }
    guard patches.patch(at: run.source.lowerBound.int)?.effect == .box else { return nil }
    if run.text.hasPrefix(":::") { return colonHeading(run.text) }
    if run.text.lowercased().hasPrefix("#+begin_") {
      let word = run.text.dropFirst(8).prefix { !$0.isWhitespace }
      return word.isEmpty ? nil : Heading(word: word.lowercased(), length: 8 + word.utf8.count)
    }
    return ["!!!", "???", "==="].contains { run.text.hasPrefix($0) } ? indentedHeading(run.text) : nil
  }

  /// `[!NOTE]- Title`
  private func calloutHeading(_ text: String) -> Heading? {
    guard let close = text.firstIndex(of: "]") else { return nil }
    let word = text.dropFirst(2).prefix { $0 != "|" && $0 != "]" }.trimmingBlanks
    guard !word.isEmpty, word.allSatisfy({ $0.isLetter || $0.isNumber || "-_ ".contains($0) }) else { return nil }
    var rest = text[text.index(after: close)...]
    if rest.first == "+" || rest.first == "-" { rest = rest.dropFirst() }
    rest = rest.drop { $0 == " " || $0 == "\t" }
    return Heading(word: word.lowercased(), length: text.utf8.count - rest.utf8.count)
  }

  /// `:::note Title`, `::: {.note title="Title"}`, `:::tip[Title]`
  private func colonHeading(_ text: String) -> Heading? {
    var rest = text.drop { $0 == ":" || $0 == " " || $0 == "{" || $0 == "." }
    var word = rest.prefix { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
    rest = rest.dropFirst(word.count)
    if word.hasPrefix("callout-") { word = word.dropFirst(8) }
    guard !word.isEmpty else { return nil }
    var closing: Set<Character> = []
    if let equals = rest.firstRange(of: "title=\"") {
      rest = rest[equals.upperBound...]
      closing = ["\"", "}"]
    } else if text.contains("{"), rest.first != "[" {
      rest = rest.drop { $0 != "}" }.dropFirst()
    } else if rest.first == "[" {
      rest = rest.dropFirst()
      closing = ["]"]
    }
    rest = rest.drop { $0 == " " || $0 == "}" }
    return Heading(word: word.lowercased(), length: text.utf8.count - rest.utf8.count, closing: closing)
  }

  /// `!!! note "Title"`, `=== "Tab"`
  private func indentedHeading(_ text: String) -> Heading? {
    let isTab = text.hasPrefix("===")
    var rest = text.drop { "!?=+".contains($0) }.drop { $0 == " " || $0 == "\t" }
    if isTab {
      let name = rest.dropFirst().prefix { $0 != "\"" }
      return name.isEmpty ? nil : Heading(word: String(name), length: text.utf8.count, closing: ["="])
    }
    let word = rest.prefix { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
    guard !word.isEmpty else { return nil }
    if let quote = rest.firstIndex(of: "\"") {
      rest = rest[rest.index(after: quote)...]
    } else {
      // A title without its quotation marks.
      rest = rest.dropFirst(word.count).drop { $0 == " " || $0 == "\t" }
      for place in ["inline", "end"] where rest == place || rest.hasPrefix(place + " ") {
        rest = rest.dropFirst(place.count).drop { $0 == " " || $0 == "\t" }
      }
    }
    return Heading(word: word.lowercased(), length: text.utf8.count - rest.utf8.count, closing: ["\""])
  }

  /// A title without what closes it.
  private func withoutClosing(_ runs: ArraySlice<RichText.Run>, _ closing: Set<Character>) -> ArraySlice<RichText.Run> {
    var runs = runs
    while let last = runs.last, last.isVerbatim, let character = last.text.last,
      closing.contains(character) || !closing.isEmpty && character == " "
    {
      runs[runs.endIndex - 1].text.removeLast()
      runs[runs.endIndex - 1].source =
        last.source.lowerBound..<ByteOffset(last.source.upperBound.int - character.utf8.count)
      if runs[runs.endIndex - 1].text.isEmpty { runs.removeLast() }
    }
    return runs
  }

  /// Whether a run stands for the end of a line of the source.
  private func isLineBreak(_ run: RichText.Run) -> Bool {
    !run.isVerbatim && source.buffer[run.source.ints].contains { Bytes.isNewline($0) }
  }
}

extension Substring {
  fileprivate var trimmingBlanks: Substring {
    var trimmed = self
    while trimmed.first == " " { trimmed.removeFirst() }
    while trimmed.last == " " { trimmed.removeLast() }
    return trimmed
  }
}
