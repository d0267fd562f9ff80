import Annotations
import App
import ArgumentParser
import Export
import Foundation
import Layout
import Notebook
import Outline

struct ExportCommand: ParsableCommand {
  enum Format: String, ExpressibleByArgument, CaseIterable { case markdown, html, text, w3c }

  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Print notes and annotations as one document.",
    discussion: """
      markdown: the source, annotations as block quotes below their topics. html: one page that needs nothing else. \
      text: as the detail pane shows it. w3c: the annotations alone, as Web Annotation JSON-LD.
      """)

  @Argument(help: "A Markdown file or a folder.")
  var path: String

  @Option(help: "markdown, html, text or w3c.")
  var format: Format = .markdown

  @Option(help: ArgumentHelp("How wide lines of text are.", valueName: "n"))
  var columns = 80

  func validate() throws {
    if !(20...1000).contains(columns) { throw ValidationError("--columns takes a number from 20 to 1000") }
  }

  func run() throws {
    let reader = try NoteReader(opening: [path])
    let title = reader.tree[FileTree.root].name
    switch format {
    case .markdown:
      var isFirst = true
      for file in reader.files {
        guard let annotated = annotated(file, reader) else { continue }
        let bytes = MarkdownExport.document(annotated)
        if !reader.isSingleFile { Output.write((isFirst ? "" : "\n") + "<!-- \(reader.tree[file].path) -->\n\n") }
        isFirst = false
        Output.write(bytes)
        if !reader.isSingleFile, let last = bytes.last, last != 0x0A { Output.write("\n") }
      }
    case .html:
      let files = reader.files.compactMap { annotated($0, reader) }
      if !files.isEmpty { Output.write(HTMLExport.page(title: title, files: files)) }
    case .text:
      var isFirst = true
      for file in reader.files {
        guard let opened = reader.openIfReadable(file) else { continue }
        writeText(of: opened, called: reader.tree[file].name, isFirst: isFirst)
        isFirst = false
      }
    case .w3c:
      let files = reader.files.compactMap { annotated($0, reader) }
      if !files.isEmpty { Output.write(try WebAnnotations.document(title: title, files: files) + "\n") }
    }
    reader.reportTroubles()
    try reader.finish()
  }

  /// Names are relative to the notebook's own folder, as the addresses of an exported document are.
  private func annotated(_ file: FileID, _ reader: NoteReader) -> AnnotatedFile? {
    guard let opened = reader.openIfReadable(file) else { return nil }
    let name = (reader.isSingleFile ? [] : reader.tree.folders(above: file)) + [reader.tree[file].name]
    return AnnotatedFile(
      name: path == "-" ? "-" : name.joined(separator: "/"), outline: opened.outline, annotations: opened.annotations,
      placements: opened.placements)
  }

  private func writeText(of opened: NoteReader.OpenedFile, called title: String, isFirst: Bool) {
    let layout = DetailLayout(
      DetailContent(
        outline: opened.outline, topic: .root, rootTitle: title, columns: columns,
        annotations: opened.boxes))
    var output = Output.Lines()
    if !isFirst { output.write("") }
    var position: DetailPosition? = layout.top
    while let place = position {
      guard let line = layout.line(at: place) else { break }
      output.write(String(line.text.text.trimmingSuffix(while: { $0 == " " })))
      position = layout.position(after: place)
    }
    output.finish()
  }
}

extension String {
  fileprivate func trimmingSuffix(while predicate: (Character) -> Bool) -> Substring {
    var end = endIndex
    while end > startIndex, predicate(self[index(before: end)]) { end = index(before: end) }
    return self[..<end]
  }
}
