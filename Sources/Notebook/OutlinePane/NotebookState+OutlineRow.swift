import Annotations
import Layout
import Outline

/// The rows of the outline pane as they are drawn.
extension NotebookState {
  /// Returns the content of the row at `place`.
  package func outlineRow(at place: RowID) -> OutlineRow { outlineRows([place])[0].row }

  /// The visible rows from `place` on, at most `count`, with what each shows.
  package func outlineRows(from place: RowID, count: Int) -> [(place: RowID, row: OutlineRow)] {
    outlineRows(rows(from: place, count: count))
  }

  private func outlineRows(_ places: [RowID]) -> [(place: RowID, row: OutlineRow)] {
    let base = zoom.map { depth(of: $0) - 1 } ?? 0
    var shown: [(place: RowID, row: OutlineRow)] = []
    shown.reserveCapacity(places.count)
    // A document is looked up once for all of its rows that follow one another: copying one takes longer than a row.
    var rest = places[...]
    while let file = rest.first?.file {
      let group = rest.prefix { $0.file == file }
      if let document = documents[file] {
        for place in group { shown.append((place, row(of: place.topic, in: document, at: file, below: base))) }
      } else {
        for place in group { shown.append((place, row(ofNode: place, below: base))) }
      }
      rest = rest.dropFirst(group.count)
    }
    return shown
  }

  /// A row as it is drawn in a pane of `columns`, in at most `lines` lines.
  package func laidOut(_ row: OutlineRow, columns: Int, lines: Int = 1) -> OutlineLine {
    outline.rowCache.line(of: row, columns: columns, lines: lines)
  }

  /// The row of a topic of an open file; the root's stands for the file.
  private func row(of topic: TopicIndex, in document: Document, at file: FileID, below base: Int) -> OutlineRow {
    let isFile = topic == .root
    let summary =
      isFile ? annotating.tallies[file]?.summary : document.index.summary(of: document.outline.subtree(of: topic))
    let isFolded = isFile && foldedNodes.contains(file) || document.isFolded(topic)
    var row = OutlineRow(
      kind: kind(of: topic, in: document.outline, at: file),
      depth: shownDepth(tree[file].depth + document.outline.depth(of: topic), below: base),
      fold: !document.hasChildren(topic) ? .leaf : (isFolded ? .folded : .unfolded),
      title: isFile ? tree[file].name : document.title(of: topic), mark: summary?.mark.look,
      count: summary?.count ?? 0, reading: reading(of: topic, in: document))
    row.isMissing = isFile && document.isMissing
    if isFile { name(&row, as: file) }
    if case .item(.ordered(let number, let delimiter), _) = document.outline.kind(of: topic) {
      row.number = "\(number)\(Character(delimiter))"
    }
    return row
  }

  /// The row of a folder, or of a file that is not open.
  private func row(ofNode place: RowID, below base: Int) -> OutlineRow {
    let node = tree[place.file]
    let summary = annotating.tallies[place.file]?.summary
    let isRead = node.kind == .folder || files.reading(of: place.file)?.state.isEmpty == false
    var row = OutlineRow(
      kind: place == .root ? .root : (node.kind == .folder ? .folder : .file),
      depth: shownDepth(node.depth, below: base),
      fold: !hasChildren(place) ? .leaf : (isFolded(place) ? .folded : .unfolded), title: node.name,
      mark: summary?.mark.look, count: summary?.count ?? 0,
      reading: isRead ? reading(ofFolder: place.file) : nil)
    name(&row, as: place.file)
    return row
  }

  /// Gives the row of a note its own title, in the place of its name or beside it.
  private func name(_ row: inout OutlineRow, as file: FileID) {
    guard let title = ownTitle(of: file) else { return }
    if options.titles == .title { row.title = title } else { row.subtitle = title }
  }

  /// The notebook's own row and the topics at the top share the left edge.
  private func shownDepth(_ depth: Int, below base: Int) -> Int { max(0, depth - base - 1) }

  private func kind(of topic: TopicIndex, in outline: Outline, at file: FileID) -> OutlineRow.Kind {
    if topic == .root { return RowID(file) == .root ? .root : .file }
    switch outline.kind(of: topic) {
    case .root: return .file
    case .heading(let level): return .heading(level: level)
    case .item(_, let task): return .item(task)
    }
  }
}

extension AnnotationMark {
  var look: AnnotationLook {
    switch self {
    case .review: .review
    case .question: .question
    case .open: .open
    case .draft: .draft
    case .resolved: .resolved
    }
  }
}
