import App
import Glibc
import Store

/// The text of an annotation as it comes from a command line or from standard input.
enum WrittenText {
  /// The text that was given; standard input for `-` and for nothing.
  ///
  /// - Throws: `Failure` where standard input can't be read or is not UTF-8.
  static func read(_ given: String?) throws(Failure) -> String {
    if let given, given != "-" { return given }
    let bytes: [UInt8]
    do throws(SystemError) {
      bytes = try FileBytes.readAll(from: STDIN_FILENO)
    } catch {
      throw Failure("standard input can't be read: \(error.reason)")
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw Failure("standard input is not UTF-8: write the text in UTF-8, as iconv does")
    }
    return text
  }

  /// Without empty lines at its beginning and white space at its end; the indentation of its first line stays.
  static func trimmed(_ text: String) -> String {
    var lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    while let first = lines.first, first.allSatisfy(\.isWhitespace) { lines.removeFirst() }
    var joined = lines.joined(separator: "\n")
    while let last = joined.last, last.isWhitespace { joined.removeLast() }
    return joined
  }

  /// The text with tags that it does not have yet behind it.
  ///
  /// - Throws: `Failure` where a tag is empty, several words or has a # inside.
  static func tagged(_ text: String, with tags: [String]) throws(Failure) -> String {
    let words = text.split(whereSeparator: \.isWhitespace)
    var missing: [String] = []
    for tag in tags {
      let name = tag.hasPrefix("#") ? tag : "#" + tag
      guard name.count > 1, !name.dropFirst().contains(where: { $0.isWhitespace || $0 == "#" }) else {
        throw Failure("\(tag) is no tag: one word, with or without #")
      }
      if !words.contains(name[...]), !missing.contains(name) { missing.append(name) }
    }
    return missing.isEmpty ? text : text + (text.isEmpty ? "" : " ") + missing.joined(separator: " ")
  }
}
