import Annotations
import Outline
import Terminal

/// A request of `update` to the outside; answers come back as events.
package enum Effect: Hashable, Sendable {
  /// Read and parse a file, then its sidecar.
  case open(FileID)
  /// Carry out changes on a file's sidecar; answered by `saved` or `notSaved` with the same number.
  case save(Int, FileID, [AnnotationChange])
  /// Take over the annotations that were left behind when the file was renamed.
  case adopt(FileID)
  /// Keep unsaved text; on the disk within a second.
  case writeDraft(Draft, FileID)
  /// Find out what an annotation has to remember of its place, where that takes long; answered by `remembered`.
  case remember(AnchorRequest)
  case removeDraft(String, FileID)
  /// Keep what can be taken back in a file, for later sessions; the ids are of all steps that this one has seen.
  case keepSteps([UndoStep], known: Set<UndoStep.ID>, FileID)
  /// Forget annotations that another program left out of a file; answered by `annotations`.
  case letGo(Set<String>, FileID)
  /// Find out what earlier sessions knew of the reading of a file; answered by `reading`.
  case recallReading(FileID)
  /// Keep how far the reader is in a file, for its source with this blob id.
  case keepReading(ReadingState, String?, FileID)
  case search(SearchRequest)
  /// Let go of the search under way, and of what was gathered for the next.
  case stopSearch
  /// Copy a text to the clipboard; answered by `copied`.
  case copy(String, Copied)
  /// The reader's editor on a source, at a line; the file is read again afterwards.
  case editSource(FileID, LineNumber)
  /// The reader's editor on a text that is not a file.
  case editText(String)
  /// Through the desktop's opener; to the clipboard where there is none.
  case openLink(String)
  /// Go where a link leads out of the notebook, to a heading where `anchor` is not empty; say `complaint`, if there is
  /// one, where nothing is there.
  case lookElsewhere(String, anchor: String, complaint: Message?)
  /// Look for the note whose front matter has this alias; answered by `foundAlias`, or by `complaint` where none has.
  case lookForAlias(String, anchor: String, complaint: Message)
  /// Go back to the notebook that was left for this one.
  case goBack
  /// Look through the annotations of these files, which are not open.
  case scanAnnotations([FileID])
  /// Look in other files for what an annotation was on that has lost its place; answered by `foundElsewhere`.
  case findElsewhere(String, Anchor, [FileID])
  /// Look for the file whose bytes have one of these blob ids, and say that annotations of the first one are its own.
  case findText(Set<String>, of: FileID, [FileID])
  /// Read the beginnings of files that are not open, for their titles; answered by `heads`.
  case readHeads([FileID])
  /// Read a file that is open, and its sidecar, under the path that it has now.
  case reopen(FileID, was: String)
  /// Let the hint be due, in the place of one that is not due yet, if nothing is typed for a while; answered by
  /// `hintDue`.
  case scheduleHint
  /// The hint is not to be due any more.
  case cancelHint
  /// Follow what happens to a file and its sidecar, and look for what has happened to them since they were read.
  case watch(FileID)
  /// Follow nothing any more under paths that no file of the notebook has.
  case unwatchMoved
  case setMouse(Bool)
  case suspend
  case redraw
  /// Keep folds and places, then leave.
  case quit
}
