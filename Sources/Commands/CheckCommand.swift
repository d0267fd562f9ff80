import Annotations
import App
import ArgumentParser
import Export
import Glibc
import Notebook
import Outline
import Store

struct CheckCommand: ParsableCommand {
  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "List annotations to review and sidecars in trouble; with --links, broken links.",
    discussion: "Exit status 0: all is well, 1: something was found, 2: an error.")

  @Argument(help: "Markdown files or folders.")
  var paths: [String]

  @Option(help: "text or json (one object a line).")
  var format: Format = .text

  @Flag(help: "Also links to notes, headings, pictures and files that are not there; the net is not asked.")
  var links = false

  /// Prints all findings.
  ///
  /// - Throws: `ExitCode` 1 where there are findings; `Failure` where there are no notes at a path, and
  ///   `Failure.reported` in the end where a file can't be read.
  func run() throws {
    let reader = try NoteReader(opening: paths)
    var findings: [Finding] = []
    for file in reader.files where reader.concernsAnnotations(file) {
      do throws(Failure) {
        let note = try reader.open(file)
        if let holder = OtherNotes(reader: reader).holder(of: note, file) {
          findings.append(Finding(note, isHeldBy: reader.tree[holder.file].path, holder.annotations.count))
        }
        findings += Finding.all(in: note)
      } catch {
        reader.complain(error)
      }
    }
    findings += detached(reader)
    findings += drafts(below: paths, reader.environment).map(Finding.init)
    if links { findings += brokenLinks(reader) }
    var output = Output.Lines()
    for finding in findings { output.write(format == .json ? JSONLine.encode(finding) : finding.textLine) }
    output.finish()
    try reader.finish()
    if !findings.isEmpty { throw ExitCode(1) }
  }

  /// Links that lead to nothing.
  private func brokenLinks(_ reader: NoteReader) -> [Finding] {
    var finder = BrokenLinkFinder(reader.tree) { access($0, F_OK) == 0 }
    var links: [BrokenLink] = []
    for file in reader.files {
      guard let note = reader.openIfReadable(file) else { continue }
      links += finder.links(of: file, in: note.outline)
    }
    for file in finder.awaited {
      guard let target = try? reader.open(file) else { continue }
      links += finder.links(to: file, in: target.outline)
    }
    links += finder.nameless
    let byFile = Dictionary(grouping: links, by: \.place.file)
    return reader.files.flatMap { file -> [Finding] in
      guard let links = byFile[file], let note = try? reader.open(file) else { return [] }
      return links.sorted { $0.number < $1.number }.map { Finding($0, note.path, note.outline) }
    }
  }

  /// Sidecars whose notes are gone.
  private func detached(_ reader: NoteReader) -> [Finding] {
    let sources = reader.files.map { reader.tree[$0].path }.filter { $0 != "-" }
    let roots = paths.filter { $0 != "-" }
    let here = SidecarListing.detached(under: roots, sources: sources, reader.environment)
    let elsewhere = SidecarListing.detached(namedLike: sources, reader.environment).filter { !here.contains($0) }
    let matches = SidecarListing.matches(of: here + elsewhere, with: sources, reader.environment)
    return here.map { sidecar in Finding(sidecar, matches.first { $0.detached == sidecar }) }
      // What was called alike somewhere else is nothing to do with these notes, unless it matches.
      + matches.filter { elsewhere.contains($0.detached) }.map { Finding($0.detached, $0) }
  }

  /// Drafts for notes that are gone, and were one of `paths` or below it.
  private func drafts(below paths: [String], _ environment: StoreEnvironment) -> [DraftJournal.Entry] {
    let roots = paths.map { normalized($0, from: environment.currentDirectory) }
    let all = (try? DraftJournal(environment).allDrafts()) ?? []
    return all.filter { entry in
      roots.contains { entry.source == $0 || entry.source.hasPrefix($0 + "/") }
        && !SidecarListing.isSource(entry.source, environment)
    }
  }
}

/// Something that somebody should look at.
private struct Finding: JSONRecord {
  /// The notes for an anchor, the sidecar for what is wrong there.
  var file: String
  var line: Int?
  /// The resolver's word for an anchor; else `sidecar`, `lost`, `stray`, `draft` or `link`.
  var state: String
  var id: String?
  var message: String

  func write(to json: inout JSONObject) {
    json.field("file", file)
    json.field("id", id)
    json.field("line", line)
    json.field("message", message)
    json.field("state", state)
  }

  var textLine: String {
    state == "sidecar" ? message : "\(file):\(line.map { "\($0):" } ?? "") " + OneLine.text(message)
  }

  /// The bytes that annotations were made on are in another file now.
  init(_ note: NoteReader.Note, isHeldBy path: String, _ count: Int) {
    self.init(
      file: note.path, line: nil, state: "sidecar", id: nil,
      message: "\(note.path): \(count == 1 ? "an annotation was" : "\(count) annotations were") made on what is in "
        + "\(path) now: gloss doctor --mend \(note.path.shellWord) \(path.shellWord) takes them there.")
  }

