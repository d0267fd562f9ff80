/// Times as other programs write them, as RFC 3339 has them.
enum Timestamp {
  /// Returns the time in RFC 3339; nil for what is no date and time of day in the order of ISO 8601.
  ///
  /// A time without a zone is one of UTC, a date without a time its first second.
  static func normalized(_ text: String) -> String? {
    let form = /(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(\.\d+)?)?\s*(?:([Zz])|([+-]\d\d):?(\d\d)?)?)?/
    guard let found = text.trimmed.wholeMatch(of: form) else { return nil }
    func number(_ part: Substring?) -> Int { part.flatMap { Int($0) } ?? 0 }
    let parts = found.output
    guard 1...12 ~= number(parts.2), 1...31 ~= number(parts.3), number(parts.4) < 24, number(parts.5) < 60,
      number(parts.6) <= 60
    else { return nil }
    let zone = parts.9.map { "\($0):\(parts.10 ?? "00")" } ?? "Z"
    let time = "\(parts.4 ?? "00"):\(parts.5 ?? "00"):\(parts.6 ?? "00")\(parts.7 ?? "")"
    return "\(parts.1)-\(parts.2)-\(parts.3)T\(time)\(zone)"
  }
}
