import Annotations
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
    let library = try Library(opening: [path])
    let title = library.tree[FileTree.root].name
    switch format {
    case .markdown:
      for (index, file) in library.files.enumerated() {
        let bytes = MarkdownExport.document(try annotated(file, library))
        if !library.isSingleFile { Output.write((index > 0 ? "\n" : "") + "<!-- \(library.tree[file].path) -->\n\n") }
        Output.write(bytes)
        if !library.isSingleFile, let last = bytes.last, last != 0x0A { Output.write("\n") }
      }
    case .html: Output.write(HTMLExport.page(title: title, files: try library.files.map { try annotated($0, library) }))
    case .text: for file in library.files { try writeText(file, library) }
    case .w3c:
      let files = try library.files.map { try annotated($0, library) }
      Output.write(try WebAnnotations.document(title: title, files: files) + "\n")
    }
    library.reportTroubles()
  }

  /// Names are relative to the notebook's own folder, as the addresses of an exported document are.
  private func annotated(_ file: FileIndex, _ library: Library) throws -> AnnotatedFile {
    let opened = try library.open(file)
    let name = (library.isSingleFile ? [] : library.tree.folders(above: file)) + [library.tree[file].name]
    return AnnotatedFile(
      name: path == "-" ? "-" : name.joined(separator: "/"), outline: opened.outline, annotations: opened.annotations,
      placements: opened.placements)
  }

  private func writeText(_ file: FileIndex, _ library: Library) throws {
    let opened = try library.open(file)
    let layout = DetailLayout(
      DetailContent(
        outline: opened.outline, topic: .root, rootTitle: library.tree[file].name, columns: columns,
        annotations: opened.boxes))
    var output = Output.Lines()
    if file != library.files.first { output.write("") }
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
