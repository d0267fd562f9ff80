import CPCRE2

/// A regular expression as a query has it: PCRE2's syntax, line by line, capitals counting unless the option `i` says
/// so.
package struct RegularExpression: Hashable, Sendable {
  /// The expression without its slashes and options.
  package var pattern: String
  /// Letters of `imsx`.
  package var options: String

  /// The mistake in it, in PCRE2's words; nil where it can be used.
  package var fault: String? {
    var compiled: CompiledPattern?
    do throws(CompiledPattern.Fault) { compiled = try CompiledPattern(self) } catch { return error.reason }
    return compiled == nil ? "" : nil
  }
}

/// A regular expression ready for use, on one thread.
final class CompiledPattern {
  struct Fault: Error {
    var reason: String
  }

  /// The steps that one match may take, and how deep it may nest; a match that needs more is none.
  private static let matchLimit: UInt32 = 500_000
  private static let depthLimit: UInt32 = 5_000
  private static let longestPattern = 10_000

  private let code: OpaquePointer
  private let data: OpaquePointer
  private let context: OpaquePointer?
  private let stack: OpaquePointer?
  /// Whether a match can depend on more than its line, so that lines have to be matched one by one.
  private let needsLines: Bool
  /// Letters that every match has.
  private let literal: (needle: Needle, filter: StartFilter)?
  /// Longer lines are not looked at one by one.
  private static let longestLine = 1 << 16
  /// Whether a match was given up because of the limits.
  private(set) var hasGivenUp = false

  /// Compiles an expression; options other than `i`, `s` and `x` change nothing.
  ///
  /// - Throws: `Fault` if the pattern is too long, is none in PCRE2's syntax, or there is no memory for it. Nothing
  ///   stays allocated.
  init(_ expression: RegularExpression) throws(Fault) {
    guard expression.pattern.utf8.count <= CompiledPattern.longestPattern else {
      throw Fault(reason: "it is longer than \(CompiledPattern.longestPattern) bytes")
    }
    var options = PCRE2_UTF | PCRE2_UCP | PCRE2_MATCH_INVALID_UTF | PCRE2_MULTILINE | PCRE2_NEVER_BACKSLASH_C
    for option in expression.options {
      switch option {
      case "i": options |= PCRE2_CASELESS
      case "s": options |= PCRE2_DOTALL
      case "x": options |= PCRE2_EXTENDED
      default: break
      }
    }
    var error: Int32 = 0
    var offset = 0
    let pattern = Array(expression.pattern.utf8)
    let compileContext = pcre2_compile_context_create_8(nil)
    defer { pcre2_compile_context_free_8(compileContext) }
    pcre2_set_newline_8(compileContext, UInt32(PCRE2_NEWLINE_LF))
    pcre2_set_parens_nest_limit_8(compileContext, 100)
    guard let code = pcre2_compile_8(pattern, pattern.count, options, &error, &offset, compileContext) else {
      throw Fault(reason: CompiledPattern.message(error) + " at character \(offset + 1)")
    }
    guard let data = pcre2_match_data_create_8(1, nil) else {
      pcre2_code_free_8(code)
      throw Fault(reason: "there is no memory for it")
    }
    self.code = code
    self.data = data
    pcre2_jit_compile_8(code, UInt32(PCRE2_JIT_COMPLETE))
    context = pcre2_match_context_create_8(nil)
    pcre2_set_match_limit_8(context, CompiledPattern.matchLimit)
    pcre2_set_depth_limit_8(context, CompiledPattern.depthLimit)
    stack = pcre2_jit_stack_create_8(32 << 10, 1 << 20, nil)
    if let stack { pcre2_jit_stack_assign_8(context, nil, UnsafeMutableRawPointer(stack)) }
    let longest = expression.literals.max { $0.count < $1.count }
    literal = longest.flatMap { letters in
      Needle(String(String.UnicodeScalarView(letters.compactMap(Unicode.Scalar.init)))).map { ($0, StartFilter([$0])) }
    }
    needsLines = ["(?", "(*", "\\z", "\\Z", "\\A", "\\G", "++", "*+", "?+", "}+"].contains {
      expression.pattern.contains($0)
    }
  }

