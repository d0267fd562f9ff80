import Annotations
import Testing

@Suite struct LifeTests {
  /// The whole table, a block for every event: a row for every record, a column for what is unsaved.
  private static var drawn: String {
    AnnotationLifecycle.Event.allCases.map { event in
      let rows = AnnotationLifecycle.Record.allCases.map { record in
        let cells = AnnotationLifecycle.Unsaved.allCases.map { cell(AnnotationLifecycle(record, $0), event) }
        return pad(record.rawValue, to: 10) + cells.map { pad($0, to: 27) }.joined()
      }
      return ([name(of: event)] + rows.map(trimmed)).joined(separator: "\n")
    }.joined(separator: "\n\n")
  }

  private static func name(of event: AnnotationLifecycle.Event) -> String {
    switch event {
    case .save(let text): "save \(text)"
    case .leave(let text): "leave \(text)"
    case .discard(let text): "discard \(text)"
    default: "\(event)"
    }
  }

  private static func cell(_ life: AnnotationLifecycle, _ event: AnnotationLifecycle.Event) -> String {
    let transition = life.after(event)
    let said: String =
      switch transition.consequence {
      case .refuse(let refusal): "no: \(refusal)"
      case .write(let record): "write \(record)"
      default: "\(transition.consequence)"
      }
    let next = transition.next
    if next == life { return said }
    return said + " →" + (next.record == life.record ? "" : " \(next.record)")
      + (next.unsaved == life.unsaved ? "" : " \(next.unsaved)")
  }

  private static func pad(_ text: String, to columns: Int) -> String {
    text + String(repeating: " ", count: max(1, columns - text.count))
  }

  private static func trimmed(_ text: String) -> String {
    String(text.reversed().drop { $0 == " " }.reversed())
  }

  @Test("Every event in every state of an annotation has its consequence") func table() {
    #expect(Self.drawn == lifeTable)
    if Self.drawn != lifeTable { print(Self.drawn) }
  }

  @Test("What happens to an annotation never loses its text") func keeps() {
    for life in AnnotationLifecycle.allCases {
      for event in AnnotationLifecycle.Event.allCases {
        let transition = life.after(event)
        // A text that is written or kept goes only where it is saved, or the reader said so.
        if life.unsaved == .draft || life.unsaved == .writing, transition.next.unsaved == .nothing {
          #expect(
            [
              .discardingConfirmed, .deletionConfirmed, .save(.empty), .save(.unchanged), .leave(.empty),
              .leave(.unchanged), .discard(.empty), .discard(.unchanged),
            ].contains(event), "\(life) \(event)")
        }
        if life.isRecorded, !transition.next.isRecorded {
          #expect([.delete, .deletionConfirmed].contains(event), "\(life) \(event)")
        }
        if case .refuse = transition.consequence { #expect(transition.next == life) }
      }
    }
  }
}

