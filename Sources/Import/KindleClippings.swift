/// `My Clippings.txt` as Kindles of many years and languages write it, and KOReader.
enum KindleClippings {
  private struct Clipping {
    var title: String
    var details: String
    var text: String
    var location: ClosedRange<Int>?
    var page: Int?
  }

  static func read(_ text: String) -> ImportedFile {
    var file = ImportedFile(.kindle)
    var highlights: [Clipping] = []
    var notes: [Clipping] = []
    for part in parts(of: text) {
      guard let clipping = clipping(part) else { continue }
      if clipping.text.isEmpty {
        file.leftOut.append("\(clipping.title): a bookmark")
      } else if clipping.text.contains("clipping limit") && clipping.text.hasPrefix("<") {
        file.leftOut.append("\(clipping.title): a highlight that the clipping limit left without words")
      } else if isNote(clipping.details) {
        notes.append(clipping)
      } else {
        highlights.append(clipping)
      }
    }
    // A highlight that was lengthened stands there twice.
    highlights = highlights.enumerated().filter { index, clipping in
      !highlights.enumerated().contains { other, longer in
        other != index && longer.title == clipping.title && areNear(longer, clipping)
          && longer.text.contains(clipping.text) && (longer.text != clipping.text || other > index)
      }
    }.map(\.element)
    var taken: Set<Int> = []
    for (index, clipping) in highlights.enumerated() {
      var remark = remark(clipping)
      // A note stands at the end of what it speaks of, seldom at its beginning.
      let found = notes.indices.first { at in
        !taken.contains(at) && notes[at].title == clipping.title && belongs(notes[at], to: clipping, index, highlights)
      }
      if let found {
        remark.text = notes[found].text
        taken.insert(found)
      }
      file.remarks.append(remark)
    }
    for (at, note) in notes.enumerated() where !taken.contains(at) {
      var remark = remark(note)
      (remark.quote, remark.text, remark.isUnplaceable) = (nil, note.text, true)
      file.remarks.append(remark)
    }
    return file
  }

  private static func parts(of text: String) -> [[Substring]] {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .split { $0.hasPrefix("==========") }.map { Array($0.drop { $0.allSatisfy(\.isWhitespace) }) }
      .filter { $0.count >= 2 }
  }

  private static func clipping(_ lines: [Substring]) -> Clipping? {
    let details = lines[1].trimmed
    guard details.hasPrefix("-") else { return nil }
    let text = lines.dropFirst(2).joined(separator: "\n").trimmed
    var clipping = Clipping(title: lines[0].trimmed, details: details, text: text)
    let fields = details.split(separator: "|").map(\.trimmed)
    let ranges = fields.map(numbers)
    // The last field is the time; before it stand a page, a location, or both.
    let places = fields.count > 1 ? Array(ranges.dropLast()) : ranges
    if let location = places.last?.last { clipping.location = location }
    if places.count > 1 { clipping.page = places.first?.last?.lowerBound }
    return clipping
  }

  /// Numbers and ranges of them in a text, as `170-172` and `#359-363`.
  private static func numbers(_ text: String) -> [ClosedRange<Int>] {
    var found: [ClosedRange<Int>] = []
    var digits = ""
    var start: Int?
    for character in text + " " {
      if character.isASCII, character.isNumber {
        digits.append(character)
        continue
      }
      if let number = Int(digits) {
        if let first = start {
          // `2030-35` is short for `2030-2035`.
          let tail = String(first).dropLast(min(digits.count, String(first).count)) + digits
          let last = number < first ? Int(tail) ?? first : number
          found.append(first...max(first, last))
          start = nil
        } else if character == "-" || character == "–" {
          start = number
        } else {
          found.append(number...number)
        }
      } else if start != nil, character != "-" {
        found.append((start ?? 0)...(start ?? 0))
        start = nil
      }
      digits = ""
    }
    return found
  }

  private static func isNote(_ details: String) -> Bool {
    let words = ["note", "notiz", "nota", "notitie", "笔记", "筆記", "メモ", "заметка", "anmerkung"]
    let kind = details.split(separator: "|").first.map { $0.lowercased() } ?? ""
    return words.contains(where: kind.contains)
  }

  private static func areNear(_ one: Clipping, _ other: Clipping) -> Bool {
    guard let first = one.location, let second = other.location else { return true }
    return first.overlaps(second)
  }

  private static func belongs(_ note: Clipping, to clipping: Clipping, _ index: Int, _ all: [Clipping]) -> Bool {
    guard let at = note.location, let range = clipping.location else { return false }
    let isExact = at.lowerBound == range.upperBound
    let hasExact = all.contains { $0.title == note.title && $0.location?.upperBound == at.lowerBound }
    return isExact || !hasExact && range.contains(at.lowerBound)
  }

  private static func remark(_ clipping: Clipping) -> ImportedRemark {
    let place = clipping.location.map { "\($0.lowerBound)-\($0.upperBound)" } ?? ""
    var remark = ImportedRemark(
      key: clipping.title + "\n" + place + "\n" + clipping.text, quote: clipping.text, text: "")
    remark.timestamp = clipping.details.split(separator: "|").last.flatMap { KindleTime.read(String($0)) }
    remark.source = clipping.title + (place.isEmpty ? "" : ", location \(place)")
    return remark
  }
}
