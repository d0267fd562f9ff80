import Terminal

/// What a cell of the screen is for. A theme gives each role a style; nothing else names colours.
package enum Role: String, CaseIterable, Sendable {
  case plain = "plain"
  case muted = "muted"
  case divider = "divider"
  case breadcrumb = "breadcrumb"

  case outlineRoot = "outline.root"
  case outlineHeading = "outline.heading"
  case outlineItem = "outline.item"
  case outlineEmpty = "outline.empty"
  case outlineMark = "outline.mark"
  case outlineCount = "outline.count"
  /// The ground of the selected row in the pane that has the keys.
  case selection = "selection"
  /// The ground of the selected row in the other pane.
  case selectionInactive = "selection.inactive"

  case detailTitle = "detail.title"
  case detailHeading = "detail.heading"
  case detailMarker = "detail.marker"
  case detailStrong = "detail.strong"
  case detailEmphasis = "detail.emphasis"
  case detailStrikethrough = "detail.strikethrough"
  case detailCode = "detail.code"
  case detailLink = "detail.link"
  case detailImage = "detail.image"
  case detailQuote = "detail.quote"
  case detailTable = "detail.table"
  case detailHTML = "detail.html"
  case detailRule = "detail.rule"
  case detailTask = "detail.task"
  /// The ground of text that an annotation quotes.
  case quotation = "quotation"
  /// The ground of text being selected.
  case selecting = "selecting"

  case annotationFrame = "annotation.frame"
  case annotationText = "annotation.text"
  case annotationOpen = "annotation.open"
  case annotationQuestion = "annotation.question"
  case annotationDraft = "annotation.draft"
  case annotationResolved = "annotation.resolved"
  case annotationEdited = "annotation.edited"
  case annotationReview = "annotation.review"
  case annotationOrphan = "annotation.orphan"

  case editorText = "editor.text"
  case editorFrame = "editor.frame"

  case searchMatch = "search.match"
  case searchCurrent = "search.current"

  case statusText = "status.text"
  case statusKey = "status.key"
  case statusGood = "status.good"
  case statusWarning = "status.warning"
  case statusError = "status.error"
  case prompt = "prompt"
  case progress = "progress"

  case overlayText = "overlay.text"
  case overlayFrame = "overlay.frame"
  case overlayTitle = "overlay.title"
  case overlayKey = "overlay.key"
  case overlaySelection = "overlay.selection"

  /// Its place in a `Palette`.
  package var index: UInt8 { Role.indices[self] ?? 0 }

  private static let indices = Dictionary(
    uniqueKeysWithValues: allCases.enumerated().map { ($1, UInt8($0)) })

  /// The role at `index` of a palette, or nil past the last one.
  package init?(index: UInt8) {
    guard Int(index) < Role.allCases.count else { return nil }
    self = Role.allCases[Int(index)]
  }
}

extension Paint {
  /// Text of the role `text` on the ground of the role `ground`.
  package init(_ text: Role, on ground: Role = .plain, _ attributes: Attributes = []) {
    self.init(text: text.index, ground: ground.index, attributes: attributes)
  }
}
