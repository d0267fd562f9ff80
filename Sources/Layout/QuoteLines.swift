import Annotations
import TextWidth

/// The first lines of a quotation's box: its words on one line, or where they have changed, then and now with the words
/// marked that differ.
struct QuoteLines {
  let columns: Int
  let options: LayoutOptions

  /// A stretch of a text, and whether the other text has something else there.
  private struct Stretch {
    var text: String
    var isChanged: Bool
  }

  /// Columns of unchanged text on each side of a change that are tried in turn, until all fits on a line.
  private static let contexts = [40, 28, 20, 14, 9, 5]
  /// The most lines for each of both texts where changes take more than one.
  private static let mostRows = 3

  /// - Parameters:
  ///   - then: The words as they were, without line ends; nil where they are the same or not known.
  ///   - now: The words as they are; nil where they are nowhere.
  func lines(of quote: QuotedWords, then: String?, now: String?) -> [[TextSpan]] {
    let number = quote.number.map { [TextSpan(options.glyphs.number($0) + " ", .quotationNumber)] } ?? []
    switch (then, now) {
    case (nil, nil): return []
    case (nil, let words?): return [quoted(words, behind: number)]
    case (let then?, let now?) where then == now: return [quoted(now, behind: number)]
    case (let then?, nil):
      let lead = number + [TextSpan(label("then"), .muted)]
      let gone = quote.isGone ? [[TextSpan(label("now"), .muted), TextSpan("these words are gone", .muted)]] : []
      return [quoted(then, behind: lead)] + gone.map { blank(number) + fitted($0) }
    case (let then?, let now?):
      let differences = WordDifference.between(then, now)
      return changed(then, differences.one, isGone: true, behind: number + [TextSpan(label("then"), .muted)])
        + changed(now, differences.other, isGone: false, behind: blank(number) + [TextSpan(label("now"), .muted)])
    }
  }

  /// The word before one of both texts, as wide as the other's.
  private func label(_ word: String) -> String {
    if columns < 24 { return word == "then" ? "- " : "+ " }
    return word.padding(to: 5)
  }

  private func blank(_ spans: [TextSpan]) -> [TextSpan] {
    let columns = spans.reduce(0) { $0 + options.width.columns(of: $1.text) }
    return columns > 0 ? [TextSpan(String(repeating: " ", count: columns), .text)] : []
  }

  private func fitted(_ spans: [TextSpan]) -> [TextSpan] {
    spans.flatMap { clipped($0, columns: columns, options: options) }
  }

  // MARK: On one line

  private func quoted(_ words: String, behind lead: [TextSpan]) -> [TextSpan] {
    let (open, close) = (options.glyphs.spelled("\u{201C}"), options.glyphs.spelled("\u{201D}"))
    let room = room(behind: lead) - options.width.columns(of: open) - options.width.columns(of: close)
    return lead + [TextSpan(open + withoutMiddle(shown(words), columns: max(1, room)) + close, .quote)]
  }

  private func room(behind lead: [TextSpan]) -> Int {
    max(1, columns - lead.reduce(0) { $0 + options.width.columns(of: $1.text) })
  }

  /// `text` with nothing in it that would be a command to a terminal.
  private func shown(_ text: String) -> String {
    TextSpan(text, .quote).splitAtControls(options.glyphs).map(\.text).joined()
  }

  /// `text` where it fits into `columns`, else its beginning and its end.
  private func withoutMiddle(_ text: String, columns: Int) -> String {
    guard options.width.columns(of: text) > columns else { return text }
    let room = columns - options.width.columns(of: options.glyphs.ellipsis)
    guard room >= 2 else { return beginning(of: text, columns: columns) }
    return beginning(of: text, columns: room - room / 2) + options.glyphs.ellipsis + end(of: text, columns: room / 2)
  }

  private func beginning(of text: String, columns: Int) -> String {
    var left = columns
    return String(
      text.prefix { character in
        left -= options.width.columns(of: character)
        return left >= 0
      })
  }

  private func end(of text: String, columns: Int) -> String {
    String(beginning(of: String(text.reversed()), columns: columns).reversed())
  }

  // MARK: With changes

  private func changed(
    _ text: String, _ differences: [Range<Int>], isGone: Bool, behind lead: [TextSpan]
  ) -> [[TextSpan]] {
    let stretches = stretches(of: text, differences)
    let room = room(behind: lead)
    var spans = self.spans(stretches, isGone: isGone)
    for context in QuoteLines.contexts where columns(of: spans) > room {
      spans = self.spans(shortened(stretches, context: context), isGone: isGone)
    }
    let rows = LineBreaker.lines(spans, columns: room, options: options)
    let kept = rows.prefix(QuoteLines.mostRows).enumerated().map { number, row in
      (number == 0 ? lead : blank(lead)) + row
    }
    guard rows.count > kept.count, let last = kept.last else { return Array(kept) }
    let end = TextSpan(options.glyphs.ellipsis, .quote)
    let fits = columns(of: last) + options.width.columns(of: end.text) <= columns
    return kept.dropLast() + [(fits ? last : last.dropLast()) + [end]]
  }

  private func columns(of spans: [TextSpan]) -> Int {
    spans.reduce(0) { $0 + options.width.columns(of: $1.text) }
  }

  private func stretches(of text: String, _ differences: [Range<Int>]) -> [Stretch] {
    var stretches: [Stretch] = []
    let bytes = Array(text.utf8)
    var at = 0
    func add(_ range: Range<Int>, isChanged: Bool) {
      guard !range.isEmpty else { return }
      let part = shown(String(decoding: bytes[range], as: UTF8.self))
      stretches.append(Stretch(text: part, isChanged: isChanged))
    }
    for range in differences where range.lowerBound >= at && range.upperBound <= bytes.count {
      add(at..<range.lowerBound, isChanged: false)
      add(range, isChanged: true)
      at = range.upperBound
    }
    add(at..<bytes.count, isChanged: false)
    return stretches
  }

  /// Returns stretches in which text that is the same on both sides is cut to `context` columns next to a change;
  /// changed stretches stay whole.
  private func shortened(_ stretches: [Stretch], context: Int) -> [Stretch] {
    stretches.enumerated().map { index, stretch in
      let isInside = index > 0 && index + 1 < stretches.count
      let most = (isInside ? 2 : 1) * context + 1
      guard !stretch.isChanged, options.width.columns(of: stretch.text) > most else { return stretch }
      let head = index > 0 ? beginning(of: stretch.text, columns: context) : ""
      let tail = index + 1 < stretches.count ? end(of: stretch.text, columns: context) : ""
      return Stretch(text: head + options.glyphs.ellipsis + tail, isChanged: false)
    }
  }

  private func spans(_ stretches: [Stretch], isGone: Bool) -> [TextSpan] {
    stretches.map { stretch in
      guard stretch.isChanged else { return TextSpan(stretch.text, .quote) }
      return TextSpan(
        stretch.text, .annotationHeader(.edited), emphasis: isGone ? [.strong, .strikethrough] : .strong)
    }
  }
}

extension String {
  fileprivate func padding(to count: Int) -> String { self + String(repeating: " ", count: max(0, count - self.count)) }
}
