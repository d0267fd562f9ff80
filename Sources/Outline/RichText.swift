/// A stretch of one topic's own text, rendered: leaf blocks in document order, with the source of every run.
package struct RichText: Hashable, Sendable {
  package var blocks: [Block]
  /// The links that the runs' `link` is an index into.
  package var links: [Link]

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
    package enum Kind: Hashable, Sendable {
      case link, image, wikilink
      /// `![[Note]]`, `![[picture.png]]`.
      case embed
    }
    package var kind: Kind
    /// As written, escapes and entities resolved; not checked, not resolved against anything.
    package var destination: String
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

  package struct Block: Hashable, Sendable {
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
    package var kind: Kind
    /// From the outside in.
    package var containers: [Container]
    /// Empty for rules and tables.
    package var runs: [Run]
    /// The source lines that the block stands on, whole.
    package var source: Range<ByteOffset>

    package init(kind: Kind, containers: [Container] = [], runs: [Run] = [], source: Range<ByteOffset>) {
      self.kind = kind
      self.containers = containers
      self.runs = runs
      self.source = source
    }
  }

  package struct Table: Hashable, Sendable {
    package enum Alignment: Hashable, Sendable { case none, left, center, right }
    package var alignments: [Alignment]
    /// The head first, then the body; every row has as many cells as there are alignments.
    package var rows: [[[Run]]]
    package init(alignments: [Alignment], rows: [[[Run]]]) {
      self.alignments = alignments
      self.rows = rows
    }
  }

  package struct Emphasis: OptionSet, Hashable, Sendable {
    package let rawValue: UInt16
    package init(rawValue: UInt16) { self.rawValue = rawValue }
    package static var plain: Emphasis { Emphasis(rawValue: 0) }
    package static let emphasis = Emphasis(rawValue: 1)
    package static let strong = Emphasis(rawValue: 2)
    package static let strikethrough = Emphasis(rawValue: 4)
    package static let code = Emphasis(rawValue: 8)
    package static let html = Emphasis(rawValue: 16)
    package static let footnoteReference = Emphasis(rawValue: 32)
    /// Metadata: properties, identifiers of blocks, definitions that nothing refers to.
    package static let dimmed = Emphasis(rawValue: 64)
    package static let highlight = Emphasis(rawValue: 128)
  }

  /// Text of one look, from one unbroken piece of the source.
  package struct Run: Hashable, Sendable {
    /// The text that is shown. A hard line break is `"\n"`, perhaps with no-break spaces that indent the next line; a
    /// soft one is `" "`.
    package var text: String
    package var emphasis: Emphasis
    /// Index into `RichText.links`, or nil.
    package var link: Int?
    /// The bytes that `text` stands for. Where `isVerbatim`, they are the UTF-8 of `text`; otherwise (entity, escape,
    /// line break, repaired byte) the run is taken or left whole.
    package var source: Range<ByteOffset>
    package var isVerbatim: Bool

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
