import Annotations
import App
import ArgumentParser
import Export
import Notebook
import Outline

struct ReviewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "review", abstract: "Step through the annotations whose place is not sure.",
    discussion: """
      For each, what it was made on and the places that it may belong to are shown, and a line is read: 1, 2 or 3 \
      attaches it there, 4, 5 or 6 moves it there, into other notes of the folder, a line number with : in front (:42) \
      attaches it there, x resolves it, d deletes it, o keeps it without a place, an empty line leaves it for later, \
      q ends. gloss annotations --state review lists them.
      """)

  @Argument(help: "Markdown files or folders.")
  var paths: [String] = ["."]

  /// Asks about each annotation that has lost its place or may have; each answer is saved at once.
  ///
  /// - Throws: `Failure` where the notes can't be read or an answer can't be saved; earlier answers are saved. Files
  ///   that can't be read are passed over, and `Failure.reported` is thrown in the end.
  func run() throws {
    let reader = try NoteReader(opening: paths)
    var left = 0
    var isEnded = false
    for file in reader.files where !isEnded {
      guard let opened = reader.openIfReadable(file) else { continue }
      for (annotation, placement) in zip(opened.annotations, opened.placements)
      where AnnotationMark(of: annotation, placement: placement) == .review && placement.needsReview {
        if isEnded {
          left += 1
          continue
        }
        let others = OtherNotes(reader: reader).places(for: [annotation.anchor], besides: file)[0]
        show(annotation, placement, others, opened, reader)
        switch try answer(annotation, placement, others, reader, file) {
        case .done: continue
        case .later: left += 1
        case .end:
          left += 1
          isEnded = true
        }
      }
    }
    if left > 0 { Output.printError("\(left) left to review") }
    try reader.finish()
  }

  private enum Outcome { case done, later, end }

  private func show(
    _ annotation: Annotation, _ placement: Placement, _ others: [ElsewhereFinder<FileID>.Place],
    _ file: NoteReader.Note, _ reader: NoteReader
  ) {
    let record = AnnotationRecord(annotation, placement: placement, outline: file.outline, file: file.path)
    func line(_ name: String, _ passage: AnnotationRecord.Passage) -> String {
      "  \(name) \(passage.line.map { "line \($0)" } ?? "no line"): " + OneLine.text(passage.text ?? "the whole file")
    }
    var lines = [
      "\(file.path): \(record.state)\(record.remark.map { " (\($0))" } ?? ""): " + OneLine.text(annotation.text)
    ]
    if let origin = record.importedFrom { lines.append("  from " + OneLine.text(origin)) }
    let isPart = annotation.anchor.target == .quote && record.then.text == nil
    lines.append(isPart ? "  then: a part of it that is not told" : line("then:", record.then))
    if let now = record.now { lines.append(line("now: ", now)) }
    for (index, candidate) in record.candidates.enumerated() { lines.append(line("\(index + 1):   ", candidate)) }
    for (index, place) in others.enumerated() {
      lines.append(
        "  \(index + 4):    \(reader.tree[place.file].path):\(place.anchor.line ?? 1): " + OneLine.text(place.text))
    }
    let numbers = others.isEmpty ? "1-3" : "1-6"
    lines.append("  \(numbers), :LINE, x resolve, d delete, o keep without a place, empty: later, q end")
    Output.write(lines.joined(separator: "\n") + "\n")
  }

  private func answer(
    _ annotation: Annotation, _ placement: Placement, _ others: [ElsewhereFinder<FileID>.Place], _ reader: NoteReader,
    _ file: FileID
  ) throws -> Outcome {
    while true {
      Output.write("> ")
      guard let line = readLine()?.filter({ !$0.isWhitespace }), line != "q" else { return .end }
      if line.isEmpty { return .later }
      // Earlier answers have changed the file.
      let opened = try reader.open(file)
      guard let current = opened.annotations.first(where: { $0.id == annotation.id }) else { return .done }
      if let number = Int(line), others.indices.contains(number - 4) {
        let place = others[number - 4]
        var writer = AnnotationWriter(reader)
        try writer.move(current.id, in: file, to: place.file, at: place.anchor)
        try writer.save(as: "move")
        return .done
      }
      if let step = step(line, current, placement, opened) {
        try reader.save([step.change], to: opened, as: step.name)
        return .done
      }
      Output.printError("\(line) is none of these")
    }
  }

  private struct Step {
    var change: AnnotationChange
    var name: String
  }

  /// Nil for what is no answer.
  private func step(
    _ answer: String, _ annotation: Annotation, _ placement: Placement, _ file: NoteReader.Note
  ) -> Step? {
    var changed = annotation
    switch answer {
    case "d": return Step(change: .delete(annotation), name: "delete")
    case "x":
      changed.isResolved = true
      return Step(change: .replace(changed, was: annotation), name: "resolve")
    case "o":
      changed.keepAsOrphan(placement, in: file.outline, blob: file.blob)
      return Step(change: .replace(changed, was: annotation), name: "keep without a place")
    default: break
    }
    if answer.first == ":", let line = Int(answer.dropFirst()), 1...file.outline.lineCount ~= line {
      changed.confirm(file.outline.topic(atLine: LineNumber(line)), in: file.outline, blob: file.blob)
    } else if let number = Int(answer), placement.candidates.indices.contains(number - 1) {
      let quotation = placement.quotations.indices.contains(number - 1) ? placement.quotations[number - 1] : nil
      changed.confirm(placement.candidates[number - 1], quotation, in: file.outline, blob: file.blob)
    } else {
      return nil
    }
    return Step(change: .replace(changed, was: annotation), name: "attach")
  }
}
