/// The time of a clipping, as Kindles of several languages write it.
enum KindleTime {
  private static let months: [[String]] = [
    ["january", "januar", "janvier", "enero", "janeiro", "gennaio", "januari"],
    ["february", "februar", "février", "febrero", "fevereiro", "febbraio", "februari"],
    ["march", "märz", "mars", "marzo", "março", "maart"],
    ["april", "avril", "abril", "aprile"],
    ["may", "mai", "mayo", "maio", "maggio", "mei"],
    ["june", "juni", "juin", "junio", "junho", "giugno"],
    ["july", "juli", "juillet", "julio", "julho", "luglio"],
    ["august", "août", "agosto", "augustus"],
    ["september", "septembre", "septiembre", "setembro", "settembre"],
    ["october", "oktober", "octobre", "octubre", "outubro", "ottobre"],
    ["november", "novembre", "noviembre", "novembro"],
    ["december", "dezember", "décembre", "diciembre", "dezembro", "dicembre"],
  ]

  /// Reads the last field of a clipping's second line, as `Added on Wednesday, April 3, 2019 8:40:13 PM`.
  ///
  /// The zone is seldom said; UTC stands for it then.
  /// - Returns: RFC 3339, or nil where there is no date that can be read.
  static func read(_ text: String) -> String? {
    guard let date = date(in: text), let clock = clock(in: text) else { return nil }
    let zone = text.firstMatch(of: /GMT([+-]\d\d):?(\d\d)/).map { "\($0.output.1):\($0.output.2)" } ?? "Z"
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
    return "\(date.year)-\(two(date.month))-\(two(date.day))"
      + "T\(two(clock.hour)):\(two(clock.minute)):\(two(clock.second))\(zone)"
  }

  private static func date(in text: String) -> (year: Int, month: Int, day: Int)? {
    if let match = text.firstMatch(of: /(\d{4})年(\d{1,2})月(\d{1,2})日/) {
      return checked(Int(match.output.1), Int(match.output.2), Int(match.output.3))
    }
    let words = text.lowercased().split { !$0.isLetter && !$0.isNumber }
    guard let at = words.firstIndex(where: { word in months.contains { $0.contains(String(word)) } }),
      let month = months.firstIndex(where: { $0.contains(String(words[at])) })
    else { return nil }
    // The day stands before the month, `de` perhaps between them, or behind it; the year is behind both.
    let before = words[..<at].last { Int($0) != nil }.flatMap { Int($0) }
    let behind = words[(at + 1)...].prefix(3).compactMap { Int($0) }
    guard let year = behind.first(where: { $0 > 1900 }) else { return nil }
    let day = behind.first.flatMap { $0 <= 31 ? $0 : nil } ?? before
    return checked(year, month + 1, day)
  }

  private static func checked(_ year: Int?, _ month: Int?, _ day: Int?) -> (year: Int, month: Int, day: Int)? {
    guard let year, let month, let day, 1...12 ~= month, 1...31 ~= day, 1900...9999 ~= year else { return nil }
    return (year, month, day)
  }

  private static func clock(in text: String) -> (hour: Int, minute: Int, second: Int)? {
    guard let match = text.firstMatch(of: /(\d{1,2})(?::|h)(\d{2})(?::|min)(\d{2})/),
      var hour = Int(match.output.1), let minute = Int(match.output.2), let second = Int(match.output.3)
    else { return nil }
    let isAfternoon = text.contains("PM") || text.contains("下午")
    let isMorning = text.contains("AM") || text.contains("上午")
    if isAfternoon, hour < 12 { hour += 12 }
    if isMorning, hour == 12 { hour = 0 }
    return hour < 24 && minute < 60 && second < 60 ? (hour, minute, second) : nil
  }
}
