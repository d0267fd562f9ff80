import Settings
import Terminal

/// Keys that a preset lays over the declared ones, for hands that know another program.
package struct KeyPreset: Sendable {
  /// A command for key sequences of a context; nil takes them away.
  package struct Binding: Sendable {
    package var context: KeyContext
    /// In the keymap's notation, apart by spaces.
    package var keys: String
    package var command: Command?
  }

  package var bindings: [Binding]

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
    row(panes, "<C-w>w <C-w><C-w>", .otherPane), row(panes, "<C-w>>", .wider), row(panes, "<C-w><lt>", .narrower),
    row(panes, "<C-w>o", .arrangement), row(panes, "<C-e>", .scrollDetailDown), row(panes, "<C-y>", .scrollDetailUp),
    row(panes, "<C-]>", .openLink), row(panes, "<C-t>", .back), row(panes, "ZQ", .quit),
  ].flatMap { $0 }

  /// org-mode's own: Tab turns a subtree through its states, `C-c` and `C-x` begin what Emacs begins with them.
  private static let org: [Binding] = [
    row(panes + [.selecting, .editor, .list, .prompt, .help], "<C-c>", nil),
    row(panes, "<Tab>", .foldCycleHere),
    row(panes, "<C-x>o", .otherPane), row(panes, "<C-x>0 <C-x>1", .arrangement),
    row(panes, "<C-c><C-n>", .down), row(panes, "<C-c><C-p>", .up),
    row(panes, "<C-c><C-f>", .nextSibling), row(panes, "<C-c><C-b>", .previousSibling),
    row(panes, "<C-c><C-u>", .parent), row(panes, "<C-c><C-j>", .jump),
    row(panes, "<C-c><C-o>", .openLink), row(panes, "<C-c><C-l>", .listLinks), row(panes, "<C-c>&", .back),
    row(panes, "<C-c>/ <C-c>\\", .filter), row(panes, "<C-c><C-r>", .foldOthers),
    row(panes, "<C-x>ns", .zoomIn), row(panes, "<C-x>nw", .zoomOut),
    row(panes, "<C-c><C-z>", .annotate), row(panes, "<C-c><C-x><C-w>", .cut), row(panes, "<C-c><C-x><C-y>", .paste),
    row(panes, "<C-c><C-q>", .setType), row(panes, "<C-c>,", .setSeverity), row(panes, "<C-c><C-t>", .resolve),
    row(panes, "<C-c>'", .openEditor), row(panes, "<C-c>a", .listAnnotations), row(panes, "<C-c>l", .copyLink),
    row(panes, "<C-s>", .search), row(panes, "<A-x>", .palette), row(panes, "<C-_> <C-x>u", .undo),
    row(panes, "<A-lt>", .first), row(panes, "<A-gt>", .last), row(panes, "<C-v>", .pageDown),
    row(panes, "<A-v>", .pageUp), row(panes, "<C-x><C-c>", .quit),
    row([.selecting, .list, .prompt, .help], "<C-g>", .cancel),
    row(panes, "<C-g>", .forgetSearch),
    row([.editor], "<C-c><C-c> <C-x><C-s>", .save), row([.editor], "<C-g>", .leaveDraft),
    row([.editor], "<C-c><C-k>", .discard), row([.editor], "<C-c>'", .externalEditor),
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
