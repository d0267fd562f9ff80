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

  func validate() throws {
    if let depth, depth < 1 { throw ValidationError("--depth takes a number from 1 on") }
  }

  func run() throws {
    let reader = try NoteReader(opening: [path])
    switch format {
    case .text, .json: try list(reader)
    case .opml:
      let outlines = reader.files.compactMap { file in
        reader.openIfReadable(file).map { (reader.isSingleFile ? nil : reader.tree[file].name, $0.outline) }
      }
      guard !outlines.isEmpty else { break }
      var output = Output.Lines()
      output.write(OPML.document(title: reader.tree[FileTree.root].name, outlines: outlines, depth: depth))
      output.finish()
    }
    // Only there are annotations counted.
    if format == .json { reader.reportTroubles(onlyErrors: true) }
    try reader.finish()
  }

  private func list(_ reader: NoteReader) throws {
    var output = Output.Lines()
    for node in reader.tree.nodes {
      let index = node.id
      let base = reader.isSingleFile ? 0 : node.depth
      let opened = node.kind == .file ? reader.openIfReadable(index) : nil
      if node.kind == .file, opened == nil { continue }
      if !reader.isSingleFile, index != FileTree.root, depth.map({ node.depth <= $0 }) ?? true {
        try write(
          TopicRecord(
            kind: node.kind == .file ? "file" : "folder", title: node.name, depth: node.depth - 1,
            path: reader.tree.folders(above: index), annotations: 0, file: node.path), to: &output)
      }
      guard let opened else { continue }
      let counts = Dictionary(grouping: opened.placements, by: \.topic).mapValues(\.count)
      for topic in opened.outline.indices where topic != .root {
        if let depth, base + opened.outline[topic].depth > depth { continue }
        var record = TopicRecord(
          of: topic, in: opened.outline, depth: base, annotations: counts[topic] ?? 0, file: node.path)
        if !reader.isSingleFile { record.path = reader.tree.folders(above: index) + [node.name] + record.path }
        try write(record, to: &output)
      }
    }
    output.finish()
  }

  private func write(_ record: TopicRecord, to output: inout Output.Lines) throws {
    if format == .json {
      output.write(try JSONLine.encode(record))
    } else {
      output.write(record.textLine)
    }
  }
}
