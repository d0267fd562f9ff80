import Annotations
import Terminal

/// The words of every notice. Names of keys come from the keymap.
struct NoticeWording {
  let keymap: Keymap
  let ascii: Bool

  /// The key for `command` in `context`; its name where no key is bound.
  private func key(_ command: Command, _ context: KeyContext = .outline) -> String {
    keymap.label(of: command, in: context, ascii: ascii, else: command.rawValue)
  }

  func message(_ notice: Notice) -> Message {
    switch notice {
    // Moving
    case .noNextSibling: Message("no next sibling")
    case .noPreviousSibling: Message("no previous sibling")
    case .noParent: Message("at the top")
    case .nowhereBack: Message("nowhere to go back to")
    case .nowhereForward: Message("nowhere to go forward to")
    case .wrapped(let forward): Message(forward ? "round the end" : "round the beginning")
    case .lineNeedsNote: Message("a line is one of a note: select one", .warning)
    case .linesSoFar(let count): Message("\(count) lines are read so far")
    case .lastLine(let line): Message("the last line is \(line)")
    case .bookmarked(let letter): Message("marked \(letter)")
    case .noBookmark(let letter): Message("no mark \(letter)", .warning)

    // Folding
    case .nothingToFold: Message("nothing to fold here")
    case .nothingToZoomInto: Message("nothing below this topic to zoom into")
    case .levels(nil): Message("all unfolded")
    case .levels(let level?): Message(level == 1 ? "one level" : "\(level) levels")
    case .overview: Message("overview")
    case .contents: Message("contents")
    case .children: Message("children")
    case .subtree: Message("subtree")
    case .folded: Message("folded")

    // Panes
    case .sourceHidden: Message("the source: \(key(.pane(.otherPane))) shows it")
    case .textHidden: Message("the text again, not the source")
    case .context(let isOn):
      Message(
        isOn ? "context: a short topic is shown among what surrounds it" : "no context: each topic is shown alone")
    case .wrapping(.selected): Message("the selected row wraps")
    case .wrapping(.all): Message("all rows wrap")
    case .wrapping(.none): Message("no row wraps")
    case .panes(let name, let hasRoom): Message("panes: \(name)" + (hasRoom ? "" : ", where there is room for it"))
    case .mouse(let isOn): Message(isOn ? "mouse on" : "mouse off: the terminal has it")
    case .theme(let name): Message("theme \(name)", .good)
    case .selecting:
      Message(
        "selecting: \(key(.select(.wordEnd), .selecting)) takes words, \(key(.annotation(.annotate), .selecting)) annotates, "
          + "\(key(.link(.copyTopic), .selecting)) copies")
    case .selected:
      Message(
        "selected: \(key(.annotation(.annotate), .selecting)) annotates, \(key(.link(.copyTopic), .selecting)) copies")
    case .nothingToSelect: Message("no text of the notes here to select")
    case .noSourceSelection:
      Message("nothing to select in the source view; \(key(.pane(.rawSource), .detail)) shows the rendered text")
    case .quotationSpansTopics: Message("a quotation stays inside one topic", .warning)

    case .nothingSoughtOnLine:
      Message("no character was looked for yet: \(key(.select(.findCharacter), .detail)) and a character does")
    case .notOnLine(let character): Message("no further \(character) on this line")

    // Finding
    case .searchHelp:
      Message("words, \"phrases\", -not, OR, /regex/, #tag, title: note: is:open has:code path: in:\"A > B\" after:7d")
    case .searchStopped(let progress):
      Message("search stopped" + (progress.map { " after \($0.done) of \($0.total) notes" } ?? ""), .warning)
    case .found(let text): Message("found: \(text)")
    case .foundForms(let forms): Message(forms)
    case .notFound(let text): Message("nothing found: \(text)", .warning)
    case .badQuery(let complaint): Message(complaint, .warning)
    case .noSearchYet: Message("no search yet: \(key(.find(.search))) begins one")
    case .noTitle: Message("this topic has no title")
    case .noLinkHere: Message("no link leads here", .warning)
    case .noBrokenLink: Message("every link to notes, headings and files leads somewhere", .good)
    case .noTags: Message("no tags in these notes", .warning)
    case .nothingToComplete: Message("nothing to complete: title: is: has: tag: path: ... and their values are")
    case .bestFirst: Message("the best first")
    case .inOrder: Message("in the order of the notes")
    case .hitHidden: Message("this stands in the source only: \(key(.pane(.rawSource))) shows it")
    case .linksLeadToNotes: Message("links lead to notes and their headings: select one")

    // Links and copies
    case .noLinkInView: Message("no link in view")
    case .noLinkOnLine: Message("neither a link nor an annotation on this line")
    case .schemeNotOpened(let scheme):
      Message("links of the kind \(scheme): are not opened: \(key(.link(.copyTopic))) copies the topic", .warning)
    case .noNote(let name): Message("no note and no topic called \(name)", .warning)
    case .noHeading(let anchor, let note): Message("no heading #\(anchor) in \(note)", .warning)
    case .copied(let copied, let outcome): NoticeWording.message(copied, outcome)
    case .nothingCopied(let reason): Message("nothing copied: \(reason)", .warning)
    case .folderNotEditable: Message("a folder can't be edited: open a note", .warning)

    // Reading
    case .reading(let state): Message(state)
    case .readUndone(let name, let direction): Message(NoticeWording.done(name, direction), .good)
    case .folderNotReadable: Message("a folder is read note by note", .warning)
    case .noteNotRead: Message("the note is still being read from the disk: once more in a moment", .warning)
    case .nothingUnseen: Message("nothing new or changed")
    case .nothingUnread: Message("everything is read", .good)
    case .nothingAgain: Message("nothing to be read again")
    case .markedBranch(let count, let again):
      Message(
        "marked \(NoticeWording.topics(count)) \(again ? "to be read again" : "as read"); "
          + "\(key(.annotation(.undo))) takes it back")
    case .unmarkedBranch(let count):
      Message("\(NoticeWording.topics(count)) not read any more; \(key(.annotation(.undo))) takes it back")
    case .counts(let words): Message(words)
    case .waiting(let review, let drafts, let unread): Message(waiting(review: review, drafts: drafts, unread: unread))
    case .othersBeingRead: Message("looking through the notes…")
    case .walkStopped: Message("not looked any further")
    case .nothingIn(let notes): Message("none in \(notes) notes: once more looks further")

    // Annotations
    case .noAnnotations: Message("no annotations")
    case .noDrafts: Message("no drafts")
    case .noAnnotationsYet: Message("no annotations yet: \(key(.annotation(.annotate))) writes one")
    case .refused(let refusal): self.refusal(refusal)
    case .tooLong(let count):
      Message(
        "\(count) characters are more than \(Annotation.maximumTextLength): split or shorten; the draft is kept", .error
      )
    case .folderNotAnnotatable: Message("open a file first: a folder can't be annotated", .warning)
    case .restBeingRead: Message("the rest of the file is still being read: a moment", .warning)
    case .inputNotAnnotatable: Message("standard input has no place for annotations: open a file", .warning)
    case .draftResumed: Message("draft: \(key(.write(.save), .editor)) saves it")
    case .cut: Message("cut: it stays here until \(key(.annotation(.paste))) pastes it at another topic, of any note")
    case .nothingCut: Message("nothing was cut: \(key(.annotation(.cut))) cuts an annotation")
    case .placeByWalking: Message("go where it belongs: \(key(.annotation(.paste))) attaches it there")
    case .otherHalf(let name, let isOpening):
      Message(
        isOpening
          ? "opening \(name), where the other half of this was done: once more"
          : "the other half of this was done in \(name), which is not open here", .warning)
    case .inBoth(let reason):
      Message("it is in both notes now, since the removal was not saved: \(reason)", .error)
    case .nothingToReview: Message("nothing to review")
    case .notesChanged: Message("the notes have changed meanwhile: look again", .warning)
    case .leftOut(let count):
      Message(
        "another program left out \(count == 1 ? "an annotation" : "\(count) annotations"): "
          + "\(key(.annotation(.nextReview))) shows what to do", .warning)
    case .letGo: Message("let go")
    case .detachedSidecar(let name, let note):
      Message("\(name) seems to belong to \(note): \(key(.annotation(.nextReview))) takes it over", .warning)
    case .detachedSidecarLeft: Message("left where they are; gloss check names them")
    case .saving: Message("saving…")
    case .saved(let done): Message(done, .good)
    case .notSaved(let reason, let isDraft):
      Message(
        "not saved: \(reason.hasSuffix(".") ? String(reason.dropLast()) : reason)"
          + (isDraft ? "; the text is kept as a draft" : ""), .error)
    case .nothingToUndo(let direction): Message(direction == .undo ? "nothing to undo" : "nothing to redo")

    // Writing
    case .textEmptied: Message("the text was emptied: undo brings it back", .warning)
    case .nothingSaved(let isNew): Message(isNew ? "empty: nothing saved" : "nothing changed")
    case .anchorPending:
      Message("not saved yet: its place in a file this large is still being noted, a moment", .warning)
    case .draftLeft: Message("draft, not saved: \(key(.annotation(.annotate))) resumes", .warning)
    case .discarded: Message("discarded")
    case .saveFirst: Message("save or leave the text first", .warning)
    case .searchLineKeys: Message("Enter takes it, \(key(.write(.leaveDraft), .editor)) goes back", .warning)
    case .noPatternYet: Message("nothing was searched for in this text yet")
    case .unknownLine(let text): Message(":\(text) is no command here: w, wq, q, q! or a line", .warning)
    case .unknownKey(let key): Message("\(KeyLabel.of(key, ascii: ascii)) means nothing here", .warning)

    // Keys and lists
    case .unbound(let keys, let instead):
      Message("\(KeyLabel.of(keys, ascii: ascii)) is not bound here: \(instead)", .warning)
    case .keyAfterEscape(let key):
      Message(
        "\(KeyLabel.of([key], ascii: ascii)) right behind Escape may be half of another key: once more, if it was meant",
        .warning)
    case .pasteHasNoPlace:
      Message("pasted text has no place here: \(key(.annotation(.annotate))) begins an annotation", .warning)
    case .listKeys(let keys): Message(keys)
    case .nothingToWrite: Message("nothing to write: annotations are saved one by one")
    case .noSuchCommand(let name): Message("no such command: \(name)", .warning)

    // Files
    case .failed(let reason): Message(reason, .error)
    case .unreadable(let reason): Message(reason, .warning)
    case .isBack(let note): Message("\(note) is there again", .good)
    case .changedOnDisk(let note, let before, let after, let lost):
      Message(
        (note.map { "\($0) changed on the disk" } ?? "changed on the disk") + ": "
          + (before == after
            ? "\(after) topics as before" : "\(after) topics, \(after > before ? "+" : "")\(after - before)")
          + (lost == 0
            ? ""
            : "; \(lost == 1 ? "an annotation has lost its place" : "\(lost) annotations have lost their places"): "
              + "\(key(.annotation(.nextReview))) shows where they may belong"),
        lost == 0 ? .plain : .warning)
    case .staysAsRead(let note, let reason): Message("\(note) is shown as it was last read: \(reason)", .warning)
    case .relisted(let summary): Message(NoticeWording.words(summary), summary.missing.isEmpty ? .plain : .warning)
    }
  }

