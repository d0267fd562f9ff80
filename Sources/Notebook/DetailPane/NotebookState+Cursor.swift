import Editor
import Layout
import Outline
import Terminal

/// The cursor in the text of the detail pane: vim's motions, over what is laid out.
extension NotebookState {
  /// A motion goes over at most so many rows in one direction.
  private static let mostRows = 4096

  /// Moves the cursor, and the end of the selection with it, where there is one.
  mutating func moveCursor(_ command: Command.Select, count: Int?) {
    guard !showsSource else { return moveInRawSource(command) }
    guard let layout = detail.layout, let point = detail.cursorPoint else {
      if command == .left { screen.setFocus(.outline) }
      return
    }
    let times = min(max(1, count ?? 1), 10_000)
    switch command {
    case .left: stepLeft(times, from: point, in: layout)
    case .right: stepRight(times, from: point, in: layout)
    case .lineStart: goTo(layout.line(around: point.position).lowerBound, in: layout) { $0.first }
    case .lineText: goTo(layout.line(around: point.position).lowerBound, in: layout) { $0.firstText }
    case .lineEnd:
      var line = layout.line(around: point.position)
      for _ in 1..<times {
        guard let next = layout.position(after: line.upperBound) else { break }
        line = layout.line(around: next)
      }
      goTo(line.upperBound, in: layout, wanted: .max) { $0.last }
    case .rowStart: goTo(point.position, in: layout) { $0.first }
    case .rowEnd: goTo(point.position, in: layout, wanted: .max) { $0.last }
    case .word: run(.word(isBig: false), times, from: point)
    case .bigWord: run(.word(isBig: true), times, from: point)
    case .wordBack: run(.wordBack(isBig: false), times, from: point)
    case .bigWordBack: run(.wordBack(isBig: true), times, from: point)
    case .wordEnd: run(.wordEnd(isBig: false), times, from: point)
    case .bigWordEnd: run(.wordEnd(isBig: true), times, from: point)
    case .wordEndBack: run(.wordEndBack(isBig: false), times, from: point)
    case .bigWordEndBack: run(.wordEndBack(isBig: true), times, from: point)
    case .findCharacter, .findCharacterBack, .tillCharacter, .tillCharacterBack:
      keys.awaitLetter(for: .select(command), count: count)
    case .findAgain, .findAgainBack:
      guard detail.motions.hasFind else { return say(.nothingSoughtOnLine) }
      run(.findAgain(isReversed: command == .findAgainBack), times, from: point)
    case .paragraphDown: run(.paragraphDown, times, from: point)
    case .paragraphUp: run(.paragraphUp, times, from: point)
    case .bracket: run(.bracket, 1, from: point)
    case .select: select(lines: false)
    case .selectLines: select(lines: true)
    case .swapEnds: detail.swapEnds()
    }
  }

  /// Looks for `character` on the line, as the command that waited for it says.
  mutating func find(_ character: Unicode.Scalar, for command: Command.Select, count: Int?) {
    guard let point = detail.cursorPoint else { return }
    let isForward: Bool
    let isBefore: Bool
    switch command {
    case .findCharacter: (isForward, isBefore) = (true, false)
    case .findCharacterBack: (isForward, isBefore) = (false, false)
    case .tillCharacter: (isForward, isBefore) = (true, true)
    case .tillCharacterBack: (isForward, isBefore) = (false, true)
    case .left, .right, .word, .bigWord, .wordBack, .bigWordBack, .wordEnd, .bigWordEnd, .wordEndBack, .bigWordEndBack,
      .lineStart, .lineText, .lineEnd, .rowStart, .rowEnd, .findAgain, .findAgainBack, .paragraphDown, .paragraphUp,
      .bracket, .select, .selectLines, .swapEnds:
      return
    }
    let find = Motion.Find(character: Character(character), isForward: isForward, isBefore: isBefore)
    if !run(.find(find), max(1, count ?? 1), from: point) { say(.notOnLine(character)) }
  }

  /// The source as it is has a cursor on its lines only.
  private mutating func moveInRawSource(_ command: Command.Select) {
    if command == .left { screen.setFocus(.outline) } else { say(.noSourceSelection) }
  }

  // MARK: Over the rows

