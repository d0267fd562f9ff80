import Annotations
import Outline
import Terminal

/// Everything that Markdown has, as the detail pane shows it.
extension Exhibit {
  static let constructs: [Exhibit] = [
    exhibit("constructs", columns: 120, rows: 64), exhibit("constructs-narrow", columns: 40, rows: 92),
    exhibit("constructs-annotated", columns: 120, rows: 92, remarks: remarks),
    exhibit("constructs-annotated-narrow", columns: 40, rows: 120, remarks: remarks),
  ]

  private static func exhibit(_ name: String, columns: Int, rows: Int, remarks: [Annotation] = []) -> Exhibit {
    Exhibit(
      name: name, notes: everything, keys: columns < 80 ? "j<Enter>" : "j", size: Size(columns: columns, rows: rows),
      remarks: remarks)
  }

  /// Words of each construct, with something to say of them.
  private static let remarks: [Annotation] = {
    let outline = Outline(parsing: Array(everything.utf8))
    return [
      "more words in it", "A second paragraph", "old books", "And one inside it", "Frost comes", "bed.place",
      "emphasis", "A garden in June", "away", "stands below",
    ].enumerated().map { number, words in
      let bytes = Array(words.utf8)
      let start = outline.bytes.indices.first { outline.bytes[$0...].starts(with: bytes) } ?? 0
      let quotation = ByteOffset(start)..<ByteOffset(start + bytes.count)
      let topic = outline.segment(at: quotation.lowerBound).topic
      return Annotation(
        id: "\(number)", author: "Ada", timestamp: "2026-01-02T11:42:00Z", text: "Of “\(words)”.",
        anchor: Anchor(quoting: quotation, of: topic, in: outline, blob: nil))
    }
  }()

  private static let everything = """
    # Constructs

    - A list
      - inside a list, with more words in it than one row of a narrow pane can hold
        1. numbered
        2. and again

           A second paragraph of an item.
    - [ ] to do
    - [x] done

    | Sign | What it means when it stands in the sky at night | When |
    |------|:------------------------------------------------:|-----:|
    | Ring | Rain is on its way, or so the old books have it  | 3 h  |
    | Red  | Fair: see [the almanac](https://example.org/a)   | 12 h |

    > A quotation that is long enough to be broken over two rows, wherever it stands.
    >
    > > And one inside it.

    > [!WARNING]
    > Frost comes early here.

    ```python
    def sow(seed, depth=2):
        return bed.place(seed, depth)  # a comment that is longer than the pane is wide
    ```

    Text with a note[^1], <b>bold</b> and H<sub>2</sub>O, *emphasis*, ~~struck~~ and `code`.

    ![A garden in June](images/garden.png)

    ![](data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ)

    <details>
    <summary>More of it</summary>
    Hidden <em>away</em>.
    </details>

    ---

    [^1]: The note that stands below,
        with a second line.

    """
}
