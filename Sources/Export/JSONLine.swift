import Foundation

/// JSON with one object a line, keys in the order of the alphabet.
package enum JSONLine {
  /// `record` on one line, without the line break.
  package static func encode(_ record: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(record), as: UTF8.self)
  }
}
