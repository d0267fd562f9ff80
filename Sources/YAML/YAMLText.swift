/// A YAML 1.2 or JSON text that was read whole.
///
/// What is read is the first document, which has to be the only one. Keys are texts, and none comes twice in a mapping.
/// Neither depth nor size nor references can exhaust memory or the stack.
package struct YAMLText: Sendable {
  /// The language that a text is read as.
  package enum Syntax: Sendable { case yaml, json }

  /// The outermost node; nil where there is nothing but comments.
  package let root: SourceNode?
  /// The offsets of escapes that stand for half a surrogate pair; each is read as U+FFFD.
  package let unpairedSurrogates: [Int]

  /// - Throws: The first fault, with its line and column.
  package init(_ bytes: [UInt8], as syntax: Syntax = .yaml) throws(YAMLError) {
    let start = LineLocator.start(of: bytes)
    let isEmpty = bytes[start...].allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
    if isEmpty, syntax == .yaml {
      root = nil
      unpairedSurrogates = []
      return
    }
    try PreparedText.checkCharacters(bytes)
    if syntax == .yaml, let line = PreparedText.denseLine(in: bytes) {
      // Read as JSON, it can be broken into lines; libfyaml remembers a whole line of brackets and commas.
      guard bytes[start...].first(where: { $0 > 0x20 }) == UInt8(ascii: "{"),
        let text = try? YAMLText(bytes, as: .json)
      else { throw YAMLError(.tooComplex, at: line, in: bytes) }
      self = text
      return
    }
    let halves = PreparedText.unpairedSurrogates(in: bytes)
    var read = try TreeBuilder.read(bytes, as: syntax, replacing: halves)
    if !read.literal.isEmpty {
      // Outside double quotes a backslash is one: what was replaced there is put back.
      let literal = Set(read.literal)
      read = try TreeBuilder.read(bytes, as: syntax, replacing: halves.filter { !literal.contains($0) })
    }
    root = read.root
    unpairedSurrogates = read.replaced
  }
}
