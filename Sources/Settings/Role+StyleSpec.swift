extension Role {
  /// The look of the role in a theme that does not say otherwise, in the words of theme files over the base16 names.
  ///
  /// Backgrounds have a background only, so that text on them keeps its colour.
  var standardSpec: String {
    switch self {
    case .plain: "base05 on base00"
    case .muted: "base04"
    case .divider: "base03"
    case .dividerFocused: "base0D bold"
    case .breadcrumb: "base04"

    case .outlineRoot: "base05 bold"
    case .outlineHeading: "base0D bold"
    case .outlineItem: "base05"
    case .outlineEmpty: "base03"
    case .outlineMark: "base04"
    case .outlineCount: "base0A"
    case .selection: "on base02"
    case .selectionInactive: "on base01"

    case .detailTitle: "base0D bold"
    case .detailHeading: "base0D bold"
    case .detailMark: "base0D bold"
    case .detailMarker: "base04"
    case .detailStrong: "base05 bold"
    case .detailEmphasis: "base05 italic"
    case .detailStrikethrough: "base04 strikethrough"
    case .detailCode: "base0B"
    case .detailLink: "base0C underline"
    case .detailImage: "base0C italic"
    case .detailQuote: "base04 italic"
    case .detailTable: "base05"
    case .detailHTML: "base04"
    case .detailRule: "base03"
    case .detailTask: "base0A"
    case .quotation: "on base01 underline"
    case .selecting: "on base02"

    case .annotationFrame: "base04"
    case .annotationText: "base05"
    case .annotationOpen: "base0A"
    case .annotationQuestion: "base0C bold"
    case .annotationDraft: "base0E italic"
    case .annotationResolved: "base04"
    case .annotationEdited: "base09"
    case .annotationReview: "base08 bold"
    case .annotationOrphan: "base08"

    case .editorText: "base05"
    case .editorFrame: "base0D"

    case .searchMatch: "on base02 underline"
    case .searchCurrent: "base00 on base0A"

    case .statusText: "base05 on base01"
    case .statusKey: "base0D on base01 bold"
    case .statusGood: "base0B on base01"
    case .statusWarning: "base0A on base01"
    case .statusError: "base08 on base01 bold"
    case .prompt: "base0D bold"
    case .progress: "base0D"

    case .overlayText: "base05 on base01"
    case .overlayFrame: "base04 on base01"
    case .overlayTitle: "base0D on base01 bold"
    case .overlayKey: "base0A on base01 bold"
    case .overlaySelection: "on base02"
    }
  }

  /// The attributes that tell the role apart where there are no colours, or too few for backgrounds.
  var attributesWithoutColor: String {
    switch self {
    case .plain, .breadcrumb, .outlineItem, .outlineMark, .outlineCount, .detailMarker, .detailTable, .detailTask,
      .annotationText, .annotationOpen, .editorText, .editorFrame, .prompt, .progress, .overlayText, .overlayFrame:
      ""
    case .muted, .divider, .outlineEmpty, .detailStrikethrough, .detailQuote, .detailHTML, .detailRule,
      .annotationFrame, .annotationResolved:
      "dim"
    case .dividerFocused, .outlineRoot, .outlineHeading, .detailHeading, .detailMark, .detailStrong, .detailCode,
      .annotationQuestion,
      .annotationReview, .overlayTitle, .overlayKey:
      "bold"
    case .selection, .selecting, .searchCurrent, .statusText, .statusGood, .overlaySelection: "reverse"
    case .selectionInactive: "underline"
    case .detailTitle, .annotationOrphan, .searchMatch: "bold underline"
    case .detailEmphasis, .detailLink, .quotation, .annotationDraft, .annotationEdited: "underline"
    case .detailImage: "dim underline"
    case .statusKey, .statusWarning: "bold reverse"
    case .statusError: "bold underline reverse"
    }
  }

  /// Whether the role is only ever what text lies on, and its colours win over those of the text.
  package var isBackground: Bool {
    switch self {
    case .selection, .selectionInactive, .quotation, .selecting, .searchMatch, .searchCurrent, .overlaySelection: true
    case .plain, .muted, .divider, .dividerFocused, .breadcrumb, .outlineRoot, .outlineHeading, .outlineItem,
      .outlineEmpty,
      .outlineMark, .outlineCount, .detailTitle, .detailHeading, .detailMark, .detailMarker, .detailStrong,
      .detailEmphasis,
      .detailStrikethrough, .detailCode, .detailLink, .detailImage, .detailQuote, .detailTable, .detailHTML,
      .detailRule, .detailTask, .annotationFrame, .annotationText, .annotationOpen, .annotationQuestion,
      .annotationDraft, .annotationResolved, .annotationEdited, .annotationReview, .annotationOrphan, .editorText,
      .editorFrame, .statusText, .statusKey, .statusGood, .statusWarning, .statusError, .prompt, .progress,
      .overlayText, .overlayFrame, .overlayTitle, .overlayKey:
      false
    }
  }

  /// The indices of the backgrounds.
  static let backgrounds = Set(allCases.filter(\.isBackground).map(\.index))
}
