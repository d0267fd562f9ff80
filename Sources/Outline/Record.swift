/// One topic as the table keeps it: 32 bytes, positions as bytes from the start of the file.
struct Record: Equatable, Sendable, BitwiseCopyable {
  enum Form: UInt8 { case root, atx, setext, bullet, ordered }

  var marker: UInt32 = 0
  var titleStart: UInt32 = 0
  var titleEnd: UInt32 = 0
  var line: UInt32 = 0
  var parent: UInt32 = 0
  var subtreeCount: UInt32 = 1
  var depth: UInt32 = 0
  var form: Form
  /// The rank of a heading, 1 to 6, also of one that an item begins with; 0 for other items.
  var level: UInt8 = 0
  /// The ASCII byte between the brackets of a task, 0 for none.
  var task: UInt8 = 0
  var flags: Flags = []

  struct Flags: OptionSet, Sendable {
    let rawValue: UInt8
    /// Something of its own text has been seen, so that a later paragraph is not its title.
    static let hasBlock = Flags(rawValue: 1)
    /// The title is a line of code: nothing in it is markup.
    static let verbatimTitle = Flags(rawValue: 2)
    /// CommonMark runs it into the paragraph above.
    static let loose = Flags(rawValue: 4)
    static let hasTitle = Flags(rawValue: 8)
    /// The title is a heading with an underline.
    static let underlined = Flags(rawValue: 16)
  }

  var isItem: Bool { form == .bullet || form == .ordered }
}

/// A further stretch of a topic's own text, after some of its children.
struct Continuation: Equatable, Sendable, BitwiseCopyable {
  var start: UInt32
  var topic: UInt32
}
