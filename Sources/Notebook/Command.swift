/// Everything that a key can ask for. The raw value is its name in the palette and in the configuration.
package enum Command: String, CaseIterable, Hashable, Sendable {
  // Moving
  case down, up, first, last
  case left, right
  case pageDown = "page-down"
  case pageUp = "page-up"
  case halfPageDown = "half-page-down"
  case halfPageUp = "half-page-up"
  case nextSibling = "next-sibling"
  case previousSibling = "previous-sibling"
  case parent
  case placeMiddle = "place-middle"
  case placeTop = "place-top"
  case placeBottom = "place-bottom"
  case back, forward
  case mark
  case goToMark = "go-to-mark"

  // Folding
  case foldToggle = "fold-toggle"
  case foldOpen = "fold-open"
  case foldClose = "fold-close"
  case foldToggleAll = "fold-toggle-recursive"
  case foldOpenAll = "fold-open-recursive"
  case foldCloseAll = "fold-close-recursive"
  case closeEverything = "close-all"
  case openEverything = "open-all"
  case foldMore = "fold-more"
  case foldLess = "fold-less"
  case foldLevel1 = "fold-level-1"
  case foldLevel2 = "fold-level-2"
  case foldLevel3 = "fold-level-3"
  case foldLevel4 = "fold-level-4"
  case foldLevel5 = "fold-level-5"
  case foldLevel6 = "fold-level-6"
  case foldLevel7 = "fold-level-7"
  case foldLevel8 = "fold-level-8"
  case foldLevel9 = "fold-level-9"
  case foldCycle = "fold-cycle"
  case foldOthers = "fold-others"
  case foldCycleHere = "fold-cycle-here"

  // Zooming
  case zoomIn = "zoom-in"
  case zoomUp = "zoom-up"
  case zoomOut = "zoom-out"

  // Panes
  case enterDetail = "enter-detail"
  case otherPane = "other-pane"
  case scrollDetailDown = "scroll-detail-down"
  case scrollDetailUp = "scroll-detail-up"
  case wider = "outline-wider"
  case narrower = "outline-narrower"
  case arrangement
  case rawSource = "raw-source"

  // Searching
  case search
  case nextHit = "next-hit"
  case previousHit = "previous-hit"
  case forgetSearch = "forget-search"
  case searchTitle = "search-title"
  case filter
  case jump
  case palette

  // Annotating
  case annotate
  case annotateFile = "annotate-file"
  case editAnnotation = "edit-annotation"
  case reply
  case resolve
  case setType = "set-type"
  case setSeverity = "set-severity"
  case delete
  case cut, paste
  case undo, redo
  case nextAnnotation = "next-annotation"
  case previousAnnotation = "previous-annotation"
  case listAnnotations = "list-annotations"
  case nextReview = "next-to-review"
  case previousReview = "previous-to-review"

  // Reading
  case reading
  case readBranch = "read-branch"
  case nextChange = "next-change"
  case previousChange = "previous-change"

  // The rest
  case copyTopic = "copy-topic"
  case copyLink = "copy-link"
  case openLink = "open-link"
  case listLinks = "list-links"
  case listBacklinks = "list-backlinks"
  case openEditor = "open-editor"
  case theme
  case mouse
  case help, quit, suspend, redraw

  // Selecting a quotation
  case select
  case extendDown = "extend-down"
  case extendUp = "extend-up"
  case extendLeft = "extend-left"
  case extendRight = "extend-right"
  case extendWord = "extend-word"
  case extendWordBack = "extend-word-back"
  case extendWordEnd = "extend-word-end"
  case extendLineStart = "extend-line-start"
  case extendLineEnd = "extend-line-end"

  // Lists, prompts, help
  case accept, cancel
  case erase
  case eraseAll = "erase-all"

  // The editor
  case save
  case leaveDraft = "leave-draft"
  case discard
  case externalEditor = "external-editor"
  case findText = "find-text"
  case findNext = "find-next"
  case findPrevious = "find-previous"
}
