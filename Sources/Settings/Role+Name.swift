/// The names of the roles in theme files.
extension Role {
  /// The role's name in theme files, words apart by dots.
  package var name: String {
    switch self {
    case .plain: "plain"
    case .muted: "muted"
    case .divider: "divider"
    case .dividerFocused: "divider.focused"
    case .breadcrumb: "breadcrumb"
    case .outlineRoot: "outline.root"
    case .outlineHeading: "outline.heading"
    case .outlineItem: "outline.item"
    case .outlineEmpty: "outline.empty"
    case .outlineMark: "outline.mark"
    case .outlineCount: "outline.count"
    case .selection: "selection"
    case .selectionInactive: "selection.inactive"
    case .detailTitle: "detail.title"
    case .detailHeading: "detail.heading"
    case .detailMark: "detail.mark"
    case .detailMarker: "detail.marker"
    case .detailStrong: "detail.strong"
    case .detailEmphasis: "detail.emphasis"
    case .detailStrikethrough: "detail.strikethrough"
    case .detailCode: "detail.code"
    case .detailLink: "detail.link"
    case .detailImage: "detail.image"
    case .detailQuote: "detail.quote"
    case .detailTable: "detail.table"
    case .detailHTML: "detail.html"
    case .detailRule: "detail.rule"
    case .detailTask: "detail.task"
    case .quotation: "quotation"
    case .selecting: "selecting"
    case .annotationFrame: "annotation.frame"
    case .annotationText: "annotation.text"
    case .annotationOpen: "annotation.open"
    case .annotationQuestion: "annotation.question"
    case .annotationDraft: "annotation.draft"
    case .annotationResolved: "annotation.resolved"
    case .annotationEdited: "annotation.edited"
    case .annotationReview: "annotation.review"
    case .annotationOrphan: "annotation.orphan"
    case .editorText: "editor.text"
    case .editorFrame: "editor.frame"
    case .searchMatch: "search.match"
    case .searchCurrent: "search.current"
    case .statusText: "status.text"
    case .statusKey: "status.key"
    case .statusGood: "status.good"
    case .statusWarning: "status.warning"
    case .statusError: "status.error"
    case .prompt: "prompt"
    case .progress: "progress"
    case .overlayText: "overlay.text"
    case .overlayFrame: "overlay.frame"
    case .overlayTitle: "overlay.title"
    case .overlayKey: "overlay.key"
    case .overlaySelection: "overlay.selection"
    }
  }

  /// The role called `name` in theme files, or nil.
  package init?(name: String) {
    guard let role = Role.byName[name] else { return nil }
    self = role
  }

  private static let byName = Dictionary(uniqueKeysWithValues: allCases.map { ($0.name, $0) })
}
