/// Everything that a key can ask for, by what it is about. The raw value is its name in the palette and in the
/// configuration.
package enum Command: Hashable, Sendable {
  case move(Move)
  case fold(Fold)
  case pane(Pane)
  case find(Find)
  case annotation(Annotation)
  case reading(Reading)
  case link(Link)
  case program(Program)
  case select(Select)
  case choose(Choose)
  case write(Write)

  /// Moving the selection, or the cursor of the pane.
  package enum Move: String, CaseIterable, Hashable, Sendable {
    case down
    case up
    case first
    case last
    case left
    case right
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
    case back
    case forward
    case mark
    case goToMark = "go-to-mark"
  }

  /// Folding and zooming.
  package enum Fold: String, CaseIterable, Hashable, Sendable {
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
    case zoomIn = "zoom-in"
    case zoomUp = "zoom-up"
    case zoomOut = "zoom-out"
  }

  /// The panes and what stands in them.
  package enum Pane: String, CaseIterable, Hashable, Sendable {
    case enterDetail = "enter-detail"
    case otherPane = "other-pane"
    case scrollDetailDown = "scroll-detail-down"
    case scrollDetailUp = "scroll-detail-up"
    case wider = "outline-wider"
    case narrower = "outline-narrower"
    case arrangement
    case rawSource = "raw-source"
    case context
    case wrapping = "wrap-rows"
  }

  /// Searching, filtering, jumping.
  package enum Find: String, CaseIterable, Hashable, Sendable {
    case search
    case nextHit = "next-hit"
    case previousHit = "previous-hit"
    case forgetSearch = "forget-search"
    case searchTitle = "search-title"
    case filter
    case jump
    case palette
    case results
    case tags
    case tasks
    case brokenLinks = "broken-links"
  }

  /// Writing annotations, changing them, and going to them.
  package enum Annotation: String, CaseIterable, Hashable, Sendable {
    case annotate
    case annotateFile = "annotate-file"
    case editAnnotation = "edit-annotation"
    case reply
    case resolve
    case setType = "set-type"
    case setSeverity = "set-severity"
    case delete
    case cut
    case paste
    case undo
    case redo
    case nextAnnotation = "next-annotation"
    case previousAnnotation = "previous-annotation"
    case listAnnotations = "list-annotations"
    case nextReview = "next-to-review"
    case previousReview = "previous-to-review"
    case nextDraft = "next-draft"
    case previousDraft = "previous-draft"
    case counts = "say-counts"
  }

  /// Marks of reading, and topics that are new or changed.
  package enum Reading: String, CaseIterable, Hashable, Sendable {
    case reading
    case readBranch = "read-branch"
    case nextChange = "next-change"
    case previousChange = "previous-change"
    case nextUnread = "next-unread"
    case previousUnread = "previous-unread"
    case nextAgain = "next-again"
    case previousAgain = "previous-again"
  }

  /// Copying topics, and following links.
  package enum Link: String, CaseIterable, Hashable, Sendable {
    case copyTopic = "copy-topic"
    case copyLink = "copy-link"
    case openLink = "open-link"
    case listLinks = "list-links"
    case listBacklinks = "list-backlinks"
  }

  /// The program as a whole.
  package enum Program: String, CaseIterable, Hashable, Sendable {
    case openEditor = "open-editor"
    case theme
    case mouse
    case help
    case quit
    case suspend
    case redraw
  }

  /// Moving the cursor in the text of the detail pane, and selecting a quotation from where it is.
  package enum Select: String, CaseIterable, Hashable, Sendable {
    case left = "cursor-left"
    case right = "cursor-right"
    case word = "word"
    case bigWord = "big-word"
    case wordBack = "word-back"
    case bigWordBack = "big-word-back"
    case wordEnd = "word-end"
    case bigWordEnd = "big-word-end"
    case wordEndBack = "word-end-back"
    case bigWordEndBack = "big-word-end-back"
    case lineStart = "line-start"
    case lineText = "line-text"
    case lineEnd = "line-end"
    case rowStart = "row-start"
    case rowEnd = "row-end"
    case findCharacter = "find-character"
    case findCharacterBack = "find-character-back"
    case tillCharacter = "till-character"
    case tillCharacterBack = "till-character-back"
    case findAgain = "find-again"
    case findAgainBack = "find-again-back"
    case paragraphDown = "paragraph-down"
    case paragraphUp = "paragraph-up"
    case bracket = "matching-bracket"
    case select
    case selectLines = "select-lines"
    case swapEnds = "swap-ends"
  }

  /// Lists, prompts and the help.
  package enum Choose: String, CaseIterable, Hashable, Sendable {
    case accept
    case cancel
    case erase
    case eraseAll = "erase-all"
    case complete
    case order
    case toggle
    case nextTab = "next-tab"
    case previousTab = "previous-tab"
  }

  /// The text that is written.
  package enum Write: String, CaseIterable, Hashable, Sendable {
    case save
    case leaveDraft = "leave-draft"
    case discard
    case externalEditor = "external-editor"
    case findText = "find-text"
    case findNext = "find-next"
    case findPrevious = "find-previous"
  }
}

extension Command: CaseIterable {
  /// In the order of the palette.
  package static let allCases: [Command] =
    Move.allCases.map(Command.move)
    + Fold.allCases.map(Command.fold)
    + Pane.allCases.map(Command.pane)
    + Find.allCases.map(Command.find)
    + Annotation.allCases.map(Command.annotation)
    + Reading.allCases.map(Command.reading)
    + Link.allCases.map(Command.link)
    + Program.allCases.map(Command.program)
    + Select.allCases.map(Command.select)
    + Choose.allCases.map(Command.choose)
    + Write.allCases.map(Command.write)
}

extension Command: RawRepresentable {
  /// The command of a name in configurations, earlier names included; nil for an unknown one.
  package init?(rawValue: String) {
    let name = Command.earlierNames[rawValue] ?? rawValue
    guard let command = Command.allCases.first(where: { $0.rawValue == name }) else { return nil }
    self = command
  }

  /// Names that configurations may still have from when selecting had motions of its own, with those in force.
  private static let earlierNames = [
    "extend-down": "down", "extend-up": "up", "extend-left": "cursor-left", "extend-right": "cursor-right",
    "extend-word": "word-end", "extend-word-back": "word-back", "extend-word-end": "word-end",
    "extend-line-start": "line-start", "extend-line-end": "line-end",
  ]

  /// The name in configurations, unique among all commands.
  package var rawValue: String {
    switch self {
    case .move(let command): command.rawValue
    case .fold(let command): command.rawValue
    case .pane(let command): command.rawValue
    case .find(let command): command.rawValue
    case .annotation(let command): command.rawValue
    case .reading(let command): command.rawValue
    case .link(let command): command.rawValue
    case .program(let command): command.rawValue
    case .select(let command): command.rawValue
    case .choose(let command): command.rawValue
    case .write(let command): command.rawValue
    }
  }
}
