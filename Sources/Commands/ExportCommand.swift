import Annotations
import App
import ArgumentParser
import Export
import Notebook
import Outline

struct ExportCommand: ParsableCommand {
  enum Format: String, ExpressibleByArgument, CaseIterable { case markdown, html, text, w3c }

  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Print notes and annotations as one document.",
    discussion: """
      markdown: the source, annotations as block quotes below their topics. html: one page that needs nothing else, \
      or with --site a folder with a page for each note. text: as the detail pane shows it. w3c: the annotations \
      alone, as Web Annotation JSON-LD. Without --format, --site is html.
      """)

  @Argument(help: "A Markdown file or a folder.")
  var path: String

  @Option(help: "markdown, html, text or w3c.")
  var format: Format?

  @Option(help: ArgumentHelp("How wide lines of text are.", valueName: "n"))
  var columns = 80

  @Option(
    help: ArgumentHelp("Write a page for each note, and index.html, into this folder.", valueName: "folder"),
    completion: .directory)
  var site: String?

  @Flag(help: "Fold what is folded on the screen (html).")
  var folded = false

  @OptionGroup(title: "Choosing a part")
  var choice: ExportChoice

  /// Checks that the options go together.
  ///
  /// - Throws: `ValidationError` where they don't, or where a number is out of its range.
  func validate() throws {
    if !(20...1000).contains(columns) { throw ValidationError("--columns takes a number from 20 to 1000") }
    if site != nil, let format, format != .html { throw ValidationError("--site makes pages: it goes with html only") }
    if folded, wantedFormat != .html { throw ValidationError("--folded goes with --format html") }
    try choice.validate(for: wantedFormat)
  }

  private var wantedFormat: Format { format ?? (site == nil ? .markdown : .html) }

  /// Prints the notes in the format, or writes the pages of a site.
  ///
  /// - Throws: `Failure` where the notes can't be read or a page can't be written, and `ExitCode` 1 where no topic is
  ///   chosen; pages that were written stay.
  func run() throws {
    let reader = try NoteReader(opening: [path])
    switch wantedFormat {
    case .markdown: try exportMarkdown(reader)
    case .html: try exportPages(reader)
    case .text: try exportText(reader)
    case .w3c:
      let files = try reader.files.compactMap { try annotated($0, reader) }
      if !files.isEmpty {
        Output.write(try WebAnnotations.document(title: reader.tree[FileTree.root].name, files: files) + "\n")
      }
    }
    reader.reportTroubles()
    try reader.finish()
  }

  // MARK: Formats

  private func exportMarkdown(_ reader: NoteReader) throws {
    var isFirst = true
    for file in reader.files {
      guard let annotated = try annotated(file, reader), !annotated.scope.isEmpty else { continue }
      let bytes = MarkdownExport.document(annotated.excerpt())
      if !reader.isSingleFile { Output.write((isFirst ? "" : "\n") + "<!-- \(reader.tree[file].path) -->\n\n") }
      isFirst = false
      Output.write(bytes)
      if !reader.isSingleFile, let last = bytes.last, last != 0x0A { Output.write("\n") }
    }
    try choice.checkFound(!isFirst)
  }

  private func exportPages(_ reader: NoteReader) throws {
    var positions: [FileID: Int] = [:]
    var files: [AnnotatedFile] = []
    for file in reader.files {
      guard let annotated = try annotated(file, reader) else { continue }
      positions[file] = files.count
      files.append(annotated)
    }
    try choice.checkFound(files.contains { !$0.scope.isEmpty })
    let indices = positions.sorted { $0.value < $1.value }.map(\.key)
    var links = LinkResolver(reader.tree)
    for (file, annotated) in zip(indices, files) { links.add(annotated.outline.names, of: file) }
    let resolver = links
    let export = HTMLExport(title: reader.tree[FileTree.root].name, files: files) { link, position in
      let target = resolver.target(of: link, in: indices[position])
      guard let file = target.file, let other = positions[file] else { return nil }
      return files[other].outline.topic(for: target).map { ExportTarget(file: other, topic: $0) }
    }
    guard let site else { return files.isEmpty ? () : Output.write(export.page()) }
    let folder = SiteFolder(site)
    try export.site { page throws(Failure) in try folder.write(page) }
    Output.write("\(site)/index.html\n")
  }

  private func exportText(_ reader: NoteReader) throws {
    var output = RenderedText(columns: columns)
    for file in reader.files {
      guard var opened = reader.openIfReadable(file) else { continue }
      let scope = try choice.scope(of: opened)
      let kept = Set(choice.annotations(of: opened).map(\.annotation.id))
      opened.boxes = opened.boxes.mapValues { $0.filter { kept.contains($0.id) } }
      output.write(opened, called: reader.tree[file].name, scope: scope)
    }
    try choice.checkFound(output.finish())
  }

  /// Names are relative to the notebook's own folder, as the addresses of an exported document are.
  private func annotated(_ file: FileID, _ reader: NoteReader) throws -> AnnotatedFile? {
    guard let opened = reader.openIfReadable(file) else { return nil }
    let name = (reader.isSingleFile ? [] : reader.tree.folders(above: file)) + [reader.tree[file].name]
    let kept = choice.annotations(of: opened)
    return AnnotatedFile(
      name: path == "-" ? "-" : name.joined(separator: "/"), outline: opened.outline,
      annotations: kept.map(\.annotation), placements: kept.map(\.placement), scope: try choice.scope(of: opened),
      folded: folded ? reader.foldedTopics(of: file, opened.outline, in: path) : [])
  }
}

extension LinkResolver.Target {
  /// The file of the notebook that it is in; nil for everything else.
  fileprivate var file: FileID? {
    switch self {
    case .anchor(_, in: let file), .title(_, in: let file): file
    case .elsewhere, .image, .address, .nothing: nil
    }
  }
}
