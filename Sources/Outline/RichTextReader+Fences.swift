/// The words behind the fences of code.
extension RichTextReader {
  /// The language that the first word behind a fence names: `python` of `{python}`, `.python` and `python,name`.
  static func language(of word: String) -> String {
    String(word.drop { "{.".contains($0) }.prefix { !",{}:".contains($0) })
  }

  /// Adds the words behind the fence on the file's line at `line`, where they say more than a language, as a dimmed
  /// line: `js title="a.js"`.
  func addFenceWords(at line: Int, fence: UInt8) {
    let end = source.lineEnd(line)
    var at = line
    while at < end, source[at] != fence || source.run(of: fence, at: at) < 3 { at += 1 }
    let start = source.skipBlanks(min(end, at + source.run(of: fence, at: at)))
    let words = start..<max(start, source.trimmedEnd(end, notBefore: start))
    guard words.contains(where: { Bytes.isBlank(source[$0]) }) else { return }
    let runs = source.wellFormed(words).map {
      RichText.Run(text: $0.text, emphasis: .dimmed, source: Range(offsets: $0.range), isVerbatim: $0.isVerbatim)
    }
    append(RichText.Block(kind: .paragraph, runs: runs, source: lines(of: words)))
  }
}
