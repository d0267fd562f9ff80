import Annotations
import Notebook
import Outline
import Terminal

/// The words that annotations speak of, in their boxes and in the text.
extension Exhibit {
  private static let yeasts = """
    # Yeast
    - Wild yeasts live on the **skins of ripe fruit**, and on almost everything in an orchard
      - Cultivated ones have been *chosen* for a hundred years

    | Yeast | Alcohol |
    |-------|---------|
    | wild  | four percent |
    | wine  | fourteen percent |

    ```
    pitch(yeast, at: 24)
    ```

    日本酒の酵母は寒さに強い

    """

  /// The text that the annotations were made on.
  private static let earlier =
    yeasts.replacing("for a hundred years", with: "for two hundred years")
    .replacing("日本酒の", with: "日本酒の古い")

  private static func quoting(
    _ words: String, _ text: String, id: String, in source: String = yeasts, isResolved: Bool = false
  ) -> Annotation {
    let outline = Outline(parsing: Array(source.utf8))
    let bytes = Array(words.utf8)
    let start = outline.bytes.indices.first { outline.bytes[$0...].starts(with: bytes) } ?? 0
    let range = ByteOffset(start)..<ByteOffset(start + bytes.count)
    return Annotation(
      id: id, author: "Ada", timestamp: "2026-01-02T11:42:00Z", text: text, isResolved: isResolved,
      anchor: Anchor(quoting: range, of: outline.segment(at: range.lowerBound).topic, in: outline, blob: nil))
  }

  private static let remarks: [Annotation] = {
    var reply = quoting("skins of ripe fruit", "All of them?", id: "r")
    reply.replyTo = "b"
    return [
      quoting("Wild yeasts", "Which?", id: "a"), quoting("the **skins of ripe fruit**, and on", "Grapes!", id: "b"),
      reply, quoting("been *chosen* for two hundred years", "By whom?", id: "c", in: earlier),
      quoting("four percent", "By volume.", id: "d", isResolved: true), quoting("at: 24", "Degrees?", id: "e"),
      quoting("古い酵母は寒さ", "Quote", id: "f", in: earlier),
    ]
  }()

  private static func quote(
    _ name: String, _ keys: String, _ columns: Int = 120, _ rows: Int = 40, options: NotebookState.Options = .init()
  ) -> Exhibit {
    Exhibit(
      name: "quotes-" + name, notes: yeasts, keys: keys, size: Size(columns: columns, rows: rows), options: options,
      annotates: false, remarks: remarks)
  }

  static let quotes: [Exhibit] = [
    quote("branch", "j"),
    quote("on-box", "jj<Tab>4j"),
    quote("narrow", "jj<Tab>", 40, 24),
    quote("filtered", "&cultivated<Enter>", 80, 24),
    quote("ascii", "j", options: .init(ascii: true)),
    quote("wide-signs", "j", options: .init(width: .init(ambiguousIsWide: true))),
    quote("writing", "/orchard<Enter><Esc><Tab>vea", 80, 24),
    quote("40x10", "jj<Tab>5j", 40, 10),
  ]
}
