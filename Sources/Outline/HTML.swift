/// The parts of raw HTML that a reader is shown.
enum HTML {
  /// The elements of HTML, past and present.
  private static let elements: Set<String> = Set(
    """
    a abbr acronym address applet area article aside audio b base basefont bdi bdo big blockquote body br button canvas
    caption center cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em embed fieldset
    figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img input
    ins kbd label legend li link main map mark marquee math menu meta meter nav nobr noembed noframes noscript object ol
    optgroup option output p param picture pre progress q rp rt ruby s samp script search section select slot small
    source span strike strong style sub summary sup svg table tbody td template textarea tfoot th thead time title tr
    track tt u ul var video wbr
    """.split(whereSeparator: \.isWhitespace).map(String.init))

  /// Whether `<...>` is no tag of HTML but text that looks like one: `<T>`, `<your name>`.
  static func isText(_ tag: some Collection<UInt8>) -> Bool {
    name(of: tag).map { !elements.contains($0) && !$0.contains("-") } ?? false
  }

  /// Returns the text of raw HTML without its tags and comments; a placeholder such as `<T>` is left whole.
  static func text(of html: UnsafeBufferPointer<UInt8>) -> String {
    let text = String(decoding: html, as: UTF8.self)
    if isText(html), html.last == 0x3E, !html.dropFirst().contains(0x3C) { return text }
    let whole = ByteOffset(0)..<ByteOffset(html.count)
    return HTMLText.runs(of: [RichText.Run(text: text, source: whole)]).map(\.text).joined()
  }

  /// Whether a piece of raw HTML in a paragraph is one line of several of a tag or a comment; `isOpen` says whether one
  /// goes on from the line above, and afterwards whether it goes on below.
  static func isPart(_ piece: UnsafeBufferPointer<UInt8>, of isOpen: inout Bool) -> Bool {
    let wasOpen = isOpen
    if !isOpen, piece.first != 0x3C { return false }
    isOpen = piece.last != 0x3E
    return isOpen || wasOpen
  }

  /// Whether it breaks the line: `<br>`, `<br />`.
  static func isBreak(_ tag: some Collection<UInt8>) -> Bool { name(of: tag) == "br" }

  /// The name of a tag in lower case; nil for comments and the like.
  private static func name(of tag: some Collection<UInt8>) -> String? {
    guard tag.first == 0x3C else { return nil }
    let inside = tag.dropFirst().drop { $0 == 0x2F }
    let name = inside.prefix { $0 | 0x20 &- 0x61 < 26 || Bytes.isDigit($0) || $0 == 0x2D }
    return name.isEmpty ? nil : String(decoding: name, as: UTF8.self).lowercased()
  }
}
