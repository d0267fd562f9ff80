import App
import ArgumentParser
import Glibc
import Layout
import Notebook
import Outline
import Store

struct ShowCommand: ParsableCommand {
  enum Coloring: String, ExpressibleByArgument, CaseIterable { case auto, always, never }

  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Print a topic as the detail pane shows it.",
    discussion: """
      On a terminal through $PAGER (less without one), if it is longer than the screen; elsewhere as it is, as for the \
      preview of a finder: fzf --preview 'gloss show {} --color always'.
      """)

  @Argument(help: "A Markdown file; - is standard input.")
  var path: String

  @Option(help: ArgumentHelp("The topic with this path of titles, \"A > B\", or the end of one.", valueName: "path"))
  var topic: String?

  @Option(help: "The innermost topic at this source line.")
  var line: Int?

  @Option(help: ArgumentHelp("Columns of a line; by default those of the terminal, else 80.", valueName: "n"))
  var width: Int?

  @Option(help: "auto (on a terminal, unless NO_COLOR is set), always or never.")
  var color: Coloring = .auto

  /// Checks the width, and that one topic is named at most.
  ///
  /// - Throws: `ValidationError` where the width is out of its range or two topics are named.
  func validate() throws {
    if let width, !(10...10_000).contains(width) { throw ValidationError("--width takes a number from 10 to 10000") }
    if topic != nil, line != nil { throw ValidationError("--topic and --line name a topic both: give one of them") }
  }

  /// Prints a topic as the detail pane shows it.
  ///
  /// - Throws: `Failure` where the note can't be read or the topic isn't found.
  func run() throws {
    let reader = try NoteReader(opening: [path])
    guard reader.isSingleFile, let file = reader.files.first else {
      throw Failure("\(path) is a folder: name one of its files")
    }
    let opened = try reader.open(file)
    let outline = opened.outline
    var shown = TopicIndex.root
    if let topic { shown = try TopicPath.find(topic, in: outline, of: path) }
    if let line {
      guard line >= 1, line <= outline.lineCount else {
        throw Failure("\(path) has no line \(line): it has \(outline.lineCount)")
      }
      shown = outline.topic(atLine: LineNumber(line))
    }
    let environment = ProgramEnvironment()
    let isTerminal = isatty(STDOUT_FILENO) == 1
    let layout = DetailLayout(
      DetailContent(
        outline: outline, topic: shown, rootTitle: reader.tree[FileTree.root].name,
        columns: columns(environment.variables), annotations: opened.boxes))
    let style =
      isStyled(isTerminal, environment.variables)
      ? StyledText(ThemeCatalog(environment), variables: environment.variables) : nil
    let lines = layout.lines.map { line in
      style.map { $0.text(of: line.text) } ?? String(line.text.text.reversed().drop { $0 == " " }.reversed())
    }
    if isTerminal { try Pager.show(lines) } else { writePlainly(lines) }
    reader.reportTroubles()
    try reader.finish()
  }

  private func writePlainly(_ lines: some Sequence<String>) {
    var output = Output.Lines()
    for line in lines { output.writeStyled(line) }
    output.finish()
  }

  /// The width that was asked for, else that of a finder's preview, of the terminal, or 80.
  private func columns(_ variables: [String: String]) -> Int {
    if let width { return width }
    var size = winsize()
    if ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 { return Int(size.ws_col) }
    let names = ["FZF_PREVIEW_COLUMNS", "COLUMNS"]
    return names.lazy.compactMap { variables[$0].flatMap { Int($0) } }.first { (10...10_000).contains($0) } ?? 80
  }

  private func isStyled(_ isTerminal: Bool, _ variables: [String: String]) -> Bool {
    switch color {
    case .always: true
    case .never: false
    case .auto: isTerminal && (variables["NO_COLOR"] ?? "").isEmpty && variables["TERM"] != "dumb"
    }
  }
}

extension DetailLayout {
  /// All lines from the first on, laid out as they are asked for.
  var lines: some Sequence<DetailLine> {
    sequence(state: top as DetailPosition?) { position -> DetailLine? in
      guard let place = position, let line = line(at: place) else { return nil }
      position = self.position(after: place)
      return line
    }.lazy
  }
}
