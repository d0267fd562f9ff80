/// A day of the Gregorian calendar.
package struct Day: Hashable, Comparable, Sendable {
  /// Days since 1 January 1970.
  package var number: Int

  /// The day `number` days after 1 January 1970; negative before it.
  package init(number: Int) { self.number = number }

  /// Nil where the calendar has no such day.
  package init?(year: Int, month: Int, day: Int) {
    guard (0...9_999).contains(year), (1...12).contains(month), day >= 1, day <= Day.days(in: month, of: year) else {
      return nil
    }
    // Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil.
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    number = era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  /// The day that a text begins with, as `2024-05-01` or `20240501`; nil where it begins with none.
  package init?(prefix text: some StringProtocol) {
    let digits = Array(text.utf8.prefix(10))
    func value(_ range: Range<Int>) -> Int? {
      guard range.upperBound <= digits.count else { return nil }
      return digits[range].reduce(0 as Int?) { value, byte in
        byte &- 0x30 < 10 ? value.map { $0 * 10 + Int(byte - 0x30) } : nil
      }
    }
    let isDashed = digits.count >= 10 && digits[4] == 0x2D && digits[7] == 0x2D
    guard let year = value(0..<4), let month = value(isDashed ? 5..<7 : 4..<6),
      let day = value(isDashed ? 8..<10 : 6..<8), let day = Day(year: year, month: month, day: day)
    else { return nil }
    self = day
  }

  /// The day of a moment in seconds since 1970, in UTC shifted by `offset` seconds.
  package init(seconds: Int, offset: Int = 0) {
    let local = seconds + offset
    number = local >= 0 ? local / 86_400 : (local - 86_399) / 86_400
  }

  /// As `2024-05-01`.
  package var text: String {
    // Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", civil_from_days.
    let shifted = number + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    func padded(_ value: Int, _ digits: Int) -> String {
      let text = String(value)
      return String(repeating: "0", count: max(0, digits - text.count)) + text
    }
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
  }

  /// 0 for Monday.
  package var weekday: Int { ((number + 3) % 7 + 7) % 7 }

  static func days(in month: Int, of year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Whether `a` is earlier.
  package static func < (a: Day, b: Day) -> Bool { a.number < b.number }
}

/// A day as a query names it.
package enum QueryDate: Hashable, Sendable {
  /// A day, month or year that is written out: its first and its last day.
  case days(Day, Day)
  /// This many days ago.
  case ago(Int)
  /// The last Monday (0) to Sunday (6), today's own included.
  case weekday(Int)

  /// The English names in small letters, from Monday.
  package static let weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]

  /// Reads `2024`, `2024-05`, `2024-05-01`, `7d`, `2w`, `3m`, `1y`, `monday`, `mon`, `today` or `yesterday`; nil for
  /// anything else.
  package init?(_ text: String) {
    let text = text.lowercased()
    switch text {
    case "today": self = .ago(0)
    case "yesterday": self = .ago(1)
    default:
      if let index = QueryDate.weekdays.firstIndex(where: { text.count >= 3 && $0.hasPrefix(text) }) {
        self = .weekday(index)
      } else if let unit = text.last, let count = Int(text.dropLast()), (0...100_000).contains(count),
        let days = ["d": 1, "w": 7, "m": 30, "y": 365][unit]
      {
        self = .ago(count * days)
      } else if let (first, last) = QueryDate.written(text) {
        self = .days(first, last)
      } else {
        return nil
      }
    }
  }

  /// The first and the last of the days that it means.
  package func days(today: Day) -> (first: Day, last: Day) {
    switch self {
    case .days(let first, let last): return (first, last)
    case .ago(let count):
      let day = Day(number: today.number - count)
      return (day, day)
    case .weekday(let weekday):
      let day = Day(number: today.number - ((today.weekday - weekday) % 7 + 7) % 7)
      return (day, day)
    }
  }

  private static func written(_ text: String) -> (Day, Day)? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { part in part.allSatisfy { $0.isASCII && $0.isNumber } ? Int(part) : nil }
    guard numbers.count == parts.count, parts[0].count == 4,
      parts.dropFirst().allSatisfy({ (1...2).contains($0.count) })
    else { return nil }
    switch numbers.count {
    case 1:
      guard let first = Day(year: numbers[0], month: 1, day: 1), let last = Day(year: numbers[0], month: 12, day: 31)
      else { return nil }
      return (first, last)
    case 2:
      guard let first = Day(year: numbers[0], month: numbers[1], day: 1) else { return nil }
      return (first, Day(number: first.number + Day.days(in: numbers[1], of: numbers[0]) - 1))
    case 3: return Day(year: numbers[0], month: numbers[1], day: numbers[2]).map { ($0, $0) }
    default: return nil
    }
  }
}
