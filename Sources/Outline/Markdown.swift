import CMD4C

/// A receiver of the blocks, spans and texts of a piece of Markdown, in document order.
protocol MarkdownReader: AnyObject {
  func enter(_ block: Markdown.Block)
  func leave(_ block: Markdown.Block)
  func enter(_ span: Markdown.Span)
  func leave(_ span: Markdown.Span)
  /// `offset` is where `bytes` are in what is parsed; nil for bytes that md4c brings along: breaks, NUL, indentation.
  func text(_ kind: Markdown.Text, at offset: Int?, bytes: UnsafeBufferPointer<UInt8>)
}

/// The one door to md4c.
enum Markdown {
  enum Block {
    case quote
    /// The delimiter is the bullet, `.` or `)`; `start` is the first number of an ordered list, nil for bullets.
    case list(delimiter: UInt8, start: Int?)
    /// `task` is the character between the brackets, 0 for none, and `taskOffset` its place in what is parsed.
    case item(task: UInt8, taskOffset: Int)
    case rule
    case heading(level: Int)
    /// `fence` is 0 for indented code.
    case code(language: String, fence: UInt8)
    case html, paragraph
    case table(columns: Int)
    case tableRow
    case tableCell(RichText.Table.Alignment)
    /// The document, a table's head and body.
    case other
  }

  enum Span {
    case emphasis, strong, strikethrough, code
    case link(String)
    case image(String)
    case other
  }

  enum Text {
    case normal, null, hardBreak, softBreak, entity, code, html
  }

  /// Tells `reader` what is in `bytes`.
  static func read(_ bytes: UnsafeBufferPointer<UInt8>, with reader: any MarkdownReader) {
    guard let base = bytes.baseAddress else { return }
    var parser = MD_PARSER()
    parser.flags = UInt32(MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_TASKLISTS)
    parser.enter_block = { type, detail, data in
      guard let reading = data?.assumingMemoryBound(to: Reading.self) else { return 1 }
      reading.pointee.reader.enter(Markdown.block(type, detail))
      return 0
    }
    parser.leave_block = { type, detail, data in
      guard let reading = data?.assumingMemoryBound(to: Reading.self) else { return 1 }
      reading.pointee.reader.leave(Markdown.block(type, detail))
      return 0
    }
    parser.enter_span = { type, detail, data in
      guard let reading = data?.assumingMemoryBound(to: Reading.self) else { return 1 }
      reading.pointee.reader.enter(Markdown.span(type, detail))
      return 0
    }
    parser.leave_span = { type, detail, data in
      guard let reading = data?.assumingMemoryBound(to: Reading.self) else { return 1 }
      reading.pointee.reader.leave(Markdown.span(type, detail))
      return 0
    }
    parser.text = { type, text, size, data in
      guard let reading = data?.assumingMemoryBound(to: Reading.self), let text else { return 1 }
      let source = reading.pointee.bytes
      let offset = Int(bitPattern: text) &- Int(bitPattern: source.baseAddress)
      let isInside = offset >= 0 && offset <= source.count
      // md4c 0.4.8 makes up a size for some unclosed links with a bare address in them; its own texts are short.
      guard Int(size) <= (isInside ? source.count - offset : 64) else { return 0 }
      let bytes = UnsafeRawBufferPointer(start: text, count: Int(size)).assumingMemoryBound(to: UInt8.self)
      reading.pointee.reader.text(Markdown.kind(type), at: isInside ? offset : nil, bytes: bytes)
      return 0
    }
    var reading = Reading(reader: reader, bytes: bytes)
    let text = UnsafeRawPointer(base).assumingMemoryBound(to: CChar.self)
    _ = withUnsafeMutablePointer(to: &reading) { md_parse(text, UInt32(bytes.count), &parser, $0) }
  }

  private struct Reading {
    var reader: any MarkdownReader
    var bytes: UnsafeBufferPointer<UInt8>
  }

