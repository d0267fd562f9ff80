extension TopicBuilder {
  /// Goes on with what md4c tells next.
  mutating func read(_ events: UnsafeBufferPointer<MarkdownEvent>) {
    for event in events {
      if event.kind.isOfBlock { boundary() }
      switch event.kind {
      case .text: text(at: Int(event.offset), count: Int(event.size))
      case .null: null()
      case .lineBreak: lineBreak()
      case .enterMark: enterSpan(isLink: false)
      case .enterLink: enterSpan(isLink: true)
      case .leaveLink: paragraph.spans -= 1
      case .enterParagraph: enterParagraph()
      case .leaveParagraph: leaveParagraph()
      case .enterItem: enterItem(task: event.value, taskOffset: Int(event.offset))
      case .leaveItem: leaveItem()
      case .enterList: enterList(delimiter: event.value)
      case .leaveList: leaveList()
      case .enterHeading: enterHeading(level: Int(event.value))
      case .leaveHeading: leaveHeading()
      case .enterQuote: enterQuote()
      case .leaveQuote: leaveQuote()
      case .rule: rule()
      case .enterCode: enterCode(fence: event.value)
      case .leaveCode: leaveCode(fence: event.value)
      case .enterHTML: enterHTML()
      case .enterTable: enterTable()
      case .leaveTableHead: leaveTableHead()
      case .leaveLeaf: leaveLeaf()
      }
    }
  }
}
