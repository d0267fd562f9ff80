/// A command's words in help texts, and the keys that ask for it in each context.
package struct CommandEntry: Sendable {
  /// The command that is declared.
  package var command: Command
  /// Its effect, in a few words.
  package var help: String
  /// Key sequences of each context, in the keymap's notation, apart by spaces.
  package var keys: KeyValuePairs<KeyContext, String>
  /// The group that the help shows it in.
  package var section: CommandSection
}

/// The groups that the help screen shows, in this order.
package enum CommandSection: String, CaseIterable, Hashable, Sendable {
  case moving = "Moving"
  case folding = "Folding"
  case panes = "Panes and reading"
  case searching = "Finding"
  case annotating = "Annotating"
  case program = "Gloss"
  case selecting = "The cursor in the text, and selecting a quotation"
  case editing = "Writing an annotation"
  case lists = "Lists and prompts"
}

/// The one declaration of commands, keys and help texts: the keymap, the help screen, `gloss keys` and the manual are
/// made from it.
package enum CommandTable {
  /// All commands, section by section.
  package static let entries: [CommandEntry] =
    moving + folding + panes + searching + annotating + program
    + selecting + editing + lists

  private static func both(_ keys: String) -> KeyValuePairs<KeyContext, String> { [.outline: keys, .detail: keys] }

  private static func browsing(_ keys: String) -> KeyValuePairs<KeyContext, String> {
    [.outline: keys, .detail: keys, .selecting: keys]
  }

  /// Keys that mean the same to the cursor whether it selects or not.
  private static func text(_ keys: String) -> KeyValuePairs<KeyContext, String> { [.detail: keys, .selecting: keys] }

  private static func everywhere(_ keys: String) -> KeyValuePairs<KeyContext, String> {
    [
      .outline: keys, .detail: keys, .selecting: keys, .editor: keys, .list: keys, .results: keys, .prompt: keys,
      .help: keys,
    ]
  }

  private static func row(
    _ section: CommandSection, _ command: Command, _ keys: KeyValuePairs<KeyContext, String>, _ help: String
  ) -> CommandEntry {
    CommandEntry(command: command, help: help, keys: keys, section: section)
  }

  private static let moving: [CommandEntry] = [
    row(.moving, .move(.down), browsing("j <Down> <C-n>"), "next row (5j: five rows)"),
    row(.moving, .move(.up), browsing("k <Up> <C-p>"), "previous row"),
    row(.moving, .move(.left), [.outline: "h <Left>"], "fold, else to the parent"),
    row(.moving, .move(.right), [.outline: "l <Right>"], "unfold, else to the first child"),
    row(
      .moving, .move(.first), [.outline: "gg <Home>", .detail: "gg <Home>", .selecting: "gg"], "first row"),
    row(
      .moving, .move(.last), [.outline: "G <End>", .detail: "G <End>", .selecting: "G"],
      "last row (42G or :42 : the topic at source line 42)"),
    row(.moving, .move(.nextSibling), [.outline: "} zj", .detail: "zj"], "next sibling"),
    row(.moving, .move(.previousSibling), [.outline: "{ zk", .detail: "zk"], "previous sibling"),
    row(.moving, .move(.parent), both("gp"), "parent"),
    row(.moving, .move(.halfPageDown), browsing("<C-d>"), "half a page down"),
    row(.moving, .move(.halfPageUp), browsing("<C-u>"), "half a page up"),
    row(
      .moving, .move(.pageDown),
      [.outline: "<C-f> <PageDown>", .detail: "<C-f> <PageDown> <Space>", .selecting: "<C-f> <PageDown> <Space>"],
      "a page down"),
    row(.moving, .move(.pageUp), browsing("<C-b> <PageUp>"), "a page up"),
    row(.moving, .move(.placeMiddle), browsing("zz"), "put the row in the middle"),
    row(.moving, .move(.placeTop), browsing("zt"), "put the row at the top"),
    row(.moving, .move(.placeBottom), browsing("zb"), "put the row at the bottom"),
    row(.moving, .move(.back), both("<C-o> [o <A-Left>"), "back to where you were"),
    row(.moving, .move(.forward), both("]o <A-Right>"), "forward again"),
    row(.moving, .move(.mark), both("m"), "mark this place with the letter that follows"),
    row(.moving, .move(.goToMark), both("'"), "go to the mark of the letter that follows; '' where you came from"),
  ]

  private static let folding: [CommandEntry] = [
    row(.folding, .fold(.foldToggle), [.outline: "<Space> za", .detail: "za"], "fold or unfold"),
    row(.folding, .fold(.foldOpen), both("zo"), "unfold"),
    row(.folding, .fold(.foldClose), both("zc"), "fold"),
    row(.folding, .fold(.foldToggleAll), both("zA"), "fold or unfold with everything below"),
    row(.folding, .fold(.foldOpenAll), both("zO"), "unfold with everything below"),
    row(.folding, .fold(.foldCloseAll), both("zC"), "fold with everything below"),
    row(.folding, .fold(.closeEverything), both("zM -"), "fold all"),
    row(.folding, .fold(.openEverything), both("zR ="), "unfold all"),
    row(.folding, .fold(.foldMore), both("zm"), "show one level less"),
    row(.folding, .fold(.foldLess), both("zr"), "show one level more"),
    row(.folding, .fold(.foldLevel1), both("z1"), "show one level"),
    row(.folding, .fold(.foldLevel2), both("z2"), "show two levels"),
    row(.folding, .fold(.foldLevel3), both("z3"), "show three levels"),
    row(.folding, .fold(.foldLevel4), both("z4"), "show four levels"),
    row(.folding, .fold(.foldLevel5), both("z5"), "show five levels"),
    row(.folding, .fold(.foldLevel6), both("z6"), "show six levels"),
    row(.folding, .fold(.foldLevel7), both("z7"), "show seven levels"),
    row(.folding, .fold(.foldLevel8), both("z8"), "show eight levels"),
    row(.folding, .fold(.foldLevel9), both("z9"), "show nine levels"),
    row(.folding, .fold(.foldCycle), both("<S-Tab>"), "overview, contents, all"),
    row(.folding, .fold(.foldCycleHere), both("zx"), "this topic: folded, its children, all of it"),
    row(.folding, .fold(.foldOthers), both("z."), "fold everything but this branch"),
    row(.folding, .fold(.zoomIn), both("zi"), "zoom into the topic"),
    row(.folding, .fold(.zoomUp), both("zp"), "zoom up one level"),
    row(.folding, .fold(.zoomOut), both("zw"), "zoom out to the whole"),
  ]

  private static let panes: [CommandEntry] = [
    row(.panes, .pane(.enterDetail), [.outline: "<Enter>"], "into the detail pane"),
    row(.panes, .pane(.otherPane), both("<Tab>"), "the other pane"),
    row(.panes, .pane(.scrollDetailDown), [.outline: "J", .detail: "J"], "scroll the detail pane down"),
    row(.panes, .pane(.scrollDetailUp), [.outline: "K", .detail: "K"], "scroll the detail pane up"),
    row(.panes, .pane(.wider), both("+"), "more room for the outline"),
    row(.panes, .pane(.narrower), both("_"), "less room for the outline"),
    row(.panes, .pane(.arrangement), both("gw"), "panes side by side, stacked, one at a time"),
    row(.panes, .pane(.rawSource), both("r"), "the source as it is, and back"),
    row(.panes, .pane(.context), both("gc"), "short topics among what surrounds them, or alone"),
    row(.panes, .pane(.wrapping), both("gW"), "titles wrap in the selected row, in all, in none"),
    row(
      .panes, .reading(.reading), both("s"),
      "mark as read and go on, mark to be read again, neither; what is whole in view with all below it"),
    row(.panes, .reading(.readBranch), both("gs"), "mark as read with everything below, or take that back"),
    row(.panes, .reading(.nextChange), both("]c"), "next topic that is new or changed since you saw it"),
    row(.panes, .reading(.previousChange), both("[c"), "previous topic that is new or changed"),
    row(.panes, .reading(.nextUnread), both("]u"), "next topic that is not read"),
    row(.panes, .reading(.previousUnread), both("[u"), "previous topic that is not read"),
    row(.panes, .reading(.nextAgain), both("]s"), "next topic that is to be read again"),
    row(.panes, .reading(.previousAgain), both("[s"), "previous topic that is to be read again"),
    row(.panes, .program(.openEditor), [.outline: "e gf", .detail: "gf"], "your editor at this line"),
    row(.panes, .link(.copyTopic), both("y"), "copy the topic's source"),
    row(.panes, .link(.copyLink), both("Y"), "copy a link to the topic"),
    row(.panes, .link(.openLink), both("gx"), "open the link or image, here or in view"),
    row(.panes, .link(.listLinks), both("gl"), "list of the links in view"),
    row(.panes, .link(.listBacklinks), both("gb"), "links to this topic, by note"),
  ]

  private static let searching: [CommandEntry] = [
    row(.searching, .find(.search), both("/"), "search titles, text and annotations"),
    row(.searching, .find(.nextHit), both("n"), "next hit"),
    row(.searching, .find(.previousHit), both("N"), "previous hit"),
    row(.searching, .find(.forgetSearch), both("<Esc>"), "forget the search, its marks and its filter"),
    row(.searching, .find(.searchTitle), both("*"), "this title elsewhere"),
    row(.searching, .find(.filter), both("&"), "show only matching topics and their ancestors"),
    row(.searching, .find(.jump), both("<C-k>"), "jump to a topic by a few letters of its title"),
    row(.searching, .find(.results), both("g/"), "what the search has found, in all notes, as a list"),
    row(.searching, .find(.tags), both("gt"), "tags with their counts"),
    row(.searching, .find(.tasks), both("gT"), "open tasks of all notes"),
    row(.searching, .find(.brokenLinks), both("gB"), "links that lead to nothing"),
    row(
      .searching, .find(.palette), [.outline: ":", .detail: ":", .help: ":"],
      "any command by its name or by what it does"),
  ]

  private static let annotating: [CommandEntry] = [
    row(
      .annotating, .annotation(.annotate), [.outline: "a", .detail: "a", .selecting: "a"],
      "annotate the topic, or the selection"),
    row(.annotating, .annotation(.annotateFile), both("A"), "annotate the whole file"),
    row(
      .annotating, .annotation(.editAnnotation), [.detail: "<Enter>"],
      "edit the annotation, or follow the link, under the cursor"),
    row(.annotating, .annotation(.reply), both("R"), "reply to an annotation"),
    row(.annotating, .annotation(.resolve), both("x"), "resolve it, or open it again"),
    row(.annotating, .annotation(.setType), [.outline: "t gy", .detail: "gy"], "its type: question, issue, ..."),
    row(.annotating, .annotation(.setSeverity), both("!"), "its severity"),
    row(.annotating, .annotation(.delete), both("d"), "delete it (u takes that back)"),
    row(.annotating, .annotation(.cut), both("X"), "cut it, to paste it at another topic"),
    row(.annotating, .annotation(.paste), both("P"), "paste the annotation that was cut"),
    row(.annotating, .annotation(.undo), both("u"), "undo"),
    row(.annotating, .annotation(.redo), both("<C-r>"), "redo"),
    row(.annotating, .annotation(.nextAnnotation), both("]a"), "next annotation"),
    row(.annotating, .annotation(.previousAnnotation), both("[a"), "previous annotation"),
    row(
      .annotating, .annotation(.listAnnotations), both("@"),
      "list of all annotations, and of what is unread, to be read again, changed"),
    row(.annotating, .annotation(.nextReview), both("]r"), "next annotation to review"),
    row(.annotating, .annotation(.previousReview), both("[r"), "previous annotation to review"),
    row(.annotating, .annotation(.nextDraft), both("]d"), "next draft"),
    row(.annotating, .annotation(.previousDraft), both("[d"), "previous draft"),
    row(.annotating, .annotation(.counts), both("g?"), "the counts of the row, spelled out"),
  ]

  /// The command that the first frame names.
  package static let help = row(
    .program, .program(.help),
    [
      .outline: "? <F1>", .detail: "? <F1>", .selecting: "? <F1>", .editor: "<F1>", .list: "<F1>", .results: "? <F1>",
      .prompt: "<F1>",
    ],
    "this help")

  private static let program: [CommandEntry] = [
    row(.program, .program(.theme), [.outline: "T gC", .detail: "gC"], "choose a theme"),
    row(.program, .program(.mouse), both("gm"), "give the mouse to the terminal, or take it back"),
    help,
    row(.program, .program(.redraw), everywhere("<C-l>"), "draw the screen anew"),
    row(.program, .program(.suspend), everywhere("<C-z>"), "suspend"),
    row(.program, .program(.quit), both("q ZZ <C-c>"), "quit; nothing is lost"),
  ]

  private static let selecting: [CommandEntry] = [
    row(.selecting, .select(.left), text("h <Left>"), "a character left; from the first one back to the outline"),
    row(.selecting, .select(.right), text("l <Right>"), "a character right"),
    row(.selecting, .select(.word), [.detail: "w <A-f>"], "the next word"),
    row(.selecting, .select(.wordBack), text("b <A-b>"), "the word before"),
    row(
      .selecting, .select(.wordEnd), [.detail: "e", .selecting: "e w <A-f>"],
      "the end of the word, then of the next"),
    row(.selecting, .select(.wordEndBack), text("ge"), "the end of the word before"),
    row(.selecting, .select(.bigWord), text("W"), "the next word between blanks"),
    row(.selecting, .select(.bigWordBack), text("B"), "the word between blanks before"),
    row(.selecting, .select(.bigWordEnd), text("E"), "the end of the word between blanks"),
    row(.selecting, .select(.bigWordEndBack), text("gE"), "the end of the word between blanks before"),
    row(.selecting, .select(.lineStart), [.detail: "0 <C-a>", .selecting: "0 <C-a> <Home>"], "the line's start"),
    row(.selecting, .select(.lineText), text("^"), "the line's first character that is no blank"),
    row(.selecting, .select(.lineEnd), [.detail: "$ <C-e>", .selecting: "$ <C-e> <End>"], "the line's end"),
    row(.selecting, .select(.rowStart), text("g0"), "the start of the row, of a line that takes several"),
    row(.selecting, .select(.rowEnd), text("g$"), "the end of the row"),
    row(.selecting, .select(.findCharacter), text("f"), "to the character that follows, on the line"),
    row(.selecting, .select(.findCharacterBack), text("F"), "back to the character that follows"),
    row(.selecting, .select(.tillCharacter), text("t"), "up to the character that follows"),
    row(.selecting, .select(.tillCharacterBack), text("T"), "back up to the character that follows"),
    row(.selecting, .select(.findAgain), text(";"), "the same character again"),
    row(.selecting, .select(.findAgainBack), text(","), "the same character the other way"),
    row(.selecting, .select(.paragraphDown), text("}"), "the end of the paragraph"),
    row(.selecting, .select(.paragraphUp), text("{"), "the start of the paragraph"),
    row(.selecting, .select(.bracket), text("%"), "the bracket that belongs to this one"),
    row(.selecting, .select(.select), text("v <C-Space>"), "select from here on; while selecting, no selection"),
    row(.selecting, .select(.selectLines), text("V"), "select whole lines"),
    row(.selecting, .select(.swapEnds), [.selecting: "o"], "go on at the other end of the selection"),
    row(.selecting, .link(.copyTopic), [.selecting: "y"], "copy it"),
    row(.selecting, .choose(.cancel), [.selecting: "<Esc> q <C-c>"], "no selection"),
  ]

  private static let editing: [CommandEntry] = [
    row(.editing, .write(.save), [.editor: "<C-s> <C-Enter>"], "save"),
    row(.editing, .write(.leaveDraft), [.editor: "<Esc> <C-c>"], "leave it as a draft"),
    row(.editing, .write(.discard), [.editor: "<C-x><C-k>"], "discard the draft"),
    row(.editing, .write(.externalEditor), [.editor: "<C-x><C-e>"], "go on in your own editor"),
    row(.editing, .annotation(.setType), [.editor: "<C-x>t"], "its type: question, issue, ..."),
    row(.editing, .annotation(.setSeverity), [.editor: "<C-x>!"], "its severity"),
    row(.editing, .write(.findText), [.editor: "<C-r>"], "search the text, backwards; ↑ ↓ go on"),
    row(.editing, .write(.findNext), [.editor: "<F3>"], "search on to the end"),
    row(.editing, .write(.findPrevious), [.editor: "<S-F3>"], "search on to the start"),
  ]

  /// In a list, letters are keys only until something is typed.
  private static let lists: [CommandEntry] = [
    row(
      .lists, .move(.down),
      [.list: "<Down> <C-n> j", .results: "j <Down> <C-n>", .prompt: "<Down> <C-n>", .help: "j <Down> <C-n>"],
      "next entry"),
    row(
      .lists, .move(.up),
      [.list: "<Up> <C-p> k", .results: "k <Up> <C-p>", .prompt: "<Up> <C-p>", .help: "k <Up> <C-p>"],
      "previous entry"),
    row(
      .lists, .move(.pageDown),
      [.list: "<PageDown>", .results: "<PageDown> <C-f> <C-d>", .help: "<Space> <PageDown> <C-f> <C-d>"],
      "a page down"),
    row(
      .lists, .move(.pageUp), [.list: "<PageUp>", .results: "<PageUp> <C-b> <C-u>", .help: "<PageUp> <C-b> <C-u>"],
      "a page up"),
    row(.lists, .move(.first), [.list: "<Home>", .results: "gg <Home>", .help: "gg <Home>"], "to the top"),
    row(.lists, .move(.last), [.list: "<End>", .results: "G <End>", .help: "G <End>"], "to the end"),
    row(.lists, .choose(.accept), [.list: "<Enter>", .results: "<Enter> l <Right>", .prompt: "<Enter>"], "take it"),
    row(.lists, .choose(.complete), [.prompt: "<Tab>"], "complete the operator, tag or value"),
    row(.lists, .choose(.order), [.results: "o"], "results: the best first, or in order; tags: by name"),
    row(.lists, .choose(.toggle), [.results: "<Space>"], "mark a tag, to combine it with others"),
    row(.lists, .move(.nextSibling), [.results: "} n"], "results: the next note"),
    row(.lists, .move(.previousSibling), [.results: "{ N"], "results: the previous note"),
    row(.lists, .pane(.scrollDetailDown), [.results: "J"], "results: scroll what is shown of one"),
    row(.lists, .pane(.scrollDetailUp), [.results: "K"], "results: scroll it back"),
    row(
      .lists, .find(.search), [.list: "/", .results: "/"],
      "type what to narrow the list by; letters but j k q do so, too"),
    row(.lists, .find(.search), [.help: "/"], "find a command in this help"),
    row(
      .lists, .choose(.erase),
      [.list: "<Backspace> <C-h>", .results: "<Backspace> <C-h>", .prompt: "<Backspace> <C-h>"], "erase a character"),
    row(.lists, .choose(.nextTab), [.list: "<Tab>"], "of the list of annotations: unread, to be read again, changed"),
    row(.lists, .choose(.previousTab), [.list: "<S-Tab>"], "the list before that"),
    row(
      .lists, .choose(.eraseAll), [.list: "<C-u> <C-w>", .results: "<C-w>", .prompt: "<C-u> <C-w>"],
      "erase what was typed"),
    row(
      .lists, .choose(.cancel),
      [
        .list: "<Esc> <C-c> q", .results: "<Esc> <C-c> q h <Left>", .prompt: "<Esc> <C-c>",
        .help: "<Esc> <C-c> q ? <F1> <Enter>",
      ], "close"
    ),
  ]
}
