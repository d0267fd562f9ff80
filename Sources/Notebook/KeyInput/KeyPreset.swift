import Settings
import Terminal

/// Keys that a preset lays over the declared ones, for hands that know another program.
package struct KeyPreset: Sendable {
  /// A command for key sequences of a context; nil takes them away.
  package struct Binding: Sendable {
    /// The context in which the keys are bound.
    package var context: KeyContext
    /// In the keymap's notation, apart by spaces.
    package var keys: String
    /// The command of the keys; nil takes them away.
    package var command: Command?
  }

  /// The bindings in the order in which they are applied.
  package var bindings: [Binding]

  /// The bindings of a preset; none for the standard one.
  package init(_ preset: Configuration.Preset) {
    switch preset {
    case .standard: bindings = []
    case .vim: bindings = KeyPreset.vim
    case .org: bindings = KeyPreset.org
    }
  }

  private static func row(_ contexts: [KeyContext], _ keys: String, _ command: Command?) -> [Binding] {
    contexts.map { Binding(context: $0, keys: keys, command: command) }
  }

  private static let panes: [KeyContext] = [.outline, .detail]

  /// The declared keys are vim's already, windows and the last column aside; the editor has modes of its own.
  private static let vim: [Binding] = [
    row(panes, "<C-w>w <C-w><C-w>", .pane(.otherPane)), row(panes, "<C-w>>", .pane(.wider)),
    row(panes, "<C-w><lt>", .pane(.narrower)),
    row(panes, "<C-w>o", .pane(.arrangement)), row(panes, "<C-e>", .pane(.scrollDetailDown)),
    row(panes, "<C-y>", .pane(.scrollDetailUp)),
    row(panes, "<C-]>", .link(.openLink)), row(panes, "<C-t>", .move(.back)), row(panes, "ZQ", .program(.quit)),
    // A word is taken as far as vim takes it.
    row([.selecting], "w", .select(.word)),
  ].flatMap { $0 }

  /// org-mode's own: Tab turns a subtree through its states, `C-c` and `C-x` begin what Emacs begins with them.
  private static let org: [Binding] = [
    row(panes + [.selecting, .editor, .list, .results, .prompt, .help], "<C-c>", nil),
    row(panes, "<Tab>", .fold(.foldCycleHere)),
    row(panes, "<C-x>o", .pane(.otherPane)), row(panes, "<C-x>0 <C-x>1", .pane(.arrangement)),
    row(panes, "<C-c><C-n>", .move(.down)), row(panes, "<C-c><C-p>", .move(.up)),
    row(panes, "<C-c><C-f>", .move(.nextSibling)), row(panes, "<C-c><C-b>", .move(.previousSibling)),
    row(panes, "<C-c><C-u>", .move(.parent)), row(panes, "<C-c><C-j>", .find(.jump)),
    row(panes, "<C-c><C-o>", .link(.openLink)), row(panes, "<C-c><C-l>", .link(.listLinks)),
    row(panes, "<C-c>&", .move(.back)),
    row(panes, "<C-c>/ <C-c>\\", .find(.filter)), row(panes, "<C-c><C-r>", .fold(.foldOthers)),
    row(panes, "<C-x>ns", .fold(.zoomIn)), row(panes, "<C-x>nw", .fold(.zoomOut)),
    row(panes, "<C-c><C-z>", .annotation(.annotate)), row(panes, "<C-c><C-x><C-w>", .annotation(.cut)),
    row(panes, "<C-c><C-x><C-y>", .annotation(.paste)),
    row(panes, "<C-c><C-q>", .annotation(.setType)), row(panes, "<C-c>,", .annotation(.setSeverity)),
    row(panes, "<C-c><C-t>", .annotation(.resolve)),
    row(panes, "<C-c>'", .program(.openEditor)), row(panes, "<C-c>a", .annotation(.listAnnotations)),
    row(panes, "<C-c>l", .link(.copyLink)),
    row(panes, "<C-s>", .find(.search)), row(panes, "<A-x>", .find(.palette)),
    row(panes, "<C-_> <C-x>u", .annotation(.undo)),
    row(panes, "<A-lt>", .move(.first)), row(panes, "<A-gt>", .move(.last)), row(panes, "<C-v>", .move(.pageDown)),
    row(panes, "<A-v>", .move(.pageUp)), row(panes, "<C-x><C-c>", .program(.quit)),
    row([.selecting, .list, .results, .prompt, .help], "<C-g>", .choose(.cancel)),
    row(panes, "<C-g>", .find(.forgetSearch)),
    row([.editor], "<C-c><C-c> <C-x><C-s>", .write(.save)), row([.editor], "<C-g>", .write(.leaveDraft)),
    row([.editor], "<C-c><C-k>", .write(.discard)), row([.editor], "<C-c>'", .write(.externalEditor)),
  ].flatMap { $0 }
}

extension Keymap {
  /// The declared keys with a preset over them; with other `entries`, of that part of the declared ones.
  ///
  /// - Throws: where a preset's key begins another one, or is none.
  package init(preset: Configuration.Preset, entries: [CommandEntry] = CommandTable.entries) throws(Conflict) {
    try self.init(entries: entries)
    for binding in KeyPreset(preset).bindings {
      for notation in binding.keys.split(separator: " ") {
        guard let keys = [Key](notation: String(notation)) else { throw .unreadable(notation: String(notation)) }
        bind(keys, to: binding.command, in: binding.context)
      }
    }
    if let conflict = firstConflict { throw conflict }
  }
}