  private static func block(_ type: MD_BLOCKTYPE, _ detail: UnsafeMutableRawPointer?) -> Block {
    switch type {
    case MD_BLOCK_QUOTE: return .quote
    case MD_BLOCK_UL:
      return .list(delimiter: UInt8(bitPattern: detail.bound(to: MD_BLOCK_UL_DETAIL.self).mark), start: nil)
    case MD_BLOCK_OL:
      let list = detail.bound(to: MD_BLOCK_OL_DETAIL.self)
      return .list(delimiter: UInt8(bitPattern: list.mark_delimiter), start: Int(list.start))
    case MD_BLOCK_LI:
      let item = detail.bound(to: MD_BLOCK_LI_DETAIL.self)
      return .item(
        task: item.is_task != 0 ? UInt8(bitPattern: item.task_mark) : 0, taskOffset: Int(item.task_mark_offset))
    case MD_BLOCK_HR: return .rule
    case MD_BLOCK_H: return .heading(level: Int(detail.bound(to: MD_BLOCK_H_DETAIL.self).level))
    case MD_BLOCK_CODE:
      let code = detail.bound(to: MD_BLOCK_CODE_DETAIL.self)
      return .code(language: string(code.lang), fence: UInt8(bitPattern: code.fence_char))
    case MD_BLOCK_HTML: return .html
    case MD_BLOCK_P: return .paragraph
    case MD_BLOCK_TABLE: return .table(columns: Int(detail.bound(to: MD_BLOCK_TABLE_DETAIL.self).col_count))
    case MD_BLOCK_TR: return .tableRow
    case MD_BLOCK_TH, MD_BLOCK_TD:
      switch detail.bound(to: MD_BLOCK_TD_DETAIL.self).align {
      case MD_ALIGN_LEFT: return .tableCell(.left)
      case MD_ALIGN_CENTER: return .tableCell(.center)
      case MD_ALIGN_RIGHT: return .tableCell(.right)
      default: return .tableCell(.none)
      }
    default: return .other
    }
  }

  private static func span(_ type: MD_SPANTYPE, _ detail: UnsafeMutableRawPointer?) -> Span {
    switch type {
    case MD_SPAN_EM: return .emphasis
    case MD_SPAN_STRONG: return .strong
    case MD_SPAN_DEL: return .strikethrough
    case MD_SPAN_CODE: return .code
    case MD_SPAN_A: return .link(string(detail.bound(to: MD_SPAN_A_DETAIL.self).href))
    case MD_SPAN_IMG: return .image(string(detail.bound(to: MD_SPAN_IMG_DETAIL.self).src))
    default: return .other
    }
  }

  private static func kind(_ type: MD_TEXTTYPE) -> Text {
    switch type {
    case MD_TEXT_NULLCHAR: return .null
    case MD_TEXT_BR: return .hardBreak
    case MD_TEXT_SOFTBR: return .softBreak
    case MD_TEXT_ENTITY: return .entity
    case MD_TEXT_CODE, MD_TEXT_LATEXMATH: return .code
    case MD_TEXT_HTML: return .html
    default: return .normal
    }
  }

  /// The text of an attribute, its entities resolved.
  private static func string(_ attribute: MD_ATTRIBUTE) -> String {
    guard let text = attribute.text, attribute.size > 0, let types = attribute.substr_types else { return "" }
    let bytes = UnsafeRawBufferPointer(start: text, count: Int(attribute.size))
    var string = ""
    var number = 0
    while let start = attribute.substr_offsets?[number], start < attribute.size {
      let end = min(attribute.substr_offsets?[number + 1] ?? attribute.size, attribute.size)
      let part = bytes[Int(start)..<Int(max(start, end))]
      switch types[number] {
      case MD_TEXT_ENTITY: string += Entity.text(of: part) ?? String(decoding: part, as: UTF8.self)
      case MD_TEXT_NULLCHAR: string += "\u{FFFD}"
      default: string += String(decoding: part, as: UTF8.self)
      }
      number += 1
    }
    return string
  }