  static func all(in note: NoteReader.Note) -> [Finding] {
    guard let sidecar = note.sidecar else { return [] }
    var findings = sidecar.problems.map {
      Finding(file: $0.path, line: $0.line, state: "sidecar", id: nil, message: $0.message)
    }
    if let finding = Finding(sidecar, of: note) { findings.append(finding) }
    findings += sidecar.missing.map {
      Finding(
        file: sidecar.path, line: nil, state: "lost", id: $0.id,
        message: "annotation \($0.id) (\(excerpt($0.text))) was saved here and is gone without having been deleted. "
          + "Put it back from an earlier version of this file.")
    }
    for (annotation, placement) in zip(note.annotations, note.placements) where placement.state.needsReview {
      if annotation.isKeptAsOrphan(placement, in: note.outline, blob: note.blob) { continue }
      findings.append(Finding(annotation, placement, in: note))
    }
    return findings
  }

  init(_ link: BrokenLink, _ path: String, _ outline: Outline) {
    let line = outline.line(at: link.range.lowerBound)
    self.init(
      file: path, line: outline.line(of: link.destination, from: line, to: link.range).int, state: "link", id: nil,
      message: "\(link.destination): \(link.reason)")
  }

  private init(file: String, line: Int?, state: String, id: String?, message: String) {
    self.file = file
    self.line = line
    self.state = state
    self.id = id
    self.message = message
  }

  init(_ detached: SidecarListing.DetachedSidecar, _ match: SidecarListing.SidecarMatch?) {
    let advice =
      match.map {
        "It seems to belong to \($0.source) (\($0.evidence.words)): gloss rename \(detached.source.shellWord) "
          + "\($0.source.shellWord) takes it along."
      } ?? "Move this sidecar to where its notes are, or remove it."
    self.init(
      file: detached.path, line: nil, state: "stray", id: nil, message: "there is no \(detached.source). \(advice)")
  }

  init(_ entry: DraftJournal.Entry) {
    self.init(
      file: entry.source, line: nil, state: "draft", id: entry.draft.id,
      message: "this is gone, and there is a draft for it: \(Finding.excerpt(entry.draft.text)). "
        + "If it has another name now: gloss rename \(entry.source.shellWord) NEW takes the draft along.")
  }

  /// A sidecar that says that it is another file's, which is there; nil for others.
  private init?(_ sidecar: OpenedSidecar, of note: NoteReader.Note) {
    guard let named = sidecar.namedDocument else { return nil }
    let source = sidecar.location.source
    let (name, own) = (split(named).name, split(source).name)
    guard !name.isEmpty, name != own else { return nil }
    let other = normalized(named, from: split(source).folder)
    let environment = ProgramEnvironment.current.store
    guard SidecarListing.isSource(other, environment), other != source else { return nil }
    self.init(
      file: sidecar.path, line: nil, state: "sidecar", id: nil,
      message: "\(sidecar.path) says that it is about \(named), and stands beside \(note.path): "
        + "if it is the other's, give it that one's name.")
  }

  private init(_ annotation: Annotation, _ placement: Placement, in file: NoteReader.Note) {
    // A passage has lines of its own, which are not those where its topic begins.
    func firstLine(_ topic: TopicIndex, _ quotation: Range<ByteOffset>?) -> Int {
      quotation.map { file.outline.line(at: $0.lowerBound).int } ?? file.outline[topic].line.int
    }
    var lines: [Int] = []
    for (index, topic) in placement.candidates.enumerated() {
      let quotation = placement.quotations.indices.contains(index) ? placement.quotations[index] : nil
      let line = firstLine(topic, quotation)
      if !lines.contains(line) { lines.append(line) }
    }
    let places = lines.map(String.init).joined(separator: ", ")
    let what: String
    var line = placement.state == .orphan ? nil : firstLine(placement.topic, placement.quotation)
    switch placement.state {
    case .ambiguous:
      line = lines.first ?? line
      what = places.isEmpty ? "it is not sure where this belongs" : "this may belong to line \(places)"
    case .confirm: what = "this has moved, and its text has changed"
    case .orphan: what = "the text that this speaks of is gone" + Finding.wasAt(annotation.anchor)
    case .exact, .moved, .edited: what = "this is in its place"
    }
    self.init(
      file: file.path, line: line, state: placement.state.rawValue, id: annotation.id,
      message: "\(placement.state.rawValue): \(what): \(Finding.excerpt(annotation.text)). Review it with ]r in gloss.")
  }

  /// Returns the line where the text of an orphan was seen last, in words; empty where it is not known.
  private static func wasAt(_ anchor: Anchor) -> String {
    (anchor.confirmed.last ?? anchor).line.map { " (it was at line \($0))" } ?? ""
  }

  /// The beginning of a text, in quotes.
  private static func excerpt(_ text: String) -> String {
    let line = OneLine.text(text)
    return "\"" + (line.count > 50 ? line.prefix(49) + "…" : line[...]) + "\""
  }
}

extension SidecarListing.Evidence {
  /// The words for the evidence that a sidecar belongs to a file.
  var words: String {
    switch self {
    case .sameBytes: "the same text"
    case .git: "git knows that it was renamed"
    case .sameLines: "most lines are the same"
    case .quotations: "most of what it quotes is there"
    }
  }
}

extension Outline {
  /// The first line of a stretch that has a link's destination, or the beginning of it; else its first line.
  fileprivate func line(of destination: String, from first: LineNumber, to range: Range<ByteOffset>) -> LineNumber {
    let last = line(at: range.upperBound)
    let wanted = destination.prefix { $0 != "#" && $0 != "%" && $0 != " " }
    guard !wanted.isEmpty else { return first }
    var at = first
    while at.int <= last.int {
      if text(ofLines: at...at).contains(wanted) { return at }
      at = LineNumber(at.int + 1)
    }
    return first
  }
}
