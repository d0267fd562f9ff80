import Layout
import Outline
import Settings
import Terminal

extension TextStyle {
  /// The role that gives this style its colours.
  var role: Role {
    switch self {
    case .text: .plain
    case .title: .detailTitle
    case .heading: .detailHeading
    case .code, .codeBlock: .detailCode
    case .link: .detailLink
    case .image: .detailImage
    case .quote, .quoteBar, .callout: .detailQuote
    case .marker: .detailMarker
    case .taskBox: .detailTask
    case .tableHead: .detailStrong
    case .tableBorder: .detailTable
    case .html: .detailHTML
    case .rule: .detailRule
    case .footnote: .detailLink
    case .muted: .muted
    case .quotationNumber: .annotationOpen
    case .annotationFrame(let look): look == .resolved ? .annotationResolved : .annotationFrame
    case .annotationHeader(let look): look.role
    case .annotationText(let look): look == .resolved ? .annotationResolved : .annotationText
    case .outlineRoot: .outlineRoot
    case .outlineHeading: .outlineHeading
    case .outlineItem: .outlineItem
    case .outlineEmpty: .outlineEmpty
    case .outlineMark: .outlineMark
    case .outlineCount(let look): look.role
    }
  }
}

extension AnnotationLook {
  var role: Role {
    switch self {
    case .open: .annotationOpen
    case .question: .annotationQuestion
    case .draft: .annotationDraft
    case .resolved: .annotationResolved
    case .edited: .annotationEdited
    case .review: .annotationReview
    case .orphan: .annotationOrphan
    }
  }
}

extension TextSpan {
  /// The paint of the span on `background`.
  package func paint(on background: Role) -> Paint {
    var role = style.role
    if emphasis == .plain { return Paint(role, on: background) }
    var attributes = Attributes.plain
    if style == .text {
      if emphasis.contains(.code) {
        role = .detailCode
      } else if emphasis.contains(.strong) {
        role = .detailStrong
      } else if emphasis.contains(.emphasis) {
        role = .detailEmphasis
      } else if emphasis.contains(.strikethrough) {
        role = .detailStrikethrough
      }
    }
    if emphasis.contains(.strong) { attributes.insert(.bold) }
    if emphasis.contains(.emphasis) { attributes.insert(.italic) }
    if emphasis.contains(.strikethrough) { attributes.insert(.strikethrough) }
    // Where nothing lies behind the text already, so that selections and search marks stay what they are.
    let ground = emphasis.contains(.highlight) && background == .plain ? Role.quotation : background
    return Paint(role, on: ground, attributes)
  }
}
