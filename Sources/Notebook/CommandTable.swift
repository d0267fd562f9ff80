/// What a command is called in help texts, and which keys ask for it where.
package struct CommandEntry: Sendable {
  package var command: Command
  /// What it does, in a few words.
  package var help: String
  /// Key sequences of each context, in the keymap's notation, apart by spaces.
  package var keys: KeyValuePairs<KeyContext, String>
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
  case selecting = "Selecting a quotation (v in the detail pane)"
  case editing = "Writing an annotation"
  case lists = "Lists and prompts"
}

/// The one declaration of commands, keys and help texts: the keymap, the help screen, `gloss keys` and the manual are
/// made from it.
package enum CommandTable {
  package static let entries: [CommandEntry] =
    moving + folding + panes + searching + annotating + program
    + selecting + editing + lists

  private static func both(_ keys: String) -> KeyValuePairs<KeyContext, String> { [.outline: keys, .detail: keys] }

  private static func everywhere(_ keys: String) -> KeyValuePairs<KeyContext, String> {
    [.outline: keys, .detail: keys, .selecting: keys, .editor: keys, .list: keys, .prompt: keys, .help: keys]
  }

  private static func row(
    _ section: CommandSection, _ command: Command, _ keys: KeyValuePairs<KeyContext, String>, _ help: String
  ) -> CommandEntry {
    CommandEntry(command: command, help: help, keys: keys, section: section)
  }

  private static let moving: [CommandEntry] = [
    row(.moving, .down, both("j <Down> <C-n>"), "next row (5j: five rows)"),
    row(.moving, .up, both("k <Up> <C-p>"), "previous row"),
    row(
      .moving, .left, [.outline: "h <Left>", .detail: "h <Left>"], "fold, else to the parent; from the detail pane back"
    ),
    row(.moving, .right, [.outline: "l <Right>"], "unfold, else to the first child"),
    row(.moving, .first, both("gg <Home>"), "first row"),
    row(.moving, .last, both("G <End>"), "last row (42G or :42 : the topic at source line 42)"),
    row(.moving, .nextSibling, [.outline: "} zj", .detail: "} zj"], "next sibling"),
    row(.moving, .previousSibling, [.outline: "{ zk", .detail: "{ zk"], "previous sibling"),
    row(.moving, .parent, both("gp"), "parent"),
    row(.moving, .halfPageDown, both("<C-d>"), "half a page down"),
    row(.moving, .halfPageUp, both("<C-u>"), "half a page up"),
    row(.moving, .pageDown, [.outline: "<C-f> <PageDown>", .detail: "<C-f> <PageDown> <Space>"], "a page down"),
    row(.moving, .pageUp, [.outline: "<C-b> <PageUp>", .detail: "<C-b> <PageUp>"], "a page up"),
    row(.moving, .placeMiddle, both("zz"), "put the row in the middle"),
    row(.moving, .placeTop, both("zt"), "put the row at the top"),
    row(.moving, .placeBottom, both("zb"), "put the row at the bottom"),
    row(.moving, .back, both("<C-o> [o <A-Left>"), "back to where you were"),
    row(.moving, .forward, both("]o <A-Right>"), "forward again"),
    row(.moving, .mark, both("m"), "mark this place with the letter that follows"),
    row(.moving, .goToMark, both("'"), "go to the mark of the letter that follows; '' where you came from"),
  ]

  private static let folding: [CommandEntry] = [
    row(.folding, .foldToggle, [.outline: "<Space> za", .detail: "za"], "fold or unfold"),
    row(.folding, .foldOpen, both("zo"), "unfold"),
    row(.folding, .foldClose, both("zc"), "fold"),
    row(.folding, .foldToggleAll, both("zA"), "fold or unfold with everything below"),
    row(.folding, .foldOpenAll, both("zO"), "unfold with everything below"),
    row(.folding, .foldCloseAll, both("zC"), "fold with everything below"),
    row(.folding, .closeEverything, both("zM -"), "fold all"),
    row(.folding, .openEverything, both("zR ="), "unfold all"),
    row(.folding, .foldMore, both("zm"), "show one level less"),
    row(.folding, .foldLess, both("zr"), "show one level more"),
    row(.folding, .foldLevel1, both("z1"), "show one level"),
    row(.folding, .foldLevel2, both("z2"), "show two levels"),
    row(.folding, .foldLevel3, both("z3"), "show three levels"),
    row(.folding, .foldLevel4, both("z4"), "show four levels"),
    row(.folding, .foldLevel5, both("z5"), "show five levels"),
    row(.folding, .foldLevel6, both("z6"), "show six levels"),
    row(.folding, .foldLevel7, both("z7"), "show seven levels"),
    row(.folding, .foldLevel8, both("z8"), "show eight levels"),
    row(.folding, .foldLevel9, both("z9"), "show nine levels"),
    row(.folding, .foldCycle, both("<S-Tab>"), "overview, contents, all"),
    row(.folding, .foldCycleHere, both("zx"), "this topic: folded, its children, all of it"),
    row(.folding, .foldOthers, both("z."), "fold everything but this branch"),
    row(.folding, .zoomIn, both("zi"), "zoom into the topic"),
    row(.folding, .zoomUp, both("zp"), "zoom up one level"),
    row(.folding, .zoomOut, both("zw"), "zoom out to the whole"),
  ]

  private static let panes: [CommandEntry] = [
    row(.panes, .enterDetail, [.outline: "<Enter>"], "into the detail pane"),
    row(.panes, .otherPane, both("<Tab>"), "the other pane"),
    row(.panes, .scrollDetailDown, [.outline: "J", .detail: "J"], "scroll the detail pane down"),
    row(.panes, .scrollDetailUp, [.outline: "K", .detail: "K"], "scroll the detail pane up"),
    row(.panes, .wider, both("+"), "more room for the outline"),
    row(.panes, .narrower, both("_"), "less room for the outline"),
    row(.panes, .arrangement, both("gw"), "panes side by side, stacked, one at a time"),
    row(.panes, .rawSource, both("r"), "the source as it is, and back"),
    row(.panes, .reading, both("s"), "mark as read, to be read again, neither"),
    row(.panes, .readBranch, both("gs"), "mark as read with everything below, or take that back"),
    row(.panes, .nextChange, both("]c"), "next topic that is new or changed since you saw it"),
    row(.panes, .previousChange, both("[c"), "previous topic that is new or changed"),
    row(.panes, .openEditor, both("e"), "your editor at this line"),
    row(.panes, .copyTopic, both("y"), "copy the topic's source"),
    row(.panes, .copyLink, both("Y"), "copy a link to the topic"),
    row(.panes, .openLink, both("gx"), "open the link or image, here or in view"),
    row(.panes, .listLinks, both("gl"), "list of the links in view"),
    row(.panes, .listBacklinks, both("gb"), "list of the topics with links to this one"),
  ]

  private static let searching: [CommandEntry] = [
    row(.searching, .search, both("/"), "search titles, text and annotations"),
    row(.searching, .nextHit, both("n"), "next hit"),
    row(.searching, .previousHit, both("N"), "previous hit"),
    row(.searching, .forgetSearch, both("<Esc>"), "forget the search, its marks and its filter"),
    row(.searching, .searchTitle, both("*"), "this title elsewhere"),
    row(.searching, .filter, both("&"), "show only matching topics and their ancestors"),
    row(.searching, .jump, both("<C-k>"), "jump to a topic by a few letters of its title"),
    row(
      .searching, .palette, [.outline: ":", .detail: ":", .help: ":"],
      "any command by its name or by what it does"),
  ]

  private static let annotating: [CommandEntry] = [
    row(
      .annotating, .annotate, [.outline: "a", .detail: "a", .selecting: "a"], "annotate the topic, or the selection"),
    row(.annotating, .annotateFile, both("A"), "annotate the whole file"),
    row(
      .annotating, .editAnnotation, [.detail: "<Enter>"], "edit the annotation, or follow the link, under the cursor"),
    row(.annotating, .reply, both("R"), "reply to an annotation"),
    row(.annotating, .resolve, both("x"), "resolve it, or open it again"),
    row(.annotating, .setType, both("t"), "its type: question, issue, ..."),
    row(.annotating, .setSeverity, both("!"), "its severity"),
    row(.annotating, .delete, both("d"), "delete it (u takes that back)"),
    row(.annotating, .cut, both("X"), "cut it, to paste it at another topic"),
    row(.annotating, .paste, both("P"), "paste the annotation that was cut"),
    row(.annotating, .undo, both("u"), "undo"),
    row(.annotating, .redo, both("<C-r>"), "redo"),
    row(.annotating, .nextAnnotation, both("]a"), "next annotation"),
    row(.annotating, .previousAnnotation, both("[a"), "previous annotation"),
    row(.annotating, .listAnnotations, both("@"), "list of all annotations"),
    row(.annotating, .nextReview, both("]r"), "next annotation to review"),
    row(.annotating, .previousReview, both("[r"), "previous annotation to review"),
  ]

  /// The command that the first frame names.
  package static let help = row(
    .program, .help,
    [.outline: "? <F1>", .detail: "? <F1>", .selecting: "? <F1>", .editor: "<F1>", .list: "<F1>", .prompt: "<F1>"],
    "this help")

  private static let program: [CommandEntry] = [
    row(.program, .theme, both("T"), "choose a theme"),
    row(.program, .mouse, both("gm"), "give the mouse to the terminal, or take it back"),
    help,
    row(.program, .redraw, everywhere("<C-l>"), "draw the screen anew"),
    row(.program, .suspend, everywhere("<C-z>"), "suspend"),
    row(.program, .quit, both("q ZZ <C-c>"), "quit; nothing is lost"),
  ]

  private static let selecting: [CommandEntry] = [
    row(.selecting, .select, [.detail: "v"], "start a selection"),
    row(.selecting, .extendDown, [.selecting: "j <Down>"], "to the line below"),
    row(.selecting, .extendUp, [.selecting: "k <Up>"], "to the line above"),
    row(.selecting, .extendLeft, [.selecting: "h <Left>"], "a character left"),
    row(.selecting, .extendRight, [.selecting: "l <Right>"], "a character right"),
    row(.selecting, .extendWord, [.selecting: "w"], "to the end of the word, then of the next"),
    row(.selecting, .extendWordBack, [.selecting: "b"], "a word back"),
    row(.selecting, .extendWordEnd, [.selecting: "e"], "to the end of the word"),
    row(.selecting, .extendLineStart, [.selecting: "0 <Home>"], "to the line's start"),
    row(.selecting, .extendLineEnd, [.selecting: "$ <End>"], "to the line's end"),
    row(.selecting, .copyTopic, [.selecting: "y"], "copy it"),
    row(.selecting, .cancel, [.selecting: "<Esc> v q <C-c>"], "no selection"),
  ]

  private static let editing: [CommandEntry] = [
    row(.editing, .save, [.editor: "<C-s> <C-Enter>"], "save"),
    row(.editing, .leaveDraft, [.editor: "<Esc> <C-c>"], "leave it as a draft"),
    row(.editing, .discard, [.editor: "<C-x><C-k>"], "discard the draft"),
    row(.editing, .externalEditor, [.editor: "<C-x><C-e>"], "go on in your own editor"),
    row(.editing, .setType, [.editor: "<C-x>t"], "its type: question, issue, ..."),
    row(.editing, .setSeverity, [.editor: "<C-x>!"], "its severity"),
    row(.editing, .findText, [.editor: "<C-r>"], "search the text, backwards; ↑ ↓ go on"),
    row(.editing, .findNext, [.editor: "<F3>"], "search on to the end"),
    row(.editing, .findPrevious, [.editor: "<S-F3>"], "search on to the start"),
  ]

  /// In a list, letters are keys only until something is typed.
  private static let lists: [CommandEntry] = [
    row(.lists, .down, [.list: "<Down> <C-n> j", .prompt: "<Down> <C-n>", .help: "j <Down> <C-n>"], "next entry"),
    row(.lists, .up, [.list: "<Up> <C-p> k", .prompt: "<Up> <C-p>", .help: "k <Up> <C-p>"], "previous entry"),
    row(.lists, .pageDown, [.list: "<PageDown>", .help: "<Space> <PageDown> <C-f> <C-d>"], "a page down"),
    row(.lists, .pageUp, [.list: "<PageUp>", .help: "<PageUp> <C-b> <C-u>"], "a page up"),
    row(.lists, .first, [.list: "<Home>", .help: "gg <Home>"], "to the top"),
    row(.lists, .last, [.list: "<End>", .help: "G <End>"], "to the end"),
    row(.lists, .accept, [.list: "<Enter>", .prompt: "<Enter>"], "take it"),
    row(.lists, .search, [.list: "/"], "type what to narrow the list by; letters but j k q do so, too"),
    row(.lists, .search, [.help: "/"], "find a command in this help"),
    row(.lists, .erase, [.list: "<Backspace> <C-h>", .prompt: "<Backspace> <C-h>"], "erase a character"),
    row(.lists, .eraseAll, [.list: "<C-u> <C-w>", .prompt: "<C-u> <C-w>"], "erase what was typed"),
    row(
      .lists, .cancel, [.list: "<Esc> <C-c> q", .prompt: "<Esc> <C-c>", .help: "<Esc> <C-c> q ? <F1> <Enter>"], "close"
    ),
  ]
}
