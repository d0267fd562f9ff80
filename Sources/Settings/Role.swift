import Terminal

/// The purpose of a cell of the screen. A theme gives each role a style; nothing else names colours.
package enum Role: UInt8, CaseIterable, Sendable {
  case plain
  case muted
  case divider
  /// The rule below the pane that has the keys.
  case dividerFocused
  case breadcrumb

  case outlineRoot
  case outlineHeading
  case outlineItem
  case outlineEmpty
  case outlineMark
  case outlineCount
  /// The background of the selected row in the pane that has the keys.
  case selection
  /// The background of the selected row in the other pane.
  case selectionInactive

  case detailTitle
  case detailHeading
  /// The bar in the margin beside the selected topic.
  case detailMark
  case detailMarker
  case detailStrong
  case detailEmphasis
  case detailStrikethrough
  case detailCode
  case detailLink
  case detailImage
  case detailQuote
  case detailTable
  case detailHTML
  case detailRule
  case detailTask
  /// The background of text that an annotation quotes.
  case quotation
  /// The background of text being selected.
  case selecting

  case annotationFrame
  case annotationText
  case annotationOpen
  case annotationQuestion
  case annotationDraft
  case annotationResolved
  case annotationEdited
  case annotationReview
  case annotationOrphan

  case editorText
  case editorFrame

  case searchMatch
  case searchCurrent

  case statusText
  case statusKey
  case statusGood
  case statusWarning
  case statusError
  case prompt
  case progress

  case overlayText
  case overlayFrame
  case overlayTitle
  case overlayKey
  case overlaySelection

  /// Its place in a `Palette`.
  package var index: UInt8 { rawValue }

  /// The role at `index` of a palette, or nil past the last one.
  package init?(index: UInt8) { self.init(rawValue: index) }
}

extension Paint {
  /// Text of the role `text` on the background of the role `background`.
  package init(_ text: Role, on background: Role = .plain, _ attributes: Attributes = .plain) {
    self.init(text: text.index, background: background.index, attributes: attributes)
  }
}