  private mutating func stepLeft(_ times: Int, from point: DetailPoint, in layout: DetailLayout) {
    var here = point
    for step in 0..<times {
      let cells = TextCells(layout.line(at: here.position)?.text ?? TextLine())
      if let column = cells.before(here.column) {
        here.column = column
      } else if detail.selecting != nil, let (above, column) = text(from: here.position, by: -1, { $0.last }) {
        here = DetailPoint(position: above, column: column)
      } else {
        if step == 0, detail.selecting == nil { screen.setFocus(.outline) }
        break
      }
    }
    if here != point { setCursor(here) }
  }

  private mutating func stepRight(_ times: Int, from point: DetailPoint, in layout: DetailLayout) {
    var here = point
    for _ in 0..<times {
      let cells = TextCells(layout.line(at: here.position)?.text ?? TextLine())
      if let column = cells.after(here.column) {
        here.column = column
      } else if let below = layout.position(after: here.position), let line = layout.line(at: below),
        line.text.isContinuation, let column = TextCells(line.text).first
      {
        here = DetailPoint(position: below, column: column)
      } else if detail.selecting != nil, let (below, column) = text(from: here.position, by: 1, { $0.first }) {
        here = DetailPoint(position: below, column: column)
      } else {
        break
      }
    }
    if here != point { setCursor(here) }
  }

  /// The next row with text of the notes, down or up.
  private func text(
    from position: DetailPosition, by direction: Int, _ landing: (TextCells) -> Int?
  ) -> (DetailPosition, column: Int)? {
    guard let layout = detail.layout else { return nil }
    var place = position
    while let next = direction > 0 ? layout.position(after: place) : layout.position(before: place) {
      place = next
      guard let line = layout.line(at: next), case .text = line.owner, let column = landing(TextCells(line.text)) else {
        continue
      }
      return (next, column)
    }
    return nil
  }

  private mutating func goTo(
    _ position: DetailPosition, in layout: DetailLayout, wanted: Int? = nil, _ landing: (TextCells) -> Int?
  ) {
    guard let line = layout.line(at: position), let column = landing(TextCells(line.text)) else { return }
    setCursor(DetailPoint(position: position, column: column), wanted: wanted)
  }

  // MARK: Over characters

  /// Moves the cursor as `motion` says; false where that leads nowhere.
  @discardableResult
  private mutating func run(_ motion: Motion, _ times: Int, from point: DetailPoint) -> Bool {
    guard let layout = detail.layout else { return false }
    let isSelecting = detail.selecting != nil
    let extent: MotionText.Extent
    var isBackwards = false
    switch motion {
    case .find, .findAgain, .bracket: extent = .line
    case .paragraphUp: (extent, isBackwards) = (.all(ofNotesOnly: isSelecting), true)
    case .paragraphDown: extent = .all(ofNotesOnly: isSelecting)
    case .wordBack, .wordEndBack: (extent, isBackwards) = (.text(ofNotesOnly: isSelecting), true)
    case .left, .right, .up, .down, .rowUp, .rowDown, .word, .wordEnd, .lineStart, .lineText, .lineEnd, .nextLineText,
      .previousLineText, .firstLine, .lastLine, .match, .wordMatch, .mark:
      extent = .text(ofNotesOnly: isSelecting)
    }
    var rows = 16
    while true {
      let text = MotionText(of: layout, around: point.position, rows: rows, extent)
      guard let start = text.offset(of: point) else { return false }
      let target = detail.motions.target(of: motion, count: times, in: text.text, from: start)
      // Further rows may lead further.
      let isCut = isBackwards ? text.isCutAbove : text.isCutBelow
      if isCut, target.map(text.isAtCut) ?? true, rows < NotebookState.mostRows {
        rows *= 4
        continue
      }
      guard let target, let found = text.point(at: target), found != point else { return false }
      if extent.keepsBlanks { rememberPlace() }
      setCursor(found, clamps: extent.keepsBlanks)
      return true
    }
  }

  /// Puts the cursor on a cell; a selection stays in the topic that it was begun in.
  ///
  /// - Parameter clamps: Whether a selection goes as far as its topic does, where the cell is in another.
  mutating func setCursor(_ point: DetailPoint, wanted: Int? = nil, clamps: Bool = false) {
    if detail.selecting == nil {
      detail.setCursor(point, wanted: wanted)
    } else {
      setHead(point, wanted: wanted, clamps: clamps)
    }
  }
}

extension MotionText.Extent {
  /// Whether blank rows count.
  fileprivate var keepsBlanks: Bool {
    switch self {
    case .all: true
    case .text, .line: false
    }
  }
}
