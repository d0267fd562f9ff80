import Layout
import Outline

/// The content of a cell of the detail pane, by which the cell is found again when the lines are others.
enum DetailLandmark: Hashable, Sendable {
  /// A byte of the file.
  case text(ByteOffset)
  /// A byte of the text of the annotation with this id; nil for its frame.
  case annotation(String, Int?)
  /// Something that is found by its place only.
  case line(DetailPoint)

  init(_ point: DetailPoint, in layout: DetailLayout) {
    self = .line(point)
    guard let line = layout.line(at: point.position) else { return }
    let column = TextCells(line.text).nearest(to: point.column)
    let source = column.flatMap { line.text.source(atColumn: $0) }
    switch line.owner {
    case .text: if let source { self = .text(source.lowerBound) }
    case .annotation(let id, _): self = .annotation(id, source?.lowerBound.int)
    case .editor, .editorFrame, .gap: break
    }
  }

  /// The cell that shows it now, else the nearest.
  func point(in layout: DetailLayout) -> DetailPoint {
    switch self {
    case .text(let offset):
      if let point = layout.point(of: offset) { return point }
    case .annotation(let id, let offset):
      if let point = layout.point(of: offset, inAnnotation: id) { return point }
    case .line(let point):
      return DetailPoint(position: layout.nearest(to: point.position), column: point.column)
    }
    return DetailPoint(position: layout.top, column: 0)
  }

  /// Returns the landmark in another version of the file.
  func relocated(by correspondence: Correspondence) -> DetailLandmark {
    switch self {
    case .text(let offset): .text(correspondence.offset(for: offset))
    case .annotation: self
    case .line(let point):
      .text(
        correspondence.offset(
          for: ByteOffset(
            max(point.position.segment.range.lowerBound.int, point.position.segment.range.upperBound.int - 1))))
    }
  }
}

extension DetailLayout {
  /// The cell that shows the byte of the file at `offset`, or that it would stand behind; nil outside what is shown.
  func point(of offset: ByteOffset) -> DetailPoint? {
    guard let position = position(of: offset), let line = line(at: position) else { return nil }
    if let columns = line.text.columns(of: offset..<ByteOffset(offset.int + 1)).first {
      return DetailPoint(position: position, column: columns.lowerBound)
    }
    let cells = TextCells(line.text)
    let column = cells.cells.last { line.text.source(atColumn: $0.column).map { $0.lowerBound <= offset } ?? false }
    return DetailPoint(position: position, column: column?.column ?? cells.first ?? 0)
  }

  /// The cell that shows a byte of an annotation's text, or where the annotation begins; nil where it is not in view.
  func point(of offset: Int?, inAnnotation id: String) -> DetailPoint? {
    guard let start = position(ofAnnotation: id) else { return nil }
    var position: DetailPosition? = start
    while let offset, let place = position, let line = line(at: place), case .annotation(id, _) = line.owner {
      if let columns = line.text.columns(of: offset..<offset + 1, inAnnotation: id).first {
        return DetailPoint(position: place, column: columns.lowerBound)
      }
      position = self.position(after: place)
    }
    return DetailPoint(position: start, column: 0)
  }
}
