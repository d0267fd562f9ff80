import Annotations
import Layout
import Outline

/// One opened file: its outline, what is folded in it, and its annotations with the topics that they are shown with.
package struct Document: Sendable {
  /// The outline of the source in view.
  package private(set) var outline: Outline
  /// Git's blob id of the source in view; nil while it is not known.
  package private(set) var blob: String?
  /// The topics that are rows now: what is folded, filtered, zoomed into.
  package var rows: VisibleRows
  /// The annotations of the sidecar, as it was last read or saved.
  package private(set) var annotations: [Annotation] = []
  /// The drafts of annotations that were not saved yet.
  package private(set) var drafts: [Draft] = []
  /// Ids of drafts that were written, and of those that were removed, since the file was opened.
  private var ownDrafts: Set<String> = []
  private var doneDrafts: Set<String> = []
  /// Annotations that were saved here and left out by another program's write since.
  package private(set) var missing: [Annotation] = []
  /// The annotations and drafts by topic.
  package private(set) var index = AnnotationIndex(entries: [])
  /// The annotations as the detail pane shows them, by the topic that they are shown with.
  package private(set) var boxes: [TopicIndex: [AnnotationBox]] = [:]
  /// Whether this is only the beginning of a large file, and the rest is still being read.
  package private(set) var isPartial: Bool
  /// Whether the source is gone or can't be read, and this is how it was last.
  package internal(set) var isMissing = false
  /// The reading state; nil until what was known before is there.
  package var reading: ReadingState?
  /// Whether the reader was in it since it was opened.
  var isVisited = false
  /// The words about a sidecar that is in trouble, or a source that can't be annotated beside it.
  package var trouble: Message?
  /// Changes whenever what the detail pane shows may have.
  package private(set) var version = 0
  /// The day on which the boxes say "today", `YYYY-MM-DD`.
  private var today = ""
  private var oldSources: [String: Outline] = [:]
  private var origins: [String: Anchor.Origin] = [:]
  /// Titles of this outline; another reading of the file has others.
  private var titles = TitleCache()
  /// The title and the first paragraph of the note.
  package private(set) var head: NoteHead
  /// The places of annotations and drafts in the outline.
  private var placementCache = PlacementCache(blob: nil, oldSources: [:])

  /// A document without annotations; these come with the sidecar.
  package init(_ source: OpenedSource) {
    outline = source.outline
    head = NoteHead(of: source.outline)
    blob = source.blob
    isPartial = source.isPartial
    placementCache = source.placementCache ?? placementCache
    rows = VisibleRows(folding: Folding(count: source.outline.count))
  }

  /// A file with its annotations, for use without a screen.
  package init(_ source: OpenedSource, _ read: SidecarSnapshot, today: String) {
    self.init(source)
    apply(read, today: today)
  }

  /// The places of `annotations`, in their order; those that are not of this file are orphans.
  package func placements(of annotations: [Annotation]) -> [Placement] {
    var placements: [String: Placement] = [:]
    for case .annotation(let annotation, let placement) in index.entries { placements[annotation.id] = placement }
    return annotations.map { placements[$0.id] ?? Placement(state: .orphan, topic: .root) }
  }

  /// Puts another reading of the file in the place of this one; what speaks of topics is not moved yet.
  mutating func show(_ source: OpenedSource) {
    outline = source.outline
    head = NoteHead(of: source.outline)
    titles = TitleCache()
    blob = source.blob ?? blob
    isPartial = source.isPartial
    isMissing = false
    if let known = source.placementCache { oldSources = known.oldSources }
    placementCache = source.placementCache ?? PlacementCache(blob: nil, oldSources: [:])
  }

  /// A topic's title as plain text; empty for the root.
  package func title(of topic: TopicIndex) -> String {
    // Only the outline goes along, not a copy of all.
    let outline = outline
    return titles.title(of: topic) { outline.title(of: topic) }
  }

  /// Takes over where the annotations are in another state of the same document.
  mutating func takeIndex(of document: Document) {
    version += 1
    index = document.index
    boxes = document.boxes
    placementCache = document.placementCache
  }

  /// Takes over what the sidecar and the draft journal hold.
  package mutating func apply(_ read: SidecarSnapshot, today: String) {
    annotations = read.annotations
    // The journal as it was read may be older than what was typed since.
    drafts =
      read.drafts.filter { !ownDrafts.contains($0.id) && !doneDrafts.contains($0.id) }
      + drafts.filter { ownDrafts.contains($0.id) }
    missing = read.missing
    oldSources = read.oldSources
    origins = read.origins
    if let known = read.placementCache, known.isFor(blob: blob, oldVersions: oldSources.keys) { placementCache = known }
    trouble = read.toTell
    self.today = today
    reindex()
  }

  /// Keeps or replaces a draft in view; it stays until it is removed, whatever a late reading of the journal says.
  package mutating func upsert(_ draft: Draft) {
    ownDrafts.insert(draft.id)
    doneDrafts.remove(draft.id)
    if let known = drafts.firstIndex(where: { $0.id == draft.id }) {
      drafts[known] = draft
    } else {
      drafts.append(draft)
    }
    reindex()
  }

  /// Removes a draft from view; a late reading of the journal does not bring it back.
  package mutating func removeDraft(_ id: String) {
    ownDrafts.remove(id)
    doneDrafts.insert(id)
    drafts.removeAll { $0.id == id }
    reindex()
  }

  mutating func reindex() {
    version += 1
    // Older versions are for the whole: beside the beginning alone they would say that most of it is gone.
    let known = isPartial ? [:] : oldSources
    if isPartial || !placementCache.isFor(blob: blob, oldVersions: known.keys) {
      placementCache = PlacementCache(blob: blob, oldSources: known)
    }
    let placements = placementCache.place(
      annotations.map(\.anchor), origins: annotations.map { origins[$0.id] }, in: outline)
    var entries: [AnnotationIndex.Entry] = []
    var topics: [String: TopicIndex] = [:]
    let threads = Threads(annotations)
    for (annotation, found) in zip(annotations, placements) where !threads.isReply(annotation) {
      var placement = found
      if annotation.isKeptAsOrphan(found, in: outline, blob: blob) {
        placement.state = .orphan
        placement.isKept = true
      }
      // What is not in the beginning of a large file may be in the rest.
      if isPartial, placement.state != .exact { continue }
      topics[annotation.id] = placement.topic
      entries.append(.annotation(annotation, placement))
    }
    for annotation in annotations where threads.isReply(annotation) {
      // A reply stands with what its thread begins with, and is as settled as that.
      let first = threads.first(of: annotation)
      guard let topic = topics[first.id] else { continue }
      var placement = Placement(state: .exact, topic: topic)
      placement.threadIsResolved = first.isResolved
      topics[annotation.id] = topic
      entries.append(.annotation(annotation, placement))
    }
    let pending = drafts.filter { draft in
      if isPartial { return false }
      if case .edit(let id) = draft.purpose { return topics[id] == nil }
      return true
    }
    for (draft, placement) in zip(pending, placementCache.place(pending.map(\.anchor), in: outline)) {
      var placement = placement
      if case .reply(let id) = draft.purpose, let parent = topics[id] { placement.topic = parent }
      entries.append(.draft(draft, placement))
    }
    index = AnnotationIndex(entries: entries)
    boxes = AnnotationBoxes(index: index, outline: outline, drafts: drafts, today: today).byTopic
  }

  /// The draft that goes on with `annotation`'s text, if there is one.
  package func draft(editing annotation: String) -> Draft? {
    drafts.first { $0.purpose == .edit(annotation) }
  }

  /// The text of an annotation or draft as the detail pane shows it with `topic`.
  package func annotationText(_ id: String, with topic: TopicIndex) -> String? {
    var waiting = boxes[topic] ?? []
    while let box = waiting.popLast() {
      if box.id == id { return box.text }
      waiting += box.replies
    }
    return nil
  }

  /// The entry that the thread of `entry` begins with.
  func thread(of entry: AnnotationIndex.Entry) -> AnnotationIndex.Entry {
    guard case .annotation(let annotation, _) = entry else { return entry }
    return index.entry(Threads(annotations).first(of: annotation).id) ?? entry
  }

  /// The number of annotations, drafts and replies left out.
  package var annotationCount: Int {
    AnnotationMark.allCases.reduce(0) { $1 == .draft ? $0 : $0 + index.count(of: $1) }
  }

  package func annotation(_ id: String) -> Annotation? { annotations.first { $0.id == id } }

  /// The source lines of a topic with all below it.
  package func sourceRange(of topic: TopicIndex) -> Range<ByteOffset> {
    guard topic != .root else { return ByteOffset(0)..<ByteOffset(outline.bytes.count) }
    let row = outline[topic]
    return outline.offset(ofLine: row.line)..<outline.range(ofLine: row.lastLine).upperBound
  }
}
