import Annotations
import Notebook
import NotebookHarness
import Outline
import Terminal
import Testing

/// A notebook in some state, to be drawn.
struct Exhibit: Sendable, CustomTestStringConvertible {
  var name: String
  var notes = Exhibit.garden
  var keys = ""
  var size = Size(columns: 80, rows: 24)
  var options = NotebookState.Options(themes: ["gloss-dark", "gloss-light", "nord"])
  var annotates = true
  /// The annotations of the notes, in place of the garden's.
  var remarks: [Annotation]?
  /// Whether a key waited so long that the hint is due.
  var hesitates = false

  var testDescription: String { name }

  func notebook() throws -> NotebookHarness {
    var notebook = try NotebookHarness(
      notes, name: "garden.md", size: size,
      annotations: remarks ?? (annotates ? Exhibit.annotations : []), options: options)
    notebook.press(keys)
    if hesitates { notebook.take(.hintDue) }
    return notebook
  }

  /// Notes with a little of everything.
  static let garden = """
    What grows in the *garden*, and where.

    # Vegetables
    Sow them **early**, or `not at all`. ~~Never~~ in frost.

    - Roots
      - Carrots: see [the almanac](https://example.org/carrots)
      - Parsnips
    - Leaves
      1. Lettuce
      2. Spinach
    - [ ] Water them
    - [x] Weed them

    ## Beds
    | Bed | Sun | Crops |
    |-----|:---:|------:|
    | 1   | yes | 12    |
    | 2   | no  | 3     |

    > Who plants a garden
    > plants happiness.

    ```
    sow(seed, depth: 2)
    ```

    # Flowers
    * Tulips
      *
      * 鬱金香 is the name in Chinese
    * Daisies 🌼 and caf\u{E9}s
    * Poppies

    """

  static let annotations: [Annotation] = {
    let outline = Outline(parsing: Array(garden.utf8))
    func topic(_ title: String) -> TopicIndex {
      outline.indices.first { outline.title(of: $0).hasPrefix(title) } ?? .root
    }
    func annotation(_ id: String, _ title: String, _ text: String, _ type: AnnotationType? = nil) -> Annotation {
      Annotation(
        id: id, author: "Ada", timestamp: "2026-01-02T11:42:00Z", text: text, type: type,
        anchor: Anchor(of: topic(title), in: outline, blob: nil))
    }
    let words = Array("name in Chinese".utf8)
    let start = outline.bytes.indices.first { outline.bytes[$0...].starts(with: words) } ?? 0
    let quotation = ByteOffset(start)..<ByteOffset(start + words.count)
    var resolved = annotation("c", "Spinach", "Only in spring.")
    resolved.isResolved = true
    var reply = annotation("b", "Carrots", "In March, when the soil is dry.")
    reply.replyTo = "a"
    return [
      annotation("a", "Carrots", "When are they sown? And how deep,\nin heavy soil?", .question), reply, resolved,
      Annotation(
        id: "d", author: "Ada", timestamp: "2025-12-31T09:00:00Z", text: "Check this.",
        severity: .high, anchor: Anchor(quoting: quotation, of: topic("鬱金香"), in: outline, blob: nil)),
      Annotation(
        id: "e", author: "Ada", timestamp: "2026-01-01T09:00:00Z", text: "Of a topic that is no more.",
        anchor: Anchor(of: TopicIndex(1), in: Outline(parsing: Array("- Rhubarb crumble\n".utf8)), blob: nil)),
    ]
  }()

  static let gallery: [Exhibit] = sizes + modes + texts + constructs + contexts + quotes

  private static let sizes: [Exhibit] = [
    (120, 40), (80, 24), (79, 24), (40, 10), (10, 3), (3, 2), (1, 1),
  ].map { Exhibit(name: "size-\($0.0)x\($0.1)", keys: "4j", size: Size(columns: $0.0, rows: $0.1)) }