  /// The work that waits, with the keys that lead to it.
  private func waiting(review: Int, drafts: Int, unread: Int) -> String {
    var parts: [String] = []
    if review > 0 { parts.append("\(review) to review (\(key(.annotation(.nextReview))))") }
    if drafts > 0 { parts.append("\(drafts == 1 ? "1 draft" : "\(drafts) drafts") (\(key(.annotation(.nextDraft))))") }
    if unread > 0 { parts.append("\(unread) unread (\(key(.reading(.nextUnread))))") }
    return parts.joined(separator: " · ")
  }

  private static func topics(_ count: Int) -> String { count == 1 ? "one topic" : "\(count) topics" }

  private func refusal(_ refusal: AnnotationLifecycle.Refusal) -> Message {
    switch refusal {
    case .nothingThere: Message("no annotation here: \(key(.annotation(.annotate))) writes one", .warning)
    case .isDraft: Message("a draft: save it first", .warning)
    case .isBeingSaved: Message("still saving; try again in a moment", .warning)
    case .isWriting, .isNotWriting: Message("")
    case .belongsToThread: Message("replies share their thread's state: select the first annotation", .warning)
    case .tooLong:
      Message("more than \(Annotation.maximumTextLength) characters: split or shorten; the draft is kept", .error)
    case .changedSince: Message("somebody else changed it since", .warning)
    }
  }

  /// The words for a step that was undone or done again.
  static func done(_ name: String, _ direction: UndoStack.Direction) -> String {
    (direction == .undo ? "undone: " : "done again: ") + name
  }

  /// The files that have come, gone and taken another name, in few words.
  private static func words(_ summary: TreeDiff.Summary) -> String {
    func more(_ count: Int) -> String { count > 1 ? " and \(count - 1) more" : "" }
    var parts: [String] = []
    if let first = summary.renamed.first {
      parts.append("\(first.old) is now \(first.new)" + more(summary.renamed.count))
    }
    if let first = summary.added.first { parts.append("new: \(first)" + more(summary.added.count)) }
    if let first = summary.removed.first { parts.append("gone: \(first)" + more(summary.removed.count)) }
    if let first = summary.missing.first {
      let why = summary.hasNotes ? "kept for what is written about it" : "as last read here"
      parts.append("gone: \(first)\(more(summary.missing.count)), \(why)")
    }
    return parts.joined(separator: " · ")
  }
}