  deinit {
    pcre2_match_data_free_8(data)
    pcre2_match_context_free_8(context)
    if let stack { pcre2_jit_stack_free_8(stack) }
    pcre2_code_free_8(code)
  }

  /// The first match that begins in `range` and lies on one line; an empty one counts for nothing.
  func first(in bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Range<Int>? {
    var at = range.lowerBound
    while at < range.upperBound {
      if literal != nil, at == 0 || bytes[at - 1] == 0x0A {
        guard let line = nextLine(in: bytes, from: at), line < range.upperBound else { return nil }
        at = line
      }
      // A match that begins in `range` ends on the last line of `range`; where letters are known, lines without them are
      // passed by.
      let textEnd = lineEnd(in: bytes, from: literal == nil ? range.upperBound - 1 : at)
      if !needsLines {
        guard let found = match(bytes, from: at, end: textEnd) else {
          if textEnd == bytes.count { return nil }
          at = textEnd + 1
          continue
        }
        guard found.lowerBound < range.upperBound else { return nil }
        if !found.isEmpty, !bytes[found].contains(0x0A) { return found }
        if found.isEmpty {
          at = found.lowerBound + 1
          while at < bytes.count, bytes[at] & 0xC0 == 0x80 { at += 1 }
          continue
        }
        at = found.lowerBound
      }
      // The line that `at` is on, alone.
      var end = at
      while end < bytes.count, bytes[end] != 0x0A { end += 1 }
      var start = at
      while start > 0, bytes[start - 1] != 0x0A { start -= 1 }
      let line = UnsafeBufferPointer(rebasing: bytes[start..<end])
      while at < min(end, range.upperBound), let found = match(line, from: at - start, end: line.count) {
        if !found.isEmpty {
          let found = found.lowerBound + start..<found.upperBound + start
          return found.lowerBound < range.upperBound ? found : nil
        }
        at = found.lowerBound + start + 1
        while at < end, bytes[at] & 0xC0 == 0x80 { at += 1 }
      }
      at = end + 1
    }
    return nil
  }

  /// The end of the line that `at` is on, or of the text where that is far.
  private func lineEnd(in bytes: UnsafeBufferPointer<UInt8>, from at: Int) -> Int {
    let last = min(bytes.count, at + CompiledPattern.longestLine)
    return bytes[at..<last].firstIndex(of: 0x0A) ?? bytes.count
  }

  /// The beginning of the next line that has the letters which every match has; nil where there is none.
  /// - Parameter start: The beginning of a line.
  private func nextLine(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    guard let (needle, filter) = literal else { return start }
    let plain = Haystack(bytes: bytes, isMarkdown: false)
    let found = plain.first(in: start..<bytes.count, filter) { plain.match(needle, at: $0, limit: bytes.count) }
    guard var line = found?.range.lowerBound else { return nil }
    while line > start, bytes[line - 1] != 0x0A { line -= 1 }
    return line
  }

  private func match(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int, end: Int) -> Range<Int>? {
    guard let base = bytes.baseAddress, start <= end else { return nil }
    let result = pcre2_match_8(code, base, end, start, 0, data, context)
    guard result >= 0 else {
      if result != PCRE2_ERROR_NOMATCH { hasGivenUp = true }
      return nil
    }
    guard let ovector = pcre2_get_ovector_pointer_8(data) else { return nil }
    // `\K` may set the start behind the end.
    return ovector[0] <= ovector[1] ? ovector[0]..<ovector[1] : ovector[1]..<ovector[1]
  }

  private static func message(_ error: Int32) -> String {
    var buffer = [UInt8](repeating: 0, count: 256)
    let length = pcre2_get_error_message_8(error, &buffer, buffer.count)
    return String(decoding: buffer.prefix(max(0, Int(length))), as: UTF8.self)
  }
}
