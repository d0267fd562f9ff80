import Annotations
import Terminal

/// Everything that a notebook has to say on the status line. `NoticeWording` words it.
enum Notice {
  // Moving
  case noNextSibling, noPreviousSibling, noParent
  case nowhereBack, nowhereForward
  case wrapped(forward: Bool)
  case lineNeedsNote
  case linesSoFar(Int)
  case lastLine(Int)
  case bookmarked(Unicode.Scalar)
  case noBookmark(Unicode.Scalar)

  // Folding
  case nothingToFold, nothingToZoomInto
  case levels(Int?)
  case overview, contents, children, subtree, folded

  // Panes
  case sourceHidden, textHidden
  case context(isOn: Bool)
  case wrapping(RowWrapping)
  case panes(String, hasRoom: Bool)
  case mouse(isOn: Bool)
  case theme(String)
  case selecting, selected, nothingToSelect, noSourceSelection, quotationSpansTopics
  case nothingSoughtOnLine
  case notOnLine(Unicode.Scalar)

  // Finding
  case searchHelp
  case searchStopped(Progress?)
  case found(String)
  /// Other forms of the words than those that were typed.
  case foundForms(String)
  case notFound(String)
  case badQuery(String)
  case noSearchYet
  case noTitle
  case noLinkHere, linksLeadToNotes, noBrokenLink, noTags
  case bestFirst, inOrder
  case nothingToComplete
  /// The hit is in text that only the source view shows.
  case hitHidden

  // Links and copies
  case noLinkInView, noLinkOnLine
  case schemeNotOpened(String)
  case noNote(String)
  case noHeading(String, note: String)
  case copied(Copied, Copied.Outcome)
  case nothingCopied(String)
  case folderNotEditable

  // Reading
  case reading(String)
  case readUndone(String, UndoStack.Direction)
  case folderNotReadable, noteNotRead
  case nothingUnseen, nothingUnread, nothingAgain, othersBeingRead, walkStopped
  /// Nothing in so many notes, and there are more.
  case nothingIn(notes: Int)
  case markedBranch(Int, again: Bool)
  case unmarkedBranch(Int)
  case counts(String)
  case waiting(review: Int, drafts: Int, unread: Int)

  // Annotations
  case noAnnotations, noAnnotationsYet, noDrafts
  case refused(AnnotationLifecycle.Refusal)
  case tooLong(Int)
  case folderNotAnnotatable, restBeingRead, inputNotAnnotatable
  case draftResumed
  case cut, nothingCut, placeByWalking
  /// Half of a step is in other notes; they are being opened, or can't be.
  case otherHalf(String, isOpening: Bool)
  /// A move was interrupted, and the reason.
  case inBoth(String)
  case nothingToReview, notesChanged
  case leftOut(Int)
  case letGo
  case detachedSidecar(String, note: String)
  case detachedSidecarLeft
  case saving
  case saved(String)
  case notSaved(String, isDraft: Bool)
  case nothingToUndo(UndoStack.Direction)

  // Writing
  case textEmptied
  case nothingSaved(isNew: Bool)
  case anchorPending
  case draftLeft, discarded
  case saveFirst
  case searchLineKeys
  case noPatternYet
  case unknownLine(String)
  case unknownKey(Key)

  // Keys and lists
  case unbound([Key], instead: String)
  case keyAfterEscape(Key)
  case pasteHasNoPlace
  case listKeys(String)
  case nothingToWrite
  case noSuchCommand(String)

  // Files
  case failed(String)
  case unreadable(String)
  case isBack(String)
  case changedOnDisk(note: String?, before: Int, after: Int, lost: Int)
  case staysAsRead(String, reason: String)
  case relisted(TreeDiff.Summary)
}
