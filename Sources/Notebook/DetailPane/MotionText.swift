import Editor
import Layout
import Outline

/// The text of some rows of the detail pane, as motions over characters read it, with the cell of each of them.
struct MotionText {
  /// The rows that a motion may come to.
  enum Extent {
    /// Rows with text, as far as a topic's annotations are text.
    case text(ofNotesOnly: Bool)
    /// The blank ones, too: they part paragraphs.
    case all(ofNotesOnly: Bool)
    /// One line of the notes, however many rows it takes.
    case line
  }

  private struct Mark {
    var offset: Int
    var point: DetailPoint
  }

  private(set) var text = ""
  private var marks: [Mark] = []
  /// Whether there are further rows above and below.
  private(set) var isCutAbove = false
  private(set) var isCutBelow = false

  /// - Parameter rows: How many rows to go up and down from `position`.
  init(of layout: DetailLayout, around position: DetailPosition, rows: Int, _ extent: Extent) {
    var first = position
    var last = position
    if case .line = extent {
      let line = layout.line(around: position)
      (first, last) = (line.lowerBound, line.upperBound)
    } else {
      first = layout.position(position, movedBy: -rows)
      last = layout.position(position, movedBy: rows)
      isCutAbove = first != layout.top
      isCutBelow = last != layout.end
    }
    var place: DetailPosition? = first
    var end: (source: Int, isDirect: Bool)?
    while let here = place, here <= last, let line = layout.line(at: here) {
      add(line, at: here, extent, after: &end)
      place = layout.position(after: here)
    }
  }

  private mutating func add(
    _ line: DetailLine, at position: DetailPosition, _ extent: Extent, after end: inout (source: Int, isDirect: Bool)?
  ) {
    let notesOnly: Bool
    var keepsBlank = false
    switch extent {
    case .text(let ofNotes): notesOnly = ofNotes
    case .all(let ofNotes): (notesOnly, keepsBlank) = (ofNotes, true)
    case .line: notesOnly = false
    }
    if notesOnly, case .annotation = line.owner {
      end?.isDirect = false
      return
    }
    let cells = TextCells(line.text).cells
    guard let first = cells.first, let last = cells.last else {
      end?.isDirect = false
      guard keepsBlank else { return }
      if !marks.isEmpty { text += "\n" }
      marks.append(Mark(offset: text.utf8.count, point: DetailPoint(position: position, column: 0)))
      return
    }
    if !marks.isEmpty {
      let start = line.text.source(atColumn: first.column)?.lowerBound.int ?? 0
      if let end, end.isDirect, line.text.isContinuation {
        if end.source < start { text += " " }
      } else {
        text += "\n"
      }
    }
    for cell in cells {
      if cell.isApart { text += " " }
      marks.append(Mark(offset: text.utf8.count, point: DetailPoint(position: position, column: cell.column)))
      text.append(cell.character)
    }
    end = (line.text.source(atColumn: last.column)?.upperBound.int ?? 0, true)
  }

  /// The place of a cell in the text, or of the nearest one before it.
  func offset(of point: DetailPoint) -> TextOffset? {
    guard !marks.isEmpty else { return nil }
    let after = marks.firstIndex { point < $0.point } ?? marks.endIndex
    return TextOffset(marks[max(0, after - 1)].offset)
  }

  /// The cell at `offset`, or the nearest one before it.
  func point(at offset: TextOffset) -> DetailPoint? {
    let after = marks.firstIndex { $0.offset > offset.rawValue } ?? marks.endIndex
    return after > 0 ? marks[after - 1].point : marks.first?.point
  }

  /// Whether `offset` is so near to where the rows end that more of them may lead further.
  func isAtCut(_ offset: TextOffset) -> Bool {
    guard let first = marks.first, let last = marks.last else { return true }
    return isCutAbove && offset.rawValue <= first.offset || isCutBelow && offset.rawValue >= last.offset
  }
}
