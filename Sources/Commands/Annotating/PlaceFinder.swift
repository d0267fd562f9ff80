import Annotations
import App
import Outline

/// The place in a file that a request names.
struct PlaceFinder {
  let outline: Outline
  let blob: String?
  let path: String

  /// - Throws: `Failure` where there is no such place, or several; it says which.
  func anchor(for request: AnnotationRequest) throws(Failure) -> Anchor {
    if request.wholeFile { return Anchor(ofFile: outline, blob: blob) }
    guard request.line != nil || request.topic != nil || request.quote != nil else {
      throw Failure("say where: a line, a topic, a quotation, or the whole file")
    }
    let topic = try topic(for: request)
    guard let quote = request.quote else {
      guard topic == .root, let line = request.line else { return Anchor(of: topic, in: outline, blob: blob) }
      return try anchor(ofLine: line)
    }
    let range = try range(of: quote, in: topic, line: request.line)
    let owner = outline.topic(at: range.lowerBound)
    return Anchor(quoting: range, of: owner, in: outline, blob: blob)
  }

  /// The words of a line that stands above the first topic.
  private func anchor(ofLine line: Int) throws(Failure) -> Anchor {
    var (start, end) = (
      outline.range(ofLine: LineNumber(line)).lowerBound.int, outline.range(ofLine: LineNumber(line)).upperBound.int
    )
    while start < end, outline.bytes[start] <= 0x20 { start += 1 }
    while end > start, outline.bytes[end - 1] <= 0x20 { end -= 1 }
    guard start < end else { return Anchor(ofFile: outline, blob: blob) }
    return Anchor(quoting: ByteOffset(start)..<ByteOffset(end), of: .root, in: outline, blob: blob)
  }

  private func topic(for request: AnnotationRequest) throws(Failure) -> TopicIndex {
    if let path = request.topic { return try TopicPath.find(path, in: outline, of: self.path) }
    guard let line = request.line else { return .root }
    guard line >= 1, line <= outline.lineCount else {
      throw Failure("\(path) has no line \(line): it has \(outline.lineCount)")
    }
    return outline.topic(atLine: LineNumber(line))
  }

  /// The words of a topic; of several, those on the line that was named.
  private func range(of quote: String, in topic: TopicIndex, line: Int?) throws(Failure) -> Range<ByteOffset> {
    guard !quote.isEmpty else { throw Failure("the quotation is empty") }
    // Words alone are looked for in the whole file.
    let found = outline.places(of: quote, in: topic == .root && line == nil ? nil : topic)
    if found.count == 1 { return found[0] }
    if let line {
      let named = LineNumber(line)
      let there = outline.places(of: quote, in: nil).filter { outline.lines(of: $0).contains(named) }
      if there.count == 1 { return there[0] }
    }
    let title = topic == .root ? path : "the topic \(outline.title(of: topic))"
    throw Failure(
      found.isEmpty
        ? "\(title) does not say \"\(quote)\" in its source (gloss outline shows the topics)"
        : "\(title) says \"\(quote)\" \(found.count) times: quote more of it, or name the line")
  }
}
