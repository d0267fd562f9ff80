/// The words for texts that go to the clipboard.
extension NoticeWording {
  /// Returns the message about a text that was to be copied.
  static func message(_ copied: Copied, _ outcome: Copied.Outcome) -> Message {
    if case .unopenedLink = copied {
      let copying = message(outcome, name(of: copied))
      return Message("no desktop to open it: " + copying.text, copying.tone)
    }
    return message(outcome, name(of: copied))
  }

  private static func message(_ outcome: Copied.Outcome, _ name: String?) -> Message {
    switch outcome {
    case .copied: Message("copied" + (name.map { " " + $0 } ?? ""), .good)
    case .sentToTerminal: Message("sent to the terminal" + (name.map { ": " + $0 } ?? ""), .good)
    case .tooLong(let limit):
      Message("not copied: more than the \(limit / 1000) kB that terminals take", .warning)
    case .noClipboard: Message("not copied: this terminal can't be asked to", .warning)
    case .commandFailed: Message("not copied: the command in clipboard: of the configuration failed", .error)
    }
  }

  /// The name of what was copied; nil for words.
  private static func name(of copied: Copied) -> String? {
    switch copied {
    case .editedText, .quotation: nil
    case .topic(let title): "\"\(title)\""
    case .link(let link, let heading, let isOwn): link + (isOwn ? "" : target(heading))
    case .unopenedLink(let link): link
    }
  }

  /// The target of a link that is not the topic's own.
  private static func target(_ heading: String?) -> String {
    (heading.map { ", which leads to the heading “\($0)”" } ?? ", which leads to the note")
      + ": only headings have links of their own"
  }
}