private let lifeTable = """
  annotate
  new       write new → writing        resume → writing           no: isWriting              write new
  newReply  write new                  resume → writing           no: isWriting              write new
  open      write new                  resume → writing           no: isWriting              write new
  resolved  write new                  resume → writing           no: isWriting              write new
  reply     write new                  resume → writing           no: isWriting              write new

  edit
  new       no: nothingThere           resume → writing           no: isWriting              no: isBeingSaved
  newReply  no: nothingThere           resume → writing           no: isWriting              no: isBeingSaved
  open      write open → writing       resume → writing           no: isWriting              write open → writing
  resolved  write resolved → writing   resume → writing           no: isWriting              write resolved → writing
  reply     write reply → writing      resume → writing           no: isWriting              write reply → writing

  reply
  new       no: nothingThere           no: isDraft                no: isWriting              no: isBeingSaved
  newReply  no: nothingThere           no: isDraft                no: isWriting              no: isBeingSaved
  open      write newReply             write newReply             no: isWriting              write newReply
  resolved  write newReply             write newReply             no: isWriting              write newReply
  reply     write newReply             write newReply             no: isWriting              write newReply

  resolve
  new       no: nothingThere           no: isDraft                no: isWriting              no: isBeingSaved
  newReply  no: nothingThere           no: isDraft                no: isWriting              no: isBeingSaved
  open      change → resolved          change → resolved          no: isWriting              change → resolved
  resolved  change → open              change → open              no: isWriting              change → open
  reply     no: belongsToThread        no: belongsToThread        no: isWriting              no: belongsToThread

  classify
  new       no: nothingThere           no: isDraft                change                     no: isBeingSaved
  newReply  no: nothingThere           no: isDraft                no: belongsToThread        no: isBeingSaved
  open      change                     change                     change                     change
  resolved  change                     change                     change                     change
  reply     no: belongsToThread        no: belongsToThread        no: belongsToThread        no: belongsToThread

  delete
  new       no: nothingThere           askToDiscard               no: isWriting              no: isBeingSaved
  newReply  no: nothingThere           askToDiscard               no: isWriting              no: isBeingSaved
  open      remove → new               remove → new               no: isWriting              remove → new nothing
  resolved  remove → new               remove → new               no: isWriting              remove → new nothing
  reply     remove → newReply          remove → newReply          no: isWriting              remove → newReply nothing

  move
  new       no: nothingThere           no: isDraft                no: isWriting              no: isBeingSaved
  newReply  no: nothingThere           no: isDraft                no: isWriting              no: isBeingSaved
  open      attach                     attach                     no: isWriting              attach
  resolved  attach                     attach                     no: isWriting              attach
  reply     no: belongsToThread        no: belongsToThread        no: isWriting              no: belongsToThread

  save empty
  new       no: isNotWriting           no: isNotWriting           dropDraft → nothing        no: isNotWriting
  newReply  no: isNotWriting           no: isNotWriting           dropDraft → nothing        no: isNotWriting
  open      no: isNotWriting           no: isNotWriting           askToDelete                no: isNotWriting
  resolved  no: isNotWriting           no: isNotWriting           askToDelete                no: isNotWriting
  reply     no: isNotWriting           no: isNotWriting           askToDelete                no: isNotWriting

  save unchanged
  new       no: isNotWriting           no: isNotWriting           store → saving             no: isNotWriting
  newReply  no: isNotWriting           no: isNotWriting           store → saving             no: isNotWriting
  open      no: isNotWriting           no: isNotWriting           dropDraft → nothing        no: isNotWriting
  resolved  no: isNotWriting           no: isNotWriting           dropDraft → nothing        no: isNotWriting
  reply     no: isNotWriting           no: isNotWriting           dropDraft → nothing        no: isNotWriting

  save changed
  new       no: isNotWriting           no: isNotWriting           store → saving             no: isNotWriting
  newReply  no: isNotWriting           no: isNotWriting           store → saving             no: isNotWriting
  open      no: isNotWriting           no: isNotWriting           store → saving             no: isNotWriting
  resolved  no: isNotWriting           no: isNotWriting           store → saving             no: isNotWriting
  reply     no: isNotWriting           no: isNotWriting           store → saving             no: isNotWriting

  save tooLong
  new       no: isNotWriting           no: isNotWriting           no: tooLong                no: isNotWriting
  newReply  no: isNotWriting           no: isNotWriting           no: tooLong                no: isNotWriting
  open      no: isNotWriting           no: isNotWriting           no: tooLong                no: isNotWriting
  resolved  no: isNotWriting           no: isNotWriting           no: tooLong                no: isNotWriting
  reply     no: isNotWriting           no: isNotWriting           no: tooLong                no: isNotWriting

  leave empty
  new       no: isNotWriting           no: isNotWriting           dropDraft → nothing        no: isNotWriting
  newReply  no: isNotWriting           no: isNotWriting           dropDraft → nothing        no: isNotWriting
  open      no: isNotWriting           no: isNotWriting           dropDraft → nothing        no: isNotWriting
  resolved  no: isNotWriting           no: isNotWriting           dropDraft → nothing        no: isNotWriting
  reply     no: isNotWriting           no: isNotWriting           dropDraft → nothing        no: isNotWriting

  leave unchanged
  new       no: isNotWriting           no: isNotWriting           keepDraft → draft          no: isNotWriting
  newReply  no: isNotWriting           no: isNotWriting           keepDraft → draft          no: isNotWriting
  open      no: isNotWriting           no: isNotWriting           dropDraft → nothing        no: isNotWriting
  resolved  no: isNotWriting           no: isNotWriting           dropDraft → nothing        no: isNotWriting
  reply     no: isNotWriting           no: isNotWriting           dropDraft → nothing        no: isNotWriting

  leave changed
  new       no: isNotWriting           no: isNotWriting           keepDraft → draft          no: isNotWriting
  newReply  no: isNotWriting           no: isNotWriting           keepDraft → draft          no: isNotWriting
  open      no: isNotWriting           no: isNotWriting           keepDraft → draft          no: isNotWriting
  resolved  no: isNotWriting           no: isNotWriting           keepDraft → draft          no: isNotWriting
  reply     no: isNotWriting           no: isNotWriting           keepDraft → draft          no: isNotWriting

  leave tooLong
  new       no: isNotWriting           no: isNotWriting           keepDraft → draft          no: isNotWriting
  newReply  no: isNotWriting           no: isNotWriting           keepDraft → draft          no: isNotWriting
  open      no: isNotWriting           no: isNotWriting           keepDraft → draft          no: isNotWriting
  resolved  no: isNotWriting           no: isNotWriting           keepDraft → draft          no: isNotWriting
  reply     no: isNotWriting           no: isNotWriting           keepDraft → draft          no: isNotWriting

  discard empty
  new       no: isNotWriting           no: isNotWriting           dropDraft → nothing        no: isNotWriting
  newReply  no: isNotWriting           no: isNotWriting           dropDraft → nothing        no: isNotWriting
  open      no: isNotWriting           no: isNotWriting           dropDraft → nothing        no: isNotWriting
  resolved  no: isNotWriting           no: isNotWriting           dropDraft → nothing        no: isNotWriting
  reply     no: isNotWriting           no: isNotWriting           dropDraft → nothing        no: isNotWriting

  discard unchanged
  new       no: isNotWriting           no: isNotWriting           askToDiscard               no: isNotWriting
  newReply  no: isNotWriting           no: isNotWriting           askToDiscard               no: isNotWriting
  open      no: isNotWriting           no: isNotWriting           dropDraft → nothing        no: isNotWriting
  resolved  no: isNotWriting           no: isNotWriting           dropDraft → nothing        no: isNotWriting
  reply     no: isNotWriting           no: isNotWriting           dropDraft → nothing        no: isNotWriting

  discard changed
  new       no: isNotWriting           no: isNotWriting           askToDiscard               no: isNotWriting
  newReply  no: isNotWriting           no: isNotWriting           askToDiscard               no: isNotWriting
  open      no: isNotWriting           no: isNotWriting           askToDiscard               no: isNotWriting
  resolved  no: isNotWriting           no: isNotWriting           askToDiscard               no: isNotWriting
  reply     no: isNotWriting           no: isNotWriting           askToDiscard               no: isNotWriting

  discard tooLong
  new       no: isNotWriting           no: isNotWriting           askToDiscard               no: isNotWriting
  newReply  no: isNotWriting           no: isNotWriting           askToDiscard               no: isNotWriting
  open      no: isNotWriting           no: isNotWriting           askToDiscard               no: isNotWriting
  resolved  no: isNotWriting           no: isNotWriting           askToDiscard               no: isNotWriting
  reply     no: isNotWriting           no: isNotWriting           askToDiscard               no: isNotWriting

  deletionConfirmed
  new       no: isNotWriting           no: isNotWriting           no: isNotWriting           no: isNotWriting
  newReply  no: isNotWriting           no: isNotWriting           no: isNotWriting           no: isNotWriting
  open      no: isNotWriting           no: isNotWriting           remove → new nothing       no: isNotWriting
  resolved  no: isNotWriting           no: isNotWriting           remove → new nothing       no: isNotWriting
  reply     no: isNotWriting           no: isNotWriting           remove → newReply nothing  no: isNotWriting

  discardingConfirmed
  new       no: isNotWriting           dropDraft → nothing        dropDraft → nothing        no: isNotWriting
  newReply  no: isNotWriting           dropDraft → nothing        dropDraft → nothing        no: isNotWriting
  open      no: isNotWriting           dropDraft → nothing        dropDraft → nothing        no: isNotWriting
  resolved  no: isNotWriting           dropDraft → nothing        dropDraft → nothing        no: isNotWriting
  reply     no: isNotWriting           dropDraft → nothing        dropDraft → nothing        no: isNotWriting

  stored
  new       report                     report                     report                     report → open nothing
  newReply  report                     report                     report                     report → reply nothing
  open      report                     report                     report                     report → nothing
  resolved  report                     report                     report                     report → nothing
  reply     report                     report                     report                     report → nothing

  notStored
  new       report                     report                     report                     keepDraft → draft
  newReply  report                     report                     report                     keepDraft → draft
  open      report                     report                     report                     keepDraft → draft
  resolved  report                     report                     report                     keepDraft → draft
  reply     report                     report                     report                     keepDraft → draft

  takeBack(isClean: true)
  new       takeBack                   takeBack                   takeBack                   takeBack
  newReply  takeBack                   takeBack                   takeBack                   takeBack
  open      takeBack                   takeBack                   takeBack                   takeBack
  resolved  takeBack                   takeBack                   takeBack                   takeBack
  reply     takeBack                   takeBack                   takeBack                   takeBack

  takeBack(isClean: false)
  new       no: changedSince           no: changedSince           no: changedSince           no: changedSince
  newReply  no: changedSince           no: changedSince           no: changedSince           no: changedSince
  open      no: changedSince           no: changedSince           no: changedSince           no: changedSince
  resolved  no: changedSince           no: changedSince           no: changedSince           no: changedSince
  reply     no: changedSince           no: changedSince           no: changedSince           no: changedSince
  """
