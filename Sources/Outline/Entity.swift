/// The character references of HTML and the text that they denote.
package enum Entity {
  private static let named: [Substring: String] = {
    var named: [Substring: String] = [:]
    for entry in entityTable.split(whereSeparator: \.isWhitespace) {
      let parts = entry.split(separator: "=", maxSplits: 1)
      guard parts.count == 2 else { continue }
      let scalars = parts[1].split(separator: "+").compactMap { UInt32($0, radix: 16).flatMap(Unicode.Scalar.init) }
      named[parts[0]] = scalars.reduce(into: "") { $0.unicodeScalars.append($1) }
    }
    return named
  }()

  /// The text of `&name;`, `&#1;` or `&#x1;`; nil where HTML knows no such name.
  package static func text(of reference: some Collection<UInt8>) -> String? {
    let name = Substring(decoding: reference.dropFirst().dropLast(), as: UTF8.self)
    guard name.hasPrefix("#") else { return named[name] }
    let digits = name.dropFirst()
    let value =
      digits.first == "x" || digits.first == "X" ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits, radix: 10)
    guard let value, value != 0, let scalar = Unicode.Scalar(value) else { return "\u{FFFD}" }
    return String(Character(scalar))
  }
}
