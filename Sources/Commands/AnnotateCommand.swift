import Annotations
import App
import ArgumentParser
import Notebook
import Outline
import Store

struct AnnotateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "annotate", abstract: "Add an annotation and print its id.")

  @Argument(help: "A Markdown file.")
  var path: String

  @Option(help: "The innermost topic at this source line.")
  var line: Int?

  @Option(help: ArgumentHelp("The topic with this path of titles, \"A > B\".", valueName: "path"))
  var topic: String?

  @Option(help: ArgumentHelp("Exactly this text inside the topic.", valueName: "text"))
  var quote: String?

  @Option(help: "question, issue, suggestion, clarity, accuracy, style, or a word of your own.")
  var type: String?

  @Option(help: "The annotation; without this, or with -, standard input is read.")
  var text: String?

  @Flag(help: "Write into a sidecar that has several names (hard links), instead of refusing.")
  var inPlace = false

  func validate() throws {
    if (line == nil) == (topic == nil) {
      throw ValidationError("say where: --line N or --topic \"A > B\", one of them")
    }
    if path == "-" { throw ValidationError("standard input has no place for a sidecar beside it: name a file") }
  }

  func run() throws {
    let reader = try NoteReader(opening: [path])
    guard reader.isSingleFile, let file = reader.files.first else {
      throw Failure("\(path) is a folder: name one of its files")
    }
    let opened = try reader.open(file)
    let outline = opened.outline
    let target = try find(in: outline)
    let anchor: Anchor
    if let quote {
      anchor = Anchor(quoting: try find(quote, in: target, of: outline), of: target, in: outline, blob: opened.blob)
    } else {
      anchor = Anchor(of: target, in: outline, blob: opened.blob)
    }
    let written = try text == "-" ? readStandardInput() : text ?? readStandardInput()
    let trimmed = String(written.trimmed)
    guard !trimmed.isEmpty else { throw Failure("the annotation is empty: give --text or text on standard input") }
    let id = try reader.add(trimmed, type: type.map(AnnotationType.init(_:)), at: anchor, to: opened, inPlace: inPlace)
    Output.write(id + "\n")
  }

  private func readStandardInput() throws -> String {
    do throws(SystemError) {
      return String(decoding: try FileBytes.readAll(from: 0), as: UTF8.self)
    } catch {
      throw Failure("standard input cannot be read: \(error.reason)")
    }
  }

  private func find(in outline: Outline) throws -> TopicIndex {
    if let line {
      guard line >= 1, line <= outline.lineCount else {
        throw Failure("\(path) has no line \(line): it has \(outline.lineCount)")
      }
      return outline.topic(atLine: LineNumber(line))
    }
    return try TopicPath.find(topic ?? "", in: outline, of: path)
  }

  private func find(_ quote: String, in topic: TopicIndex, of outline: Outline) throws -> Range<ByteOffset> {
    let wanted = Array(quote.utf8)
    guard !wanted.isEmpty else { throw Failure("--quote is empty") }
    var found: [Range<ByteOffset>] = []
    for segment in outline.segments(of: topic) where segment.topic == topic {
      let range = segment.range.ints
      var start = range.lowerBound
      while start + wanted.count <= range.upperBound {
        if outline.bytes[start..<start + wanted.count].elementsEqual(wanted) {
          found.append(ByteOffset(start)..<ByteOffset(start + wanted.count))
        }
        start += 1
      }
    }
    if found.count == 1 { return found[0] }
    let title = outline.title(of: topic)
    throw Failure(
      found.isEmpty
        ? "the topic \(title) does not say \"\(quote)\" in its source (gloss outline shows the topics)"
        : "the topic \(title) says \"\(quote)\" \(found.count) times: quote more of it")
  }
}

extension String {
  /// The text without white space and line breaks at either end.
  fileprivate var trimmed: Substring {
    let start = drop(while: \.isWhitespace)
    let end = start.lastIndex { !$0.isWhitespace }
    return end.map { start[...$0] } ?? ""
  }
}
