/// A stretch of one topic's own text, rendered: leaf blocks in document order, with the source of every run.
package struct RichText: Hashable, Sendable {
  /// The leaf blocks, in document order.
  package var blocks: [Block]
  /// The links that the runs' `link` is an index into.
  package var links: [Link]

  /// Joins blocks with the links that their runs refer to by index.
  package init(blocks: [Block] = [], links: [Link] = []) {
    self.blocks = blocks
    self.links = links
  }

  /// The runs of all blocks and table cells in document order.
  package var runs: [Run] {
    blocks.flatMap { block in
      if case .table(let table) = block.kind { return table.rows.flatMap { $0.flatMap { $0 } } }
      return block.runs
    }
  }

  /// Something that a reader can follow.
  package struct Link: Hashable, Sendable {
    /// The four forms of a link in the source.
    package enum Kind: Hashable, Sendable {
      case link, image, wikilink
      /// `![[Note]]`, `![[picture.png]]`.
      case embed
    }
    /// The form that the source has.
    package var kind: Kind
    /// As written, escapes and entities resolved; not checked, not resolved against anything.
    package var destination: String
    /// A link to a destination as written.
    package init(kind: Kind, destination: String) {
      self.kind = kind
      self.destination = destination
    }
  }

  /// A block inside a topic that a leaf block is part of.
  package enum Container: Hashable, Sendable {
    case quote
    /// `> [!NOTE]`, with the word in capitals; its first block is a `calloutTitle`.
    case callout(String)
    /// An item of a list that is content (inside a quote, say). `first` on the block that bears the marker.
    case item(Topic.Marker, Topic.TaskState?, first: Bool)
    /// `[^label]:`
    case footnote(label: String, first: Bool)
  }

  /// A block that contains no other blocks: a paragraph, a heading, code, a table and the like.
  package struct Block: Hashable, Sendable {
    /// The type of a leaf block, with the content of those that are not only runs.
    package enum Kind: Hashable, Sendable {
      /// The topic's own title or first paragraph has this kind too; a heading topic's title is `heading`.
      case paragraph
      case heading(level: Int)
      /// The first line of a callout: its word, in strong letters, and the title behind it, if it has one.
      case calloutTitle
      /// `language` is the first word of the fence's info string, or empty. One `\n` ends each line but the last.
      case code(language: String)
      /// A block of raw HTML; its runs are the text that is left when tags and comments are taken away.
      case html
      case rule
      case table(Table)
    }
    /// The type, which decides how the runs are laid out.
    package var kind: Kind
    /// From the outside in.
    package var containers: [Container]
    /// Empty for rules and tables.
    package var runs: [Run]
    /// The source lines that the block is on, whole.
    package var source: Range<ByteOffset>

    /// A leaf block; rules and tables have no runs of their own.
    package init(kind: Kind, containers: [Container] = [], runs: [Run] = [], source: Range<ByteOffset>) {
      self.kind = kind
      self.containers = containers
      self.runs = runs
      self.source = source
    }
  }

  /// A table: a head, a body, and the alignment of each column.
  package struct Table: Hashable, Sendable {
    /// The alignment of a column; `none` where the rule below the head has no colon.
    package enum Alignment: Hashable, Sendable { case none, left, center, right }
    /// One alignment per column, from left to right.
    package var alignments: [Alignment]
    /// The head first, then the body; every row has as many cells as there are alignments.
    package var rows: [[[Run]]]
    /// A table; every row needs one cell per alignment.
    package init(alignments: [Alignment], rows: [[[Run]]]) {
      self.alignments = alignments
      self.rows = rows
    }
  }

  /// A set of styles that text has at once.
  package struct Emphasis: OptionSet, Hashable, Sendable {
    /// One bit per style.
    package let rawValue: UInt16
    /// The styles whose bits are set.
    package init(rawValue: UInt16) { self.rawValue = rawValue }
    /// No style at all.
    package static var plain: Emphasis { Emphasis(rawValue: 0) }
    /// `*emphasis*`.
    package static let emphasis = Emphasis(rawValue: 1)
    /// `**strong emphasis**`.
    package static let strong = Emphasis(rawValue: 2)
    /// `~~struck through~~`.
    package static let strikethrough = Emphasis(rawValue: 4)
    /// A code span or a formula in a line of text.
    package static let code = Emphasis(rawValue: 8)
    /// Raw HTML.
    package static let html = Emphasis(rawValue: 16)
    /// The mark of a footnote in the text, `[^label]`.
    package static let footnoteReference = Emphasis(rawValue: 32)
    /// Metadata: properties, identifiers of blocks, definitions that nothing refers to.
    package static let dimmed = Emphasis(rawValue: 64)
    /// `==highlighted==`, or `<mark>`.
    package static let highlight = Emphasis(rawValue: 128)
  }

  /// Text of one look, from one unbroken piece of the source.
  package struct Run: Hashable, Sendable {
    /// The text that is shown. A hard line break is `"\n"`, perhaps with no-break spaces that indent the next line; a
    /// soft one is `" "`.
    package var text: String
    /// The styles of all of the text.
    package var emphasis: Emphasis
    /// Index into `RichText.links`, or nil.
    package var link: Int?
    /// The bytes that `text` stands for. Where `isVerbatim`, they are the UTF-8 of `text`; otherwise (entity, escape,
    /// line break, repaired byte) the run is taken or left whole.
    package var source: Range<ByteOffset>
    /// Whether `source` holds the UTF-8 of `text`, byte for byte.
    package var isVerbatim: Bool

    /// A run; `link` is an index into the links of its `RichText`.
    package init(
      text: String, emphasis: Emphasis = .plain, link: Int? = nil, source: Range<ByteOffset>, isVerbatim: Bool = true
    ) {
      self.text = text
      self.emphasis = emphasis
      self.link = link
      self.source = source
      self.isVerbatim = isVerbatim
    }
  }
}
