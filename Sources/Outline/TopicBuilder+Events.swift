extension TopicBuilder {
  /// Goes on with what md4c tells next.
  mutating func read(_ events: UnsafeBufferPointer<Event>) {
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
      case .enterItem: enterItem(task: event.sign, taskOffset: Int(event.offset))
      case .leaveItem: leaveItem()
      case .enterList: enterList(sign: event.sign)
      case .leaveList: leaveList()
      case .enterHeading: enterHeading(level: Int(event.sign))
      case .leaveHeading: leaveHeading()
      case .enterQuote: enterQuote()
      case .leaveQuote: leaveQuote()
      case .rule: rule()
      case .enterCode: enterCode(fence: event.sign)
      case .leaveCode: leaveCode(fence: event.sign)
      case .enterHTML: enterHTML()
      case .enterTable: enterTable()
      case .leaveTableHead: leaveTableHead()
      case .leaveLeaf: leaveLeaf()
      }
    }
  }
}
