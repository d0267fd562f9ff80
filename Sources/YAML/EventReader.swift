import CFYAML

/// The events of a text as libfyaml reports them. Nothing else in the program knows this library.
///
/// Events come one by one and need no recursion, so that neither depth nor size of a text are a danger; the caller
/// stops where it has seen enough.
struct EventReader: ~Copyable {
  enum Kind { case document, scalar, alias, mapping, sequence, end, other }
  enum Style { case plain, quoted, block }

  struct Event {
    var kind: Kind
    /// The bytes of the token, quotes, `&` and `*` left out; nil for what is not written (`key:` without a value).
    var token: Range<Int>?
    /// The end of anchor and tag; nil where there are none.
    var propertiesEnd: Int?
    var anchor: String?
    var isFlow = false
    var style = Style.plain
    var text = ""
  }

  private let parser: OpaquePointer
  private let diagnostics: OpaquePointer
  private let count: Int

  /// - Parameter bytes: has to outlive the reader.
  /// - Throws: where there is not enough memory.
  init(_ bytes: UnsafeBufferPointer<UInt8>, isJSON: Bool) throws(YAMLError) {
    var configuration = fy_diag_cfg()
    fy_diag_cfg_default(&configuration)
    configuration.fp = nil
    configuration.level = FYET_ERROR
    let outOfMemory = YAMLError(.syntax("there is not enough memory"), line: 1, column: 1)
    guard let diagnostics = fy_diag_create(&configuration) else { throw outOfMemory }
    fy_diag_set_collect_errors(diagnostics, true)
    var settings = fy_parse_cfg()
    // Closing brackets at the left margin are common, and libyaml takes them.
    settings.flags = fy_parse_cfg_flags(
      FYPCF_QUIET.rawValue | FYPCF_SLOPPY_FLOW_INDENTATION.rawValue | 2 << UInt32(FYPCF_DEFAULT_VERSION_SHIFT)
        | (isJSON ? 2 : 1) << UInt32(FYPCF_JSON_SHIFT))
    settings.diag = diagnostics
    guard let parser = fy_parser_create(&settings) else {
      fy_diag_destroy(diagnostics)
      throw outOfMemory
    }
    self.parser = parser
    self.diagnostics = diagnostics
    count = bytes.count
    // An empty buffer has no base address: the parser gets no input then.
    guard let start = UnsafeRawPointer(bytes.baseAddress) else { return }
    _ = fy_parser_set_string(parser, start.assumingMemoryBound(to: CChar.self), bytes.count)
  }

  deinit {
    fy_parser_destroy(parser)
    fy_diag_destroy(diagnostics)
  }

  /// The next event; nil behind the last.
  ///
  /// - Throws: The parser's first complaint; line and column are those of the text that was given to it.
  mutating func next() throws(YAMLError) -> Event? {
    guard let event = fy_parser_parse(parser) else {
      if fy_parser_get_stream_error(parser) { throw failure() }
      return nil
    }
    defer { fy_parser_event_free(parser, event) }
    var result = Event(kind: .other)
    switch event.pointee.type {
    case FYET_DOCUMENT_START: result.kind = .document
    case FYET_SCALAR:
      result.kind = .scalar
      let value = event.pointee.scalar.value
      result.style =
        switch fy_token_scalar_style(value) {
        case FYSS_SINGLE_QUOTED, FYSS_DOUBLE_QUOTED: .quoted
        case FYSS_LITERAL, FYSS_FOLDED: .block
        default: .plain
        }
      var length = 0
      if let start = fy_token_get_text(value, &length) {
        let text = UnsafeRawBufferPointer(start: start, count: length)
        result.text = String(decoding: text, as: UTF8.self)
      }
    case FYET_ALIAS:
      result.kind = .alias
      result.text = EventReader.text(of: event.pointee.alias.anchor)
    case FYET_MAPPING_START: result.kind = .mapping
    case FYET_SEQUENCE_START: result.kind = .sequence
    case FYET_MAPPING_END, FYET_SEQUENCE_END: result.kind = .end
    default: return result
    }
    result.token = range(fy_event_start_mark(event), fy_event_end_mark(event))
    if result.kind == .mapping || result.kind == .sequence {
      result.isFlow = fy_event_get_node_style(event) == FYNS_FLOW
    }
    if result.kind != .end && result.kind != .alias { readProperties(of: event, into: &result) }
    return result
  }

  private func readProperties(of event: UnsafeMutablePointer<fy_event>, into result: inout Event) {
    let anchor = fy_event_get_anchor_token(event)
    let tag = fy_event_get_tag_token(event)
    if anchor == nil, tag == nil { return }
    if let anchor { result.anchor = EventReader.text(of: anchor) }
    result.propertiesEnd = [anchor, tag].compactMap { $0.flatMap { fy_token_end_mark($0) } }
      .map { min($0.pointee.input_pos, count) }.max()
  }

  private func range(_ start: UnsafePointer<fy_mark>?, _ end: UnsafePointer<fy_mark>?) -> Range<Int>? {
    guard let start, let end else { return nil }
    let lower = min(start.pointee.input_pos, count)
    return lower..<max(lower, min(end.pointee.input_pos, count))
  }

  private func failure() -> YAMLError {
    var previous: UnsafeMutableRawPointer?
    guard let error = fy_diag_errors_iterate(diagnostics, &previous), let message = error.pointee.msg else {
      return YAMLError(.syntax("it cannot be read"), line: 1, column: 1)
    }
    let (line, column) = (error.pointee.line, error.pointee.column)
    return YAMLError(.syntax(String(cString: message)), line: max(1, Int(line)), column: max(1, Int(column)))
  }

  private static func text(of token: OpaquePointer?) -> String {
    var length = 0
    guard let token, let start = fy_token_get_text(token, &length) else { return "" }
    return String(decoding: UnsafeRawBufferPointer(start: start, count: length), as: UTF8.self)
  }
}
