/// The text that is being written, also while something is chosen or asked about it.
extension NotebookState {
  package internal(set) var session: EditorSession? {
    get {
      switch mode {
      case .editing(let session): session
      case .list(let list): list.writing
      case .confirming(let question): question.session
      case .help(let help): help.writing
      case .browsing, .prompt: nil
      }
    }
    set {
      guard let newValue else { return }
      switch mode {
      case .editing: mode = .editing(newValue)
      case .list(var list) where list.writing != nil:
        list.writing = newValue
        mode = .list(list)
      case .confirming(var question) where question.session != nil:
        question.session = newValue
        mode = .confirming(question)
      case .help(var help) where help.writing != nil:
        help.writing = newValue
        mode = .help(help)
      case .browsing, .prompt, .help, .list, .confirming: break
      }
    }
  }
}

extension Confirmation {
  /// The text that the reader goes on writing when the answer is no.
  fileprivate var session: EditorSession? {
    get {
      guard returnsToEditor else { return nil }
      switch purpose {
      case .deleteEmptied(let session), .discardDraft(let session): return session
      case .adopt: return nil
      }
    }
    set {
      guard let newValue else { return }
      switch purpose {
      case .deleteEmptied: purpose = .deleteEmptied(newValue)
      case .discardDraft: purpose = .discardDraft(newValue)
      case .adopt: break
      }
    }
  }
}
