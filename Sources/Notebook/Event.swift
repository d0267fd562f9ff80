import Annotations
import Outline
import Search
import Synchronization
import Terminal

/// Everything that can happen to a notebook, from the keyboard or from work that was asked for.
///
/// Answers name the version of the file that they are about; those about a file that is gone, or that has another path
/// by now, are dropped.
package enum NotebookEvent: Sendable {
  case terminal(TerminalEvent)
  /// A file was read and parsed.
  case opened(FileVersion, OpenedSource)
  case couldNotOpen(FileVersion, String)
  /// The contents of a sidecar and the draft journal.
  indirect case annotations(FileVersion, SidecarSnapshot)
  /// The anchor of a new annotation, as it was asked for.
  indirect case remembered(AnchorRequest, Anchor)
  /// The changes of `Effect.save` with this number are on the disk.
  indirect case saved(Int, FileID, SidecarSnapshot)
  /// They are not; the text says why and what to do.
  case notSaved(Int, FileID, String)
  /// The reading state of a file, for its source with this blob id.
  case reading(FileVersion, ReadingState, blob: String?)
  case found(SearchAnswer)
  /// Places in other files where what an annotation was on may stand now, the best first.
  indirect case foundElsewhere(String, [ElsewhereFinder<FileID>.Place])
  /// More files of the notebook's folder, in its order; at last what there is to say of the listing, if anything is.
  case listed([ListedFile], isComplete: Bool, trouble: Message?)
  /// The notebook's folder again, as it is after something in it came, went or took another name.
  case relisted(FolderSnapshot)
  /// The selection left a deleted file that was only kept because it was selected.
  case leftMissingFile
  /// Somebody has written annotations of these files, by their names from the notebook's folder.
  case annotated([String])
  /// Annotations of files that are not open.
  case scanned(AnnotationScan)
  /// The reader's own editor closed; nil where it did not change the text.
  case textEdited(String?)
  /// The beginnings of files that are not open.
  case heads([FileVersion: NoteHead])
  case notice(Message)
  /// A text was copied, or could not be.
  case copied(Copied, Copied.Outcome)
  /// Nothing was typed for a while after a key that begins longer sequences.
  case hintDue
  /// The note that a wikilink means by its alias, and the anchor in it.
  case foundAlias(FileVersion, anchor: String)
}

/// A file that was found in the notebook's folder.
package struct ListedFile: Hashable, Sendable {
  /// The names of the folders between the notebook's own and the file.
  package var folders: [String]
  /// The name of the file without its folders.
  package var name: String

  /// The file `name` in `folders`, which are named from the outermost.
  package init(folders: [String], name: String) {
    self.folders = folders
    self.name = name
  }
}

/// A source as it was read.
package struct OpenedSource: Sendable {
  /// The outline of its text, of which only the beginning is there where `isPartial`.
  package var outline: Outline
  /// Git's blob id of the bytes; nil while it is not known.
  package var blob: String?
  /// Whether this is only the beginning of a large file.
  package var isPartial: Bool
  /// The words about the file itself, as that it is not UTF-8.
  package var trouble: Message?
  /// The document that it makes of the one that was in view when it was read.
  package var rereading: PreparedReload?
  /// The places of its annotations in this text, as far as they were known when it was read.
  package var placementCache: PlacementCache?

  /// A source without a prepared document and places, which are set where they are known.
  package init(outline: Outline, blob: String? = nil, isPartial: Bool = false, trouble: Message? = nil) {
    self.outline = outline
    self.blob = blob
    self.isPartial = isPartial
    self.trouble = trouble
  }
}

/// The annotations of a file as they stand on the disk.
package struct SidecarSnapshot: Sendable {
  /// The annotations in the order of the sidecar, replies included.
  package var annotations: [Annotation]
  /// The drafts that the journal has for the file.
  package var drafts: [Draft]
  /// The steps of earlier sessions, to be undone; the oldest first.
  package var steps: [UndoStep] = []
  /// Annotations that were saved here and left out by another program's write since.
  package var missing: [Annotation] = []
  /// Older versions of the source that annotations were made on, by blob id, as far as they are to be had.
  package var oldSources: [String: Outline] = [:]
  /// The versions that annotations were made on which do not remember that themselves, by annotation.
  package var origins: [String: Anchor.Origin] = [:]
  /// Their places in the text that was read last.
  package var placementCache: PlacementCache?
  /// The trouble with the sidecar or its place, if there is any.
  package var trouble: Message?
  /// The path that annotations go to, where that is not beside the source though it should be.
  package var elsewhere: String?
  /// The name of a sidecar that has lost its notes, which these seem to be.
  package var detachedSidecar: String?

  /// The words about the sidecar that the reader should know before they write.
  package var toTell: Message? {
    trouble ?? elsewhereWords.map { Message($0, .warning) }
  }

  /// The words about where annotations go, where that is not beside the source.
  package var elsewhereWords: String? { elsewhere.map { "the folder can't be written: annotations go to \($0)" } }

  /// A snapshot without steps, older versions and places, which are set where they are known.
  package init(annotations: [Annotation] = [], drafts: [Draft] = [], trouble: Message? = nil) {
    self.annotations = annotations
    self.drafts = drafts
    self.trouble = trouble
  }
}

/// The time, id and author that one update takes from outside: tests own them.
package struct UpdateContext: Sendable {
  /// The author's name.
  package let author: String
  private let facts: Facts

  /// RFC 3339.
  package var timestamp: String { facts.known.timestamp }
  /// An id that nothing has yet.
  package var freshID: String { facts.known.freshID }

  /// A context whose time (RFC 3339) and id are known already.
  package init(timestamp: String, freshID: String, author: String) {
    self.init(author: author) { (timestamp, freshID) }
  }

  /// A moment whose time and id are made when one of them is asked for, once: hardly a key needs them.
  package init(author: String, make: @escaping @Sendable () -> (timestamp: String, freshID: String)) {
    self.author = author
    facts = Facts(make: make)
  }

  /// Whether the time or the id was asked for; otherwise it is as good as a new one.
  package var isUsed: Bool { facts.areKnown }

  private final class Facts: Sendable {
    private let make: @Sendable () -> (timestamp: String, freshID: String)
    private let made = Mutex<(timestamp: String, freshID: String)?>(nil)

    init(make: @escaping @Sendable () -> (timestamp: String, freshID: String)) { self.make = make }

    var areKnown: Bool { made.withLock { $0 != nil } }

    var known: (timestamp: String, freshID: String) {
      made.withLock { made in
        if let made { return made }
        let new = make()
        made = new
        return new
      }
    }
  }

  /// `YYYY-MM-DD`
  package var day: String { String(timestamp.prefix(10)) }
}
