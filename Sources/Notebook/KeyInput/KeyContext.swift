/// The place in which a key is read: each has a keymap of its own.
package enum KeyContext: String, CaseIterable, Hashable, Sendable {
  case outline, detail, selecting, editor, list, results, prompt, help

  /// The number of the context, counted from 0 in the order of their declaration.
  var index: Int {
    switch self {
    case .outline: 0
    case .detail: 1
    case .selecting: 2
    case .editor: 3
    case .list: 4
    case .results: 5
    case .prompt: 6
    case .help: 7
    }
  }
}