  private static let modes: [Exhibit] = [
    Exhibit(name: "detail", keys: "/carrots<Enter><Esc><Tab>jj", size: Size(columns: 120, rows: 24)),
    Exhibit(name: "detail-narrow", keys: "/carrots<Enter><Esc><Enter>", size: Size(columns: 40, rows: 16)),
    Exhibit(name: "heading", keys: "/beds<Enter><Esc>", size: Size(columns: 120, rows: 24)),
    Exhibit(name: "stacked", keys: "gw/carrots<Enter><Esc>", size: Size(columns: 100, rows: 30)),
    Exhibit(name: "one-pane", keys: "gwgw/carrots<Enter><Esc><Tab>", size: Size(columns: 100, rows: 24)),
    Exhibit(name: "folded", keys: "z2j"),
    Exhibit(name: "zoomed", keys: "/leaves<Enter><Esc>zi"),
    Exhibit(name: "editor", keys: "/poppies<Enter><Esc>aRed ones,<Enter>- and white"),
    Exhibit(name: "editor-narrow", keys: "/poppies<Enter><Esc>aRed ones", size: Size(columns: 40, rows: 10)),
    Exhibit(name: "editor-reply", keys: "/carrots<Enter><Esc><Tab>GRThanks", size: Size(columns: 120, rows: 24)),
    Exhibit(name: "review", keys: "]r"),
    Exhibit(name: "draft", keys: "/poppies<Enter><Esc>aRed ones<Esc>"),
    Exhibit(name: "selecting", keys: "/tulips<Enter><Esc><Tab>jjvee"),
    Exhibit(name: "cursor-word", keys: "/daisies<Enter><Esc><Tab>2w"),
    Exhibit(name: "selecting-bold", keys: "/early<Enter><Esc><Tab>bvee"),
    Exhibit(name: "selecting-cell", keys: "/yes<Enter><Esc><Tab>ve"),
    Exhibit(name: "selecting-code", keys: "/depth<Enter><Esc><Tab>bv%"),
    Exhibit(name: "selecting-ideographs", keys: "/\u{9B31}<Enter><Esc><Tab>lvl"),
    Exhibit(name: "selecting-lines", keys: "/early<Enter><Esc><Tab>V", size: Size(columns: 50, rows: 20)),
    Exhibit(name: "prompt", keys: "/spin"),
    Exhibit(name: "prompt-none", keys: "/spinnaker"),
    Exhibit(name: "searched", keys: "/in<Enter>n"),
    Exhibit(name: "filter", keys: "&carrots<Enter>"),
    Exhibit(name: "palette", keys: ":fold"),
    Exhibit(name: "jump", keys: "<C-k>pa"),
    Exhibit(name: "annotations", keys: "@<Down>", size: Size(columns: 120, rows: 24)),
    Exhibit(name: "themes", keys: "T<Down>"),
    Exhibit(name: "types", keys: "/carrots<Enter><Esc>t"),
    Exhibit(name: "list-empty", keys: ":zzzq", size: Size(columns: 40, rows: 10)),
    Exhibit(name: "help", keys: "?", size: Size(columns: 120, rows: 40)),
    Exhibit(name: "help-end", keys: "?G", size: Size(columns: 60, rows: 12)),
    Exhibit(name: "help-find", keys: "?/delete it"),
    Exhibit(name: "help-found", keys: "?/delete it<Enter>"),
    Exhibit(name: "help-writing", keys: "/poppies<Enter><Esc>aRed ones<F1>"),
    Exhibit(name: "hint", keys: "z", hesitates: true),
    Exhibit(name: "keys-under-way", keys: "12z"),
    Exhibit(name: "question", keys: "/poppies<Enter><Esc>aRed<C-x><C-k>"),
    Exhibit(name: "unbound", keys: "Q"),
    Exhibit(name: "source", keys: "/flowers<Enter><Esc>r"),
    Exhibit(name: "source-cursor", keys: "/flowers<Enter><Esc>r<Tab>jj"),
  ]

  private static let texts: [Exhibit] = [
    Exhibit(
      name: "source-long",
      notes: "# Long\n- \t" + String(repeating: "word ", count: 30) + "\n\n  - short\n- 漢"
        + String(repeating: "漢字", count: 30) + "\n",
      keys: "r<Tab>jj", size: Size(columns: 80, rows: 16), annotates: false),
    Exhibit(name: "ascii", keys: "/carrots<Enter><Esc>", options: .init(ascii: true)),
    Exhibit(name: "ascii-editor", keys: "/poppies<Enter><Esc>aRed ones", options: .init(ascii: true)),
    Exhibit(name: "ascii-review", keys: "]r", options: .init(ascii: true)),
    Exhibit(name: "ascii-overlay", keys: "<C-k>pa", options: .init(ascii: true)),
    Exhibit(name: "empty-file", notes: "", annotates: false),
    Exhibit(name: "no-topics", notes: "Just a line.\n\nAnd another.\n", annotates: false),
    Exhibit(name: "no-annotations", keys: "j", annotates: false),
    Exhibit(
      name: "controls",
      notes: "# Bell \u{7} and \u{1B}[31mred\u{1B}[0m\n- tab\there\n- del \u{7F} c1 \u{9B}31m\n- nul \0 end\n",
      keys: "j", size: Size(columns: 80, rows: 12), annotates: false),
    Exhibit(
      name: "controls-source",
      notes: "# Bell \u{7} and \u{1B}[31mred\u{1B}[0m\n- tab\there\n- del \u{7F} c1 \u{9B}31m\n",
      keys: "r", size: Size(columns: 80, rows: 12), annotates: false),
    Exhibit(
      name: "wide", notes: "- 漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字\n  - 한국어\n- e\u{301}a\u{30A}\n- ﾊﾝｶｸ\n- שלום\n",
      keys: "j", size: Size(columns: 80, rows: 12), annotates: false),
    Exhibit(
      name: "long",
      notes: "- " + String(repeating: "word ", count: 60) + "\n- " + String(repeating: "x", count: 200) + "\n",
      keys: "2j", size: Size(columns: 80, rows: 16), annotates: false),
  ]
}
