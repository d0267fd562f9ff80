import Annotations
import App
import ArgumentParser
import Export
import Import
import Notebook
import Outline
import Store

struct ImportCommand: ParsableCommand {
  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Take over what other programs keep about notes.",
    discussion: """
      CriticMarkup, org-remark, Hypothesis (JSON), W3C Web Annotations (JSON-LD), Kindle's clippings, Readwise (CSV), \
      Zotero (JSON, or a note as Markdown) and annotate.el are known by what stands in the file. Importing again adds \
      only what is new. What has no place in the notes is kept as an orphan that names where it is from: words that \
      stand nowhere in them, parts of a web page that only a path tells, notes on the whole of another page. Of \
      org-remark and annotate.el, what is on other files is left out, where some of it is on a file of this name. \
      CriticMarkup stands in the text itself: NOTES is then a new file that the text goes to without it.
      """)

  @Argument(help: "A file of another program; - is standard input.")
  var file: String

  @Option(help: ArgumentHelp("The Markdown file that it is about.", valueName: "notes"))
  var onto: String

  @Option(help: "The format, where it is not known by the content.")
  var from: ImportFormat?

  @Flag(help: "Print what would go where, and change nothing.")
  var dryRun = false

  @Flag(help: "Of CriticMarkup: leave out what was suggested, instead of taking it.")
  var reject = false

  @Option(help: "text or json (one object a line).")
  var format: Format = .text

  /// Adds the annotations of another program's file to the notes, and writes the text without markup where the file has
  /// some.
  ///
  /// - Throws: `Failure` where the format is unknown, the file or the notes can't be read, or the target can't be
  ///   written or has another text. A text that was written stays where the annotations can't be saved.
  func run() throws {
    let environment = ProgramEnvironment.current.store
    let bytes = try Self.bytes(of: file, environment)
    guard let kind = from ?? ImportFormat(recognising: ImportFormat.text(of: bytes)) else {
      throw Failure(
        "\(file) is in no format that is known: --from "
          + ImportFormat.allCases.map(\.rawValue).joined(separator: ", "))
    }
    let imported = try read(bytes, as: kind)
    let text = imported.text.map { reject ? $0.rejected : $0.accepted }
    if let text { try prepare(text, environment) }
    if let text, dryRun {
      let outline = Outline(parsing: Array(text.utf8))
      let plan = plan(imported, outline, nil, known: [], environment)
      return try show(plan, outline)
    }
    let reader = try NoteReader(opening: [onto])
    guard reader.isSingleFile, let note = reader.files.first else { throw Failure("\(onto) is a folder: name a file") }
    let opened = try reader.open(note)
    let plan = plan(imported, opened.outline, opened.blob, known: Set(opened.annotations.map(\.id)), environment)
    try show(plan, opened.outline)
    if !dryRun { try reader.save(plan.changes, to: opened, as: "import") }
  }

  private func read(_ bytes: [UInt8], as kind: ImportFormat) throws(Failure) -> ImportedFile {
    do throws(ImportError) {
      return try kind.read(bytes)
    } catch {
      let place = error.line.map { ":\($0)" } ?? ""
      throw Failure(
        "\(file)\(place): not what \(kind.rawValue) writes: \(error.words). Export it again, or name another format "
          + "with --from")
    }
  }

  private func plan(
    _ file: ImportedFile, _ outline: Outline, _ blob: String?, known: Set<String>, _ environment: StoreEnvironment
  ) -> ImportPlan {
    ImportPlan(
      of: file, onto: outline, path: normalized(onto, from: environment.currentDirectory), blob: blob, known: known,
      author: ProgramEnvironment.author(configured: nil, source: onto), now: environment.now().text)
  }

  /// Writes the text without markup to its new file; nothing that is there is overwritten.
  private func prepare(_ text: String, _ environment: StoreEnvironment) throws(Failure) {
    if let known = try? SourceFile.read(onto, environment).bytes {
      guard known == Array(text.utf8) else {
        throw Failure("\(onto) is there and says something else: name a new file for the text without markup")
      }
      return
    }
    if !dryRun { try NewFile.write(text, to: onto, replacing: false) }
  }

  private func show(_ plan: ImportPlan, _ outline: Outline) throws {
    var output = Output.Lines()
    for entry in plan.entries {
      let record = AnnotationRecord(entry.annotation, placement: entry.placement, outline: outline, file: onto)
      if format == .json {
        output.write(JSONLine.encode(record))
      } else {
        let place = record.line.map(String.init) ?? "-"
        let known = entry.isKnown ? "there already, " : ""
        let origin = record.line == nil ? record.importedFrom.map { " (\($0))" } ?? "" : ""
        output.write(
          "\(onto):\(place): \(known)\(record.state): " + OneLine.text(entry.annotation.text) + OneLine.text(origin))
      }
    }
    output.finish()
    for words in plan.leftOut { Output.printError("left out: " + OneLine.text(words)) }
    let new = plan.entries.count { !$0.isKnown }
    let unsure = plan.entries.count { !$0.isKnown && $0.placement.state.needsReview }
    Output.printError(
      "\(new) \(dryRun ? "to add" : "added"), \(plan.entries.count - new) there already, "
        + "\(unsure) to review, \(plan.leftOut.count) left out")
  }

  private static func bytes(of path: String, _ environment: StoreEnvironment) throws(Failure) -> [UInt8] {
    do throws(StoreError) {
      return try SourceFile.read(path, environment).bytes
    } catch {
      throw Failure(error.message)
    }
  }
}

extension ImportFormat: ExpressibleByArgument {}
