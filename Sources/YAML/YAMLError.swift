/// The reason why a text cannot be read, and its place.
package struct YAMLError: Error, Hashable, Sendable {
  /// The kind of a fault.
  package enum Kind: Hashable, Sendable {
    case notUTF8
    /// The parser's own words.
    case syntax(String)
    case repeatedKey(String)
    /// Nested too deeply, or more references than a text of this size has use for, or keys that are no texts.
    case tooComplex
  }

  /// The kind of the fault.
  package var kind: Kind
  /// 1-based.
  package var line: Int
  /// 1-based, in Unicode scalars.
  package var column: Int

  init(_ kind: Kind, line: Int, column: Int) {
    self.kind = kind
    self.line = line
    self.column = column
  }

  init(_ kind: Kind, at offset: Int, in bytes: [UInt8]) {
    (line, column) = LineLocator(bytes).position(of: offset)
    self.kind = kind
  }
}
