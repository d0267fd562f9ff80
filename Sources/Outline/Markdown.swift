import CMD4C

/// What is told of a piece of Markdown, in document order.
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
    /// The sign is the bullet or the delimiter; `start` is the first number of an ordered list, nil for bullets.
    case list(sign: UInt8, start: Int?)
    /// `task` is the sign between the brackets, 0 for none.
    case item(task: UInt8)
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
    case wikilink(String)
    case other
  }

  enum Text {
    case normal, null, hardBreak, softBreak, entity, code, html
  }

  /// Tells `reader` what is in `bytes`; `isRich` adds bare addresses and `[[wikilinks]]`.
  static func read(_ bytes: UnsafeBufferPointer<UInt8>, isRich: Bool, with reader: any MarkdownReader) {
    guard let base = bytes.baseAddress else { return }
    var parser = MD_PARSER()
    parser.flags = UInt32(MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_TASKLISTS)
    if isRich { parser.flags |= UInt32(addresses | MD_FLAG_WIKILINKS) }
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

  private static let addresses =
    MD_FLAG_PERMISSIVEEMAILAUTOLINKS | MD_FLAG_PERMISSIVEURLAUTOLINKS | MD_FLAG_PERMISSIVEWWWAUTOLINKS

  private struct Reading {
    var reader: any MarkdownReader
    var bytes: UnsafeBufferPointer<UInt8>
  }

  private static func block(_ type: MD_BLOCKTYPE, _ detail: UnsafeMutableRawPointer?) -> Block {
    switch type {
    case MD_BLOCK_QUOTE: return .quote
    case MD_BLOCK_UL: return .list(sign: UInt8(bitPattern: detail.bound(to: MD_BLOCK_UL_DETAIL.self).mark), start: nil)
    case MD_BLOCK_OL:
      let list = detail.bound(to: MD_BLOCK_OL_DETAIL.self)
      return .list(sign: UInt8(bitPattern: list.mark_delimiter), start: Int(list.start))
    case MD_BLOCK_LI:
      let item = detail.bound(to: MD_BLOCK_LI_DETAIL.self)
      return .item(task: item.is_task != 0 ? UInt8(bitPattern: item.task_mark) : 0)
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
    case MD_SPAN_WIKILINK: return .wikilink(string(detail.bound(to: MD_SPAN_WIKILINK_DETAIL.self).target))
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

  /// Builds the table of topics from the bytes behind `builder.start` and before `end`, which is that of the source or
  /// of the line break put behind it.
  static func parse(_ end: Int, into builder: inout TopicBuilder) {
    var parser = MD_PARSER()
    parser.flags = UInt32(MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_TASKLISTS)
    parser.enter_block = { type, detail, data in
      guard let builder = data?.assumingMemoryBound(to: TopicBuilder.self) else { return 1 }
      builder.pointee.boundary()
      switch type {
      case MD_BLOCK_P: builder.pointee.enterParagraph()
      case MD_BLOCK_LI:
        let item = detail.bound(to: MD_BLOCK_LI_DETAIL.self)
        let isTask = item.is_task != 0
        builder.pointee.enterItem(
          task: isTask ? UInt8(bitPattern: item.task_mark) : 0, taskOffset: isTask ? Int(item.task_mark_offset) : 0)
      case MD_BLOCK_UL:
        builder.pointee.enterList(sign: UInt8(bitPattern: detail.bound(to: MD_BLOCK_UL_DETAIL.self).mark))
      case MD_BLOCK_OL:
        builder.pointee.enterList(sign: UInt8(bitPattern: detail.bound(to: MD_BLOCK_OL_DETAIL.self).mark_delimiter))
      case MD_BLOCK_H: builder.pointee.enterHeading(level: Int(detail.bound(to: MD_BLOCK_H_DETAIL.self).level))
      case MD_BLOCK_QUOTE: builder.pointee.enterQuote()
      case MD_BLOCK_HR: builder.pointee.rule()
      case MD_BLOCK_CODE:
        builder.pointee.enterCode(fence: UInt8(bitPattern: detail.bound(to: MD_BLOCK_CODE_DETAIL.self).fence_char))
      case MD_BLOCK_HTML: builder.pointee.enterHTML()
      case MD_BLOCK_TABLE: builder.pointee.enterTable()
      default: break
      }
      return 0
    }
    parser.leave_block = { type, detail, data in
      guard let builder = data?.assumingMemoryBound(to: TopicBuilder.self) else { return 1 }
      builder.pointee.boundary()
      switch type {
      case MD_BLOCK_P: builder.pointee.leaveParagraph()
      case MD_BLOCK_LI: builder.pointee.leaveItem()
      case MD_BLOCK_UL, MD_BLOCK_OL: builder.pointee.leaveList()
      case MD_BLOCK_H: builder.pointee.leaveHeading()
      case MD_BLOCK_QUOTE: builder.pointee.leaveQuote()
      case MD_BLOCK_CODE:
        builder.pointee.leaveCode(fence: UInt8(bitPattern: detail.bound(to: MD_BLOCK_CODE_DETAIL.self).fence_char))
      case MD_BLOCK_HTML, MD_BLOCK_TABLE: builder.pointee.leaveLeaf()
      case MD_BLOCK_THEAD: builder.pointee.leaveTableHead()
      default: break
      }
      return 0
    }
    parser.enter_span = { type, _, data in
      guard let builder = data?.assumingMemoryBound(to: TopicBuilder.self) else { return 1 }
      switch type {
      case MD_SPAN_A, MD_SPAN_IMG, MD_SPAN_CODE: builder.pointee.enterSpan(isLink: true)
      default: builder.pointee.enterSpan(isLink: false)
      }
      return 0
    }
    parser.leave_span = { type, _, data in
      guard let builder = data?.assumingMemoryBound(to: TopicBuilder.self) else { return 1 }
      switch type {
      case MD_SPAN_A, MD_SPAN_IMG, MD_SPAN_CODE: builder.pointee.paragraph.spans -= 1
      default: break
      }
      return 0
    }
    parser.text = { type, text, size, data in
      guard let builder = data?.assumingMemoryBound(to: TopicBuilder.self), let text else { return 1 }
      switch type {
      case MD_TEXT_SOFTBR, MD_TEXT_BR:
        builder.pointee.lineBreak()
        return 0
      case MD_TEXT_NULLCHAR:
        builder.pointee.beginParagraphIfNeeded()
        return 0
      default: break
      }
      let offset = Int(bitPattern: text) &- Int(bitPattern: builder.pointee.bytes.base)
      let size = Int(size)
      if offset >= 0, offset < builder.pointee.bytes.count, size <= builder.pointee.bytes.count - offset {
        builder.pointee.text(at: offset, count: size)
      }
      return 0
    }
    let bytes = builder.bytes
    let start = builder.start
    guard start < bytes.count else { return }
    let text = UnsafeRawPointer(bytes.base + start).assumingMemoryBound(to: CChar.self)
    _ = withUnsafeMutablePointer(to: &builder) { md_parse(text, UInt32(end - start), &parser, $0) }
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
extension MD_SPAN_WIKILINK_DETAIL: MD4CDetail {}
