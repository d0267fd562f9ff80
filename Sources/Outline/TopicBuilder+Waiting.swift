/// The state of blocks that are not finished.
extension TopicBuilder {
  /// A block, or the end of one, that md4c has told of and whose place is not known.
  struct Pending: BitwiseCopyable {
    enum Kind: UInt8 {
      case item, heading, headingEnd, rule, fence, fenceEnd, html, quote, quoteEnd, tableRule, leaf
      /// The end of a paragraph without text.
      case leafEnd
    }
    var kind: Kind
    /// The delimiter of a list, the character of a fence; of the last fence in a quote, 0 for none; of a heading
    /// whether a NUL is its first character.
    var byte: UInt8 = 0
    static let beginsWithNull: UInt8 = 1
    /// The item or heading that it is; the item that a fence, HTML or a quote is in, 0 for none.
    var topic: Int32 = 0
    /// The continuation that begins with this block, -1 for none.
    var continuation: Int32 = -1
    /// The topic whose title begins or ends with this block, -1 for none.
    var title: Int32 = -1
  }

  /// The paragraph being read.
  struct Paragraph: BitwiseCopyable {
    var isOpen = false
    /// Whether md4c did not announce it: in a tight list.
    var isImplicit = false
    /// The offset of its first text, -1 before that.
    var start = -1
    var isTitle = false
    var continuation = -1
    /// Whether the next text begins a line.
    var isAtLineStart = false
    /// Links, images and code spans open.
    var spans = 0
  }

  /// An item that was taken out of a paragraph: the column of its marker, and its topic.
  struct LooseItem: BitwiseCopyable {
    var column: Int
    var index: Int
  }
}
