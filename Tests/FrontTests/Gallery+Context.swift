import Annotations
import Notebook
import Outline
import Terminal

/// Frames of context reading: short topics among what surrounds them.
extension Exhibit {
  /// Sentences as bullets, three levels deep, as those who study write them.
  static let course = """
    # A course in winemaking
    Notes of the evening classes.

    ## Harvest
    - Grapes are picked by hand where the slopes are steep, and by machine where they are not.
      - The morning is best: cool berries oxidise more slowly on their way to the press.
      - Rotten berries are left on the vine or sorted out on the table.
        - One in a hundred is enough to be tasted.
    - Sugar is measured in degrees **Oechsle** with a refractometer.
      - Seventy are enough for a table wine.
      - Above a hundred and twenty it stays sweet, whatever the yeast does.

    ## Pressing
    - White grapes are pressed at once.
    - Red grapes ferment with their skins, which is where the colour is.

    ## Fermentation
    - Yeast turns sugar into alcohol and carbon dioxide, and dies of the alcohol in the end.
      - Wild yeasts start slowly and die early.
      - Cultivated ones are predictable.
    - Temperature decides about the aromas.
      - Below fifteen degrees it takes weeks.
      - Above thirty the yeast gives up, and the wine tastes of jam.
    - The gas is heavier than air: nobody enters the cellar alone, and a candle stands on the floor.
    - Malolactic bacteria make the sharp acid soft.
      - That is wanted in red wine and seldom in white.
        - Except where butter is to be tasted.

    ## Bottling
    - Sulphur protects against air, and against germs.
    - Cork or screw cap is a question of belief.
      - Corks breathe, says belief.
      - Caps do not taint, says statistics.

    """

  private static let remarks: [Annotation] = {
    let outline = Outline(parsing: Array(course.utf8))
    func annotation(_ id: String, _ title: String, _ text: String, _ type: AnnotationType? = nil) -> Annotation {
      let topic = outline.indices.first { outline.title(of: $0).hasPrefix(title) } ?? .root
      return Annotation(
        id: id, author: "Ada", timestamp: "2026-01-02T11:42:00Z", text: text, type: type,
        anchor: Anchor(of: topic, in: outline, blob: nil))
    }
    var reply = annotation("b", "Wild yeasts", "About four percent.")
    reply.replyTo = "a"
    return [
      annotation("a", "Wild yeasts", "At how much alcohol?", .question), reply, annotation("c", "Caps", "Source?"),
    ]
  }()

  private static func course(
    _ name: String, _ keys: String, _ columns: Int = 120, _ rows: Int = 30, annotated: Bool = false,
    options: NotebookState.Options = .init()
  ) -> Exhibit {
    Exhibit(
      name: "context-" + name, notes: course, keys: keys, size: Size(columns: columns, rows: rows), options: options,
      annotates: false, remarks: annotated ? remarks : nil)
  }

  static let contexts: [Exhibit] = [
    course("leaf", "/morning<Enter><Esc>"),
    course("leaf-at-the-end", "/Except<Enter><Esc>"),
    course("leaf-at-the-end-stepped", "/Except<Enter><Esc>jj"),
    course("branch", "/Temperature<Enter><Esc>"),
    course("long", "/Fermentation<Enter><Esc>", 100, 16),
    course("file", "jj"),
    course("off", "gc/morning<Enter><Esc>"),
    course("annotated", "/Wild<Enter><Esc>", annotated: true),
    course("writing", "/Cultivated<Enter><Esc>aWhich ones?", annotated: true),
    course("detail", "/Cultivated<Enter><Esc><Tab>", annotated: true),
    course("zoomed", "/Fermentation<Enter><Esc>zijj"),
    course("zoomed-narrow", "/Fermentation<Enter><Esc>zijj", 40, 16),
    course("filtered", "&yeast<Enter>jj"),
    course("stacked", "gw/morning<Enter><Esc>", 100, 36),
    course("one-pane", "gwgw/morning<Enter><Esc><Tab>", 100, 24),
    course("80x24", "/Seventy<Enter><Esc>", 80, 24),
    course("40x10", "/Seventy<Enter><Esc>", 40, 10),
    course("40x10-detail", "/Seventy<Enter><Esc><Tab>", 40, 10),
    course("200x60", "/Seventy<Enter><Esc>", 200, 60, annotated: true),
    course("ascii", "/morning<Enter><Esc>", options: .init(ascii: true)),
    course("wrapped", "/heavier<Enter><Esc>", 80, 24),
    course("wrapped-all", "gW/heavier<Enter><Esc>", 80, 24),
    course("wrapped-none", "gWgW/heavier<Enter><Esc>", 80, 24),
    course("counts", "/Fermentation<Enter><Esc>g?", annotated: true),
    course("breadcrumbs", "/butter<Enter><Esc>", 100, 16),
  ]
}
