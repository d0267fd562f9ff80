import Annotations
import App
import ArgumentParser
import Export
import Notebook
import Outline

struct OutlineCommand: ParsableCommand {
  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json, opml }

  static let configuration = CommandConfiguration(
    commandName: "outline", abstract: "Print the topics of a file, or of a folder's notes.")

  @Argument(help: "A Markdown file, a folder, or - for standard input.")
  var path: String

  @Option(help: ArgumentHelp("Only so many levels of topics.", valueName: "n"))
  var depth: Int?

  @Option(help: "text, json (one object a line) or opml.")
  var format: Format = .text

  /// Checks that the depth is at least 1.
  ///
  /// - Throws: `ValidationError` where it is not.
  func validate() throws {
    if let depth, depth < 1 { throw ValidationError("--depth takes a number from 1 on") }
  }

  /// Prints the outline.
  ///
  /// - Throws: `Failure` where there are no notes at the path; `Failure.reported` in the end where a file can't be
  ///   read.
  func run() throws {
    let reader = try NoteReader(opening: [path])
    var output = Output.Lines()
    switch format {
    case .text, .json: list(reader, &output)
    case .opml: exchange(reader, &output)
    }
    output.finish()
    // Only there are annotations counted.
    if format == .json { reader.reportTroubles(onlyErrors: true) }
    try reader.finish()
  }

  private func list(_ reader: NoteReader, _ output: inout Output.Lines) {
    for node in reader.tree.nodes {
      let index = node.id
      let note = node.kind == .file ? open(index, reader) : nil
      if node.kind == .file, note == nil { continue }
      var above: [String] = []
      if !reader.isSingleFile {
        above = reader.tree.folders(above: index)
        if index != FileTree.root, depth.map({ node.depth <= $0 }) ?? true {
          let record = FileRecord(
            kind: node.kind == .file ? .file : .folder, title: node.name, depth: node.depth - 1, path: above,
            file: node.path)
          output.write {
            format == .json ? JSONLine.append(record, to: &$0) : $0.append(contentsOf: record.textLine.utf8)
          }
        }
        above.append(node.name)
      }
      guard let note else { continue }
      let counts = Dictionary(grouping: note.placements, by: \.topic).mapValues(\.count)
      var lines = TopicLines(of: note.outline, above: above, limit: depth, annotations: counts, file: node.path)
      if format == .json { lines.writeJSON { output.write($0) } } else { lines.writeText { output.write($0) } }
    }
  }

  /// Opens a note; its annotations only where they are counted.
  private func open(_ file: FileID, _ reader: NoteReader) -> NoteReader.Note? {
    format == .json ? reader.openIfReadable(file) : reader.readIfReadable(file)
  }

  private func exchange(_ reader: NoteReader, _ output: inout Output.Lines) {
    var isFirst = true
    for file in reader.files {
      guard let note = reader.readIfReadable(file) else { continue }
      if isFirst { output.write(OPML.head(title: reader.tree[FileTree.root].name)) }
      isFirst = false
      OPML.write(note.outline, name: reader.isSingleFile ? nil : reader.tree[file].name, depth: depth) {
        output.write($0)
      }
    }
    if !isFirst { output.write(OPML.tail) }
  }
}
