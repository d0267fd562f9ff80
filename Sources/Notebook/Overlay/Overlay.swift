import Annotations
import Editor
import Layout
import Outline
import Search

/// A layer above the panes and the text that is written, which has the keys while it is the uppermost.
package enum Overlay: Sendable {
  case prompt(Prompt)
  case list(ListOverlay)
  case help(HelpView)
  case confirmation(Confirmation)
}

/// One line of typing on the status line.
package struct Prompt: Sendable {
  /// The use of the text that is typed.
  package enum Purpose: Hashable, Sendable { case search, filter }
  /// The use of `text`.
  package var purpose: Purpose
  /// The text that was typed so far.
  package var text: String = ""
  /// The place and the folds before it: Escape goes back there.
  package var origin: Snapshot
  /// The search before it: Escape goes back to that too.
  package var searched: SearchState
  /// Earlier answers, the newest last, and how far back the arrows have gone.
  package var historyIndex: Int?
  /// The completions that the reader steps through; nil where none were asked for.
  package var completion: Completion?

  /// The completions of a word, and the one of them that is in the prompt.
  package struct Completion: Sendable {
    /// The whole text before the first of them.
    package var typed: String
    /// The completions, the likeliest first.
    package var choices: [QueryCompletion]
    /// The one that stands there, 0-based.
    package var index: Int
  }
}

/// The place and the folds that Escape restores after a search.
package struct Snapshot: Sendable {
  var outline: OutlinePane.State
  /// The rows of each file, and how many topics it had then.
  var rows: [FileID: (rows: VisibleRows, topics: Int)]
  /// The selected row, and the cursor in its text.
  var place: JumpList.Place
}

