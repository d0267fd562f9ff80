import Annotations
import Outline

@testable import Export

/// Notes with annotations for the tests.
struct Fixture {
  var source: String
  private var annotations: [Annotation] = []
  private var placements: [Placement] = []

  init(_ source: String) {
    self.source = source
  }

  var outline: Outline { Outline(parsing: Array(source.utf8)) }

  func file(named name: String = "notes.md") -> AnnotatedFile {
    AnnotatedFile(name: name, outline: outline, annotations: annotations, placements: placements)
  }

  /// Annotates the topic of a title, or a quotation in it; without a title, the file.
  func annotating(
    _ title: String? = nil, quoting quote: String? = nil, _ text: String, id: String = "A1",
    type: AnnotationType? = nil, resolved: Bool = false, state: Placement.State = .exact
  ) -> Fixture {
    let outline = outline
    let topic = outline.indices.first { outline.title(of: $0) == title } ?? .root
    var anchor = Anchor(of: topic, in: outline, blob: nil)
    var range: Range<ByteOffset>?
    if let quote {
      let bytes = Array(source.utf8)
      let wanted = Array(quote.utf8)
      if let start = bytes.indices.first(where: { bytes[$0...].starts(with: wanted) }) {
        let found = Range<ByteOffset>(offsets: start..<start + wanted.count)
        anchor = Anchor(quoting: found, of: topic, in: outline, blob: nil)
        range = found
      }
    }
    var fixture = self
    fixture.annotations.append(annotation(id, text, type, resolved, anchor))
    fixture.placements.append(Placement(state: state, topic: topic, quotation: range))
    return fixture
  }

  func replying(to parent: String, _ text: String, id: String) -> Fixture {
    var fixture = self
    var reply = annotation(id, text, nil, false, Anchor(target: .file))
    reply.replyTo = parent
    fixture.annotations.append(reply)
    fixture.placements.append(Placement(state: .exact, topic: .root))
    return fixture
  }

  private func annotation(
    _ id: String, _ text: String, _ type: AnnotationType?, _ resolved: Bool, _ anchor: Anchor
  ) -> Annotation {
    Annotation(
      id: id, author: "Ada (ada)", timestamp: "2026-03-02T18:22:59+01:00", text: text, type: type,
      isResolved: resolved, anchor: anchor)
  }
}

/// Kind, depth and title of every topic.
func topics(_ bytes: [UInt8]) -> [String] {
  let outline = Outline(parsing: bytes)
  return outline.indices.map { "\(outline.depth(of: $0)) \(outline.kind(of: $0)) \(outline.title(of: $0))" }
}
