import Annotations
import Editor
import Outline
import Terminal

/// Writing: the text, and what was cut, recorded and searched for in the texts before it.
package struct Writing: Sendable {
  /// The text that is being written, also while something lies above it; nil where nothing is.
  package private(set) var session: EditorSession?
  /// The pane that the keys go back to afterwards.
  private var focusBefore = Screen.Pane.outline
  private(set) var killRing = KillRing()
  /// Vim's registers, macros and the like.
  private(set) var modalMemory = ModalMemory()
  /// The text that was searched for last.
  private(set) var lastPattern = ""

  /// The rest of the work after a key.
  struct Outcome {
    var effects: [Effect] = []
    var notice: Notice?
    var next: Next?

    static let done = Outcome()
    static func notice(_ notice: Notice) -> Outcome { Outcome(notice: notice) }
  }

  /// The next step for the text as a whole.
  enum Next { case save, saveAndStay, leave, discard, editElsewhere }

  /// The text's area on the screen.
  struct Viewport {
    var geometry: EditorGeometry
    /// The rows that are shown; nil before it was laid out.
    var rows: Int?
  }

  // MARK: Beginning and ending

  /// Opens the editor on a draft; with vim's keys where `isModal`.
  mutating func begin(
    _ draft: Draft, at row: RowID, quoting quotation: Range<ByteOffset>?, original: Annotation?, isModal: Bool,
    from focus: Screen.Pane, reading place: ByteOffset?, in viewport: Viewport
  ) {
    var editor = TextEditor(text: draft.text, killRing: killRing)
    editor.perform(.move(.textEnd), in: viewport.geometry)
    focusBefore = focus
    var session = EditorSession(row: row, quotation: quotation, draft: draft, editor: editor, original: original)
    session.journalled = editor.revision
    session.placeOfReading = place
    if isModal {
      var keys = ModalKeys(mode: draft.text.isEmpty ? .insert : .normal)
      keys.memory = modalMemory
      keys.settle(&session.editor)
      session.keys = keys
    }
    self.session = session
  }

  /// Closes the editor and returns the pane that has the keys again.
  mutating func close() -> Screen.Pane {
    if let session {
      killRing = session.editor.killRing
      modalMemory = session.keys?.memory ?? modalMemory
    }
    session = nil
    return focusBefore
  }

  /// Gives the draft another type, severity, anchor or id; its text is the editor's.
  mutating func changeDraft(_ change: (inout Draft) -> Void) {
    guard var draft = session?.draft else { return }
    change(&draft)
    session?.draft = draft
  }

  /// The text goes on as an edit of what was saved of it.
  mutating func continueAsEdit(of annotation: Annotation, draft id: Draft.ID) {
    session?.original = annotation
    session?.draft.purpose = .edit(annotation.id)
    session?.draft.id = id
  }

  /// The text is a draft again that was not saved.
  mutating func revert(to draft: Draft, of original: Annotation?) {
    guard let text = session?.editor.text else { return }
    session?.draft = draft
    session?.draft.text = text
    session?.original = original
  }

  mutating func relocate(_ map: Relocation) {
    if let row = session?.row { session?.row = map.nearest(row) }
  }

  // MARK: Keys

  /// Takes a key that is no command; nil where it means nothing to the text.
  mutating func handle(_ key: Key, in viewport: Viewport, _ context: UpdateContext) -> Outcome? {
    guard let session else { return nil }
    if session.line != nil { return editLine(key, in: viewport, context) }
    if session.keys != nil,
      let outcome = pressModal(key, in: viewport, context) ?? pressBehindEscape(key, in: viewport, context)
    {
      return outcome
    }
    if let action = EditorKeys.action(for: key) { return edit(action, in: viewport, context) }
    guard session.keys == nil, let scalar = key.typed else { return nil }
    return edit(.insert(String(Character(scalar))), in: viewport, context)
  }

  /// Whether keys that type go straight into the text.
  var takesTyping: Bool {
    guard let session, session.line == nil else { return false }
    return session.keys.map { $0.mode == .insert && $0.pending.isEmpty } ?? true
  }

  /// Types keys one after another, and journals the text and lays it out once; stops before a key that does more.
  ///
  /// - Returns: What is to be done, and the number of keys that were typed.
  /// - Complexity: O(keys + text)
  mutating func type(_ keys: [Key], _ keymap: Keymap, in viewport: Viewport, _ context: UpdateContext)
    -> (outcome: Outcome, count: Int)
  {
    guard takesTyping, var session else { return (.done, 0) }
    var run = ""
    func insertRun() {
      if !run.isEmpty { session.editor.perform(.insert(run), in: viewport.geometry) }
      run = ""
    }
    var count = 0
    for key in keys {
      guard keymap.meaning(of: [key], in: .editor) == .nothing else { break }
      if var modal = session.keys {
        guard let pressed = ModalKey(key), case .done = modal.press(pressed, on: &session.editor, in: viewport.geometry)
        else { break }
        session.keys = modal
      } else if let scalar = key.typed {
        run.unicodeScalars.append(scalar)
      } else if let action = EditorKeys.action(for: key) {
        insertRun()
        session.editor.perform(action, in: viewport.geometry)
      } else {
        break
      }
      count += 1
    }
    insertRun()
    return (keep(session, in: viewport, context), count)
  }

  mutating func paste(_ text: String, in viewport: Viewport, _ context: UpdateContext) -> Outcome {
    guard var session else { return .done }
    if session.line != nil {
      self.session?.line?.text += text.split(whereSeparator: \.isNewline).joined(separator: " ")
      return showLine(in: viewport)
    }
    guard var keys = session.keys, keys.mode == .insert else { return edit(.insert(text), in: viewport, context) }
    _ = keys.press(.text(text), on: &session.editor, in: viewport.geometry)
    session.keys = keys
    return keep(session, in: viewport, context)
  }

  /// Performs `action`; a text that changed is journalled at once.
  private mutating func edit(_ action: EditorAction, in viewport: Viewport, _ context: UpdateContext) -> Outcome {
    guard var session else { return .done }
    session.editor.perform(action, in: viewport.geometry)
    var outcome = keep(session, in: viewport, context)
    if action.fillsKillRing, let latest = session.editor.killRing.latest, latest != killRing.latest {
      killRing = session.editor.killRing
      outcome.effects += Writing.clipboard(latest)
    }
    return outcome
  }

  /// Takes over the session, and asks for its text to be journalled where it differs from what was.
  private mutating func keep(_ new: EditorSession, in viewport: Viewport, _ context: UpdateContext) -> Outcome {
    var new = new
    var effects: [Effect] = []
    if new.editor.revision != new.journalled {
      new.journalled = new.editor.revision
      new.draft.text = new.editor.text
      new.draft.timestamp = context.timestamp
      effects = [.writeDraft(new.draft, new.file)]
    }
    session = new
    keepInView(viewport)
    return Outcome(effects: effects)
  }

  /// Scrolls the text so that its cursor is in view.
  mutating func keepInView(_ viewport: Viewport) {
    guard let session, let rows = viewport.rows else { return }
    self.session?.top = session.editor.layout(in: viewport.geometry, rows: rows, top: session.top).top
  }

  /// The text came back from the reader's own editor.
  mutating func replaceText(with text: String, in viewport: Viewport, _ context: UpdateContext) -> Outcome {
    guard var session else { return .done }
    session.editor.perform(text.isEmpty ? .deleteObject(.all) : .selectObject(.all), in: viewport.geometry)
    if !text.isEmpty { session.editor.perform(.insert(text), in: viewport.geometry) }
    var outcome = keep(session, in: viewport, context)
    if text.isEmpty { outcome.notice = .textEmptied }
    return outcome
  }

  /// Puts the cursor at `offset`, or the end of the selection.
  mutating func place(_ offset: TextOffset, isDrag: Bool, in viewport: Viewport) {
    guard let session else { return }
    self.session?.editor.perform(
      isDrag && session.keys == nil ? .extend(offset) : .place(offset), in: viewport.geometry)
    keepInView(viewport)
  }

  /// Searches in the text; in vim's keys the same key may mean something else.
  mutating func find(_ command: Command, in viewport: Viewport, _ context: UpdateContext) -> Outcome {
    guard let session else { return .done }
    if command != .write(.findText) { return findAgain(forward: command == .write(.findNext), in: viewport) }
    if session.line != nil { return findAgain(forward: false, in: viewport) }
    if session.keys != nil { return pressModal(Key("r", .control), in: viewport, context) ?? .done }
    self.session?.beginLine("?")
    return .done
  }

  // MARK: Vim's keys

  /// A key for the modal keys; nil where it means nothing to them.
  private mutating func pressModal(_ key: Key, in viewport: Viewport, _ context: UpdateContext) -> Outcome? {
    guard var session, var keys = session.keys, let pressed = ModalKey(key) else { return nil }
    let pressedOutcome = keys.press(pressed, on: &session.editor, in: viewport.geometry)
    session.keys = keys
    var outcome = keep(session, in: viewport, context)
    switch pressedOutcome {
    case .done: break
    case .unknown: outcome.notice = .unknownKey(key)
    case .leave: outcome.next = .leave
    case .saveAndLeave: outcome.next = .save
    case .copy(let text): outcome.effects += Writing.clipboard(text)
    case .prompt(let sign): self.session?.beginLine(sign)
    }
    return outcome
  }

  /// Escape, which means something before it leaves the text as a draft: nil where it does that.
  mutating func escape(in viewport: Viewport, _ context: UpdateContext) -> Outcome? {
    guard let session else { return nil }
    if session.line != nil { return leaveLine(in: viewport) }
    guard let keys = session.keys, keys.mode != .normal || !keys.pending.isEmpty else { return nil }
    return pressModal(Key(.escape), in: viewport, context)
  }

  /// A letter with Alt: an Escape that came in one piece with the key behind it, from a quick hand or a slow line.
  private mutating func pressBehindEscape(
    _ key: Key, in viewport: Viewport, _ context: UpdateContext
  ) -> Outcome? {
    guard key.modifiers == .alt, case .character = key.code else { return nil }
    var outcome = escape(in: viewport, context) ?? .done
    if let then = pressModal(Key(key.code), in: viewport, context) {
      outcome = Outcome(effects: outcome.effects + then.effects, notice: then.notice ?? outcome.notice, next: then.next)
    }
    return outcome
  }

  /// Asks for a text to go to the system's clipboard.
  private static func clipboard(_ text: String) -> [Effect] { [.copy(text, .editedText)] }

  // MARK: The line below the text

  /// A key while a line is typed.
  private mutating func editLine(_ key: Key, in viewport: Viewport, _ context: UpdateContext) -> Outcome {
    guard var line = session?.line else { return .done }
    switch (key.code, key.modifiers) {
    case (.enter, []), (.character("m"), .control), (.character("j"), .control): return accept(line, in: viewport)
    case (.backspace, []), (.character("h"), .control):
      guard !line.text.isEmpty else { return leaveLine(in: viewport) }
      line.text.removeLast()
    case (.character("u"), .control), (.character("w"), .control): line.text = ""
    case (.down, []), (.character("n"), .control): return findAgain(forward: true, in: viewport)
    case (.up, []), (.character("p"), .control), (.character("r"), .control):
      return findAgain(forward: false, in: viewport)
    case (_, _):
      guard let scalar = key.typed else { return .notice(.searchLineKeys) }
      line.text.unicodeScalars.append(scalar)
    }
    session?.line = line
    return showLine(in: viewport)
  }

  /// Goes where the line that is typed leads so far.
  private mutating func showLine(in viewport: Viewport) -> Outcome {
    guard var session, let line = session.line, line.sign != ":" else { return .done }
    session.editor.perform(.place(line.origin), in: viewport.geometry)
    session.editor.highlight = nil
    let isForward = line.sign == "/"
    // Forward, the place where the cursor stands does not count.
    let start = isForward ? TextOffset(line.origin.rawValue + 1) : line.origin
    var outcome = Outcome.done
    if !line.text.isEmpty, !session.find(line.text, from: start, forward: isForward, in: viewport.geometry) {
      outcome.notice = .notFound(line.text)
    }
    self.session = session
    keepInView(viewport)
    return outcome
  }

  /// Goes to the next or the previous place of what is searched for.
  private mutating func findAgain(forward: Bool, in viewport: Viewport) -> Outcome {
    guard var session else { return .done }
    let needle = session.line.flatMap { $0.sign == ":" ? nil : $0.text } ?? ""
    let wanted = needle.isEmpty ? lastPattern : needle
    guard !wanted.isEmpty else { return .notice(.noPatternYet) }
    var outcome = Outcome.done
    let start = forward ? TextOffset(session.editor.cursor.rawValue + 1) : session.editor.cursor
    let wholeWords = session.keys.map { $0.matchesWholeWords && $0.pattern == wanted } ?? false
    if !session.find(wanted, from: start, forward: forward, wholeWords: wholeWords, in: viewport.geometry) {
      outcome.notice = .notFound(wanted)
    }
    if session.line == nil { session.editor.highlight = nil }
    self.session = session
    keepInView(viewport)
    return outcome
  }

  /// Closes the line; the cursor goes back to where it was.
  private mutating func leaveLine(in viewport: Viewport) -> Outcome {
    guard let line = session?.line else { return .done }
    if line.sign != ":" { session?.editor.perform(.place(line.origin), in: viewport.geometry) }
    session?.endLine()
    keepInView(viewport)
    return .done
  }

  private mutating func accept(_ line: EditorCommandLine, in viewport: Viewport) -> Outcome {
    session?.endLine()
    session?.keys?.remember(line: line.text)
    if line.sign == ":" { return runLine(line.text.filter { !$0.isWhitespace }, in: viewport) }
    if !line.text.isEmpty {
      lastPattern = line.text
      session?.keys?.pattern = line.text
    } else if let keys = session?.keys {
      // Of vim's keys, * and # search, too.
      if keys.pattern.isEmpty { session?.keys?.pattern = lastPattern } else { lastPattern = keys.pattern }
    }
    session?.keys?.searchesForward = line.sign == "/"
    return line.text.isEmpty ? findAgain(forward: line.sign == "/", in: viewport) : .done
  }

  /// One of vim's commands.
  private mutating func runLine(_ text: String, in viewport: Viewport) -> Outcome {
    switch text {
    case "": return .done
    case "w", "w!": return Outcome(next: .saveAndStay)
    case "wq", "wq!", "x", "xit": return Outcome(next: .save)
    case "q", "quit": return Outcome(next: .leave)
    case "q!": return Outcome(next: .discard)
    case "e": return Outcome(next: .editElsewhere)
    case let text:
      guard let number = Int(text), number > 0 else { return .notice(.unknownLine(text)) }
      session?.goTo(line: number, in: viewport.geometry)
      keepInView(viewport)
      return .done
    }
  }
}

extension EditorAction {
  /// Whether it may put a text into the kill ring.
  fileprivate var fillsKillRing: Bool {
    if case .kill = self { return true }
    if case .killObject = self { return true }
    if case .copyObject = self { return true }
    return self == .killSelection || self == .copySelection
  }
}
