/// Where a key is read: each context has a keymap of its own.
package enum KeyContext: String, CaseIterable, Hashable, Sendable {
  case outline, detail, selecting, editor, list, prompt, help

  /// Which of the contexts it is, counted from 0 in the order of their declaration.
  var index: Int {
    switch self {
    case .outline: 0
    case .detail: 1
    case .selecting: 2
    case .editor: 3
    case .list: 4
    case .prompt: 5
    case .help: 6
    }
  }
}