  /// Tells `reader` the events of the Markdown in `bytes` from `start` on, up to `batch` at a time.
  ///
  /// - Parameter count: The length of the file; behind it may be a line break that the file lacks.
  static func parse(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, count: Int, batch: Int, to reader: any MarkdownEventSink
  ) {
    guard let base = bytes.baseAddress, start < count else { return }
    var parser = MD_PARSER()
    parser.flags = UInt32(MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_TASKLISTS)
    parser.enter_block = { type, detail, data in
      guard let writer = data?.assumingMemoryBound(to: MarkdownEventWriter.self) else { return 1 }
      switch type {
      case MD_BLOCK_P: writer.pointee.write(.enterParagraph)
      case MD_BLOCK_LI:
        let item = detail.bound(to: MD_BLOCK_LI_DETAIL.self)
        let isTask = item.is_task != 0
        writer.pointee.write(
          .enterItem, value: isTask ? UInt8(bitPattern: item.task_mark) : 0,
          offset: isTask ? UInt32(item.task_mark_offset) : 0)
      case MD_BLOCK_UL:
        let list = detail.bound(to: MD_BLOCK_UL_DETAIL.self)
        writer.pointee.write(.enterList, value: UInt8(bitPattern: list.mark))
      case MD_BLOCK_OL:
        let list = detail.bound(to: MD_BLOCK_OL_DETAIL.self)
        writer.pointee.write(.enterList, value: UInt8(bitPattern: list.mark_delimiter))
      case MD_BLOCK_H:
        let heading = detail.bound(to: MD_BLOCK_H_DETAIL.self)
        writer.pointee.write(.enterHeading, value: UInt8(truncatingIfNeeded: heading.level))
      case MD_BLOCK_QUOTE: writer.pointee.write(.enterQuote)
      case MD_BLOCK_HR: writer.pointee.write(.rule)
      case MD_BLOCK_CODE:
        let code = detail.bound(to: MD_BLOCK_CODE_DETAIL.self)
        writer.pointee.write(.enterCode, value: UInt8(bitPattern: code.fence_char))
      case MD_BLOCK_HTML: writer.pointee.write(.enterHTML)
      case MD_BLOCK_TABLE: writer.pointee.write(.enterTable)
      default: break
      }
      return 0
    }
    parser.leave_block = { type, detail, data in
      guard let writer = data?.assumingMemoryBound(to: MarkdownEventWriter.self) else { return 1 }
      switch type {
      case MD_BLOCK_P: writer.pointee.write(.leaveParagraph)
      case MD_BLOCK_LI: writer.pointee.write(.leaveItem)
      case MD_BLOCK_UL, MD_BLOCK_OL: writer.pointee.write(.leaveList)
      case MD_BLOCK_H: writer.pointee.write(.leaveHeading)
      case MD_BLOCK_QUOTE: writer.pointee.write(.leaveQuote)
      case MD_BLOCK_CODE:
        let code = detail.bound(to: MD_BLOCK_CODE_DETAIL.self)
        writer.pointee.write(.leaveCode, value: UInt8(bitPattern: code.fence_char))
      case MD_BLOCK_HTML, MD_BLOCK_TABLE: writer.pointee.write(.leaveLeaf)
      case MD_BLOCK_THEAD: writer.pointee.write(.leaveTableHead)
      default: break
      }
      return 0
    }
    parser.enter_span = { type, _, data in
      guard let writer = data?.assumingMemoryBound(to: MarkdownEventWriter.self) else { return 1 }
      switch type {
      case MD_SPAN_A, MD_SPAN_IMG, MD_SPAN_CODE: writer.pointee.write(.enterLink)
      default: writer.pointee.write(.enterMark)
      }
      return 0
    }
    parser.leave_span = { type, _, data in
      guard let writer = data?.assumingMemoryBound(to: MarkdownEventWriter.self) else { return 1 }
      switch type {
      case MD_SPAN_A, MD_SPAN_IMG, MD_SPAN_CODE: writer.pointee.write(.leaveLink)
      default: break
      }
      return 0
    }
    parser.text = { type, text, size, data in
      guard let writer = data?.assumingMemoryBound(to: MarkdownEventWriter.self), let text else { return 1 }
      switch type {
      case MD_TEXT_SOFTBR, MD_TEXT_BR: writer.pointee.write(.lineBreak)
      case MD_TEXT_NULLCHAR: writer.pointee.write(.null)
      default: writer.pointee.write(text: text, size: size)
      }
      return 0
    }
    let text = UnsafeRawPointer(base + start).assumingMemoryBound(to: CChar.self)
    var writer = MarkdownEventWriter(of: base, count: count, batch: batch, reader: reader)
    _ = withUnsafeMutablePointer(to: &writer) { md_parse(text, UInt32(bytes.count - start), &parser, $0) }
    writer.flush()
  }
}

extension Optional where Wrapped == UnsafeMutableRawPointer {
  /// The detail of an event; all zero where md4c gives none.
  @inline(__always) fileprivate func bound<Detail: MD4CDetail>(to type: Detail.Type) -> Detail {
    self?.assumingMemoryBound(to: type).pointee ?? Detail()
  }
}

private protocol MD4CDetail { init() }
extension MD_BLOCK_UL_DETAIL: MD4CDetail {}
extension MD_BLOCK_OL_DETAIL: MD4CDetail {}
extension MD_BLOCK_LI_DETAIL: MD4CDetail {}
extension MD_BLOCK_H_DETAIL: MD4CDetail {}
extension MD_BLOCK_CODE_DETAIL: MD4CDetail {}
extension MD_BLOCK_TABLE_DETAIL: MD4CDetail {}
extension MD_BLOCK_TD_DETAIL: MD4CDetail {}
extension MD_SPAN_A_DETAIL: MD4CDetail {}
extension MD_SPAN_IMG_DETAIL: MD4CDetail {}
