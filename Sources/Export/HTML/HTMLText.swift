/// Text as HTML.
enum HTMLText {
  /// Safe between tags and in attributes; controls, which HTML can't hold, are U+FFFD.
  static func escaped(_ text: String) -> String {
    var escaped = ""
    escaped.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&#39;"
      case "\n", "\t": escaped.unicodeScalars.append(scalar)
      case "\r": escaped += "\n"
      case _ where scalar.properties.generalCategory == .control: escaped += "\u{FFFD}"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }

  /// A link's address, where following it does no more than opening a page; nil otherwise.
  static func address(_ destination: String) -> String? {
    let scheme = destination.prefix { $0 != ":" && $0 != "/" && $0 != "?" && $0 != "#" }
    let isRelative = scheme.endIndex == destination.endIndex || destination[scheme.endIndex] != ":"
    guard isRelative || ["http", "https", "mailto", "ftp"].contains(scheme.lowercased()) else { return nil }
    guard !destination.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else { return nil }
    return escaped(destination)
  }

  /// A relative address with all bytes escaped that an address may not hold (RFC 3986, section 2), `/` and `#` aside.
  static func percentEncoded(_ path: String) -> String {
    var text = ""
    for byte in path.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        text.unicodeScalars.append(Unicode.Scalar(byte))
      case _ where "-._~/".utf8.contains(byte): text.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        text += "%" + (digits.count == 1 ? "0" : "") + digits
      }
    }
    return text
  }
}