/// A list to choose from, narrowed by typing.
package struct ListOverlay: Sendable {
  /// The occasion of a list, which decides what its items do.
  package enum Purpose: Hashable, Sendable {
    case palette, jump, themes, annotations, links
    /// The hits of a search, the links that lead here or to nothing, or all tags: a tree next to the detail pane.
    case results, backlinks, brokenLinks, tags
    /// The place of a command in the help.
    case help
    /// The places where an annotation that is in doubt may belong.
    case review(annotation: String)
    /// The annotations that a command may be for.
    case candidates(Command.Annotation)
    /// Nil for the annotation that is being written.
    case types(annotation: String?)
    case severities(annotation: String?)
    /// An annotation as somebody else made it, next to what undoing would make of it: only to be looked at.
    case comparison
    /// Whether a record that another program left out is to come back.
    case missing(annotation: String, FileID)
    /// Whose text of an annotation stays that two have changed.
    case conflict(annotation: String)
  }

  /// The value of an item: what choosing it is about.
  package enum Value: Hashable, Sendable {
    case command(Command)
    case place(RowID)
    case annotation(String, FileID)
    case type(AnnotationType?)
    case severity(Severity?)
    case theme(String)
    case link(RichText.Link)
    /// A place to attach an annotation to, and the bytes of it that are meant where these are not the whole topic; nil
    /// keeps it as an orphan.
    case attach(RowID?, Range<ByteOffset>?)
    /// A place in other notes.
    case attachElsewhere(ElsewhereFinder<FileID>.Place)
    /// Something else to be done with an annotation that has lost its place.
    case review(ReviewAction)
    /// A source line, typed as a number.
    case line(Int)
    /// A topic with a link, and where the link stands.
    case hit(SearchHit)
    /// An annotation that another program's write left out of a file.
    case missing(String, FileID)
    /// Whether such an annotation is to come back.
    case restore(Bool)
    case conflict(ConflictAnswer)
    /// A line of the help, counted from 0.
    case helpLine(Int)
    /// A tag, without its #.
    case tag(String)
    /// A query, to be asked.
    case query(String)
  }

  /// The part that a row plays among others.
  package enum ItemStyle: Hashable, Sendable {
    case entry
    /// The name of what the entries below it belong to; the bar passes over it.
    case heading
    /// More of the entry above; the bar passes over it.
    case continuation
  }

  /// An action for an annotation that has lost its place: to cut it for another place, to resolve it or to delete it.
  package enum ReviewAction: Hashable, Sendable { case place, resolve, delete }

  /// An answer to the question whose text of an annotation stays.
  package enum ConflictAnswer: Hashable, Sendable { case theirs, ours, both }

  /// A row of a list.
  package struct Item: Hashable, Sendable {
    /// The words of the row, at the left.
    package var title: String
    /// Set at the right: keys, or a path.
    package var note: String
    /// The value that choosing the row is about.
    package var value: Value
    /// The parts that the typed letters matched, in UTF-8 bytes of the title.
    package var matched: [Range<Int>] = []
    /// The key that takes it, where nothing is typed into the list.
    package var key: Character?
    /// The text that is shown below while it is selected.
    package var text: String?
    /// The part that the row plays among others.
    package var style = ItemStyle.entry
  }

  /// The effect of letters in it.
  package enum KeyHandling: Hashable, Sendable {
    /// They are typed.
    case text
    /// `j`, `k`, `q` and `/` are keys until something is typed; all others are typed.
    case keysFirst
    /// They are keys, and take an entry.
    case keys
    /// They are keys of their own, until the reader says that they are to be typed.
    case commands
  }

  /// Whether its entries are as long as what readers write.
  package var showsProse: Bool {
    switch purpose {
    case .palette, .help, .themes, .types, .severities, .jump, .links, .tags: false
    case .annotations, .backlinks, .review, .candidates, .comparison, .missing, .conflict, .results, .brokenLinks: true
    }
  }

  /// The effect of letters in this list at present.
  package var keyHandling: KeyHandling {
    switch purpose {
    // Types begin with q, too, and with letters of the reader's own.
    case .palette, .help, .jump, .types: .text
    case .themes, .annotations, .links, .candidates, .severities:
      isTyping || !query.isEmpty ? .text : .keysFirst
    case .review, .comparison, .missing, .conflict: .keys
    case .results, .backlinks, .brokenLinks, .tags: isTyping ? .text : .commands
    }
  }

  /// Whether letters that are no keys are typed into it.
  var takesText: Bool {
    switch keyHandling {
    case .text, .keysFirst: true
    case .keys, .commands: false
    }
  }

  /// A tab of the list of annotations.
  package enum Tab: CaseIterable, Hashable, Sendable {
    case annotations, unread, again, changed

    /// The words of the tab.
    package var title: String {
      switch self {
      case .annotations: "Annotations"
      case .unread: "Unread"
      case .again: "To be read again"
      case .changed: "New or changed"
      }
    }
  }

  /// The occasion of the list.
  package var purpose: Purpose
  /// The words above the list.
  package var title: String
  /// The tab that is shown, in the list of annotations.
  package var tab = Tab.annotations
  /// The text that was typed.
  package var query: String = ""
  /// Whether the reader said that letters are to be typed.
  package var isTyping = false
  /// Everything that may be chosen; empty where a search supplies the items.
  package var all: [Item] = []
  /// The items that match what was typed, in the order of the list.
  package var shown: [Item] = []
  /// The index of the selected item in `shown`.
  package var selected: Int = 0
  /// Whether the list is narrowed by a search outside, whose answer is still to come.
  package var isSearching = false
  /// The place and the folds that Escape goes back to; nil where it only closes the list.
  package var origin: Snapshot?
  /// An example of what can be typed, shown while nothing is.
  package var hint = ""
  /// The reason why what was typed can't be understood.
  package var complaint: String?
  /// The hits that are listed in a tree by note and topic, in the order of the list.
  package var hits: [SearchHit] = []
  /// The number of all hits, where only the first are listed.
  var total = 0
  /// The order of the hits, or of the tags.
  package var order = Query.Order.rank
  /// The tags that were marked, to be combined.
  var marked: Set<String> = []
  /// The tags of all notes, in the list of tags.
  package internal(set) var tags: [TagCount] = []

  /// Whether it stands in the place of the outline pane, with the detail pane beside it.
  package var isTree: Bool {
    switch purpose {
    case .results, .backlinks, .brokenLinks, .tags: true
    case .palette, .jump, .themes, .annotations, .links, .help, .review, .candidates, .types, .severities,
      .comparison, .missing, .conflict:
      false
    }
  }

  /// The next entry from `index` on in a direction, as many as `count` of them, as far as there are some.
  func entry(from index: Int, by count: Int) -> Int {
    var found = index
    var at = index
    var left = abs(count)
    while left > 0 {
      at += count.signum()
      guard shown.indices.contains(at) else { break }
      guard shown[at].style == .entry else { continue }
      found = at
      left -= 1
    }
    return found
  }

  /// The first entry of the next or previous heading; where there is none, the last or first entry.
  func group(from index: Int, by step: Int) -> Int {
    let headings = shown.indices.filter { shown[$0].style == .heading }
    let own = headings.last { $0 <= index }
    let target = step > 0 ? headings.first { $0 > index } : headings.last { $0 < own ?? 0 }
    guard let target else { return step > 0 ? entry(from: shown.count, by: -1) : firstEntry }
    return entry(from: target, by: 1)
  }

  /// The first entry; the first row where there is none.
  var firstEntry: Int { shown.firstIndex { $0.style == .entry } ?? 0 }

  /// The entry that a row belongs to: itself, the one that it goes on with, or the first below a heading.
  func entry(at row: Int) -> Int {
    guard shown.indices.contains(row) else { return row }
    switch shown[row].style {
    case .entry: return row
    case .continuation: return entry(from: row, by: -1)
    case .heading: return entry(from: row, by: 1)
    }
  }
}

/// A question that one key answers.
package struct Confirmation: Sendable {
  /// The action that is confirmed.
  package enum Purpose: Sendable {
    /// Saving an empty text over the annotation that is edited.
    case deleteEmptied
    /// Discarding the text that is written.
    case discardText
    /// Discarding a draft that is not being written, by its id, at its row.
    case discardDraft(Draft.ID, RowID)
    /// Taking over annotations that lost their notes.
    case adopt(FileID)
    /// Deleting an annotation that has replies, which stay or go too.
    case deleteThread(annotation: String, FileID)
    /// Changing what somebody else wrote.
    case changeOthers(Command.Annotation, annotation: String, FileID)
  }
  /// The words of the question.
  package var text: String
  /// The action that a yes carries out.
  package var purpose: Purpose
}
